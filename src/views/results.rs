//! The answer to a search: filters on one side, headline and hits on the other; on a narrow screen the filters are a
//! sheet over the page.

use std::rc::Rc;

use policy_engine::SearchResults;
use yew::html::onkeydown;
use yew::prelude::*;

use super::notice::{gap, no_basis, ways_on};
use crate::components::{
    ViewProps, also_searched_line, count, facet_list, filters_set, headline, hit_list, readings, shared_validity_line,
    tools,
};
use crate::dom::browser::find;
use crate::dom::element::{Element, element};
use crate::dom::icon::{CLOSE, icon};
use crate::hooks::{Haste, on_sheet_key};
use crate::late::{self, Late};
use crate::lookup::document_behind;
use crate::state::{Action, Mode, Surface};

/// Headline, hits, filters.
pub fn results(view: &ViewProps<'_>, page: &SearchResults, haste: &Haste, sheet_open: bool) -> Html {
    let ViewProps { text, config, mode, route, on, .. } = *view;
    let sheet_id = [config.id.as_str(), "__sheet"].concat();
    let answered = page.num_hits > 0 && page.confident;
    // Without a name it is no landmark: a page with several elements would have as many of one name.
    let name = (config.surface != Surface::Embedded).then_some(text.results);
    let mut column = element("section", "policy-lookup__answer")
        .maybe_attr("aria-label", name)
        .child(view.heading(0, "policy-lookup__headline").said(headline(text, route, page, view.supply)))
        .maybe(gap(view))
        .maybe(elder_offer(view))
        .child(readings(text, route, &page.corrections, on))
        .maybe(read_whole(view));
    column = if answered {
        // One node in any case, or what stands before it would be made anew when the late part comes.
        let skip = late::late().map_or_else(Html::default, |late| late_skip_to_filters(late, view));
        column.maybe(also_searched_line(view, page)).child(skip)
    } else {
        // What is near but no answer never stands without the sentence that says so.
        let near = (!page.hits.is_empty()).then(|| view.heading(1, "policy-lookup__way").text(text.near_clauses));
        let is_known = !view.supply.is_incomplete() && !view.supply.is_stale();
        column.maybe(is_known.then(|| no_basis(view, page))).maybe(near)
    };
    // Whoever goes through the page by keys comes to the hits first; the style sheet puts what follows above them.
    column = column.maybe(shared_validity_line(view, page)).child(hit_list(view, page, haste.is_hasty));
    column = if answered {
        column.child(tools(text, route, mode, sheet_open, &sheet_id, on))
    } else {
        column.child(ways_on(view, page))
    };
    let column = column.child(filters_set(view, |id| collection_name(view, id)));
    let is_stale = view.supply.is_stale();
    let class =
        if is_stale { "policy-lookup__results policy-lookup__results--stale" } else { "policy-lookup__results" };
    let results = element("div", class).key(["results ", view.lang.tag()].concat());
    let counted = haste.counted.as_deref().unwrap_or(page);
    // Nothing to narrow: the way on is another question. Whether there is something is known before all is counted.
    let is_narrowed = answered || 0 < page.num_unfiltered || is_stale;
    let sheet = match late::late() {
        Some(late) => late_sheet(late, view, counted, sheet_id, sheet_open),
        // Keeps the place beside the hits.
        None => view.has_filters_beside().then(|| element("div", "policy-lookup__sheet").key("beside")),
    };
    results.child(column).maybe(sheet.filter(|_| is_narrowed)).into()
}

/// For the keys: past the hits, to what narrows them, which is late itself.
#[inline(never)]
fn late_skip_to_filters(_: Late, view: &ViewProps<'_>) -> Html {
    if view.config.surface == Surface::Kiosk {
        return Html::default();
    }
    let root = view.root.clone();
    let skip = Callback::from(move |_| {
        let [beside, over] = [".policy-lookup__sheet input", ".policy-lookup__sheet-button"].map(|it| find(&root, it));
        let _ = beside.or(over).map(|it| it.focus());
    });
    let button = element("button", "policy-lookup__button policy-lookup__skip").attr("type", "button");
    button.on_click(skip).text(view.text.skip_to_filters).into()
}

/// The facets: a column where there is room, else a dialog over the page, made when it is opened.
#[inline(never)]
fn late_sheet(_: Late, view: &ViewProps<'_>, page: &SearchResults, id: String, open: bool) -> Option<Element> {
    let ViewProps { text, config, on, .. } = *view;
    let is_beside = view.has_filters_beside();
    if !is_beside && !open {
        return None;
    }
    let scope = config.collection.as_deref();
    let facets = facet_list(view, &page.counts, scope);
    let facets = element("div", "policy-lookup__facets").child(facets);
    if is_beside {
        let column = element("div", "policy-lookup__sheet").attr("id", id).attr("role", "group");
        return Some(column.key("beside").attr("aria-label", text.filters).child(facets));
    }
    let close = view.button("policy-lookup__sheet-close", Action::Sheet(false));
    let head = element("div", "policy-lookup__sheet-head")
        .child(element("span", "policy-lookup__heading").text(text.filters))
        .child(close.attr("aria-label", text.close).child(icon(CLOSE)));
    let quiet = "policy-lookup__button policy-lookup__button--quiet";
    let show = view.button("policy-lookup__button", Action::Sheet(false));
    let foot = element("div", "policy-lookup__sheet-foot")
        .child(view.button(quiet, Action::Unfilter).text(text.no_filters))
        .child(show.child(element("span", "").said(text.show_hits.fill([&count(text, view.supply, page.num_hits)]))));
    let dialog = element("dialog", "policy-lookup__sheet policy-lookup__sheet--open").attr("id", id).key("over");
    let dialog = dialog.attr("aria-label", text.filters).attr("aria-modal", "true").attr("role", "dialog");
    let onkeydown = onkeydown::Wrapper::new(on_sheet_key(on, view.root));
    Some(dialog.listen(Rc::new(onkeydown)).child(head).child(facets).child(foot))
}

fn collection_name(view: &ViewProps<'_>, id: &str) -> AttrValue {
    let known = view.index.corpus().collections.iter().find(|it| it.id == id);
    view.name(known.map_or(id, |it| it.name.as_str()))
}

/// In a list of one collection: the way to read its document from beginning to end.
fn read_whole(view: &ViewProps<'_>) -> Option<Element> {
    let corpus = view.index.corpus();
    // A collection of a library has many documents.
    let is_one = view.route.query.is_empty() && view.supply.library().is_none();
    let id = view.route.collection.as_deref().filter(|_| is_one)?;
    let place = corpus.collections.iter().position(|it| it.id == id)?;
    let document = document_behind(corpus, place)?;
    let link = view.document_link(&document.number);
    let link = link.text([view.text.read_document, "：", &document.title].concat());
    Some(element("p", "policy-lookup__whole").key(document.number.as_str()).child(link))
}

fn elder_offer(view: &ViewProps<'_>) -> Option<Element> {
    let asked = view.mode == Mode::Standard && view.text.asks_for_elder_mode(&view.route.query);
    let offer = || view.button("policy-lookup__button", Action::Mode(Mode::Elder)).text(view.text.switch_to_elder);
    asked.then(|| element("p", "").child(offer()))
}
