//! The npm package as a stranger uses it: the tarball is installed beside React, Vue and others, and the examples of
//! `www/examples` are built with it, by their own `build.mjs`.

use crate::package;
use crate::tools::{paths, process};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// Builds the examples and returns the folder of the site that they are.
///
/// # Errors
/// When npm cannot install, the types do not fit, or an example does not build or render on a server.
pub fn build() -> Result<PathBuf> {
    let folder = copy_sources()?;
    install(&folder)?;
    let npx = |args: &[&str]| process::run(process::command("npx").current_dir(&folder).arg("--no-install").args(args));
    npx(&["tsc"])?;
    process::run(process::command("npm").current_dir(&folder).args(["run", "--silent", "build"]))?;
    Ok(folder.join("public"))
}

/// Outside of the repository's own folders: what npm installs would otherwise be looked through as if it were ours.
fn copy_sources() -> Result<PathBuf> {
    let (from, to) = (paths::root().join("www/examples"), paths::tools().join("examples"));
    for entry in walkdir::WalkDir::new(&from) {
        let entry = entry?;
        let copy = to.join(entry.path().strip_prefix(&from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&copy)?;
        } else {
            fs::copy(entry.path(), &copy).with_context(|| copy.display().to_string())?;
        }
    }
    Ok(to)
}

/// What the lock names, once; the tarball each time.
fn install(folder: &std::path::Path) -> Result<()> {
    const FLAGS: [&str; 3] = ["--ignore-scripts", "--no-audit", "--no-fund"];
    let lock = fs::read(folder.join("package-lock.json"))?;
    let installed = folder.join("node_modules/.lock-of-examples");
    if fs::read(&installed).ok().as_ref() != Some(&lock) {
        process::run(process::command("npm").current_dir(folder).arg("ci").args(FLAGS))?;
        fs::write(&installed, &lock)?;
    }
    let tarball = package::tarball()?;
    let mut npm = process::command("npm");
    npm.current_dir(folder).args(["install", "--no-save", "--no-package-lock", "--prefer-offline"]).args(FLAGS);
    process::run(npm.arg(tarball))
}
