//! Which documents did this gazette print, and is every character of them accounted for?
//!
//! - `catalogue`: which lines are which document, and what is mended in them? (`collections.toml`)
//! - `said`: what documents say of their validity and of each other
//! - `locate`: do these lines hold that document?
//! - `lines`: which lines are text and which are furniture? errata and moved lines
//! - `document`: one document from its lines to its clauses
//! - `accounting`: is every character in a clause, a heading or among what is set aside?
//! - `reader`: all documents together, ids unique

pub mod accounting;
pub mod catalogue;
pub mod document;
pub mod lines;
pub mod locate;
pub mod reader;
pub mod said;
