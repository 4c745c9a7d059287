//! What changed between two index files, and what does an editor have to write anew?
//!
//! - `clauses`: which clause of the new file is which of the old one?
//! - `report`: what an editor and a machine are told

mod clauses;
mod report;

pub use clauses::{Match, match_clauses};
pub use report::{Change, ClauseRef, Diff, Task, diff};
