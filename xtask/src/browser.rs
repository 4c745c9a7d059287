//! Starts the program in `tests/browser`, which drives browsers: for the tests and for pictures.

use crate::{build, paths, process, setup};
use anyhow::{Result, bail};
use clap::Parser;
use std::process::Command;

/// The browser tests under `cargo test`, as part of the whole workspace: chosen alone, cargo would compile their
/// dependencies a second time with fewer features. `args` go to the program.
///
/// # Errors
/// When xtask does not know where it is itself.
pub fn program(args: &[&str]) -> Result<Command> {
    let mut cargo = process::cargo(&["test", "--workspace", "--test", "browser", "--"]);
    cargo.args(args);
    // Without these the program says that it was skipped: a plain `cargo test` needs neither browser nor `dist/`.
    cargo.env("POLICY_DIST", paths::dist()).env("POLICY_XTASK", std::env::current_exe()?);
    cargo.env("POLICY_TOOLS", paths::tools()).env("POLICY_SCREENSHOTS", paths::root().join("target/screenshots"));
    Ok(cargo)
}

/// The scenarios in old Chromiums, in Node. `words`: only those whose name holds these words.
///
/// # Errors
/// When xtask does not know where it is itself.
pub fn old_engines(words: Option<&str>) -> Result<Command> {
    let mut node = process::command("node");
    node.arg("tests/browser/old-engines.mjs").args([paths::old_engines(), paths::dist(), std::env::current_exe()?]);
    node.args(words);
    Ok(node)
}

/// Takes pictures of the page in each size and mode, into target/screenshots.
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
        build::build()?;
    }
    if !paths::dist().join("index.html").is_file() {
        bail!("dist/ is not built; run this without --no-build");
    }
    process::run(&mut program(&["--screenshots"])?)?;
    println!("the pictures are in target/screenshots");
    Ok(())
}
