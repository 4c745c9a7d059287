//! `cargo xtask test`: every check there is, in one table, from the quickest to the slowest. `.ci/run` is this command.

use super::{FEATURES, browser, deps, examples, hosting, object_store, platforms};
use crate::dist::{self, scripts, sizes};
use crate::tools::{native, process, setup};
use anyhow::{Result, bail};
use clap::Parser;
use std::ops::AddAssign;
use std::process::Command;
use std::time::{Duration, Instant};

/// A check that can be run alone: `cargo xtask test NAME`.
struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&Options) -> Result<Counts>,
}

const STEPS: &[Step] = &[
    Step { name: "fmt", about: "the formatter has nothing to change", run: fmt },
    Step { name: "deps", about: "no package reaches one it must not know", run: dependencies },
    Step { name: "clippy", about: "no lint finds anything", run: clippy },
    Step { name: "msrv", about: "the oldest Rust that is promised compiles it", run: oldest_rust },
    Step { name: "doc", about: "no link of the documentation leads nowhere", run: doc },
    Step { name: "portable", about: "what reads documents compiles to wasm too", run: portable },
    Step { name: "native", about: "tests that need no browser", run: native },
    Step { name: "corpus", about: "every character of the gazette is accounted for", run: corpus },
    Step { name: "wasm", about: "tests compiled to wasm, by Node", run: wasm },
    Step { name: "build", about: "dist/, with the wasm for old engines", run: build_dist },
    Step {
        name: "scripts",
        about: "scripts for Chromium 81, no name in them that is nowhere, and types that fit",
        run: check_scripts,
    },
    Step { name: "sizes", about: "dist/ is as light as promised", run: check_sizes },
    Step { name: "browser", about: "scenarios in Chromium, or in every engine", run: in_browser },
];

/// Runs every check, or those named.
#[derive(Parser)]
#[command(bin_name = "cargo xtask test")]
struct Options {
    /// Which steps; all without one
    steps: Vec<String>,
    /// Of the browser scenarios only those whose name holds these words
    #[arg(long, value_name = "WORDS")]
    only: Option<String>,
    /// Runs the browser scenarios in Firefox and WebKit too
    #[arg(long)]
    all_engines: bool,
    /// Runs the main browser scenarios in Chromium 74, 75, 81 and 109 too
    #[arg(long)]
    old_engines: bool,
    /// Installs the npm package beside React, Vue and others, and runs the examples of www/examples in Chromium too
    #[arg(long)]
    package: bool,
    /// Serves dist/ by nginx with the lines of the GUIDE and looks at every page of it
    #[arg(long)]
    hosting: bool,
    /// Installs Garage, an S3-compatible store (a quarter of an hour), publishes a library to three nodes and reads it
    #[arg(long)]
    object_store: bool,
    /// Builds policy-index for Windows and for any Linux too, and runs it there: with the native step
    #[arg(long)]
    platforms: bool,
    /// Prints the steps
    #[arg(long)]
    list: bool,
}

/// How many tests.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Counts {
    passed: usize,
    failed: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

pub fn main(args: &[String]) -> Result<()> {
    let options = Options::parse_from(args);
    if options.list {
        for step in STEPS {
            println!("  {:<10} {}", step.name, step.about);
        }
        return Ok(());
    }
    let steps = chosen(&options.steps)?;
    setup::for_building()?;
    let results: Vec<_> = steps.into_iter().map(|step| (step.name, timed(step, &options))).collect();
    report(&results)
}

fn chosen(names: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        bail!("there is no step {unknown}; `cargo xtask test --list` prints them");
    }
    Ok(STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name)).collect())
}

/// A step that could not run counts as one failed test; the others still run.
fn timed(step: &Step, options: &Options) -> (Counts, Duration) {
    println!("\n── {}: {}", step.name, step.about);
    let started = Instant::now();
    let counts = (step.run)(options).unwrap_or_else(|error| {
        println!("error: {error:#}");
        Counts { passed: 0, failed: 1 }
    });
    (counts, started.elapsed())
}

fn report(results: &[(&str, (Counts, Duration))]) -> Result<()> {
    println!();
    let mut sum = Counts::default();
    for (name, (counts, time)) in results {
        println!("{name:<10} {:>5} passed {:>3} failed {:>5} s", counts.passed, counts.failed, time.as_secs());
        sum += *counts;
    }
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed > 0 {
        bail!("not everything passed");
    }
    Ok(())
}

fn fmt(_: &Options) -> Result<Counts> {
    one(&mut process::cargo(&["fmt", "--all", "--check"]))
}

fn dependencies(_: &Options) -> Result<Counts> {
    Ok(Counts { passed: deps::check()?, failed: 0 })
}

fn clippy(_: &Options) -> Result<Counts> {
    one(&mut process::cargo(&[
        "clippy",
        "--workspace",
        "--features",
        FEATURES,
        "--all-targets",
        "--quiet",
        "--",
        "--deny",
        "warnings",
    ]))
}

/// What `rust-version` promises: where this toolchain is newer, the promised one is fetched and compiles everything. Clippy
/// sees functions of the standard library that came later (`incompatible_msrv`), this also sees the language.
fn oldest_rust(options: &Options) -> Result<Counts> {
    let promised = env!("CARGO_PKG_RUST_VERSION");
    let here = process::capture(process::command("rustc").arg("-vV"))?;
    let here = here.lines().find_map(|line| line.strip_prefix("release: ")).unwrap_or_default();
    if here.split('.').take(2).eq(promised.split('.').take(2)) {
        println!("Rust {here} is the one that is promised: what Clippy compiles, it compiles");
        return clippy(options);
    }
    let mut rustup = process::command("rustup");
    rustup.args(["run", "--install", promised, "cargo", "check", "--workspace", "--features", FEATURES, "--quiet"]);
    one(rustup.args(["--target-dir", "target/oldest-rust"]))
}

fn doc(_: &Options) -> Result<Counts> {
    let mut cargo = process::cargo(&[
        "doc",
        "--workspace",
        "--features",
        FEATURES,
        "--no-deps",
        "--document-private-items",
        "--quiet",
    ]);
    one(cargo.env("RUSTDOCFLAGS", "--deny warnings"))
}

/// An editor's page is to read documents as the build does: no dictionary, no threads and no terminal may slip in.
fn portable(_: &Options) -> Result<Counts> {
    one(&mut process::cargo(&[
        "check",
        "--package",
        "policy-index",
        "--lib",
        "--no-default-features",
        "--target",
        "wasm32-unknown-unknown",
        "--quiet",
    ]))
}

fn native(options: &Options) -> Result<Counts> {
    let mut counts = counted(&mut process::cargo(&["test", "--workspace", "--no-fail-fast", "--features", FEATURES]))?;
    if options.platforms {
        let (passed, failed) = platforms::run()?;
        counts += Counts { passed, failed };
    }
    Ok(counts)
}

fn corpus(_: &Options) -> Result<Counts> {
    one(process::command(&native::tested_program(FEATURES)?.to_string_lossy()).arg("check"))
}

fn wasm(_: &Options) -> Result<Counts> {
    counted(&mut process::cargo(&[
        "test",
        "--package",
        "policy-tests",
        "--test",
        "wasm",
        "--target",
        "wasm32-unknown-unknown",
    ]))
}

fn build_dist(_: &Options) -> Result<Counts> {
    dist::build()?;
    Ok(Counts { passed: 1, failed: 0 })
}

fn check_scripts(_: &Options) -> Result<Counts> {
    let num = scripts::check()?;
    scripts::check_names()?;
    scripts::check_types()?;
    Ok(Counts { passed: num + 1, failed: 0 })
}

fn check_sizes(_: &Options) -> Result<Counts> {
    let sizes = sizes::measure()?;
    println!("{}", sizes::table(&sizes));
    sizes::check_budgets()?;
    Ok(Counts { passed: sizes.iter().filter(|size| size.budget.is_some()).count(), failed: 0 })
}

fn in_browser(options: &Options) -> Result<Counts> {
    setup::for_testing()?;
    browser::compile_library()?;
    let mut program = browser::program(options.only.as_deref().as_slice())?;
    if options.all_engines {
        setup::for_all_engines()?;
        program.env("POLICY_ENGINES", "Chromium,Firefox,WebKit");
    }
    if options.package {
        program.env("POLICY_EXAMPLES", examples::build()?);
    }
    let _server = if options.hosting { Some(hosting::start(&mut program)?) } else { None };
    let _store = if options.object_store { Some(object_store::start(&mut program)?) } else { None };
    let mut counts = counted(&mut program)?;
    if options.old_engines {
        setup::for_old_engines()?;
        counts += counted(&mut browser::old_engines(options.only.as_deref())?)?;
    }
    Ok(counts)
}

/// A command that is one test.
fn one(command: &mut Command) -> Result<Counts> {
    process::run(command)?;
    Ok(Counts { passed: 1, failed: 0 })
}

/// A command that counts its own tests. One that fails without a failed test (it did not compile) counts as one.
fn counted(command: &mut Command) -> Result<Counts> {
    let mut counts = Counts::default();
    let succeeded = process::lines(command, |line| {
        println!("{line}");
        counts += counts_in(line).unwrap_or_default();
    })?;
    if succeeded && counts == Counts::default() {
        bail!("`{}` ran no tests", process::show(command));
    }
    if !succeeded && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// How many tests passed, if the line says so.
pub fn num_passed(line: &str) -> Option<usize> {
    Some(counts_in(line)?.passed)
}

/// The counts of `test result: ok. 3 passed; 0 failed; …` and of `3 passed, 0 failed`.
fn counts_in(line: &str) -> Option<Counts> {
    let line = line.trim();
    let counts = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")).map_or(line, |(_, it)| it);
    let mut parts = counts.split([',', ';']);
    let mut number = |word: &str| parts.next()?.trim().strip_suffix(word)?.trim().parse().ok();
    Some(Counts { passed: number("passed")?, failed: number("failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_counts_of_both_harnesses() {
        let counts = |passed, failed| Some(Counts { passed, failed });
        let libtest =
            "test result: FAILED. 11 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(counts_in(libtest), counts(11, 2));
        assert_eq!(counts_in("test result: ok. 3 passed; 0 failed; 0 ignored; 0 filtered out"), counts(3, 0));
        assert_eq!(counts_in("  7 passed, 1 failed"), counts(7, 1));
        assert_eq!(counts_in("55 passed, 0 failed, 8 skipped"), counts(55, 0));
        assert_eq!(counts_in("12 passed"), None);
        assert_eq!(counts_in("test a ... ok"), None);
    }
}
