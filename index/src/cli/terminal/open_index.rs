//! An index file for the commands that read one.

use std::path::{Path, PathBuf};

use crate::error::{IndexError, Kind, Result};
use policy_engine::{Index, attach_learned};

/// The file of what the corpus of an index file taught.
pub(crate) fn learned_beside(index: &Path) -> PathBuf {
    let mut name = index.as_os_str().to_owned();
    name.push(".learned");
    PathBuf::from(name)
}

/// Opens an index file, with what its corpus taught.
///
/// # Errors
/// `MissingFile`; `Engine` with the reason if it is no index.
pub(crate) fn open_index(path: &Path) -> Result<Index> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        let help = "compile it first: policy-index compile --out FILE";
        Box::new(IndexError::new(Kind::MissingFile, format!("{name}: cannot be read: {error}"), help))
    })?;
    // What a large corpus taught lies beside its file: a browser has no use for it.
    let learned = std::fs::read(learned_beside(path)).unwrap_or_default();
    let opened = attach_learned(&bytes, &learned).and_then(|bytes| Index::open(&bytes));
    opened.map_err(|error| {
        let help = "compile it again with this build of policy-index";
        Box::new(IndexError::new(Kind::Engine, format!("{name}: {error}"), help))
    })
}
