//! What was meant? From typed characters to query terms with their variants.

pub(crate) mod answer_type;
pub(crate) mod corrector;
pub(crate) mod document_number;
pub(crate) mod fuzzy;
pub(crate) mod leaning;
pub mod match_kind;
pub(crate) mod not_asked;
pub(crate) mod parser;
pub(crate) mod phonetic;
pub(crate) mod place;
#[expect(clippy::module_inception, reason = "the room is named for what it holds")]
pub(crate) mod query;
pub(crate) mod tokenizer;
