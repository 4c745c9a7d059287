//! Where does a paragraph end, and what is a heading?
//!
//! - `blocks`: from lines to blocks, everything in order
//! - `block`: lines that belong together, and what they are
//! - `labels`: `附表1`, `案例一`: names without a number of the outline
//! - `marks`: annexes, titles, articles and answers by what lies around them
//! - `join`: where does a paragraph end?
//! - `captions`: names of tables and figures, units of tables
//! - `forms`: what is only to be filled in
//! - `headings`: what is a heading?

mod block;
mod blocks;
mod captions;
mod forms;
mod headings;
mod join;
mod labels;
mod marks;

pub(in crate::structure) use block::COLONS;
pub use block::{Block, Layout, Shape};
pub use blocks::blocks;
pub(in crate::structure) use marks::NAMES_OF_DIVISIONS;
