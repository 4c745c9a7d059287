//! How long opening, searching, suggesting and compiling take here:
//!
//! ```sh
//! cargo bench -p policy-tests --features bench --profile native [WORD]
//! ```
//!
//! For the figures that are promised, measured in wasm on what is published, there is `cargo xtask bench`.

// A bench stops where it fails; the panic names the place.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use policy_engine::{Index, SearchOptions, Searcher};
use policy_index::compile::build::{BuildOptions, build};
use policy_index::compile::digest::encode;

/// One of each kind: words, a question, letters, a 文号, nothing.
const QUERIES: &[&str] = &["就业补贴", "残疾人创业有哪些补贴可以领", "cybt", "柳政办〔2022〕31号", "量子纠缠"];
const PREFIXES: &[&str] = &["就", "canjiren"];

fn main() {
    divan::main();
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("index")
}

fn compiled() -> Vec<u8> {
    encode(&build(&root(), BuildOptions::default()).unwrap().corpus).unwrap()
}

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(compiled);
static INDEX: LazyLock<Index> = LazyLock::new(|| Index::open(&BYTES).unwrap());

#[divan::bench]
fn open(bencher: Bencher) {
    let bytes: &[u8] = &BYTES;
    bencher.bench(|| Index::open(black_box(bytes)).unwrap());
}

#[divan::bench(args = QUERIES)]
fn search(bencher: Bencher, query: &str) {
    let searcher = Searcher::new(&INDEX);
    bencher.bench(|| searcher.search(black_box(query), &SearchOptions::default()));
}

#[divan::bench(args = PREFIXES)]
fn suggest(bencher: Bencher, prefix: &str) {
    let index: &Index = &INDEX;
    bencher.bench(|| index.suggest(black_box(prefix), 8));
}

#[divan::bench(sample_count = 5)]
fn compile() -> Vec<u8> {
    compiled()
}
