//! An opened index: the corpus, and everything derived from it once so that
//! searching only reads.

use crate::index::boundaries::Boundaries;
use crate::index::postings::Postings;
use crate::index::term_dictionary::TermDictionary;
use crate::index::text::Text;
use crate::index::thesaurus::Thesaurus;
use crate::index::vocabulary::Vocabulary;
use crate::index::word_list::WordList;
#[cfg(feature = "latent")]
use crate::model::corpus::Latent;
use crate::model::corpus::{Clause, ClauseId, Corpus};
use crate::model::field::CharId;
use crate::text::readings::Readings;

/// An opened index. Opening checks everything; nothing afterwards can fail.
pub struct Index {
    corpus: Corpus,
    pub(crate) postings: Postings,
    pub(crate) readings: Readings,
    pub(crate) thesaurus: Thesaurus,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) stop_words: WordList,
    pub(crate) boundaries: Boundaries,
    /// Where clauses of documents begin and end that nobody asked for (see [`untaught`](crate::model::leanings::Leanings::untaught)).
    pub(crate) untaught: Vec<u32>,
    /// Ascending, with how many clauses each is used to ask for.
    asked_words: Vec<(Vec<CharId>, u32)>,
    /// Indexes of the clauses, ascending by id.
    by_id: Vec<u32>,
}

impl Index {
    pub(super) fn of(mut corpus: Corpus, terms: &TermDictionary, postings: Postings, thesaurus: Thesaurus) -> Self {
        corpus.lexicon.readings.sort_unstable();
        let readings = Readings::new(&corpus.lexicon);
        let vocabulary = Vocabulary::new(terms, &postings);
        let stop_words = word_list(&corpus.lexicon.stop_words, &postings);
        let boundaries = Boundaries::new(&corpus.clauses);
        let untaught = corpus.leanings.untaught(&boundaries.documents);
        let ids = |word: &String| postings.encode(word).unwrap_or_default();
        let mut asked_words: Vec<_> = corpus.lexicon.asked_words.iter().map(|it| (ids(&it.0), it.1)).collect();
        if !asked_words.is_sorted() {
            asked_words.sort_unstable();
        }
        let mut by_id: Vec<u32> = (0..corpus.clauses.len() as u32).collect();
        by_id.sort_by(|a, b| corpus.clauses[*a as usize].id.cmp(&corpus.clauses[*b as usize].id));
        Self { corpus, postings, readings, thesaurus, vocabulary, stop_words, boundaries, untaught, asked_words, by_id }
    }

    /// Some clauses of a library, whose words and sounds it knows.
    #[cfg(feature = "library")]
    pub(crate) fn of_excerpt(corpus: Corpus, postings: Postings) -> Self {
        let boundaries = Boundaries::new(&corpus.clauses);
        let mut by_id: Vec<u32> = (0..corpus.clauses.len() as u32).collect();
        by_id.sort_by(|a, b| corpus.clauses[*a as usize].id.cmp(&corpus.clauses[*b as usize].id));
        Self {
            corpus,
            postings,
            readings: Readings::default(),
            thesaurus: Thesaurus::default(),
            vocabulary: Vocabulary::default(),
            stop_words: WordList::default(),
            boundaries,
            untaught: Vec::new(),
            asked_words: Vec::new(),
            by_id,
        }
    }

    /// Everything the index was compiled from, but for the words of the
    /// lexicon, which are in the terms.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Puts other vectors in place of those of the file, so that several can be
    /// compared without a file for each. Rows that are missing point nowhere.
    #[cfg(feature = "latent")]
    pub fn teach(&mut self, latent: Latent) {
        self.corpus.latent = latent;
    }

    /// A clause. Ids of another index may panic: keep them with their index.
    pub fn clause(&self, id: ClauseId) -> &Clause {
        &self.corpus.clauses[id.0 as usize]
    }

    /// The clause with this id, as printed in links; the first of them if
    /// several have it. Costs time in the logarithm of the clauses.
    ///
    /// # Examples
    /// ```
    /// # use policy_engine::{Clause, Collection, Corpus, Document, Index, Lexicon, encode};
    /// # let clause = |id: &str, text: &str| Clause { id: id.into(), text: text.into(), ..Clause::default() };
    /// # let corpus = Corpus {
    /// #     collections: vec![Collection { id: "jobs".into(), name: "就业".into(), examples: vec![] }],
    /// #     documents: vec![Document::default()],
    /// #     clauses: vec![clause("1", "对就业困难人员给予社会保险补贴。补贴每月三百元。"), clause("2", "增建体育健身步道。")],
    /// #     lexicon: Lexicon {
    /// #         words: vec!["补贴".into()],
    /// #         readings: vec![('补', "bu".into()), ('贴', "tie".into())],
    /// #         ..Lexicon::default()
    /// #     },
    /// #     ..Corpus::default()
    /// # };
    /// # let index = Index::open(&encode(&corpus)?)?;
    /// let found = index.find_clause("2").map(|it| index.clause(it).text.as_str());
    /// assert_eq!(found, Some("增建体育健身步道。"));
    /// assert_eq!(index.find_clause("3"), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn find_clause(&self, id: &str) -> Option<ClauseId> {
        let found = self.by_id.binary_search_by(|at| self.corpus.clauses[*at as usize].id.as_str().cmp(id));
        found.ok().map(|at| ClauseId(self.by_id[at]))
    }

    /// How many clauses people use a word to ask for; 0 if nobody does.
    pub(crate) fn num_asked(&self, word: &[CharId]) -> u32 {
        let found = self.asked_words.binary_search_by(|it| it.0.as_slice().cmp(word));
        found.map_or(0, |at| self.asked_words[at].1)
    }

    /// Number of terms: words of the lexicon that occur in the texts twice.
    pub fn num_terms(&self) -> usize {
        self.vocabulary.len()
    }
}

fn word_list(words: &[String], text: &Postings) -> WordList {
    let mut words: Vec<Vec<CharId>> = words.iter().map(|it| it.chars().map(|it| text.id(it)).collect()).collect();
    words.sort_unstable();
    WordList::new(words.iter().map(Vec::as_slice))
}
