//! The start: for someone who does not know what to type. Two taps lead to clauses.

use policy_engine::{Facet, FacetCounts, FacetId, FacetValue};
use yew::prelude::*;

use crate::components::{ViewProps, collection_tiles};
use crate::dom::element::{Element, element};
use crate::lookup::{examples, facet_values};
use crate::state::{Action, Route};

/// Tiles, examples, audiences: what people ask is the shortest way, and stands on the first screen.
pub fn start(view: &ViewProps<'_>, counts: &FacetCounts) -> Html {
    let (text, corpus, scope) = (view.text, view.index.corpus(), view.config.collection.as_deref());
    let count_of = |id: FacetId| counts.facets.get(usize::from(id.0)).copied().unwrap_or(0);
    let audiences = facet_values(corpus, Facet::Audience).filter(|(id, _)| count_of(*id) > 0);
    let audiences: Vec<_> = audiences.map(|(_, value)| audience(view, value)).collect();
    let audiences = (!audiences.is_empty())
        .then(|| section(view, text.by_audience, element("ul", "policy-lookup__chips").children(audiences).into()));
    let questions = examples(corpus, scope).into_iter().map(|question| example(view, question));
    element("div", "policy-lookup__start")
        .key(["start ", view.lang.tag(), scope.unwrap_or_default()].concat())
        .maybe(scope.is_none().then(|| section(view, text.by_collection, collection_tiles(view, &counts.collections))))
        .child(section(view, text.examples, element("ul", "policy-lookup__examples").children(questions).into()))
        .maybe(audiences)
        .into()
}

fn section(view: &ViewProps<'_>, heading: &'static str, body: Html) -> Element {
    let heading = view.heading(0, "policy-lookup__heading").text(heading);
    element("section", "policy-lookup__start-section").child(heading).child(body)
}

fn audience(view: &ViewProps<'_>, value: &FacetValue) -> Element {
    let route = Route { facets: vec![(Facet::Audience, value.name.clone())], ..Route::default() };
    let action = Action::Browse(Facet::Audience, value.name.clone());
    element("li", "").child(view.link("policy-lookup__chip", &route, action).text(view.name(&value.name)))
}

fn example(view: &ViewProps<'_>, question: &str) -> Element {
    let route = Route { query: question.into(), ..Route::default() };
    let link = view.link("policy-lookup__example", &route, Action::Ask(question.into()));
    element("li", "").child(link.text(question.to_owned()))
}
