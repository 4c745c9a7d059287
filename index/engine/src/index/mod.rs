//! What does an opened index look up? Where a string occurs, which words there are, what else they are called.

pub(crate) mod alphabet;
pub(crate) mod boundaries;
#[expect(clippy::module_inception, reason = "the room is named for what it holds")]
pub mod index;
pub mod opening;
pub(crate) mod postings;
pub(crate) mod reader;
pub(crate) mod term_dictionary;
#[cfg(feature = "write")]
pub mod term_writer;
pub(crate) mod text;
pub(crate) mod thesaurus;
#[cfg(feature = "write")]
pub(crate) mod thesaurus_writer;
pub(crate) mod vocabulary;
pub(crate) mod word_list;
#[cfg(feature = "write")]
pub mod writer;
