//! Narrowing by collection, document and facets, and counting what each
//! choice would leave.

use crate::index::index::Index;
use crate::model::corpus::{Clause, ClauseId, Facet, FacetId};
use crate::search::results::{FacetCounts, Filter};

const FACETS: [Facet; 3] = [Facet::Audience, Facet::Kind, Facet::Department];

/// A filter sorted by facet, so that a clause is judged in one pass.
pub(crate) struct FacetFilter<'a> {
    filter: &'a Filter,
    /// Chosen values of each of [`FACETS`].
    chosen: [Vec<FacetId>; 3],
}

impl<'a> FacetFilter<'a> {
    pub(crate) fn new(index: &Index, filter: &'a Filter) -> Self {
        let chosen = FACETS.map(|facet| {
            let is_of =
                |it: &&FacetId| index.corpus().facets.get(usize::from(it.0)).is_some_and(|it| it.facet == facet);
            filter.facets.iter().filter(is_of).copied().collect()
        });
        Self { filter, chosen }
    }

    /// Whether a clause passes: values of one facet are alternatives, facets
    /// add up.
    pub(crate) fn passes(&self, clause: &Clause) -> bool {
        self.passes_collection(clause)
            && self.passes_document(clause)
            && FACETS.iter().all(|it| self.passes_facet(clause, *it))
    }

    fn passes_collection(&self, clause: &Clause) -> bool {
        self.filter.collection.is_none_or(|it| it == clause.collection)
    }

    fn passes_document(&self, clause: &Clause) -> bool {
        self.filter.document.is_none_or(|it| it == clause.document)
    }

    fn passes_facet(&self, clause: &Clause, facet: Facet) -> bool {
        let chosen = &self.chosen[facet as usize];
        chosen.is_empty() || chosen.iter().any(|it| clause.facets.contains(it))
    }

    /// Counts the clauses under each value. The value's own facet is left
    /// out of the filter: the count says what choosing it instead would give.
    pub(crate) fn count(&self, index: &Index, clauses: impl Iterator<Item = ClauseId>) -> FacetCounts {
        let corpus = index.corpus();
        let mut counts =
            FacetCounts { collections: vec![0; corpus.collections.len()], facets: vec![0; corpus.facets.len()] };
        for clause in clauses.map(|it| index.clause(it)).filter(|it| self.passes_document(it)) {
            let passed = FACETS.map(|it| self.passes_facet(clause, it));
            if passed == [true; 3] {
                counts.collections[usize::from(clause.collection)] += 1;
            }
            for id in clause.facets.iter().filter(|_| self.passes_collection(clause)) {
                let own = corpus.facets[usize::from(id.0)].facet as usize;
                let others = (0..passed.len()).all(|it| it == own || passed[it]);
                counts.facets[usize::from(id.0)] += u32::from(others);
            }
        }
        counts
    }
}
