//! The release archive: the site, the program of the editors with their files, and what says what all this is.

use super::checksum_lines;
use super::programs::Program;
use crate::dist::site::Site;
use crate::tools::{paths, process};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

const DOCUMENTS: [(&str, &str); 4] = [
    ("LICENSE", "LICENSE"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("GUIDE.md", "www/GUIDE.md"),
    ("LEXICON.md", "index/lexicon/README.md"),
];

/// What editors change.
const EDITORS: [&str; 4] = ["corpus", "lexicon", "plain", "questions"];

/// Writes the archive into `out` and returns its path. Equal files make equal bytes.
///
/// # Errors
/// When `dist/` is not built, or Node does not pack it.
pub fn pack(out: &Path, version: &str, programs: &[Program], bill: &Path) -> Result<PathBuf> {
    let top = format!("policy-lookup-{version}");
    let folder = out.join("archive");
    let mut site = Site::default();
    for (name, bytes) in contents(programs, bill)?.files() {
        site.insert(&format!("{top}/{name}"), bytes.to_vec());
    }
    site.write(&folder, None)?;
    let archive = out.join(format!("{top}.zip"));
    process::run(process::command("node").arg("xtask/src/package/zip.mjs").args([&folder, &archive]))?;
    Ok(archive)
}

fn contents(programs: &[Program], bill: &Path) -> Result<Site> {
    let root = paths::root();
    let mut site = Site::default();
    let mut add = |from: &Path, to: &str| -> Result<()> {
        for (name, bytes) in Site::read(from)?.files() {
            site.insert(&format!("{to}/{name}"), bytes.to_vec());
        }
        Ok(())
    };
    add(&paths::dist(), "dist")?;
    for folder in EDITORS {
        add(&root.join("index").join(folder), &format!("index/{folder}"))?;
    }
    for (name, path) in DOCUMENTS {
        site.insert(name, fs::read(root.join(path)).with_context(|| path.to_owned())?);
    }
    site.insert("sbom.cdx.json", fs::read(bill)?);
    for program in programs {
        let bytes = fs::read(&program.file).with_context(|| program.file.display().to_string())?;
        site.insert(&program.path(), bytes);
    }
    let sums = checksum_lines(site.files());
    site.insert("SHA256SUMS", sums.into_bytes());
    Ok(site)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_and_folders_of_editors_are_there() {
        for (_, path) in DOCUMENTS {
            assert!(paths::root().join(path).is_file(), "{path}");
        }
        for folder in EDITORS {
            assert!(paths::root().join("index").join(folder).is_dir(), "{folder}");
        }
    }
}
