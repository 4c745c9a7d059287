//! How does a corpus become a library in a folder, and the next release of one?

mod folder;
mod update;
mod write;

pub use folder::{ROOT, open_root, path_of};
pub use write::{Written, write_library};
