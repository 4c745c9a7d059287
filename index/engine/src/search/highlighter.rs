//! Where a clause matched, as byte ranges of its texts as printed.

use std::ops::Range;

use crate::index::index::Index;
use crate::index::postings::Postings;
use crate::index::text::Text;
use crate::model::corpus::Clause;
use crate::model::field::CharId;
use crate::query::query::Query;
use crate::search::results::Highlights;

/// Marks the variants of one query in any clause, the whole input alone where
/// a clause holds it. Costs time in the characters of a clause times the
/// variants.
pub(crate) struct Highlighter<'a> {
    text: &'a Postings,
    literal: &'a [CharId],
    /// Words, synonyms and corrections.
    variants: Vec<&'a [CharId]>,
    /// Marked only where no variant matches.
    pairs: Vec<&'a [CharId]>,
}

impl<'a> Highlighter<'a> {
    pub(crate) fn new(index: &'a Index, query: &'a Query) -> Self {
        let all = query.terms.iter().flat_map(|it| &it.variants).map(|it| it.chars.as_slice());
        // A single character is everywhere; it is marked if it is all there is.
        let single = query.terms.len() == 1;
        let variants = all.filter(|it| single || 1 < it.len()).collect();
        let pairs = query.pairs.iter().map(Vec::as_slice).collect();
        Self { text: &index.postings, literal: &query.literal, variants, pairs }
    }

    pub(crate) fn highlights(&self, clause: &Clause) -> Highlights {
        let summary = clause.plain.as_ref().map_or("", |it| it.summary.as_str());
        Highlights { title: self.mark(&clause.title), text: self.mark(&clause.text), plain: self.mark(summary) }
    }

    /// Byte ranges of `text`, ascending and disjoint.
    fn mark(&self, text: &str) -> Vec<Range<usize>> {
        let folded = Folded::new(self.text, text);
        let literal = folded.find_all(&[self.literal]);
        if !literal.is_empty() {
            return literal;
        }
        let words = folded.find_all(&self.variants);
        if words.is_empty() { folded.find_all(&self.pairs) } else { words }
    }
}

/// A folded text with the way back to its bytes.
struct Folded {
    chars: Vec<CharId>,
    /// Per folded character: bytes of the character it came from.
    sources: Vec<Range<usize>>,
}

impl Folded {
    fn new(index: &Postings, text: &str) -> Self {
        let num_chars = text.len() / 3;
        let (mut chars, mut sources) = (Vec::with_capacity(num_chars), Vec::with_capacity(num_chars));
        index.normalizer().fold_each(text, |start, folded| {
            // `start` is where a character begins, so there is one.
            let len = text[start..].chars().next().map_or(0, char::len_utf8);
            chars.push(index.id(folded));
            sources.push(start..start + len);
        });
        Self { chars, sources }
    }

    fn find_all(&self, patterns: &[&[CharId]]) -> Vec<Range<usize>> {
        // Most places begin no pattern: one bit of their character tells it of nearly all.
        let bit = |it: &CharId| 1u64 << (it % 64);
        let firsts = patterns.iter().filter_map(|it| it.first()).fold(0, |bits, it| bits | bit(it));
        let mut marked = vec![false; self.chars.len()];
        for at in (0..self.chars.len()).filter(|at| firsts & bit(&self.chars[*at]) != 0) {
            for pattern in patterns.iter().filter(|it| self.chars[at..].starts_with(it)) {
                marked[at..at + pattern.len()].fill(true);
            }
        }
        self.ranges(&marked)
    }

    /// Neighbouring marked characters become one range, white space between
    /// them included.
    fn ranges(&self, marked: &[bool]) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut was_marked = false;
        for (source, is_marked) in self.sources.iter().zip(marked) {
            match ranges.last_mut() {
                Some(last) if *is_marked && (was_marked || source.start < last.end) => last.end = source.end,
                _ if *is_marked => ranges.push(source.clone()),
                _ => {}
            }
            was_marked = *is_marked;
        }
        ranges
    }
}
