//! What does a line of an official text say about where it belongs?
//!
//! Numbering, headings, paragraphs and tables as Chinese official documents are
//! written (GB/T 9704), whatever they were printed in. In reading order:
//!
//! `outline_of` is the one entry for texts with one paragraph per line; pages as
//! printed, with their running heads and cut sentences, go through `gazette`.
//!
//! - `typography`: is this line a date, a number line, page furniture? does it end?
//! - `furniture`, `contents`: what of a document is no part of its text?
//! - `numbering`, `digits`, `decimals`: which printed number does it begin with?
//! - `paragraphs`: where does a paragraph end, and what is a heading?
//! - `heading_stack`: which headings are open, and which number must come next?
//! - `outline`: which clause lies under which headings, and what is its id?
//! - `table`: which column names the rows, and which row is a heading?
//! - `title`: what is a clause called?
//! - `line`, `clause_draft`, `problem`: what goes in, what comes out

pub mod clause_draft;
pub mod contents;
mod decimals;
mod digits;
pub mod furniture;
pub mod heading_stack;
pub mod line;
pub mod numbering;
mod official;
pub mod outline;
pub mod paragraphs;
pub mod problem;
#[cfg(test)]
mod random_texts;
mod table;
#[cfg(test)]
mod tests;
pub mod title;
pub mod typography;

pub use line::Line;
pub use official::{Aside, OfficialText, outline_behind, outline_of};
