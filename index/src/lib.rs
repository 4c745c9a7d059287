//! The build step: gazette text → documents → clauses → terms → one index file.
//! The format itself and everything the browser does belong to `policy_engine`.
//!
//! With the feature `native` (the default) it is all here; without it only what
//! also compiles to wasm: reading documents and lists, no words, no program.
//!
//! Rooms, in reading order; each opens with its question:
//!
//! - `source`, `toml_file`: what does the file say, and on which line?
//! - `structure`: numbering, headings, paragraphs and tables of any Chinese official text
//! - `gazette`: the documents of this gazette, every character accounted for
//! - `importers`: any other corpus
//! - `language`: words, readings, and what occurs together
//! - `lexicon`: what editors have written about words
//! - `enrich`: what is added to a clause
//! - `compile`: everything in order, into one file
//! - `learn`: what do questions and the clauses that answer them teach?
//! - `diff`: what changed between two index files?
//! - `eval`: how good are the answers?
//! - `export`: all clauses on one page
//! - `signing`: is this kiosk folder ours?
//! - `cli`: the commands over all of it
//! - `hall`: is the kiosk there, and what does it show?
//! - `clock`: which day is it?
//! - `progress`: how far has a long step come?
//! - `error`: what is wrong, in which line, what to do
//!
//! Deliberately absent: search and the index format (`policy_engine`), guesses
//! about slips of the recognition (`collections.toml` names each one).
#![warn(unreachable_pub)]

#[cfg(feature = "native")]
pub mod cli;
#[cfg(feature = "native")]
pub mod clock;
#[cfg(feature = "native")]
pub mod compile;
#[cfg(feature = "native")]
pub mod diff;
pub mod enrich;
pub mod error;
#[cfg(feature = "native")]
pub mod eval;
#[cfg(feature = "native")]
pub mod export;
pub mod gazette;
#[cfg(feature = "native")]
pub mod hall;
pub mod importers;
#[cfg(feature = "native")]
pub mod language;
#[cfg(feature = "native")]
pub mod learn;
pub mod lexicon;
pub mod progress;
#[cfg(feature = "publish")]
pub mod publish;
#[cfg(feature = "native")]
pub mod signing;
pub mod source;
pub mod structure;
pub mod toml_file;
