//! What is above the hits: how many there are, how the query was read, which filters are set, and how to change each
//! of these.

use policy_engine::{Correction, Order, SearchResults};
use yew::prelude::*;

use super::validity::{shared_validity, validity_line};
use super::view_context::ViewProps;
use crate::dom::element::{Element, element};
use crate::dom::icon::{CLOSE, FILTER, icon};
use crate::dom::link::button;
use crate::i18n::Text;
use crate::lookup::{Supply, also_searched};
use crate::state::{ALL_COLLECTIONS, Action, Mode, Route};

/// A number of clauses: `2000+` where there may be more, 约 where they were not read.
pub fn count(text: &Text, supply: Supply, num: usize) -> String {
    match supply.library() {
        Some(it) if it.is_cut => [&num.to_string(), "+"].concat(),
        Some(it) if !it.is_counted && 0 < num => text.about.num(num),
        _ => num.to_string(),
    }
}

/// The headline: `找到 12 条`; the query itself is in the box above.
pub fn headline(text: &Text, route: &Route, page: &SearchResults, supply: Supply) -> String {
    let num = count(text, supply, page.num_hits);
    if supply.is_stale() {
        text.searching.to_owned()
    } else if supply.is_incomplete() && (page.num_hits == 0 || !page.confident) {
        // Whether there is a basis for an answer is not known.
        text.not_all_came.to_owned()
    } else if route.query.is_empty() {
        text.num_listed.fill([&num])
    } else if page.confident && page.num_hits > 0 {
        text.num_hits.fill([&num])
    } else if page.num_unfiltered > 0 {
        // There may well be a basis for an answer; a filter hides it.
        text.none_in_filter.to_owned()
    } else {
        text.no_basis.to_owned()
    }
}

/// How parts of the query were read, and one tap to have it literally.
pub fn readings(text: &Text, route: &Route, corrections: &[Correction], on: &Callback<Action>) -> Html {
    let line = |said: String, literal: bool, other: String| {
        element("p", "policy-lookup__reading")
            .key([&said, &other].map(String::as_str).concat())
            .child(element("span", "").text(said))
            .child(button("policy-lookup__link", on, Action::Literal(literal)).text(other))
            .into()
    };
    if route.literal {
        return line(text.literal_on.to_owned(), false, text.literal_off.to_owned());
    }
    if corrections.is_empty() {
        return Html::default();
    }
    let read_as: Vec<&str> = corrections.iter().map(|it| it.to.as_str()).collect();
    line(text.corrected.fill([&read_as.join("、")]), true, text.literally.fill([&route.query]))
}

/// Which other words were searched, said once for all hits.
pub fn also_searched_line(view: &ViewProps<'_>, page: &SearchResults) -> Option<Element> {
    let others = || also_searched(view.index, &view.route.query, page);
    let others = if view.route.literal || view.route.query.is_empty() { Vec::new() } else { others() };
    let said = || view.text.also_searched.fill([&others.join(view.text.listed)]);
    (!others.is_empty()).then(|| element("p", "policy-lookup__also").said(said()))
}

/// How far all documents of the list have run, where that is the same.
pub fn shared_validity_line(view: &ViewProps<'_>, page: &SearchResults) -> Option<Element> {
    let document = shared_validity(view, page)?;
    let line = validity_line(view.text, document, view.config.today);
    let key = [view.lang.tag(), &document.number].concat();
    Some(element("p", "policy-lookup__shared").key(key).child(line))
}

/// The filters that are set, each with a way out.
pub fn filters_set(view: &ViewProps<'_>, collection_name: impl Fn(&str) -> AttrValue) -> Html {
    let ViewProps { text, route, on, .. } = *view;
    let collection = route.collection.as_deref().filter(|id| *id != ALL_COLLECTIONS);
    let collection = collection.map(|id| (collection_name(id), Action::Collection(None)));
    let document = route.document.as_deref().map(|it| (text.only_within.fill([it]).into(), Action::Within(None)));
    let facets = route.facets.iter();
    let facets = facets.map(|(facet, name)| (view.name(name), Action::Facet(*facet, name.clone())));
    let set: Vec<_> = collection.into_iter().chain(document).chain(facets).collect();
    if set.is_empty() {
        return Html::default();
    }
    let out = (set.len() > 1).then(|| button("policy-lookup__link", on, Action::Unfilter).text(text.no_filters));
    let chip = |(name, action): (AttrValue, Action)| {
        let label = text.remove_filter.fill([&name]);
        let chip = button("policy-lookup__filter", on, action).attr("aria-label", label);
        element("li", "")
            .key(name.as_str())
            .child(chip.child(element("span", "").text(name.clone())).child(icon(CLOSE)))
    };
    element("ul", "policy-lookup__filters-set")
        .children(set.into_iter().map(chip))
        .maybe(out.map(|out| element("li", "").child(out)))
        .into()
}

/// The button for the filter sheet (narrow screens) and the order of the hits.
pub fn tools(text: &Text, route: &Route, mode: Mode, sheet_open: bool, sheet_id: &str, on: &Callback<Action>) -> Html {
    let num = route.num_filters();
    let label = if num == 0 { text.filters.to_owned() } else { text.filters_set.num(num) };
    let filters = button("policy-lookup__sheet-button", on, Action::Sheet(true))
        .attr("aria-haspopup", "dialog")
        .state("aria-expanded", sheet_open)
        .attr("aria-controls", sheet_id.to_owned());
    // Without a query there is nothing to be relevant to; elder mode has fewer choices.
    let sorts = !route.query.is_empty() && mode == Mode::Standard;
    element("div", "policy-lookup__tools")
        .child(filters.child(icon(FILTER)).child(element("span", "").said(label)))
        .maybe(sorts.then(|| orders(text, route.order, on)))
        .into()
}

fn orders(text: &Text, now: Order, on: &Callback<Action>) -> Element {
    let choice = |order: Order, name: &'static str| {
        button("policy-lookup__order", on, Action::Order(order)).state("aria-pressed", order == now).text(name)
    };
    element("div", "policy-lookup__orders")
        .attr("role", "group")
        .attr("aria-label", text.sort)
        .child(choice(Order::Relevance, text.by_relevance))
        .child(choice(Order::Document, text.by_document))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n;
    use crate::state::Lang;

    #[test]
    fn a_filter_in_the_way_is_no_missing_basis() {
        let text = i18n::text(Lang::ZhHans);
        let route = Route { query: "假肢".into(), ..Route::default() };
        let said = |num_hits, num_unfiltered, confident| {
            let page = SearchResults { num_hits, num_unfiltered, confident, ..SearchResults::default() };
            headline(text, &route, &page, Supply::default())
        };
        assert_eq!(said(0, 3, true), text.none_in_filter);
        assert_eq!(said(0, 0, true), text.no_basis);
        assert_eq!(said(2, 0, false), text.no_basis);
        assert_eq!(said(2, 3, true), "找到 2 条");
    }
}
