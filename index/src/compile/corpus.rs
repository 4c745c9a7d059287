//! From the clauses of any corpus to one the engine can encode.

use std::path::Path;

use policy_engine::Corpus;

use crate::compile::digest::{set_data_version, set_version_of_texts};
use crate::error::Result;
use crate::importers::jsonl;
use crate::language::lsa::learn;
use crate::lexicon::files::LexiconFiles;
use crate::progress::Progress;

/// The corpus of a file of JSON lines, with its words and what they teach.
/// Facets and notes belong to the gazette alone.
///
/// # Errors
/// As [`jsonl::read`]; `Engine` if the corpus does not fit the format.
pub fn import(path: &Path, lists: &LexiconFiles, progress: &impl Progress) -> Result<Corpus> {
    let mut corpus = with_words(path, lists, progress)?;
    set_data_version(&mut corpus)?;
    corpus.latent = learn(&corpus, progress)?;
    Ok(corpus)
}

/// The same for a library, which has no room for what words teach.
///
/// # Errors
/// As [`jsonl::read`].
pub fn import_for_library(path: &Path, lists: &LexiconFiles, progress: &impl Progress) -> Result<Corpus> {
    let mut corpus = with_words(path, lists, progress)?;
    set_version_of_texts(&mut corpus);
    Ok(corpus)
}

fn with_words(path: &Path, lists: &LexiconFiles, progress: &impl Progress) -> Result<Corpus> {
    let mut corpus = jsonl::read(path, progress)?;
    let texts = texts_of(&corpus);
    progress.begin("cutting words", texts.len());
    corpus.lexicon = lists.lexicon(&texts, || progress.step())?;
    Ok(corpus)
}

/// Every text people may search in.
pub fn texts_of(corpus: &Corpus) -> Vec<&str> {
    let headings = corpus.headings.iter().flat_map(|it| it.columns.iter().chain([&it.text]));
    let mut texts: Vec<&str> = headings.map(String::as_str).collect();
    for clause in &corpus.clauses {
        texts.extend([clause.title.as_str(), clause.text.as_str()]);
        if let Some(note) = &clause.plain {
            texts.extend([&note.summary, &note.who, &note.what, &note.contact].map(String::as_str));
        }
    }
    texts
}
