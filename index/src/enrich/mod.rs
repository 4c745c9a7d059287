//! What is added to a clause that its document does not print?
//!
//! - `plain_notes`: 便民说明, bound to the text they explain by its hash
//! - `questions`: 相似问, how people ask for a clause, bound likewise
//! - `question_words`: what of them travels to the browser
//! - `validity`: how far a document is in force on a day

pub mod plain_notes;
#[cfg(feature = "native")]
pub mod question_words;
pub mod questions;
pub mod validity;
