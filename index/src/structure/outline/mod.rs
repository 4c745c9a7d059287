//! Which clause lies under which headings, what is it called, and what is its id?
//!
//! - `builder`: from blocks to clauses
//! - `heading_stack`: which headings are open, and which number must come next?
//! - `table`: which column names the rows, and which row is a heading?
//! - `title`: what is a clause called?

mod builder;
mod heading_stack;
mod table;
pub mod title;

pub use builder::{Outline, OutlineBuilder};
