//! A parsed query: terms, each with the variants that express it.

use std::ops::Range;

use crate::index::postings::Postings;
use crate::model::field::CharId;
use crate::query::match_kind::{Correction, MatchKind};

/// What is looked up.
#[derive(Debug, Default)]
pub(crate) struct Query {
    /// The whole input, folded; empty if a character occurs nowhere.
    pub literal: Vec<CharId>,
    /// Words, in the order of the input.
    pub terms: Vec<QueryTerm>,
    /// Pairs of characters inside the words and across them.
    pub pairs: Vec<Vec<CharId>>,
    /// What was read differently from how it was typed.
    pub corrections: Vec<Correction>,
    /// What follows the number in an answer, if an amount is asked for.
    pub units: Option<Vec<String>>,
}

/// A part of the input and what expresses it.
#[derive(Debug)]
pub(crate) struct QueryTerm {
    /// Characters of the folded input.
    pub range: Range<usize>,
    /// The part as typed; empty if a character occurs nowhere.
    pub typed: Vec<CharId>,
    /// What is looked up for it, most literal first.
    pub variants: Vec<Variant>,
    /// Known to be settled by other documents.
    pub is_elsewhere: bool,
    /// Occurs nowhere as a whole, but some of its characters do.
    pub is_partial: bool,
}

/// A string that expresses a term.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variant {
    pub chars: Vec<CharId>,
    /// Share of a literal match, 0 to 1.
    pub weight: f32,
    pub why: MatchKind,
}

/// The folded input: the same characters as characters and as ids.
pub(crate) struct Input {
    pub chars: Vec<char>,
    pub ids: Vec<CharId>,
    /// What white space parts, ascending: folding removes it.
    pub words: Vec<Range<usize>>,
}

impl Input {
    /// Costs time in the length of `typed`.
    pub fn new(text: &Postings, typed: &str) -> Self {
        let (mut chars, mut words) = (Vec::new(), Vec::new());
        for word in typed.split_whitespace() {
            let start = chars.len();
            text.normalizer().fold_each(word, |_, it| chars.push(it));
            words.push(start..chars.len());
        }
        let ids = chars.iter().map(|it| text.id(*it)).collect();
        Self { chars, ids, words }
    }

    /// A part as text.
    pub fn text(&self, range: &Range<usize>) -> String {
        self.chars[range.clone()].iter().collect()
    }
}

pub(crate) fn inside_of(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// A correction that cuts a term in two takes all of it.
pub(crate) fn widen(query: &Query, range: Range<usize>) -> Range<usize> {
    let touched = query.terms.iter().filter(|it| it.range.start < range.end && range.start < it.range.end);
    touched.fold(range.clone(), |wide, it| wide.start.min(it.range.start)..wide.end.max(it.range.end))
}
