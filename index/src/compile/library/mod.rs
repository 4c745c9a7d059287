//! How does a corpus become a library in a folder, and the next release of one?

mod folder;
mod merged;
mod read;
mod update;
mod write;

pub use folder::{ROOT, open_root, path_of};
pub use read::read_corpus;
pub use write::{Written, write_library};
