//! What does a route show? One file per view, one for what is around it.
//!
//! - `route_view` · Which of the four is it?
//! - `reader`, `keeper` · What comes with the late part?
//! - `start` · For someone who does not know what to type.
//! - `results` · The answer to a search.
//! - `clause_view`, `document_view` · The text itself.
//! - `notice` · Nothing found, still loading, or failed.
//! - `masthead` · Head and foot of a page of our own.

mod clause_view;
mod document_view;
mod keeper;
mod masthead;
mod notice;
mod reader;
mod results;
mod route_view;
mod start;

pub use keeper::{KeeperProps, late_keeper};
pub use masthead::{footer, masthead};
pub use notice::{failure, loading, waiting};
pub use reader::{ReaderProps, late_reader};
pub use results::results;
pub use route_view::{Reading, Shown, reading_view, route_view};
pub use start::start;
