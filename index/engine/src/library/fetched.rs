//! The clauses that were fetched for a query: a small index of their own, scored by what is known of the whole library.

use crate::index::alphabet::Alphabet;
use crate::index::index::Index;
use crate::index::postings::Postings;
use crate::index::text::Text;
use crate::index::vocabulary::Vocabulary;
use crate::library::lists::Lists;
use crate::model::corpus::ClauseId;
use crate::model::field::CharId;
use crate::query::document_number::DocumentNumber;
use crate::query::place::Place;
use crate::query::query::Query;
use crate::rank::clauses::{Clauses, Match, matches_in};
use crate::rank::weights::Weights;
use crate::text::normalizer::Normalizer;

/// Clauses with their texts, of a library that is known by lists.
pub(crate) struct Fetched<'a> {
    pub index: &'a Index,
    pub lists: &'a Lists<'a>,
    /// Per clause of the index: its number in the library; ascending.
    pub numbers: &'a [u32],
}

impl Text for Fetched<'_> {
    fn normalizer(&self) -> &Normalizer {
        self.lists.normalizer()
    }

    fn alphabet(&self) -> &Alphabet {
        self.lists.alphabet()
    }

    fn whole(&self) -> Option<&Postings> {
        Some(&self.index.postings)
    }

    fn num_clauses(&self) -> usize {
        self.lists.num_clauses()
    }

    fn holds(&self, pattern: &[CharId]) -> bool {
        self.index.postings.holds(pattern) || self.lists.holds(pattern)
    }

    fn num_of(&self, only: CharId) -> usize {
        self.lists.num_of(only)
    }

    fn num_pairs(&self, first: CharId, second: CharId) -> usize {
        self.lists.num_pairs(first, second)
    }
}

impl Clauses for Fetched<'_> {
    fn text(&self) -> &dyn Text {
        self
    }

    fn vocabulary(&self) -> &Vocabulary {
        self.lists.vocabulary()
    }

    fn num_rows(&self) -> usize {
        self.numbers.len()
    }

    fn matches(&self, pattern: &[CharId], weights: &Weights) -> Vec<Match> {
        matches_in(&self.index.postings, self.lists.library.mean_len(), pattern, weights)
    }

    fn doc_freq(&self, pattern: &[CharId], num_found: usize) -> usize {
        self.lists.doc_freq(pattern, num_found).max(num_found)
    }

    fn num_asked(&self, word: &[CharId]) -> u32 {
        self.lists.num_asked(word)
    }

    fn responsible(&self, names: &[String]) -> Vec<(ClauseId, bool)> {
        self.index.responsible(names)
    }

    /// The clauses that are at hand are not all there are.
    fn at_place(&self, _: &Place) -> Option<Vec<ClauseId>> {
        None
    }

    fn has_document(&self, number: &DocumentNumber) -> bool {
        self.lists.has_document(number)
    }

    fn is_taught(&self, clause: ClauseId) -> bool {
        self.numbers.get(clause.0 as usize).is_none_or(|it| self.lists.is_taught(ClauseId(*it)))
    }

    fn weigh_forms(&self, earned: &mut [f32], weights: &Weights) {
        self.index.weigh_forms(earned, weights);
    }

    /// What the surroundings earned is known by the lists alone.
    fn lend(&self, earned: &[f32], _: &Weights) -> Vec<f32> {
        let lent = self.numbers.iter().map(|it| self.lists.lent_to(*it));
        earned.iter().zip(lent).map(|(earned, lent)| if 0.0 < *earned { earned + lent } else { 0.0 }).collect()
    }

    fn lean(&self, _: &mut [f32], _: &Query, _: &Weights) {}
}
