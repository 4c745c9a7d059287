//! How do all clauses become one page of HTML without scripts?
//!
//! - `static_page`: the page and its clauses
//! - `heading`: which headings are new at a clause, and their anchors
//! - `outline`: the contents that lead to them
//! - `table`: rows of a printed table
//! - `markup`: what all of them write with

mod heading;
mod markup;
mod outline;
pub mod static_page;
mod table;
