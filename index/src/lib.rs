//! The build step: gazette text → documents → clauses → terms → one index file.
//! Native only. The format itself and everything the browser does is
//! `policy_engine`'s business.

pub mod blocks;
pub mod config;
pub mod document;
pub mod error;
pub mod frames;
pub mod numbering;
pub mod outline;
pub mod pages;
pub mod source;
pub mod text;
pub mod title;
