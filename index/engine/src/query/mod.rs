//! What was meant? From typed characters to query terms with their variants.

pub(crate) mod answer_type;
pub(crate) mod corrector;
pub(crate) mod parser;
pub(crate) mod phonetic;
pub(crate) mod tokenizer;
