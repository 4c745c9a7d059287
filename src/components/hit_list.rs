//! The hits, twenty at a time. More are added below: nothing above moves.

use policy_engine::SearchResults;
use yew::prelude::*;

use super::hit_item::hit_item;
use super::validity::shared_validity;
use super::view_context::ViewProps;
use crate::dom::element::{Element, all, element};
use crate::dom::link::href;
use crate::state::{Action, PAGE_SIZE, Route};

/// Hits that are drawn at once when a letter is typed: more than a phone shows.
const FIRST_HITS: usize = 5;

/// The list and the button for more; in haste only the first hits.
pub fn hit_list(view: &ViewProps<'_>, page: &SearchResults, is_hasty: bool) -> Html {
    let drawn = if is_hasty { page.hits.len().min(FIRST_HITS) } else { page.hits.len() };
    let shared = shared_validity(view, page);
    let hits = page.hits[..drawn].iter().map(|hit| hit_item(view, hit, shared.is_some()));
    // Hits of another question are others anyway; a list that goes as a whole is taken out in one piece.
    let key = [if view.route.literal { "= " } else { " " }, &view.route.query].concat();
    let hits = element("ol", "policy-lookup__hits").attr("part", "list").key(key).children(hits);
    if drawn < page.hits.len() {
        return all([hits.into(), Html::default()]);
    }
    let left = page.num_hits.saturating_sub(page.hits.len());
    let below = if left > 0 && view.config.max_hits.is_some() {
        all_on_the_page(view, page.num_hits).into()
    } else if left > 0 {
        let more = view.button("policy-lookup__more", Action::More);
        more.child(element("span", "").said(view.text.more.num(left.min(PAGE_SIZE)))).into()
    } else if page.hits.len() > PAGE_SIZE {
        // The button of the last twenty, which has the focus: taken away, it would leave it nowhere.
        let end = element("button", "policy-lookup__end").attr("type", "button").state("aria-disabled", true);
        end.child(element("span", "").said(view.text.all_shown)).into()
    } else {
        Html::default()
    };
    all([hits.into(), below])
}

/// Where an element shows only the first hits: the way to the page, which has them all.
fn all_on_the_page(view: &ViewProps<'_>, num_hits: usize) -> Element {
    // The page does not know for which collection the element was made.
    let collection = view.route.collection.clone().or(view.config.collection.as_ref().map(ToString::to_string));
    let route = Route { collection, ..view.route.clone() };
    let link = element("a", "policy-lookup__more").attr("href", href(&view.config.page_url, &route));
    link.child(element("span", "").said(view.text.all_on_page.num(num_hits)))
}
