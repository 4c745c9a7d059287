//! The widget in real browsers, by WebDriver, on `dist/` as it is published: in Chromium, and with `--all-engines` in
//! Firefox and WebKit too.
//!
//! `cargo xtask test browser` runs all of it, `cargo xtask test browser --only WORDS` the scenarios whose name holds these
//! words. Without xtask around it every scenario counts as ignored: a plain `cargo test` needs neither browser nor `dist/`.
//!
//! Scenarios are in [`scenarios`], one list; what they are made of is sorted by verb: [`find`], [`action`], [`check`].
//! [`engine`] knows what each browser can be asked for, [`browser`] starts it, [`pool`] lends it to one scenario after the
//! other, [`watch`] (with [`bidi`] for Firefox) hears its console, [`screen`] is what WebKit draws on.

#[path = "../a_list.rs"]
mod a_list;
mod action;
mod bidi;
mod browser;
mod check;
mod engine;
mod find;
mod keystrokes;
mod page;
mod pool;
mod scenarios;
mod screen;
mod screenshots;
mod server;
mod settings;
mod watch;

use engine::Engine;
use libtest_mimic::{Arguments, Failed, Trial};
use page::{Error, Result};
use pool::Pool;
use scenarios::{EXAMPLES, SCENARIOS, Scenario};
use settings::Settings;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use tokio::runtime::Runtime;

/// Most of a scenario is waiting for a browser, so two take hardly longer than one; a third would only make all of them
/// slow on two cores.
const NUM_AT_A_TIME: usize = 2;

fn main() -> ExitCode {
    match start() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What xtask asked for: pictures, times of keys, or scenarios.
fn start() -> Result<ExitCode> {
    let settings = Settings::from_environment();
    let runtime = Arc::new(Runtime::new()?);
    let wanted = std::env::args().nth(1);
    match (wanted.as_deref(), &settings) {
        (Some("--screenshots"), Some(settings)) => runtime.block_on(screenshots::take_all(settings))?,
        (Some("--keystrokes"), Some(settings)) => runtime.block_on(keystrokes::measure(settings))?,
        _ => return run(settings, &runtime),
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs the scenarios whose name contains the filter in each browser.
fn run(settings: Option<Settings>, runtime: &Arc<Runtime>) -> Result<ExitCode> {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(NUM_AT_A_TIME);
    let pool = Arc::new(Pool::new(settings.clone()));
    let trials = trials(settings.as_ref(), &pool, runtime)?;
    let num_all = trials.len() as u64;
    let conclusion = libtest_mimic::run(&arguments, trials);
    runtime.block_on(pool.quit());
    // Of scenarios that xtask was asked for there must be one; a plain `cargo test WORD` means other tests.
    if settings.is_some() && conclusion.num_filtered_out == num_all {
        return Err(format!("no scenario's name contains `{}`", arguments.filter.unwrap_or_default()).into());
    }
    Ok(conclusion.exit_code())
}

/// Each scenario in each engine, with the folder that its server has.
fn trials(settings: Option<&Settings>, pool: &Arc<Pool>, runtime: &Arc<Runtime>) -> Result<Vec<Trial>> {
    let engines = settings.map_or(Ok(vec![Engine::Chromium]), Settings::engines)?;
    for engine in engines.iter().filter(|_| settings.is_some()) {
        println!("in {}{}", engine.name(), engine.remark());
    }
    let dist = settings.map(|it| it.dist.clone()).unwrap_or_default();
    let examples = settings.and_then(|it| it.examples.as_ref());
    let examples = examples.iter().flat_map(|folder| EXAMPLES.iter().map(move |it| ((*folder).clone(), it)));
    let all: Vec<_> = SCENARIOS.iter().map(|it| (dist.clone(), it)).chain(examples).collect();
    let trial = |engine, (folder, it): &(PathBuf, &'static Scenario)| trial(pool, runtime, engine, folder, it);
    Ok(engines.iter().flat_map(|engine| all.iter().map(move |it| trial(*engine, it))).collect())
}

/// A scenario in an engine. It is ignored where xtask did not start this program, or the engine cannot be told what it
/// needs.
fn trial(pool: &Arc<Pool>, runtime: &Arc<Runtime>, engine: Engine, folder: &Path, it: &'static Scenario) -> Trial {
    let missing = it.needs.iter().find(|ability| !engine.can(**ability));
    let remark = missing.map_or_else(String::new, |it| format!(" cannot be told to {}", it.action()));
    let is_ignored = missing.is_some() || !pool.is_ready();
    let (pool, runtime, folder) = (Arc::clone(pool), Arc::clone(runtime), folder.to_path_buf());
    let run = move || runtime.block_on(pool.run(engine, &folder, it)).map_err(failed);
    Trial::test(it.name, run).with_kind(format!("{}{remark}", engine.name())).with_ignored_flag(is_ignored)
}

/// Without chromedriver's own stack, which is about chromedriver.
fn failed(error: Error) -> Failed {
    let error = error.to_string();
    let relevant = error.split("Stacktrace:").next().unwrap_or_default();
    let lines: Vec<_> = relevant.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Failed::from(lines.join("\n"))
}
