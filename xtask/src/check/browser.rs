//! Starts the program in `tests/browser`, which drives browsers: for the tests and for pictures.

use super::FEATURES;
use crate::dist;
use crate::tools::{paths, process, setup};
use anyhow::{Context, Result, bail};
use clap::Parser;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The browser tests under `cargo test`, as part of the whole workspace: chosen alone, cargo would compile their
/// dependencies a second time with fewer features. `args` go to the program.
///
/// # Errors
/// When xtask does not know where it is itself.
pub fn program(args: &[&str]) -> Result<Command> {
    let mut cargo = process::cargo(&["test", "--workspace", "--features", FEATURES, "--test", "browser", "--"]);
    cargo.args(args);
    // Without these the program passes over every scenario: a plain `cargo test` needs neither browser nor `dist/`.
    cargo.env("POLICY_DIST", paths::dist()).env("POLICY_XTASK", paths::this_program()?);
    cargo.env("POLICY_LIBRARY", library());
    cargo.env("POLICY_TOOLS", paths::tools()).env("POLICY_SCREENSHOTS", paths::root().join("target/screenshots"));
    Ok(cargo)
}

fn library() -> PathBuf {
    paths::root().join("target/test-library")
}

/// Compiles the library that scenarios read, the clauses of the index in the other form, and the same in packs.
///
/// # Errors
/// When it does not compile.
pub fn compile_library() -> Result<()> {
    if library().exists() {
        fs::remove_dir_all(library())?;
    }
    let compile = ["run", "--quiet", "--package", "policy-index", "--", "compile"];
    process::run(process::cargo(&compile).arg("--library").arg(library()))?;
    process::run(process::cargo(&compile).args(["--pack", "--library"]).arg(library().join("packed")))
}

/// The scenarios in old Chromiums, in Node. `words`: only those whose name holds these words.
///
/// # Errors
/// When xtask does not know where it is itself.
pub fn old_engines(words: Option<&str>) -> Result<Command> {
    let mut node = process::command("node");
    node.arg("tests/browser/old-engines.mjs").args([paths::old_engines(), paths::dist()]);
    node.arg(paths::this_program()?);
    node.args(words);
    Ok(node)
}

/// The pictures that the README shows, kept in the repository.
const README_PICTURES: &[&str] = &[
    "phone-results",
    "phone-elder-results",
    "phone-dark-clause",
    "desktop-clause",
    "embed",
    "kiosk-attract",
    "kiosk-keyboard",
    "kiosk-clause",
];

/// Takes pictures of the page in each size and mode, into target/screenshots; those of the README also into
/// www/pictures.
#[derive(Parser)]
#[command(bin_name = "cargo xtask screenshots")]
struct Options {
    /// Takes dist/ as it is
    #[arg(long)]
    no_build: bool,
}

pub fn screenshots_main(args: &[String]) -> Result<()> {
    let options = Options::parse_from(args);
    setup::for_testing()?;
    if !options.no_build {
        setup::for_building()?;
        dist::build()?;
    }
    if !paths::dist().join("index.html").is_file() {
        bail!("dist/ is not built; run this without --no-build");
    }
    process::run(&mut program(&["--screenshots"])?)?;
    let kept = paths::root().join("www/pictures");
    fs::create_dir_all(&kept)?;
    for name in README_PICTURES.iter().map(|name| format!("{name}.png")) {
        let taken = paths::root().join("target/screenshots").join(&name);
        fs::copy(&taken, kept.join(&name)).with_context(|| format!("copying {}", taken.display()))?;
    }
    println!("the pictures are in target/screenshots, those of the README in www/pictures");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_shows_each_of_its_pictures() {
        let readme = fs::read_to_string(paths::root().join("README.md")).unwrap();
        let lost = README_PICTURES.iter().find(|name| !readme.contains(&format!("(www/pictures/{name}.png)")));
        assert_eq!(lost, None);
        let shown = readme.split("(www/pictures/").skip(1).filter_map(|rest| rest.split_once(".png)"));
        for (name, _) in shown {
            assert!(paths::root().join(format!("www/pictures/{name}.png")).is_file(), "{name}.png is not there");
        }
    }
}
