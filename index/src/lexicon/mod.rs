//! What have editors written down about words? The files of `lexicon/`.
//!
//! - `list_file`: the form all of them have, one entry per line
//! - `synonyms`: everyday words, and what the documents say instead
//! - `common`: how people speak of what documents of any office settle
//! - `stop_words`: words without meaning, and what other documents settle
//! - `amounts`: how people ask for a sum
//! - `departments`: offices, their long and short names
//! - `facet_rules`: which audiences and kinds does a clause have?
//! - `full_forms`: what is short for a word of the documents
//! - `files`: all of them together, and the words of a corpus

pub mod amounts;
pub mod common;
pub mod departments;
pub mod facet_rules;
#[cfg(feature = "native")]
pub mod files;
pub mod full_forms;
pub mod list_file;
pub mod stop_words;
pub mod synonyms;
