//! Reads an index file back.

use crate::format::codec::{Malformed, Reader};
use crate::format::error::FormatError;
use crate::format::layout::{NAMES, sections};
use crate::format::sections::{
    read_clauses, read_headings, read_meta, read_plain, read_questions, read_stop_words, read_texts,
};
use crate::format::{latent, readings};
use crate::index::postings::Postings;
use crate::index::term_dictionary::TermDictionary;
use crate::index::thesaurus::{self, Thesaurus};
use crate::model::corpus::Corpus;

/// What an index file holds, and the text it refers to.
pub(crate) struct Decoded {
    pub corpus: Corpus,
    pub terms: TermDictionary,
    pub text: Postings,
    pub thesaurus: Thesaurus,
}

/// Checks everything once, so that reads after it cannot fail. The words of
/// the lexicon are in the terms and its synonyms in the thesaurus: both lists
/// of `corpus.lexicon` are empty.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, FormatError> {
    let sections = sections(bytes)?;
    let part = |at: usize| &bytes[sections[at].1.clone()];
    let damaged = |at: usize| move |Malformed| FormatError::Damaged { section: NAMES[at] };
    let mut meta = Reader::new(part(0));
    let mut chars = readings::read_chars(&mut meta).map_err(damaged(0))?;
    chars.extend(readings::read_chars(&mut meta).map_err(damaged(0))?);
    let terms = TermDictionary::open(part(1), chars).map_err(damaged(1))?;
    let strings = terms.strings();
    let texts = |at: usize| Reader::new(part(at)).with(strings);
    let mut corpus = read_meta(meta.with(strings)).map_err(damaged(0))?;
    corpus.headings = read_headings(texts(2), corpus.documents.len()).map_err(damaged(2))?;
    let official = read_texts(texts(4)).map_err(damaged(4))?;
    corpus.clauses = read_clauses(texts(3), official, &corpus).map_err(damaged(3))?;
    read_plain(texts(5), &mut corpus.clauses).map_err(damaged(5))?;
    read_questions(texts(10), &mut corpus).map_err(damaged(10))?;
    readings::read(part(7), &mut corpus.lexicon).map_err(damaged(7))?;
    read_stop_words(texts(8), &mut corpus.lexicon).map_err(damaged(8))?;
    corpus.latent = latent::read(texts(9), terms.terms().len(), corpus.clauses.len()).map_err(damaged(9))?;
    let text = Postings::knowing(&corpus, terms.chars().iter().copied().chain(thesaurus::FILLERS.chars()));
    let thesaurus = thesaurus::read(texts(6), &text).map_err(damaged(6))?;
    Ok(Decoded { corpus, terms, text, thesaurus })
}
