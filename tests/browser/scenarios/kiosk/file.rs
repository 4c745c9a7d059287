//! `kiosk.html` from a disk: no server, no network, strangers one after the other.

use crate::check::check;
use crate::page::{Page, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

const BEGIN: &str = ".policy-lookup__kiosk-begin";
const START: &str = ".policy-lookup__kiosk-start";
const BOX: &str = ".policy-lookup__input";
const KEY: &str = ".policy-lookup__kiosk-key";
const HIT: &str = ".policy-lookup__hit";
const CLAUSE: &str = ".policy-lookup__clause";
const WARNING: &str = "[role=alertdialog]";

/// Visitors driven by `cargo xtask test`; `cargo xtask soak` names more.
const NUM_VISITORS: usize = 100;
pub const NUM_VISITORS_VARIABLE: &str = "POLICY_VISITORS";

/// What visitors look up, one after the other.
const QUESTIONS: &[&str] =
    &["butie", "gsbx", "轮椅", "创业担保贷款", "jianshen", "残疾人", "lpzjy", "体育公园", "培训", "xyz"];

/// A copy of the file, changed by `change`; it lives as long as the folder.
fn copy(page: &Page, change: impl FnOnce(String) -> String) -> Result<(tempfile::TempDir, PathBuf)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("kiosk.html");
    fs::write(&path, change(fs::read_to_string(page.settings.dist.join("kiosk.html"))?))?;
    Ok((folder, path))
}

fn with_setting(file: String, name: &str, value: &Value) -> String {
    let Some(start) = file.find(&format!("\"{name}\":")) else { return file };
    let end = start + file[start..].find(['\n', '}']).unwrap_or_default();
    let comma = if file[start..end].ends_with(',') { "," } else { "" };
    format!("{}\"{name}\": {value}{comma}{}", &file[..start], &file[end..])
}

async fn open(page: &Page, path: &std::path::Path) -> Result {
    Ok(page.driver.goto(format!("file://{}", path.display())).await?)
}

async fn begin(page: &Page) -> Result {
    page.click(BEGIN).await?;
    page.appears(START).await
}

/// Who builds `dist/` for the first time looks at all of it on the server.
pub async fn opens_from_the_server(page: &Page) -> Result {
    page.open("kiosk.html").await?;
    page.appears(BEGIN).await?;
    begin(page).await?;
    page.check_is_clean().await
}

pub async fn opens_from_a_disk(page: &Page) -> Result {
    open(page, &page.settings.dist.join("kiosk.html")).await?;
    page.appears(BEGIN).await?;
    let room = page.script("return document.documentElement.scrollHeight - innerHeight", vec![]).await?;
    check(room == json!(0), || format!("the attract screen is {room} px higher than the screen"))?;
    page.check_axe("attract screen from a disk").await?;
    begin(page).await?;
    page.click(BOX).await?;
    page.press("cyfwbt").await?;
    page.appears(KEY).await?;
    page.wait_for("an answer", async || page.text(HIT).await).await?;
    page.click(&format!("{HIT} a")).await?;
    let clause = page.wait_for("the clause", async || page.text(CLAUSE).await).await?;
    check(clause.contains("创业服务补贴管理办法"), || format!("the clause is {clause}"))?;
    page.check_is_clean().await
}

/// What the staff is asked on the phone: program, data, day, and whose signature.
pub async fn about_says_what_it_is(page: &Page) -> Result {
    let (_folder, path) = copy(page, |file| with_setting(file, "data_date", &json!("2026-11-01")))?;
    let manifest: Value = serde_json::from_str(&fs::read_to_string(page.settings.dist.join("manifest.json"))?)?;
    open(page, &path).await?;
    begin(page).await?;
    page.click(".policy-lookup__kiosk-quiet").await?;
    let about = page.wait_for("about", async || page.text(".policy-lookup__kiosk-facts").await).await?;
    for fact in [&manifest["version"], &manifest["data_version"], &json!("2026-11-01")] {
        let fact = fact.as_str().unwrap_or_default();
        check(!fact.is_empty() && about.contains(fact), || format!("{fact} is not in {about}"))?;
    }
    page.check_is_clean().await
}

/// Nothing is evaluated, nothing is fetched, nothing is written as markup; scripts and styles that the file was not
/// built with do nothing.
pub async fn policy_holds(page: &Page) -> Result {
    open(page, &page.settings.dist.join("kiosk.html")).await?;
    page.appears(BEGIN).await?;
    let script = "const done = arguments[0];
        const refused = attempt => { try { attempt(); return false } catch (error) { return true } };
        const script = document.createElement('script');
        script.append('window.intruder = true');
        const added = refused(() => document.body.append(script)) || !window.intruder;
        document.body.setAttribute('style', 'opacity: 0.5');
        const styled = getComputedStyle(document.body).opacity === '1';
        const facts = { markup: refused(() => document.body.innerHTML = '<b>'), added, styled };
        // Chromium lets what a driver runs evaluate texts whatever the policy says; what it starts for later it does not.
        const evaluated = () => refused(() => (0, eval)('1'));
        const finish = fetched => setTimeout(() => done({ ...facts, evaluated: evaluated(), fetched }));
        fetch('data:text/plain,1').then(() => finish(false), () => finish(true))";
    let refused = page.driver.execute_async(script, vec![]).await?.json().clone();
    let all = json!({ "evaluated": true, "markup": true, "added": true, "styled": true, "fetched": true });
    check(refused == all, || format!("refused: {refused}"))
}

/// The block of JSON is no part of what the policy holds on to.
pub async fn settings_are_taken(page: &Page) -> Result {
    let (_folder, path) = copy(page, |file| {
        let file = with_setting(file, "idle_seconds", &json!(1));
        let file = with_setting(file, "warning_seconds", &json!(2));
        with_setting(with_setting(file, "old_after_days", &json!(1)), "data_date", &json!("2024-05-31"))
    })?;
    open(page, &path).await?;
    let is_told = async || Ok(page.text("body").await?.filter(|text| text.contains("没有更新")));
    page.wait_for("the attract screen to tell that the data is old", is_told).await?;
    begin(page).await?;
    page.wait_for("the start to tell it too", is_told).await?;
    page.appears(WARNING).await?;
    page.appears(BEGIN).await?;
    page.check_is_clean().await
}

/// One changed letter of the index, and the file says that it is not what it was.
pub async fn damage_is_told(page: &Page) -> Result {
    let (_folder, path) = copy(page, |file| {
        let start = file.find("id=\"policy-lookup-index\"").and_then(|at| Some(at + file[at..].find('>')?));
        let middle = start.unwrap_or_default() + 1000;
        let letter = if file[middle..].starts_with('A') { "B" } else { "A" };
        format!("{}{letter}{}", &file[..middle], &file[middle + 1..])
    })?;
    open(page, &path).await?;
    let said = async || Ok(page.text("#policy-lookup").await?.filter(|it| it.contains("请联系工作人员")));
    page.wait_for("the damage to be told", said).await?;
    check(page.count(BEGIN).await? == 0, || "it can be used all the same".to_owned())
}

/// Visitors come, type, read and go without a word. Afterwards the page is as large as before.
pub async fn visitors_leave_no_memory_behind(page: &Page) -> Result {
    let num_visitors = std::env::var(NUM_VISITORS_VARIABLE).ok().and_then(|it| it.parse().ok()).unwrap_or(NUM_VISITORS);
    let (_folder, path) = copy(page, |file| {
        with_setting(with_setting(file, "idle_seconds", &json!(0.05)), "warning_seconds", &json!(1))
    })?;
    open(page, &path).await?;
    page.appears(BEGIN).await?;
    let driver = include_str!("visitors.js");
    page.script(driver, vec![json!(QUESTIONS)]).await?;
    // The first visitors warm up what is kept on purpose: look-ups, compiled code.
    let warm_up = (num_visitors / 5).max(10);
    visit(page, warm_up).await?;
    let mut samples = vec![memory(page).await?];
    const PARTS: usize = 8;
    for part in 0..PARTS {
        visit(page, num_visitors * (part + 1) / PARTS - num_visitors * part / PARTS).await?;
        samples.push(memory(page).await?);
    }
    let growth = slope(&samples) * PARTS as f64;
    let slowest = page.script("return visitors.slowestFrame", vec![]).await?.as_f64().unwrap_or(f64::INFINITY);
    let kilobytes: Vec<_> = samples.iter().map(|it| format!("{:.0}", it / 1000.0)).collect();
    let kilobytes_each = growth / num_visitors as f64 / 1000.0;
    println!(
        "     {num_visitors} visitors: {kilobytes_each:+.2} kB each; heap in kB: {}; slowest task {slowest:.0} ms",
        kilobytes.join(" ")
    );
    // For `cargo xtask soak`.
    println!("{}", json!({ "visitors": num_visitors, "kilobytes_each": kilobytes_each }));
    // Longer than this and a finger feels it; a machine that does something else at the same time gets its share.
    check(slowest < 500.0, || format!("a task took {slowest:.0} ms"))?;
    check(growth < 1e6, || format!("{num_visitors} visitors left {growth:.0} bytes behind: {kilobytes:?}"))?;
    page.check_is_clean().await
}

async fn visit(page: &Page, num: usize) -> Result {
    // Few at a time: a browser gives a script half a minute.
    for start in (0..num).step_by(5) {
        let script =
            "const done = arguments[1]; visitors.come(arguments[0]).then(() => done(''), error => done(String(error)))";
        let told = page.driver.execute_async(script, vec![json!((num - start).min(5))]).await?.json().clone();
        check(told == "", || format!("a visitor was stopped: {told}"))?;
    }
    Ok(())
}

/// Bytes of the page and of the program after everything that nobody holds has been given up.
async fn memory(page: &Page) -> Result<f64> {
    page.driver.cdp().send_raw("HeapProfiler.collectGarbage", json!({})).await?;
    let usage = page.driver.cdp().send_raw("Runtime.getHeapUsage", json!({})).await?;
    let bytes = |name: &str| usage[name].as_f64().unwrap_or_default();
    Ok(bytes("usedSize") + bytes("embedderHeapUsedSize") + bytes("backingStorageSize"))
}

/// By least squares, per sample.
fn slope(samples: &[f64]) -> f64 {
    let num = samples.len() as f64;
    let (mean_x, mean_y) = ((num - 1.0) / 2.0, samples.iter().sum::<f64>() / num);
    let (mut above, mut below) = (0.0, 0.0);
    for (x, y) in samples.iter().enumerate() {
        above += (x as f64 - mean_x) * (y - mean_y);
        below += (x as f64 - mean_x).powi(2);
    }
    above / below
}
