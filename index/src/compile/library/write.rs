//! A corpus as a library in a folder: new files beside the old ones, then the root.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::convert::Infallible;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use policy_engine::{Corpus, FileId, Library, LibraryFile, LibraryWriter};

use crate::compile::library::folder::{ROOT, engine, names, open_root, path_of, read_file};
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

/// How the files of a library lie in their folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Each for itself: any host serves them.
    #[default]
    Files,
    /// All of a kind and release in one, for hosts that limit the number of files; these must serve ranges of bytes.
    Packs,
}

/// Writes a corpus as a library into a folder, as the release after `previous` if there is one. Files that the release of
/// `previous` holds with the same contents are not written again, unless it lies in another layout; the root is replaced
/// last, so that readers see the old release or the new one.
///
/// # Errors
/// `Engine` if the corpus does not fit the format or the folder holds another root; `Unwritable`.
pub fn write_library(
    corpus: Corpus,
    dir: &Path,
    previous: Option<&Path>,
    layout: Layout,
    progress: &impl Progress,
) -> Result<Written> {
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
    let is_packed = layout == Layout::Packs;
    let like = before.as_ref().filter(|it| it.1.is_packed() == is_packed);
    let writer = if is_packed { writer.packed(like.map(|it| &it.1)) } else { writer };
    progress.begin("writing", writer.num_steps());
    let mut out =
        Out { dir, release, layout, like, written: Written { release, ..Written::default() }, packs: BTreeMap::new() };
    let mut failed: Option<Box<IndexError>> = None;
    let mut emit = |file: LibraryFile| -> std::result::Result<u16, Infallible> {
        if failed.is_some() {
            return Ok(release);
        }
        Ok(out.take(&file).unwrap_or_else(|error| {
            failed = Some(unwritable(dir, &error));
            release
        }))
    };
    let steps = |num| (0..num).for_each(|_| progress.step());
    let Ok(root) = writer.write(release, &steps, &mut emit);
    if let Some(error) = failed {
        return Err(error);
    }
    let opened = Library::open(&root).map_err(|it| engine(it.to_string()))?;
    let mut written = out.end().map_err(|it| unwritable(dir, &it))?;
    replace(&dir.join(ROOT), &root).map_err(|it| unwritable(dir, &it))?;
    written.num_files = names(&opened).len() + 1;
    written.num_new_files = names(&opened).values().filter(|it| **it == release).count() + 1;
    written.root_bytes = root.len();
    written.num_bytes += root.len() as u64;
    written.num_new_bytes += root.len() as u64;
    Ok(written)
}

/// Where files go.
struct Out<'a> {
    dir: &'a Path,
    release: u16,
    layout: Layout,
    /// The release before, if its files lie as those of this one.
    like: Option<&'a (&'a Path, Library)>,
    written: Written,
    /// Those that are being written: kinds take turns.
    packs: BTreeMap<String, BufWriter<File>>,
}

impl Out<'_> {
    /// The release that wrote the file: this one, or that before if it holds the same.
    fn take(&mut self, file: &LibraryFile) -> io::Result<u16> {
        if let Some((id, len)) = self.keep(file)? {
            self.written.num_bytes += len;
            return Ok(id.release);
        }
        let id = FileId { kind: file.kind, number: file.number, release: self.release };
        let bytes = file.bytes(self.release);
        self.written.num_bytes += bytes.len() as u64;
        self.written.num_new_bytes += bytes.len() as u64;
        match self.layout {
            Layout::Files => create(&self.dir.join(id.to_string()), &bytes)?,
            Layout::Packs => self.append(id, &bytes)?,
        }
        Ok(self.release)
    }

    fn keep(&self, file: &LibraryFile) -> io::Result<Option<(FileId, u64)>> {
        let Some((from, root)) = self.like else { return Ok(None) };
        let Some(id) = root.file(file.kind, file.number) else { return Ok(None) };
        let bytes = file.bytes(id.release);
        if read_file(from, root, id).ok().as_ref() != Some(&bytes) {
            return Ok(None);
        }
        let (old, new) = (path_of(from, root, id), path_of(self.dir, root, id));
        if !new.exists() {
            make_folder(&new)?;
            fs::copy(old, new)?;
        }
        Ok(Some((id, bytes.len() as u64)))
    }

    fn append(&mut self, id: FileId, bytes: &[u8]) -> io::Result<()> {
        let pack = match self.packs.entry(id.pack()) {
            Entry::Occupied(pack) => pack.into_mut(),
            Entry::Vacant(place) => {
                let path = self.dir.join(place.key());
                make_folder(&path)?;
                place.insert(BufWriter::new(File::create(path)?))
            }
        };
        pack.write_all(bytes)
    }

    fn end(mut self) -> io::Result<Written> {
        self.packs.values_mut().try_for_each(Write::flush)?;
        Ok(self.written)
    }
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    make_folder(path)?;
    fs::write(path, bytes)
}

fn make_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

fn unwritable(dir: &Path, error: &io::Error) -> Box<IndexError> {
    let message = format!("{}: cannot be written: {error}", dir.display());
    Box::new(IndexError::new(Kind::Unwritable, message, "check the folder's permissions and the free space"))
}
