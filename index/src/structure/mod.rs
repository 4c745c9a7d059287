//! What does a line of an official text say about where it belongs?
//!
//! Numbering, headings, paragraphs and tables as Chinese official documents are
//! written (GB/T 9704), whatever they were printed in. In reading order:
//!
//! `outline_of` is the one entry for texts with one paragraph per line; pages as
//! printed, with their running heads and cut sentences, go through `gazette`.
//!
//! - `lines`: what is a line of text, and what around the text is none of it?
//! - `numbering`: which printed number does it begin with?
//! - `paragraphs`: where does a paragraph end, and what is a heading?
//! - `outline`: which clause lies under which headings, what is it called, and what is its id?
//! - `official`: all of it in order
//! - `clause_draft`, `problem`: what comes out

pub mod clause_draft;
pub mod lines;
pub mod numbering;
mod official;
pub mod outline;
pub mod paragraphs;
pub mod problem;
#[cfg(test)]
mod tests;

pub use lines::furniture::Aside;
pub use lines::{Forced, Line};
pub use official::{OfficialText, outline_behind, outline_of};
