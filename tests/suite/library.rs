//! What a library says to a route, over the clauses of the corpus: the same as the single file where that can be, and
//! honest where files do not come.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use policy_engine::{Corpus, FileId, Index, Library, LibraryFile, LibraryWriter, encode};
use policy_lookup::lookup::{Asked, Said, SharedLibrary, Wanted, ask, begin, find_document, neighbours, section};
use policy_lookup::state::{PAGE_SIZE, Route};

use crate::a_list::with_a_list;
use crate::common::INDEX;

type Files = BTreeMap<FileId, Vec<u8>>;

static LIBRARY: LazyLock<(Vec<u8>, Files)> = LazyLock::new(|| written(INDEX.corpus()));

fn written(corpus: &Corpus) -> (Vec<u8>, Files) {
    let mut files = Files::new();
    let mut keep = |it: LibraryFile| -> Result<u16, std::convert::Infallible> {
        files.insert(FileId { kind: it.kind, number: it.number, release: 1 }, it.bytes(1));
        Ok(1)
    };
    let root = LibraryWriter::new(corpus).unwrap().write(1, &|_| (), &mut keep).unwrap();
    (root, files)
}

fn library() -> SharedLibrary {
    SharedLibrary::new(Library::open(&LIBRARY.0).unwrap())
}

fn wanted(library: &SharedLibrary, hash: &str) -> Wanted {
    let library = library.clone();
    Wanted { library, route: Route::parse(hash), collection: None, limit: PAGE_SIZE, today: None, num_retries: 0 }
}

/// What is said in the end, after how many rounds of files; those of which `comes` is false are given up.
fn said(wanted: &Wanted, before: Option<&Said>, comes: impl Fn(&FileId) -> bool) -> (Said, usize) {
    said_by(&LIBRARY.1, wanted, before, comes)
}

fn said_by(files: &Files, wanted: &Wanted, before: Option<&Said>, comes: impl Fn(&FileId) -> bool) -> (Said, usize) {
    begin(wanted);
    for num_rounds in 0..12 {
        let Asked { said, missing } = ask(wanted, before);
        if missing.is_empty() {
            return (said.unwrap(), num_rounds);
        }
        for file in missing {
            wanted.library.change(|it| match comes(&file) {
                true => it.insert(file, &files[&file]).unwrap(),
                false => it.give_up(file),
            });
        }
    }
    panic!("no end of files for {:?}", wanted.route)
}

fn ids(said: &Said) -> Vec<&str> {
    said.answer.hits.iter().map(|it| said.index.clause(it.clause).id.as_str()).collect()
}

#[test]
fn a_clause_comes_with_its_section_and_neighbours() {
    let library = library();
    for id in ["2022-31-4-1", "2022-22-1", "2022-28-t2-5"] {
        let Some(known) = INDEX.find_clause(id) else { continue };
        let (said, _) = said(&wanted(&library, &format!("#id={id}")), None, |_| true);
        let found = said.index.find_clause(id).unwrap();
        let corpus = said.index.corpus();
        let names = |all: Vec<policy_engine::ClauseId>| -> Vec<String> {
            all.into_iter().map(|it| said.index.clause(it).id.clone()).collect()
        };
        let own = |all: Vec<policy_engine::ClauseId>| -> Vec<String> {
            all.into_iter().map(|it| INDEX.clause(it).id.clone()).collect()
        };
        assert_eq!(names(section(corpus, found)), own(section(INDEX.corpus(), known)), "section of {id}");
        let (before, after) = neighbours(corpus, found);
        let (known_before, known_after) = neighbours(INDEX.corpus(), known);
        assert_eq!(names(before.into_iter().collect()), own(known_before.into_iter().collect()), "before {id}");
        assert_eq!(names(after.into_iter().collect()), own(known_after.into_iter().collect()), "after {id}");
        assert_eq!(corpus.full_citation(said.index.clause(found)), INDEX.corpus().full_citation(INDEX.clause(known)));
    }
}

#[test]
fn a_list_comes_with_the_clause_that_introduces_it() {
    let index = Index::open(&encode(&with_a_list()).unwrap()).unwrap();
    let (root, files) = written(index.corpus());
    let library = SharedLibrary::new(Library::open(&root).unwrap());
    let items = |of: &Index, id: &str| -> Vec<String> {
        let items = of.corpus().introduced_by(of.find_clause(id).unwrap());
        items.into_iter().map(|it| of.clause(it).id.clone()).collect()
    };
    let (said, _) = said_by(&files, &wanted(&library, "#id=x-3"), None, |_| true);
    assert_eq!(items(&said.index, "x-3"), items(&index, "x-3"));
    assert_eq!(items(&index, "x-3").len(), 14);
    let after = neighbours(said.index.corpus(), said.index.find_clause("x-3-14").unwrap()).1;
    assert_eq!(said.index.clause(after.unwrap()).id, "x-4");
    // One that introduces nothing comes with its section and neighbours alone.
    let (said, _) = said_by(&files, &wanted(&library, "#id=x-2"), None, |_| true);
    assert_eq!(said.index.find_clause("x-3-2"), None);
}

#[test]
fn a_hit_that_is_opened_is_there_at_once() {
    let library = library();
    let (hits, _) = said(&wanted(&library, "#q=辅助器具"), None, |_| true);
    let id = ids(&hits)[0].to_owned();
    let opened = wanted(&library, &format!("#q=辅助器具&id={id}"));
    let Asked { said: at_once, .. } = ask(&opened, Some(&hits));
    let at_once = at_once.unwrap();
    let found = at_once.index.find_clause(&id).unwrap();
    assert!(!at_once.marks_of(&id).text.is_empty());
    // No neighbours among other hits: those that are shown are its own.
    let (before, after) = neighbours(at_once.index.corpus(), found);
    let known = neighbours(INDEX.corpus(), INDEX.find_clause(&id).unwrap());
    for (shown, known) in [(before, known.0), (after, known.1)] {
        let shown = shown.map(|it| at_once.index.clause(it).id.clone());
        assert!(shown.is_none() || shown == known.map(|it| INDEX.clause(it).id.clone()));
    }
    // And then the same answer is here again without a file.
    assert_eq!(said(&wanted(&library, "#q=辅助器具"), None, |_| panic!("a file")).1, 0);
}

#[test]
fn a_document_is_whole_and_its_headings_stand_once() {
    let library = library();
    for number in ["柳政办〔2022〕31号", "柳政办〔2022〕22号"] {
        let (said, _) = said(&wanted(&library, &format!("#doc={number}&q=服务&at=x")), None, |_| true);
        let corpus = said.index.corpus();
        let place = find_document(INDEX.corpus(), number).unwrap();
        let known: Vec<_> = INDEX.corpus().clauses.iter().filter(|it| it.document == place).collect();
        let texts = |it: &policy_engine::Corpus| it.headings.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
        assert_eq!(
            corpus.clauses.iter().map(|it| &it.id).collect::<Vec<_>>(),
            known.iter().map(|it| &it.id).collect::<Vec<_>>()
        );
        let own = INDEX.corpus().headings.iter().filter(|it| it.document == place).map(|it| it.text.clone());
        assert_eq!(texts(corpus), own.collect::<Vec<_>>(), "headings of {number}");
        assert!(!said.marks.is_empty() && said.marks.iter().all(|it| !it.1.text.is_empty()));
        let mark = &said.marks[0];
        let known = INDEX.find_clause(&said.index.clause(mark.0).id).unwrap();
        assert_eq!(mark.1, INDEX.highlights("服务", false, known));
    }
}

#[test]
fn a_document_narrows_a_search() {
    let library = library();
    let (said, _) = said(&wanted(&library, "#q=服务&doc=柳政办(2022)31号"), None, |_| true);
    assert!(!said.answer.hits.is_empty());
    assert!(ids(&said).iter().all(|it| it.starts_with("2022-31-")), "{:?}", ids(&said));
}

#[test]
fn what_does_not_come_is_said_and_asked_for_again() {
    let library = library();
    let hits = wanted(&library, "#q=轮椅");
    let (gaps, _) = said(&hits, None, |it| it.to_string() != "t/0/0.1");
    let again = Wanted { num_retries: 1, ..hits.clone() };
    assert!(gaps.supply(&hits, false).is_incomplete);
    let (whole, _) = said(&again, Some(&gaps), |_| true);
    assert!(!whole.supply(&again, false).is_incomplete && !whole.supply(&again, false).is_stale);
    assert!(gaps.supply(&again, true).is_stale);
    // One list of hits stays in sight until the next; a clause does not.
    assert!(gaps.stays_for(&wanted(&library, "#q=步道")) && !gaps.stays_for(&wanted(&library, "#id=2022-31-8")));
}
