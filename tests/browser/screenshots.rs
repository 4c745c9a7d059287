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

const PORTRAIT: Size = (1080, 1920);
const LANDSCAPE: Size = (1920, 1080);

const LOOKS: &[Look] = &[
    Look { name: "phone", size: (390, 844), dark: false, elder: false },
    Look { name: "phone-dark", size: (390, 844), dark: true, elder: false },
    Look { name: "phone-elder", size: (390, 844), dark: false, elder: true },
    Look { name: "desktop", size: (1280, 800), dark: false, elder: false },
    Look { name: "desktop-dark", size: (1280, 800), dark: true, elder: false },
    Look { name: "desktop-elder", size: (1280, 800), dark: false, elder: true },
];

/// What is shown: a name, the address after `#`, and what is there when it is complete.
const STATES: &[(&str, &str, &str)] = &[
    ("start", "", ".policy-lookup__tile"),
    ("results", "q=创业补贴", ".policy-lookup__hit"),
    ("nothing", "q=量子纠缠", ".policy-lookup__notice"),
    ("clause", "q=辅助器具&id=2022-31-4-1", ".policy-lookup__clause"),
    ("document", "doc=柳政办〔2022〕31号", ".policy-lookup__body"),
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
    for (name, size) in [("kiosk", PORTRAIT), ("kiosk-lying", LANDSCAPE)] {
        let page = driver.open_browser(settings, server.address(), size).await?;
        if let Err(error) = take_kiosk(&page, name).await {
            failed.push(format!("{name}: {error}"));
        }
        page.close().await?;
    }
    let page = driver.open_browser(settings, server.address(), (1280, 800)).await?;
    if let Err(error) = take_embedded(&page).await {
        failed.push(format!("embed: {error}"));
    }
    page.close().await?;
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n").into()) }
}

async fn take(page: &Page, look: &Look, fragment: &str, complete: &str, name: &str) -> Result {
    // Another page first: a change after `#` alone would not load anything.
    page.driver.goto("about:blank").await?;
    page.open(&format!("#{fragment}")).await?;
    page.appears(complete).await?;
    // The device remembers the choice.
    if look.elder && page.count(".policy-lookup--elder").await? == 0 {
        page.click(".policy-lookup__mode").await?;
        page.appears(".policy-lookup--elder").await?;
    }
    page.take_screenshot(name).await
}

/// One visit, from the attract screen to a clause.
async fn take_kiosk(page: &Page, name: &str) -> Result {
    page.open("?mode=kiosk&printer=1&idle_seconds=600").await?;
    page.appears(".policy-lookup__kiosk-begin").await?;
    page.take_screenshot(&format!("{name}-attract")).await?;
    page.click(".policy-lookup__kiosk-begin").await?;
    page.appears(".policy-lookup__kiosk-start").await?;
    page.take_screenshot(&format!("{name}-start")).await?;
    page.click(".policy-lookup__input").await?;
    page.press("cydbdk").await?;
    page.appears(".policy-lookup__hit").await?;
    page.take_screenshot(&format!("{name}-keyboard")).await?;
    page.click(".policy-lookup__hit a").await?;
    page.appears(".policy-lookup__clause").await?;
    page.take_screenshot(&format!("{name}-clause")).await
}

async fn take_embedded(page: &Page) -> Result {
    page.open("embed.html").await?;
    page.appears(".policy-lookup__hit").await?;
    page.take_screenshot("embed").await
}
