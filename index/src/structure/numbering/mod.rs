//! Which printed number does a line begin with?
//!
//! - `split`: 第一章, 一、, （一）, 1., ①, 专栏, 附件, and what follows
//! - `marker`: which value has it, how deep does it lie, which one comes next?
//! - `digits`: numbers in figures or in words
//! - `answers`: which list begins behind 答：?
//! - `decimals`: what does `1.80` mean in this document?
//! - `stems`: are 甲、 and 乙、 numbers in this document?

pub(in crate::structure) mod answers;
pub(in crate::structure) mod decimals;
mod digits;
mod marker;
mod split;
pub(in crate::structure) mod stems;

pub(in crate::structure) use digits::{any_number, counted_letter, without_space};
pub use marker::Marker;
pub use split::split_marker;
