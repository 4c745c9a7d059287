//! Which commands does `policy-index` have, and what does each print?
//!
//! - `arguments`: what can be typed
//! - a file per group of commands: arguments in, library calls, lines out
//! - `report`: how an error looks
//! - `open_index`, `say`, `today`: what several of them need

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
mod open_index;
mod plain_hash;
#[cfg(feature = "publish")]
mod publish;
mod report;
mod say;
mod search;
mod search_library;
mod sign;
mod today;

pub use arguments::main;
pub use report::render;
