//! What comes first: the page, or the program.

use crate::check::check;
use crate::page::{Page, Result};
use serde_json::json;

const BOX: &str = "input[role=combobox]";
const HIT: &str = ".policy-lookup__hit";
const TAKEN_OVER: &str = ".policy-lookup[data-width]";

/// When something was painted for the first time and when the program set out, in ms; `null` before that.
async fn times(page: &Page) -> Result<[Option<f64>; 2]> {
    let script = "const [paint] = performance.getEntriesByName('first-contentful-paint');
        const program = performance.getEntriesByType('resource').find(it => /_bg-\\w+\\.wasm$/.test(it.name));
        return [paint, program].map(it => it ? it.startTime : null)";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

/// Who only looks at the start page sees it before the program sets out.
pub async fn the_page_comes_first(page: &Page) -> Result {
    page.open("").await?;
    page.appears(TAKEN_OVER).await?;
    let [painted, set_out] = times(page).await?;
    check(painted.is_some() && painted < set_out, || format!("painted: {painted:?} ms, the program: {set_out:?} ms"))
}

/// Whoever is quicker than the paint, or comes with an address that asks, is not kept waiting for it: here the browser never
/// says that it has painted.
pub async fn who_asks_does_not_wait(page: &Page) -> Result {
    let silent = "PerformanceObserver.prototype.observe = () => {};
        const entries = performance.getEntriesByType.bind(performance);
        performance.getEntriesByType = type => type === 'paint' ? [] : entries(type)";
    let silent = json!({ "source": silent });
    page.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", silent).await?;
    page.open("?q=1#q=补贴").await?;
    page.appears(HIT).await?;
    page.open("?q=2").await?;
    page.painted().await?;
    let [painted, set_out] = times(page).await?;
    check(painted.is_some() && set_out.is_none(), || format!("the program set out untold, at {set_out:?} ms"))?;
    page.type_text(BOX, "补贴").await?;
    page.appears(HIT).await?;
    page.check_is_clean().await
}
