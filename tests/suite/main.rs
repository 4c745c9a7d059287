//! One binary over the whole native way: corpus → index → query → component.
//!
//! - `format`: is damage refused, are older files reopened?
//! - `answers`: does a question reach its clause? Questions are data.
//! - `english`: are the commonest matters found in English?
//! - `laws`: what holds for every input (substrings, highlights, no panic).
//! - `slips`: are words found when typed with a slip, in letters, in another script?
//! - `examples`: documents of other offices, compiled and searched.
//! - `kiosk`: how many touches lead to a clause, what do the screens say?
//! - `library`: what does a library say to a link, and what when files do not come?
//! - `meant`: is the question answered that was meant?
//! - `snapshots`: what do views, the static page and `--json` look like, to the letter?
//! - `page`: what does each view say, and in which order?
//! - `round_trip`: does a file hold what was written into it?
//! - `common`: the index of the real corpus, built once.
//!
//! What the page must do is in `acceptance.md`; its views are tested in `page` and `kiosk`, and in `tests/browser`.

// A test stops where it fails; the panic names the place.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../a_list.rs"]
mod a_list;
mod answers;
mod common;
mod english;
mod examples;
mod format;
mod kiosk;
mod laws;
mod library;
mod meant;
mod page;
mod round_trip;
mod slips;
mod snapshots;
