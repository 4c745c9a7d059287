//! What have editors written down about words? The files of `lexicon/`.
//!
//! - `list_file`: the form all of them have, one entry per line
//! - `synonyms`: everyday words, stop words and amounts
//! - `departments`: offices, their long and short names
//! - `files`: all of them together, and the words of a corpus
//! - `facet_rules`: which audiences and kinds does a clause have?

pub mod departments;
pub mod facet_rules;
pub mod files;
pub mod list_file;
pub mod synonyms;
