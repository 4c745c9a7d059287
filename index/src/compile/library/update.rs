//! A corpus as the next release of a library: clauses keep their numbers, new ones follow, and those that are no longer
//! there are marked as withdrawn.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;

use policy_engine::{Clause, Corpus, FileKind, Leanings, Library, LibraryAnswer, Questions};

use crate::compile::library::folder::{path_of, read_file};
use crate::compile::library::merged::Merged;
use crate::error::{IndexError, Kind, Result};
use crate::progress::Progress;

/// The corpus with its clauses in the order of the release before, and which of them were withdrawn, ascending.
///
/// # Errors
/// `Engine` if a file of the release before is missing or damaged.
pub(super) fn behind(
    corpus: Corpus,
    dir: &Path,
    before: &mut Library,
    progress: &impl Progress,
) -> Result<(Corpus, Vec<u32>)> {
    let by_id: HashMap<String, usize> = corpus.clauses.iter().enumerate().map(|it| (it.1.id.clone(), it.0)).collect();
    let mut merged = Merged::new(&corpus);
    let mut gone = Vec::new();
    // Per clause of the corpus: its number in the library.
    let mut numbers = vec![0; corpus.clauses.len()];
    let mut is_kept = vec![false; corpus.clauses.len()];
    progress.begin("comparing", before.num_clauses() as usize);
    for file in before.all_files().filter(|it| it.kind == FileKind::Texts).collect::<Vec<_>>() {
        let path = path_of(dir, before, file);
        let bytes = read_file(dir, before, file).map_err(|it| unreadable(&path, &it.to_string()))?;
        before.insert(file, &bytes).map_err(|it| unreadable(&path, &it.to_string()))?;
        let own: Vec<u32> = before.clauses_of(file.number).collect();
        let LibraryAnswer::Page(page) = before.clauses(&own) else { continue };
        let old = page.index.corpus();
        for (number, clause) in page.numbers.iter().zip(&old.clauses) {
            let same = by_id.get(&clause.id).filter(|at| !is_kept[**at] && !before.is_gone(*number));
            let same = same.filter(|at| digest(old, clause) == digest(&corpus, &corpus.clauses[**at]));
            match same {
                Some(at) => {
                    is_kept[*at] = true;
                    numbers[*at] = *number;
                    merged.corpus.clauses.push(corpus.clauses[*at].clone());
                }
                // Its text stays, so that the lists stay as they are; nothing of it is shown.
                None => {
                    let bare = Clause { facets: Vec::new(), questions: Questions::default(), ..clause.clone() };
                    merged.add(old, &bare);
                    gone.push(*number);
                }
            }
            progress.step();
        }
        before.forget();
    }
    for (at, clause) in corpus.clauses.iter().enumerate().filter(|it| !is_kept[it.0]) {
        numbers[at] = u32::try_from(merged.corpus.clauses.len()).unwrap_or(u32::MAX);
        merged.corpus.clauses.push(clause.clone());
    }
    merged.corpus.leanings = renumbered(corpus.leanings, &numbers);
    Ok((merged.corpus, gone))
}

/// What characters lean to, in the numbers of the library.
fn renumbered(mut leanings: Leanings, numbers: &[u32]) -> Leanings {
    for bucket in &mut leanings.buckets {
        bucket.clauses.iter_mut().for_each(|it| it.0 = numbers[it.0 as usize]);
        bucket.clauses.sort_unstable();
    }
    leanings
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

fn unreadable(path: &Path, error: &str) -> Box<IndexError> {
    let message = format!("{}: {error}", path.display());
    Box::new(IndexError::new(Kind::Engine, message, "compile without --previous: everything is written anew"))
}
