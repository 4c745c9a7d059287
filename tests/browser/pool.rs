//! Browsers, lent to one scenario after the other: starting one takes as long as many a scenario.

use crate::browser::{Browser, Driver};
use crate::engine::Engine;
use crate::page::{Page, Result};
use crate::scenarios::Scenario;
use crate::server::Server;
use crate::settings::Settings;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Drivers that nobody uses at the moment, each with the browser that it has open.
pub struct Pool {
    /// `None` where xtask did not start this program.
    settings: Option<Settings>,
    free: Mutex<Vec<Slot>>,
}

struct Slot {
    engine: Engine,
    driver: Driver,
    browser: Option<Browser>,
}

impl Pool {
    /// Nothing is started yet.
    pub fn new(settings: Option<Settings>) -> Pool {
        Pool { settings, free: Mutex::default() }
    }

    /// Whether scenarios can run.
    pub fn is_ready(&self) -> bool {
        self.settings.is_some()
    }

    /// Runs a scenario with a server of its own, which has this folder. After a failure the browser is ended, and after a
    /// page that did not close its driver too, so that it spoils nothing else.
    pub async fn run(&self, engine: Engine, folder: &Path, scenario: &Scenario) -> Result {
        let settings = self.settings.as_ref().ok_or("scenarios are started by `cargo xtask test browser`")?;
        let server = Server::start_in(settings, folder, scenario.server)?;
        let mut slot = self.take(engine).await?;
        let page = slot.open(settings, server.address(), scenario).await;
        let (outcome, is_closed) = match page {
            Ok(page) => run_on(page, scenario).await,
            Err(error) => (Err(error), true),
        };
        if outcome.is_err() || !is_closed {
            slot.quit_browser().await;
        }
        if is_closed {
            self.give_back(slot);
        }
        outcome
    }

    async fn take(&self, engine: Engine) -> Result<Slot> {
        if let Some(slot) = self.take_free(engine) {
            return Ok(slot);
        }
        Ok(Slot { engine, driver: Driver::start(engine).await?, browser: None })
    }

    fn take_free(&self, engine: Engine) -> Option<Slot> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let at = free.iter().position(|slot| slot.engine == engine)?;
        Some(free.swap_remove(at))
    }

    fn give_back(&self, slot: Slot) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(slot);
    }

    /// Ends all browsers.
    pub async fn quit(&self) {
        let slots = std::mem::take(&mut *self.free.lock().unwrap_or_else(PoisonError::into_inner));
        for mut slot in slots {
            slot.quit_browser().await;
        }
    }
}

impl Slot {
    /// A tab in the browser that is open, or a browser for this page alone. Only Chromium is shared: WebKit's driver cannot
    /// open tabs, and Firefox keeps what its console got in one list for all of them.
    async fn open(&mut self, settings: &Settings, site: &str, scenario: &Scenario) -> Result<Page> {
        if scenario.alone || self.engine != Engine::Chromium {
            return self.driver.open_browser(settings, site, scenario.size).await;
        }
        let browser = match self.browser.take() {
            Some(browser) => browser,
            None => self.driver.launch().await?,
        };
        self.browser.insert(browser).open_tab(settings, site, scenario.size).await
    }

    async fn quit_browser(&mut self) {
        if let Some(browser) = self.browser.take() {
            // It may be gone already.
            browser.quit().await.ok();
        }
    }
}

/// What came of it, and whether the page was closed after it: that a driver cannot is said, and no fault of the scenario.
async fn run_on(page: Page, scenario: &Scenario) -> (Result, bool) {
    let outcome = (scenario.run)(&page).await;
    if outcome.is_err() {
        let name = format!("failed-{}-{}", page.engine.name(), scenario.file_name());
        page.take_screenshot(&name).await.ok();
    }
    let closed = page.close().await;
    if let Err(error) = &closed {
        println!("     {} did not close: {error}", scenario.name);
    }
    (outcome, closed.is_ok())
}
