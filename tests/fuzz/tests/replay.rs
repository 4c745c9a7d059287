//! All that is kept, and some thousand changes of it that are the same each
//! time: what a fault needs to come back is here within seconds.
#![allow(missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use policy_fuzz::{layout, library, open, seeds};

/// Inputs of a target, in the order of their names.
fn kept(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(name).join(target);
    let mut paths: Vec<PathBuf> = ["corpus", "crashes"]
        .iter()
        .filter_map(|it| fs::read_dir(folder(it)).ok())
        .flat_map(|entries| entries.map(|it| it.unwrap().path()))
        .collect();
    paths.sort();
    paths.into_iter().map(|it| (it.clone(), fs::read(&it).unwrap())).collect()
}

/// splitmix64: numbers that are the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) as usize
    }

    fn below(&mut self, num: usize) -> usize {
        self.next() % num.max(1)
    }
}

/// Takes out, puts in, changes or repeats a few bytes.
fn change(numbers: &mut Numbers, bytes: &mut Vec<u8>) {
    const ODD: [u8; 8] = [0, 1, 2, 0x10, 0x7f, 0x80, 0xc1, 0xff];
    for _ in 0..=numbers.below(3) {
        let start = numbers.below(bytes.len() + 1);
        let end = (start + numbers.below(6)).min(bytes.len());
        let put = match numbers.below(3) {
            0 => vec![ODD[numbers.below(ODD.len())]; numbers.below(5)],
            1 => vec![numbers.next() as u8; numbers.below(32)],
            _ => bytes[start..end].repeat(numbers.below(4)),
        };
        bytes.splice(start..end, put);
    }
}

#[test]
fn index_files_under_a_right_checksum_open_or_are_refused() {
    assert!(seeds::indexes().iter().all(|it| open::run(it)), "what `encode` writes does not open");
    let mut files = kept("open");
    for (_, bytes) in &files {
        open::run(bytes);
    }
    files.extend(seeds::indexes().iter().map(|it| (PathBuf::new(), it.clone())));
    let mut numbers = Numbers(1);
    for _ in 0..num_changes(20_000) {
        let mut parts = layout::parts(&files[numbers.below(files.len())].1);
        let at = numbers.below(parts.len());
        change(&mut numbers, &mut parts[at]);
        open::run(&layout::laid(&parts));
    }
}

#[test]
fn roots_and_files_of_libraries_are_taken_or_refused() {
    let inputs = library::inputs();
    assert!(inputs.iter().all(|it| library::run(it)), "what `LibraryWriter` writes is not taken");
    let mut files: Vec<Vec<u8>> = kept("library").into_iter().map(|it| it.1).collect();
    files.iter().for_each(|it| {
        library::run(it);
    });
    files.extend(inputs);
    let mut numbers = Numbers(1);
    for _ in 0..num_changes(1_500) {
        let (file, seed) = (numbers.below(files.len()), numbers.next() as u32);
        let by_chance = |body: &mut [u8], used: usize| {
            let mut bytes = body[..used].to_vec();
            change(&mut numbers, &mut bytes);
            bytes.truncate(body.len());
            body[..bytes.len()].copy_from_slice(&bytes);
            bytes.len()
        };
        library::run(&library::mutate(&files[file], 20_000, seed, by_chance));
    }
}

/// A corpus of an older format is refused at the first section and guides nowhere: after a change of the format it is
/// to be made anew. Few open in any case: most of what is worth keeping is refused at a place of its own.
#[test]
fn what_is_kept_reaches_the_search() {
    let files = kept("open");
    let num_open = files.iter().filter(|it| open::run(&it.1)).count();
    assert!(9 < num_open, "{num_open} of {} open: tests/fuzz/README.md says how to begin anew", files.len());
}

#[cfg(feature = "build")]
#[test]
fn every_query_is_answered() {
    replay("query", num_changes(2_000), policy_fuzz::query::run);
}

#[cfg(feature = "build")]
#[test]
fn every_file_is_imported_or_refused() {
    replay("import", num_changes(3_000), |it| {
        policy_fuzz::import::run(it);
    });
}

#[cfg(feature = "build")]
fn replay(target: &str, num_changes: usize, run: impl Fn(&[u8])) {
    let files = kept(target);
    assert!(!files.is_empty(), "nothing is kept for {target}");
    files.iter().for_each(|it| run(&it.1));
    let mut numbers = Numbers(1);
    for _ in 0..num_changes {
        let mut bytes = files[numbers.below(files.len())].1.clone();
        change(&mut numbers, &mut bytes);
        run(&bytes);
    }
}

/// A longer run sets the variable.
fn num_changes(num: usize) -> usize {
    std::env::var("POLICY_FUZZ_INPUTS").ok().and_then(|it| it.parse().ok()).unwrap_or(num)
}

/// Everybody who clones fetches it.
#[test]
fn what_is_kept_is_small() {
    let num_bytes: usize =
        ["open", "library", "query", "import"].iter().flat_map(|it| kept(it)).map(|it| it.1.len()).sum();
    assert!(num_bytes < 600_000, "{num_bytes} bytes: merge the corpus, `tests/fuzz/README.md` says how");
}
