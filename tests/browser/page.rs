//! One page under test and how to wait for it. What is done with it is sorted by verb: [`crate::find`],
//! [`crate::action`], [`crate::check`].

use crate::browser::Size;
use crate::engine::Engine;
use crate::settings::Settings;
use crate::watch::Console;
use serde_json::Value;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use thirtyfour::WebDriver;

/// An error is a sentence for the person who reads the test's output.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
/// What a step of a scenario returns.
pub type Result<T = ()> = std::result::Result<T, Error>;

/// Longer than anything takes, on a slow machine that does something else at the same time.
const PATIENCE: Duration = Duration::from_secs(20);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// A browser window that shows a page of the site.
pub struct Page {
    pub driver: WebDriver,
    pub engine: Engine,
    pub console: Console,
    /// `http://127.0.0.1:PORT/`
    pub site: String,
    pub axe: PathBuf,
    /// For scenarios with a server or files of their own.
    pub settings: Settings,
    screenshots: PathBuf,
    /// Removed when the page is dropped.
    _profile: tempfile::TempDir,
}

impl Page {
    pub fn new(driver: WebDriver, engine: Engine, site: &str, settings: &Settings, profile: tempfile::TempDir) -> Self {
        Self {
            driver,
            engine,
            console: Console::Driver,
            site: site.to_owned(),
            axe: settings.tools.join("node_modules/axe-core/axe.min.js"),
            settings: settings.clone(),
            screenshots: settings.screenshots.clone(),
            _profile: profile,
        }
    }

    /// Before anything is loaded.
    pub async fn prepare(&mut self, size: Size) -> Result {
        self.watch().await?;
        self.resize(size).await
    }

    /// Runs a script in the page; `arguments` holds the values.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }

    /// Looks until `condition` returns something, and returns that. Errors while looking (the page is being replaced,
    /// say) count as "not yet"; the last one is part of the message when time is up.
    pub async fn wait_for<T>(&self, what: &str, condition: impl AsyncFn() -> Result<Option<T>>) -> Result<T> {
        let started = Instant::now();
        let mut last_error = String::new();
        while started.elapsed() < PATIENCE {
            match condition().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => last_error.clear(),
                Err(error) => last_error = format!(" ({error})"),
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Err(format!("waited {} s for {what}{last_error}", PATIENCE.as_secs()).into())
    }

    /// Writes `NAME.png`.
    pub async fn take_screenshot(&self, name: &str) -> Result<()> {
        std::fs::create_dir_all(&self.screenshots)?;
        let png = self.driver.screenshot_as_png().await?;
        Ok(std::fs::write(self.screenshots.join(format!("{name}.png")), png)?)
    }

    /// Ends the browser.
    pub async fn close(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }
}
