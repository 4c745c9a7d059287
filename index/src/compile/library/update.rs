//! A corpus as the next release of a library: clauses keep their numbers, new ones follow, and those that are no longer
//! there are marked as withdrawn.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

use policy_engine::{Clause, Corpus, Document, FileKind, Heading, HeadingId, Library, LibraryAnswer, Questions};

use crate::compile::library::folder::path_of;
use crate::error::{IndexError, Kind, Result};
use crate::progress::Progress;

/// The corpus with its clauses in the order of the release before, and which of them were withdrawn, ascending.
///
/// # Errors
/// `Engine` if a file of the release before is missing or damaged.
pub fn behind(
    corpus: Corpus,
    dir: &Path,
    before: &mut Library,
    progress: &impl Progress,
) -> Result<(Corpus, Vec<u32>)> {
    let by_id: HashMap<String, usize> = corpus.clauses.iter().enumerate().map(|it| (it.1.id.clone(), it.0)).collect();
    let mut merged = Merged::new(&corpus);
    let mut is_kept = vec![false; corpus.clauses.len()];
    progress.begin("comparing", before.num_clauses() as usize);
    for file in before.all_files().filter(|it| it.kind == FileKind::Texts).collect::<Vec<_>>() {
        let path = path_of(dir, file);
        let bytes = fs::read(&path).map_err(|it| unreadable(&path, &it.to_string()))?;
        before.insert(file, &bytes).map_err(|it| unreadable(&path, &it.to_string()))?;
        let numbers: Vec<u32> = before.clauses_of(file.number).collect();
        let LibraryAnswer::Page(page) = before.clauses(&numbers) else { continue };
        let old = page.index.corpus();
        for (number, clause) in page.numbers.iter().zip(&old.clauses) {
            let same = by_id.get(&clause.id).filter(|at| !is_kept[**at] && !before.is_gone(*number));
            let same = same.filter(|at| digest(old, clause) == digest(&corpus, &corpus.clauses[**at]));
            match same {
                Some(at) => {
                    is_kept[*at] = true;
                    merged.keep(&corpus.clauses[*at]);
                }
                None => merged.withdraw(old, clause, *number),
            }
            progress.step();
        }
        before.forget();
    }
    corpus.clauses.iter().zip(&is_kept).filter(|it| !it.1).for_each(|it| merged.keep(it.0));
    Ok((merged.corpus, merged.gone))
}

/// What makes a clause another one: everything that its block holds.
fn digest(corpus: &Corpus, clause: &Clause) -> u64 {
    let mut hasher = DefaultHasher::new();
    let collection = corpus.collections.get(usize::from(clause.collection)).map(|it| &it.id);
    let document = corpus.documents.get(usize::from(clause.document));
    let facets: Vec<_> = clause.facets.iter().filter_map(|it| corpus.facets.get(usize::from(it.0))).collect();
    let headings: Vec<_> =
        corpus.ancestors(clause.heading).map(|it| (&it.1.text, it.1.number, &it.1.columns)).collect();
    let Clause { id, title, text, cells, form, number, plain, questions, .. } = clause;
    let all = (collection, document, facets, headings, (id, title, text, cells, form, number, plain, questions));
    format!("{all:?}").hash(&mut hasher);
    hasher.finish()
}

struct Merged {
    corpus: Corpus,
    gone: Vec<u32>,
    headings: HashMap<(u16, Option<HeadingId>, String), HeadingId>,
}

impl Merged {
    fn new(corpus: &Corpus) -> Self {
        let corpus = Corpus { clauses: Vec::with_capacity(corpus.clauses.len()), ..without_clauses(corpus) };
        Self { corpus, gone: Vec::new(), headings: HashMap::new() }
    }

    fn keep(&mut self, clause: &Clause) {
        self.corpus.clauses.push(clause.clone());
    }

    /// Its text stays, so that the lists stay as they are; nothing of it is shown.
    fn withdraw(&mut self, old: &Corpus, clause: &Clause, number: u32) {
        let document = self.document(&old.documents[usize::from(clause.document)]);
        let mut above: Vec<&Heading> = old.ancestors(clause.heading).map(|it| it.1).collect();
        above.reverse();
        let heading = above.into_iter().fold(None, |parent, it| Some(self.heading(document, parent, it)));
        let collections = u16::try_from(self.corpus.collections.len()).unwrap_or(u16::MAX);
        self.corpus.clauses.push(Clause {
            collection: clause.collection.min(collections.saturating_sub(1)),
            document,
            heading,
            facets: Vec::new(),
            questions: Questions::default(),
            ..clause.clone()
        });
        self.gone.push(number);
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

fn unreadable(path: &Path, error: &str) -> Box<IndexError> {
    let message = format!("{}: {error}", path.display());
    Box::new(IndexError::new(Kind::Engine, message, "compile without --previous: everything is written anew"))
}
