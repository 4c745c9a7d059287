//! The way of content to a hall: `cargo xtask kiosk` makes real folders, the real scripts install and start them, and a
//! program that only writes down what it was asked to open takes the part of Chromium.
//!
//! The law of all of it: whatever is wrong with a stick, the content that worked yesterday still starts.
//!
//! - `installing` · What is asked, put where, refused?
//! - `sticks` · Which stick is taken?
//! - `browser` · What is the browser told?
//! - `hall` · The machine that all of it is tried on.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

mod browser;
mod hall;
mod installing;
mod sticks;
