//! Which commands does `policy-index` have, and what does each print?
//!
//! - `arguments`: what can be typed
//! - a file per group of commands: arguments in, library calls, lines out
//! - `terminal`: what all of them share: how a line and an error look, which file is read

mod arguments;
mod check;
mod compile;
mod diff;
mod eval;
mod hall;
mod html;
#[cfg(feature = "import")]
mod import;
#[cfg(feature = "learn")]
mod learn;
mod plain_hash;
#[cfg(feature = "publish")]
mod publish;
mod questions;
mod search;
mod search_library;
mod sign;
mod terminal;

pub use arguments::main;
pub use terminal::report::render;
