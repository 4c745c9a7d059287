//! How does a corpus come in that is not the gazette?
//!
//! - `jsonl`: one JSON object per line; the ids pass through

pub mod jsonl;
