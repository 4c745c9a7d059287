//! Publishing to a store that is cut off: a reader finds the release before or the new one, whole.

mod s3;

use std::path::Path as Folder;
use std::sync::Arc;
use std::time::Duration;

use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::throttle::{ThrottleConfig, ThrottledStore};
use object_store::{ObjectStore, ObjectStoreExt};
use policy_engine::{Clause, Collection, Corpus, Document, Library, LibraryAnswer, SearchOptions};
use policy_index::compile::library::{Layout, write_library};
use policy_index::error::Kind;
use policy_index::progress::Quiet;
use policy_index::publish::{Options, Target, publish};
use s3::S3;

const OPTIONS: Options = Options { dry_run: false, grace: Duration::from_secs(7 * 86_400) };

fn corpus(texts: &[&str]) -> Corpus {
    let clause = |(at, text): (usize, &&str)| Clause { id: at.to_string(), text: (*text).into(), ..Clause::default() };
    Corpus {
        collections: vec![Collection { id: "law".into(), name: "法规".into(), examples: vec![] }],
        documents: vec![Document { number: "1".into(), ..Document::default() }],
        clauses: texts.iter().enumerate().map(clause).collect(),
        ..Corpus::default()
    }
}

/// Two releases of one library, each in a folder of its own.
fn releases(dir: &Folder, layout: Layout) -> [std::path::PathBuf; 2] {
    let folders = [dir.join("1"), dir.join("2")];
    write_library(corpus(&["对就业困难人员给予补贴。"]), &folders[0], None, layout, &Quiet).unwrap();
    let next = corpus(&["对就业困难人员给予补贴。", "增建体育健身步道。"]);
    write_library(next, &folders[1], Some(&folders[0]), layout, &Quiet).unwrap();
    folders
}

fn target(store: Arc<dyn ObjectStore>) -> Target {
    Target { store, prefix: Path::from("gx/library") }
}

/// The release that a reader finds, after it has read every file that the root names; 0 without a root.
async fn read_all(store: &dyn ObjectStore) -> u16 {
    let get = async |name: String| {
        let found = store.get(&Path::from(format!("gx/library/{name}"))).await.ok()?;
        Some(found.bytes().await.unwrap())
    };
    let Some(root) = get("root".to_owned()).await else { return 0 };
    let mut library = Library::open(&root).unwrap();
    for id in library.all_files().collect::<Vec<_>>() {
        let place = library.place(id);
        let name = place.as_ref().map_or_else(|| id.to_string(), |it| it.pack.clone());
        let bytes = get(name).await.unwrap_or_else(|| panic!("{id} is not there"));
        let part = place.map_or(0..bytes.len(), |it| it.start as usize..(it.start + it.len) as usize);
        library.insert(id, &bytes[part]).unwrap();
    }
    library.release()
}

/// Every request takes a millisecond, so that there is a moment to cut it off between any two.
fn slow(store: &Arc<InMemory>) -> Arc<dyn ObjectStore> {
    let wait = Duration::from_millis(1);
    let config = ThrottleConfig {
        wait_get_per_call: wait,
        wait_list_per_call: wait,
        wait_put_per_call: wait,
        wait_delete_per_call: wait,
        ..ThrottleConfig::default()
    };
    Arc::new(ThrottledStore::new(Arc::clone(store), config))
}

#[tokio::test(start_paused = true)]
async fn a_cut_leaves_the_old_release_or_the_new_one() {
    check_cuts(Layout::Files).await;
}

#[tokio::test(start_paused = true)]
async fn a_cut_leaves_the_old_release_or_the_new_one_in_packs() {
    check_cuts(Layout::Packs).await;
}

async fn check_cuts(layout: Layout) {
    let dir = tempfile::tempdir().unwrap();
    let [first, second] = releases(dir.path(), layout);
    let mut seen = Vec::new();
    for cut_ms in 0.. {
        let store = Arc::new(InMemory::new());
        publish(&first, &target(Arc::clone(&store) as _), OPTIONS, &Quiet).await.unwrap();
        let target = target(slow(&store));
        let work = publish(&second, &target, OPTIONS, &Quiet);
        let is_done = tokio::time::timeout(Duration::from_micros(500 + 1000 * cut_ms), work).await.is_ok();
        seen.push(read_all(&*store).await);
        // Once more, as whoever saw it fail would.
        publish(&second, &target, OPTIONS, &Quiet).await.unwrap();
        assert_eq!(read_all(&*store).await, 2);
        if is_done {
            break;
        }
    }
    assert!(seen.is_sorted() && seen.first() == Some(&1) && seen.last() == Some(&2), "{seen:?}");
    assert!(5 < seen.len(), "cut off at {} places only", seen.len());
}

#[tokio::test]
async fn what_is_there_is_not_sent_again_and_a_dry_run_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let [first, second] = releases(dir.path(), Layout::Files);
    let store = Arc::new(InMemory::new());
    let target = target(Arc::clone(&store) as _);
    let dry = publish(&first, &target, Options { dry_run: true, ..OPTIONS }, &Quiet).await.unwrap();
    assert_eq!(read_all(&*store).await, 0);
    let all = publish(&first, &target, OPTIONS, &Quiet).await.unwrap();
    assert_eq!(dry, all);
    let changed = publish(&second, &target, OPTIONS, &Quiet).await.unwrap();
    assert!(!changed.put.is_empty() && changed.put.iter().all(|it| it.ends_with(".2")), "{changed:?}");
    assert!(changed.removed.is_empty(), "readers of the first release are still about");
}

#[tokio::test]
async fn another_library_is_not_written_over_this_one() {
    let dir = tempfile::tempdir().unwrap();
    let [first, second] = releases(dir.path(), Layout::Files);
    let target = target(Arc::new(InMemory::new()));
    publish(&second, &target, OPTIONS, &Quiet).await.unwrap();
    let error = publish(&first, &target, OPTIONS, &Quiet).await.unwrap_err();
    assert_eq!(error.kind, Kind::Engine);
    assert!(error.message.contains("holds release 2") && error.help.contains("--previous"), "{error:?}");
}

#[tokio::test]
async fn a_folder_with_a_gap_is_not_published() {
    let dir = tempfile::tempdir().unwrap();
    let [first, _] = releases(dir.path(), Layout::Files);
    std::fs::remove_file(first.join("t/0/0.1")).unwrap();
    let store = Arc::new(InMemory::new());
    let error = publish(&first, &target(Arc::clone(&store) as _), OPTIONS, &Quiet).await.unwrap_err();
    assert_eq!((error.kind, read_all(&*store).await), (Kind::MissingFile, 0));
}

/// The protocol itself: who signs, what caches are told, lists in several pages, names that go away in time.
#[tokio::test]
async fn a_store_behind_a_network_is_told_types_and_caches() {
    let dir = tempfile::tempdir().unwrap();
    let [first, second] = releases(dir.path(), Layout::Files);
    let server = S3::start();
    let target = target(Arc::new(server.client()));
    publish(&first, &target, OPTIONS, &Quiet).await.unwrap();
    let object = |name: &str| server.object(&format!("gx/library/{name}"));
    let caching = |name: &str| object(name).map(|it| (it.content_type, it.cache_control, it.num_parts));
    let binary = |caching: &str| Some(("application/octet-stream".to_owned(), caching.to_owned(), 0));
    assert_eq!(caching("root"), binary("no-cache"));
    assert_eq!(caching("t/0/0.1"), binary("public, max-age=31536000, immutable"));
    publish(&second, &target, Options { grace: Duration::ZERO, ..OPTIONS }, &Quiet).await.unwrap();
    // Once more, when the release before is older than the grace: its files go, what the new root names stays.
    let removed =
        publish(&second, &target, Options { grace: Duration::ZERO, ..OPTIONS }, &Quiet).await.unwrap().removed;
    assert!(!removed.is_empty() && removed.iter().all(|it| object(it).is_none()), "{removed:?}");
    assert_eq!(read_all(&*target.store).await, 2);
}

/// The power goes after every number of requests, in the middle of an exchange too.
#[tokio::test]
async fn power_that_goes_leaves_the_old_release_or_the_new_one() {
    let dir = tempfile::tempdir().unwrap();
    let [first, second] = releases(dir.path(), Layout::Files);
    let mut seen = Vec::new();
    for num_requests in 0.. {
        let server = S3::start();
        let target = target(Arc::new(server.client()));
        publish(&first, &target, OPTIONS, &Quiet).await.unwrap();
        server.power(Some(num_requests));
        let is_done = publish(&second, &target, OPTIONS, &Quiet).await.is_ok();
        server.power(None);
        seen.push(read_all(&*target.store).await);
        publish(&second, &target, OPTIONS, &Quiet).await.unwrap();
        assert_eq!(read_all(&*target.store).await, 2);
        if is_done {
            break;
        }
    }
    assert!(seen.is_sorted() && seen.first() == Some(&1) && seen.last() == Some(&2), "{seen:?}");
    assert!(5 < seen.len(), "cut off at {} places only", seen.len());
}

/// A pack that is longer than one request takes goes up in parts; until the last has come there is no file.
#[tokio::test]
async fn long_files_go_up_in_parts() {
    let dir = tempfile::tempdir().unwrap();
    let [first, _] = releases(dir.path(), Layout::Packs);
    let server = S3::start();
    let target = target(Arc::new(server.client()));
    publish(&first, &target, OPTIONS, &Quiet).await.unwrap();
    let before = server.num_requests();
    let pack = "pack/t.1";
    let mut longer = std::fs::read(first.join(pack)).unwrap();
    let length = longer.len();
    // Behind what the root names there may stand anything.
    longer.resize(9 << 20, 7);
    std::fs::write(first.join(pack), &longer).unwrap();
    publish(&first, &target, OPTIONS, &Quiet).await.unwrap();
    let there = server.object(&format!("gx/library/{pack}")).unwrap();
    assert_eq!((there.num_parts, there.bytes == longer, there.cache_control.contains("immutable")), (2, true, true));
    assert!(length < 8 << 20 && before < server.num_requests());
    // Cut off between the parts: what was there stays, and the next attempt replaces it.
    longer.push(8);
    std::fs::write(first.join(pack), &longer).unwrap();
    let listed_and_read = server.num_requests();
    publish(&first, &target, Options { dry_run: true, ..OPTIONS }, &Quiet).await.unwrap();
    let num_before_put = server.num_requests() - listed_and_read;
    server.power(Some(num_before_put + 2));
    publish(&first, &target, OPTIONS, &Quiet).await.unwrap_err();
    server.power(None);
    assert_eq!(server.object(&format!("gx/library/{pack}")), Some(there));
    publish(&first, &target, OPTIONS, &Quiet).await.unwrap();
    assert_eq!(server.object(&format!("gx/library/{pack}")).unwrap().bytes, longer);
    assert!(server.num_open_uploads() <= 1, "uploads that nobody finishes");
}

/// A reader who opened the release before goes on with it while the next goes up, request by request, and after that.
#[tokio::test(start_paused = true)]
async fn two_releases_are_never_mixed_for_a_reader() {
    let dir = tempfile::tempdir().unwrap();
    let [first, second] = releases(dir.path(), Layout::Files);
    let store = Arc::new(InMemory::new());
    publish(&first, &target(Arc::clone(&store) as _), OPTIONS, &Quiet).await.unwrap();
    let root = std::fs::read(first.join("root")).unwrap();
    let texts = async || {
        let mut library = Library::open(&root).unwrap();
        for id in library.all_files().collect::<Vec<_>>() {
            let found = store.get(&Path::from(format!("gx/library/{id}"))).await.unwrap();
            library.insert(id, &found.bytes().await.unwrap()).unwrap();
        }
        let LibraryAnswer::Page(page) = library.search("补贴", &SearchOptions::default()) else {
            panic!("files that the root does not name")
        };
        page.index.corpus().clauses.iter().map(|it| it.text.clone()).collect::<Vec<_>>()
    };
    let before = texts().await;
    assert_eq!(before, ["对就业困难人员给予补贴。"]);
    let slowly = target(slow(&store));
    let mut work = Box::pin(publish(&second, &slowly, OPTIONS, &Quiet));
    let mut num_looks = 0;
    while tokio::time::timeout(Duration::from_micros(700), &mut work).await.is_err() {
        assert_eq!(texts().await, before);
        num_looks += 1;
    }
    assert!(5 < num_looks, "looked {num_looks} times");
    assert_eq!((texts().await, read_all(&*store).await), (before, 2));
    // Nor may bytes of one release stand under a name of the other.
    let mut library = Library::open(&root).unwrap();
    let ours = library.all_files().find(|it| it.to_string() == "t/0/0.1").unwrap();
    let theirs = std::fs::read(second.join("t/0/0.2")).unwrap();
    assert!(library.insert(ours, &theirs).is_err());
}
