//! What may a stranger hand to us, and what must happen then? An answer or an
//! error within seconds; no panic, no hang, no memory out of proportion.
//!
//! - `open`: an index file under a right checksum
//! - `library`: a root of a library, and its files
//! - `query`: what is typed, on the real index
//! - `import`: a web page, a Word file, a PDF, a text
//! - `layout`: the file as sections, laid out anew after each change
//! - `seeds`: what the change begins with
//!
//! Each target is a function of bytes. libFuzzer calls it from `targets/`
//! (`cargo xtask soak fuzz-open`), `tests/replay.rs` with all that is kept in
//! `corpus/` and `crashes/`. A file in `crashes/` once broke something: it
//! stays, under a name that says what.

// A target stops where something is wrong; the panic names the place.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[cfg(feature = "build")]
pub mod import;
pub mod layout;
pub mod library;
pub mod open;
#[cfg(feature = "build")]
pub mod query;
pub mod seeds;
