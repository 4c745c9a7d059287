//! Publishing to a store that is cut off: a reader finds the release before or the new one, whole.

use std::path::Path as Folder;
use std::sync::Arc;
use std::time::Duration;

use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::throttle::{ThrottleConfig, ThrottledStore};
use object_store::{ObjectStore, ObjectStoreExt};
use policy_engine::{Clause, Collection, Corpus, Document, Library};
use policy_index::compile::library::{Layout, write_library};
use policy_index::error::Kind;
use policy_index::progress::Quiet;
use policy_index::publish::{Options, Target, publish};

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
async fn read_all(store: &InMemory) -> u16 {
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
        seen.push(read_all(&store).await);
        // Once more, as whoever saw it fail would.
        publish(&second, &target, OPTIONS, &Quiet).await.unwrap();
        assert_eq!(read_all(&store).await, 2);
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
    assert_eq!(read_all(&store).await, 0);
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
    assert_eq!((error.kind, read_all(&store).await), (Kind::MissingFile, 0));
}
