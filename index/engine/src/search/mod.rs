//! What comes back for a query? Hits, counts, highlights, excerpts, suggestions, JSON.

pub(crate) mod facets;
pub(crate) mod highlighter;
pub mod json;
pub mod results;
pub mod searcher;
pub mod snippet;
pub(crate) mod suggester;
