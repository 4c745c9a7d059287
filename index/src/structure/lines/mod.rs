//! What is a line of text, and what around the text is none of it?
//!
//! - `line`: what goes in
//! - `typography`: is this line a date, a number line, page furniture? does it end?
//! - `furniture`, `contents`: what of a document is no part of its text?

pub mod contents;
pub mod furniture;
mod line;
pub mod typography;

pub use line::{Forced, Line, trimmed};
