//! Strings of the text that are one edit away from what was typed: a character wrong, missing or too many, or two
//! swapped (Damerau: “A technique for computer detection and correction of spelling errors”, 1964).

use crate::index::postings::Postings;
use crate::model::field::CharId;
use crate::query::phonetic::{Candidate, PhoneticMatcher, best, counted};

impl PhoneticMatcher<'_> {
    /// Strings of the text one edit away from `chars` (a character wrong,
    /// missing or too many, or two swapped), commonest first, at most `max`.
    ///
    /// One half of the string must occur as typed, so the halves are looked
    /// up and only their surroundings compared.
    pub(crate) fn one_edit_away(&self, chars: &[CharId], max: usize) -> Vec<Candidate> {
        let mut strings: Vec<(&[CharId], u32)> = Vec::new();
        let (head, tail) = chars.split_at(chars.len() / 2);
        let Some(whole) = self.text.whole() else { return self.words_one_edit_away(chars, max) };
        let text = whole.chars();
        for at in positions(whole, head) {
            let rest = &text[at + head.len()..];
            let lens = edited_lens(tail.len()).filter_map(|len| rest.get(..len));
            if let Some(other) = lens.filter(|it| is_one_edit(tail, it)).min_by_key(|it| it.len().abs_diff(tail.len()))
            {
                strings.push((&text[at..at + head.len() + other.len()], COST_EDIT));
            }
        }
        for at in positions(whole, tail) {
            let starts = edited_lens(head.len()).filter_map(|len| at.checked_sub(len));
            let fits = starts.filter(|start| is_one_edit(head, &text[*start..at]));
            if let Some(start) = fits.min_by_key(|start| (at - start).abs_diff(head.len())) {
                strings.push((&text[start..at + tail.len()], COST_EDIT));
            }
        }
        let found = counted(strings).map(|(chars, cost, weight)| Candidate { chars: chars.to_vec(), cost, weight });
        best(found.collect(), max)
    }

    /// The same among the words of the index, where its text is not at hand.
    fn words_one_edit_away(&self, chars: &[CharId], max: usize) -> Vec<Candidate> {
        let near = self.vocabulary.words().filter(|it| is_one_edit(chars, it.chars));
        let found = near.map(|it| Candidate { chars: it.chars.to_vec(), cost: COST_EDIT, weight: u32::from(it.value) });
        best(found.collect(), max)
    }
}

fn positions<'a>(text: &'a Postings, part: &'a [CharId]) -> impl Iterator<Item = usize> + 'a {
    text.occurrences(part).take(MAX_OCCURRENCES).map(|it| it.position as usize)
}

/// What one edit costs.
const COST_EDIT: u32 = 4;
/// Enough to find the common string; a half of two characters may occur a
/// hundred thousand times in a large corpus.
const MAX_OCCURRENCES: usize = 400;

/// A part one edit away is one shorter, as long or one longer.
fn edited_lens(len: usize) -> impl Iterator<Item = usize> {
    (len.max(1) - 1)..=(len + 1)
}

/// Whether exactly one edit leads from `typed` to `text`.
fn is_one_edit(typed: &[CharId], text: &[CharId]) -> bool {
    if text.contains(&0) {
        return false;
    }
    let same = |(a, b): &(&CharId, &CharId)| a == b;
    let front = typed.iter().zip(text).take_while(same).count();
    let back = typed[front..].iter().rev().zip(text[front..].iter().rev()).take_while(same).count();
    let (typed, text) = (&typed[front..typed.len() - back], &text[front..text.len() - back]);
    match (typed, text) {
        ([_] | [], [_]) | ([_], []) => true,
        ([a, b], [x, y]) => a == y && b == x,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_edit(typed: &str, text: &str, expected: bool) {
        let typed: Vec<_> = typed.chars().map(|it| it as CharId).collect();
        let text: Vec<_> = text.chars().map(|it| it as CharId).collect();
        assert_eq!(is_one_edit(&typed, &text), expected);
    }

    #[test]
    fn one_edit_is_a_wrong_missing_doubled_or_swapped_character() {
        check_edit("abc", "axc", true);
        check_edit("abc", "ac", true);
        check_edit("ac", "abc", true);
        check_edit("aab", "ab", true);
        check_edit("acb", "abc", true);
        check_edit("abc", "abc", false);
        check_edit("abcd", "badc", false);
        check_edit("", "ab", false);
    }
}
