//! The term dictionary: the words of the index as they lie in the file, listed
//! once when opening. Afterwards the vocabulary holds the words.
//!
//! Keys are not UTF-8 but indices in the alphabet of the file: the commonest
//! characters take a byte, the others two or three. That is a quarter fewer
//! bytes on the way. How often a term occurs in the text follows from the text
//! and is not in the file.

use crate::format::automaton;
use crate::format::budget::Budget;
use crate::format::codec::NUM_SHORT;
use crate::format::error::Malformed;

/// Strings beyond these have no number: it is two bytes, and 0 ends a text.
const MAX_STRINGS: usize = u16::MAX as usize;

/// No term is longer, in characters.
pub(crate) const MAX_TERM_CHARS: usize = 64;

/// Memory of a term, here and in the vocabulary, beside its characters.
const TERM_BYTES: usize = 96;

/// Memory of a byte of its key: a character of three bytes here, and an id
/// twice while the vocabulary is made.
const KEY_BYTES: usize = 8;

/// The terms of an index.
pub(crate) struct TermDictionary {
    chars: Vec<char>,
    /// The commonest of both, the characters, then the terms in the order of
    /// the automaton.
    strings: Vec<String>,
    num_common: usize,
}

impl TermDictionary {
    /// `chars` is the alphabet of the file. Costs time in the length of all
    /// terms.
    ///
    /// # Errors
    /// Bytes that are no automaton, one of other than words of `chars`, or of
    /// more words than the budget allows.
    pub(crate) fn open(section: &[u8], chars: Vec<char>, budget: &Budget) -> Result<Self, Malformed> {
        let mut strings: Vec<String> = chars.iter().map(char::to_string).collect();
        automaton::for_each(section, 3 * MAX_TERM_CHARS, |key| {
            let (mut term, mut rest) = (String::new(), key);
            while !rest.is_empty() {
                term.push(*chars.get(take_index(&mut rest)?).ok_or(Malformed)?);
            }
            budget.spend(TERM_BYTES + key.len() * KEY_BYTES, 1)?;
            strings.push(term);
            Ok(())
        })?;
        Ok(Self { chars, strings, num_common: 0 })
    }

    /// Puts some strings, by index, before all, where their numbers are short.
    ///
    /// # Errors
    /// An index beyond the strings.
    pub(crate) fn put_first(&mut self, common: &[usize]) -> Result<(), Malformed> {
        let first = common.iter().map(|at| self.strings.get(*at).cloned()).collect::<Option<Vec<_>>>();
        let first = first.ok_or(Malformed)?;
        self.num_common = first.len();
        self.strings.splice(0..0, first);
        Ok(())
    }

    /// The alphabet of the file.
    pub(crate) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The terms, in the order of the automaton.
    pub(crate) fn terms(&self) -> &[String] {
        &self.strings[self.num_common + self.chars.len()..]
    }

    /// What texts are made of: the commonest, the characters, then the terms.
    /// The number of one is its index + 1.
    pub(crate) fn strings(&self) -> &[String] {
        &self.strings[..self.strings.len().min(MAX_STRINGS)]
    }
}

/// First byte of the characters that take three.
pub(crate) const LONG: u8 = 255;

/// Takes the index of a character off the front of a key.
fn take_index(key: &mut &[u8]) -> Result<usize, Malformed> {
    let mut byte = || {
        let (first, rest) = key.split_first().ok_or(Malformed)?;
        *key = rest;
        Ok(usize::from(*first))
    };
    Ok(match byte()? {
        first if first < NUM_SHORT => first,
        first if first < usize::from(LONG) => NUM_SHORT + ((first - NUM_SHORT) << 8) + byte()?,
        _ => (byte()? << 8) + byte()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::term_writer::{build, key_of};

    #[test]
    fn every_index_is_read_as_written() {
        let lens = (0..65_535).map(|index| {
            let key = key_of(index);
            let mut rest = &key[..];
            assert_eq!((take_index(&mut rest), rest), (Ok(index), &[][..]));
            key.len()
        });
        let lens: Vec<usize> = lens.collect();
        assert_eq!([1, 2, 3].map(|len| lens.iter().filter(|it| **it == len).count()), [240, 3_840, 61_455]);
    }

    #[test]
    fn terms_are_listed_as_built() {
        let chars: Vec<char> = "就业补贴".chars().collect();
        let bytes = build(&["补贴", "就业", "就业", "就业补贴", "未知"], &chars).unwrap();
        let dictionary = TermDictionary::open(&bytes, chars, &Budget::of_file(0)).unwrap();
        assert_eq!(dictionary.terms(), ["就业", "就业补贴", "补贴"]);
        assert_eq!(dictionary.strings()[..5], ["就", "业", "补", "贴", "就业"]);
    }

    #[test]
    fn a_character_that_is_not_in_the_alphabet_is_damage() {
        let chars: Vec<char> = "就业补贴".chars().collect();
        let bytes = build(&["补贴"], &chars).unwrap();
        assert!(TermDictionary::open(&bytes, chars[..3].to_vec(), &Budget::of_file(0)).is_err());
        assert_eq!(take_index(&mut &[NUM_SHORT as u8][..]), Err(Malformed));
    }
}
