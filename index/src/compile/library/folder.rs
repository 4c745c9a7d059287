//! A library in a folder: its root, and where its files lie.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use policy_engine::{FileId, Library, Place};

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

/// Where a file of a library lies, alone or in a pack.
pub fn path_of(dir: &Path, library: &Library, file: FileId) -> PathBuf {
    dir.join(library.place(file).map_or_else(|| file.to_string(), |it| it.pack))
}

/// The bytes of a file of a library in a folder.
///
/// # Errors
/// As reading a file, or a part of one.
pub fn read_file(dir: &Path, library: &Library, file: FileId) -> io::Result<Vec<u8>> {
    let path = path_of(dir, library, file);
    let Some(Place { start, len, .. }) = library.place(file) else { return fs::read(path) };
    let mut pack = fs::File::open(path)?;
    pack.seek(SeekFrom::Start(u64::from(start)))?;
    let mut bytes = vec![0; len as usize];
    pack.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The names of the files that lie beside the root, packs in place of what is in them, each with the release that wrote
/// it.
pub fn names(library: &Library) -> BTreeMap<String, u16> {
    let name = |it: FileId| library.place(it).map_or_else(|| it.to_string(), |it| it.pack);
    library.all_files().map(|it| (name(it), it.release)).collect()
}

pub(super) fn engine(message: String) -> Box<IndexError> {
    Box::new(IndexError::new(Kind::Engine, message, "compile it again with this build of policy-index"))
}
