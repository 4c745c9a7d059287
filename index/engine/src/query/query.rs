//! A parsed query: terms, each with the variants that express it.

use std::ops::Range;

use crate::index::text::Text;
use crate::model::field::CharId;
use crate::query::document_number::DocumentNumber;
use crate::query::leaning::Leaning;
use crate::query::match_kind::{Correction, MatchKind};
use crate::query::place::Place;
use crate::text::numeral::{Numeral, numerals};

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
    /// The document that is asked for by its 文号.
    pub document_number: Option<DocumentNumber>,
    /// The place that is asked for and nothing else: 28号第三章.
    pub place: Option<Place>,
    /// Nothing but figures: they count something, but nobody says what.
    pub is_bare_number: bool,
    /// What its characters say.
    pub leaning: Leaning,
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
    /// What is cut into words by itself, ascending: what white space parts,
    /// which folding removes, and numbers in words.
    pub words: Vec<Range<usize>>,
    /// Where white space was typed.
    spaces: Vec<usize>,
    pub numerals: Vec<Numeral>,
}

impl Input {
    /// Costs time in the length of `typed`.
    pub(crate) fn new(text: &dyn Text, typed: &str) -> Self {
        let (mut chars, mut words) = (Vec::new(), Vec::new());
        for word in typed.split_whitespace() {
            let start = chars.len();
            text.normalizer().fold_each(word, |_, it| chars.push(it));
            words.push(start..chars.len());
        }
        let ids = chars.iter().map(|it| text.id(*it)).collect();
        let numerals = numerals(&chars);
        let spaces = words.iter().map(|it| it.start).collect();
        for it in numerals.iter().filter(|it| it.is_whole) {
            part(&mut words, it.start..it.end);
        }
        Self { chars, ids, words, spaces, numerals }
    }

    /// The same query with its numbers in figures, in the form and the unit that the text prints, so that both find the
    /// same in the same order. Words that the text prints stay as they are: they are looked for first. `None` if nothing
    /// is written otherwise.
    pub(crate) fn in_figures(&self, text: &dyn Text) -> Option<Self> {
        let mut typed = String::new();
        let mut done = 0;
        for numeral in self.numerals.iter().filter(|it| it.is_whole) {
            if text.holds(&self.ids[numeral.start..numeral.end]) {
                continue;
            }
            let is_printed = |form: &&String| text.encode(form).is_some_and(|it| text.holds(&it));
            let Some(form) = numeral.forms.iter().find(is_printed).or(numeral.forms.first()) else { continue };
            self.push(done..numeral.start, &mut typed);
            typed.push_str(form);
            done = numeral.end;
        }
        self.push(done..self.chars.len(), &mut typed);
        (0 < done).then(|| Self::new(text, &typed))
    }

    /// Appends characters, a space where white space was typed.
    fn push(&self, range: Range<usize>, typed: &mut String) {
        for at in range {
            if 0 < at && self.spaces.contains(&at) {
                typed.push(' ');
            }
            typed.push(self.chars[at]);
        }
    }

    /// Whether a character belongs to a number in words: no slip, no sound.
    pub(crate) fn is_in_number(&self, at: usize) -> bool {
        self.numerals.iter().any(|it| it.is_whole && (it.start..it.end).contains(&at))
    }

    /// A part as text.
    pub(crate) fn text(&self, range: &Range<usize>) -> String {
        self.chars[range.clone()].iter().collect()
    }
}

/// Makes a range of the words it lies in a word of its own.
fn part(words: &mut Vec<Range<usize>>, range: Range<usize>) {
    let parts = |it: Range<usize>| {
        let (start, end) = (range.start.clamp(it.start, it.end), range.end.clamp(it.start, it.end));
        [it.start..start, start..end, end..it.end].into_iter().filter(|it| !it.is_empty())
    };
    *words = std::mem::take(words).into_iter().flat_map(parts).collect();
}

pub(crate) fn inside_of(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// A correction that cuts a term in two takes all of it.
pub(crate) fn widen(query: &Query, range: Range<usize>) -> Range<usize> {
    let touched = query.terms.iter().filter(|it| it.range.start < range.end && range.start < it.range.end);
    touched.fold(range.clone(), |wide, it| wide.start.min(it.range.start)..wide.end.max(it.range.end))
}
