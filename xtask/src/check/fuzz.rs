//! Hostile input, guided by coverage: builds the targets in `tests/fuzz` for libFuzzer and runs them. The compiler's own
//! instrumentation does on stable; nothing needs a nightly toolchain.

use crate::bench::measure::Measure;
use crate::tools::{native, paths, process};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What libFuzzer looks at: which edges ran, and how often. What was compared with what, too, would halve the number of
/// inputs a second, and no format here has a magic number behind its first bytes.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Ccodegen-units=1";

/// A function in `tests/fuzz/src`, and how it is run.
pub struct Target {
    pub name: &'static str,
    features: &'static str,
    max_bytes: usize,
    /// What may be in memory, the corpus and libFuzzer's own tables included.
    max_megabytes: usize,
}

pub const OPEN: Target = Target { name: "open", features: "libfuzzer", max_bytes: 8_000, max_megabytes: 512 };
pub const LIBRARY: Target = Target { name: "library", features: "libfuzzer", max_bytes: 8_000, max_megabytes: 512 };
pub const QUERY: Target = Target { name: "query", features: "libfuzzer,build", max_bytes: 600, max_megabytes: 1_024 };
pub const IMPORT: Target =
    Target { name: "import", features: "libfuzzer,build", max_bytes: 20_000, max_megabytes: 1_024 };

/// Runs a target on so many inputs. What it learns is kept in `target/fuzz-corpus`, what breaks it in
/// `tests/fuzz/crashes`.
///
/// # Errors
/// When the target does not compile, or an input breaks it: the file is named.
pub fn run(target: &Target, num: usize) -> Result<Vec<Measure>> {
    let host = native::host()?;
    process::run(&mut build(target, &host))?;
    let learned = paths::root().join("target/fuzz-corpus").join(target.name);
    let crashes = kept("crashes", target);
    fs::create_dir_all(&learned)?;
    fs::create_dir_all(&crashes)?;
    let mut program = process::command(&program(target, &host).to_string_lossy());
    program.arg(&learned).arg(kept("corpus", target)).arg(format!("-artifact_prefix={}/", crashes.display()));
    program.args([format!("-runs={num}"), format!("-max_len={}", target.max_bytes)]);
    program.args([format!("-rss_limit_mb={}", target.max_megabytes), "-timeout=20".to_owned()]);
    program.arg("-print_final_stats=1");
    // Its reports go to standard error, as those of all of LLVM.
    let output = program.output().context("the target does not start")?;
    let told = String::from_utf8_lossy(&output.stderr);
    let tail: Vec<&str> = told.lines().rev().take(12).collect();
    tail.iter().rev().for_each(|line| println!("{line}"));
    if !output.status.success() {
        bail!("an input breaks {}; it is kept in {}", target.name, crashes.display());
    }
    let row = |(what, name, unit)| Ok(Measure { what, value: stat(&told, name)?, unit, budget: None });
    let rows = [
        ("inputs made from what is kept", "number_of_executed_units", ""),
        ("  of which reached something new", "new_units_added", ""),
        ("  slowest", "slowest_unit_time_sec", "s"),
        ("  most memory", "peak_rss_mb", "MB"),
    ];
    rows.into_iter().map(row).collect()
}

fn kept(folder: &str, target: &Target) -> PathBuf {
    paths::root().join("tests/fuzz").join(folder).join(target.name)
}

/// Apart from all other builds, and for a named platform: only then build scripts go without the flags.
fn build(target: &Target, host: &str) -> Command {
    let bin = format!("fuzz-{}", target.name);
    let args = ["--package", "policy-fuzz", "--features", target.features, "--bin", &bin];
    let mut cargo = process::cargo(&["build", "--profile", "fuzz", "--target", host]);
    cargo.args(args).args(["--target-dir", "target/fuzz"]).env("RUSTFLAGS", COVERAGE);
    cargo
}

fn program(target: &Target, host: &str) -> PathBuf {
    paths::root().join("target/fuzz").join(host).join("fuzz").join(format!("fuzz-{}", target.name))
}

/// The number in `stat::NAME: 12`.
fn stat(told: &str, name: &str) -> Result<f64> {
    let start = format!("stat::{name}:");
    let line = told.lines().find_map(|line| line.strip_prefix(&start));
    line.and_then(|it| it.trim().parse().ok()).with_context(|| format!("libFuzzer printed no {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_libfuzzer_are_read() {
        let told =
            "Done 10 runs in 1 second(s)\nstat::number_of_executed_units: 10\nstat::peak_rss_mb:              31\n";
        assert_eq!(stat(told, "number_of_executed_units").unwrap(), 10.0);
        assert_eq!(stat(told, "peak_rss_mb").unwrap(), 31.0);
        assert!(stat(told, "new_units_added").is_err());
    }

    #[test]
    fn every_target_has_a_function_and_a_corpus() {
        let lib = include_str!("../../../tests/fuzz/src/lib.rs");
        for target in [OPEN, LIBRARY, QUERY, IMPORT] {
            assert!(lib.contains(&format!("pub mod {};", target.name)), "{}", target.name);
            assert!(kept("corpus", &target).is_dir(), "{}", target.name);
        }
    }
}
