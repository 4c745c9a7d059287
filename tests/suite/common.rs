//! The index of the real corpus, built once for all tests.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use policy_engine::Index;
use policy_index::cli::render;
use policy_index::compile::build::{BuildOptions, build};
use policy_index::compile::digest::encode;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The bytes `policy-index compile` writes.
pub static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let built = build(&root().join("index"), BuildOptions::default()).map_err(|it| render(&it)).unwrap();
    encode(&built.corpus).map_err(|it| render(&it)).unwrap()
});

/// The index, opened.
pub static INDEX: LazyLock<Index> = LazyLock::new(|| Index::open(&BYTES).unwrap());

/// Text as it is compared: without white space.
pub fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}
