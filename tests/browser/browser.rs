//! Drivers, and the browsers they start. What is done in a browser is in [`crate::page`] and its verbs.

use crate::engine::Engine;
use crate::page::{Page, Result};
use crate::screen::Screen;
use crate::settings::Settings;
use std::process::Stdio;
use std::time::{Duration, Instant};
use thirtyfour::WebDriver;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// Width and height of the page in CSS pixels.
pub type Size = (u32, u32);

/// How long a driver may take until it listens, and until it has opened a browser.
const PATIENCE: Duration = Duration::from_secs(40);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// A running driver; it ends with this value.
pub struct Driver {
    engine: Engine,
    process: Child,
    url: String,
    _screen: Option<Screen>,
}

impl Driver {
    /// Starts it on a free port.
    pub async fn start(engine: Engine) -> Result<Driver> {
        let port = free_port()?;
        let mut command = Command::new(engine.driver());
        command.arg(format!("--port={port}")).stdout(Stdio::null()).kill_on_drop(true);
        if engine == Engine::Firefox {
            // Else every Firefox is asked to listen on the same port, and all but the first answer for another.
            command.arg(format!("--websocket-port={}", free_port()?));
        }
        let screen = if engine == Engine::WebKit { Some(Screen::start().await?) } else { None };
        if let Some(screen) = &screen {
            screen.show(&mut command);
        }
        if engine != Engine::Chromium {
            // Browser and driver share it, and the browsers have much to say about the machine.
            command.stderr(Stdio::null());
        }
        let process = command.spawn().map_err(|error| format!("cannot start {}: {error}", engine.driver()))?;
        let url = format!("http://127.0.0.1:{port}");
        let mut driver = Driver { engine, process, url, _screen: screen };
        driver.wait_until_it_listens(port).await?;
        Ok(driver)
    }

    async fn wait_until_it_listens(&mut self, port: u16) -> Result {
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            if self.process.try_wait()?.is_some() || started.elapsed() > PATIENCE {
                return Err(format!("{} does not listen on port {port}", self.engine.driver()).into());
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Ok(())
    }

    /// A new browser with a new profile, its page as large as `size`. Nothing is loaded yet.
    ///
    /// WebKit's driver waits for ever, once in a hundred times, for a browser that is there: then both start anew.
    pub async fn open_browser(&mut self, settings: &Settings, site: &str, size: Size) -> Result<Page> {
        let Ok(page) = timeout(PATIENCE, self.open_once(settings, site, size)).await else {
            *self = Driver::start(self.engine).await?;
            return self.open_once(settings, site, size).await;
        };
        page
    }

    async fn open_once(&self, settings: &Settings, site: &str, size: Size) -> Result<Page> {
        let browser = self.launch().await?;
        let mut page = Page::new(browser.session.clone(), self.engine, site, settings);
        page.own_browser = Some(browser);
        prepared(page, size).await
    }

    /// A new browser with a new profile, for the pages of one scenario after the other.
    pub async fn launch(&self) -> Result<Browser> {
        let profile = tempfile::tempdir()?;
        let session = WebDriver::new(&self.url, self.engine.capabilities(profile.path())?).await?;
        Ok(Browser { engine: self.engine, session, _profile: profile })
    }
}

/// One that stays open would keep some drivers from opening another.
async fn prepared(mut page: Page, size: Size) -> Result<Page> {
    match page.prepare(size).await {
        Ok(()) => Ok(page),
        Err(error) => {
            page.close().await.ok();
            Err(error)
        }
    }
}

/// A running browser. Its first tab shows nothing and keeps it open between two scenarios.
pub struct Browser {
    engine: Engine,
    session: WebDriver,
    /// Removed when the browser is dropped.
    _profile: tempfile::TempDir,
}

impl Browser {
    /// A new tab as large as `size`. Nothing is loaded yet, and what the console got before is forgotten.
    pub async fn open_tab(&self, settings: &Settings, site: &str, size: Size) -> Result<Page> {
        let first = self.session.window().await?;
        let tab = self.session.new_tab().await?;
        self.session.switch_to_window(tab).await?;
        let mut page = Page::new(self.session.clone(), self.engine, site, settings);
        page.first_tab = Some(first);
        let page = prepared(page, size).await?;
        page.console().await?;
        Ok(page)
    }

    /// Ends it.
    pub async fn quit(self) -> Result {
        Ok(self.session.quit().await?)
    }
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
