//! How do all clauses become one page of HTML without scripts?
//!
//! - `static_page`: the page and its clauses
//! - `outline`: headings, their anchors, and the contents that lead to them
//! - `table`: rows of a printed table

mod outline;
pub mod static_page;
mod table;
