//! An opened index: the corpus, and everything derived from it once so that
//! searching only reads.

use std::f32::consts::LOG2_E;

use crate::format::error::FormatError;
use crate::format::sections;
use crate::index::postings::Postings;
use crate::index::term_dictionary::TermDictionary;
use crate::index::thesaurus::Thesaurus;
use crate::index::vocabulary::Vocabulary;
use crate::model::corpus::{Clause, ClauseId, Corpus};
use crate::query::parser::Parser;
use crate::query::phonetic::PhoneticMatcher;
use crate::query::tokenizer::Tokenizer;
use crate::rank::hierarchy::Hierarchy;
use crate::rank::math::ln;
use crate::rank::weights::Weights;
use crate::text::readings::Readings;

/// An opened index. Opening checks everything; nothing afterwards can fail.
pub struct Index {
    corpus: Corpus,
    terms: TermDictionary,
    pub(crate) text: Postings,
    pub(crate) spelling: Readings,
    pub(crate) thesaurus: Thesaurus,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) context: Hierarchy,
    pub(crate) weights: Weights,
    /// Clause ids, ascending, with their places.
    by_id: Vec<u32>,
}

impl Index {
    /// Opens the bytes of an index file.
    ///
    /// Costs a few milliseconds for three documents: it reads everything and
    /// derives the pairs of characters and the list of words.
    ///
    /// # Errors
    /// [`FormatError`] for anything that is not an undamaged index of this
    /// format; never a panic.
    pub fn open(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoded = sections::decode(bytes)?;
        decoded.corpus.lexicon.stop_words.sort_unstable();
        decoded.corpus.lexicon.readings.sort_unstable();
        let corpus = std::mem::take(&mut decoded.corpus);
        let spelling = Readings::new(&corpus.lexicon);
        let vocabulary = Vocabulary::new(&decoded.terms, &decoded.text);
        let mut by_id: Vec<u32> = (0..corpus.clauses.len() as u32).collect();
        by_id.sort_by(|a, b| corpus.clauses[*a as usize].id.cmp(&corpus.clauses[*b as usize].id));
        let context = Hierarchy::new(&corpus.clauses);
        let weights = Weights::default();
        let sections::Decoded { terms, text, thesaurus, .. } = decoded;
        Ok(Self { corpus, terms, text, spelling, thesaurus, vocabulary, context, weights, by_id })
    }

    /// Everything the index was compiled from, but for the words of the
    /// lexicon, which are in the terms.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// A clause. Ids of another index may panic: keep them with their index.
    pub fn clause(&self, id: ClauseId) -> &Clause {
        &self.corpus.clauses[id.0 as usize]
    }

    /// The clause with this id, as printed in links.
    pub fn find_clause(&self, id: &str) -> Option<ClauseId> {
        let found = self.by_id.binary_search_by(|at| self.corpus.clauses[*at as usize].id.as_str().cmp(id));
        found.ok().map(|at| ClauseId(self.by_id[at]))
    }

    /// Number of terms in the FST.
    pub fn num_terms(&self) -> usize {
        self.terms.len()
    }

    /// Searches with other weights from now on: for measuring what each is
    /// worth.
    pub fn set_weights(&mut self, weights: Weights) {
        self.weights = weights;
    }

    /// Tokens of a text, by the same cut that queries get: (token, is a term).
    pub fn tokens(&self, text: &str) -> Vec<(String, bool)> {
        let folded = self.text.normalizer().fold(text);
        let tokens = self.tokenizer().tokens(&folded);
        tokens
            .into_iter()
            .map(|it| (folded[it.range].to_owned(), it.kind == crate::query::tokenizer::TokenKind::Term))
            .collect()
    }

    fn tokenizer(&self) -> Tokenizer<'_> {
        let log_size = ln(self.text.chars().len().max(2) as f32) * LOG2_E;
        Tokenizer {
            text: &self.text,
            terms: &self.terms,
            vocabulary: &self.vocabulary,
            thesaurus: &self.thesaurus,
            stop_words: &self.corpus.lexicon.stop_words,
            log_size,
        }
    }

    pub(crate) fn phonetic(&self) -> PhoneticMatcher<'_> {
        PhoneticMatcher { text: &self.text, spelling: &self.spelling, vocabulary: &self.vocabulary }
    }

    pub(crate) fn parser(&self, literal: bool) -> Parser<'_> {
        let amounts = &self.corpus.lexicon.amounts;
        Parser { tokenizer: self.tokenizer(), phonetic: self.phonetic(), thesaurus: &self.thesaurus, amounts, literal }
    }
}
