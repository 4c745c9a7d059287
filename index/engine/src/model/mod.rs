//! What is a clause, and what does it belong to? Plain data without behaviour beyond look-ups.

pub mod corpus;
pub(crate) mod field;
pub mod validity;
