//! The widget in a real browser: Chromium by WebDriver, on `dist/` as it is published.
//!
//! `cargo xtask test browser` runs all of it, `cargo xtask test browser --only WORDS` the scenarios whose name holds these
//! words. Without xtask around it, this program skips itself: a plain `cargo test` needs neither browser nor `dist/`.
//!
//! Scenarios are in [`scenarios`], one list; what they are made of is sorted by verb: [`find`], [`action`], [`check`].

mod action;
mod browser;
mod check;
mod find;
mod page;
mod scenarios;
mod screenshots;
mod server;
mod settings;

use page::Result;
use scenarios::{SCENARIOS, Scenario};
use settings::Settings;
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

/// Runs the scenarios whose name contains `filter`; true when all passed.
async fn run(settings: &Settings, filter: &str) -> Result<bool> {
    let driver = browser::Driver::start().await?;
    let (mut passed, mut failed) = (0, 0);
    for scenario in SCENARIOS.iter().filter(|scenario| scenario.name.contains(filter)) {
        let started = Instant::now();
        let outcome = run_one(settings, &driver, scenario).await;
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
    if passed + failed == 0 {
        return Err(format!("no scenario's name contains `{filter}`").into());
    }
    println!("\n{passed} passed, {failed} failed");
    Ok(failed == 0)
}

/// Without chromedriver's own stack, which is about chromedriver.
fn short(error: &str) -> String {
    let relevant = error.split("Stacktrace:").next().unwrap_or_default();
    relevant.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n     ")
}

/// Each scenario has a server and a browser of its own, so that none sees what another left behind.
async fn run_one(settings: &Settings, driver: &browser::Driver, scenario: &Scenario) -> Result<()> {
    let server = server::Server::start(settings, scenario.server)?;
    let page = driver.open_browser(settings, server.address(), scenario.size).await?;
    let outcome = (scenario.run)(&page).await;
    if outcome.is_err() {
        page.take_screenshot(&format!("failed-{}", scenario.file_name())).await.ok();
    }
    let closed = page.close().await;
    outcome.and(closed)
}
