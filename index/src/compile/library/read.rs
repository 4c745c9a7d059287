//! A library in its folder as one corpus again: to compare two releases.

use std::path::Path;

use policy_engine::{Corpus, FileKind, LibraryAnswer};

use crate::compile::library::folder::{engine, open_root, path_of, read_file};
use crate::compile::library::merged::Merged;
use crate::error::Result;

/// Every clause that is not withdrawn, with its documents and headings. Reads all
/// texts; memory as for compiling them.
///
/// # Errors
/// `MissingFile`; `Engine` for a file that is missing or damaged.
pub fn read_corpus(dir: &Path) -> Result<Corpus> {
    let mut library = open_root(dir)?;
    let mut merged = Merged::new(library.corpus());
    for file in library.all_files().filter(|it| it.kind == FileKind::Texts).collect::<Vec<_>>() {
        let path = path_of(dir, &library, file);
        let unreadable = |error: String| engine(format!("{}: {error}", path.display()));
        let bytes = read_file(dir, &library, file).map_err(|it| unreadable(it.to_string()))?;
        library.insert(file, &bytes).map_err(|it| unreadable(it.to_string()))?;
        let numbers: Vec<u32> = library.clauses_of(file.number).filter(|it| !library.is_gone(*it)).collect();
        if let LibraryAnswer::Page(page) = library.clauses(&numbers) {
            let texts = page.index.corpus();
            texts.clauses.iter().for_each(|it| merged.add(texts, it));
        }
        library.forget();
    }
    Ok(merged.corpus)
}
