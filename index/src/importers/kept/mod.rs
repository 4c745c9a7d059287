//! How is an imported document kept, and is it still what was imported?
//!
//! - `record`: what is known of it, and where was it read? (`document.toml`)
//! - `id`: what are its clauses called by?
//! - `folder`: the folder it is written to
//! - `marks`: what did an editor decide about its lines? (`marks.toml`)
//! - `check`: are the folders still what was imported?

#[cfg(feature = "native")]
mod check;
#[cfg(feature = "import")]
pub mod folder;
#[cfg(feature = "import")]
pub mod id;
pub mod marks;
pub mod record;

#[cfg(feature = "native")]
pub use check::{Kept, Scrutiny, folders};
pub use record::CORPUS;
