//! The terms FST: the dictionary of the index. Built from the words of the
//! lexicon, walked to cut text into tokens (`segment`), listed for
//! suggestions and corrections (`vocabulary`).
//!
//! Keys are not UTF-8 but ranks: the commonest characters of the text take a
//! byte, the others two. That is a quarter fewer bytes on the way, and most
//! steps of the automaton are a character. The ranks follow from the text,
//! and so does how often a term stands in it: neither is in the file.

use crate::model::Corpus;
use crate::text::{CharId, TextIndex};

/// A word that stands once only is no term: two thirds of the words do, they
/// doubled the section, and their pairs of characters find the one clause as
/// well.
const MIN_OCCURRENCES: usize = 2;

/// The FST section: the folded words of the lexicon that stand in the texts,
/// titles, headings and notes.
pub(crate) fn build(corpus: &Corpus, text: &TextIndex) -> Result<Vec<u8>, String> {
    let codes = Codes::new(text);
    let encoded = corpus.lexicon.words.iter().filter_map(|word| text.encode(word));
    let terms = encoded.filter(|chars| MIN_OCCURRENCES <= text.occurrences(chars).count());
    let mut keys: Vec<Vec<u8>> = terms.map(|chars| codes.key(&chars)).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut builder = fst::SetBuilder::memory();
    builder.extend_iter(keys).map_err(|it| it.to_string())?;
    builder.into_inner().map_err(|it| it.to_string())
}

/// The terms of an index.
pub(crate) struct Terms {
    fst: fst::raw::Fst<Vec<u8>>,
    codes: Codes,
}

impl Terms {
    /// `None` for bytes that are no FST.
    pub fn open(bytes: Vec<u8>, text: &TextIndex) -> Option<Self> {
        Some(Self { fst: fst::raw::Fst::new(bytes).ok()?, codes: Codes::new(text) })
    }

    pub fn len(&self) -> usize {
        self.fst.len()
    }

    /// Calls `emit(num_chars)` for every term that `chars` begins with,
    /// shortest first; a character the index does not know ends the search.
    /// Costs time in the longest of them.
    pub fn prefixes(&self, chars: &[Option<CharId>], mut emit: impl FnMut(usize)) {
        let mut node = self.fst.root();
        for (at, it) in chars.iter().enumerate() {
            let Some(it) = it else { return };
            let (code, len) = self.codes.code(*it);
            for byte in &code[..len] {
                let Some(transition) = node.find_input(*byte) else { return };
                node = self.fst.node(node.transition_addr(transition));
            }
            if node.is_final() {
                emit(at + 1);
            }
        }
    }

    /// Calls `emit(chars)` for every term, in the order of the FST.
    pub fn for_each(&self, mut emit: impl FnMut(&[CharId])) {
        use fst::Streamer;
        let (mut stream, mut chars) = (self.fst.stream(), Vec::new());
        while let Some((key, _)) = stream.next() {
            self.codes.chars(key, &mut chars);
            emit(&chars);
        }
    }
}

/// ⌊log2(1 + occurrences)⌋: how common a term is. Segmentation needs no more.
pub(crate) fn value(text: &TextIndex, term: &[CharId]) -> u8 {
    (1 + text.occurrences(term).count()).ilog2() as u8
}

/// Ranks below this take one byte.
const NUM_SHORT: usize = 240;
/// Ranks below this take two, those above three.
const NUM_MIDDLE: usize = NUM_SHORT + 15 * 256;
const LONG: u8 = 255;

/// The bytes of characters, the commonest of the text first.
struct Codes {
    /// Per character id.
    ranks: Vec<u16>,
    /// Per rank.
    ids: Vec<CharId>,
}

impl Codes {
    fn new(text: &TextIndex) -> Self {
        let mut counts = vec![0u64; text.num_chars() + 1];
        text.chars().iter().for_each(|it| counts[usize::from(*it)] += 1);
        // The commonest first, equals by id. The 0 between the fields is no character, and no word holds it.
        let mut order: Vec<u64> =
            (0u64..).zip(&counts).map(|(id, num)| (u64::from(u32::MAX) - num) << 32 | id).collect();
        order.sort_unstable();
        let ids: Vec<CharId> = order.into_iter().map(|it| it as CharId).collect();
        let mut ranks = vec![0; ids.len()];
        (0..).zip(&ids).for_each(|(rank, id)| ranks[usize::from(*id)] = rank);
        Self { ranks, ids }
    }

    /// The bytes of a character, and how many of the three count.
    fn code(&self, id: CharId) -> ([u8; 3], usize) {
        let rank = usize::from(self.ranks.get(usize::from(id)).copied().unwrap_or_default());
        let low = |number: usize| number as u8;
        if rank < NUM_SHORT {
            ([low(rank), 0, 0], 1)
        } else if rank < NUM_MIDDLE {
            let rest = rank - NUM_SHORT;
            ([low(NUM_SHORT + (rest >> 8)), low(rest), 0], 2)
        } else {
            ([LONG, low(rank >> 8), low(rank)], 3)
        }
    }

    fn key(&self, chars: &[CharId]) -> Vec<u8> {
        let code = |id: &CharId| {
            let (code, len) = self.code(*id);
            code.into_iter().take(len)
        };
        chars.iter().flat_map(code).collect()
    }

    /// Puts the characters of a key in place of what `chars` holds.
    fn chars(&self, key: &[u8], chars: &mut Vec<CharId>) {
        chars.clear();
        let mut bytes = key.iter().map(|it| usize::from(*it));
        let mut next = || bytes.next();
        while let Some(first) = next() {
            let mut low = || next().unwrap_or_default();
            let rank = match first {
                _ if first < NUM_SHORT => first,
                _ if first < usize::from(LONG) => NUM_SHORT + ((first - NUM_SHORT) << 8) + low(),
                _ => (low() << 8) + low(),
            };
            chars.push(self.ids.get(rank).copied().unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Clause;

    #[test]
    fn characters_of_every_rank_are_read_as_written() {
        let text: String = (0x4e00..0x4e00 + 6_000).filter_map(char::from_u32).collect();
        let text = TextIndex::new(&Corpus { clauses: vec![Clause { text, ..Clause::default() }], ..Corpus::default() });
        let codes = Codes::new(&text);
        let word: Vec<CharId> = (1..=6_000).step_by(7).collect();
        let mut read = Vec::new();
        codes.chars(&codes.key(&word), &mut read);
        assert_eq!(read, word);
        let lens: Vec<usize> = (1..=6_000).map(|id| codes.code(id).1).collect();
        assert_eq!([1, 2, 3].map(|len| lens.iter().filter(|it| **it == len).count()), [239, 3_840, 1_921]);
    }

    #[test]
    fn the_commonest_characters_take_a_byte() {
        let text = "民".repeat(9) + "政";
        let text = TextIndex::new(&Corpus { clauses: vec![Clause { text, ..Clause::default() }], ..Corpus::default() });
        let codes = Codes::new(&text);
        let rank = |it: char| codes.code(text.char_id(it).unwrap()).0[0];
        assert!(rank('民') < rank('政'));
    }
}
