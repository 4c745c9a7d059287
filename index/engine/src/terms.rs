//! The terms FST: the dictionary of the index. Built from the words of the
//! lexicon, walked to cut text into tokens (`segment`), listed for
//! suggestions and corrections.

use crate::model::Corpus;
use crate::text::TextIndex;

/// The FST section: folded word → ⌊log2(1 + occurrences)⌋ in the texts,
/// titles, headings and notes. Logarithms, because equal values let the FST
/// share its tails; segmentation needs no more.
pub(crate) fn build(corpus: &Corpus) -> Result<Vec<u8>, String> {
    let text = TextIndex::new(corpus);
    let mut builder = fst::MapBuilder::memory();
    for word in &corpus.lexicon.words {
        let num_occurrences = text.encode(word).map_or(0, |pattern| text.occurrences(&pattern).count());
        let value = u64::from((1 + num_occurrences as u64).ilog2());
        builder.insert(word, value).map_err(|it| format!("{word}: {it}"))?;
    }
    builder.into_inner().map_err(|it| it.to_string())
}

/// Calls `emit(len_bytes, value)` for every term that `text` begins with,
/// shortest first. Costs time in the longest of them.
pub(crate) fn prefixes(terms: &fst::Map<Vec<u8>>, text: &str, mut emit: impl FnMut(usize, u64)) {
    let fst = terms.as_fst();
    let mut node = fst.root();
    let mut output = fst::raw::Output::zero();
    for (at, byte) in text.bytes().enumerate() {
        let Some(transition) = node.find_input(byte).map(|it| node.transition(it)) else { return };
        output = output.cat(transition.out);
        node = fst.node(transition.addr);
        if node.is_final() {
            emit(at + 1, output.cat(node.final_output()).value());
        }
    }
}
