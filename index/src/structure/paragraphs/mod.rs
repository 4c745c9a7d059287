//! Where does a paragraph end, and what is a heading?

mod blocks;

pub use blocks::{Block, Layout, Shape, blocks};
pub(in crate::structure) use blocks::{COLONS, NAMES_OF_DIVISIONS};
