//! How is an imported document kept, and is it still what was imported?
//!
//! - `record`: what is known of it, and where was it read? (`document.toml`)
//! - `folder`: the folder it is written to
//! - `check`: are the folders still what was imported?

#[cfg(feature = "native")]
mod check;
#[cfg(feature = "import")]
pub mod folder;
pub mod record;

#[cfg(feature = "native")]
pub use check::{CORPUS, Kept, Scrutiny, folders};
