//! What is typed, on the index of the real corpus.

use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use policy_engine::{Filter, Index, SearchOptions, SearchResults};
use policy_index::compile::build::{BuildOptions, build};
use policy_index::compile::digest::encode;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index");
    let built = build(&root, BuildOptions::default()).unwrap_or_else(|_| panic!("the corpus does not compile"));
    Index::open(&encode(&built.corpus).unwrap_or_else(|_| panic!("the corpus cannot be written"))).unwrap()
});

/// As much as the box takes; scripts are cut there too.
const MAX_CHARS: usize = 200;

/// Searches, suggests and marks; the first byte chooses among the options.
pub fn run(bytes: &[u8]) {
    let index = &*INDEX;
    let Some((options, text)) = bytes.split_first() else { return };
    let query: String = String::from_utf8_lossy(text).chars().take(MAX_CHARS).collect();
    let collection = (options & 4 != 0).then_some(u16::from(options >> 6));
    let filter = Filter { collection, ..Filter::default() };
    let options = SearchOptions { literal: options & 1 != 0, filter, ..SearchOptions::default() };
    let start = Instant::now();
    let page = index.search(&query, &options);
    assert!(start.elapsed() < Duration::from_secs(10), "{query:?} took {:?}", start.elapsed());
    check(index, &page);
    for suggestion in index.suggest(&query, 8) {
        assert!(!suggestion.text.is_empty());
    }
    index.tokens(&query);
}

fn check(index: &Index, page: &SearchResults) {
    let mut clauses: Vec<_> = page.hits.iter().map(|it| it.clause).collect();
    clauses.sort_unstable();
    clauses.dedup();
    assert_eq!(clauses.len(), page.hits.len(), "a clause stands twice");
    for hit in &page.hits {
        let clause = index.clause(hit.clause);
        assert!(hit.score.is_finite());
        for (text, ranges) in [(&clause.text, &hit.highlights.text), (&clause.title, &hit.highlights.title)] {
            // Ranges on characters, ascending and apart: slicing panics otherwise.
            let last = ranges.iter().fold(0, |last, it| {
                assert!(last <= it.start && !text[it.clone()].is_empty());
                it.end
            });
            assert!(last <= text.len());
        }
    }
}
