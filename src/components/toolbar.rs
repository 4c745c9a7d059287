//! What stands above the hits: how many there are, how the query was read, which filters are set, and the ways to change
//! each of these.

use policy_engine::{Correction, Order, SearchPage};
use yew::prelude::*;

use super::icon::{CLOSE, FILTER, icon};
use crate::config::Mode;
use crate::route::{ALL_COLLECTIONS, Route};
use crate::state::Action;
use crate::text::Text;

/// The headline: `找到 12 条`; the query itself stands in the box above.
pub fn headline(text: &Text, route: &Route, page: &SearchPage) -> String {
    let num = page.num_hits.to_string();
    if route.query.is_empty() {
        text.num_listed.fill([&num])
    } else if page.confident && page.num_hits > 0 {
        text.num_hits.fill([&num])
    } else {
        text.no_basis.to_owned()
    }
}

/// How parts of the query were read, and one tap to have it literally.
pub fn readings(text: &Text, route: &Route, corrections: &[Correction], on: &Callback<Action>) -> Html {
    if route.literal {
        return html! {
            <p class="policy-lookup__reading">
                <span>{ text.literal_on }</span>
                <button type="button" class="policy-lookup__link" onclick={on.reform(|_| Action::Literal(false))}>{ text.literal_off }</button>
            </p>
        };
    }
    if corrections.is_empty() {
        return Html::default();
    }
    let read_as: Vec<&str> = corrections.iter().map(|it| it.to.as_str()).collect();
    html! {
        <p class="policy-lookup__reading">
            <span>{ text.corrected.fill([&read_as.join("、")]) }</span>
            <button type="button" class="policy-lookup__link" onclick={on.reform(|_| Action::Literal(true))}>
                { text.literally.fill([&route.query]) }
            </button>
        </p>
    }
}

/// The filters that are set, each with a way out.
pub fn filters_set(
    text: &Text,
    route: &Route,
    collection_name: impl Fn(&str) -> AttrValue,
    on: &Callback<Action>,
) -> Html {
    let collection = route.collection.as_deref().filter(|id| *id != ALL_COLLECTIONS);
    let collection = collection.map(|id| (collection_name(id), Action::Collection(None)));
    let document = route.document.as_deref().map(|it| (text.only_within.fill([it]).into(), Action::Within(None)));
    let facets = route.facets.iter();
    let facets = facets.map(|(facet, name)| (AttrValue::from(name.clone()), Action::Facet(*facet, name.clone())));
    let set: Vec<_> = collection.into_iter().chain(document).chain(facets).collect();
    if set.is_empty() {
        return Html::default();
    }
    let several = set.len() > 1;
    let chip = |(name, action): (AttrValue, Action)| {
        let label = text.remove_filter.fill([&name]);
        html! {
            <li><button type="button" class="policy-lookup__filter" aria-label={label} onclick={on.reform(move |_| action.clone())}>
                <span>{ name }</span>{ icon(CLOSE) }
            </button></li>
        }
    };
    html! {
        <ul class="policy-lookup__filters-set">
            { for set.into_iter().map(chip) }
            if several {
                <li><button type="button" class="policy-lookup__link" onclick={on.reform(|_| Action::Unfilter)}>{ text.no_filters }</button></li>
            }
        </ul>
    }
}

/// The button for the filter sheet (narrow screens) and the order of the hits.
pub fn tools(text: &Text, route: &Route, mode: Mode, sheet_open: bool, sheet_id: &str, on: &Callback<Action>) -> Html {
    let num = route.num_filters();
    let label = if num == 0 { text.filters.to_owned() } else { text.filters_set.num(num) };
    html! {
        <div class="policy-lookup__tools">
            <button type="button" class="policy-lookup__sheet-button" aria-haspopup="dialog" aria-expanded={if sheet_open { "true" } else { "false" }}
                aria-controls={sheet_id.to_owned()} onclick={on.reform(|_| Action::Sheet(true))}>{ icon(FILTER) }{ label }</button>
            // Without a query there is nothing to be relevant to; elder mode has fewer choices.
            if !route.query.is_empty() && mode == Mode::Standard { { orders(text, route.order, on) } }
        </div>
    }
}

fn orders(text: &Text, now: Order, on: &Callback<Action>) -> Html {
    let button = |order: Order, name: &'static str| {
        let pressed = if order == now { "true" } else { "false" };
        html! {
            <button type="button" class="policy-lookup__order" aria-pressed={pressed} onclick={on.reform(move |_| Action::Order(order))}>{ name }</button>
        }
    };
    html! {
        <div class="policy-lookup__orders" role="group" aria-label={text.sort}>
            { button(Order::Relevance, text.by_relevance) }
            { button(Order::Document, text.by_document) }
        </div>
    }
}
