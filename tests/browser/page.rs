//! One page under test and how to wait for it. What is done with it is sorted by verb: [`crate::find`],
//! [`crate::action`], [`crate::check`].

use crate::browser::{Browser, Size};
use crate::engine::Engine;
use crate::settings::Settings;
use crate::watch::Console;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use thirtyfour::{WebDriver, WindowHandle};

/// An error is a sentence for the person who reads the test's output.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
/// What a step of a scenario returns.
pub type Result<T = ()> = std::result::Result<T, Error>;

/// Longer than anything takes, on a slow machine that does something else at the same time.
const PATIENCE: Duration = Duration::from_secs(20);
pub const BETWEEN_LOOKS: Duration = Duration::from_millis(20);
/// What a frame changes may ask for another, and observers are told a frame later.
const NUM_FRAMES: u32 = 4;

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
    /// The tab to go back to, for a page that shares its browser.
    pub first_tab: Option<WindowHandle>,
    /// The browser of this page alone.
    pub own_browser: Option<Browser>,
}

impl Page {
    pub fn new(driver: WebDriver, engine: Engine, site: &str, settings: &Settings) -> Self {
        Self {
            driver,
            engine,
            console: Console::Driver,
            site: site.to_owned(),
            axe: settings.tools.join("node_modules/axe-core/axe.min.js"),
            settings: settings.clone(),
            screenshots: settings.screenshots.clone(),
            first_tab: None,
            own_browser: None,
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

    /// Runs a module of the site as the page's own. What Firefox runs for a test has a room of its own, and so have the
    /// modules it imports: no element that they define is known to the page.
    pub async fn load_module(&self, path: &str) -> Result {
        let import = format!("import('{path}').catch(() => {{}}), null");
        if let Console::Bidi(bidi) = &self.console {
            let target = json!({ "context": bidi.context().await? });
            let evaluate = json!({ "expression": import, "target": target, "awaitPromise": false });
            bidi.send("script.evaluate", evaluate).await?;
        } else {
            self.script(&import, vec![]).await?;
        }
        Ok(())
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

    /// Waits until the page has painted what was done, and whoever watches sizes and the viewport was told: for some
    /// frames. A page that paints no more is brought to the front, and named with its state if that does not help.
    pub async fn painted(&self) -> Result {
        // Marks are the page's: a variable of one script is not seen by the next in Firefox.
        let count = "performance.clearMarks('policy-test-frame');
            let left = arguments[0];
            const frame = () => { performance.mark('policy-test-frame'); if (--left) requestAnimationFrame(frame) };
            requestAnimationFrame(frame)";
        self.script(count, vec![json!(NUM_FRAMES)]).await?;
        self.wait_for("the page to be painted", async || {
            let look = "return [performance.getEntriesByName('policy-test-frame').length, document.visibilityState]";
            let state = self.script(look, vec![]).await?;
            if state[0] == json!(NUM_FRAMES) {
                return Ok(Some(()));
            }
            self.come_to_front().await?;
            Err(format!("frames and visibility: {state}").into())
        })
        .await
    }

    async fn come_to_front(&self) -> Result {
        if self.engine == Engine::Chromium {
            self.driver.cdp().send_raw("Page.bringToFront", json!({})).await?;
        }
        Ok(())
    }

    /// Writes `NAME.png`.
    pub async fn take_screenshot(&self, name: &str) -> Result<()> {
        std::fs::create_dir_all(&self.screenshots)?;
        let png = self.driver.screenshot_as_png().await?;
        Ok(std::fs::write(self.screenshots.join(format!("{name}.png")), png)?)
    }

    /// Ends the browser, or closes the tab and forgets what the site left in a browser that others use after it.
    pub async fn close(self) -> Result<()> {
        let Some(first) = self.first_tab else {
            self.driver.quit().await?;
            // Its profile goes when nothing writes into it any more.
            drop(self.own_browser);
            return Ok(());
        };
        let cdp = self.driver.cdp();
        let left = json!({ "origin": self.site.trim_end_matches('/'), "storageTypes": "all" });
        cdp.send_raw("Storage.clearDataForOrigin", left).await?;
        cdp.send_raw("Network.clearBrowserCache", json!({})).await?;
        self.driver.close_window().await?;
        Ok(self.driver.switch_to_window(first).await?)
    }
}
