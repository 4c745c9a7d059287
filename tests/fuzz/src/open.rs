//! An index file from anywhere: `PolicyIndex.load(url)` takes any address.

use std::time::{Duration, Instant};

use policy_engine::{Filter, Index, SearchOptions};

use crate::layout::{crc32, laid, parts};
use crate::seeds;

/// Whole sentences, pieces, letters, signs, slips, numbers.
const QUERIES: [&str; 13] = [
    "就业补贴",
    "找不到活有什么补贴吗",
    "jybt",
    "jiuye butie",
    "补",
    "a",
    "31号文",
    "95%",
    "業",
    "就业 补贴 困难 人员",
    "就来补贴",
    "多少元",
    "。",
];

/// One change of so many begins with a seed.
const FRESH: u32 = 64;

/// Opens the bytes, lengths and checksum mended, and uses what opens in every
/// way that scripts can. Returns whether it opened.
pub fn run(bytes: &[u8]) -> bool {
    let start = Instant::now();
    let is_open = open_and_use(&laid(&parts(bytes)));
    assert!(start.elapsed() < Duration::from_secs(20), "{} bytes took {:?}", bytes.len(), start.elapsed());
    is_open
}

fn open_and_use(bytes: &[u8]) -> bool {
    let Ok(index) = Index::open(bytes) else { return false };
    // A third of them, which third by the bytes: over many inputs each comes to all.
    let third = crc32(bytes) as usize % 3;
    for query in QUERIES.iter().skip(third).step_by(3) {
        index.search(query, &SearchOptions::default());
        index.suggest(query, 8);
        index.tokens(query);
    }
    let filter = Filter { collection: Some(0), ..Filter::default() };
    index.search("就业补贴", &SearchOptions { filter, literal: true, ..SearchOptions::default() });
    let corpus = index.corpus();
    for clause in corpus.clauses.iter().take(100) {
        corpus.full_citation(clause);
        corpus.columns(clause);
        corpus.path(clause);
        index.find_clause(&clause.id);
    }
    true
}

/// A change that keeps the file a file: one section is handed to `change`, as a
/// buffer of which so many bytes are in use, and gives back how many are then.
pub fn mutate(bytes: &[u8], max_len: usize, seed: u32, change: impl FnOnce(&mut [u8], usize) -> usize) -> Vec<u8> {
    let chosen = seeds::indexes();
    // Now and then from a file that opens: what is kept may be of an older format, and would never lead to the search.
    let is_fresh = bytes.len() < 64 || seed.is_multiple_of(FRESH);
    let bytes = if is_fresh { &chosen[(seed / FRESH) as usize % chosen.len()] } else { bytes };
    let mut parts = parts(bytes);
    let at = (seed >> 8) as usize % parts.len();
    let room = max_len.saturating_sub(bytes.len()).min(256);
    let used = parts[at].len();
    parts[at].resize(used + room, 0);
    let used = change(&mut parts[at], used);
    parts[at].truncate(used);
    laid(&parts)
}
