//! Which clause comes first, and is it an answer? Every weight and every formula of the score.

pub(crate) mod candidate;
pub(crate) mod clauses;
pub mod confidence;
pub(crate) mod hierarchy;
pub mod latent;
pub(crate) mod math;
pub(crate) mod proximity;
pub(crate) mod scorer;
pub(crate) mod succession;
pub mod weights;
