//! The hits, twenty at a time. More are added below: nothing above moves.

use policy_engine::SearchResults;
use yew::prelude::*;

use super::hit_item::hit_item;
use super::view_context::ViewProps;
use crate::dom::element::{all, element};
use crate::state::{Action, PAGE_SIZE};

/// The list and the button for more.
pub fn hit_list(view: &ViewProps<'_>, page: &SearchResults) -> Html {
    let left = page.num_hits.saturating_sub(page.hits.len());
    let below = if left > 0 {
        let more = view.button("policy-lookup__more", Action::More);
        more.child(element("span", "").said(view.text.more.num(left.min(PAGE_SIZE)))).into()
    } else if page.hits.len() > PAGE_SIZE {
        element("p", "policy-lookup__end").text(view.text.all_shown).into()
    } else {
        Html::default()
    };
    let hits = element("ol", "policy-lookup__hits").children(page.hits.iter().map(|hit| hit_item(view, hit)));
    all([hits.into(), below])
}
