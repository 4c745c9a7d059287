//! How long a key waits for the program on a slow device: real keys in a browser that is slowed down, measured by the
//! browser itself (Event Timing).

use crate::browser::{Driver, Size};
use crate::engine::Engine;
use crate::page::{Page, Result};
use crate::server::Server;
use crate::settings::Settings;
use serde_json::{Value, json};

/// As an old phone beside the machines that programs are written on.
const SLOWDOWN: u32 = 6;
const SIZES: &[(&str, Size)] = &[("phone", (390, 844)), ("desktop", (1280, 800))];
/// Typed letter by letter, from an empty box each time.
const TYPED: &[&str] = &["轮椅谁出钱", "jiuyebutie", "创业担保贷款", "shiye baoxian", "残疾人培训补贴"];
const BOX: &str = "input[role=combobox]";

/// Prints one line of JSON per size: milliseconds that handlers of a key take, 95th percentile and most, milliseconds until
/// the browser has painted what a key changed, and how many keys there were.
pub async fn measure(settings: &Settings) -> Result {
    let server = Server::start(settings, &[])?;
    let mut driver = Driver::start(Engine::Chromium).await?;
    for (name, size) in SIZES {
        let page = driver.open_browser(settings, server.address(), *size).await?;
        let keys = typed(&page).await?;
        page.close().await?;
        let sorted = |time: fn(&Key) -> f64| {
            let mut times: Vec<f64> = keys.iter().map(time).collect();
            times.sort_by(f64::total_cmp);
            times
        };
        let p95 = |times: &[f64]| times[(times.len() - 1) * 95 / 100];
        let (handled, painted) = (sorted(|it| it.handled_ms), sorted(|it| it.painted_ms));
        let row = json!({ "device": name, "p95_ms": p95(&handled), "max_ms": handled.last(),
            "painted_p95_ms": p95(&painted), "num_keys": keys.len() });
        println!("{row}");
    }
    Ok(())
}

/// What one key cost.
struct Key {
    handled_ms: f64,
    painted_ms: f64,
}

async fn typed(page: &Page) -> Result<Vec<Key>> {
    page.open("").await?;
    page.appears(".policy-lookup[data-width] .policy-lookup__tile").await?;
    let watch = "window.timings = [];
        new PerformanceObserver(list => timings.push(...list.getEntries()))
            .observe({ type: 'event', durationThreshold: 16, buffered: false })";
    page.script(watch, vec![]).await?;
    page.driver.cdp().send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWDOWN })).await?;
    let mut keys = Vec::new();
    for text in TYPED {
        page.click(BOX).await?;
        for letter in text.chars() {
            rest(page).await?;
            page.press(letter.to_string()).await?;
            let told = rest(page).await?;
            let [handled_ms, painted_ms] = [0, 1].map(|it| told[it].as_f64().unwrap_or(f64::MAX));
            keys.push(Key { handled_ms, painted_ms });
        }
        page.click(".policy-lookup__clear").await?;
        rest(page).await?;
    }
    Ok(keys)
}

/// Waits until the page has nothing left to do; milliseconds that were spent in handlers of keys since the last rest, and
/// milliseconds from the first of them to the picture of what they changed.
async fn rest(page: &Page) -> Result<Value> {
    let rest = "const done = arguments[arguments.length - 1];
        // Frames and the work put off after them, and then the observer, which is told after the next frame.
        const frame = () => new Promise(next => requestAnimationFrame(() => setTimeout(next)));
        (async () => {
            for (let turn = 0; turn < 6; turn++) await frame();
            await new Promise(next => requestIdleCallback(next));
            const keys = timings.splice(0).filter(it => /^(key|input|beforeinput|textInput)/.test(it.name));
            const handled = keys.reduce((sum, it) => sum + it.processingEnd - it.processingStart, 0);
            const start = Math.min(...keys.map(it => it.startTime));
            done([handled, keys.length ? Math.max(...keys.map(it => it.startTime + it.duration)) - start : 0]);
        })()";
    Ok(page.driver.execute_async(rest, vec![]).await?.json().clone())
}
