//! A corpus put together of clauses of others: a page of a library brings its own
//! documents and headings.

use std::collections::HashMap;

use policy_engine::{Clause, Corpus, Document, Heading, HeadingId};

/// A corpus that grows by clauses of others.
pub(super) struct Merged {
    /// What it holds so far.
    pub(super) corpus: Corpus,
    headings: HashMap<(u16, Option<HeadingId>, String), HeadingId>,
}

impl Merged {
    /// Begins with everything of a corpus but its clauses.
    pub(super) fn new(corpus: &Corpus) -> Self {
        let corpus = Corpus { clauses: Vec::with_capacity(corpus.clauses.len()), ..without_clauses(corpus) };
        Self { corpus, headings: HashMap::new() }
    }

    /// Adds a clause of another corpus with its document and the headings above it.
    pub(super) fn add(&mut self, other: &Corpus, clause: &Clause) {
        let document = self.document(&other.documents[usize::from(clause.document)]);
        let mut above: Vec<&Heading> = other.ancestors(clause.heading).map(|it| it.1).collect();
        above.reverse();
        let heading = above.into_iter().fold(None, |parent, it| Some(self.heading(document, parent, it)));
        let collections = u16::try_from(self.corpus.collections.len()).unwrap_or(u16::MAX);
        let collection = clause.collection.min(collections.saturating_sub(1));
        self.corpus.clauses.push(Clause { collection, document, heading, ..clause.clone() });
    }

    fn document(&mut self, document: &Document) -> u16 {
        let documents = &mut self.corpus.documents;
        let at = documents.iter().position(|it| it == document).unwrap_or_else(|| {
            documents.push(document.clone());
            documents.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    fn heading(&mut self, document: u16, parent: Option<HeadingId>, heading: &Heading) -> HeadingId {
        let headings = &mut self.corpus.headings;
        *self.headings.entry((document, parent, heading.text.clone())).or_insert_with(|| {
            headings.push(Heading { document, parent, ..heading.clone() });
            HeadingId(u32::try_from(headings.len() - 1).unwrap_or(u32::MAX))
        })
    }
}

fn without_clauses(corpus: &Corpus) -> Corpus {
    let Corpus { data_version, collections, documents, facets, headings, lexicon, .. } = corpus;
    Corpus {
        data_version: data_version.clone(),
        collections: collections.clone(),
        documents: documents.clone(),
        facets: facets.clone(),
        headings: headings.clone(),
        lexicon: lexicon.clone(),
        ..Corpus::default()
    }
}
