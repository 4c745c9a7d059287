//! A kiosk folder and its `manifest.json`: what the manifest says is what is
//! there, no file more, no file less, nothing but files.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::error::{missing, refused};
use crate::error::Result;

/// Beside the signed file; the name that `minisign` looks for.
pub(super) const SIGNATURE: &str = "manifest.json.minisig";

/// The signed file.
pub(crate) const MANIFEST: &str = "manifest.json";

/// More than any manifest needs; a stick could hold anything under this name.
const MAX_MANIFEST_BYTES: u64 = 4 << 20;

/// What the scripts and this program read of a manifest. A name that is
/// twice in an object is an error of the parser.
#[derive(Deserialize)]
pub(crate) struct Manifest {
    #[serde(default)]
    pub version: String,
    /// When the folder was made, `2026-11-24T08:00:00Z`: of two folders the one
    /// made later is the newer. Empty where nobody asks.
    #[serde(default)]
    pub date: String,
    files: Vec<ManifestFile>,
}

#[derive(Deserialize)]
struct ManifestFile {
    path: String,
    sha256: String,
    bytes: Option<u64>,
}

impl Manifest {
    /// # Errors
    /// `Signature` if it is no manifest, or one that names what it must not.
    pub(crate) fn parse(dir: &Path, bytes: &[u8]) -> Result<Self> {
        let help = "make the folder with cargo xtask kiosk";
        let path = dir.join(MANIFEST);
        let wrong = |message: String| refused(format!("{}: {message}", path.display()), help);
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
        if !manifest.date.is_empty() && !is_moment(&manifest.date) {
            return Err(wrong(format!("`{}` is no date like 2026-11-24T08:00:00Z", manifest.date)));
        }
        let mut seen = BTreeSet::new();
        for ManifestFile { path, .. } in &manifest.files {
            if !is_plain(path) || path == MANIFEST || path == SIGNATURE {
                return Err(wrong(format!("{path:?} is no path that may be named")));
            }
            // To a stick's file system `A.txt` and `a.txt` are one file.
            if !seen.insert(path.to_lowercase()) {
                return Err(wrong(format!("{path:?} is named twice")));
            }
        }
        Ok(manifest)
    }

    /// Compares the folder with what is named; returns the number of files.
    ///
    /// # Errors
    /// `MissingFile`, `Signature` at the first difference, in order of paths.
    pub(crate) fn compare(&self, dir: &Path) -> Result<usize> {
        let there = files_in(dir)?;
        let named: BTreeSet<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        if let Some(extra) = there.iter().find(|path| !named.contains(path.as_str())) {
            let message = format!("{}: is not named in {MANIFEST}", dir.join(extra).display());
            return Err(refused(message, "take it out of the folder, or make the folder again"));
        }
        for file in &self.files {
            file.compare(dir)?;
        }
        Ok(self.files.len())
    }
}

impl ManifestFile {
    /// The length first: a file that is too long is not read to its end.
    fn compare(&self, dir: &Path) -> Result<()> {
        let path = dir.join(&self.path);
        let unreadable = |error: io::Error| missing(&path, &error);
        let num_bytes = fs::symlink_metadata(&path).map_err(unreadable)?.len();
        let is_same = self.bytes.is_none_or(|bytes| bytes == num_bytes)
            && hex_sha256(&path).map_err(unreadable)?.eq_ignore_ascii_case(&self.sha256);
        if !is_same {
            let message = format!("{}: is not the file named in {MANIFEST}", path.display());
            return Err(refused(message, "make the folder again from the release"));
        }
        Ok(())
    }
}

/// The bytes of the manifest, read once: what is checked and what is parsed
/// must be the same.
///
/// # Errors
/// `MissingFile`, `Signature` if it is longer than any manifest.
pub(crate) fn read_manifest(dir: &Path) -> Result<Vec<u8>> {
    let path = dir.join(MANIFEST);
    let mut bytes = Vec::new();
    let read = open_plain(&path).and_then(|file| file.take(MAX_MANIFEST_BYTES + 1).read_to_end(&mut bytes));
    read.map_err(|error| missing(&path, &error))?;
    if bytes.len() as u64 > MAX_MANIFEST_BYTES {
        let message = format!("{}: has more than {MAX_MANIFEST_BYTES} bytes", path.display());
        return Err(refused(message, "make the folder with cargo xtask kiosk"));
    }
    Ok(bytes)
}

/// Opens a file and nothing else: a pipe on a stick would keep its reader
/// waiting for ever, and a link would lead away from it.
///
/// # Errors
/// As of any file; also when it is none.
pub(crate) fn open_plain(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path)?.is_file() {
        return File::open(path);
    }
    Err(io::Error::other("it is no plain file"))
}

/// Paths of all files but manifest and signature, with `/`, in order. Links
/// would lead out of the folder, so that something else is checked than opened.
fn files_in(dir: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(dir).min_depth(1).follow_links(false).sort_by_file_name() {
        let entry = entry.map_err(|error| missing(error.path().unwrap_or(dir), &error))?;
        let path = entry.path();
        if entry.file_type().is_dir() {
            continue;
        }
        let inside = path.strip_prefix(dir).ok().and_then(Path::to_str).filter(|_| entry.file_type().is_file());
        let Some(inside) = inside else {
            let message = format!("{}: is no plain file", path.display());
            return Err(refused(message, "links, pipes, devices and names that are not UTF-8 have no place here"));
        };
        let inside = inside.replace(std::path::MAIN_SEPARATOR, "/");
        if inside != MANIFEST && inside != SIGNATURE {
            files.push(inside);
        }
    }
    Ok(files)
}

/// A path that means the same file below the folder on every system.
fn is_plain(path: &str) -> bool {
    let is_name = |part: &str| !part.is_empty() && !part.ends_with(['.', ' ']) && !part.starts_with(' ');
    path.split('/').all(is_name) && !path.contains(|it: char| it.is_control() || r#"\:*?"<>|"#.contains(it))
}

/// `2026-11-24T08:00:00Z` and nothing else, so that later ones compare greater
/// as text.
fn is_moment(date: &str) -> bool {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00Z";
    let fits = |(byte, shape): (u8, &u8)| if *shape == b'0' { byte.is_ascii_digit() } else { byte == *shape };
    date.len() == SHAPE.len() && date.bytes().zip(SHAPE).all(fits)
}

fn hex_sha256(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    io::copy(&mut open_plain(path)?, &mut hash)?;
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_below_the_folder_are_plain() {
        for path in ["kiosk.html", "bin/linux-x86_64/policy-index", "说明.html", ".hidden", "a b"] {
            assert!(is_plain(path), "{path}");
        }
        let wrong = [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "a/..",
            ".",
            "./a",
            "a//b",
            "a/",
            "C:/a",
            "a\\b",
            "a\0b",
            "a\nb",
            "a.",
            "a ",
            "nul?",
            "a:stream",
        ];
        for path in wrong {
            assert!(!is_plain(path), "{path:?}");
        }
    }

    #[test]
    fn moments_have_one_shape() {
        assert!(is_moment("2026-11-24T08:00:00Z"));
        for date in ["2026-11-24", "2026-11-24T08:00:00+08:00", "2026-11-24T8:00:00Z", "2026-11-24t08:00:00Z", "９"] {
            assert!(!is_moment(date), "{date}");
        }
    }
}
