//! The characters of an index, each with a number.
//!
//! ```text
//! 0           the mark between two fields
//! 1 …         the characters of the text, ascending
//! …           the others an index knows (thesaurus, stop words, a-z, 0-9), ascending
//! last but 1  any other letter
//! last        any other sign
//! ```
//!
//! Numbers of the text come first, so that lists by number end with them.

use std::collections::BTreeSet;

use crate::model::field::CharId;
use crate::text::normalizer::{NUM_HAN, han_index, is_word_char};

/// The characters of an index, folded.
#[derive(Clone)]
pub(crate) struct Alphabet {
    chars: Vec<char>,
    /// How many of `chars` occur in the text.
    num_in_text: usize,
    /// The numbers of the Han characters by [`han_index`], 0 for unknown ones: nearly all that is asked for.
    han: Vec<CharId>,
}

/// What a character is to the tokenizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CharKind {
    /// a to z.
    Letter,
    /// 0 to 9.
    Digit,
    /// A Han character or a letter of another script: it can be a word.
    Word,
    /// Punctuation.
    Sign,
}

impl CharKind {
    fn of(it: char) -> Self {
        match it {
            'a'..='z' => Self::Letter,
            '0'..='9' => Self::Digit,
            _ if is_word_char(it) => Self::Word,
            _ => Self::Sign,
        }
    }
}

/// The last two numbers are taken. Characters beyond the others would share a
/// number: they are left out, and text that holds them is found by the rest.
const MAX_CHARS: usize = CharId::MAX as usize - 2;

impl Alphabet {
    /// Of the characters of a text, '\0' left out, and of others that may be
    /// asked for. Costs time in the length of the text.
    pub(crate) fn new(text: &[char], others: impl IntoIterator<Item = char>) -> Self {
        let mut chars = chars_of(text);
        let num_in_text = chars.len();
        let others: BTreeSet<char> = ('a'..='z').chain('0'..='9').chain(others).collect();
        let more: Vec<char> = others.into_iter().filter(|it| chars.binary_search(it).is_err()).collect();
        chars.extend(more);
        chars.truncate(MAX_CHARS);
        let mut han = vec![0; NUM_HAN];
        for (at, it) in chars.iter().enumerate() {
            if let Some(slot) = han_index(*it).and_then(|it| han.get_mut(it)) {
                *slot = at as CharId + 1;
            }
        }
        Self { chars, num_in_text, han }
    }

    /// Of the characters of a text, ascending, and of others.
    #[cfg(feature = "library")]
    pub(crate) fn of(in_text: Vec<char>, others: impl IntoIterator<Item = char>) -> Self {
        let text: Vec<char> = in_text.into_iter().filter(|it| *it != '\0').collect();
        Self::new(&text, others)
    }

    /// The characters of the text; the number of one is its index + 1.
    pub(crate) fn in_text(&self) -> &[char] {
        &self.chars[..self.num_in_text]
    }

    /// Whether a character occurs in the text.
    pub(crate) fn occurs(&self, id: CharId) -> bool {
        (1..=self.num_in_text).contains(&usize::from(id))
    }

    /// The number of a character; unknown ones share two.
    pub(crate) fn id(&self, it: char) -> CharId {
        match han_index(it).and_then(|at| self.han.get(at)) {
            Some(0) => self.chars.len() as CharId + 1,
            Some(id) => *id,
            None => self.search(it),
        }
    }

    /// The number of any character, in the logarithm of the alphabet.
    fn search(&self, it: char) -> CharId {
        let (text, others) = self.chars.split_at(self.num_in_text);
        let unknown = || self.chars.len() + if is_word_char(it) { 0 } else { 1 };
        let among_others = || others.binary_search(&it).map_or_else(|_| unknown(), |at| text.len() + at);
        (text.binary_search(&it).unwrap_or_else(|_| among_others()) + 1) as CharId
    }

    /// The character with a number; '\0' for the mark between fields and for
    /// unknown characters.
    pub(crate) fn char_of(&self, id: CharId) -> char {
        usize::from(id).checked_sub(1).and_then(|at| self.chars.get(at)).copied().unwrap_or_default()
    }

    /// What the character with a number is.
    pub(crate) fn kind(&self, id: CharId) -> CharKind {
        if usize::from(id) == self.chars.len() + 1 { CharKind::Word } else { CharKind::of(self.char_of(id)) }
    }
}

/// The characters of a text, ascending. A table for most of them: a set of
/// the whole text would take half of the time of opening.
fn chars_of(text: &[char]) -> Vec<char> {
    let mut rare = BTreeSet::new();
    let mut common = vec![false; 0x1_0000];
    for it in text.iter().filter(|it| **it != '\0') {
        match common.get_mut(*it as usize) {
            Some(slot) => *slot = true,
            None => drop(rare.insert(*it)),
        }
    }
    let plane = (0u32..).zip(&common).filter(|it| *it.1).filter_map(|it| char::from_u32(it.0));
    plane.chain(rare).take(MAX_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_characters_have_numbers_of_their_own_and_the_others_two() {
        let text: Vec<char> = "业\0就业".chars().collect();
        let alphabet = Alphabet::new(&text, ['活', '业']);
        assert_eq!(alphabet.in_text(), ['业', '就']);
        let ids = ['业', '就', '0', 'z', '活', '龘', 'λ', '。'].map(|it| alphabet.id(it));
        assert_eq!(ids, [1, 2, 3, 38, 39, 40, 40, 41]);
        assert_eq!(ids.map(|it| alphabet.occurs(it)), [true, true, false, false, false, false, false, false]);
        assert_eq!(ids.map(|it| alphabet.char_of(it)), ['业', '就', '0', 'z', '活', '\0', '\0', '\0']);
        let [word, letter, digit, sign] = [CharKind::Word, CharKind::Letter, CharKind::Digit, CharKind::Sign];
        assert_eq!(ids.map(|it| alphabet.kind(it)), [word, word, digit, letter, word, word, word, sign]);
    }
}
