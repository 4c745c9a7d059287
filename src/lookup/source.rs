//! Where clauses come from: one index in memory, or a library that is asked.

#[cfg(feature = "library")]
use super::library::{Bring, SharedLibrary};
use super::shared_index::SharedIndex;
use crate::state::LoadError;

/// Where the index is.
#[derive(Clone, PartialEq)]
pub enum Source {
    /// On its way.
    Loading,
    /// Here.
    Ready(SharedIndex),
    /// The root of a library; the clauses come as they are asked for.
    #[cfg(feature = "library")]
    Library(SharedLibrary, Bring),
    /// It will not come.
    Failed(LoadError),
}

impl Source {
    /// The index, once it is here.
    pub fn index(&self) -> Option<&SharedIndex> {
        match self {
            Source::Ready(index) => Some(index),
            _ => None,
        }
    }
}
