//! An index file for the commands that read one.

use std::path::Path;

use crate::error::{IndexError, Kind, Result};
use policy_engine::Index;

/// Opens an index file.
///
/// # Errors
/// `MissingFile`; `Engine` with the reason if it is no index.
pub fn open_index(path: &Path) -> Result<Index> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        let help = "compile it first: policy-index compile --out FILE";
        Box::new(IndexError::new(Kind::MissingFile, format!("{name}: cannot be read: {error}"), help))
    })?;
    Index::open(&bytes).map_err(|error| {
        let help = "compile it again with this build of policy-index";
        Box::new(IndexError::new(Kind::Engine, format!("{name}: {error}"), help))
    })
}
