//! A parsed query: terms, each with the variants that express it.

use std::ops::Range;

use crate::model::field::CharId;
use crate::query::match_kind::{Correction, MatchKind};

/// What is looked up.
#[derive(Debug, Default)]
pub(crate) struct Query {
    /// The whole input, folded; empty if a character stands nowhere.
    pub literal: Vec<CharId>,
    /// Words, ascending by place in the input.
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
    /// The part as typed; empty if a character stands nowhere.
    pub typed: Vec<CharId>,
    /// Patterns, most literal first.
    pub variants: Vec<Variant>,
    /// Known to be settled by other documents.
    pub is_elsewhere: bool,
    /// Stands nowhere, but some of its characters do.
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

/// The folded input with the breaks that white space made.
pub(crate) struct Input {
    pub text: String,
    pub chars: Vec<char>,
    /// Bytes of `text` per character, and its length at the end.
    pub starts: Vec<usize>,
}

impl Input {
    pub fn char_range(&self, bytes: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.starts.partition_point(|it| *it < at);
        place(bytes.start)..place(bytes.end)
    }

    pub fn slice(&self, chars: &Range<usize>) -> &str {
        &self.text[self.starts[chars.start]..self.starts[chars.end]]
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
