//! The browsers that scenarios run in, and what each does at our request. How one is started is in [`crate::browser`].

use crate::page::Result;
use serde_json::json;
use std::path::Path;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{BrowserCapabilitiesHelper, Capabilities, CapabilitiesHelper, DesiredCapabilities};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// What a scenario may need and WebDriver alone does not give: only some engines can be told to do it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ability {
    /// Text in composition, as an input method sends it.
    Compose,
    /// Other colours than the system's, or paper.
    Media,
    /// Says how many nodes, listeners and bytes a page holds, its garbage collected.
    Memory,
    Print,
    /// Prints a PDF whose objects stand open in it, so that sheets can be counted.
    OpenPrint,
    /// Says what keeps a page from being installed.
    Install,
    /// Turns wheels, slows itself down and says what moved on the screen.
    Devtools,
    /// Hides a tab behind another, as a window does.
    Hide,
    /// Runs scripts as the page's own: its policy and its listeners for errors see what they do later.
    OwnScripts,
    /// Looks at a real web server: only `cargo xtask test --hosting` starts one.
    Host,
    /// Reads from an object store: only `cargo xtask test --object-store` starts one.
    Store,
    /// Goes back through what scripts added to the history.
    Back,
    /// Keeps a page whose server sends `Vary: *`: Firefox refuses to keep the worker's own script then.
    KeepVaried,
}

impl Ability {
    /// Completes "it cannot be told to …".
    pub fn action(self) -> &'static str {
        match self {
            Ability::Compose => "compose as an input method does",
            Ability::Media => "show other media",
            Ability::Memory => "count what a page holds",
            Ability::Print => "print",
            Ability::OpenPrint => "print a PDF whose sheets can be counted",
            Ability::Install => "say whether a page can be installed",
            Ability::Devtools => "turn a wheel, or say what moved",
            Ability::Hide => "hide a page",
            Ability::OwnScripts => "run scripts as the page's own",
            Ability::Host => "find a web server; see `--hosting`",
            Ability::Store => "find an object store; see `--object-store`",
            Ability::Back => "go back through what scripts added to the history",
            Ability::KeepVaried => "keep a worker whose script varies with everything",
        }
    }
}

/// No sandbox, since CI runs as root in a container; no network of its own, so that nothing but the page under test
/// asks anybody for anything.
const CHROMIUM_FLAGS: &[&str] = &[
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

impl Engine {
    pub const ALL: &[Engine] = &[Engine::Chromium, Engine::Firefox, Engine::WebKit];

    pub fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "Chromium",
            Engine::Firefox => "Firefox",
            Engine::WebKit => "WebKit",
        }
    }

    /// What a reader of the results should know.
    pub fn remark(self) -> &'static str {
        match self {
            Engine::WebKit => " (nobody tells what its console got while a page was loading)",
            Engine::Chromium | Engine::Firefox => "",
        }
    }

    /// The program that speaks WebDriver for it.
    pub fn driver(self) -> &'static str {
        match self {
            Engine::Chromium => "chromedriver",
            Engine::Firefox => "geckodriver",
            Engine::WebKit => "WebKitWebDriver",
        }
    }

    pub fn can(self, ability: Ability) -> bool {
        match self {
            Engine::Chromium => match ability {
                Ability::Host => std::env::var_os("POLICY_HOSTING").is_some(),
                Ability::Store => std::env::var_os("POLICY_OBJECT_STORE").is_some(),
                _ => true,
            },
            Engine::Firefox => matches!(ability, Ability::Print | Ability::Hide | Ability::Back),
            Engine::WebKit => matches!(ability, Ability::OwnScripts | Ability::KeepVaried),
        }
    }

    /// What the driver is asked for: no window, Chinese, a new profile. `profile` is an empty folder.
    pub fn capabilities(self, profile: &Path) -> Result<Capabilities> {
        match self {
            Engine::Chromium => chromium(profile),
            Engine::Firefox => firefox(),
            // Its driver knows where its browser is, and gives each session a profile in memory.
            Engine::WebKit => Ok(Capabilities::new()),
        }
    }
}

fn chromium(profile: &Path) -> Result<Capabilities> {
    let mut wanted = DesiredCapabilities::chrome();
    for flag in CHROMIUM_FLAGS {
        wanted.add_arg(flag)?;
    }
    wanted.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    wanted.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
    Ok(wanted.into())
}

/// geckodriver makes the profile itself and switches off what Firefox does on its own account.
fn firefox() -> Result<Capabilities> {
    let mut wanted = DesiredCapabilities::firefox();
    wanted.set_headless()?;
    wanted.set_browser_option("prefs", json!({ "intl.accept_languages": "zh-CN" }))?;
    wanted.set("webSocketUrl", true)?;
    Ok(wanted.into())
}
