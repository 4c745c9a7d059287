//! `policy-index search --library`: the engine on a library in a folder, with what a reader on the network would fetch.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use policy_engine::json::{SearchObject, search_object};
use policy_engine::{FileId, Library, LibraryAnswer, LibraryPage, SearchOptions};
use serde::Serialize;

use super::search::{Options, for_each_query, search_options, show};
use super::terminal::say::say;
use crate::compile::library::{ROOT, open_root, path_of, read_file};
use crate::error::{IndexError, Kind, Result};

/// A library in a folder, and what was read of it.
pub(super) struct Folder {
    dir: PathBuf,
    /// The opened library.
    pub library: Library,
    root_bytes: u64,
    cost: Cost,
}

/// What a query fetched, as stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Cost {
    /// Files, the root included.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Times that files were waited for, the root included.
    pub rounds: usize,
}

impl Folder {
    /// Opens the root.
    ///
    /// # Errors
    /// `MissingFile`, `Engine`.
    pub(super) fn open(dir: &Path) -> Result<Self> {
        let library = open_root(dir)?;
        let root_bytes = fs::metadata(dir.join(ROOT)).map_or(0, |it| it.len());
        Ok(Self { dir: dir.to_path_buf(), library, root_bytes, cost: Cost::default() })
    }

    /// What a reader has fetched who has the root alone.
    pub(super) fn with_root_alone(&self) -> Cost {
        Cost { files: 1, bytes: self.root_bytes, rounds: 1 }
    }

    /// The page for a query, and what it fetched beside the root.
    ///
    /// # Errors
    /// `Engine` if a file is not what the root says; one that is missing is done without.
    pub(super) fn search(&mut self, query: &str, options: &SearchOptions) -> Result<(LibraryPage, Cost)> {
        self.cost = Cost::default();
        loop {
            match self.library.search(query, options) {
                LibraryAnswer::Page(page) => return Ok((*page, self.cost)),
                LibraryAnswer::Needs(files) => self.fetch(&files)?,
            }
        }
    }

    fn fetch(&mut self, files: &[FileId]) -> Result<()> {
        self.cost.rounds += 1;
        for file in files {
            let path = path_of(&self.dir, &self.library, *file);
            let Ok(bytes) = read_file(&self.dir, &self.library, *file) else {
                self.library.give_up(*file);
                continue;
            };
            self.cost.files += 1;
            self.cost.bytes += bytes.len() as u64;
            self.library.insert(*file, &bytes).map_err(|error| {
                let message = format!("{}: {error}", path.display());
                Box::new(IndexError::new(Kind::Engine, message, "compile the library again"))
            })?;
        }
        Ok(())
    }
}

/// One query with its answer and its cost.
#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    object: SearchObject,
    /// Clauses that matched, and whether there may be more.
    num_hits: usize,
    more: bool,
    /// Clauses that were read to find one that holds the whole input.
    num_read: usize,
    #[serde(flatten)]
    cost: Cost,
}

/// Searches for the words given, or for every line of standard input. Every query begins with nothing but the root,
/// unless `session`: then files are kept, and the root counts for the first query.
///
/// # Errors
/// `MissingFile`, `Engine`, `UnknownCollection`.
pub(super) fn run(dir: &Path, session: bool, options: &Options, query: &[String]) -> Result<()> {
    let mut folder = Folder::open(dir)?;
    let search_options = search_options(folder.library.collections(), options)?;
    let mut before = folder.with_root_alone();
    for_each_query(query, |query| {
        let start = Instant::now();
        let (page, cost) = folder.search(query, &search_options)?;
        let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        let cost = Cost {
            files: before.files + cost.files,
            bytes: before.bytes + cost.bytes,
            rounds: before.rounds + cost.rounds,
        };
        if session {
            before = Cost::default();
        } else {
            folder.library.forget();
        }
        print(query, &page, micros, cost, options.json)
    })
}

fn print(query: &str, page: &LibraryPage, micros: u64, cost: Cost, json: bool) -> Result<()> {
    let LibraryPage { index, results, is_cut, num_read, .. } = page;
    if !json {
        show(index, query, results, micros)?;
        say!("  {} files, {} bytes, {} rounds", cost.files, cost.bytes, cost.rounds);
        return Ok(());
    }
    let object = search_object(index, query, results, micros);
    let answer = Answer { object, num_hits: results.num_hits, more: *is_cut, num_read: *num_read, cost };
    let line = serde_json::to_string(&answer)
        .map_err(|error| Box::new(IndexError::new(Kind::Engine, error.to_string(), "please report it")))?;
    say!("{line}");
    Ok(())
}
