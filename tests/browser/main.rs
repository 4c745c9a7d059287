//! The widget in real browsers, by WebDriver, on `dist/` as it is published: in Chromium, and with `--all-engines` in
//! Firefox and WebKit too.
//!
//! `cargo xtask test browser` runs all of it, `cargo xtask test browser --only WORDS` the scenarios whose name holds these
//! words. Without xtask around it, this program skips itself: a plain `cargo test` needs neither browser nor `dist/`.
//!
//! Scenarios are in [`scenarios`], one list; what they are made of is sorted by verb: [`find`], [`action`], [`check`].
//! [`engine`] knows what each browser can be asked for, [`browser`] starts it, [`watch`] (with [`bidi`] for Firefox) hears its
//! console, [`screen`] is what WebKit draws on.

mod action;
mod bidi;
mod browser;
mod check;
mod engine;
mod find;
mod keystrokes;
mod page;
mod scenarios;
mod screen;
mod screenshots;
mod server;
mod settings;
mod watch;

use engine::Engine;
use page::Result;
use scenarios::{EXAMPLES, SCENARIOS, Scenario};
use settings::Settings;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

#[tokio::main]
async fn main() -> ExitCode {
    let Some(settings) = Settings::from_environment() else {
        println!("skipped: the browser tests are started by `cargo xtask test browser`");
        return ExitCode::SUCCESS;
    };
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match args.first().map(String::as_str) {
        Some("--screenshots") => screenshots::take_all(&settings).await.map(|()| true),
        Some("--keystrokes") => keystrokes::measure(&settings).await.map(|()| true),
        filter => run(&settings, filter.unwrap_or_default()).await,
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the scenarios whose name contains `filter` in each browser; true when all passed.
async fn run(settings: &Settings, filter: &str) -> Result<bool> {
    let examples = settings.examples.iter().flat_map(|folder| EXAMPLES.iter().map(move |it| (folder, it)));
    let all = SCENARIOS.iter().map(|it| (&settings.dist, it)).chain(examples);
    let scenarios: Vec<_> = all.filter(|(_, scenario)| scenario.name.contains(filter)).collect();
    if scenarios.is_empty() {
        return Err(format!("no scenario's name contains `{filter}`").into());
    }
    let mut all_passed = true;
    for engine in settings.engines()? {
        all_passed &= run_in(engine, settings, &scenarios).await?;
    }
    Ok(all_passed)
}

/// `scenarios`: each with the folder that its server has.
async fn run_in(engine: Engine, settings: &Settings, scenarios: &[(&PathBuf, &Scenario)]) -> Result<bool> {
    let mut driver = browser::Driver::start(engine).await?;
    println!("in {}{}", engine.name(), engine.remark());
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for (folder, scenario) in scenarios {
        if let Some(ability) = scenario.needs.iter().find(|ability| !engine.can(**ability)) {
            skipped += 1;
            println!("skip {:<60} {} cannot be told to {}", scenario.name, engine.name(), ability.action());
            continue;
        }
        let started = Instant::now();
        let outcome = run_one(settings, &mut driver, folder, scenario).await;
        let millis = started.elapsed().as_millis();
        match outcome {
            Ok(()) => {
                passed += 1;
                println!("ok   {:<60} {millis:>6} ms", scenario.name);
            }
            Err(error) => {
                failed += 1;
                println!("FAIL {:<60} {millis:>6} ms\n     {}", scenario.name, short(&error.to_string()));
            }
        }
    }
    println!("\n{passed} passed, {failed} failed, {skipped} skipped\n");
    Ok(failed == 0)
}

/// Without chromedriver's own stack, which is about chromedriver.
fn short(error: &str) -> String {
    let relevant = error.split("Stacktrace:").next().unwrap_or_default();
    relevant.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n     ")
}

/// Each scenario has a server and a browser of its own, so that none sees what another left behind.
async fn run_one(settings: &Settings, driver: &mut browser::Driver, folder: &Path, scenario: &Scenario) -> Result<()> {
    let server = server::Server::start_in(settings, folder, scenario.server)?;
    let page = driver.open_browser(settings, server.address(), scenario.size).await?;
    let outcome = (scenario.run)(&page).await;
    if outcome.is_err() {
        let name = format!("failed-{}-{}", page.engine.name(), scenario.file_name());
        page.take_screenshot(&name).await.ok();
    }
    let closed = page.close().await;
    outcome.and(closed)
}
