//! `<policy-lookup>` in a page by somebody else, `embed.html`: one with its own style sheet and a strict policy.

mod commands;
mod failures;
mod hosts;
mod script;

pub use commands::*;
pub use failures::*;
pub use hosts::*;
pub use script::*;

use crate::check::check;
use crate::page::{Page, Result};
use serde_json::{Value, json};

const FIRST: &str = "policy-lookup[collection=rehab]";
const SECOND: &str = "policy-lookup[mode=elder]";
const HIT: &str = ".policy-lookup__hit";

/// The first element searches by itself, the second when somebody types; the page's policy is never violated.
pub async fn both_answer(page: &Page) -> Result {
    page.open("embed.html").await?;
    page.wait_for("the answer to the attribute", async || inside(page, FIRST, HIT).await).await?;
    scroll_to(page, SECOND).await?;
    page.wait_for("the second element", async || inside(page, SECOND, "[data-size] input").await).await?;
    type_into(page, SECOND, "健身步道").await?;
    let hit = page.wait_for("its answer", async || inside(page, SECOND, HIT).await).await?;
    check(hit.contains("步道"), || format!("the second element found {hit}"))?;
    let elder = inside(page, SECOND, ".policy-lookup--elder").await?;
    check(elder.is_some(), || "the second element is not in large type".to_owned())?;
    page.check_axe_in("policy-lookup", "embedded").await?;
    page.check_is_clean().await
}

/// What was typed before the program is in its box, with the caret where it was, and is what it searches.
pub async fn early_typing_is_kept(page: &Page) -> Result {
    page.open("embed.html").await?;
    page.wait_for("the box before the program", async || inside(page, FIRST, "input").await).await?;
    let type_early = format!(
        "const input = document.querySelector('{FIRST}').shadowRoot.querySelector('input');
         input.focus();
         input.value = '融资';
         input.setSelectionRange(1, 1)"
    );
    page.script(&type_early, vec![]).await?;
    let program = inside(page, FIRST, "[data-size]").await?;
    check(program.is_none(), || "the program was there too early for this test".to_owned())?;
    let hit = page.wait_for("an answer", async || inside(page, FIRST, HIT).await).await?;
    check(hit.contains("融资"), || format!("the first element found {hit}"))?;
    let kept = format!(
        "const input = document.querySelector('{FIRST}').shadowRoot.activeElement;
         return input && [input.value, input.selectionStart]"
    );
    let kept = page.script(&kept, vec![]).await?;
    check(kept == json!(["融资", 1]), || format!("the box has {kept}"))?;
    page.check_is_clean().await
}

/// Nothing happens in an element far below, until it comes near.
pub async fn waits_until_near(page: &Page) -> Result {
    page.open("embed.html").await?;
    page.wait_for("the first element", async || inside(page, FIRST, HIT).await).await?;
    let add = "const far = document.createElement('div');
        far.style.height = '5000px';
        const late = document.createElement('policy-lookup');
        late.id = 'late';
        document.body.append(far, late)";
    page.script(add, vec![]).await?;
    page.painted().await?;
    let late = inside(page, "#late", "input").await?;
    check(late.is_none(), || "the element, screens below, has started".to_owned())?;
    scroll_to(page, "#late").await?;
    page.wait_for("the element that came near", async || inside(page, "#late", "[data-size] input").await).await?;
    page.check_is_clean().await
}

/// The style sheet of `embed.html` hides boxes and articles and sets every letter in capitals of 26 px.
pub async fn hostile_styles_stay_outside(page: &Page) -> Result {
    page.open("embed.html").await?;
    page.wait_for("the answer", async || inside(page, FIRST, HIT).await).await?;
    let script = format!(
        "const root = document.querySelector('{FIRST}').shadowRoot;
         const style = selector => getComputedStyle(root.querySelector(selector));
         const hit = style('{HIT}'), input = style('input'), button = style('button');
         // The page centres everything; that `start` is `left` here is for each engine to say or not.
         const align = hit.textAlign.replace('left', 'start');
         return [hit.fontSize, hit.letterSpacing, hit.textTransform, align, input.display !== 'none',
                 style('mark').display !== 'none', button.cssFloat, getComputedStyle(document.querySelector('button')).cssFloat]"
    );
    let styles = page.script(&script, vec![]).await?;
    let expected = json!(["17px", "normal", "none", "start", true, true, "none", "right"]);
    check(styles == expected, || format!("styles inside: {styles}"))?;
    // And nothing gets out: the page's own style sheet is the only one it has.
    let sheets = "return [document.styleSheets.length, (document.adoptedStyleSheets || []).length]";
    let sheets = page.script(sheets, vec![]).await?;
    check(sheets == json!([1, 0]), || format!("style sheets of the page: {sheets}"))
}

pub async fn attributes_are_followed(page: &Page) -> Result {
    page.open("embed.html").await?;
    page.wait_for("the answer", async || inside(page, FIRST, HIT).await).await?;
    set_attribute(page, FIRST, "query", "贷款").await?;
    let hit = async || Ok(inside(page, FIRST, HIT).await?.filter(|hit| hit.contains("贷")));
    page.wait_for("the answer to another question", hit).await?;
    set_attribute(page, FIRST, "lang", "en").await?;
    set_attribute(page, FIRST, "theme", "dark").await?;
    set_attribute(page, FIRST, "mode", "elder").await?;
    let changed = ".policy-lookup--elder[data-theme=dark][lang=en]";
    page.wait_for("language, colours and size", async || inside(page, FIRST, changed).await).await?;
    set_attribute(page, FIRST, "collection", "employment").await?;
    let first = "policy-lookup[collection=employment]";
    let hit = async || Ok(inside(page, first, HIT).await?.filter(|hit| hit.contains("22号")));
    page.wait_for("the answer from another collection", hit).await?;
    page.check_is_clean().await
}

pub async fn events_bubble(page: &Page) -> Result {
    page.open("embed.html").await?;
    let listen = "window.heard = [];
        for (const name of ['policy-lookup:search', 'policy-lookup:open'])
            document.body.addEventListener(name, it => heard.push([it.type, it.target.localName, it.detail]))";
    page.script(listen, vec![]).await?;
    page.wait_for("the answer", async || inside(page, FIRST, HIT).await).await?;
    set_attribute(page, FIRST, "query", "轮椅 配置").await?;
    let heard = async |name: &str| {
        let heard = page.script("return heard", vec![]).await?;
        let mut heard = heard.as_array().cloned().unwrap_or_default().into_iter();
        Ok(heard.rfind(|it| it[0] == name && (it[2]["query"] == "轮椅 配置" || it[2]["id"].is_string())))
    };
    let search = page.wait_for("policy-lookup:search", async || heard("policy-lookup:search").await).await?;
    check(search[1] == "policy-lookup", || format!("the target is {}", search[1]))?;
    let detail = &search[2];
    check(detail["collection"] == "rehab" && detail["num_hits"].is_u64() && detail["confident"].is_boolean(), || {
        format!("the detail is {detail}")
    })?;
    let first =
        format!("document.querySelector('{FIRST}').shadowRoot.querySelector('.policy-lookup__hit-link').click()");
    page.script(&first, vec![]).await?;
    let open = page.wait_for("policy-lookup:open", async || heard("policy-lookup:open").await).await?;
    let id = open[2]["id"].as_str().unwrap_or_default();
    check(id.starts_with("2022-31-"), || format!("opened {id}"))?;
    page.check_is_clean().await
}

/// A tool that belongs to the page sees no shadow roots: `text()` says what is inside, and what is announced inside is
/// announced in the page, once.
pub async fn speaks_to_the_page(page: &Page) -> Result {
    page.open("embed.html").await?;
    let live = format!("{FIRST} > [role=status]");
    let said = async || Ok(page.text(&live).await?.filter(|said| said.contains("找到")));
    page.wait_for("the number of hits in the page itself", said).await?;
    let script = format!(
        "return document.querySelector('{FIRST}').shadowRoot.querySelectorAll('[aria-live], .policy-lookup__unseen[role=status]').length"
    );
    let inside = page.script(&script, vec![]).await?;
    check(inside == json!(0), || format!("{inside} regions inside would say it a second time"))?;
    page.click("[data-tool=read]").await?;
    let read = page.text(".toolbar-said").await?.unwrap_or_default();
    check(read.contains("找到"), || format!("the page's reader got: {read}"))
}

/// Two elements in one page leave its address alone; one that was told `url-state` uses it.
pub async fn leaves_the_address_alone(page: &Page) -> Result {
    page.open("embed.html#news").await?;
    page.wait_for("the answer", async || inside(page, FIRST, HIT).await).await?;
    let before = page.script("return [location.href, history.length]", vec![]).await?;
    set_attribute(page, FIRST, "query", "贷款").await?;
    let hit = async || Ok(inside(page, FIRST, HIT).await?.filter(|hit| hit.contains("贷")));
    page.wait_for("the answer to another question", hit).await?;
    scroll_to(page, SECOND).await?;
    page.wait_for("the second element", async || inside(page, SECOND, "[data-size] input").await).await?;
    type_into(page, SECOND, "步道").await?;
    page.wait_for("its answer", async || inside(page, SECOND, HIT).await).await?;
    let after = page.script("return [location.href, history.length]", vec![]).await?;
    check(before == after, || format!("the address was {before} and is {after}"))?;
    set_attribute(page, SECOND, "url-state", "").await?;
    type_into(page, SECOND, "公园").await?;
    let asked = async || Ok(page.fragment().await?.contains("步道公园").then_some(()));
    page.wait_for("the question in the address", asked).await?;
    page.check_is_clean().await
}

/// What is left of an element that was shown and removed: nothing. Measured after a first round, in which everything
/// that is shared (program, index, style sheet) came to stay.
pub async fn removed_elements_are_freed(page: &Page) -> Result {
    page.open("embed.html").await?;
    page.wait_for("the first element", async || inside(page, FIRST, HIT).await).await?;
    come_and_go(page, 30).await?;
    let before = in_use(page).await?;
    come_and_go(page, 200).await?;
    let after = in_use(page).await?;
    // A node or a listener of the page itself may come or go meanwhile; one for every tenth element may not.
    check(after.nodes < before.nodes + 20 && after.listeners < before.listeners + 20, || {
        format!("200 elements left nodes or listeners behind: {before:?}, then {after:?}")
    })?;
    check(after.wasm == before.wasm, || format!("the program's memory grew: {before:?}, then {after:?}"))?;
    // 1 KB each. What a heap snapshot finds more of is code that the browser compiles while this runs, and its records
    // of what moved in the layout.
    check(after.heap < before.heap + 200 * 1024, || format!("the heap grew: {before:?}, then {after:?}"))?;
    page.check_is_clean().await
}

/// Adds an element, waits until it is ready and has answered, removes it; `times` over. One that goes before it is ready
/// is freed when it would have been: two would be alive at one time, and what the second needed stays for others.
async fn come_and_go(page: &Page, times: u32) -> Result {
    let script = "const [times, done] = arguments;
        const turn = () => new Promise(resolve => setTimeout(resolve));
        (async () => {
            for (let at = 0; at < times; at++) {
                const element = document.createElement('policy-lookup');
                element.setAttribute('query', '补贴');
                const ready = new Promise(resolve => element.addEventListener('policy-lookup:ready', resolve));
                document.body.prepend(element);
                await ready;
                while (!element.shadowRoot.querySelector('[data-size] .policy-lookup__hit')) await turn();
                element.remove();
                while (element.shadowRoot.firstChild || element.firstChild) await turn();
            }
        })().then(() => done(null), error => done(String(error)))";
    let failed = page.driver.execute_async(script, vec![json!(times)]).await?.json().clone();
    check(failed.is_null(), || format!("an element did not come or go: {failed}"))
}

/// Bytes and things that the page holds after its garbage was collected.
#[derive(Debug)]
struct InUse {
    heap: u64,
    nodes: u64,
    listeners: u64,
    wasm: u64,
}

async fn in_use(page: &Page) -> Result<InUse> {
    let cdp = page.driver.cdp();
    // Finalizers free what the program holds for an object, which may free further objects.
    for _ in 0..3 {
        cdp.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
    }
    let heap = cdp.send_raw("Runtime.getHeapUsage", json!({})).await?;
    let counters = cdp.send_raw("Memory.getDOMCounters", json!({})).await?;
    let wasm = "const done = arguments[0];
        import(performance.getEntriesByType('resource').map(it => it.name).find(name => /\\/policy-lookup[^/_]*\\.js$/.test(name)))
            .then(glue => glue.default()).then(wasm => done(wasm.memory.buffer.byteLength), error => done(String(error)))";
    let wasm = page.driver.execute_async(wasm, vec![]).await?.json().clone();
    let number = |value: &Value| value.as_f64().map(|it| it as u64).ok_or_else(|| format!("{value} is not a number"));
    Ok(InUse {
        heap: number(&heap["usedSize"])?,
        nodes: number(&counters["nodes"])?,
        listeners: number(&counters["jsEventListeners"])?,
        wasm: number(&wasm)?,
    })
}

/// The text of the first match inside one element.
async fn inside(page: &Page, element: &str, selector: &str) -> Result<Option<String>> {
    let script = "const host = document.querySelector(arguments[0]);
        const found = host && host.shadowRoot && host.shadowRoot.querySelector(arguments[1]);
        return found ? found.textContent : null";
    let text = page.script(script, vec![json!(element), json!(selector)]).await?;
    Ok(text.as_str().map(str::to_owned))
}

async fn scroll_to(page: &Page, element: &str) -> Result {
    page.script("document.querySelector(arguments[0]).scrollIntoView()", vec![json!(element)]).await?;
    Ok(())
}

async fn set_attribute(page: &Page, element: &str, name: &str, value: &str) -> Result {
    let script = "document.querySelector(arguments[0]).setAttribute(arguments[1], arguments[2])";
    page.script(script, vec![json!(element), json!(name), json!(value)]).await?;
    Ok(())
}

/// Types at the end of the box of an element.
async fn type_into(page: &Page, element: &str, text: &str) -> Result {
    let input = "return document.querySelector(arguments[0]).shadowRoot.querySelector('input')";
    let input = page.driver.execute(input, vec![json!(element)]).await?.element()?;
    Ok(input.send_keys(text).await?)
}
