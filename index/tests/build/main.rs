//! Tests of the build step in one binary: bad inputs, the real documents, the
//! command line.
#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

mod cli;
mod common;
mod corpus;
mod diff;
mod errors;
#[cfg(feature = "import")]
mod imports;
#[cfg(feature = "learn")]
mod learn;
mod library;
mod lists;
mod notes;
mod others;
mod outlines;
mod pages;
mod sign;
