//! How good are the answers?
//!
//! - `questions`: answers judged by the words they hold, and refusals
//! - `qrels`: answers judged by the ids of clauses, as test collections come
//! - `metrics`: the figures over both
//! - `fit`: from when on is the best clause an answer?
//! - `fit_ranking`: which weights rank best?
//! - `ablation`: what is each mechanism of the ranking worth?

pub mod ablation;
pub mod fit;
pub mod fit_ranking;
pub mod metrics;
pub mod qrels;
pub mod questions;
mod rows;
