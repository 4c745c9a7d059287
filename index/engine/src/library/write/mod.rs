//! How does a corpus become the files of a library?
//!
//! - [`writer`] · Which lists, blocks and ids go into which file?
//! - `root_writer` · What does the root say of them?
//! - `dictionary` · Which words and characters have lists of their own, and which value?

mod dictionary;
pub mod root_writer;
pub mod writer;
