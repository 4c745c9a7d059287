//! The root of an instance: the state above, the view below, and the hooks between them and the browser.

use std::rc::Rc;

use policy_engine::SearchPage;
use yew::prelude::*;

use crate::answer;
use crate::components::{
    ClauseView, DocumentView, Footer, Masthead, Offer, Results, SearchBox, Start, failure, loading, offers,
};
use crate::config::{Config, Mode, Surface};
use crate::hooks::{
    Told, use_announcer, use_config, use_events, use_navigation, use_preferences, use_recent, use_view,
};
use crate::load::{LoadError, SharedIndex};
use crate::route::{Route, View};
use crate::state::{Action, State};
use crate::text::Text;

/// Where the index is.
#[derive(Clone, PartialEq)]
pub enum Source {
    /// On its way; percent where the length is known.
    Loading(Option<u8>),
    /// Here.
    Ready(SharedIndex),
    /// It will not come.
    Failed(LoadError),
}

/// What the reader was doing on the prerendered page when the program took it over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    /// What stood in the box.
    pub typed: AttrValue,
    /// Whether the cursor stood in the box.
    pub is_typing: bool,
    /// How far the page was scrolled, CSS px.
    pub scroll: f64,
}

/// Props of [`App`].
#[derive(Clone, Properties, PartialEq)]
pub struct AppProps {
    /// What the instance was told.
    pub config: Config,
    /// Where the index is.
    pub source: Source,
    /// What was going on before.
    #[prop_or_default]
    pub taken: Taken,
}

/// Props of [`Instance`].
#[derive(Clone, Properties, PartialEq)]
pub struct InstanceProps {
    /// What is shown; `None` while nobody needs the instance.
    pub app: Option<AppProps>,
    /// Every new number is a new life: nothing of the last one is handed on.
    pub num_lives: u32,
}

/// A root that can rest between two elements. Yew never takes back the listeners it puts on a root, so a page that adds
/// and removes elements all day must not make a new root for each.
#[component]
pub fn Instance(props: &InstanceProps) -> Html {
    match props.app.clone() {
        Some(AppProps { config, source, taken }) => {
            html! { <App key={props.num_lives} {config} {source} {taken} /> }
        }
        None => Html::default(),
    }
}

/// One instance at work.
#[component]
pub fn App(props: &AppProps) -> Html {
    let config = &props.config;
    let state = use_reducer(|| State::new(config));
    let root = use_node_ref();
    let on = use_navigation(&state, config, &root, &props.taken);
    use_preferences(config.may_remember(), &state, &on);
    let recent = use_recent(config.may_remember());
    let index = match &props.source {
        Source::Ready(index) => Some(index.clone()),
        _ => None,
    };
    let page = use_answer(&state, index.as_ref(), config);
    let offered = use_offers(&state, index.as_ref(), &recent.queries);
    let on = use_remembered(&state, on, recent.add.clone());
    use_config(&state, config);
    use_view(&state, config.surface, &root);
    use_events(&root, told(&state, props, page.as_deref()));
    let text = state.lang.text();
    let message = announcement(text, &state.route, page.as_deref());
    let [speaks, speaks_next] = use_announcer(message.into(), state.request);

    let view = view(props, &state, page, &on);
    let is_start = state.route.view() == View::Start;
    let embedded = config.surface == Surface::Embedded;
    html! {
        <div class={root_class(config, &state)} data-theme={state.theme.name()} data-size={state.size.to_string()} lang={text.tag} ref={root}>
            if !embedded {
                <Masthead lang={state.lang} mode={state.mode} size={state.size} {is_start} on={&on} />
            }
            <div class="policy-lookup__main" role={(!embedded).then_some("main")}>
                <SearchBox lang={state.lang} id={&config.id} input={state.input.clone()} offers={offered} open={state.offers_open}
                    active={state.active_offer} within={state.route.document.is_some()} owns_page={!embedded} fallback_url={&config.static_url}
                    on={&on} on_forget={recent.clear} />
                { view }
            </div>
            <Footer lang={state.lang} theme={state.theme} surface={config.surface} data_version={data_version(index.as_ref())}
                static_url={&config.static_url} page_url={&config.page_url} {on} />
            // `widget.js` repeats these in the page around the element; both would be read.
            <div class="policy-lookup__unseen" role={(!embedded).then_some("status")} aria-live={(!embedded).then_some("polite")}>{ speaks }</div>
            <div class="policy-lookup__unseen" role={(!embedded).then_some("status")} aria-live={(!embedded).then_some("polite")}>{ speaks_next }</div>
        </div>
    }
}

fn root_class(config: &Config, state: &State) -> Classes {
    let surface = match config.surface {
        Surface::Page => "policy-lookup--page",
        Surface::Embedded => "policy-lookup--embedded",
        Surface::Kiosk => "policy-lookup--kiosk",
    };
    let elder = (state.mode == Mode::Elder).then_some("policy-lookup--elder");
    let start = (state.route.view() == View::Start).then_some("policy-lookup--start");
    classes!("policy-lookup", surface, elder, start)
}

fn data_version(index: Option<&SharedIndex>) -> AttrValue {
    index.map(|it| it.corpus().data_version.clone().into()).unwrap_or_default()
}

/// The answer to the route; searched again only when query, filters or limit change.
#[hook]
fn use_answer(state: &State, index: Option<&SharedIndex>, config: &Config) -> Option<Rc<SearchPage>> {
    let searched = Route { clause: None, ..state.route.clone() };
    let wanted = searched.view() == View::Results;
    let deps = (index.cloned().filter(|_| wanted), searched, state.limit, config.collection.clone());
    let page = use_memo(deps, |(index, route, limit, scope)| {
        let page = |index: &SharedIndex| Rc::new(answer::search(index, route, scope.as_deref(), *limit));
        index.as_ref().map(page)
    });
    (*page).clone()
}

#[hook]
fn use_offers(state: &State, index: Option<&SharedIndex>, recent: &Rc<[AttrValue]>) -> Rc<[Offer]> {
    // Not worked out while nobody sees them.
    let deps = (index.cloned().filter(|_| state.offers_open), state.input.clone(), recent.clone());
    let offered = use_memo(deps, |(index, input, recent)| {
        index.as_ref().map_or_else(|| Rc::from([]), |index| offers(index, input, recent))
    });
    (*offered).clone()
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

fn view(props: &AppProps, state: &State, page: Option<Rc<SearchPage>>, on: &Callback<Action>) -> Html {
    let (text, config) = (state.lang.text(), props.config.clone());
    let index = match &props.source {
        Source::Loading(percent) => return loading(text, *percent),
        Source::Failed(error) => return failure(text, error, &config),
        Source::Ready(index) => index.clone(),
    };
    let page_url = if config.owns_url() { AttrValue::default() } else { config.page_url.clone() };
    let (lang, mode, route) = (state.lang, state.mode, state.route.clone());
    match (route.view(), page) {
        (View::Clause, _) => html! {
            <ClauseView {lang} {config} {mode} {index} {route} mark={state.mark} {page_url} {on} />
        },
        (View::Document, _) => html! {
            <DocumentView {lang} {config} {index} number={route.document.unwrap_or_default()} {page_url} {on} />
        },
        (View::Results, Some(page)) => html! {
            <Results {lang} {config} {mode} {index} {page} {route} sheet_open={state.sheet_open} {page_url} {on} />
        },
        _ => html! { <Start {lang} {index} scope={config.collection} year={config.year} {page_url} {on} /> },
    }
}

/// What a screen reader hears after a search.
fn announcement(text: &Text, route: &Route, page: Option<&SearchPage>) -> String {
    match page {
        Some(page) if route.view() == View::Results => crate::components::headline(text, route, page),
        _ => String::new(),
    }
}

/// What the host page is told about the present view.
fn told(state: &State, props: &AppProps, page: Option<&SearchPage>) -> Option<Told> {
    if let Source::Failed(error) = &props.source {
        return Some(Told::Error { code: error.code.name(), message: error.message.clone().into() });
    }
    if let Some(id) = &state.route.clause {
        return Some(Told::Open { id: id.clone().into() });
    }
    let page = page.filter(|_| !state.route.query.is_empty())?;
    let collection = state.route.collection.clone().map(AttrValue::from).or(props.config.collection.clone());
    Some(Told::Search {
        query: state.route.query.clone().into(),
        collection: collection.unwrap_or_default(),
        num_hits: page.num_hits,
        confident: page.confident,
    })
}
