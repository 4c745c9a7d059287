//! `cargo xtask soak`: what `test` does in small numbers, in large ones. A fault that shows once in a hundred thousand
//! queries, or a byte lost with every visitor, is found here or in a hall.

use super::{FEATURES, browser, fuzz, load, test};
use crate::bench::measure::{self, Measure};
use crate::bench::speed;
use crate::dist;
use crate::tools::{process, setup};
use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use serde_json::Value;
use std::time::Instant;

/// A long run; its name chooses it: `cargo xtask soak NAME`.
struct Step {
    name: &'static str,
    about: &'static str,
    /// What is done so often at full scale.
    num: usize,
    run: fn(usize) -> Result<Vec<Measure>>,
}

const STEPS: &[Step] = &[
    Step { name: "wasm", about: "queries in wasm, by Node: the memory stays", num: 100_000, run: wasm },
    Step { name: "queries", about: "queries of anything: none panics, none takes long", num: 1_000_000, run: queries },
    Step {
        name: "fuzz-open",
        about: "index files under a right checksum, by coverage",
        num: 10_000_000,
        run: fuzz_open,
    },
    Step {
        name: "fuzz-library",
        about: "roots and files of libraries under right checksums, by coverage",
        num: 10_000_000,
        run: fuzz_library,
    },
    Step { name: "fuzz-query", about: "queries, by coverage", num: 200_000, run: fuzz_query },
    Step { name: "fuzz-import", about: "web pages, Word files, PDFs, by coverage", num: 500_000, run: fuzz_import },
    Step { name: "requests", about: "requests at an nginx with the lines of the GUIDE", num: 10_000, run: load::run },
    Step { name: "cuts", about: "cuts of power during an update of a hall", num: 40, run: cuts },
    Step { name: "signatures", about: "mutated signatures, none accepted", num: 300, run: signatures },
    Step { name: "torn", about: "torn updates of eight kinds, in Chromium: the old release stays", num: 80, run: torn },
    Step { name: "kiosk", about: "visitors at kiosk.html, in Chromium: the memory stays", num: 2_000, run: kiosk },
];

/// The test that reads this variable, in tests/suite/laws.rs.
const FUZZ_TEST: &str = "no_input_panics_or_takes_long";
const FUZZ_VARIABLE: &str = "POLICY_FUZZ_INPUTS";
/// The test that reads this variable, in xtask/tests/kiosk/sticks.rs.
const CUTS_TEST: &str = "a_power_cut_at_any_moment_leaves_the_old_or_the_new_content";
const CUTS_VARIABLE: &str = "POLICY_CUTS";
/// The test that reads this variable, in index/tests/build/sign.rs.
const SIGNATURES_TEST: &str = "mutated_signatures_are_refused";
const SIGNATURES_VARIABLE: &str = "POLICY_SIGNATURES";
/// The scenario that reads this variable, in tests/browser/scenarios/kiosk/file.rs.
const KIOSK_SCENARIO: &str = "visitors leave no memory behind";
const KIOSK_VARIABLE: &str = "POLICY_VISITORS";

/// The scenario that reads this variable, in tests/browser/scenarios/offline.rs, and how many kinds it tries in a round.
const TORN_SCENARIO: &str = "a broken update changes nothing";
const TORN_VARIABLE: &str = "POLICY_TORN_ROUNDS";
const TORN_KINDS: usize = 8;

/// The long runs: hostile files and queries in millions, visitors, requests, cuts of power. Some hours.
#[derive(Parser)]
#[command(bin_name = "cargo xtask soak")]
struct Options {
    /// Which runs; all without one
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(STEPS.iter().map(|step| step.name)))]
    steps: Vec<String>,
    /// A part of the full numbers, for trying: 0.01 is a hundredth
    #[arg(long, default_value_t = 1.0, value_parser = scale)]
    scale: f64,
    /// Takes dist/ as it is
    #[arg(long)]
    no_build: bool,
}

pub fn main(args: &[String]) -> Result<()> {
    let options = Options::parse_from(args);
    setup::for_building()?;
    setup::for_testing()?;
    if !options.no_build {
        dist::build()?;
    }
    let chosen = |step: &&Step| options.steps.is_empty() || options.steps.iter().any(|name| name == step.name);
    let mut measures = Vec::new();
    let mut failed = Vec::new();
    for step in STEPS.iter().filter(chosen) {
        match timed(step, options.scale) {
            Ok(found) => measures.extend(found),
            Err(error) => failed.push(format!("{}: {error:#}", step.name)),
        }
    }
    println!("\n{}", measure::table(&measures));
    if !failed.is_empty() {
        bail!("{}", failed.join("; "));
    }
    measure::check_budgets(&measures)
}

fn timed(step: &Step, scale: f64) -> Result<Vec<Measure>> {
    let num = scaled(step.num, scale);
    println!("\n── {}: {num} {}", step.name, step.about);
    let started = Instant::now();
    let outcome = (step.run)(num);
    println!("{} ended after {} s", step.name, started.elapsed().as_secs());
    outcome
}

/// At least so many that something is measured.
fn scaled(num: usize, scale: f64) -> usize {
    const MIN: usize = 8;
    ((num as f64 * scale).round() as usize).max(MIN)
}

fn scale(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|it: &f64| *it > 0.0 && *it <= 100.0).ok_or_else(|| "give a number above 0".to_owned())
}

fn wasm(num: usize) -> Result<Vec<Measure>> {
    let told = speed::wasm_queries(num)?;
    let number = |name: &str| told[name].as_f64().with_context(|| format!("the wasm run printed no {name}"));
    let row = |what, value, unit, budget| Measure { what, value, unit, budget };
    Ok(vec![
        row("wasm queries", num as f64, "", None),
        row("wasm memory grown", number("grown_bytes")? / 1e6, "MB", Some(1.0)),
        row("wasm memory, slope per 1,000 queries", number("slope_bytes_per_1000")? / 1e3, "kB", None),
        row("JavaScript heap grown", number("js_grown_bytes")? / 1e6, "MB", Some(1.0)),
        row("JavaScript heap, slope per 1,000 queries", number("js_slope_bytes_per_1000")? / 1e3, "kB", None),
    ])
}

fn queries(num: usize) -> Result<Vec<Measure>> {
    // As part of the whole workspace, as `cargo xtask test` runs it: nothing is compiled a second time.
    let mut cargo =
        process::cargo(&["test", "--workspace", "--features", FEATURES, "--test", "suite", "--", "--exact"]);
    cargo.arg(format!("laws::{FUZZ_TEST}")).env(FUZZ_VARIABLE, num.to_string());
    run_one(&mut cargo, |_| {})?;
    Ok(vec![Measure { what: "queries of anything", value: num as f64, unit: "", budget: None }])
}

fn fuzz_open(num: usize) -> Result<Vec<Measure>> {
    fuzz::run(&fuzz::OPEN, num)
}

fn fuzz_library(num: usize) -> Result<Vec<Measure>> {
    fuzz::run(&fuzz::LIBRARY, num)
}

fn fuzz_query(num: usize) -> Result<Vec<Measure>> {
    fuzz::run(&fuzz::QUERY, num)
}

fn fuzz_import(num: usize) -> Result<Vec<Measure>> {
    fuzz::run(&fuzz::IMPORT, num)
}

fn cuts(num: usize) -> Result<Vec<Measure>> {
    // Alone it is compiled with fewer features than beside the others.
    let mut cargo =
        process::cargo(&["test", "--workspace", "--features", FEATURES, "--test", "kiosk", "--", "--exact"]);
    cargo.arg(format!("sticks::{CUTS_TEST}"));
    run_one(cargo.env(CUTS_VARIABLE, num.to_string()), |_| {})?;
    Ok(vec![Measure { what: "cuts of power: the old content or the new", value: num as f64, unit: "", budget: None }])
}

fn signatures(num: usize) -> Result<Vec<Measure>> {
    let mut cargo =
        process::cargo(&["test", "--workspace", "--features", FEATURES, "--test", "build", "--", "--exact"]);
    cargo.arg(format!("sign::{SIGNATURES_TEST}")).env(SIGNATURES_VARIABLE, num.to_string());
    run_one(&mut cargo, |_| {})?;
    Ok(vec![Measure { what: "mutated signatures: none accepted", value: num as f64, unit: "", budget: None }])
}

fn torn(num: usize) -> Result<Vec<Measure>> {
    let rounds = num.div_ceil(TORN_KINDS);
    let mut program = browser::program(&[TORN_SCENARIO])?;
    run_one(program.env(TORN_VARIABLE, rounds.to_string()), |_| {})?;
    let value = (rounds * TORN_KINDS) as f64;
    Ok(vec![Measure { what: "torn updates of eight kinds: the old release whole", value, unit: "", budget: None }])
}

fn kiosk(num: usize) -> Result<Vec<Measure>> {
    let mut program = browser::program(&[KIOSK_SCENARIO])?;
    let mut slope = None;
    run_one(program.env(KIOSK_VARIABLE, num.to_string()), |line| slope = slope.or(kilobytes_each(line)))?;
    let row = |what, value, unit| Measure { what, value, unit, budget: None };
    let slope = slope.context("the scenario printed no slope")?;
    Ok(vec![row("kiosk visitors", num as f64, ""), row("kiosk heap, slope per visitor", slope, "kB")])
}

/// Runs exactly one test: a name that no test has any more must not look like success.
fn run_one(command: &mut std::process::Command, mut on_line: impl FnMut(&str)) -> Result<()> {
    let mut num_passed = 0;
    let succeeded = process::lines(command, |line| {
        println!("{line}");
        on_line(line);
        num_passed += test::num_passed(line).unwrap_or(0);
    })?;
    ensure!(succeeded, "`{}` failed", process::show(command));
    ensure!(num_passed == 1, "`{}` ran {num_passed} tests and not one", process::show(command));
    Ok(())
}

/// The slope, in the line of JSON that the scenario prints among others.
fn kilobytes_each(line: &str) -> Option<f64> {
    serde_json::from_str::<Value>(line).ok()?["kilobytes_each"].as_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_is_read_from_the_line_of_the_scenario() {
        assert_eq!(kilobytes_each(r#"{"visitors":2000,"kilobytes_each":-0.04}"#), Some(-0.04));
        assert_eq!(kilobytes_each("ok   kiosk file: visitors leave no memory behind"), None);
    }

    #[test]
    fn small_scales_still_measure_something() {
        assert_eq!(scaled(2_000, 0.01), 20);
        assert_eq!(scaled(2_000, 0.000_1), 8);
        for wrong in ["0", "-1", "much", "NaN"] {
            assert!(scale(wrong).is_err(), "{wrong}");
        }
    }

    /// What other packages read, by the names they have there.
    #[test]
    fn the_runs_are_those_that_the_tests_know() {
        let laws = include_str!("../../../tests/suite/laws.rs");
        assert!(laws.contains(&format!("fn {FUZZ_TEST}(")) && laws.contains(FUZZ_VARIABLE));
        let halls = include_str!("../../tests/kiosk/sticks.rs");
        assert!(halls.contains(&format!("fn {CUTS_TEST}(")) && halls.contains(CUTS_VARIABLE));
        let signing = include_str!("../../../index/tests/build/sign.rs");
        assert!(signing.contains(&format!("fn {SIGNATURES_TEST}(")) && signing.contains(SIGNATURES_VARIABLE));
        let offline = include_str!("../../../tests/browser/scenarios/offline.rs");
        let told = format!("{{}} torn updates: the old release whole\", {TORN_KINDS} *");
        assert!(offline.contains(TORN_VARIABLE) && offline.contains(&told));
        assert!(include_str!("../../../tests/browser/scenarios/mod.rs").contains(TORN_SCENARIO));
        let scenario = include_str!("../../../tests/browser/scenarios/kiosk/file.rs");
        assert!(scenario.contains(KIOSK_VARIABLE));
        assert!(include_str!("../../../tests/browser/scenarios/mod.rs").contains(KIOSK_SCENARIO));
    }
}
