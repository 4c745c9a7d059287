//! A corpus as a library in a folder: new files beside the old ones, then the root.

use std::convert::Infallible;
use std::fs;
use std::io;
use std::path::Path;

use policy_engine::{Corpus, FileId, Library, LibraryFile, LibraryWriter};

use crate::compile::library::folder::{ROOT, engine, open_root, path_of};
use crate::compile::library::update::behind;
use crate::compile::replace::replace;
use crate::error::{IndexError, Kind, Result};
use crate::progress::Progress;

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The release, 1 for the first.
    pub release: u16,
    /// Files of the release, the root included, and their bytes.
    pub num_files: usize,
    /// See `num_files`.
    pub num_bytes: u64,
    /// Those that were not there before.
    pub num_new_files: usize,
    /// See `num_new_files`.
    pub num_new_bytes: u64,
    /// Bytes of the root.
    pub root_bytes: usize,
}

/// Writes a corpus as a library into a folder, as the release after `previous` if there is one. Files that the release of `previous` holds with the same contents are
/// not written again; the root is replaced last, so that readers see the old release or the new one.
///
/// # Errors
/// `Engine` if the corpus does not fit the format or the folder holds another root; `Unwritable`.
pub fn write_library(corpus: Corpus, dir: &Path, previous: Option<&Path>, progress: &impl Progress) -> Result<Written> {
    let mut before = previous.map(|it| open_root(it).map(|root| (it, root))).transpose()?;
    let own = dir.join(ROOT).is_file().then(|| open_root(dir)).transpose()?;
    let last = before.iter().map(|it| it.1.release()).chain(own.map(|it| it.release())).max().unwrap_or(0);
    let release = last.checked_add(1).ok_or_else(|| engine("a library has 65,535 releases at most".to_owned()))?;
    let (corpus, gone) = match &mut before {
        Some((from, root)) => behind(corpus, from, root, progress)?,
        None => (corpus, Vec::new()),
    };
    let writer = match &before {
        Some((_, root)) => LibraryWriter::after(&corpus, root, gone),
        None => LibraryWriter::new(&corpus),
    };
    let writer = writer.map_err(|it| engine(it.to_string()))?;
    progress.begin("writing", writer.num_steps());
    let mut written = Written { release, ..Written::default() };
    let mut failed: Option<Box<IndexError>> = None;
    let mut emit = |file: LibraryFile| -> std::result::Result<u16, Infallible> {
        if failed.is_some() {
            return Ok(release);
        }
        let kept = before.as_ref().and_then(|(from, root)| keep(&file, dir, from, root).transpose());
        match kept.unwrap_or_else(|| put(&file, dir, release, &mut written)) {
            Ok((release, len)) => {
                written.num_files += 1;
                written.num_bytes += len;
                Ok(release)
            }
            Err(error) => {
                failed = Some(unwritable(dir, &error));
                Ok(release)
            }
        }
    };
    let steps = |num| (0..num).for_each(|_| progress.step());
    let Ok(root) = writer.write(release, &steps, &mut emit);
    if let Some(error) = failed {
        return Err(error);
    }
    Library::open(&root).map_err(|it| engine(it.to_string()))?;
    replace(&dir.join(ROOT), &root).map_err(|it| unwritable(dir, &it))?;
    written.num_files += 1;
    written.num_new_files += 1;
    written.root_bytes = root.len();
    written.num_bytes += root.len() as u64;
    written.num_new_bytes += root.len() as u64;
    Ok(written)
}

/// The file of the release before, if it holds the same: its release and length.
fn keep(file: &LibraryFile, dir: &Path, from: &Path, root: &Library) -> io::Result<Option<(u16, u64)>> {
    let Some(id) = root.file(file.kind, file.number) else { return Ok(None) };
    let (bytes, old) = (file.bytes(id.release), path_of(from, id));
    if fs::read(&old).ok().as_ref() != Some(&bytes) {
        return Ok(None);
    }
    let new = path_of(dir, id);
    if !new.exists() {
        create(&new, &bytes)?;
    }
    Ok(Some((id.release, bytes.len() as u64)))
}

fn put(file: &LibraryFile, dir: &Path, release: u16, written: &mut Written) -> io::Result<(u16, u64)> {
    let bytes = file.bytes(release);
    create(&path_of(dir, FileId { kind: file.kind, number: file.number, release }), &bytes)?;
    written.num_new_files += 1;
    written.num_new_bytes += bytes.len() as u64;
    Ok((release, bytes.len() as u64))
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}

fn unwritable(dir: &Path, error: &io::Error) -> Box<IndexError> {
    let message = format!("{}: cannot be written: {error}", dir.display());
    Box::new(IndexError::new(Kind::Unwritable, message, "check the folder's permissions and the free space"))
}
