//! The words of the terms FST, listed with the characters of the index and
//! counted in its text: what corrections choose from, what the on-screen
//! keyboard offers, and the likelihoods `segment` cuts by.

use crate::index::postings::Postings;
use crate::index::term_dictionary::TermDictionary;
use crate::model::field::CharId;

/// The words of an index, ascending.
#[derive(Default)]
pub(crate) struct Vocabulary {
    chars: Vec<CharId>,
    ends: Vec<u32>,
    /// ⌊log2(1 + occurrences)⌋ per word.
    values: Vec<u8>,
}

/// One word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    pub chars: &'a [CharId],
    /// ⌊log2(1 + occurrences)⌋.
    pub value: u8,
}

impl Vocabulary {
    /// Costs time in the rarest pair of characters of every word.
    pub fn new(terms: &TermDictionary, text: &Postings) -> Self {
        let mut words: Vec<Vec<CharId>> = Vec::with_capacity(terms.len());
        terms.for_each(|term| words.push(term.iter().filter_map(|it| text.char_id(*it)).collect()));
        words.sort_unstable();
        let mut vocabulary = Self::default();
        for word in words {
            vocabulary.chars.extend_from_slice(&word);
            vocabulary.ends.push(vocabulary.chars.len() as u32);
            vocabulary.values.push((1 + text.occurrences(&word).count()).ilog2() as u8);
        }
        vocabulary
    }

    fn word(&self, at: usize) -> &[CharId] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.chars[start as usize..self.ends[at] as usize]
    }

    /// ⌊log2(1 + occurrences)⌋ of a word, 0 for what is none. Costs time in
    /// the logarithm of the words.
    pub fn value_of(&self, chars: &[CharId]) -> u8 {
        self.place_of(chars).map_or(0, |at| self.values[at])
    }

    /// Place of a word in the order of the vocabulary.
    pub fn place_of(&self, chars: &[CharId]) -> Option<usize> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.word(middle) < chars { low = middle + 1 } else { high = middle }
        }
        (low < self.ends.len() && self.word(low) == chars).then_some(low)
    }

    pub fn words(&self) -> impl Iterator<Item = Word<'_>> {
        self.values.iter().enumerate().map(|(at, value)| Word { chars: self.word(at), value: *value })
    }
}
