//! What there is to show for the present route, out of one file or out of a library.

use yew::prelude::*;

#[cfg(feature = "library")]
use super::use_library::use_library;
use super::{use_answer, use_document_marks, use_marks};
use crate::lookup::{Found, Source, Supply};
use crate::state::{Config, State};

/// What `source` says to the route. `root`: see [`use_marks`].
#[hook]
pub fn use_found(source: &Source, state: &State, config: &Config, root: &NodeRef) -> Found {
    let index = source.index();
    let answer = use_answer(state, index, config);
    let marks = use_marks(index, &state.route, state.mark, root);
    let document_marks = use_document_marks(index, &state.route);
    let found = Found { index: index.cloned(), answer, marks, document_marks, supply: Supply::default() };
    #[cfg(feature = "library")]
    let found = use_library(source, state, config).unwrap_or(found);
    found
}
