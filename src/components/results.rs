//! The answer to a search: filters on one side, headline and hits on the other; on a narrow screen the filters are a
//! sheet over the page.

use std::rc::Rc;

use policy_engine::SearchPage;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::facet_list::facet_list;
use super::hit_list::HitList;
use super::icon::{CLOSE, icon};
use super::link::{follow, href};
use super::notice::no_basis;
use super::toolbar::{filters_set, headline, readings, tools};
use crate::answer;
use crate::config::{Config, Mode};
use crate::load::SharedIndex;
use crate::route::{ALL_COLLECTIONS, Route};
use crate::state::Action;
use crate::text::{Lang, Text};

/// Props of [`Results`].
#[derive(Properties, PartialEq)]
pub struct ResultsProps {
    /// Language of the interface.
    pub lang: Lang,
    /// What the instance was told.
    pub config: Config,
    /// Standard or elder.
    pub mode: Mode,
    /// The index.
    pub index: SharedIndex,
    /// The answer.
    pub page: Rc<SearchPage>,
    /// What was asked.
    pub route: Route,
    /// Whether the filter sheet is open.
    pub sheet_open: bool,
    /// Address of the page, empty on the page itself.
    pub page_url: AttrValue,
    /// What happened.
    pub on: Callback<Action>,
}

/// Filters, headline, hits.
#[component]
pub fn Results(props: &ResultsProps) -> Html {
    let (text, route, page, on) = (props.lang.text(), &props.route, &props.page, &props.on);
    let corpus = props.index.corpus();
    let (first, last) = (use_node_ref(), use_node_ref());
    use_sheet_focus(&first, props.sheet_open);
    let sheet_id = [props.config.id.as_str(), "__sheet"].concat();
    let class =
        if props.sheet_open { "policy-lookup__sheet policy-lookup__sheet--open" } else { "policy-lookup__sheet" };
    let answered = page.num_hits > 0 && page.confident;
    let collection_name = |id: &str| {
        let known = corpus.collections.iter().find(|it| it.id == id);
        AttrValue::from(known.map_or(id, |it| it.name.as_str()).to_owned())
    };
    html! {
        <div class="policy-lookup__results">
            <div {class} id={sheet_id.clone()} role={props.sheet_open.then_some("dialog")} aria-modal={props.sheet_open.then_some("true")}
                aria-label={text.filters} onkeydown={on_sheet_key(on, &first, &last, props.sheet_open)}>
                <div class="policy-lookup__sheet-head">
                    <span class="policy-lookup__heading">{ text.filters }</span>
                    <button ref={first} type="button" class="policy-lookup__sheet-close" aria-label={text.close}
                        onclick={on.reform(|_| Action::Sheet(false))}>{ icon(CLOSE) }</button>
                </div>
                <div class="policy-lookup__facets">
                    { facet_list(text, corpus, &page.counts, route, props.config.collection.as_deref(), &props.config.id, on) }
                </div>
                <div class="policy-lookup__sheet-foot">
                    <button type="button" class="policy-lookup__button policy-lookup__button--quiet" onclick={on.reform(|_| Action::Unfilter)}>{ text.no_filters }</button>
                    <button ref={last} type="button" class="policy-lookup__button" onclick={on.reform(|_| Action::Sheet(false))}>{ text.show_hits.num(page.num_hits) }</button>
                </div>
            </div>
            <section class="policy-lookup__answer" aria-label={text.results}>
                { elder_offer(text, route, props.mode, on) }
                <div class="policy-lookup__toolbar">
                    <h2 class="policy-lookup__headline">{ headline(text, route, page) }</h2>
                    { tools(text, route, props.mode, props.sheet_open, &sheet_id, on) }
                </div>
                { readings(text, route, &page.corrections, on) }
                { filters_set(text, route, collection_name, on) }
                { read_whole(text, props) }
                if !answered {
                    { no_basis(text, corpus, route, page, num_unfiltered(props), &props.page_url, on) }
                    if page.num_hits > 0 { <h3 class="policy-lookup__way">{ text.near_clauses }</h3> }
                }
                <HitList lang={props.lang} index={props.index.clone()} page={page.clone()} route={route.clone()}
                    year={props.config.year} page_url={&props.page_url} {on} />
            </section>
        </div>
    }
}

/// Hits there would be without any filter; 0 when filters are not what stands in the way.
fn num_unfiltered(props: &ResultsProps) -> usize {
    let (route, scope) = (&props.route, &props.config.collection);
    let narrowed = route.num_filters() > 0 || (scope.is_some() && route.collection.is_none());
    if !narrowed || (props.page.confident && props.page.num_hits > 0) {
        return 0;
    }
    let bare = Route { query: route.query.clone(), literal: route.literal, ..Route::default() };
    let page = answer::search(&props.index, &bare, Some(ALL_COLLECTIONS), 1);
    if page.confident { page.num_hits } else { 0 }
}

/// In a list of one collection: the way to read its document from beginning to end.
fn read_whole(text: &Text, props: &ResultsProps) -> Html {
    let corpus = props.index.corpus();
    let id = props.route.collection.as_deref().filter(|_| props.route.query.is_empty());
    let place = id.and_then(|id| corpus.collections.iter().position(|it| it.id == id));
    let Some(document) = place.and_then(|at| super::collection_tiles::document_behind(corpus, at)) else {
        return Html::default();
    };
    let target = Route { document: Some(document.number.clone()), ..Route::default() };
    let onclick = follow(&props.on, Action::Document(document.number.clone()));
    html! {
        <p class="policy-lookup__whole">
            <a href={href(&props.page_url, &target)} {onclick}>{ text.read_document }{"："}{ &document.title }</a>
        </p>
    }
}

fn elder_offer(text: &Text, route: &Route, mode: Mode, on: &Callback<Action>) -> Html {
    if mode == Mode::Elder || !text.asks_for_elder_mode(&route.query) {
        return Html::default();
    }
    html! {
        <p><button type="button" class="policy-lookup__button" onclick={on.reform(|_| Action::Mode(Mode::Elder))}>{ text.switch_to_elder }</button></p>
    }
}

#[hook]
fn use_sheet_focus(first: &NodeRef, open: bool) {
    let before = use_mut_ref(|| None::<HtmlElement>);
    use_effect_with((first.clone(), open), move |(first, open)| {
        if *open {
            *before.borrow_mut() = crate::hooks::browser::focused(first);
            first.cast::<HtmlElement>().iter().for_each(crate::hooks::browser::focus);
        } else if let Some(element) = before.borrow_mut().take() {
            crate::hooks::browser::focus(&element);
        }
    });
}

/// Esc closes the sheet; Tab stays inside it.
fn on_sheet_key(on: &Callback<Action>, first: &NodeRef, last: &NodeRef, open: bool) -> Option<Callback<KeyboardEvent>> {
    let (on, first, last) = (on.clone(), first.clone(), last.clone());
    open.then(|| {
        Callback::from(move |event: KeyboardEvent| {
            let at = |node: &NodeRef| node.get().is_some_and(|it| event.target().is_some_and(|target| *it == target));
            let wrap = if event.shift_key() { (&first, &last) } else { (&last, &first) };
            match event.key().as_str() {
                "Escape" => on.emit(Action::Sheet(false)),
                "Tab" if at(wrap.0) => wrap.1.cast::<HtmlElement>().iter().for_each(crate::hooks::browser::focus),
                _ => return,
            }
            event.prevent_default();
        })
    })
}
