//! What does a line of an official text say about where it belongs?
//!
//! Numbering, headings, paragraphs and tables as Chinese official documents are
//! written (GB/T 9704), whatever they were printed in. In reading order:
//!
//! - `typography`: is this line a date, a number line, page furniture? does it end?
//! - `numbering`: which printed number does it begin with?
//! - `paragraphs`: where does a paragraph end, and what is a heading?
//! - `heading_stack`: which headings are open, and which number must come next?
//! - `outline`: which clause lies under which headings, and what is its id?
//! - `table`: which column names the rows, and which row is a heading?
//! - `title`: what is a clause called?
//! - `line`, `clause_draft`: what goes in, what comes out

pub mod clause_draft;
pub mod heading_stack;
pub mod line;
pub mod numbering;
pub mod outline;
pub mod paragraphs;
mod table;
pub mod title;
pub mod typography;
