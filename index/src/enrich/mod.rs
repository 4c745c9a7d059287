//! What is added to a clause that its document does not print?
//!
//! - `plain_notes`: 便民说明, bound to the text they explain by its hash
//! - `questions`: 相似问, how people ask for a clause, bound likewise
//! - `question_words`: what the questions of a large corpus teach: words
//! - `leanings`: what those of the printed documents teach: where characters lean
//! - `doubt`: and what speaks against any answer
//! - `validity`: how far a document is in force on a day

mod doubt;
pub mod leanings;
pub mod plain_notes;
#[cfg(feature = "native")]
pub mod question_words;
pub mod questions;
pub mod validity;
