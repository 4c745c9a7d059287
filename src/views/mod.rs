//! What does a route show? One file per view, one for what is around it.
//!
//! - `route_view` · Which of the four is it?
//! - `start` · For someone who does not know what to type.
//! - `results` · The answer to a search.
//! - `clause_view`, `document_view` · The text itself.
//! - `notice` · Nothing found, still loading, or failed.
//! - `masthead` · Head and foot of a page of our own.

mod clause_view;
mod document_view;
mod masthead;
mod notice;
mod results;
mod route_view;
mod start;

pub use masthead::{footer, masthead};
pub use notice::{failure, loading, waiting};
pub use results::results;
pub use route_view::{Shown, route_view};
pub use start::start;
