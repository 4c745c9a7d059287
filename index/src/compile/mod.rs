//! In which order does everything become one index file?
//!
//! - `build`: from the folders of editors to a corpus the engine can encode
//! - `imported`: documents of other origin beside those of the gazette
//! - `made`: which of their text is not of their originals?
//! - `corpus`: the same for any other corpus
//! - `unseen`: what is in a text that nobody sees
//! - `digest`: the bytes of the file, and the version of its data
//! - `library`: many files in place of the one
//! - `replace`: a published file changes whole or not at all

pub mod build;
pub mod corpus;
pub mod digest;
pub mod imported;
pub mod library;
mod made;
pub mod replace;
mod unseen;
