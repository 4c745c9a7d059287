//! One tile per collection: its name, the document behind it and how far that has run.

use policy_engine::{Collection, Corpus, Document};
use yew::prelude::*;

use super::link::{follow, href};
use super::validity::validity_line;
use crate::route::Route;
use crate::state::Action;
use crate::text::Text;

/// The tiles; `counts` are clauses by place of the collection.
pub fn collection_tiles(
    text: &Text,
    corpus: &Corpus,
    counts: &[u32],
    year: u16,
    page_url: &str,
    on: &Callback<Action>,
) -> Html {
    let tile = |(at, collection): (usize, &Collection)| {
        let route = Route { collection: Some(collection.id.clone()), ..Route::default() };
        let onclick = follow(on, Action::Collection(Some(collection.id.clone())));
        let num = counts.get(at).copied().unwrap_or(0).to_string();
        let document = document_behind(corpus, at);
        html! {
            <li class="policy-lookup__tile">
                <a class="policy-lookup__tile-link" href={href(page_url, &route)} {onclick}>
                    <span class="policy-lookup__tile-name">{ &collection.name }</span>
                    <span class="policy-lookup__tile-count">{ text.num_clauses.fill([&num]) }</span>
                    if let Some(document) = document {
                        <span class="policy-lookup__tile-number">{ &document.number }</span>
                        { validity_line(text, document, year) }
                    }
                </a>
            </li>
        }
    };
    html! { <ul class="policy-lookup__tiles">{ for corpus.collections.iter().enumerate().map(tile) }</ul> }
}

/// The document the first clause of a collection stands in.
pub fn document_behind(corpus: &Corpus, collection: usize) -> Option<&Document> {
    let clause = corpus.clauses.iter().find(|it| usize::from(it.collection) == collection)?;
    corpus.documents.get(usize::from(clause.document))
}
