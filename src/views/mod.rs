//! What does a route show? One file per view, and what stands around it.
//!
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
mod start;

pub use clause_view::clause_view;
pub use document_view::document_view;
pub use masthead::{footer, masthead};
pub use notice::{failure, loading};
pub use results::results;
#[cfg(feature = "kiosk")]
pub(crate) use start::examples;
pub use start::start;
