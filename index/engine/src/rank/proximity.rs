//! Words that stand next to each other in the question and close to each
//! other in the clause: 灵活就业人员 … 社保补贴 in one sentence says more than
//! the same words at both ends of a page. Looked at for the best clauses
//! only, because it reads their text.

use crate::index::postings::{CharId, TextIndex};
use crate::model::corpus::ClauseId;
use crate::query::parser::{Concept, Query};

/// Measures closeness for one query.
pub(crate) struct Nearness<'a> {
    text: &'a TextIndex,
    concepts: &'a [Concept],
    /// What each concept is worth.
    meanings: &'a [f32],
    max_chars: usize,
}

impl<'a> Nearness<'a> {
    pub fn new(text: &'a TextIndex, query: &'a Query, meanings: &'a [f32], max_chars: usize) -> Self {
        Self { text, concepts: &query.concepts, meanings, max_chars }
    }

    /// The worth of the neighbouring concepts that stand close together in a
    /// clause, each pair by its commoner word. Costs time in the length of
    /// the clause times the patterns of the query.
    pub fn of(&self, clause: ClauseId) -> f32 {
        let mut near = vec![false; self.concepts.len()];
        self.text.fields_of(clause).for_each(|chars| self.mark(chars, &mut near));
        let worth = self.meanings.windows(2).map(|it| it[0].min(it[1]));
        worth.zip(near).filter(|it| it.1).map(|it| it.0).sum()
    }

    /// Sets `near[n]` where concepts n and n + 1 stand close together.
    fn mark(&self, chars: &[CharId], near: &mut [bool]) {
        let mut ends: Vec<Option<usize>> = vec![None; self.concepts.len()];
        for at in 0..chars.len() {
            for (own, concept) in self.concepts.iter().enumerate() {
                let Some(len) = len_at(&chars[at..], concept) else { continue };
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

/// Characters of the first pattern of a concept that `chars` begin with.
fn len_at(chars: &[CharId], concept: &Concept) -> Option<usize> {
    let patterns = concept.patterns.iter().map(|it| it.chars.as_slice());
    patterns.filter(|it| !it.is_empty()).find(|it| chars.starts_with(it)).map(<[CharId]>::len)
}
