//! When are two characters the same, how do they sound, which number do they write? Characters in, characters out.

pub mod normalizer;
pub(crate) mod numeral;
pub mod pinyin;
pub(crate) mod readings;
