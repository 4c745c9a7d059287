//! The words of the term dictionary in the characters of the index, counted
//! in its text: what the tokenizer cuts by, what corrections choose from, and
//! what the on-screen keyboard offers.

use crate::index::postings::Postings;
use crate::index::term_dictionary::TermDictionary;
use crate::index::text::Text;
use crate::index::word_list::WordList;
use crate::model::field::CharId;

/// The words of an index, ascending: in the order of
/// [`index_terms`](crate::index_terms).
#[derive(Default)]
pub(crate) struct Vocabulary {
    words: WordList,
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
    pub(crate) fn new(terms: &TermDictionary, text: &Postings) -> Self {
        let ids = |term: &String| term.chars().map(|it| text.id(it)).filter(|it| text.occurs(*it)).collect();
        let mut words: Vec<Vec<CharId>> = terms.terms().iter().map(ids).collect();
        words.sort_unstable();
        let value = |word: &Vec<CharId>| (1 + text.num_occurrences(word)).ilog2() as u8;
        let values = words.iter().map(value).collect();
        Self { words: WordList::new(words.iter().map(Vec::as_slice)), values }
    }

    /// Of words that were counted before, ascending.
    #[cfg(feature = "library")]
    pub(crate) fn of(words: WordList, values: Vec<u8>) -> Self {
        Self { words, values }
    }

    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The index of a word. Costs time in the logarithm of the words.
    pub(crate) fn position(&self, chars: &[CharId]) -> Option<usize> {
        self.words.position(chars)
    }

    /// Calls `emit(index)` for every word that occurs in `chars`, as often as it does.
    pub(crate) fn each_in(&self, chars: &[CharId], mut emit: impl FnMut(usize)) {
        (0..chars.len()).for_each(|start| self.words.prefixes(&chars[start..], |_, at| emit(at)));
    }

    /// Calls `emit(num_chars, value)` for every word that `chars` begins with,
    /// shortest first.
    pub(crate) fn prefixes(&self, chars: &[CharId], mut emit: impl FnMut(usize, u8)) {
        self.words.prefixes(chars, |num_chars, at| emit(num_chars, self.values[at]));
    }

    /// All words, ascending.
    pub(crate) fn words(&self) -> impl Iterator<Item = Word<'_>> {
        (0..self.len()).map(|at| self.word(at))
    }

    /// The words that begin with a character, ascending.
    pub(crate) fn words_from(&self, first: CharId) -> impl Iterator<Item = Word<'_>> {
        self.words.narrow(0..self.len(), 0, first).map(|at| self.word(at))
    }

    /// The word at an index below [`Self::len`].
    pub(crate) fn word(&self, at: usize) -> Word<'_> {
        Word { chars: self.words.word(at), value: self.values[at] }
    }
}
