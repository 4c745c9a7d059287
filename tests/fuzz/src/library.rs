//! A root of a library from anywhere, and the files that a server sends for it.
//!
//! The first byte of an input says what the rest is: the body of a file of a kind, which is sealed here, or a root, whose
//! parts are packed and summed up anew after each change.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use policy_engine::{
    FileId, FileKind, Filter, Index, Library, LibraryAnswer, LibraryFile, LibraryWriter, SearchOptions, change_root,
};

use crate::layout::crc32;
use crate::seeds;

/// Words, letters, slips, a number of a document, a string that is no word.
const QUERIES: [&str; 6] = ["就业补贴", "没活干有什么补贴吗", "jybt", "就来补贴", "31号文", "。"];

/// Stands before a root.
const ROOT: u8 = FileKind::ALL.len() as u8;

/// A library in memory.
struct Shelf {
    root: Vec<u8>,
    files: BTreeMap<FileId, Vec<u8>>,
}

impl Shelf {
    /// Opened, with every file.
    fn open(&self) -> Library {
        let mut library = Library::open(&self.root).unwrap();
        self.files.iter().for_each(|(id, it)| library.insert(*id, it).unwrap());
        library
    }
}

thread_local! {
    /// The libraries that files are inserted into, opened once: opening them anew would take most of the time.
    static OPENED: RefCell<Vec<Library>> = RefCell::new(SHELVES.iter().map(Shelf::open).collect());
}

static SHELVES: LazyLock<Vec<Shelf>> = LazyLock::new(|| {
    let index = |it: &Vec<u8>| Index::open(it).unwrap();
    let indexes: Vec<Index> = seeds::indexes().iter().map(index).collect();
    indexes.iter().flat_map(|it| [false, true].map(|is_packed| shelf(it, is_packed))).collect()
});

/// What an input from nothing is a change of.
static CHOSEN: LazyLock<Vec<Vec<u8>>> = LazyLock::new(inputs);

fn shelf(index: &Index, is_packed: bool) -> Shelf {
    let mut files = BTreeMap::new();
    let mut keep = |it: LibraryFile| -> Result<u16, Infallible> {
        files.insert(FileId { kind: it.kind, number: it.number, release: 1 }, it.bytes(1));
        Ok(1)
    };
    let writer = LibraryWriter::new(index.corpus()).unwrap();
    let writer = if is_packed { writer.packed(None) } else { writer };
    let Ok(root) = writer.write(1, &|_| (), &mut keep);
    Shelf { root, files }
}

/// What to begin with: every root, and of each library a file of every kind.
pub fn inputs() -> Vec<Vec<u8>> {
    let roots = SHELVES.iter().map(|it| [&[ROOT], &it.root[..]].concat());
    // Head and checksum are put around a body anew.
    let body = |it: &Vec<u8>| it[12..it.len() - 4].to_vec();
    let first_of =
        |it: &'static Shelf| FileKind::ALL.into_iter().filter_map(|kind| it.files.iter().find(|it| it.0.kind == kind));
    let files = SHELVES.iter().step_by(2).flat_map(first_of);
    roots.chain(files.map(|(id, it)| [vec![id.kind as u8], body(it)].concat())).collect()
}

/// Opens the root, or inserts the file where a library has one of its kind, and asks. Returns whether it was taken.
pub fn run(bytes: &[u8]) -> bool {
    let start = Instant::now();
    let chance = crc32(bytes) as usize;
    let is_taken = match bytes.split_first() {
        Some((&ROOT, root)) => Library::open(root).is_ok_and(|mut it| ask(&mut it, &SHELVES[0].files, chance)),
        Some((kind, body)) => insert(chance, *kind, body),
        None => false,
    };
    assert!(start.elapsed() < Duration::from_secs(20), "{} bytes took {:?}", bytes.len(), start.elapsed());
    is_taken
}

/// Into the first library that has a file of this kind and takes it, in turn from one by chance.
fn insert(chance: usize, kind: u8, body: &[u8]) -> bool {
    let of_this_kind = |it: &&FileId| it.kind as u8 == kind % ROOT;
    let shelves = SHELVES.iter().enumerate().step_by(2);
    let files: Vec<_> = shelves.filter_map(|(at, it)| Some((at, *it.files.keys().find(of_this_kind)?))).collect();
    (0..files.len()).any(|turn| {
        let (at, id) = files[(chance + turn) % files.len()];
        insert_into(at, id, body, chance / 8)
    })
}

/// Afterwards the library is as it was.
fn insert_into(at: usize, id: FileId, body: &[u8], chance: usize) -> bool {
    let shelf = &SHELVES[at];
    let file = LibraryFile::of(id.kind, id.number, body.to_vec()).bytes(id.release);
    OPENED.with_borrow_mut(|opened| {
        let library = &mut opened[at];
        // What characters lean to is added to what is known: what is known already would stay.
        if id.kind == FileKind::Leanings || chance.is_multiple_of(64) {
            let mut library = Library::open(&shelf.root).unwrap();
            return library.insert(id, &file).is_ok() && ask(&mut library, &shelf.files, chance);
        }
        let is_taken = library.insert(id, &file).is_ok() && ask(library, &shelf.files, chance);
        library.insert(id, &shelf.files[&id]).unwrap();
        is_taken
    })
}

/// In one of the ways that scripts can, which one by chance: over many inputs each comes to all, and there are many
/// times as many inputs.
fn ask(library: &mut Library, files: &BTreeMap<FileId, Vec<u8>>, chance: usize) -> bool {
    let query = QUERIES[chance % QUERIES.len()];
    let narrow = Filter { collection: Some(0), facets: vec![policy_engine::FacetId(0)], ..Filter::default() };
    let literal = SearchOptions { literal: true, filter: narrow, ..SearchOptions::default() };
    match chance / QUERIES.len() % 10 {
        0..4 => answered(library, files, |it| it.search(query, &SearchOptions::default())),
        4 => answered(library, files, |it| it.search("就业补贴", &literal)),
        5 => answered(library, files, |it| it.search("", &SearchOptions::default())),
        6 => answered(library, files, |it| it.find_clause("1")),
        7 => answered(library, files, |it| it.section_around(0)),
        8 => answered(library, files, |it| it.document(0)),
        _ => drop((library.documents(), library.suggest(query, 8))),
    }
    true
}

fn answered(library: &mut Library, files: &BTreeMap<FileId, Vec<u8>>, ask: impl Fn(&Library) -> LibraryAnswer) {
    for _ in 0..100 {
        let LibraryAnswer::Needs(missing) = ask(library) else { return };
        for id in missing {
            let came = files.get(&id).is_some_and(|it| library.insert(id, it).is_ok());
            if !came {
                library.give_up(id);
            }
        }
    }
    panic!("no end of files");
}

/// A change of a body, or of one part of a root: handed to `change` as a buffer of which so many bytes are in use, which
/// gives back how many are then.
pub fn mutate(bytes: &[u8], max_len: usize, seed: u32, change: impl FnOnce(&mut [u8], usize) -> usize) -> Vec<u8> {
    let bytes = if bytes.len() < 2 { &CHOSEN[seed as usize % CHOSEN.len()] } else { bytes };
    let room = max_len.saturating_sub(bytes.len()).min(256);
    let (kind, rest) = (bytes[0], &bytes[1..]);
    let changed = |mut body: Vec<u8>, change: &mut dyn FnMut(&mut [u8], usize) -> usize| {
        let used = body.len();
        body.resize(used + room, 0);
        let used = change(&mut body, used);
        body.truncate(used);
        body
    };
    let mut change = Some(change);
    let mut once = |body: &mut [u8], used: usize| change.take().map_or(used, |it| it(body, used));
    let (at, num_clauses) = ((seed >> 8) as usize, 1 + (seed >> 16) % 16);
    let root = Some(rest).filter(|_| kind == ROOT);
    match root.and_then(|it| change_root(it, num_clauses, at, |part| changed(part, &mut once)).ok()) {
        Some(root) => [vec![ROOT], root].concat(),
        None => [vec![kind % ROOT], changed(rest.to_vec(), &mut once)].concat(),
    }
}
