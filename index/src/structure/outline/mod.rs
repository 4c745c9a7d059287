//! Which clause lies under which headings, what is it called, and what is its id?
//!
//! - `run`: all blocks in order
//! - `headings`, `articles`, `paragraphs`, `rows`: what each kind of block becomes
//! - `builder`: what they all need: opening a heading, adding a clause
//! - `heading_stack`: which headings are open, and which number must come next?
//! - `table`: which column names the rows, which row is a heading, and has the table a header at all?
//! - `title`: what is a clause called?
//! - `doubts`: what should an editor look at?

mod articles;
mod builder;
mod doubts;
mod heading_stack;
mod headings;
mod paragraphs;
mod rows;
mod run;
mod table;
pub mod title;

pub use builder::{Outline, OutlineBuilder};
pub use table::pairs_from;
