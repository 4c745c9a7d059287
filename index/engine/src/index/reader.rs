//! Reads an index file back: what it says, then what is derived from that.

use crate::format::budget::Budget;
use crate::format::codec::{Reader, STRING_BYTES};
use crate::format::error::{FormatError, Malformed};
use crate::format::layout::{NAMES, sections};
use crate::format::sections::{
    read_clauses, read_headings, read_meta, read_plain, read_questions, read_stop_words, read_texts,
};
use crate::format::{latent, readings};
use crate::index::postings::Postings;
use crate::index::term_dictionary::{MAX_TERM_CHARS, TermDictionary};
use crate::index::text::Text;
use crate::index::thesaurus::{self, Thesaurus};
use crate::model::corpus::{Clause, Corpus};
use crate::text::normalizer::max_folded_chars;

/// What an index file says; what refers to the text is not read yet.
pub(crate) struct Decoded {
    pub corpus: Corpus,
    pub terms: TermDictionary,
    /// The section of the thesaurus.
    thesaurus: Vec<u8>,
    budget: Budget,
    len_bytes: usize,
}

/// Checks what can be checked without the text, once, so that reads after it
/// cannot fail. The words of the lexicon are in the terms and its synonyms in
/// the thesaurus: both lists of `corpus.lexicon` are empty.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, FormatError> {
    let sections = sections(bytes)?;
    let part = |at: usize| &bytes[sections[at].1.clone()];
    let damaged = |at: usize| move |Malformed| FormatError::Damaged { section: NAMES[at] };
    let budget = Budget::of_file(bytes.len());
    let mut meta = Reader::new(part(0), &budget);
    let common = meta.ascending().map_err(damaged(0))?;
    let mut chars = readings::read_chars(&mut meta).map_err(damaged(0))?;
    chars.extend(readings::read_chars(&mut meta).map_err(damaged(0))?);
    let mut terms = TermDictionary::open(part(1), chars, &budget).map_err(damaged(1))?;
    budget.spend(common.len(), STRING_BYTES + 3 * MAX_TERM_CHARS).map_err(damaged(0))?;
    terms.put_first(&common).map_err(damaged(0))?;
    let strings = terms.strings();
    let texts = |at: usize| Reader::new(part(at), &budget).with(strings);
    let mut corpus = read_meta(meta.with(strings)).map_err(damaged(0))?;
    corpus.headings = read_headings(texts(2), corpus.documents.len()).map_err(damaged(2))?;
    let official = read_texts(texts(4)).map_err(damaged(4))?;
    corpus.clauses = read_clauses(texts(3), official, &corpus).map_err(damaged(3))?;
    read_plain(texts(5), &mut corpus.clauses).map_err(damaged(5))?;
    read_questions(texts(10), &mut corpus).map_err(damaged(10))?;
    readings::read(Reader::new(part(7), &budget), &mut corpus.lexicon).map_err(damaged(7))?;
    read_stop_words(texts(8), &mut corpus.lexicon).map_err(damaged(8))?;
    corpus.latent = latent::read(texts(9), terms.terms().len(), corpus.clauses.len()).map_err(damaged(9))?;
    budget.spend(text_bytes(&corpus), 1).map_err(damaged(4))?;
    let thesaurus = part(6).to_vec();
    Ok(Decoded { corpus, terms, thesaurus, budget, len_bytes: bytes.len() })
}

impl Decoded {
    /// The text of all clauses, searchable; fails where the terms do not fit it.
    pub(crate) fn text(&self) -> Result<Postings, FormatError> {
        let known = self.terms.chars().iter().copied().chain(thesaurus::FILLERS.chars());
        let text = Postings::knowing(&self.corpus, known);
        let steps = Budget::of_file(self.len_bytes);
        check_terms(&self.terms, &text, &steps).map_err(|Malformed| FormatError::Damaged { section: NAMES[1] })?;
        Ok(text)
    }

    /// What else the words of `text` are called.
    pub(crate) fn thesaurus(&self, text: &Postings) -> Result<Thesaurus, FormatError> {
        let section = Reader::new(&self.thesaurus, &self.budget).with(self.terms.strings());
        let read = thesaurus::read(section, text);
        read.map_err(|Malformed| FormatError::Damaged { section: NAMES[6] })
    }
}

/// Memory of the folded text at its largest, while its pairs are sorted. Every
/// clause repeats the words of the headings above it.
fn text_bytes(corpus: &Corpus) -> usize {
    let field = |text: &String| FIELD_BYTES + max_folded_chars(text).saturating_mul(FOLDED_CHAR_BYTES);
    let sum = |bytes: &mut dyn Iterator<Item = usize>| bytes.fold(0, usize::saturating_add);
    let mut paths: Vec<usize> = Vec::with_capacity(corpus.headings.len());
    for it in &corpus.headings {
        let above = it.parent.map_or(0, |it| paths[it.0 as usize]);
        let own = sum(&mut it.columns.iter().chain([&it.text]).map(field));
        paths.push(above.saturating_add(own));
    }
    let clause = |it: &Clause| {
        let note = it.plain.iter().flat_map(|it| [&it.summary, &it.who, &it.what, &it.contact]);
        let asked = it.questions.asked.iter().chain(&it.questions.words);
        let own = sum(&mut [&it.title, &it.text].into_iter().chain(note).chain(asked).map(field));
        it.heading.map_or(0, |it| paths[it.0 as usize]).saturating_add(own)
    };
    sum(&mut corpus.clauses.iter().map(clause))
}

/// Two positions in the sort of pairs (8 bytes each), the character and its
/// field.
const FOLDED_CHAR_BYTES: usize = 24;

/// A mark, and where the field begins.
const FIELD_BYTES: usize = 40;

/// The vocabulary counts the occurrences of every term, which costs time in its
/// rarest pair of characters. Honest terms are rare; ten thousand of the two
/// commonest characters would take hours.
fn check_terms(terms: &TermDictionary, text: &Postings, steps: &Budget) -> Result<(), Malformed> {
    for term in terms.terms() {
        let ids = text.encode(term).ok_or(Malformed)?;
        let rarest = ids.windows(2).map(|it| text.num_pairs(it[0], it[1])).min();
        steps.spend(1 + rarest.unwrap_or_else(|| ids.first().map_or(0, |it| text.num_of(*it))), 1)?;
    }
    Ok(())
}
