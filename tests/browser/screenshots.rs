//! Pictures of the page in each size, mode and state, for people to look at.

use crate::browser::{Driver, Size};
use crate::engine::Engine;
use crate::page::{Page, Result};
use crate::server::Server;
use crate::settings::Settings;

/// A device and how it is set.
struct Look {
    name: &'static str,
    size: Size,
    dark: bool,
    elder: bool,
}

const LOOKS: &[Look] = &[
    Look { name: "phone", size: (390, 844), dark: false, elder: false },
    Look { name: "phone-dark", size: (390, 844), dark: true, elder: false },
    Look { name: "phone-elder", size: (390, 844), dark: false, elder: true },
    Look { name: "desktop", size: (1280, 800), dark: false, elder: false },
    Look { name: "desktop-dark", size: (1280, 800), dark: true, elder: false },
    Look { name: "desktop-elder", size: (1280, 800), dark: false, elder: true },
    Look { name: "kiosk", size: (1080, 1920), dark: false, elder: false },
];

/// What is shown: a name, the address after `#`, and what is there when it is complete.
const STATES: &[(&str, &str, &str)] = &[
    ("start", "", ".policy-lookup__tile"),
    ("results", "q=创业补贴", ".policy-lookup__hit"),
    ("nothing", "q=量子纠缠", ".policy-lookup__notice"),
    ("clause", "id=2022-31-4-1", ".policy-lookup__clause"),
];

/// Takes every picture. One that cannot be taken is named, and the others still are.
pub async fn take_all(settings: &Settings) -> Result {
    let server = Server::start(settings, &[])?;
    let mut driver = Driver::start(Engine::Chromium).await?;
    let mut failed = Vec::new();
    for look in LOOKS {
        let page = driver.open_browser(settings, server.address(), look.size).await?;
        if look.dark {
            page.prefer("prefers-color-scheme", "dark").await?;
        }
        for (state, fragment, complete) in STATES {
            let name = format!("{}-{state}", look.name);
            if let Err(error) = take(&page, look, fragment, complete, &name).await {
                failed.push(format!("{name}: {error}"));
            }
        }
        page.close().await?;
    }
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n").into()) }
}

async fn take(page: &Page, look: &Look, fragment: &str, complete: &str, name: &str) -> Result {
    // Another page first: a change after `#` alone would not load anything.
    page.driver.goto("about:blank").await?;
    page.open(&format!("#{fragment}")).await?;
    page.appears(complete).await?;
    if look.elder {
        page.click(".policy-lookup__mode").await?;
        page.appears(".policy-lookup--elder").await?;
    }
    page.take_screenshot(name).await
}
