//! How does a corpus become a library in a folder, and the next release of one?

mod folder;
mod merged;
mod read;
mod update;
mod write;

pub use folder::{ROOT, names, open_root, path_of, read_file};
pub use read::read_corpus;
pub use write::{Layout, Written, write_library};
