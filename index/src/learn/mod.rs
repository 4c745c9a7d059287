//! What do questions and the clauses that answer them teach?
//!
//! A row of numbers per word and per clause, so that a question, the sum of
//! its words, points to the clauses that answer it, whatever words they use.
//! How a search uses them is in the engine (`rank`).
//!
//! - `vectors`: the file of what was learned, and how it meets a corpus

pub mod vectors;
