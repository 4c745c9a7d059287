//! A library in a folder: its root, and where its files lie.

use std::fs;
use std::path::{Path, PathBuf};

use policy_engine::{FileId, Library};

use crate::error::{IndexError, Kind, Result};

/// The name of the one file that changes.
pub const ROOT: &str = "root";

/// Opens the root of a library in a folder.
///
/// # Errors
/// `MissingFile`; `Engine` with the reason if it is no root.
pub fn open_root(dir: &Path) -> Result<Library> {
    let path = dir.join(ROOT);
    let bytes = fs::read(&path).map_err(|error| {
        let message = format!("{}: cannot be read: {error}", path.display());
        let help = "compile it first: policy-index compile --library DIR";
        Box::new(IndexError::new(Kind::MissingFile, message, help))
    })?;
    Library::open(&bytes).map_err(|error| engine(format!("{}: {error}", path.display())))
}

/// Where a file of a library lies.
pub fn path_of(dir: &Path, file: FileId) -> PathBuf {
    dir.join(file.to_string())
}

pub(super) fn engine(message: String) -> Box<IndexError> {
    Box::new(IndexError::new(Kind::Engine, message, "compile it again with this build of policy-index"))
}
