//! What does a library say to a route, and which files are missing for it? Pure; fetching is for the hook that asks.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use policy_engine::{
    ClauseId, FileId, Filter, Highlights, Library, LibraryAnswer, LibraryPage, SearchOptions, SearchResults,
};

use super::answer::{Scope, counted, document_named, options};
use super::shared_index::SharedIndex;
use super::supply::OfLibrary;
use crate::state::{Route, View};

/// Files kept in memory, some 10 MB; beyond that all are forgotten.
const MAX_FILES: usize = 4_000;

/// A library shared by all instances, and whoever inserts its files; equal when it is the same one.
#[derive(Clone)]
pub struct SharedLibrary(Rc<RefCell<Library>>);

impl SharedLibrary {
    /// Takes a library that is already open.
    pub fn new(library: Library) -> Self {
        Self(Rc::new(RefCell::new(library)))
    }

    /// Looks into it.
    pub fn with<T>(&self, look: impl FnOnce(&Library) -> T) -> T {
        look(&self.0.borrow())
    }

    /// Changes it.
    pub fn change<T>(&self, change: impl FnOnce(&mut Library) -> T) -> T {
        change(&mut self.0.borrow_mut())
    }

    /// Before another question: what did not come may come now, and what lies here must not grow for ever.
    pub fn refresh(&self, max_files: usize) {
        self.change(|library| {
            library.hope_again();
            if max_files < library.num_files() {
                library.forget();
            }
        });
    }
}

impl PartialEq for SharedLibrary {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Fetches files, by their paths beside the root, and inserts them; ends when each is here or was given up. Equal when it
/// is the same one.
#[derive(Clone)]
pub struct Bring(Rc<dyn Fn(Vec<String>) -> Coming>);

type Coming = Pin<Box<dyn Future<Output = ()>>>;

impl Bring {
    /// Takes what fetches.
    pub fn new<F: Future<Output = ()> + 'static>(bring: impl Fn(Vec<String>) -> F + 'static) -> Self {
        Self(Rc::new(move |paths| Box::pin(bring(paths))))
    }

    /// Fetches these files.
    pub fn bring(&self, files: &[FileId]) -> Coming {
        (self.0)(files.iter().map(ToString::to_string).collect())
    }
}

impl PartialEq for Bring {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What is asked of a library.
#[derive(Clone, PartialEq)]
pub struct Wanted {
    /// Which.
    pub library: SharedLibrary,
    /// What is to be shown.
    pub route: Route,
    /// The collection an element was made for.
    pub collection: Option<String>,
    /// Most hits.
    pub limit: usize,
    /// The day.
    pub today: Option<policy_engine::Day>,
    /// How often it was asked anew because files did not come.
    pub num_retries: u32,
}

/// What a library said.
#[derive(Clone)]
pub struct Said {
    /// What was asked.
    pub wanted: Wanted,
    /// The clauses that were fetched, as a small index.
    pub index: SharedIndex,
    /// Ids are of that index.
    pub answer: Rc<SearchResults>,
    /// Where the query stands in an open clause or document.
    pub marks: Rc<Vec<(ClauseId, Highlights)>>,
    /// Per clause of the index: its number in the library.
    numbers: Rc<Vec<u32>>,
    is_cut: bool,
    is_counted: bool,
    counts_facets: bool,
    num_given_up: usize,
}

/// An answer, or what is missing for it.
#[derive(Clone)]
pub struct Asked {
    /// The answer; that of a part where files are missing.
    pub said: Option<Said>,
    /// Files that are missing: fetch them and ask again.
    pub missing: Vec<FileId>,
}

impl Said {
    /// Whether this stays in sight until the answer to `wanted` is here: one list of hits after another.
    pub fn stays_for(&self, wanted: &Wanted) -> bool {
        let is_list = |it: &Wanted| it.route.view() == View::Results;
        *wanted == self.wanted || (is_list(wanted) && is_list(&self.wanted))
    }

    /// Where the query stands in an open clause.
    pub fn marks_of(&self, id: &str) -> Highlights {
        let found = self.index.find_clause(id).and_then(|id| self.marks.iter().find(|it| it.0 == id));
        found.map(|it| it.1.clone()).unwrap_or_default()
    }

    /// How much of the library is here for `route`.
    pub fn supply(&self, wanted: &Wanted, is_waiting: bool) -> OfLibrary {
        OfLibrary {
            is_waiting,
            is_stale: Wanted { limit: self.wanted.limit, ..wanted.clone() } != self.wanted,
            is_cut: self.is_cut,
            is_counted: self.is_counted,
            counts_facets: self.counts_facets,
            is_incomplete: 0 < self.num_given_up,
            num_documents: wanted.library.with(Library::num_documents),
        }
    }
}

/// Forgets what did not come, once per question.
pub fn begin(wanted: &Wanted) {
    wanted.library.refresh(MAX_FILES);
}

/// What the library says by the files that are here. `before`: what it said last.
pub fn ask(wanted: &Wanted, before: Option<&Said>) -> Asked {
    let found = wanted.library.with(|library| match wanted.route.view() {
        View::Start => search(library, &Wanted { route: Route::default(), limit: 0, ..wanted.clone() }),
        View::Results => search(library, wanted),
        View::Clause => clause(library, &wanted.route, before),
        View::Document => document(library, &wanted.route),
    });
    let (page, mut missing) = match found {
        Ok(page) => (Some(page), Vec::new()),
        Err(Missing { files, meanwhile }) => (meanwhile.map(|it| *it), files),
    };
    let said = page.map(|page| {
        let (marks, more) = marks(wanted, &page);
        missing.extend(more);
        Said {
            wanted: wanted.clone(),
            index: SharedIndex::new(page.index),
            answer: Rc::new(counted(page.results)),
            marks: Rc::new(marks),
            numbers: Rc::new(page.numbers),
            is_cut: page.is_cut,
            is_counted: page.is_counted,
            counts_facets: page.counts_facets,
            num_given_up: page.num_given_up,
        }
    });
    Asked { said, missing }
}

/// Files that are missing, and what can be shown until they come.
struct Missing {
    files: Vec<FileId>,
    meanwhile: Option<Box<LibraryPage>>,
}

impl From<Vec<FileId>> for Missing {
    fn from(files: Vec<FileId>) -> Self {
        Self { files, meanwhile: None }
    }
}

fn page(answer: LibraryAnswer) -> Result<LibraryPage, Missing> {
    match answer {
        LibraryAnswer::Page(page) => Ok(*page),
        LibraryAnswer::Needs(files) => Err(files.into()),
    }
}

fn search(library: &Library, wanted: &Wanted) -> Result<LibraryPage, Missing> {
    let scope = Scope { collection: wanted.collection.as_deref(), today: wanted.today };
    let options = options(library.corpus(), &wanted.route, scope, wanted.limit);
    let document = document_of(library, &wanted.route)?;
    let options = SearchOptions { filter: Filter { document, ..options.filter }, ..options };
    page(library.search(&wanted.route.query, &options))
}

/// The place of the document that a route names.
fn document_of(library: &Library, route: &Route) -> Result<Option<u16>, Missing> {
    let Some(number) = route.document.as_deref() else { return Ok(None) };
    let documents = library.documents().map_err(|it| vec![it])?;
    Ok(documents.and_then(|it| document_named(it, number)))
}

/// A clause with its section; until that has come, the clause alone.
fn clause(library: &Library, route: &Route, before: Option<&Said>) -> Result<LibraryPage, Missing> {
    let id = route.clause.as_deref().unwrap_or_default();
    let before = before.filter(|it| it.wanted.library.with(|other| std::ptr::eq(other, library)));
    let at_hand = before.and_then(|it| Some(it.numbers[it.index.find_clause(id)?.0 as usize]));
    let number = match at_hand {
        Some(number) => number,
        None => {
            let found = page(library.find_clause(id))?;
            let Some(number) = found.numbers.first() else { return Ok(found) };
            *number
        }
    };
    match library.section_around(number) {
        LibraryAnswer::Page(page) => Ok(*page),
        LibraryAnswer::Needs(files) => {
            let meanwhile = page(library.clauses(&[number])).ok().map(Box::new);
            Err(Missing { files, meanwhile })
        }
    }
}

fn document(library: &Library, route: &Route) -> Result<LibraryPage, Missing> {
    match document_of(library, route)? {
        Some(document) => page(library.document(document)),
        None => page(library.clauses(&[])),
    }
}

/// What the query marks in what is opened, and the files that are needed to know that.
fn marks(wanted: &Wanted, page: &LibraryPage) -> (Vec<(ClauseId, Highlights)>, Vec<FileId>) {
    let Wanted { route, library, .. } = wanted;
    let is_opened = matches!(route.view(), View::Clause | View::Document);
    if !is_opened || route.query.is_empty() {
        return Default::default();
    }
    match library.with(|it| it.highlights(&route.query, route.literal, page)) {
        Ok(marks) => (marks.into_iter().filter(|it| !it.1.text.is_empty()).collect(), Vec::new()),
        Err(missing) => (Vec::new(), missing),
    }
}
