//! How long compiling and searching take: natively by the commands that people use, in wasm by Node.

use super::measure::Measure;
use crate::dist::names::{API_GLUE, API_WASM};
use crate::dist::sizes::{self, Size};
use crate::tools::{native, paths, process};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::Path;
use std::time::Instant;

const QUERIES: &str = "tests/data/bench-queries.txt";
const NUM_NATIVE_QUERIES: usize = 5_000;
/// The growth of memory is asked over so many.
const NUM_WASM_QUERIES: usize = 100_000;
/// The quickest of several: the others were held up by something else.
const COMPILE_RUNS: usize = 5;

/// Speeds, and the parts of the index, which the compiler tells on the way.
pub fn measure() -> Result<(Vec<Measure>, Vec<Size>)> {
    let program = native::program()?;
    let (compile_seconds, compiled) = compile(&program)?;
    let (native_p50, native_p95) = native_queries(&program)?;
    let wasm = wasm_queries(NUM_WASM_QUERIES)?;
    let number = |name: &str| wasm[name].as_f64().with_context(|| format!("the wasm benchmark printed no {name}"));
    let row = |what, value, unit, budget| Measure { what, value, unit, budget };
    let speeds = vec![
        row("index compiled, native", compile_seconds, "s", Some(0.3)),
        row("query, native, p50", native_p50 / 1_000.0, "ms", None),
        row("query, native, p95", native_p95 / 1_000.0, "ms", None),
        row("query, wasm, p50", number("p50_micros")? / 1_000.0, "ms", None),
        row("query, wasm, p95", number("p95_micros")? / 1_000.0, "ms", Some(1.0)),
        row("query, wasm, slowest of 100,000", number("max_micros")? / 1_000.0, "ms", None),
        row("index opened, wasm", number("open_millis")?, "ms", Some(20.0)),
        row("memory grown over 100,000 queries, wasm", number("grown_bytes")? / 1e6, "MB", Some(1.0)),
    ];
    Ok((speeds, sizes::sections(&compiled)?))
}

/// Seconds, and what the program told.
fn compile(program: &Path) -> Result<(f64, Value)> {
    let out = paths::root().join("target/bench.idx");
    let (mut quickest, mut told) = (f64::INFINITY, Value::Null);
    for _ in 0..COMPILE_RUNS {
        let mut compile = process::command(&program.to_string_lossy());
        let started = Instant::now();
        let printed = process::capture(compile.args(["compile", "--json", "--out"]).arg(&out))?;
        quickest = quickest.min(started.elapsed().as_secs_f64());
        told = serde_json::from_str(&printed)?;
    }
    Ok((quickest, told))
}

/// Median and 95th percentile in microseconds, as the program itself measures each query.
fn native_queries(program: &Path) -> Result<(f64, f64)> {
    let queries = std::fs::read_to_string(paths::root().join(QUERIES))?;
    let many: String = queries.lines().cycle().take(NUM_NATIVE_QUERIES).map(|query| format!("{query}\n")).collect();
    let input = paths::root().join("target/bench-queries.txt");
    std::fs::write(&input, many)?;
    let mut search = process::command(&program.to_string_lossy());
    search.args(["search", "--json", "--index"]).arg(paths::index_file()).arg("-").stdin(std::fs::File::open(&input)?);
    let answers = process::capture(&mut search)?;
    let micros = answers.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()?["micros"].as_f64());
    let mut micros: Vec<f64> = micros.collect();
    ensure!(micros.len() == NUM_NATIVE_QUERIES, "{} answers to {NUM_NATIVE_QUERIES} queries", micros.len());
    micros.sort_by(f64::total_cmp);
    Ok((micros[micros.len() / 2], micros[micros.len() * 95 / 100]))
}

/// What `query.mjs` prints after so many queries.
///
/// # Errors
/// When `dist/` is not built or Node does not run it.
pub fn wasm_queries(num: usize) -> Result<Value> {
    let (glue, wasm) = (sizes::published(API_GLUE)?, sizes::published(API_WASM)?);
    // Node takes a file for a module by its name.
    let module = paths::root().join("target/bench-glue.mjs");
    std::fs::copy(glue, &module)?;
    let mut node = process::command("node");
    // Without the switch its own heap cannot be told from what waits to be collected.
    node.args(["--expose-gc", "xtask/src/bench/query.mjs"]).args([&module, &wasm, &paths::index_file()]);
    node.args([QUERIES, &num.to_string()]);
    Ok(serde_json::from_str(&process::capture(&mut node)?)?)
}
