//! The answer to a search: filters on one side, headline and hits on the other; on a narrow screen the filters are a
//! sheet over the page.

use std::rc::Rc;

use policy_engine::{Corpus, SearchPage};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::facet_list::facet_list;
use super::hit_list::HitList;
use super::icon::{CLOSE, icon};
use super::link::{button, href, link};
use super::markup::{El, el};
use super::notice::no_basis;
use super::toolbar::{filters_set, headline, readings, tools};
use crate::answer;
use crate::config::{Config, Mode, Surface};
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
    let answered = page.num_hits > 0 && page.confident;
    let bar = el("div", "policy-lookup__toolbar")
        .child(el("h2", "policy-lookup__headline").text(headline(text, route, page)))
        .child(tools(text, route, props.mode, props.sheet_open, &sheet_id, on));
    // Without a name it is no landmark: a page with several elements would have as many of one name.
    let name = (props.config.surface != Surface::Embedded).then_some(text.results);
    let mut answer = el("section", "policy-lookup__answer")
        .maybe_attr("aria-label", name)
        .maybe(elder_offer(text, route, props.mode, on))
        .child(bar)
        .child(readings(text, route, &page.corrections, on))
        .child(filters_set(text, route, |id| collection_name(corpus, id), on))
        .maybe(read_whole(text, props));
    if !answered {
        let notice = no_basis(text, corpus, route, page, num_unfiltered(props), &props.page_url, on);
        let near = (page.num_hits > 0).then(|| el("h3", "policy-lookup__way").text(text.near_clauses));
        answer = answer.child(notice).maybe(near);
    }
    let hits = html! {
        <HitList lang={props.lang} index={props.index.clone()} page={page.clone()} route={route.clone()}
            year={props.config.year} page_url={&props.page_url} {on} />
    };
    let sheet = sheet(text, props, sheet_id, [first, last]);
    el("div", "policy-lookup__results").child(sheet).child(answer.child(hits)).into()
}

/// The facets; as a dialog while it lies over the page.
fn sheet(text: &Text, props: &ResultsProps, id: String, [first, last]: [NodeRef; 2]) -> Html {
    let (page, on, open) = (&props.page, &props.on, props.sheet_open);
    let class = if open { "policy-lookup__sheet policy-lookup__sheet--open" } else { "policy-lookup__sheet" };
    let scope = props.config.collection.as_deref();
    let facets = facet_list(text, props.index.corpus(), &page.counts, &props.route, scope, &props.config.id, on);
    let close = button("policy-lookup__sheet-close", on, Action::Sheet(false)).node_ref(&first);
    let head = el("div", "policy-lookup__sheet-head")
        .child(el("span", "policy-lookup__heading").text(text.filters))
        .child(close.attr("aria-label", text.close).child(icon(CLOSE)));
    let quiet = "policy-lookup__button policy-lookup__button--quiet";
    let show = button("policy-lookup__button", on, Action::Sheet(false)).node_ref(&last);
    let foot = el("div", "policy-lookup__sheet-foot")
        .child(button(quiet, on, Action::Unfilter).text(text.no_filters))
        .child(show.text(text.show_hits.num(page.num_hits)));
    html! {
        <div {class} {id} role={open.then_some("dialog")} aria-modal={open.then_some("true")} aria-label={text.filters}
            onkeydown={on_sheet_key(on, &first, &last, open)}>
            { head }
            { el("div", "policy-lookup__facets").child(facets) }
            { foot }
        </div>
    }
}

fn collection_name(corpus: &Corpus, id: &str) -> AttrValue {
    let known = corpus.collections.iter().find(|it| it.id == id);
    AttrValue::from(known.map_or(id, |it| it.name.as_str()).to_owned())
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
fn read_whole(text: &Text, props: &ResultsProps) -> Option<El> {
    let corpus = props.index.corpus();
    let id = props.route.collection.as_deref().filter(|_| props.route.query.is_empty())?;
    let place = corpus.collections.iter().position(|it| it.id == id)?;
    let document = super::collection_tiles::document_behind(corpus, place)?;
    let target = Route { document: Some(document.number.clone()), ..Route::default() };
    let link = link("", href(&props.page_url, &target), &props.on, Action::Document(document.number.clone()));
    let link = link.text([text.read_document, "：", &document.title].concat());
    Some(el("p", "policy-lookup__whole").child(link))
}

fn elder_offer(text: &Text, route: &Route, mode: Mode, on: &Callback<Action>) -> Option<El> {
    let asked = mode == Mode::Standard && text.asks_for_elder_mode(&route.query);
    let offer = || button("policy-lookup__button", on, Action::Mode(Mode::Elder)).text(text.switch_to_elder);
    asked.then(|| el("p", "").child(offer()))
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
