//! Here is a route, what does the index say to it? And here are bytes, are they an index?
//!
//! - `answer` · Names become ids, a route becomes a search. Pure.
//! - `answering` · Which words of a clause answer the question as it was put? Pure.
//! - `readings` · Which other words were searched, which are worth a try? Pure.
//! - `suggestions` · What may be meant by what stands in the box? Pure.
//! - `shared_index` · One index in memory, however many widgets a page has.

mod answer;
mod answering;
mod readings;
mod shared_index;
mod suggestions;

pub use answer::{
    Scope, answer, clauses, document_behind, examples, facet_id, facet_values, find_document, neighbours, options,
    search, section, values_of,
};
pub use answering::answering;
pub use readings::{also_searched, near_terms};
pub use shared_index::{SharedIndex, Source, open};
pub use suggestions::{SuggestionLine, suggestions};
