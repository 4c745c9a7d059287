//! The hits, twenty at a time. More are added below: nothing above moves.

use std::rc::Rc;

use policy_engine::{Hit, SearchPage};
use yew::prelude::*;

use super::hit_item::HitItem;
use super::link::button;
use super::markup::{all, el};
use crate::load::SharedIndex;
use crate::route::Route;
use crate::state::{Action, PAGE_SIZE};
use crate::text::Lang;

/// Props of [`HitList`].
#[derive(Properties, PartialEq)]
pub struct HitListProps {
    /// Language of the interface.
    pub lang: Lang,
    /// The index.
    pub index: SharedIndex,
    /// The answer.
    pub page: Rc<SearchPage>,
    /// What was asked.
    pub route: Route,
    /// The current year.
    pub year: u16,
    /// Address of the page, empty on the page itself.
    pub page_url: AttrValue,
    /// What happened.
    pub on: Callback<Action>,
}

/// The list and the button for more.
#[component]
pub fn HitList(props: &HitListProps) -> Html {
    let text = props.lang.text();
    let page = &props.page;
    let left = page.num_hits.saturating_sub(page.hits.len());
    let below = if left > 0 {
        let more = button("policy-lookup__more", &props.on, Action::More);
        more.text(text.more.num(left.min(PAGE_SIZE))).into()
    } else if page.hits.len() > PAGE_SIZE {
        el("p", "policy-lookup__end").text(text.all_shown).into()
    } else {
        Html::default()
    };
    let hits = el("ol", "policy-lookup__hits").children(page.hits.iter().map(|hit| item(props, hit)));
    all([hits.into(), below])
}

fn item(props: &HitListProps, hit: &Hit) -> Html {
    html! {
        <HitItem key={hit.clause.0} lang={props.lang} index={props.index.clone()} hit={hit.clone()}
            route={props.route.clone()} year={props.year} page_url={&props.page_url} on={&props.on} />
    }
}
