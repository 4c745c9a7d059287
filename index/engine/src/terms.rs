//! The terms FST: the dictionary of the index. Built from the words of the
//! lexicon, walked to cut text into tokens (`segment`), listed for
//! suggestions and corrections (`vocabulary`).
//!
//! Keys are character ids, two bytes each, most significant first, not UTF-8:
//! two steps of the automaton for a character instead of three, and a fifth
//! fewer bytes on the way. The ids follow from the text (`text`).

use crate::model::Corpus;
use crate::text::{CharId, TextIndex};

/// The FST section: the folded words that stand in the texts, titles, headings
/// and notes. How often each does is counted when opening (`vocabulary`): as
/// outputs of the FST the counts weighed 1.7 KB on the way to every phone.
///
/// A word that stands once only is no term: two thirds of the words do, they
/// doubled the section, and their pairs of characters find the one clause as
/// well.
pub(crate) fn build(corpus: &Corpus, text: &TextIndex) -> Result<Vec<u8>, String> {
    let encoded = corpus.lexicon.words.iter().filter_map(|word| text.encode(word));
    let terms = encoded.filter(|it| text.occurrences(it).nth(1).is_some());
    let mut keys: Vec<Vec<u8>> = terms.map(|it| it.iter().flat_map(|it| it.to_be_bytes()).collect()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut builder = fst::MapBuilder::memory();
    builder.extend_iter(keys.into_iter().map(|it| (it, 0))).map_err(|it| it.to_string())?;
    builder.into_inner().map_err(|it| it.to_string())
}

/// The characters of a key.
pub(crate) fn chars_of(key: &[u8]) -> impl Iterator<Item = CharId> + '_ {
    key.chunks_exact(2).map(|it| CharId::from_be_bytes([it[0], it[1]]))
}

/// Calls `emit(num_chars)` for every term that `chars` begins with,
/// shortest first; a character the index does not know ends the search.
/// Costs time in the longest of them.
pub(crate) fn prefixes(terms: &fst::Map<Vec<u8>>, chars: &[Option<CharId>], mut emit: impl FnMut(usize)) {
    let fst = terms.as_fst();
    let mut node = fst.root();
    for (at, it) in chars.iter().enumerate() {
        let Some(it) = it else { return };
        for byte in it.to_be_bytes() {
            let Some(transition) = node.find_input(byte).map(|it| node.transition(it)) else { return };
            node = fst.node(transition.addr);
        }
        if node.is_final() {
            emit(at + 1);
        }
    }
}
