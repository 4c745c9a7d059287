//! The words of the terms FST, listed with the characters of the index: what
//! corrections choose from and what the on-screen keyboard offers.

use crate::terms::{self, Terms};
use crate::text::{CharId, TextIndex};

/// The words of an index, in the order of the FST.
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
    pub fn new(terms: &Terms, text: &TextIndex) -> Self {
        let mut vocabulary = Self::default();
        terms.for_each(|chars| {
            vocabulary.chars.extend_from_slice(chars);
            vocabulary.ends.push(vocabulary.chars.len() as u32);
            vocabulary.values.push(terms::value(text, chars));
        });
        vocabulary
    }

    pub fn words(&self) -> impl Iterator<Item = Word<'_>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let spans = starts.zip(&self.ends).zip(&self.values);
        spans.map(|((start, end), value)| Word { chars: &self.chars[start as usize..*end as usize], value: *value })
    }
}
