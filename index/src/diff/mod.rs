//! What changed between two index files, and what does an editor have to write anew?
//!
//! - `clauses`: which clause of the new file is which of the old one?
//! - `report`: what an editor and a machine are told
//! - `words`: which words of a text went, and which are new?

mod clauses;
mod report;
mod words;

pub use clauses::{Match, match_clauses};
pub use report::{Change, ClauseRef, Diff, Task, diff};
pub use words::compared;
