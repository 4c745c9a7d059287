//! Here is a route, what does the index say to it? And here are bytes, are they an index?
//!
//! - `answer` · Names become ids, a route becomes a search. Pure.
//! - `answering` · Which words of a clause answer the question as it was put? Pure.
//! - `readings` · Which other words were searched, which are worth a try? Pure.
//! - `suggestions` · What may be meant by what stands in the box? Pure.
//! - `library` (a feature: it has a wasm of its own) · What does a library say to a route, and which files are missing
//!   for it? Pure. `supply` · How much of what was asked is here?
//! - `found` · What does a view have to show? `source` · Out of one file or out of a library?
//! - `shared_index` · One index in memory, however many widgets a page has.

mod answer;
mod answering;
mod found;
#[cfg(feature = "library-engine")]
mod library;
mod readings;
mod shared_index;
mod source;
mod suggestions;
mod supply;

pub use answer::{
    Scope, answer, clauses, document_behind, examples, facet_id, facet_values, find_document, neighbours, options,
    search, section, values_of,
};
pub use answering::answering;
pub use found::Found;
#[cfg(feature = "library-engine")]
pub use library::{Asked, Bring, Said, SharedLibrary, Wanted, ask, begin};
pub use readings::{also_searched, near_terms};
pub use shared_index::{OPENS_FILES, Opening, SharedIndex, open};
pub use source::Source;
#[cfg(feature = "library")]
pub use suggestions::late_library_suggestions;
pub use suggestions::{SuggestionLine, late_suggestions};
pub use supply::{OfLibrary, Supply};
