//! All files of the website in memory, by their path inside it.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Paths use `/` and are relative to the root of the site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Site {
    files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Reads a folder and what is below it.
    ///
    /// # Errors
    /// When the folder or a file cannot be read, or a name is not UTF-8.
    pub fn read(folder: &Path) -> Result<Site> {
        let mut site = Site::default();
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
            if !entry.file_type().is_file() {
                continue;
            }
            let inside = entry.path().strip_prefix(folder)?;
            let Some(name) = inside.to_str() else {
                bail!("{} is not a UTF-8 name", entry.path().display());
            };
            let bytes = fs::read(entry.path()).with_context(|| format!("reading {}", entry.path().display()))?;
            site.insert(&name.replace('\\', "/"), bytes);
        }
        Ok(site)
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(name.to_owned(), bytes);
    }

    /// Takes a file out, if it is there.
    pub fn remove(&mut self, name: &str) {
        self.files.remove(name);
    }

    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }

    /// The file as text.
    ///
    /// # Errors
    /// When there is no such file, or it is not UTF-8.
    pub fn text(&self, name: &str) -> Result<String> {
        let bytes = self.get(name).with_context(|| format!("there is no {name}"))?;
        String::from_utf8(bytes.to_vec()).with_context(|| format!("{name} is not UTF-8"))
    }

    /// All paths, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// All files, in alphabetical order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// Writes everything at the root of `folder`, and once more under `copy` inside it. The folder is exchanged as a
    /// whole at the end: a build that fails, or a server that reads meanwhile, never sees half of each.
    ///
    /// # Errors
    /// When something cannot be written.
    pub fn write(&self, folder: &Path, copy: Option<&str>) -> Result<()> {
        let mut fresh = folder.as_os_str().to_owned();
        fresh.push(".new");
        let fresh = PathBuf::from(fresh);
        remove(&fresh)?;
        for (name, bytes) in self.files() {
            let copy = copy.map(|copy| fresh.join(copy).join(name));
            for path in [Some(fresh.join(name)), copy].into_iter().flatten() {
                fs::create_dir_all(path.parent().unwrap_or(&fresh))?;
                fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
            }
        }
        remove(folder)?;
        fs::rename(&fresh, folder).with_context(|| format!("writing {}", folder.display()))
    }
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_both_copies_and_removes_what_was_there() {
        let folder = std::env::temp_dir().join(format!("policy-site-{}", std::process::id()));
        let dist = folder.join("dist");
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("old.txt"), "old").unwrap();
        let mut site = Site::default();
        site.insert("icons/a.svg", b"<svg/>".to_vec());
        site.write(&dist, Some("v/1.0.0")).unwrap();

        let written = Site::read(&dist).unwrap();
        assert_eq!(written.names().collect::<Vec<_>>(), ["icons/a.svg", "v/1.0.0/icons/a.svg"]);
        assert_eq!(written.get("icons/a.svg"), site.get("icons/a.svg"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
