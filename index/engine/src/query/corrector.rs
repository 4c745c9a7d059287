//! Slips of an input method or a finger: a wrong character that sounds alike,
//! one missing, doubled or in the wrong order. They show where two characters
//! meet that meet nowhere in the corpus. Every correction is shown, and what
//! was typed ranks before it. The phonetic and the fuzzy matcher say what
//! sounds or looks alike.

use std::ops::Range;

use crate::model::field::CharId;
use crate::query::match_kind::MatchKind;
use crate::query::parser::Parser;
use crate::query::phonetic::Candidate;
use crate::query::query::{Input, Query, QueryTerm};
use crate::text::normalizer::is_han;

impl Parser<'_> {
    pub(crate) fn add_corrections(&self, input: &Input, query: &mut Query) {
        let spots = self.unseen_pairs(input, query);
        if !spots.is_empty() {
            // They are fetched beside what else is looked up for a correction.
            self.phonetic.text.wants_readings();
        }
        let mut done = 0;
        for spot in spots.into_iter().take(MAX_SPOTS) {
            if spot < done || query.corrections.len() == MAX_CORRECTIONS {
                continue;
            }
            if let Some((range, found, why)) = self.correct(input, spot) {
                done = range.end;
                self.take(input, query, range, &[found], why);
            }
        }
    }

    /// Positions where two characters meet that meet nowhere in the corpus, and
    /// no word boundary explains it.
    fn unseen_pairs(&self, input: &Input, query: &Query) -> Vec<usize> {
        let text = self.phonetic.text;
        let term = |at: usize| query.terms.iter().find(|it| it.range.contains(&at));
        // Two characters that make no word may meet by chance where two words do: 大市 in 扩大市场.
        let is_chance = |at: usize| {
            let pair = term(at).filter(|it| it.range == (at..at + 2));
            pair.is_some_and(|it| 1 < it.typed.len() && !self.is_word(&it.typed))
        };
        let unseen = |at: &usize| is_chance(*at) || !text.has_pair(input.ids[*at], input.ids[at + 1]);
        // A key of the thesaurus was meant as it is: no slip begins or ends in it.
        let leads = |it: &QueryTerm| it.is_elsewhere || it.variants.iter().any(|it| it.why == MatchKind::Synonym);
        let is_key = |at: usize| term(at).is_some_and(leads);
        let is_word = |at: usize| term(at).is_some_and(|it| self.is_known_word(it));
        let is_part = |at: usize| query.terms.iter().any(|it| it.range.contains(&at));
        (0..input.chars.len().saturating_sub(1))
            .filter(|at| is_han(input.chars[*at]) && is_han(input.chars[at + 1]))
            .filter(|at| is_part(*at) && is_part(at + 1) && !(is_word(*at) && is_word(at + 1) && !is_chance(*at)))
            .filter(|at| !is_key(*at) && !is_key(at + 1))
            .filter(|at| !input.is_in_number(*at) && !input.is_in_number(at + 1))
            .filter(unseen)
            .collect()
    }

    fn is_known_word(&self, term: &QueryTerm) -> bool {
        1 < term.typed.len() && self.phonetic.text.holds(&term.typed)
    }

    /// The best correction around the pair at `spot`: two characters in the
    /// wrong order need no other cause; else by sound before by shape, since
    /// input methods err by sound.
    fn correct(&self, input: &Input, spot: usize) -> Option<(Range<usize>, Candidate, MatchKind)> {
        let order = self.correct_order(input, spot).map(|(range, found)| (range, found, MatchKind::Typo));
        let sound = || self.correct_sound(input, spot).map(|(range, found)| (range, found, MatchKind::Homophone));
        let shape = || self.correct_shape(input, spot).map(|(range, found)| (range, found, MatchKind::Typo));
        order.or_else(sound).or_else(shape)
    }

    /// The longest surroundings that occur in the text with two neighbours
    /// around `spot` in the other order.
    fn correct_order(&self, input: &Input, spot: usize) -> Option<(Range<usize>, Candidate)> {
        let text = self.phonetic.text;
        for range in (4..=8).rev().flat_map(|len| windows_around(spot, len, input)) {
            for at in (spot.max(range.start + 1) - 1..=spot + 1).filter(|at| at + 1 < range.end) {
                let mut chars = input.ids[range.clone()].to_vec();
                chars.swap(at - range.start, at + 1 - range.start);
                if text.holds(&chars) {
                    return Some((range, Candidate { chars, cost: 0, weight: 1 }));
                }
            }
        }
        None
    }

    /// A pair that sounds alike, with as much of its surroundings as occurs
    /// beside it in the text: the more, the less chance.
    fn correct_sound(&self, input: &Input, spot: usize) -> Option<(Range<usize>, Candidate)> {
        let pairs = self.phonetic.homophones(input, spot);
        let fitted = pairs.into_iter().map(|it| self.with_surroundings(input, spot, it));
        let best = fitted.max_by_key(|(range, it)| (range.len(), u32::MAX - it.cost, it.weight))?;
        // Two lone characters sound like something too often.
        Some(best).filter(|(range, it)| 2 < range.len() || self.is_word(&it.chars))
    }

    pub(crate) fn is_word(&self, chars: &[CharId]) -> bool {
        self.phonetic.vocabulary.position(chars).is_some() || self.thesaurus.has_key(chars)
    }

    /// Grows a corrected pair to both sides as long as the whole occurs in the
    /// text.
    fn with_surroundings(&self, input: &Input, spot: usize, pair: Candidate) -> (Range<usize>, Candidate) {
        let text = self.phonetic.text;
        let (mut range, mut chars) = (spot..spot + 2, pair.chars.clone());
        while let Some(next) = input.ids.get(range.end) {
            chars.push(*next);
            if MAX_SURROUNDINGS < chars.len() || !text.holds(&chars) {
                chars.pop();
                break;
            }
            range.end += 1;
        }
        while let Some(before) = range.start.checked_sub(1) {
            chars.insert(0, input.ids[before]);
            if MAX_SURROUNDINGS < chars.len() || !text.holds(&chars) {
                chars.remove(0);
                break;
            }
            range.start = before;
        }
        (range, Candidate { chars, ..pair })
    }

    /// The longest surroundings that occur in the text with one edit.
    fn correct_shape(&self, input: &Input, spot: usize) -> Option<(Range<usize>, Candidate)> {
        let windows = (4..=8).rev().flat_map(|len| windows_around(spot, len, input));
        let correct = |range: Range<usize>| {
            let found = self.phonetic.one_edit_away(&input.ids[range.clone()], 1).pop()?;
            Some((range, found))
        };
        windows.into_iter().find_map(correct)
    }
}

/// Slips of one query that are corrected; more is not a slip but another
/// vocabulary, and each costs look-ups.
const MAX_CORRECTIONS: usize = 3;
/// Positions that are looked at for it.
const MAX_SPOTS: usize = 8;
/// Longest string a correction grows to.
const MAX_SURROUNDINGS: usize = 8;

/// Stretches of Han characters of one length that hold the pair at `spot`.
fn windows_around(spot: usize, len: usize, input: &Input) -> impl Iterator<Item = Range<usize>> + '_ {
    let first = (spot + 2).saturating_sub(len);
    let ranges = (first..=spot).map(move |start| start..start + len);
    ranges.filter(|it| it.end <= input.chars.len() && input.chars[it.clone()].iter().all(|it| is_han(*it)))
}
