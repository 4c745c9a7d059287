//! The root of an instance: the state above, the view below, and the hooks between them and the browser.

use policy_engine::SearchResults;
use yew::prelude::*;

use crate::components::{BoxProps, ViewProps, busy_line, data_line, headline, search_box};
use crate::dom::element::element;
use crate::hooks::{
    HostEvent, OFFERS, scroll_page, title_of, use_announcer, use_box, use_config, use_events, use_found, use_haste,
    use_navigation, use_recent, use_suggestions, use_title, use_view, use_width,
};
use crate::i18n::{self, Text};
use crate::late::{Arrival, Late, use_late};
use crate::lookup::{Found, Source, Supply};
use crate::state::{Action, Config, ErrorCode, Handover, HistoryEntry, LoadError, Mode, Route, State, Surface, View};
use crate::views::{
    KeeperProps, ReaderProps, Shown, failure, footer, late_keeper, late_reader, loading, masthead, results, route_view,
    start, waiting,
};

/// Props of [`App`].
#[derive(Clone, Properties, PartialEq)]
pub struct AppProps {
    /// The configuration.
    pub config: Config,
    /// Where the index is.
    pub source: Source,
    /// What the reader was doing on the prerendered page.
    #[prop_or_default]
    pub handover: Handover,
}

/// Props of [`Instance`].
#[derive(Clone, Properties, PartialEq)]
pub struct InstanceProps {
    /// What is shown; `None` while the root is in the pool.
    pub app: Option<AppProps>,
    /// A new number makes a new [`App`], with none of the state of the one before.
    pub generation: u32,
}

/// A root that serves one element after another. Yew never takes back the listeners it puts on a root, so a page that
/// adds and removes elements all day must not make a new root for each.
#[component]
pub fn Instance(props: &InstanceProps) -> Html {
    match props.app.clone() {
        Some(AppProps { config, source, handover }) => {
            html! { <App key={props.generation} {config} {source} {handover} /> }
        }
        None => Html::default(),
    }
}

/// One instance at work.
#[component]
pub fn App(props: &AppProps) -> Html {
    let config = &props.config;
    let state = use_reducer(|| first_state(config, &props.handover));
    let root = use_node_ref();
    let arrival = use_late();
    let on = use_navigation(&state, config, &root, &props.handover);
    let recent = use_recent(config.may_remember());
    let width = use_width(&root);
    let found = use_found(&props.source, &state, config, &root);
    let page = found.current();
    let haste = use_haste(&state, found.answer.as_ref());
    let suggestions = use_suggestions(&state, &props.source, &recent.queries, arrival.late(), haste.is_hasty);
    let on = use_remembered(&state, on, recent.add.clone());
    let input = use_node_ref();
    let composing = use_box(&input, &state.input, config.surface != Surface::Embedded, &on);
    use_config(&state, config);
    // A text that had to wait, for its clauses or for the late part, is opened when they are there.
    let is_here = found.index.is_some() && (arrival.late().is_some() || !is_read(&state));
    use_view(&state, (state.revision, is_here), &root, scroll_page(config.surface));
    use_events(&root, host_event(&state, props, &found));
    let text = i18n::text(state.lang);
    let message = announcement(text, &state.route, page, found.supply);
    let title = title_of(state.lang, &state.route, found.index.as_ref(), &message);
    use_title(config.surface == Surface::Page, title, text.title, state.is_typed);
    // In haste the suggestions are still those of the letter before.
    let offered = arrival.late().filter(|_| !haste.is_hasty && !suggestions.is_empty());
    let message = match offered {
        Some(late) => late_offered(late, text, message, suggestions.len()),
        None => message,
    };
    let [speaks, speaks_next] = use_announcer(message.into(), state.request);

    let embedded = config.surface == Surface::Embedded;
    // In somebody else's page `widget.js` repeats these around the element; both would be read.
    let region = |speaks: AttrValue| {
        let region = element("div", "policy-lookup__unseen").child(element("span", "").said(speaks));
        if embedded { region } else { region.attr("role", "status").attr("aria-live", "polite") }
    };
    let search_box = search_box(&BoxProps {
        text,
        config,
        state: &state,
        suggestions: &suggestions,
        root: &root,
        input: &input,
        composing: &composing,
        on: &on,
        on_forget: &recent.clear,
    });
    let shown = Shown { state: &state, width, haste: &haste, answer: found.answer.as_deref() };
    let reading = || match (arrival, found.index.clone()) {
        (Arrival::Here(late), Some(index)) => {
            let props = ReaderProps {
                config: config.clone(),
                state: state.clone(),
                index,
                marks: found.marks.clone(),
                document_marks: found.document_marks.clone(),
                supply: found.supply,
                width,
                root: root.clone(),
                on: on.clone(),
            };
            late_reader(late, props)
        }
        (Arrival::Missing, _) => failure(text, &LoadError { code: ErrorCode::Network, message: String::new() }, config),
        _ => loading(text),
    };
    let keeper = || KeeperProps {
        may_remember: config.may_remember(),
        state: state.clone(),
        root: root.clone(),
        on: on.clone(),
    };
    let main = element("div", "policy-lookup__main").maybe_attr("role", (!embedded).then_some("main"));
    element("div", "")
        .attr("class", root_class(config, &state))
        .attr("data-theme", state.theme.name())
        .attr("data-size", state.size.to_string())
        .maybe_attr("data-width", width.reached())
        .attr("lang", state.lang.tag())
        .node_ref(&root)
        .child(element("div", "policy-lookup__measure"))
        .maybe((!embedded).then(|| masthead(&state, &on)))
        .child(
            main.child(search_box)
                .maybe(busy_line(found.supply))
                .child(view(props, &found, &shown, &root, &on, reading)),
        )
        .child(footer(&state, config, &data_name(text, &props.source), &on))
        .child(region(speaks))
        .child(region(speaks_next))
        // One node in any case: with one more at the end all those before would be taken for their neighbours.
        .child(arrival.late().map_or_else(Html::default, |late| late_keeper(late, keeper())))
        .into()
}

/// The first rendering shows what the address asks for, as the reader likes it, and what was typed into the prerendered
/// box; `use_navigation` then has that searched.
fn first_state(config: &Config, handover: &Handover) -> State {
    let mut state = State::new(config);
    handover.choices.iter().for_each(|it| state.apply(it.clone()));
    if let Some(route) = handover.route.clone() {
        state.apply(Action::Arrive(Box::new(HistoryEntry { route, ..HistoryEntry::default() })));
    }
    if !handover.typed.is_empty() {
        state.input = handover.typed.to_string();
    }
    state
}

/// Whether a clause or a document is open.
fn is_read(state: &State) -> bool {
    matches!(state.route.view(), View::Clause | View::Document)
}

fn root_class(config: &Config, state: &State) -> String {
    let surface = match config.surface {
        Surface::Page => "policy-lookup policy-lookup--page",
        Surface::Embedded => "policy-lookup policy-lookup--embedded",
        Surface::Kiosk => "policy-lookup policy-lookup--kiosk",
    };
    let elder = if state.mode == Mode::Elder { " policy-lookup--elder" } else { "" };
    let start = if state.route.view() == View::Start { " policy-lookup--start" } else { "" };
    [surface, elder, start].concat()
}

fn data_name(text: &Text, source: &Source) -> String {
    match source {
        Source::Ready(index) => data_line(text, index.corpus()),
        #[cfg(feature = "library")]
        Source::Library(library, _) => library.with(|it| data_line(text, it.corpus())),
        _ => String::new(),
    }
}

/// Remembers a query once it has proved of use: it was sent off, or a clause was opened from its hits.
#[hook]
fn use_remembered(state: &UseReducerHandle<State>, on: Callback<Action>, add: Callback<AttrValue>) -> Callback<Action> {
    let query = AttrValue::from(state.route.query.clone());
    use_callback((on, add, query), |action: Action, (on, add, query)| {
        match &action {
            Action::Submit(text) | Action::Ask(text) => add.emit(text.trim().to_owned().into()),
            Action::Clause(_) => add.emit(query.clone()),
            _ => {}
        }
        on.emit(action);
    })
}

fn view(
    props: &AppProps,
    found: &Found,
    shown: &Shown<'_>,
    root: &NodeRef,
    on: &Callback<Action>,
    reading: impl FnOnce() -> Html,
) -> Html {
    let (config, state) = (&props.config, shown.state);
    let text = i18n::text(state.lang);
    let index = match (&props.source, &found.index) {
        (Source::Failed(error), _) => return failure(text, error, config),
        (Source::Loading, _) => return loading(text),
        (_, Some(index)) => index,
        (_, None) => return waiting(text, config, &state.route, on),
    };
    let view = ViewProps {
        lang: state.lang,
        text,
        config,
        mode: state.mode,
        width: shown.width,
        index,
        supply: found.supply,
        route: &state.route,
        page_url: config.link_url(),
        root,
        on,
    };
    let start = |page: &SearchResults| start(&view, &page.counts);
    let results = |page: &SearchResults| results(&view, page, shown.haste, state.sheet_open);
    route_view(&state.route, shown, reading, start, results)
}

/// What a screen reader hears after a search.
fn announcement(text: &Text, route: &Route, page: Option<&SearchResults>, supply: Supply) -> String {
    match page {
        Some(page) if route.view() == View::Results => headline(text, route, page, supply),
        _ => String::new(),
    }
}

/// With the number of suggestions, which nobody sees who listens.
#[inline(never)]
fn late_offered(_: Late, text: &Text, message: String, num: usize) -> String {
    if message.is_empty() { message } else { [&message, OFFERS, text.suggestions, " ", &num.to_string()].concat() }
}

/// The event for the present view; `None` for views that have none.
fn host_event(state: &State, props: &AppProps, found: &Found) -> Option<HostEvent> {
    if let Source::Failed(error) = &props.source {
        return Some(HostEvent::Error { code: error.code.name(), message: error.message.clone().into() });
    }
    if let Some(id) = &state.route.clause {
        return Some(HostEvent::Open { id: id.clone().into() });
    }
    let page = found.current().filter(|_| !state.route.query.is_empty())?;
    if found.supply.is_incomplete() && page.hits.is_empty() {
        return Some(HostEvent::Error { code: ErrorCode::Network.name(), message: "files of the library".into() });
    }
    Some(HostEvent::search(&state.route, page, props.config.collection.as_ref()))
}
