//! chromedriver, and the browsers it starts. What is done in a browser is in [`crate::page`] and its verbs.

use crate::page::{Page, Result};
use crate::settings::Settings;
use serde_json::json;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{CapabilitiesHelper, DesiredCapabilities, WebDriver};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Width and height of the page in CSS pixels.
pub type Size = (u32, u32);

/// No sandbox, since CI runs as root in a container; no network of its own, so that nothing but the page under test
/// asks anybody for anything.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-search-engine-choice-screen",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--lang=zh-CN",
    "--accept-lang=zh-CN",
];

/// Runs before the page's own scripts and keeps what the page did wrong, for [`crate::check`], and what it searched.
const WATCH: &str = "
    globalThis.policyTestSearched = [];
    document.addEventListener('policy-lookup:search', event => policyTestSearched.push(event.detail.query));
    globalThis.policyTestViolations = [];
    document.addEventListener('securitypolicyviolation', event => policyTestViolations.push(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
";

/// A running chromedriver; it ends with this value.
pub struct Driver {
    _process: Child,
    url: String,
}

impl Driver {
    /// Starts it on a port of its own choice.
    pub async fn start() -> Result<Driver> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdout(std::process::Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().map_err(|error| format!("cannot start chromedriver: {error}"))?;
        let stdout = process.stdout.take().ok_or("chromedriver has no output")?;
        let mut lines = BufReader::new(stdout).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                let url = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
                // Keeps reading: a full pipe would stop chromedriver.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(Driver { _process: process, url });
            }
        }
        Err("chromedriver ended before it listened".into())
    }

    /// A new browser with a new profile, its window as large as `size`. Nothing is loaded yet.
    pub async fn open_browser(&self, settings: &Settings, site: &str, size: Size) -> Result<Page> {
        let profile = tempfile::tempdir()?;
        let mut wanted = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wanted.add_arg(flag)?;
        }
        wanted.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
        wanted.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
        let driver = WebDriver::new(&self.url, wanted).await?;
        let watch = json!({ "source": WATCH });
        driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", watch).await?;
        let page = Page::new(driver, site, settings, profile);
        page.resize(size).await?;
        Ok(page)
    }
}
