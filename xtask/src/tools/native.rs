//! `policy-index`, built for speed and for machines other than this one.

use super::process;
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

const NAME: &str = "policy-index";

/// For this machine.
///
/// # Errors
/// When it does not compile.
pub fn program() -> Result<PathBuf> {
    executable(&mut build())
}

/// For machines of `target`. Under Linux with the C library inside, so that it starts on systems whose own is older.
///
/// # Errors
/// When it does not compile: mostly because the target or its linker is not installed.
pub fn program_for(target: &str) -> Result<PathBuf> {
    let mut cargo = build();
    cargo.args(["--target", target]);
    if target.contains("linux") {
        cargo.env("RUSTFLAGS", "-C target-feature=+crt-static");
    }
    executable(&mut cargo).with_context(|| {
        format!(
            "policy-index for {target}; if the target is missing: `rustup target add {target}`, and its linker from the \
             system's packages; or build it on such a machine and name the file by --verifier"
        )
    })
}

/// The program as editors use it, for machines of `target`: it reads web pages, Word files and PDFs too. Nothing but the
/// system is needed beside it.
///
/// # Errors
/// When it does not compile.
pub fn editors_program(target: &str) -> Result<PathBuf> {
    let mut cargo = build();
    cargo.args(["--features", "import", "--target", target]);
    executable(&mut cargo).with_context(|| format!("policy-index for {target}"))
}

/// For this machine, with what puts libraries into object stores.
///
/// # Errors
/// When it does not compile.
pub fn publishing_program() -> Result<PathBuf> {
    executable(build().args(["--features", "publish"]))
}

/// For this machine, as the tests of the workspace have it: compiled once for both.
///
/// # Errors
/// When the workspace does not compile.
pub fn tested_program(features: &str) -> Result<PathBuf> {
    let mut cargo = process::cargo(&["test", "--workspace", "--no-run", "--quiet", "--features", features]);
    executable(cargo.args(["--message-format", "json-render-diagnostics"]))
}

/// Whether rustc has the standard library for `target`.
pub fn has_target(target: &str) -> bool {
    let mut rustc = process::command("rustc");
    rustc.args(["--print", "target-libdir", "--target", target]);
    process::capture(&mut rustc).is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

/// The target that this machine is.
///
/// # Errors
/// When there is no rustc.
pub fn host() -> Result<String> {
    Ok(process::capture(process::command("rustc").args(["--print", "host-tuple"]))?.trim().to_owned())
}

fn build() -> Command {
    process::cargo(&["build", "--profile", "native", "--package", NAME, "--message-format", "json-render-diagnostics"])
}

fn executable(cargo: &mut Command) -> Result<PathBuf> {
    let messages = process::capture(cargo)?;
    let mut messages = messages.lines().rev().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let is_program = |message: &Value| message["target"]["name"] == NAME && message["profile"]["test"] == false;
    let executable = messages.find(is_program).and_then(|it| it["executable"].as_str().map(PathBuf::from));
    executable.with_context(|| format!("cargo did not say where {NAME} is"))
}
