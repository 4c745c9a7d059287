//! `policies.html`: all clauses on one page, without scripts.

use crate::check::check;
use crate::page::{Page, Result};
use serde_json::json;

/// Every clause that the index has is on the page once, under its id, word for word.
pub async fn has_every_clause(page: &Page) -> Result {
    page.open("embed.html").await?;
    let script = "const done = arguments[arguments.length - 1];
        (async () => {
            const { PolicyIndex } = await import('/embed.js');
            const index = await PolicyIndex.load();
            const html = await (await fetch('/policies.html')).text();
            const num = index.collections().reduce((sum, it) => sum + it.num_clauses, 0);
            const ids = [...html.matchAll(/<(?:section class=\"policies__clause\"|tr) id=\"([^\"]*)\"/g)].map(it => it[1]);
            const plain = text => text.replace(/\\s+/g, '');
            const unescaped = html.replace(/<[^>]*>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>')
                .replace(/&quot;/g, '\"').replace(/&amp;/g, '&');
            const all = plain(unescaped);
            const lost = ids.filter(id => { const clause = index.clause(id); return !clause || !all.includes(plain(clause.text)) });
            return [num, ids.length, new Set(ids).size, lost];
        })().then(done, error => done(String(error)))";
    let found = page.driver.execute_async(script, vec![]).await?.json().clone();
    check(found[0].as_u64() > Some(100), || format!("the index has {}", found[0]))?;
    check(found == json!([found[0], found[0], found[0], []]), || format!("clauses, anchors, different, lost: {found}"))
}

pub async fn links_lead_to_clauses(page: &Page) -> Result {
    page.open("policies.html#2022-31-4-1").await?;
    let target = page.wait_for("the clause", async || page.text(":target .policies__text").await).await?;
    check(target.starts_with("1. 加强辅助器具配置机构服务协议管理"), || {
        format!("the link leads to {target}")
    })?;
    let broken = "return [...document.querySelectorAll('a[href^=\"#\"]')].map(it => it.getAttribute('href').slice(1))
        .filter(id => !document.getElementById(id))";
    let broken = page.script(broken, vec![]).await?;
    check(broken == json!([]), || format!("these lead nowhere: {broken}"))?;
    let scripts = page.script("return document.querySelectorAll('script, style, [style]').length", vec![]).await?;
    check(scripts == json!(0), || format!("{scripts} scripts or styles"))?;
    page.check_axe("policies.html").await?;
    page.check_is_clean().await
}

/// What a crawler reads: three documents, each with its number, its title and its clauses.
pub async fn says_what_it_is(page: &Page) -> Result {
    page.open("policies.html").await?;
    let script = "return [...document.querySelectorAll('article[itemtype=\"https://schema.org/Legislation\"]')].map(it => [
        it.querySelector('[itemprop=legislationIdentifier]').textContent, it.querySelector('[itemprop=name]').textContent.length > 9,
        it.querySelectorAll('[itemprop=hasPart] [itemprop=text]').length > 20])";
    let documents = page.script(script, vec![]).await?;
    let expected = json!([
        ["柳政办〔2022〕31号", true, true],
        ["柳政办〔2022〕22号", true, true],
        ["柳政办〔2022〕28号", true, true]
    ]);
    check(documents == expected, || format!("documents: {documents}"))
}

/// On paper: no way back, no colour, nothing wider than the sheet.
pub async fn is_ready_for_paper(page: &Page) -> Result {
    page.open("policies.html").await?;
    page.driver.cdp().send_raw("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
    // A4 at 96 dots per inch, less margins.
    page.resize((718, 1047)).await?;
    let script = "return [getComputedStyle(document.querySelector('.policies__outline')).display,
        getComputedStyle(document.querySelector('.policies__text')).color, document.documentElement.scrollWidth <= innerWidth]";
    let paper = page.script(script, vec![]).await?;
    check(paper == json!(["none", "rgb(0, 0, 0)", true]), || format!("on paper: {paper}"))
}
