//! The build step: gazette text → documents → clauses → terms → one index file.
//! Native only. The format itself and everything the browser does is
//! `policy_engine`'s business.
//!
//! Where to find what, in reading order:
//!
//! - `source`: what does the file say, and on which line?
//! - `config`: which lines are which document, and what is mended in them?
//! - `entry`: are these lines that document?
//! - `pages`: which lines are text, and which furniture? (errata, moves)
//! - `numbering`, `text`, `title`: what does a line start with, does it end, what is it called?
//! - `blocks`: where does a paragraph end, and what is a heading?
//! - `outline`, `frames`: under which headings does a clause stand, and what is its id?
//! - `document`, `check`: is every character of the document somewhere?
//! - `gazette`: all documents together, ids unique
//! - `lists`, `lexicon`, `departments`, `facets`, `plain`: what have editors written about it?
//! - `words`, `spelling`: which words are there, and how do they sound?
//! - `build`: everything in order · `import`: any other corpus · `learn`: what do its words have to do with each other? · `html`: all clauses on one page
//! - `error`: what is wrong, in which line, what to do
//! - `eval`, `qrels`: how good are the answers? · `sign`: is this kiosk folder ours?
//!
//! Deliberately absent: search and the index format (`policy_engine`), guesses
//! about slips of the recognition (`collections.toml` names each one).

pub mod blocks;
pub mod build;
pub mod check;
pub mod config;
pub mod departments;
pub mod document;
pub mod entry;
pub mod error;
pub mod eval;
pub mod facets;
pub mod frames;
pub mod gazette;
pub mod html;
pub mod import;
pub mod learn;
pub mod lexicon;
pub mod lists;
pub mod numbering;
pub mod outline;
pub mod pages;
pub mod plain;
pub mod qrels;
pub mod sign;
pub mod source;
pub mod spelling;
pub mod text;
pub mod title;
pub mod words;
