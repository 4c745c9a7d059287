//! Words that are neighbours in the question and close to each other in
//! the clause: 灵活就业人员 … 社保补贴 in one sentence says more than
//! the same words at both ends of a page. Looked at for the best clauses
//! only, because it reads their text.

use crate::index::postings::Postings;
use crate::model::corpus::ClauseId;
use crate::model::field::CharId;
use crate::query::query::{Query, QueryTerm};

/// Measures closeness for one query.
pub(crate) struct Proximity<'a> {
    text: &'a Postings,
    terms: &'a [QueryTerm],
    /// The first characters of their variants, ascending: most positions of a text begin none.
    firsts: Vec<CharId>,
    /// What each term is worth.
    term_weights: &'a [f32],
    max_chars: usize,
}

impl<'a> Proximity<'a> {
    pub(crate) fn new(text: &'a Postings, query: &'a Query, term_weights: &'a [f32], max_chars: usize) -> Self {
        let variants = query.terms.iter().flat_map(|it| &it.variants);
        let mut firsts: Vec<CharId> = variants.filter_map(|it| it.chars.first().copied()).collect();
        firsts.sort_unstable();
        firsts.dedup();
        Self { text, terms: &query.terms, firsts, term_weights, max_chars }
    }

    /// The worth of the neighbouring terms that occur close together in a
    /// clause, each pair by its commoner word. Costs time in the length of
    /// the clause times the variants of the query.
    pub(crate) fn of(&self, clause: ClauseId) -> f32 {
        let mut near = vec![false; self.terms.len()];
        self.text.fields_of(clause).for_each(|chars| self.mark(chars, &mut near));
        let idf_weight = self.term_weights.windows(2).map(|it| it[0].min(it[1]));
        idf_weight.zip(near).filter(|it| it.1).map(|it| it.0).sum()
    }

    /// Sets `near[n]` where terms n and n + 1 occur close together.
    fn mark(&self, chars: &[CharId], near: &mut [bool]) {
        let mut ends: Vec<Option<usize>> = vec![None; self.terms.len()];
        let begins = |at: &usize| self.firsts.binary_search(&chars[*at]).is_ok();
        for at in (0..chars.len()).filter(begins) {
            for (own, term) in self.terms.iter().enumerate() {
                let Some(len) = len_at(&chars[at..], term) else { continue };
                let close = |end: &Option<usize>| end.is_some_and(|end| at <= end + self.max_chars);
                if 0 < own && close(&ends[own - 1]) {
                    near[own - 1] = true;
                }
                if ends.get(own + 1).is_some_and(close) {
                    near[own] = true;
                }
                ends[own] = Some(at + len);
            }
        }
    }
}

/// Characters of the first pattern of a term that `chars` begin with.
fn len_at(chars: &[CharId], term: &QueryTerm) -> Option<usize> {
    let first = chars.first()?;
    // Most variants differ in their first character, and that is quicker than comparing slices.
    let variants = term.variants.iter().map(|it| it.chars.as_slice()).filter(|it| it.first() == Some(first));
    variants.filter(|it| chars.starts_with(it)).map(<[CharId]>::len).next()
}
