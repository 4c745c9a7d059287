//! How good are the answers?
//!
//! - `questions`: answers judged by the words they hold, and refusals
//! - `qrels`: answers judged by the ids of clauses, as test collections come
//! - `metrics`: the figures over both
//! - `ablation`: what is each mechanism of the ranking worth?

pub mod ablation;
pub mod metrics;
pub mod qrels;
pub mod questions;
