//! A real web server with the lines of the GUIDE: `cargo xtask test --hosting` starts it and says where.

use crate::check::check;
use crate::page::{Page, Result};
use serde_json::{Value, json};

/// A page, and what is there once its program runs.
const PAGES: [(&str, &str); 6] = [
    ("zc/", "input[role=combobox]"),
    ("zc/?mode=kiosk", ".policy-lookup__kiosk-attract"),
    ("zc/kiosk.html", ".policy-lookup__kiosk-attract"),
    ("zc/embed.html", "input[role=combobox]"),
    ("zc/frame.html", "input[role=combobox]"),
    ("zc/policies.html", "h1"),
];

/// The widget's address, and that of a website on another origin.
fn addresses(page: &Page) -> Result<(&str, &str)> {
    Ok(page.settings.hosting.split_once(' ').ok_or("nobody said where the server is")?)
}

async fn violations(page: &Page) -> Result<Value> {
    page.script("return window.policyTestViolations", vec![]).await
}

pub async fn every_page_keeps_to_the_policy(page: &Page) -> Result {
    let (widget, _) = addresses(page)?;
    for (path, ready) in PAGES {
        page.go(&format!("{widget}{path}")).await?;
        page.appears(ready).await?;
        let found = violations(page).await?;
        check(found == json!([]), || format!("{path}: {found}"))?;
        let said: Vec<_> = page.console().await?.into_iter().filter(|it| !it.contains("favicon.ico")).collect();
        check(said.is_empty(), || format!("{path}: {said:?}"))?;
    }
    page.go(&format!("{widget}zc/")).await?;
    page.type_text("input[role=combobox]", "创业服务补贴").await?;
    page.wait_for("a hit", async || page.text(".policy-lookup__hit").await).await?;
    let found = violations(page).await?;
    check(found == json!([]), || format!("after a search: {found}"))
}

pub async fn every_file_has_its_headers(page: &Page) -> Result {
    let (widget, _) = addresses(page)?;
    page.go(&format!("{widget}zc/policies.html")).await?;
    let ask = "const done = arguments[0];
        const names = ['x-content-type-options', 'referrer-policy', 'access-control-allow-origin', 'content-type',
            'cache-control', 'content-encoding', 'vary', 'content-security-policy'];
        (async () => {
            const { names: published } = await (await fetch('manifest.json')).json();
            const rows = [];
            for (const path of Object.values(published)) {
                const { status, headers } = await fetch(path, { cache: 'no-store' });
                rows.push({ path, status, ...Object.fromEntries(names.map(name => [name, headers.get(name) || ''])) });
            }
            return rows;
        })().then(done, error => done(String(error)))";
    let rows = page.driver.execute_async(ask, vec![]).await?.json().clone();
    let rows = rows.as_array().ok_or_else(|| format!("asked in vain: {rows}"))?;
    check(rows.len() > 20, || format!("{} files", rows.len()))?;
    for row in rows {
        let text = |name: &str| row[name].as_str().unwrap_or_default();
        let path = text("path");
        let end = path.rsplit('.').next().unwrap_or_default();
        let is_public = row["status"] == 200
            && text("x-content-type-options") == "nosniff"
            && text("referrer-policy") == "no-referrer"
            && text("access-control-allow-origin") == "*";
        let wanted = match end {
            "html" => "text/html",
            "js" => "text/javascript",
            "css" => "text/css",
            "wasm" => "application/wasm",
            _ => "",
        };
        let is_kept = text("cache-control").contains("immutable");
        let has_hash = path.rsplit_once('.').is_some_and(|(stem, _)| {
            stem.rsplit_once('-').is_some_and(|(_, it)| it.len() == 12 && it.bytes().all(|it| it.is_ascii_hexdigit()))
        });
        let is_right = is_public && text("content-type").starts_with(wanted) && is_kept == has_hash;
        check(is_right, || row.to_string())?;
        let has_policy = text("content-security-policy").contains("frame-ancestors");
        check(has_policy == (path != "kiosk.html"), || row.to_string())?;
        if ["wasm", "idx", "js"].contains(&end) && path != "sw-off.js" {
            check(text("content-encoding") == "gzip" && text("vary").contains("Accept-Encoding"), || row.to_string())?;
        }
    }
    Ok(())
}

pub async fn another_website_embeds_it(page: &Page) -> Result {
    let (_, host) = addresses(page)?;
    page.go(&format!("{host}element.html")).await?;
    page.wait_for("a hit", async || page.text(".policy-lookup__hit").await).await?;
    let found = violations(page).await?;
    check(found == json!([]), || found.to_string())?;
    page.go(&format!("{host}frame.html")).await?;
    let text = "return document.querySelector('policy-lookup').text?.() ?? ''";
    let answered = async || Ok(page.script(text, vec![]).await?.as_str().filter(|it| it.contains("轮椅")).map(|_| ()));
    page.wait_for("an answer in the frame", answered).await
}

/// A page of ours in somebody else's frame could be clicked on under a picture.
pub async fn nobody_frames_the_page(page: &Page) -> Result {
    let (_, host) = addresses(page)?;
    page.go(&format!("{host}stolen.html")).await?;
    let refused = async || {
        let said = page.console().await?;
        Ok(said.iter().any(|it| it.contains("frame-ancestors")).then_some(()))
    };
    page.wait_for("the refusal", refused).await
}
