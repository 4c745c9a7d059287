//! How are more clauses searched than one file can hold? A library: a root that is fetched first, lists of where words
//! stand in small files, and the clauses in blocks. Every file but the root never changes, and any static host serves
//! them; there are no ranges, no server and no compression by one.
//!
//! - `files` · What do the files look like, byte by byte?
//! - [`library`] · What is here of a library, and what is missing?
//! - `lists`, `fetched` · What do the files that are here say to the traits that the single file answers?
//! - [`search`], `suggester`, [`view`] · What is found, offered, and read on?
//! - `write` (a feature) · How does a corpus become these files?
//!
//! Fetching is left to whoever opens it; scoring to `rank`, which knows no files.

pub mod error;
pub(crate) mod fetched;
pub mod files;
#[expect(clippy::module_inception, reason = "the room is named for what it holds")]
pub mod library;
pub(crate) mod lists;
pub mod search;
pub(crate) mod suggester;
pub mod view;
#[cfg(feature = "write")]
pub mod write;
