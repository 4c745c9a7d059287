//! What a view has to show: clauses, an answer, the places where the query stands.

use std::rc::Rc;

use policy_engine::{ClauseId, Highlights, SearchResults};

use super::shared_index::SharedIndex;
use super::supply::Supply;

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
