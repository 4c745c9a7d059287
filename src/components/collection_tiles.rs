//! One tile per collection: its name, the document behind it and how far that has run.

use policy_engine::Collection;
use yew::prelude::*;

use super::validity::validity_line;
use super::view_context::ViewProps;
use crate::dom::element::element;
use crate::lookup::document_behind;
use crate::state::{Action, Route};

/// The tiles; `counts` are clauses by place of the collection.
pub fn collection_tiles(view: &ViewProps<'_>, counts: &[u32]) -> Html {
    let (text, corpus) = (view.text, view.index.corpus());
    let tile = |(at, collection): (usize, &Collection)| {
        let route = Route { collection: Some(collection.id.clone()), ..Route::default() };
        let action = Action::Collection(Some(collection.id.clone()));
        let num = counts.get(at).copied().unwrap_or(0).to_string();
        let mut link = view
            .link("policy-lookup__tile-link", &route, action)
            .child(element("span", "policy-lookup__tile-name").text(view.name(&collection.name)))
            .child(element("span", "policy-lookup__tile-count").text(text.num_clauses.fill([&num])));
        if let Some(document) = document_behind(corpus, at) {
            link = link
                .child(element("span", "policy-lookup__tile-number").text(document.number.clone()))
                .child(validity_line(text, document, view.config.today));
        }
        element("li", "policy-lookup__tile").child(link)
    };
    element("ul", "policy-lookup__tiles").children(corpus.collections.iter().enumerate().map(tile)).into()
}
