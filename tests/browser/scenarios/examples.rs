//! The examples of `www/examples`, built with the npm package: `cargo xtask test browser --package`. Other people's code
//! writes to the console too, so these only look at what is shown.

use crate::check::check;
use crate::page::{Page, Result};

/// Hits that hold these words.
async fn finds(page: &Page, words: &str) -> Result {
    let hits = async || Ok(page.text(".policy-lookup__hit").await?.filter(|hit| hit.contains(words)));
    page.wait_for(&format!("a hit with {words}"), hits).await.map(drop)
}

/// What the page says of the last search.
async fn says(page: &Page, start: &str) -> Result {
    let said = async || Ok(page.text("output, #heard").await?.filter(|it| it.starts_with(start)));
    page.wait_for(&format!("the page to say {start}"), said).await.map(drop)
}

async fn box_has(page: &Page, wanted: &str) -> Result {
    let script = "return document.querySelector('policy-lookup').shadowRoot.querySelector('[data-size] input').value";
    let value = async || Ok((page.script(script, vec![]).await? == wanted).then_some(()));
    page.wait_for(&format!("{wanted:?} in the box"), value).await
}

/// 轮椅 is 辅助器具 in the official words. Properties, the ref and an event, under StrictMode, which mounts everything twice.
pub async fn react_asks_and_hears(page: &Page) -> Result {
    page.open("react/index.html").await?;
    finds(page, "辅助器具").await?;
    says(page, "轮椅: ").await?;
    page.click("button:nth-of-type(2)").await?;
    finds(page, "失业保险").await?;
    says(page, "失业保险: ").await?;
    page.click("button:nth-of-type(4)").await?;
    box_has(page, "").await?;
    check(page.count(".policy-lookup__hit").await? == 0, || "there are hits after clear()".to_owned())
}

/// `:query`, `:url-state="false"` and `@policy-lookup:search`.
pub async fn vue_asks_and_hears(page: &Page) -> Result {
    page.open("vue/index.html").await?;
    finds(page, "辅助器具").await?;
    page.click("button:nth-of-type(3)").await?;
    finds(page, "步道").await?;
    says(page, "健身步道: ").await?;
    let address = page.script("return location.hash", vec![]).await?;
    check(address == "", || format!("the address says {address}"))
}

/// A tab that is hidden at first, a style sheet that sets a font for everything, `.attr` and `.on`.
pub async fn jquery_asks_and_hears(page: &Page) -> Result {
    page.open("jquery/index.html").await?;
    page.click("[data-question=失业保险]").await?;
    finds(page, "失业保险").await?;
    says(page, "失业保险: ").await?;
    let line = "return getComputedStyle(document.querySelector('policy-lookup').shadowRoot
        .querySelector('.policy-lookup__hit')).lineHeight";
    let line = page.script(line, vec![]).await?;
    check(line != "18px", || "the template's line height got in".to_owned())
}

/// A script that waits for the first sign of a reader, under a policy without inline styles; measures of the theme.
pub async fn wordpress_answers_late(page: &Page) -> Result {
    page.open("wordpress/index.html").await?;
    let is_known = page.script("return !!customElements.get('policy-lookup')", vec![]).await?;
    check(is_known == false, || "the element was there before anybody did anything".to_owned())?;
    page.script("dispatchEvent(new Event('scroll'))", vec![]).await?;
    finds(page, "辅助器具").await?;
    let inside = "const input = document.querySelector('policy-lookup').shadowRoot.querySelector('[data-size] input');
        return [getComputedStyle(input).textTransform, globalThis.policyTestViolations ?? []]";
    let inside = page.script(inside, vec![]).await?;
    check(inside == serde_json::json!(["none", []]), || format!("inside: {inside}"))?;
    page.check_is_clean().await
}

/// Each example, wide and on a phone: pictures to look at.
pub async fn pictures(page: &Page) -> Result {
    for name in ["react", "vue", "jquery", "wordpress"] {
        page.open(&format!("{name}/index.html")).await?;
        page.script("dispatchEvent(new Event('scroll'))", vec![]).await?;
        if name == "jquery" {
            page.click("[data-question=轮椅]").await?;
        }
        finds(page, "辅助器具").await?;
        for (form, size) in [("wide", super::DESKTOP), ("phone", super::PHONE)] {
            page.resize(size).await?;
            page.take_screenshot(&format!("example-{name}-{form}")).await?;
        }
    }
    Ok(())
}
