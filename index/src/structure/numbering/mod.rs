//! Which printed number does a line begin with?
//!
//! - `marker`: 第一章, 一、, （一）, 1., ①, 专栏, 附件
//! - `digits`: the numbers in them, in figures or in words
//! - `decimals`: what does `1.80` mean in this document?

pub(in crate::structure) mod decimals;
mod digits;
mod marker;

pub use marker::{Marker, split_marker};
