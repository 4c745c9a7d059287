//! What there is to show for the present route, out of one file or out of a library.

use std::rc::Rc;

use policy_engine::{ClauseId, Highlights, SearchResults};
use yew::prelude::*;

#[cfg(feature = "library")]
use super::use_library::use_library;
use super::{use_answer, use_document_marks, use_marks};
use crate::lookup::{SharedIndex, Source, Supply};
use crate::state::{Config, State};

/// What there is to show.
#[derive(Clone)]
pub struct Found {
    /// The clauses at hand; `None` while there are none for this view.
    pub index: Option<SharedIndex>,
    /// The answer, where the view shows one.
    pub answer: Option<Rc<SearchResults>>,
    /// Where the query stands in an open clause.
    pub marks: Rc<Highlights>,
    /// Where the query stands in an open document, clause by clause.
    pub document_marks: Rc<Vec<(ClauseId, Highlights)>>,
    /// How much of what was asked this is.
    pub supply: Supply,
}

impl Found {
    /// The answer, once it is one to the present question.
    pub fn current(&self) -> Option<&SearchResults> {
        self.answer.as_deref().filter(|_| !self.supply.is_waiting())
    }
}

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
