//! Which words and characters are there, how are they read, and which belong together?
//!
//! - `segmenter`: words, by jieba
//! - `readings`: pinyin of every character
//! - `variants`: its traditional forms
//! - `lsa`: which words occur in like clauses (latent semantic analysis)

pub mod lsa;
pub mod readings;
pub mod segmenter;
pub mod variants;
