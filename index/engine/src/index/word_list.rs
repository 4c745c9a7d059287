//! Strings of character ids in ascending order: the words of an index, the
//! keys of its thesaurus, its stop words.

use std::ops::Range;

use crate::model::field::CharId;

/// Ascending strings, one behind the other.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct WordList {
    chars: Vec<CharId>,
    ends: Vec<u32>,
}

impl WordList {
    /// `words` must ascend.
    pub(crate) fn new<'a>(words: impl IntoIterator<Item = &'a [CharId]>) -> Self {
        let mut list = Self::default();
        for word in words {
            list.chars.extend_from_slice(word);
            list.ends.push(list.chars.len() as u32);
        }
        list
    }

    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word at an index below [`Self::len`].
    pub(crate) fn word(&self, at: usize) -> &[CharId] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.chars[start as usize..self.ends[at] as usize]
    }

    /// The index of a word. Costs time in the logarithm of the words.
    pub(crate) fn position(&self, word: &[CharId]) -> Option<usize> {
        let at = self.first_from(0..self.len(), |it| it < word);
        (at < self.len() && self.word(at) == word).then_some(at)
    }

    /// Calls `emit(num_chars, index)` for every word that `chars` begins with,
    /// shortest first. Costs time in the longest of them times the logarithm
    /// of the words.
    pub(crate) fn prefixes(&self, chars: &[CharId], mut emit: impl FnMut(usize, usize)) {
        let mut words = 0..self.len();
        for (at, it) in chars.iter().enumerate() {
            words = self.narrow(words, at, *it);
            if words.is_empty() {
                return;
            }
            if self.word(words.start).len() == at + 1 {
                emit(at + 1, words.start);
            }
        }
    }

    /// Those of `words`, which agree in their first `len` characters, that go
    /// on with `next`. A word that ends there comes first among them.
    pub(crate) fn narrow(&self, words: Range<usize>, len: usize, next: CharId) -> Range<usize> {
        let end = words.end;
        let start = self.first_from(words, |it| it.get(len) < Some(&next));
        start..self.first_from(start..end, |it| it.get(len) == Some(&next))
    }

    /// The index of the first of `words` that is not `before`; those that are
    /// must come first.
    fn first_from(&self, words: Range<usize>, before: impl Fn(&[CharId]) -> bool) -> usize {
        let Range { start: mut low, end: mut high } = words;
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.word(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_as_beginnings() {
        let words: [&[CharId]; 5] = [&[1], &[1, 2], &[1, 2, 3, 4], &[1, 3], &[2]];
        let list = WordList::new(words);
        assert_eq!(words.map(|it| list.position(it)), [0, 1, 2, 3, 4].map(Some));
        assert_eq!([&[3][..], &[1, 2, 3], &[]].map(|it| list.position(it)), [None; 3]);
        let mut found = Vec::new();
        list.prefixes(&[1, 2, 3, 4, 5], |num_chars, at| found.push((num_chars, at)));
        assert_eq!(found, [(1, 0), (2, 1), (4, 2)]);
    }
}
