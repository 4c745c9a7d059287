//! The build step: gazette text → documents → clauses → terms → one index file.
//! Native only. The format itself and everything the browser does is
//! `policy_engine`'s business.

pub mod blocks;
pub mod build;
pub mod check;
pub mod config;
pub mod departments;
pub mod document;
pub mod error;
pub mod eval;
pub mod facets;
pub mod frames;
pub mod gazette;
pub mod import;
pub mod lexicon;
pub mod lists;
pub mod numbering;
pub mod outline;
pub mod pages;
pub mod plain;
pub mod sign;
pub mod source;
pub mod spelling;
pub mod text;
pub mod title;
pub mod words;
