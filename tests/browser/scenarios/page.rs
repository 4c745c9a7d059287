//! `index.html` on its own: the main way from a question to a clause.

use crate::a_list::with_a_list;
use crate::check::check;
use crate::page::{Page, Result};
use crate::server::Server;
use serde_json::json;
use thirtyfour::Key;
use thirtyfour::common::print::{PrintPage, PrintParameters};

const BOX: &str = "input[role=combobox]";
const HIT: &str = ".policy-lookup__hit";
const CLAUSE: &str = ".policy-lookup__clause";
const NOTICE: &str = ".policy-lookup__notice";
const ERROR: &str = ".policy-lookup__notice--failure";
/// A view that an address leads to is laid out for a wide page before it is seen (see linked.js).
const SHOWN: &str = "html:not(.policy-lookup-linked):not(.policy-lookup-kept)";

/// A clause that will not go away: 31号 四、1.
const CLAUSE_ID: &str = "2022-31-4-1";

/// Addresses after `#`, and what is there when the page is complete. The address is also given as a query, so that
/// each is loaded anew.
const STATES: &[(&str, &str)] = &[
    ("", ".policy-lookup__tile"),
    ("q=补贴", HIT),
    ("q=量子纠缠", NOTICE),
    ("q=辅助器具&id=2022-31-4-1", CLAUSE),
    ("doc=柳政办〔2022〕31号", ".policy-lookup__body"),
];

/// In a library strangers share the device: what was searched is not kept, and what was kept goes.
pub async fn shared_devices_remember_nothing(page: &Page) -> Result {
    let kept = "return localStorage.getItem('policy-lookup.recent')";
    page.open("").await?;
    page.type_text("input[role=combobox]", "创业服务补贴").await?;
    page.press(Key::Enter).await?;
    let is_kept = async || Ok(page.script(kept, vec![]).await?.as_str().map(str::to_owned));
    page.wait_for("the query to be kept", is_kept).await?;
    page.open("?remember=off&from=somebody").await?;
    page.type_text("input[role=combobox]", "轮椅").await?;
    page.press(Key::Enter).await?;
    page.wait_for("a hit", async || page.text(".policy-lookup__hit").await).await?;
    let found = page.script(kept, vec![]).await?;
    check(found.is_null(), || format!("kept: {found}"))
}

pub async fn loads(page: &Page) -> Result {
    page.open("").await?;
    page.element(BOX).await?;
    page.check_axe("start").await?;
    page.check_is_clean().await
}

pub async fn loads_and_answers(page: &Page) -> Result {
    page.open("").await?;
    search(page, "创业服务补贴").await?;
    let hit = page.text(HIT).await?.unwrap_or_default();
    check(hit.contains("柳州市创业服务补贴管理办法"), || format!("the first hit is {hit}"))
}

pub async fn question_finds_clause(page: &Page) -> Result {
    loads_and_answers(page).await?;
    let marks = page.texts(&format!("{HIT} mark")).await?;
    check(marks.iter().any(|mark| mark.contains("补贴")), || format!("highlighted: {marks:?}"))?;
    let address = async || Ok(page.fragment().await?.contains("q=创业服务补贴").then_some(()));
    page.wait_for("the whole question in the address", address).await?;
    page.check_axe("results").await?;
    page.check_is_clean().await
}

/// The same page on two days. What was made beforehand knows of neither.
pub async fn validity_is_said_for_the_day(page: &Page) -> Result {
    page.open("").await?;
    let made = "const done = arguments[arguments.length - 1]; fetch('index.html').then(it => it.text()).then(done)";
    let made = page.driver.execute_async(made, vec![]).await?.json().to_string();
    check(made.contains("规划期 2021–2025年"), || "the page made beforehand names no period".to_owned())?;
    check(!made.contains("规划期内") && !made.contains("规划期已满"), || {
        "it says how far a plan has run".to_owned()
    })?;
    // The address says which day the device has: of several scripts the browser keeps no order.
    let clock = "const day = location.search.slice(1);
        if (day) {
            const Real = Date, now = new Real(`${day}T12:00:00`).getTime();
            globalThis.Date = class extends Real {
                constructor(...parts) { parts.length ? super(...parts) : super(now); }
                static now() { return now; }
            };
        }";
    let clock = json!({ "source": clock });
    page.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", clock).await?;
    for (day, words) in
        [("2025-12-31", "规划期内（2021–2025年）"), ("2026-01-01", "规划期已满（2021–2025年），请以最新政策为准")]
    {
        page.open(&format!("?{day}#doc=柳政办〔2022〕22号")).await?;
        let line = ".policy-lookup__document-head .policy-lookup__validity";
        let said = page.wait_for("the validity", async || page.text(line).await).await?;
        check(said == words, || format!("on {day} the page says {said}"))?;
    }
    page.check_is_clean().await
}

/// While 补贴 is being spelt, the letters are in the box, and nothing is searched for them: of all questions that the
/// page answered until 补贴 was chosen, none holds a letter.
pub async fn composition_is_not_searched(page: &Page) -> Result {
    page.open("").await?;
    search(page, "就业").await?;
    for letters in ["b", "bu", "but", "buti", "butie"] {
        page.compose(letters).await?;
        let value = page.value(BOX).await?;
        check(value == format!("就业{letters}"), || format!("the box holds {value}"))?;
    }
    page.commit("补贴").await?;
    let searched = page
        .wait_for("就业补贴 to be searched", async || {
            let searched = page.searched().await?;
            Ok(searched.iter().any(|query| query == "就业补贴").then_some(searched))
        })
        .await?;
    let half_typed = searched.iter().find(|query| query.contains(|it: char| it.is_ascii_alphabetic()));
    check(half_typed.is_none(), || format!("searched meanwhile: {searched:?}"))?;
    page.check_is_clean().await
}

pub async fn link_opens_clause(page: &Page) -> Result {
    page.open(&format!("#id={CLAUSE_ID}")).await?;
    let clause = page.wait_for("the clause", async || page.text(CLAUSE).await).await?;
    for part in ["柳政办〔2022〕31号", "辅助器具"] {
        check(clause.contains(part), || format!("{part} is not in {clause}"))?;
    }
    page.check_axe("clause").await?;
    page.check_is_clean().await
}

pub async fn back_restores_results(page: &Page) -> Result {
    page.open("").await?;
    search(page, "残疾人").await?;
    let before = page.texts(HIT).await?;
    page.click(".policy-lookup__hit-link").await?;
    page.wait_for("the clause", async || page.text(CLAUSE).await).await?;
    // A driver can be quicker than the entry of what it sees; a hand cannot.
    page.wait_for("its address", async || Ok(page.fragment().await?.contains("&id=").then_some(()))).await?;
    page.driver.back().await?;
    // The first cards are there at once, the others a frame later: `before` may hold the first alone.
    let is_back = async || Ok(page.texts(HIT).await?.starts_with(&before).then_some(()));
    page.wait_for("the same results", is_back).await?;
    check(page.value(BOX).await? == "残疾人", || "the box is not as it was".to_owned())?;
    page.check_is_clean().await
}

/// The address follows a pause in typing; who is quicker than that finds the way back all the same.
pub async fn back_leads_to_hits_opened_in_haste(page: &Page) -> Result {
    page.open("").await?;
    search(page, "残").await?;
    page.wait_for("the address", async || Ok((page.fragment().await? == "q=残").then_some(()))).await?;
    let hasty = "const done = arguments[arguments.length - 1];
        const hit = () => document.querySelector('.policy-lookup__hit-link');
        const [box, before] = [document.querySelector('input[role=combobox]'), hit()];
        box.value = '残疾人';
        box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, isComposing: false }));
        const look = () => {
            if (!hit() || hit() === before) return requestAnimationFrame(look);
            hit().click();
            done();
        };
        look();";
    page.driver.execute_async(hasty, vec![]).await?;
    page.wait_for("the clause", async || page.text(CLAUSE).await).await?;
    // A driver can be quicker than the entry of what it sees; a hand cannot.
    page.wait_for("its address", async || Ok(page.fragment().await?.contains("&id=").then_some(()))).await?;
    page.driver.back().await?;
    page.wait_for("the hits", async || page.text(HIT).await).await?;
    let fragment = page.fragment().await?;
    check(fragment == "q=残疾人", || format!("the address is {fragment}"))?;
    check(page.value(BOX).await? == "残疾人", || "the box is not as it was".to_owned())
}

async fn title(page: &Page) -> Result<String> {
    let title = page.script("return document.title", vec![]).await?;
    Ok(title.as_str().unwrap_or_default().to_owned())
}

/// Tabs, bookmarks and readers know a view by the title of the page.
pub async fn each_view_has_its_title(page: &Page) -> Result {
    page.open("").await?;
    let published = title(page).await?;
    let becomes = async |what: &str, part: &str| {
        let look = async || Ok(Some(title(page).await?).filter(|it: &String| it.contains(part) && *it != published));
        page.wait_for(what, look).await
    };
    search(page, "残疾人").await?;
    becomes("the query in the title", "残疾人 · ").await?;
    page.click(".policy-lookup__hit-link").await?;
    let heading = page.wait_for("the clause", async || page.text(".policy-lookup__view-title").await).await?;
    becomes("the clause in the title", &heading).await?;
    page.driver.back().await?;
    becomes("the query again", "残疾人 · ").await?;
    page.driver.back().await?;
    page.wait_for("the title as published", async || Ok((title(page).await? == published).then_some(()))).await?;
    for (fragment, named) in [
        ("c=rehab&a=企业", "康复辅助器具政策措施 · 企业 · 共 "),
        ("doc=柳政办(2022)31号", "柳州市人民政府办公室关于印发《柳州市康复辅助器具"),
        ("doc=1", "没有这一条"),
    ] {
        page.open(&format!("?{fragment}#{fragment}")).await?;
        becomes(fragment, named).await?;
    }
    page.check_is_clean().await
}

/// The focus stays in the box: what is chosen is told by `aria-activedescendant`.
pub async fn arrow_keys_choose(page: &Page) -> Result {
    page.open("").await?;
    search(page, "就业").await?;
    page.appears("[role=option]").await?;
    let said = async || {
        let regions = page.texts(".policy-lookup [role=status]").await?;
        Ok(regions.into_iter().find(|it| it.starts_with("找到 ") && it.ends_with("; 联想词 3")))
    };
    page.wait_for("the number of offers to be said", said).await?;
    page.press(Key::Down).await?;
    let active = page.wait_for("a chosen offer", async || page.attribute(BOX, "aria-activedescendant").await).await?;
    let offer = page.text(&format!("[id='{active}'][aria-selected=true]")).await?;
    check(offer.is_some(), || format!("{active} is not the selected offer"))?;
    page.press(Key::Escape).await?;
    let expanded = async || Ok(page.attribute(BOX, "aria-expanded").await?.filter(|it| it == "false"));
    page.wait_for("the offers to close", expanded).await?;
    check(page.value(BOX).await? == "就业", || "Esc took what was typed".to_owned())?;
    page.check_is_clean().await
}

pub async fn fits_the_width(page: &Page) -> Result {
    for (fragment, complete) in STATES {
        page.open(&format!("?{fragment}#{fragment}")).await?;
        page.appears(complete).await?;
        page.appears(SHOWN).await?;
        let wide = "const room = document.documentElement.clientWidth;
            return [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > room + 1
                && getComputedStyle(it).position !== 'absolute').map(it => it.className || it.tagName)";
        let wide = page.script(wide, vec![]).await?;
        check(wide == serde_json::json!([]), || format!("#{fragment}: wider than the page: {wide}"))?;
    }
    page.check_is_clean().await
}

/// The program, the way to set it, and axe in every state: start, hits, nothing found, clause, document, typing, filters.
pub async fn is_accessible(page: &Page) -> Result {
    check_states(page, "standard").await
}

pub async fn dark_is_accessible(page: &Page) -> Result {
    page.prefer("prefers-color-scheme", "dark").await?;
    check_states(page, "dark").await
}

/// The device remembers the choice, so that every state is loaded in large type.
pub async fn elder_is_accessible(page: &Page) -> Result {
    page.open("").await?;
    has_started(page).await?;
    page.click(".policy-lookup__mode").await?;
    page.appears(".policy-lookup--elder").await?;
    choice_is_kept(page, "elder auto zh-Hans 0").await?;
    check_states(page, "large type").await
}

async fn check_states(page: &Page, mode: &str) -> Result {
    for (fragment, complete) in STATES {
        page.open(&format!("?{fragment}#{fragment}")).await?;
        page.appears(complete).await?;
        check_state(page, mode, &format!("#{fragment}")).await?;
    }
    page.open("?typing").await?;
    page.type_text(BOX, "就业").await?;
    page.appears("[role=option]").await?;
    check_state(page, mode, "typing").await?;
    page.open("?filters#q=补贴").await?;
    page.click(".policy-lookup__sheet-button").await?;
    page.appears(".policy-lookup__sheet--open").await?;
    check_state(page, mode, "filters").await?;
    page.check_is_clean().await
}

async fn check_state(page: &Page, mode: &str, state: &str) -> Result {
    let is_wanted = mode == "large type";
    // The page made beforehand is in the usual type; the program knows better.
    let is_so = async || {
        let is_elder = page.count(".policy-lookup--elder").await? > 0;
        Ok((is_elder == is_wanted).then_some(()))
    };
    page.wait_for(&format!("{state} in {mode}"), is_so).await?;
    // In a look that was chosen the page is unseen until it has it, and axe would find nothing in it.
    page.appears(SHOWN).await?;
    page.check_axe(&format!("{mode}, {state}")).await
}

/// From the question to the clause and back without a pointer: `/`, letters, Enter, Tab, Enter.
pub async fn the_keyboard_alone_is_enough(page: &Page) -> Result {
    page.open("").await?;
    has_started(page).await?;
    page.press("/").await?;
    is_focused(page, BOX).await?;
    page.press("辅助器具支付").await?;
    page.wait_for("a hit", async || page.text(HIT).await).await?;
    page.press(Key::Enter).await?;
    tab_to(page, ".policy-lookup__hit-link").await?;
    let opened = "return document.activeElement.closest('[data-clause]').dataset.clause";
    let id = page.script(opened, vec![]).await?;
    page.press(Key::Enter).await?;
    page.appears(CLAUSE).await?;
    is_focused(page, ".policy-lookup__view-title").await?;
    press_until_focused(page, SHIFT_TAB, ".policy-lookup__back").await?;
    page.press(Key::Enter).await?;
    page.wait_for("a hit", async || page.text(HIT).await).await?;
    let is_back = async || {
        let focused =
            "const it = document.activeElement.closest('[data-clause]'); return it ? it.dataset.clause : null";
        Ok((page.script(focused, vec![]).await? == id).then_some(()))
    };
    page.wait_for("the focus on the hit it came from", is_back).await?;
    page.press("/").await?;
    page.press(Key::Escape).await?;
    page.press(Key::Escape).await?;
    page.appears(".policy-lookup__tile").await?;
    page.check_is_clean().await
}

/// With the list closed ↓ goes to the first hit; Tab, from the box, too, and not by way of forty filters.
pub async fn few_keys_lead_to_the_first_hit(page: &Page) -> Result {
    page.open("").await?;
    search(page, "补贴").await?;
    page.appears("[role=option]").await?;
    page.press(Key::Escape).await?;
    let closed = async || Ok(page.attribute(BOX, "aria-expanded").await?.filter(|it| it == "false"));
    page.wait_for("the offers to close", closed).await?;
    page.press(Key::Down).await?;
    let first = "return document.activeElement === document.querySelector('.policy-lookup__hit-link')";
    let is_first = async || Ok((page.script(first, vec![]).await? == true).then_some(()));
    page.wait_for("the focus on the first hit", is_first).await?;
    page.press("/").await?;
    is_focused(page, BOX).await?;
    for _ in 0..4 {
        page.press(Key::Tab).await?;
        if page.script(first, vec![]).await? == true {
            return page.check_is_clean().await;
        }
    }
    Err("four Tabs do not lead to the first hit".into())
}

/// A hit is as high as it need be, and suggestions lie over none.
pub async fn hits_leave_room_for_each_other(page: &Page) -> Result {
    for query in ["工伤后配轮椅谁出钱", "补贴", "健身"] {
        page.open(&format!("?{query}#q={query}")).await?;
        page.appears(HIT).await?;
        let highest =
            "return Math.max(...[...document.querySelectorAll('.policy-lookup__hit')].map(it => it.offsetHeight))";
        let highest = page.script(highest, vec![]).await?.as_f64().unwrap_or(f64::MAX);
        check(highest <= 200.0, || format!("{query}: a hit is {highest} px high"))?;
    }
    page.open("?typed").await?;
    search(page, "就业").await?;
    page.appears("[role=option]").await?;
    let covered = "const list = document.querySelector('[role=listbox]').getBoundingClientRect();
        return document.querySelector('.policy-lookup__hit').getBoundingClientRect().top < list.bottom";
    check(page.script(covered, vec![]).await? == false, || "the offers lie over the first hit".to_owned())?;
    page.check_is_clean().await
}

/// The smallest phone and the largest type: an answer without scrolling.
pub async fn large_type_shows_a_hit_at_once(page: &Page) -> Result {
    page.open("").await?;
    has_started(page).await?;
    page.click(".policy-lookup__mode").await?;
    page.appears(".policy-lookup--elder").await?;
    page.click(".policy-lookup__size:last-child").await?;
    choice_is_kept(page, "elder auto zh-Hans 2").await?;
    let lowest = "return document.querySelector('.policy-lookup__box').getBoundingClientRect().bottom <= innerHeight";
    check(page.script(lowest, vec![]).await? == true, || "the box is below the screen".to_owned())?;
    page.open("?large#q=补贴").await?;
    page.appears(&format!("[data-size='2'] {HIT}")).await?;
    page.appears(SHOWN).await?;
    let title =
        "return document.querySelector('.policy-lookup__hit-title').getBoundingClientRect().bottom <= innerHeight";
    check(page.script(title, vec![]).await? == true, || "the first hit is below the screen".to_owned())?;
    page.check_axe("the largest type").await?;
    page.click(".policy-lookup__sheet-button").await?;
    page.appears(".policy-lookup__sheet--open .policy-lookup__count").await?;
    let outside = "return [...document.querySelectorAll('.policy-lookup__choice')].filter(it =>
        it.lastElementChild.getBoundingClientRect().right > it.getBoundingClientRect().right + 0.5).length";
    check(page.script(outside, vec![]).await? == 0, || "numbers stand over the edge of the sheet".to_owned())?;
    page.check_is_clean().await
}

/// Text, note and citation of a clause of usual length; a citation alone on a second sheet is lost.
pub async fn a_clause_is_printed_on_one_sheet(page: &Page) -> Result {
    let a4 = PrintPage { width: 21.0, height: 29.7 };
    let paper = PrintParameters { page: a4, ..PrintParameters::default() };
    for id in [CLAUSE_ID, "2022-22-5-1-p1", "2022-22-g3"] {
        page.open(&format!("?{id}#id={id}")).await?;
        page.appears(CLAUSE).await?;
        let pdf = page.driver.print_page(paper.clone()).await?;
        let num_sheets = pdf.split(|it| *it == b'\n').filter(|it| it.ends_with(b"/Type /Page")).count();
        check(num_sheets == 1, || format!("{id}: {num_sheets} sheets"))?;
    }
    page.check_is_clean().await
}

/// Also where a mark is stepped to, and the text is longer than the screen.
pub async fn nothing_lies_over_official_words(page: &Page) -> Result {
    page.open(&format!("#q=辅助器具&id={CLAUSE_ID}")).await?;
    page.appears(".policy-lookup__stepper").await?;
    page.appears(SHOWN).await?;
    let over = "const [steps, text] = ['.policy-lookup__stepper', '.policy-lookup__text'].map(it =>
        document.querySelector(it).getBoundingClientRect());
        return steps.bottom > text.top";
    check(page.script(over, vec![]).await? == false, || "the steps lie over the text".to_owned())?;
    page.check_axe("a clause with marks").await?;
    page.check_is_clean().await
}

/// The button that brought the last hits is gone; whoever pressed it by key is still there.
pub async fn the_last_hits_leave_the_focus_where_it_is(page: &Page) -> Result {
    page.open("#q=健身").await?;
    page.appears("button.policy-lookup__more").await?;
    while page.text("button.policy-lookup__more").await?.is_some() {
        let shown = page.count(HIT).await?;
        page.script("document.querySelector('.policy-lookup__more').focus()", vec![]).await?;
        page.press(Key::Enter).await?;
        page.wait_for("more hits", async || Ok((page.count(HIT).await? > shown).then_some(()))).await?;
    }
    is_focused(page, ".policy-lookup__end").await?;
    page.check_is_clean().await
}

/// Found within a document, shown in it, marked; the bar says where one is, and leads elsewhere.
pub async fn a_document_is_read_by_places(page: &Page) -> Result {
    page.open("#doc=柳政办〔2022〕22号").await?;
    page.appears(".policy-lookup__body").await?;
    search(page, "技工院校").await?;
    page.click(".policy-lookup__hit-link").await?;
    page.appears(".policy-lookup__body mark").await?;
    let of_place = "doc=柳政办〔2022〕22号&at=2022-22-";
    let address = async || Ok(Some(page.fragment().await?).filter(|it| it.contains(of_place)));
    let fragment = page.wait_for("the address of the place", address).await?;
    let place = async || Ok(page.text(".policy-lookup__place-line").await?.filter(|it| it.contains("章")));
    let place = page.wait_for("the place in the bar", place).await?;
    let focused = "const it = document.activeElement.dataset.place;
        const { top } = document.activeElement.getBoundingClientRect();
        return [it ?? null, top > 0 && top < innerHeight]";
    let focused = page.script(focused, vec![]).await?;
    check(focused[0].is_string() && focused[1] == true, || format!("the focus is at {focused}"))?;
    page.check_axe("a place of a document").await?;
    page.click(".policy-lookup__outline > summary").await?;
    page.click(".policy-lookup__entry:last-child .policy-lookup__jump").await?;
    page.wait_for("another place in the bar", async || {
        Ok((page.text(".policy-lookup__place-line").await?.is_some_and(|it| it != place)).then_some(()))
    })
    .await?;
    check(page.count(".policy-lookup__outline[open]").await? == 0, || "the outline lies over the text".to_owned())?;
    page.driver.back().await?;
    page.wait_for("the first place", async || Ok((page.fragment().await? == fragment).then_some(()))).await?;
    page.check_is_clean().await
}

/// 符合下列条件： says nothing without the conditions. The server has another index, since the gazette has no such list.
pub async fn a_list_is_shown_with_what_introduces_it(page: &Page) -> Result {
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(file.path(), policy_engine::encode(&with_a_list())?)?;
    let index = format!("policies.idx={}", file.path().display());
    let server = Server::start(&page.settings, &["--replace", &index])?;
    page.go(&format!("{}#id=x-3", server.address())).await?;
    let items = ".policy-lookup__items a";
    page.appears(items).await?;
    let shown = page.texts(items).await?;
    let is_all = shown.len() == 13 && shown[0] == "（1）第1个条件；" && shown[12] == "阅读全文";
    check(is_all, || format!("the items are {shown:?}"))?;
    page.check_axe("a list").await?;
    page.click(items).await?;
    let title = async || Ok(page.text(".policy-lookup__view-title").await?.filter(|it| it.contains("第1个条件")));
    page.wait_for("the first item", title).await?;
    check(page.count(items).await? == 0, || "an item has the items of the list".to_owned())?;
    page.check_is_clean().await
}

const TAB: &str = "\u{e004}";
const SHIFT_TAB: &str = "\u{e008}\u{e004}";

async fn tab_to(page: &Page, selector: &str) -> Result {
    press_until_focused(page, TAB, selector).await
}

/// A driver may return before a key has done what it does. Not `:focus`: a window that nobody manages may not have the
/// focus itself.
async fn is_focused(page: &Page, selector: &str) -> Result {
    let looked = async || Ok(has_focus(page, selector).await?.then_some(()));
    page.wait_for(&format!("the focus on {selector}"), looked).await
}

async fn has_focus(page: &Page, selector: &str) -> Result<bool> {
    Ok(page.script("return document.activeElement.matches(arguments[0])", vec![json!(selector)]).await? == true)
}

/// Presses these until the focus is there; a page with a hundred controls is a fault of its own. Past its last link a page
/// may lose the focus to the browser itself, so nothing here goes once around.
async fn press_until_focused(page: &Page, keys: &str, selector: &str) -> Result {
    for _ in 0..100 {
        if has_focus(page, selector).await? {
            return Ok(());
        }
        page.press(keys).await?;
    }
    Err(format!("these keys do not lead to {selector}").into())
}

/// The console may name the failure here; the page must say it in words, and not look like an empty answer.
pub async fn index_is_refused(page: &Page) -> Result {
    page.open("#q=就业").await?;
    let notice = page.wait_for("a notice", async || page.text(ERROR).await).await?;
    check(!notice.is_empty(), || "the notice is empty".to_owned())?;
    check(page.count(HIT).await? == 0, || "there are hits from a damaged index".to_owned())?;
    page.check_axe("error").await
}

pub async fn refusal_is_accessible_in_the_dark(page: &Page) -> Result {
    page.prefer("prefers-color-scheme", "dark").await?;
    index_is_refused(page).await
}

/// The box is there before the program: its text then is a question like any other.
pub async fn early_typing_is_searched(page: &Page) -> Result {
    page.open("").await?;
    page.type_text(BOX, "健身步道").await?;
    check(page.count(HIT).await? == 0, || "the program was there too early for this test".to_owned())?;
    page.wait_for("an answer", async || page.text(HIT).await).await?;
    check(page.value(BOX).await? == "健身步道", || "the box was emptied".to_owned())?;
    page.check_is_clean().await
}

pub async fn early_choice_is_kept(page: &Page) -> Result {
    page.open("").await?;
    page.click(".policy-lookup__mode").await?;
    check(page.count(".policy-lookup--elder").await? == 0, || {
        "the program was there too early for this test".to_owned()
    })?;
    page.appears(".policy-lookup--elder").await?;
    // The device remembers it, though what writes it down comes later still.
    choice_is_kept(page, "elder auto zh-Hans 0").await?;
    page.check_is_clean().await
}

async fn choice_is_kept(page: &Page, choice: &str) -> Result {
    let kept = "return localStorage.getItem('policy-lookup.preferences')";
    let is_kept = async || Ok((page.script(kept, vec![]).await? == choice).then_some(()));
    page.wait_for("the choice to be kept", is_kept).await
}

/// Backspace reports what stands in the box; more letters come before the view of it is there.
pub async fn fast_typing_is_kept(page: &Page) -> Result {
    page.open("").await?;
    has_started(page).await?;
    let type_fast = "const box = document.querySelector(arguments[0]);
        const put = text => {
            box.value = text;
            box.dispatchEvent(new InputEvent('input', { bubbles: true }));
        };
        put('健身器');
        box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Backspace', bubbles: true }));
        put('健身');
        put('健身步道')";
    page.script(type_fast, vec![json!(BOX)]).await?;
    page.wait_for("the question to be searched", async || {
        let searched = page.searched().await?;
        if searched.iter().any(|it| it == "健身步道") {
            Ok(Some(()))
        } else {
            Err(format!("so far: {searched:?}").into())
        }
    })
    .await?;
    let typed = page.value(BOX).await?;
    check(typed == "健身步道", || format!("the box says {typed}"))?;
    page.check_is_clean().await
}

/// The program is there: what it asks for once it has started was asked for.
pub(super) async fn has_started(page: &Page) -> Result {
    let started = "return performance.getEntriesByType('resource').some(it => it.name.includes('/later-'))";
    page.wait_for("the program", async || Ok((page.script(started, vec![]).await? == true).then_some(()))).await
}

/// Types a question and waits until its answer is there. Whether the program is ready does not matter: what is typed
/// before counts as well. A hit of an earlier letter may be replaced while it is clicked, between press and release.
pub(super) async fn search(page: &Page, query: &str) -> Result {
    page.type_text(BOX, query).await?;
    page.wait_for("the question to be searched", async || {
        let searched = page.searched().await?;
        if searched.iter().any(|it| it == query) { Ok(Some(())) } else { Err(format!("so far: {searched:?}").into()) }
    })
    .await?;
    page.wait_for("a hit", async || page.text(HIT).await).await?;
    Ok(())
}
