//! A clause or a document with all that happens around it: marks, the voice, the place one has come to, the date on paper.

use std::rc::Rc;

use policy_engine::{ClauseId, Highlights};
use yew::prelude::*;

use super::route_view::{Reading, reading_view};
use crate::components::ViewProps;
use crate::hooks::{use_place, use_print_date, use_voice};
use crate::i18n;
use crate::late::Late;
use crate::lookup::{SharedIndex, Supply};
use crate::state::{Action, Config, State, View, Width};

/// Props of `Reader`.
#[derive(Clone, Properties, PartialEq)]
pub struct ReaderProps {
    /// The configuration.
    pub config: Config,
    /// The state of the instance; its route leads to a clause or a document.
    pub state: UseReducerHandle<State>,
    /// The index.
    pub index: SharedIndex,
    /// Where the query stands in an open clause.
    pub marks: Rc<Highlights>,
    /// Where the query stands in an open document, clause by clause.
    pub document_marks: Rc<Vec<(ClauseId, Highlights)>>,
    /// How much of what was asked this is.
    pub supply: Supply,
    /// The room there is.
    pub width: Width,
    /// The element around everything.
    pub root: NodeRef,
    /// Takes what the reader does.
    pub on: Callback<Action>,
}

/// The text that the route leads to. A component, so that its hooks come with it.
#[inline(never)]
pub fn late_reader(_: Late, props: ReaderProps) -> Html {
    html! { <Reader ..props /> }
}

/// The text that the route leads to.
#[component]
fn Reader(props: &ReaderProps) -> Html {
    let ReaderProps { config, state, index, marks, document_marks, supply, width, root, on } = props;
    let route = &state.route;
    use_place(root, route.view() == View::Document, state.revision);
    use_print_date(root, state.revision);
    let voice = use_voice(route.clause.as_deref());
    let view = ViewProps {
        lang: state.lang,
        text: i18n::text(state.lang),
        config,
        mode: state.mode,
        width: *width,
        index,
        supply: *supply,
        route,
        page_url: config.link_url(),
        root,
        on,
    };
    reading_view(&view, state, &Reading { marks, document_marks, voice: voice.as_ref() })
}
