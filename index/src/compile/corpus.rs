//! From the clauses of any corpus to one the engine can encode.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use policy_engine::Corpus;

use crate::compile::digest::{set_data_version, set_version_of_texts};
use crate::enrich::question_words::add_questions;
use crate::error::Result;
use crate::importers::jsonl;
use crate::language::lsa::learn;
use crate::learn::vectors::Vectors;
use crate::lexicon::files::LexiconFiles;
use crate::progress::Progress;

/// The corpus of a file of JSON lines, with its words and what they teach, or
/// the vectors that were learned before. Facets and notes belong to the
/// gazette alone.
///
/// # Errors
/// As [`jsonl::read`]; `Engine` if the corpus does not fit the format.
pub fn import(
    path: &Path,
    lists: &LexiconFiles,
    vectors: Option<&Vectors>,
    progress: &impl Progress,
) -> Result<(Corpus, Vec<String>)> {
    let (mut corpus, by_clause) = with_words(path, lists, progress)?;
    add_questions(&mut corpus, &by_clause);
    let notes = match vectors {
        Some(vectors) => use_vectors(&mut corpus, vectors),
        None => {
            corpus.latent = learn(&corpus, progress)?;
            Vec::new()
        }
    };
    set_data_version(&mut corpus)?;
    Ok((corpus, notes))
}

/// The same for a library, which has no room for what words teach.
///
/// # Errors
/// As [`jsonl::read`].
pub fn import_for_library(path: &Path, lists: &LexiconFiles, progress: &impl Progress) -> Result<Corpus> {
    let (mut corpus, by_clause) = with_words(path, lists, progress)?;
    add_questions(&mut corpus, &by_clause);
    set_version_of_texts(&mut corpus);
    Ok(corpus)
}

/// The corpus of a file of JSON lines with its words, and per clause the
/// questions that stand with it.
///
/// # Errors
/// As [`jsonl::read`]; `Engine` if the tables of characters cannot be loaded.
pub fn with_words(path: &Path, lists: &LexiconFiles, progress: &impl Progress) -> Result<(Corpus, Asked)> {
    let mut corpus = jsonl::read(path, progress)?;
    let is_asked = |at: usize| !corpus.clauses[at].questions.asked.is_empty();
    let (texts, untaught) = (texts_of(&corpus), texts_untaught(&corpus, is_asked));
    progress.begin("cutting words", texts.len());
    corpus.lexicon = lists.lexicon(&texts, &untaught, || progress.step())?;
    let asked = corpus.clauses.iter_mut().map(|it| std::mem::take(&mut it.questions.asked)).enumerate();
    let asked = asked.filter(|it| !it.1.is_empty()).collect();
    Ok((corpus, asked))
}

/// Per clause its questions.
type Asked = BTreeMap<usize, Vec<String>>;

/// Puts vectors into a corpus; what an editor should know of it.
pub fn use_vectors(corpus: &mut Corpus, vectors: &Vectors) -> Vec<String> {
    let (latent, num_new) = vectors.meet(corpus);
    corpus.latent = latent;
    let num_clauses = corpus.clauses.len();
    let note = format!("{num_new} of {num_clauses} clauses are not in the vectors: learn again when they are many");
    if num_new == 0 { Vec::new() } else { vec![note] }
}

/// Every text people may search in.
pub fn texts_of(corpus: &Corpus) -> Vec<&str> {
    texts_in(corpus, |_| true)
}

/// Those of the documents that have no clause for which `is_asked`, given its
/// index, says that there are questions.
pub fn texts_untaught(corpus: &Corpus, is_asked: impl Fn(usize) -> bool) -> Vec<&str> {
    let asked = corpus.clauses.iter().enumerate().filter(|it| is_asked(it.0));
    let taught: HashSet<u16> = asked.map(|it| it.1.document).collect();
    texts_in(corpus, |document| !taught.contains(&document))
}

/// Texts of the documents for which `is_wanted` says so.
fn texts_in(corpus: &Corpus, is_wanted: impl Fn(u16) -> bool) -> Vec<&str> {
    let headings = corpus.headings.iter().filter(|it| is_wanted(it.document));
    let headings = headings.flat_map(|it| it.columns.iter().chain([&it.text]));
    let mut texts: Vec<&str> = headings.map(String::as_str).collect();
    for clause in corpus.clauses.iter().filter(|it| is_wanted(it.document)) {
        texts.extend([clause.title.as_str(), clause.text.as_str()]);
        if let Some(note) = &clause.plain {
            texts.extend([&note.summary, &note.who, &note.what, &note.contact].map(String::as_str));
        }
    }
    texts
}
