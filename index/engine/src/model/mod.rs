//! What is a clause, what does it belong to, and how is it cited? Plain data and look-ups in it.

pub mod citation;
pub mod corpus;
pub mod day;
pub(crate) mod field;
pub mod heading;
pub(crate) mod introduced;
pub mod leanings;
pub mod terms;
pub mod validity;
