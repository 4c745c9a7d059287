//! One visit: head, main, input panel and navigation bar, from top to bottom.

use std::rc::Rc;

use policy_engine::{Highlights, SearchResults};
use yew::prelude::*;

use super::about_screen::about;
use super::hooks::use_stage;
use super::input_panel::InputPanel;
use super::nav_bar::nav_bar;
use super::results_screen::answers;
use super::start_screen::start;
use super::state::{Touch, Visit};
use super::warning::Warning;
use crate::components::{ViewProps, headline};
use crate::hooks::{Voice, use_announcer, use_marks, use_voice};
use crate::i18n;
use crate::lookup::{self, SharedIndex, Source};
use crate::state::{Action, Config, Mode, Route, View};
use crate::views::{clause_view, document_view};

/// Props of [`VisitView`].
#[derive(Properties, PartialEq)]
pub struct VisitProps {
    /// What the hall set.
    pub config: Config,
    /// Where the index is.
    pub source: Source,
    /// What the visitor does.
    pub visit: Visit,
    /// Today in days since 1970.
    pub today: i64,
    /// What was touched.
    pub on: Callback<Touch>,
}

/// Everything a visitor sees.
#[component]
pub fn VisitView(props: &VisitProps) -> Html {
    let (config, visit, on) = (&props.config, &props.visit, &props.on);
    let (lang, route) = (config.lang, &visit.lookup.route);
    let (text, words) = (i18n::text(lang), i18n::kiosk_text(lang));
    let main = use_node_ref();
    let index = match &props.source {
        Source::Ready(index) => Some(index.clone()),
        _ => None,
    };
    let page = use_page(visit, index.as_ref(), config);
    use_stage(&main, &visit.lookup, visit.about);
    let found = page.as_deref().filter(|_| route.view() == View::Results);
    let message = found.map(|page| headline(text, route, page)).unwrap_or_default();
    let [speaks, speaks_next] = use_announcer(message.into(), visit.lookup.request);
    let look = use_look(&main, on);
    let marks = use_marks(index.as_ref(), route, visit.lookup.mark, &main);
    let voice = use_voice(route.clause.as_deref());

    let old_data = config.kiosk.days_too_old(props.today);
    let has_input_panel = !visit.about && matches!(route.view(), View::Start | View::Results);
    html! {
        <div class={root_class(visit, has_input_panel)} data-theme="light" data-size="0" lang={lang.tag()}>
            <header class="policy-lookup__kiosk-head">
                <span class="policy-lookup__source">{ text.source_line }</span>
                <h1 class="policy-lookup__title">{ text.title }</h1>
                if let Some(days) = old_data {
                    <p class="policy-lookup__kiosk-old" role="status">{ words.old_data.fill([&days.to_string()]) }</p>
                }
            </header>
            <main class="policy-lookup__kiosk-stage" tabindex="-1" ref={main.clone()}>
                { main_view(props, index.as_ref(), page, (&marks, voice.as_ref()), &main, &look) }
            </main>
            if let Some(index) = index.filter(|_| has_input_panel) {
                <InputPanel {lang} {index} input={visit.lookup.input.clone()} keyboard={visit.keyboard} {on} />
            }
            { nav_bar(lang, visit, on) }
            if let Some(seconds_left) = visit.seconds_left {
                <Warning {lang} {seconds_left} {on} />
            }
            <div class="policy-lookup__unseen" role="status" aria-live="polite">{ speaks }</div>
            <div class="policy-lookup__unseen" role="status" aria-live="polite">{ speaks_next }</div>
        </div>
    }
}

fn root_class(visit: &Visit, has_input_panel: bool) -> Classes {
    classes!(
        "policy-lookup",
        "policy-lookup--elder",
        "policy-lookup--kiosk",
        (!has_input_panel).then_some("policy-lookup--kiosk-reading"),
        (has_input_panel && visit.keyboard).then_some("policy-lookup--kiosk-typing"),
        visit.low.then_some("policy-lookup--kiosk-low"),
        visit.large.then_some("policy-lookup--kiosk-large"),
        visit.contrast.then_some("policy-lookup--kiosk-contrast"),
    )
}

/// Speaks to the shared state, with a note of how far the main element was scrolled, so that 返回 can restore it.
#[hook]
fn use_look(main: &NodeRef, on: &Callback<Touch>) -> Callback<Action> {
    use_callback((main.clone(), on.clone()), |action: Action, (main, on)| {
        if action.leaves_place() {
            let scroll = main.cast::<web_sys::Element>().map_or(0, |it| it.scroll_top());
            on.emit(Touch::Look(Action::Left(f64::from(scroll))));
        }
        on.emit(match action {
            Action::Back => Touch::Back,
            action => Touch::Look(action),
        });
    })
}

/// The answer to what is looked at; searched again only when that changes.
#[hook]
fn use_page(visit: &Visit, index: Option<&SharedIndex>, config: &Config) -> Option<Rc<SearchResults>> {
    let searched = Route { clause: None, ..visit.lookup.route.clone() };
    let wanted = index.cloned().filter(|_| searched.view() == View::Results);
    let deps = (wanted, searched, visit.lookup.limit, config.collection.clone());
    let page = use_memo(deps, |(index, route, limit, scope)| {
        index.as_ref().map(|index| Rc::new(lookup::search(index, route, scope.as_deref(), *limit)))
    });
    (*page).clone()
}

fn main_view(
    props: &VisitProps,
    index: Option<&SharedIndex>,
    page: Option<Rc<SearchResults>>,
    (marks, voice): (&Highlights, Option<&Voice>),
    main: &NodeRef,
    look: &Callback<Action>,
) -> Html {
    let Some(index) = index else { return Html::default() };
    let (config, lookup) = (&props.config, &props.visit.lookup);
    let (text, route) = (i18n::text(config.lang), &lookup.route);
    if props.visit.about {
        return about(config, index, &props.on);
    }
    let view = ViewProps {
        lang: config.lang,
        text,
        config,
        mode: Mode::Elder,
        index,
        route,
        page_url: "",
        root: main,
        on: look,
    };
    match (route.view(), page) {
        (View::Clause, _) => clause_view(&view, &marks.text, lookup, voice),
        (View::Document, _) => document_view(&view, route.document.as_deref().unwrap_or_default()),
        (View::Results, Some(page)) => answers(&view, &page, props.visit.keyboard),
        _ => start(config, index, look, &props.on),
    }
}
