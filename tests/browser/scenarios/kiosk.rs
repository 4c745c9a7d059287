//! `index.html?mode=kiosk`: one visitor from the attract screen to a clause, and what is left when the next one comes.

pub mod file;
pub mod hall;

use crate::browser::Size;
use crate::check::check;
use crate::page::{Page, Result};
use serde_json::json;
use thirtyfour::Key;

pub const PORTRAIT: Size = (1080, 1920);
pub const LANDSCAPE: Size = (1920, 1080);

/// Nobody is asked anything while a test thinks.
const PATIENT: &str = "?mode=kiosk&printer=1&idle_seconds=600";
/// Seconds enough for a few touches on a busy machine.
const HASTY: &str = "?mode=kiosk&idle_seconds=5&warning_seconds=20";
/// The same for a visitor who does not come back.
const GONE: &str = "?mode=kiosk&idle_seconds=5&warning_seconds=3";

const BEGIN: &str = ".policy-lookup__kiosk-begin";
const START: &str = ".policy-lookup__kiosk-start";
const BOX: &str = ".policy-lookup__input";
const KEYBOARD: &str = ".policy-lookup__kiosk-keyboard";
const CANDIDATE: &str = ".policy-lookup__kiosk-candidate";
const SEARCH: &str = ".policy-lookup__submit";
const HIT: &str = ".policy-lookup__hit";
const CLAUSE: &str = ".policy-lookup__clause";
const WARNING: &str = "[role=alertdialog]";
const STAY: &str = ".policy-lookup__kiosk-stay";
const DOCK: &str = ".policy-lookup__kiosk-act";
const FAILURE: &str = ".policy-lookup__notice--failure";

/// What a visitor types here, and must not be found afterwards.
const LETTERS: &str = "cyfwbt";
const WORD: &str = "创业服务补贴";

pub async fn letters_lead_to_the_clause(page: &Page) -> Result {
    begin(page, PATIENT).await?;
    page.click(BOX).await?;
    touch_keys(page, LETTERS).await?;
    wait_for_box(page, LETTERS).await?;
    page.wait_for("an answer to the letters alone", async || page.text(HIT).await).await?;
    touch(page, CANDIDATE, WORD).await?;
    wait_for_box(page, WORD).await?;
    page.click(SEARCH).await?;
    page.wait_for("the keyboard to go", async || Ok((page.count(KEYBOARD).await? == 0).then_some(()))).await?;
    page.click(&format!("{HIT} a")).await?;
    let clause = page.wait_for("the clause", async || page.text(CLAUSE).await).await?;
    check(clause.contains("创业服务补贴管理办法"), || format!("the clause is {clause}"))?;
    check(page.count(".policy-lookup__qr").await? == 1, || "there is no code for the phone".to_owned())?;
    check(clause.contains("柳政办〔2022〕22号"), || format!("no citation in {clause}"))?;
    page.check_is_clean().await
}

/// Every candidate replaces the letters before it and stays, so that words add up; 退格 and 清空 take them back.
pub async fn candidates_add_up(page: &Page) -> Result {
    begin(page, PATIENT).await?;
    page.click(BOX).await?;
    touch_keys(page, "cjr").await?;
    touch(page, CANDIDATE, "残疾人").await?;
    wait_for_box(page, "残疾人").await?;
    touch_keys(page, "jiuy").await?;
    touch(page, CANDIDATE, "就业").await?;
    wait_for_box(page, "残疾人就业").await?;
    touch_key(page, "退格").await?;
    wait_for_box(page, "残疾人就").await?;
    touch_key(page, "清空").await?;
    wait_for_box(page, "").await?;
    page.check_is_clean().await
}

/// Without a touch: Enter begins, letters go into the box, Enter searches.
pub async fn a_keyboard_on_a_cable_works(page: &Page) -> Result {
    open(page, PATIENT).await?;
    page.press(Key::Tab).await?;
    page.press(Key::Enter).await?;
    page.element(BOX).await?;
    page.press(WORD).await?;
    page.press(Key::Enter).await?;
    page.wait_for("an answer", async || page.text(HIT).await).await?;
    page.check_is_clean().await
}

/// The visitor is asked; one touch and everything is as it was.
pub async fn a_visitor_may_stay(page: &Page) -> Result {
    leave_something_and_wait(page).await?;
    let focused = page.script("return document.activeElement.textContent", vec![]).await?;
    check(focused == "继续使用", || format!("the focus is on {focused}"))?;
    page.check_axe("warning").await?;
    page.click(STAY).await?;
    page.wait_for("the question to go", async || Ok((page.count(WARNING).await? == 0).then_some(()))).await?;
    check(page.value(BOX).await? == LETTERS, || "what was typed is lost".to_owned())?;
    page.check_is_clean().await
}

/// Whom the machine reads to is there: nobody is asked while it reads. The voice is a stub that says whether it speaks.
pub async fn reading_holds_the_clock(page: &Page) -> Result {
    // Kept in the page, or WebKit throws it away and makes a new one.
    let stub = "window.voice = speechSynthesis;
        Object.defineProperty(voice, 'speaking', { get: () => window.reads ?? false })";
    open(page, HASTY).await?;
    page.script(stub, vec![]).await?;
    page.script("window.reads = true; window.asked = performance.now()", vec![]).await?;
    page.click(BEGIN).await?;
    page.appears(START).await?;
    // Twice as long as it takes without a voice.
    page.wait_for("the clock to have rung", async || {
        Ok((page.script("return performance.now() - asked > 11000", vec![]).await? == true).then_some(()))
    })
    .await?;
    check(page.count(WARNING).await? == 0, || "the visitor was asked in the middle of a sentence".to_owned())?;
    page.script("window.reads = false", vec![]).await?;
    page.appears(WARNING).await
}

/// A topic of the attract screen begins a visit with it, English one in English; the next visitor starts afresh.
pub async fn the_attract_screen_leads_on(page: &Page) -> Result {
    open(page, PATIENT).await?;
    page.click(".policy-lookup__kiosk-topic").await?;
    page.wait_for("the clauses of the topic", async || page.text(HIT).await).await?;
    touch(page, DOCK, "结束").await?;
    page.appears(BEGIN).await?;
    page.click(".policy-lookup__kiosk-hot").await?;
    page.wait_for("an answer", async || page.text(HIT).await).await?;
    touch(page, DOCK, "结束").await?;
    page.appears(BEGIN).await?;
    page.click(".policy-lookup__kiosk-language").await?;
    page.appears("[lang=en] .policy-lookup__kiosk-start").await?;
    page.check_axe("English").await?;
    touch(page, DOCK, "Finish").await?;
    page.click(BEGIN).await?;
    page.appears("[lang=zh-Hans] .policy-lookup__kiosk-start").await?;
    page.check_is_clean().await
}

/// Nothing of a visitor is left in the page, its address, its history or the storage, nor in the next visit.
pub async fn nothing_is_left_of_a_visitor(page: &Page) -> Result {
    open(page, GONE).await?;
    let plant = "localStorage.setItem('policy-lookup.recent', arguments[0]);
        sessionStorage.setItem('policy-lookup.kept', arguments[0]);
        return history.length";
    let entries = page.script(plant, vec![json!(LETTERS)]).await?.as_u64().unwrap_or_default();
    leave_something_and_wait(page).await?;
    page.wait_for("the attract screen", async || Ok((page.count(BEGIN).await? > 0).then_some(()))).await?;
    nothing_left(page, entries).await?;
    page.click(BEGIN).await?;
    page.element(BOX).await?;
    check(page.value(BOX).await?.is_empty(), || "the next visitor sees what was typed".to_owned())?;
    check(page.count("[aria-pressed=true]").await? == 0, || "the next visitor gets the last one's layout".to_owned())?;
    page.check_is_clean().await
}

async fn nothing_left(page: &Page, entries: u64) -> Result {
    let html = page.script("return document.documentElement.outerHTML", vec![]).await?;
    let html = html.as_str().unwrap_or_default();
    for trace in [LETTERS, WORD] {
        check(!html.contains(trace), || format!("{trace} is still in the page"))?;
    }
    let kept = "return [location.hash, JSON.stringify(history.state), ...Object.values(localStorage),
        ...Object.values(sessionStorage), document.title, window.name].join(' ')";
    let kept = page.script(kept, vec![]).await?;
    let kept = kept.as_str().unwrap_or_default();
    check(!kept.contains(LETTERS) && !kept.contains("id=") && !kept.contains("q="), || format!("kept: {kept}"))?;
    let now = page.script("return history.length", vec![]).await?.as_u64().unwrap_or_default();
    check(now <= entries + 1, || format!("the history grew from {entries} to {now} entries"))
}

/// Types, opens the clause, changes the layout, and goes away until the question is there.
async fn leave_something_and_wait(page: &Page) -> Result {
    if page.count(BEGIN).await? == 0 {
        open(page, HASTY).await?;
    }
    page.click(BEGIN).await?;
    page.click(BOX).await?;
    page.press(LETTERS).await?;
    touch(page, DOCK, "轮椅低位").await?;
    page.element(WARNING).await?;
    Ok(())
}

/// What leads out of an ordinary page leads nowhere here.
pub async fn there_is_no_way_out(page: &Page) -> Result {
    begin(page, PATIENT).await?;
    let address = page.script("return location.href", vec![]).await?;
    page.click(BOX).await?;
    touch_keys(page, LETTERS).await?;
    page.click(&format!("{HIT} a")).await?;
    page.appears(CLAUSE).await?;
    let allowed = "const target = document.querySelector('.policy-lookup__clause a');
        const events = [
            ...['contextmenu', 'dragstart', 'dragover', 'drop', 'selectstart', 'auxclick'].map(it =>
                new Event(it, { bubbles: true, cancelable: true })),
            new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true }),
            new WheelEvent('wheel', { bubbles: true, cancelable: true, ctrlKey: true }),
            new KeyboardEvent('keydown', { bubbles: true, cancelable: true, key: 'F5' }),
            new KeyboardEvent('keydown', { bubbles: true, cancelable: true, key: 'n', ctrlKey: true }),
            new KeyboardEvent('keydown', { bubbles: true, cancelable: true, key: 'ArrowLeft', altKey: true }),
        ];
        return events.filter(it => target.dispatchEvent(it)).map(it => `${it.type} ${it.key ?? ''}`)";
    let allowed = page.script(allowed, vec![]).await?;
    check(allowed == json!([]), || format!("allowed: {allowed}"))?;
    for _ in 0..4 {
        page.driver.back().await?;
    }
    page.appears(START).await?;
    let now = page.script("return location.href", vec![]).await?;
    check(now == address, || format!("the address is {now}, it was {address}"))?;
    page.check_is_clean().await
}

/// A program of one function, which traps. Thrown by a script of the driver, an error would reach the page without its type.
const TRAP: &str = "new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0,
    1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11))).exports.f";

/// An error nobody caught: the attract screen. A program that trapped: the page anew.
pub async fn errors_lead_to_the_attract_screen(page: &Page) -> Result {
    begin(page, PATIENT).await?;
    page.script("window.before = true; setTimeout(() => { throw new Error('test') })", vec![]).await?;
    page.appears(BEGIN).await?;
    page.click(BEGIN).await?;
    page.appears(START).await?;
    page.script(&format!("setTimeout({TRAP})"), vec![]).await?;
    page.wait_for("a new page", async || {
        let old = page.script("return window.before === true", vec![]).await?;
        Ok((old == false && page.count(BEGIN).await? > 0).then_some(()))
    })
    .await
}

/// Nobody stands by to load the page again.
pub async fn a_part_that_does_not_come_is_asked_for_again(page: &Page) -> Result {
    page.open(PATIENT).await?;
    page.appears(FAILURE).await?;
    page.script("window.before = true", vec![]).await?;
    page.wait_for("a new page", async || {
        let old = page.script("return window.before === true", vec![]).await?;
        Ok((old == false && page.count(FAILURE).await? > 0).then_some(()))
    })
    .await
}

/// In every view: text of 32 px, targets of 60 px, nothing wider than the screen, links only inside, no fault for axe.
pub async fn everything_is_large_enough(page: &Page) -> Result {
    open(page, PATIENT).await?;
    is_large_enough(page, "attract").await?;
    page.click(BEGIN).await?;
    page.element(BOX).await?;
    walk(page, "").await?;
    for toggle in ["字大一点", "高对比", "轮椅低位"] {
        touch(page, DOCK, toggle).await?;
    }
    walk(page, " large, low, in contrast").await?;
    page.check_is_clean().await
}

/// Through every view, back to the first.
async fn walk(page: &Page, look: &str) -> Result {
    is_large_enough(page, &format!("start{look}")).await?;
    page.click(BOX).await?;
    touch_keys(page, "gsbx").await?;
    is_large_enough(page, &format!("keyboard{look}")).await?;
    touch(page, CANDIDATE, "工伤保险").await?;
    page.click(SEARCH).await?;
    page.appears(HIT).await?;
    is_large_enough(page, &format!("answers{look}")).await?;
    page.click(&format!("{HIT} a")).await?;
    page.appears(CLAUSE).await?;
    is_large_enough(page, &format!("clause{look}")).await?;
    page.click(".policy-lookup__document-line a").await?;
    page.appears(".policy-lookup__body").await?;
    is_large_enough(page, &format!("document{look}")).await?;
    touch(page, DOCK, "首页").await?;
    page.type_text(BOX, "量子纠缠").await?;
    page.appears(".policy-lookup__kiosk-none").await?;
    page.click(SEARCH).await?;
    page.appears(".policy-lookup__kiosk-call").await?;
    is_large_enough(page, &format!("nothing found{look}")).await?;
    touch(page, DOCK, "首页").await?;
    page.click(".policy-lookup__kiosk-quiet").await?;
    page.appears(".policy-lookup__kiosk-about").await?;
    is_large_enough(page, &format!("about{look}")).await?;
    touch(page, DOCK, "首页").await?;
    page.appears(START).await
}

async fn is_large_enough(page: &Page, state: &str) -> Result {
    let measure = "
        const shown = it => it.getClientRects().length > 0 && !it.closest('.policy-lookup__unseen, noscript, script');
        const name = it => `${it.className || it.tagName} ${it.textContent.slice(0, 20)}`;
        const found = [];
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const element = texts.currentNode.parentElement;
            const size = parseFloat(getComputedStyle(element).fontSize);
            if (texts.currentNode.textContent.trim() && shown(element) && size < 32) found.push(`text of ${size} px: ${name(element)}`);
        }
        for (const element of [...document.querySelectorAll('button, a, input, summary')].filter(shown)) {
            const { width, height } = (element.closest('.policy-lookup__hit') ?? element).getBoundingClientRect();
            if (width < 60 || height < 60) found.push(`target of ${width} × ${height} px: ${name(element)}`);
        }
        for (const element of [...document.querySelectorAll('body *')].filter(shown)) {
            if (element.getBoundingClientRect().right > innerWidth + 1) found.push(`too wide: ${name(element)}`);
        }
        for (const link of document.querySelectorAll('a, form[action], [target]')) {
            if (!link.getAttribute('href')?.startsWith('#') || link.hasAttribute('target')) found.push(`leads out: ${name(link)}`);
        }
        return found";
    let found = page.script(measure, vec![]).await?;
    check(found == json!([]), || format!("{state}: {found}"))?;
    page.check_axe(state).await
}

async fn open(page: &Page, address: &str) -> Result {
    page.open(address).await?;
    page.appears(BEGIN).await
}

async fn begin(page: &Page, address: &str) -> Result {
    open(page, address).await?;
    page.click(BEGIN).await?;
    page.appears(START).await
}

async fn touch_keys(page: &Page, letters: &str) -> Result {
    for letter in letters.chars() {
        touch_key(page, &letter.to_string()).await?;
    }
    Ok(())
}

async fn touch_key(page: &Page, sign: &str) -> Result {
    touch(page, ".policy-lookup__kiosk-key", sign).await
}

/// Touches the one that says exactly this.
async fn touch(page: &Page, selector: &str, says: &str) -> Result {
    let element = page
        .wait_for(&format!("{selector} that says {says}"), async || {
            let script = "return [...document.querySelectorAll(arguments[0])]
                .find(it => it.textContent === arguments[1] && it.getClientRects().length > 0) ?? null";
            let found = page.driver.execute(script, vec![json!(selector), json!(says)]).await?;
            Ok(found.element().ok())
        })
        .await?;
    Ok(element.click().await?)
}

async fn wait_for_box(page: &Page, text: &str) -> Result {
    let what = format!("{text} in the box");
    page.wait_for(&what, async || Ok((page.value(BOX).await? == text).then_some(()))).await
}
