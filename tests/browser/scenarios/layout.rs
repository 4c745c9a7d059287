//! How the widget fits where it stands: by its own width, without moving what is read, above whatever the page has.

use super::{DESKTOP, PHONE};
use crate::browser::Size;
use crate::check::check;
use crate::page::{Page, Result};
use serde_json::{Value, json};
use thirtyfour::Key;

const HIT: &str = ".policy-lookup__hit";
/// How much of the screen may move, as browsers count it (CLS).
const MOST_SHIFT: f64 = 0.02;

/// A page with one element in it, `width` px wide; `more` is done to the page, `attributes` are the element's.
async fn open_column(page: &Page, width: u32, more: &str, attributes: &[(&str, &str)]) -> Result {
    page.open("policies.html").await?;
    let script = "for (const sheet of document.querySelectorAll('link')) sheet.remove();
        document.body.textContent = '';
        const column = document.body.appendChild(document.createElement('div'));
        column.id = 'column';
        column.style.width = `${arguments[0]}px`;
        const element = document.createElement('policy-lookup');
        for (const [name, value] of arguments[1]) element.setAttribute(name, value);
        column.append(element);";
    page.script(&[script, more].join("\n"), vec![json!(width), json!(attributes)]).await?;
    page.load_module("/embed.js").await?;
    page.appears(HIT).await
}

/// Of an expression about the shadow root `root` of the only element.
async fn inside(page: &Page, expression: &str) -> Result<Value> {
    let script = format!("const root = document.querySelector('policy-lookup').shadowRoot; return {expression}");
    page.script(&script, vec![]).await
}

/// A sidebar, a column of a grid of twelve and a phone look alike whatever the window; in a wide column the filters
/// stand beside the hits.
pub async fn own_width_decides(page: &Page) -> Result {
    for width in [240, 328, 390, 1200] {
        open_column(page, width, "", &[("query", "补贴")]).await?;
        let reached = async || Ok(page.attribute("[data-size]", "data-width").await?);
        let reached = page.wait_for("its width", reached).await?;
        check(reached.contains("960") == (width == 1200), || format!("{width} px: {reached}"))?;
        let measured = inside(
            page,
            "(() => {
                const hit = root.querySelector('.policy-lookup__hit').getBoundingClientRect();
                const edge = document.querySelector('#column').getBoundingClientRect().right;
                const wide = [...root.querySelectorAll('.policy-lookup *')].filter(it =>
                    it.getClientRects().length > 0 && it.getBoundingClientRect().right > edge + 1
                    && !it.closest('.policy-lookup__unseen') && getComputedStyle(it).position !== 'absolute');
                return [hit.width, root.querySelectorAll('.policy-lookup__sheet').length, wide.map(it => it.className)]
            })()",
        )
        .await?;
        let (hit, num_sheets) = (measured[0].as_f64().unwrap_or(0.0), measured[1].as_u64());
        let is_wide = width == 1200;
        check(hit > f64::from(width) * 0.6, || format!("{width} px: the hits have {hit} px"))?;
        check(num_sheets == Some(u64::from(is_wide)), || format!("{width} px: {num_sheets:?} lists of filters"))?;
        check(measured[2] == json!([]), || format!("{width} px: wider than the column: {}", measured[2]))?;
    }
    page.check_axe_in("policy-lookup", "a column").await
}

/// The same element in a column that becomes wide is laid out anew.
pub async fn a_column_that_grows_is_followed(page: &Page) -> Result {
    open_column(page, 328, "", &[("query", "补贴")]).await?;
    page.click(".policy-lookup__sheet-button").await?;
    page.appears(".policy-lookup__sheet--open").await?;
    page.script("document.querySelector('#column').style.width = '1200px'", vec![]).await?;
    page.wait_for("filters beside the hits", async || {
        let beside = page.count(".policy-lookup__sheet:not(.policy-lookup__sheet--open) input").await?;
        let over = page.count(".policy-lookup__sheet--open").await?;
        Ok((beside > 0 && over == 0).then_some(()))
    })
    .await
}

/// The first hits, the way to all of them, and headings that go on where those of the page end.
pub async fn a_small_element_leads_to_the_page(page: &Page) -> Result {
    let attributes = [("query", "补贴"), ("collection", "employment"), ("max-hits", "3"), ("heading-level", "4")];
    open_column(page, 328, "", &attributes).await?;
    let found = inside(
        page,
        "[root.querySelectorAll('.policy-lookup__hit').length,
          root.querySelector('.policy-lookup__headline').localName,
          root.querySelector('.policy-lookup__hit-title').localName,
          decodeURIComponent(root.querySelector('a.policy-lookup__more').href.split('/').pop()),
          getComputedStyle(root.host).display,
          ['box', 'list', 'hit'].map(it => root.querySelectorAll(`[part=${it}]`).length)]",
    )
    .await?;
    let expected = json!([3, "h4", "h5", "index.html#q=补贴&c=employment", "block", [1, 1, 3]]);
    check(found == expected, || format!("found {found}"))
}

/// A bar of the page's that stays on top does not cover the sheet, and the page behind the sheet does not scroll.
pub async fn the_sheet_lies_over_everything(page: &Page) -> Result {
    let bar = "const bar = document.body.appendChild(document.createElement('div'));
        bar.id = 'bar';
        Object.assign(bar.style, { position: 'fixed', top: 0, left: 0, right: 0, height: '120px', background: 'navy', zIndex: 2147483647 });
        document.body.appendChild(document.createElement('div')).style.height = '3000px';";
    open_column(page, 390, bar, &[("query", "补贴")]).await?;
    // Under the bar it could not be tapped.
    page.script("document.querySelector('#bar').style.height = '40px'; scrollTo(0, 60)", vec![]).await?;
    page.click(".policy-lookup__sheet-button").await?;
    page.appears(".policy-lookup__sheet--open").await?;
    page.script("document.querySelector('#bar').style.height = '120px'", vec![]).await?;
    let on_top = inside(
        page,
        "(() => {
            const { left, top, width, height } = root.querySelector('.policy-lookup__sheet-close').getBoundingClientRect();
            const at = root.elementFromPoint(left + width / 2, top + height / 2);
            return [!!at.closest('.policy-lookup__sheet-close'), root.activeElement.className, scrollY]
        })()",
    )
    .await?;
    check(on_top == json!([true, "policy-lookup__sheet-close", on_top[2]]), || format!("on top: {on_top}"))?;
    for (x, y) in [(200, 20), (200, 830), (200, 400)] {
        let wheel = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": 2000 });
        for _ in 0..3 {
            page.driver.cdp().send_raw("Input.dispatchMouseEvent", wheel.clone()).await?;
        }
    }
    let scrolled = page.script("return scrollY", vec![]).await?;
    check(scrolled == on_top[2], || format!("the page behind scrolled from {} to {scrolled}", on_top[2]))?;
    page.check_axe_in("policy-lookup", "the sheet").await?;
    page.press(Key::Escape).await?;
    page.wait_for("the sheet to close", async || {
        Ok((page.count(".policy-lookup__sheet--open").await? == 0).then_some(()))
    })
    .await?;
    page.wait_for("the focus to come back", async || {
        let back = inside(page, "root.activeElement ? root.activeElement.className : ''").await?;
        if back == "policy-lookup__sheet-button" { Ok(Some(())) } else { Err(format!("it is at {back}").into()) }
    })
    .await
}

/// Addresses after `#`, and what is there when the page is complete.
const LINKED: &[(&str, &str)] = &[
    ("", ".policy-lookup[data-width] .policy-lookup__tile"),
    ("q=补贴", HIT),
    ("q=量子纠缠", ".policy-lookup__notice"),
    ("id=2022-31-4-1", ".policy-lookup__clause"),
    ("doc=柳政办〔2022〕31号", ".policy-lookup__body"),
    ("c=fitness", HIT),
];

/// Neither the start page nor a link moves anything that was painted, though the program comes late.
pub async fn nothing_moves_on_the_page(page: &Page) -> Result {
    for size in [PHONE, DESKTOP, (1920, 1080)] {
        page.resize(size).await?;
        for (fragment, complete) in LINKED {
            page.go("about:blank").await?;
            page.open(&format!("?{fragment}#{fragment}")).await?;
            page.appears(complete).await?;
            check_still(page, size, &format!("#{fragment}")).await?;
        }
    }
    Ok(())
}

/// Nor for those who chose another type or language on an earlier visit.
pub async fn nothing_moves_for_those_who_chose(page: &Page) -> Result {
    for choice in ["elder dark zh-Hans 2", "standard auto en 0"] {
        page.open("policies.html").await?;
        page.script("localStorage.setItem('policy-lookup.preferences', arguments[0])", vec![json!(choice)]).await?;
        for (size, (fragment, complete)) in
            [PHONE, DESKTOP].into_iter().flat_map(|it| LINKED[..3].iter().map(move |at| (it, at)))
        {
            page.resize(size).await?;
            page.go("about:blank").await?;
            page.open(&format!("?{choice}{fragment}#{fragment}")).await?;
            page.appears(complete).await?;
            page.wait_for("the page to be shown", async || Ok((page.count(KEPT).await? == 0).then_some(()))).await?;
            check_still(page, size, &format!("{choice}, #{fragment}")).await?;
        }
    }
    Ok(())
}

/// The page while it is not shown yet.
const KEPT: &str = ".policy-lookup-kept";

/// An element with a query in a page that keeps its place, as the guide advises.
pub async fn nothing_moves_around_an_element(page: &Page) -> Result {
    for size in [PHONE, DESKTOP] {
        page.resize(size).await?;
        page.go("about:blank").await?;
        page.open("embed.html").await?;
        page.appears(HIT).await?;
        check_still(page, size, "embed.html").await?;
    }
    Ok(())
}

/// A busy device may paint whenever the program has drawn: at no such time is there more than one of the two boxes.
pub async fn one_box_at_a_time(page: &Page) -> Result {
    let watched = "const root = element.attachShadow({ mode: 'open' });
        window.seen = [];
        const look = () => {
            const views = Array.from(root.children).filter(it => it.querySelector('.policy-lookup__box'));
            if (views.length > 1) window.seen.push(views.filter(it => it.getBoundingClientRect().height > 0).length);
        };
        new MutationObserver(look).observe(root, { childList: true, subtree: true, attributes: true });";
    open_column(page, 1200, watched, &[("query", "补贴")]).await?;
    let seen = page.script("return [window.seen.length, Math.max(...window.seen)]", vec![]).await?;
    check(seen[0].as_u64() > Some(0), || "never were there two".into())?;
    check(seen[1] == json!(1), || format!("{} boxes have room at one time", seen[1]))
}

async fn check_still(page: &Page, size: Size, what: &str) -> Result {
    page.painted().await?;
    let shifts = "const observer = new PerformanceObserver(() => {});
        observer.observe({ type: 'layout-shift', buffered: true });
        const shifts = observer.takeRecords().filter(it => !it.hadRecentInput);
        const moved = shifts.flatMap(it => it.sources.map(it => [it.node?.className || it.node?.localName || 'gone',
            it.previousRect, it.currentRect].map(it => typeof it === 'string' ? it : `${it.x},${it.y} ${it.width}×${it.height}`).join(' ')));
        return [shifts.reduce((sum, it) => sum + it.value, 0), moved]";
    let shifts = page.script(shifts, vec![]).await?;
    let shift = shifts[0].as_f64().unwrap_or(f64::MAX);
    let moved = if shift > 0.0 { format!(": {}", shifts[1]) } else { String::new() };
    println!("     {what} at {} × {}: CLS {shift:.4}{moved}", size.0, size.1);
    check(shift <= MOST_SHIFT, || format!("{what} at {size:?}: shifted by {shift:.3}: {}", shifts[1]))
}
