//! What do questions and the clauses that answer them teach?
//!
//! A row of numbers per word and per clause, so that a question, the sum of
//! its words, points to the clauses that answer it, whatever words they use.
//! How a search uses them is in the engine (`rank`).
//!
//! - `vectors`: the file of what was learned, and how it meets a corpus
//! - `questions`: what was asked, and which clauses answer
//! - `teacher`: what a sentence encoder knows of the same texts (`teacher.py` asks it)
//! - `lesson`: clauses, words and questions in numbers
//! - `words`, `clauses`: the two sides, their sums forward and their gradients back
//! - `training`: in which order they are taught, and against what
//! - `folds`: how much of it holds for questions that were left out
//! - `matrix`, `random`: what they share
//!
//! Only reading `vectors` is in every build; learning is the feature `learn`.

#[cfg(feature = "learn")]
pub mod clauses;
#[cfg(feature = "learn")]
pub mod folds;
#[cfg(feature = "learn")]
pub mod lesson;
#[cfg(feature = "learn")]
pub mod matrix;
#[cfg(feature = "learn")]
pub mod questions;
#[cfg(feature = "learn")]
pub mod random;
#[cfg(feature = "learn")]
pub mod teacher;
#[cfg(feature = "learn")]
pub mod training;
pub mod vectors;
#[cfg(feature = "learn")]
pub mod words;
