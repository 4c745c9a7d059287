//! The terms FST: the dictionary of the index as it lies in the file. Built
//! from the words of the lexicon and listed once when opening: afterwards the
//! vocabulary holds the words.
//!
//! Keys are not UTF-8 but places in the alphabet of the file: the commonest
//! characters take a byte, the others two. That is a quarter fewer bytes on
//! the way. How often a term occurs in the text follows from the text and is
//! not in the file.

use crate::format::codec::NUM_SHORT;
use crate::format::string_table::MOST;
use crate::index::postings::Postings;
use crate::model::corpus::Corpus;

/// The folded words of the lexicon that stand in the texts, titles, headings
/// and notes.
///
/// A word that stands once only is no term: two thirds of the words do, they
/// doubled the section, and their pairs of characters find the one clause as
/// well.
pub(crate) fn terms<'a>(corpus: &'a Corpus, text: &Postings) -> Vec<&'a str> {
    let stands = |word: &&str| {
        let chars = text.encode(word);
        chars.is_some_and(|chars| text.occurrences(&chars).nth(1).is_some())
    };
    let mut terms: Vec<&str> = corpus.lexicon.words.iter().map(String::as_str).filter(stands).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The FST section. `chars` is the alphabet of the file: all characters of
/// the terms, the commonest first.
pub(crate) fn build(terms: &[&str], chars: &[char]) -> Result<Vec<u8>, String> {
    let places: std::collections::BTreeMap<char, usize> = chars.iter().enumerate().map(|(at, it)| (*it, at)).collect();
    let key = |term: &&str| {
        let mut key = Vec::new();
        for it in term.chars() {
            let (code, len) = code(*places.get(&it)?);
            key.extend_from_slice(&code[..len]);
        }
        Some(key)
    };
    let mut keys: Vec<Vec<u8>> = terms.iter().filter_map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut builder = fst::SetBuilder::memory();
    builder.extend_iter(keys).map_err(|it| it.to_string())?;
    builder.into_inner().map_err(|it| it.to_string())
}

/// The terms of an index.
pub(crate) struct TermDictionary {
    fst: fst::raw::Fst<Vec<u8>>,
    chars: Vec<char>,
}

impl TermDictionary {
    /// `None` for bytes that are no FST. `chars` is the alphabet of the file.
    pub fn open(bytes: Vec<u8>, chars: Vec<char>) -> Option<Self> {
        Some(Self { fst: fst::raw::Fst::new(bytes).ok()?, chars })
    }

    /// The alphabet of the file.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    pub fn len(&self) -> usize {
        self.fst.len()
    }

    /// Calls `emit(chars)` for every term, in the order of the FST.
    pub fn for_each(&self, mut emit: impl FnMut(&[char])) {
        use fst::Streamer;
        let (mut stream, mut chars) = (self.fst.stream(), Vec::new());
        while let Some((key, _)) = stream.next() {
            chars.clear();
            let mut bytes = key.iter().map(|it| usize::from(*it));
            while let Some(place) = place_of(&mut bytes) {
                chars.push(self.chars.get(place).copied().unwrap_or_default());
            }
            emit(&chars);
        }
    }
}

/// Places below this take two, those above three.
const NUM_MIDDLE: usize = NUM_SHORT + 15 * 256;
const LONG: usize = 255;

/// The bytes for a place in the alphabet, and how many of the three count.
fn code(place: usize) -> ([u8; 3], usize) {
    let bytes = |code: [usize; 3]| code.map(|it| it as u8);
    if place < NUM_SHORT {
        (bytes([place, 0, 0]), 1)
    } else if place < NUM_MIDDLE {
        let rest = place - NUM_SHORT;
        (bytes([NUM_SHORT + (rest >> 8), rest & 255, 0]), 2)
    } else {
        (bytes([LONG, place >> 8 & 255, place & 255]), 3)
    }
}

/// The inverse of [`code`], for the front of `bytes`.
fn place_of(bytes: &mut impl Iterator<Item = usize>) -> Option<usize> {
    let first = bytes.next()?;
    let mut low = || bytes.next().unwrap_or_default();
    Some(match first {
        _ if first < NUM_SHORT => first,
        _ if first < LONG => NUM_SHORT + ((first - NUM_SHORT) << 8) + low(),
        _ => (low() << 8) + low(),
    })
}

/// All pieces; the number of one is its place + 1.
pub(crate) fn pieces(terms: &TermDictionary) -> Vec<String> {
    let mut pieces: Vec<String> = terms.chars().iter().map(char::to_string).collect();
    terms.for_each(|term| pieces.push(term.iter().collect()));
    pieces.truncate(MOST);
    pieces
}

/// The terms of the index that [`encode`](crate::encode) makes of a corpus, in
/// the order of [`Latent::words`].
///
/// Costs time in the characters of the corpus and the occurrences of its
/// words.
pub fn index_terms(corpus: &Corpus) -> Vec<&str> {
    terms(corpus, &Postings::new(corpus))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_read_as_written() {
        let lens = (0..65_535).map(|place| {
            let (code, len) = code(place);
            let mut bytes = code[..len].iter().map(|it| usize::from(*it));
            assert_eq!((place_of(&mut bytes), bytes.next()), (Some(place), None));
            len
        });
        let lens: Vec<usize> = lens.collect();
        assert_eq!([1, 2, 3].map(|len| lens.iter().filter(|it| **it == len).count()), [240, 3_840, 61_455]);
    }

    #[test]
    fn terms_are_listed_as_built() {
        let chars: Vec<char> = "就业补贴".chars().collect();
        let bytes = build(&["补贴", "就业", "就业", "就业补贴", "未知"], &chars).unwrap();
        let mut listed = Vec::new();
        TermDictionary::open(bytes, chars).unwrap().for_each(|it| listed.push(it.iter().collect::<String>()));
        assert_eq!(listed, ["就业", "就业补贴", "补贴"]);
    }
}
