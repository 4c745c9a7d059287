//! One program in two files: what a first answer needs, and what may come a moment later.
//!
//! - [`reach`] · What is never run before the late part is there?
//! - [`parts`], [`cut`] · How is it taken out, and how does it find the rest again?
//!
//! The Rust code says where the border is: nothing of the late part is called but through the functions named `late_…`, and
//! these only once it has arrived (`src/late`). What else is behind them follows from the linker's own list of who
//! mentions whom, functions in tables and constants included; so nothing can be forgotten, and a function that is needed
//! on both sides stays in the early file.
//!
//! Both files share one memory and one table. The early one exports what the late one calls; the late one fills, when it
//! is started, the places of the table and of the memory that were left empty for it.

mod cut;
mod parts;
mod reach;

use anyhow::{Result, ensure};
use parts::Parts;

/// The names of the functions that lead to the late part begin so.
const GATES: &str = "late_";

/// The early and the late file. `linked` is what the linker wrote, with its relocations; `bound` the same after
/// wasm-bindgen, with the names of the functions.
///
/// # Errors
/// When one of them cannot be read, or nothing is behind the gates.
pub fn split(linked: &[u8], bound: &[u8]) -> Result<(Vec<u8>, Vec<u8>)> {
    let late = reach::late_part(linked, is_gate)?;
    ensure!(!late.functions.is_empty(), "there is no function behind the gates of src/late");
    let parts = Parts::read(bound)?;
    cut::cut(&parts, &late)
}

/// Names in the file are written with the length of each part before it: `…4i18n9late_text`.
fn is_gate(name: &str) -> bool {
    let is_ours = name.contains("policy_lookup");
    is_ours && name.match_indices(GATES).any(|(at, _)| name[..at].ends_with(|it: char| it.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
