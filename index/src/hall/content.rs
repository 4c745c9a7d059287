//! Which content is shown, and how does the next one take its place? In
//! `content/` stand two folders, A and B, and `current` with the letter of the
//! one in use. The next one is laid into the other folder; only when it stands
//! there complete, on the disk and checked does `current` change, by a rename,
//! which happens wholly or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::compile::replace::replace;
use crate::error::IndexError;
use crate::signing::folder::open_plain;
use crate::signing::signature::{Signed, verify_newer};

/// One of the two folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Where the first content goes.
    A,
    /// And the second.
    B,
}

impl Slot {
    /// The name of the folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
        }
    }

    /// The one that is not in use.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    /// Of the name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::A, Self::B].into_iter().find(|it| it.name() == text.trim_end())
    }
}

/// What a hall's machine has.
#[derive(Clone, Debug)]
pub struct Content {
    home: PathBuf,
}

/// What was done last; a test takes the power away there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The folder is right, and newer.
    Checked,
    /// One more file stands in the other folder.
    Copied,
    /// All of them are on the disk.
    Synced,
    /// They are right where they now stand.
    CheckedAgain,
}

/// Why a folder was not taken.
#[derive(Debug)]
pub enum Refusal {
    /// It is not as it was signed, or not newer.
    Wrong(Box<IndexError>),
    /// It cannot be copied.
    Copy(io::Error),
    /// What arrived is not what was read before.
    Arrived(Box<IndexError>),
}

impl Content {
    /// Of an installation.
    pub fn new(home: &Path) -> Self {
        Self { home: home.to_path_buf() }
    }

    /// The installation.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Where everything is that changes.
    pub fn dir(&self) -> PathBuf {
        self.home.join("content")
    }

    /// The key that vouches for content.
    pub fn key(&self) -> PathBuf {
        self.home.join("kiosk.pub")
    }

    /// A folder.
    pub fn slot(&self, slot: Slot) -> PathBuf {
        self.dir().join(slot.name())
    }

    /// What visitors see; without any good content, that the service rests.
    pub fn page(&self, slot: Option<Slot>) -> PathBuf {
        slot.map_or_else(|| self.home.join("notice.html"), |it| self.slot(it).join("kiosk.html"))
    }

    /// The folder in use, as it was last written down. When nobody knows any
    /// more, the newer of two good ones.
    fn current(&self) -> Slot {
        let written = read_short(&self.dir().join("current")).ok().and_then(|it| Slot::parse(&it));
        let is_newer = || verify_newer(&self.slot(Slot::B), &self.key(), Some(&self.slot(Slot::A))).is_ok();
        written.unwrap_or_else(|| if is_newer() { Slot::B } else { Slot::A })
    }

    /// The folder in use; after damage the other one, and none when neither is
    /// good. `say` gets a line for each that is damaged.
    pub fn choose(&self, mut say: impl FnMut(&str)) -> Option<Slot> {
        let current = self.current();
        [current, current.other()].into_iter().find(|slot| {
            let checked = verify_newer(&self.slot(*slot), &self.key(), None);
            if let Err(error) = &checked {
                say(&format!("资料 {} 已损坏或不存在（{error}）。", slot.name()));
            }
            checked.is_ok()
        })
    }

    /// Where the next content goes.
    pub fn spare(&self, in_use: Option<Slot>) -> Slot {
        in_use.map_or(Slot::A, Slot::other)
    }

    /// Lays a folder into the spare one if it is good and newer than what is in
    /// use; [`Content::point_to`] is what remains to be done. `at` hears of
    /// every step and may end everything there.
    ///
    /// # Errors
    /// Why it was not taken; what is in use is as before in any case.
    pub fn stage(
        &self,
        folder: &Path,
        in_use: Option<Slot>,
        at: &mut dyn FnMut(Step) -> io::Result<()>,
    ) -> std::result::Result<(Signed, Option<Signed>), Refusal> {
        let older = in_use.map(|it| self.slot(it));
        let spare = self.slot(self.spare(in_use));
        verify_newer(folder, &self.key(), older.as_deref()).map_err(Refusal::Wrong)?;
        at(Step::Checked).and_then(|()| lay(folder, &spare, at)).map_err(Refusal::Copy)?;
        at(Step::Synced).map_err(Refusal::Copy)?;
        // What was copied may not be what was read before: a stick can read otherwise the second time.
        let signed = verify_newer(&spare, &self.key(), older.as_deref()).map_err(Refusal::Arrived)?;
        at(Step::CheckedAgain).map_err(Refusal::Copy)?;
        Ok(signed)
    }

    /// From now on this folder is in use, also after a power cut.
    ///
    /// # Errors
    /// When it cannot be written down; then the other one stays in use.
    pub fn point_to(&self, slot: Slot) -> io::Result<()> {
        replace(&self.dir().join("current"), format!("{}\n", slot.name()).as_bytes())
    }
}

/// A small file; a pipe under its name would keep its reader waiting.
fn read_short(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    io::Read::read_to_string(&mut io::Read::take(open_plain(path)?, 16), &mut text)?;
    Ok(text)
}

/// Copies plain files, each of them down to the disk.
fn lay(from: &Path, to: &Path, at: &mut dyn FnMut(Step) -> io::Result<()>) -> io::Result<()> {
    remove(to)?;
    fs::create_dir(to)?;
    for entry in WalkDir::new(from).min_depth(1).follow_links(false).sort_by_file_name() {
        let entry = entry?;
        let inside = entry.path().strip_prefix(from).map_err(io::Error::other)?;
        if entry.file_type().is_dir() {
            fs::create_dir(to.join(inside))?;
        } else {
            let mut file = File::create_new(to.join(inside))?;
            io::copy(&mut open_plain(entry.path())?, &mut file)?;
            file.sync_all()?;
            at(Step::Copied)?;
        }
    }
    sync_folders(to);
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Ok(it) if it.is_dir() => fs::remove_dir_all(path),
        _ => fs::remove_file(path),
    }
}

/// Names of files are on the disk with their folder, where a system has folders
/// that can be opened.
fn sync_folders(dir: &Path) {
    let folders = WalkDir::new(dir).into_iter().flatten().filter(|it| it.file_type().is_dir());
    folders.filter_map(|it| File::open(it.path()).ok()).for_each(|it| drop(it.sync_all()));
    if let Some(parent) = dir.parent() {
        drop(File::open(parent).and_then(|it| it.sync_all()));
    }
}

#[cfg(test)]
mod tests;
