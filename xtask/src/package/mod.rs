//! `cargo xtask package`: what webmasters and editors get who have no Rust: a package for npm and an archive.
//!
//! - [`npm`] · What is in the tarball `policy-lookup-VERSION.tgz`?
//! - [`archive`] · What is in `policy-lookup-VERSION.zip`?
//! - [`programs`] · For which machines is `policy-index` in it, and why not for the others?

mod archive;
mod npm;
mod programs;

use crate::dist::{self, sbom};
use crate::tools::hash::sha256;
use crate::tools::{paths, setup};
use anyhow::{Context, Result, ensure};
use clap::Parser;
use std::fs;
use std::path::PathBuf;

/// The workspace has one version, so that of xtask is that of the program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Builds, then writes the npm tarball and the release archive into target/package.
#[derive(Parser)]
#[command(bin_name = "cargo xtask package")]
struct Options {
    /// Takes dist/ as it is
    #[arg(long)]
    no_build: bool,
    /// Leaves `policy-index` out of the archive: building it takes minutes for each kind of machine
    #[arg(long)]
    no_programs: bool,
}

pub fn main(args: &[String]) -> Result<()> {
    let options = Options::parse_from(args);
    setup::for_building()?;
    ensure!(setup::has_node(), "packing needs Node and npm");
    if !options.no_build {
        dist::build()?;
    }
    let (programs, left_out) = if options.no_programs { Default::default() } else { programs::all()? };
    for file in write(&programs)? {
        println!("{:>12}  {}", fs::metadata(&file)?.len(), file.display());
    }
    for reason in left_out {
        println!("left out: {reason}");
    }
    Ok(())
}

/// The folder that everything is written into.
pub fn folder() -> PathBuf {
    paths::root().join("target/package")
}

/// The tarball, from `dist/` as it is.
///
/// # Errors
/// When `dist/` is not built, or npm does not pack it.
pub fn tarball() -> Result<PathBuf> {
    npm::pack(&folder(), VERSION)
}

fn write(programs: &[programs::Program]) -> Result<Vec<PathBuf>> {
    let folder = folder();
    fs::create_dir_all(&folder)?;
    let bill = folder.join(format!("policy-lookup-{VERSION}.cdx.json"));
    sbom::write(&bill)?;
    let mut files = vec![npm::pack(&folder, VERSION)?, archive::pack(&folder, VERSION, programs, &bill)?, bill];
    let sums = folder.join("SHA256SUMS");
    fs::write(&sums, checksums(&files)?)?;
    files.push(sums);
    Ok(files)
}

fn checksums(files: &[PathBuf]) -> Result<String> {
    let mut all = Vec::new();
    for file in files {
        let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        all.push((file.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes));
    }
    Ok(checksum_lines(all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))))
}

/// As `sha256sum --check` reads them.
fn checksum_lines<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    files.map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect()
}
