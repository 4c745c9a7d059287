//! Writes the term dictionary: which words of the lexicon are terms, and the
//! automaton of them.

use crate::format::codec::NUM_SHORT;
use crate::index::postings::Postings;
use crate::index::term_dictionary::{LONG, MAX_TERM_CHARS};
use crate::index::text::Text;
use crate::model::corpus::Corpus;
use crate::model::field::Field;

/// The folded words of the lexicon that occur in the texts, titles, headings
/// and notes.
///
/// A word that occurs once only is no term: two thirds of the words do, they
/// doubled the section, and their pairs of characters find the one clause as
/// well.
pub(crate) fn terms<'a>(corpus: &'a Corpus, text: &Postings) -> Vec<&'a str> {
    let is_term = |word: &&str| {
        let chars = text.encode(word).filter(|it| it.len() <= MAX_TERM_CHARS);
        chars.is_some_and(|chars| text.occurrences(&chars).filter(|it| it.field != Field::Question).nth(1).is_some())
    };
    let mut terms: Vec<&str> = corpus.lexicon.words.iter().map(String::as_str).filter(is_term).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The FST section. `chars` is the alphabet of the file: all characters of
/// the terms, the commonest first.
pub(crate) fn build(terms: &[&str], chars: &[char]) -> Result<Vec<u8>, String> {
    let indices: std::collections::BTreeMap<char, usize> = chars.iter().enumerate().map(|(at, it)| (*it, at)).collect();
    let key = |term: &&str| -> Option<Vec<u8>> {
        let keys: Option<Vec<_>> = term.chars().map(|it| indices.get(&it).map(|at| key_of(*at))).collect();
        Some(keys?.concat())
    };
    let mut keys: Vec<Vec<u8>> = terms.iter().filter_map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut builder = fst::SetBuilder::memory();
    builder.extend_iter(keys).map_err(|it| it.to_string())?;
    builder.into_inner().map_err(|it| it.to_string())
}

/// Indices below this take two bytes, those above three.
const NUM_MIDDLE: usize = NUM_SHORT + 15 * 256;

/// The bytes for an index in the alphabet.
pub(crate) fn key_of(index: usize) -> Vec<u8> {
    if index < NUM_SHORT {
        vec![index as u8]
    } else if index < NUM_MIDDLE {
        let rest = index - NUM_SHORT;
        vec![(NUM_SHORT + (rest >> 8)) as u8, rest as u8]
    } else {
        vec![LONG, (index >> 8) as u8, index as u8]
    }
}

/// The terms of the index that [`encode`](crate::encode) makes of a corpus, in
/// the order of [`Latent::words`](crate::Latent::words).
///
/// Costs time in the characters of the corpus and the occurrences of its
/// words.
pub fn index_terms(corpus: &Corpus) -> Vec<&str> {
    terms(corpus, &Postings::new(corpus))
}
