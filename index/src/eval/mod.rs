//! How good are the answers?
//!
//! - `questions`: answers judged by the words they hold, and refusals
//! - `qrels`: answers judged by the ids of clauses, as test collections come

pub mod qrels;
pub mod questions;
