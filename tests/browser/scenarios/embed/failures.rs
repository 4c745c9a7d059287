//! What goes wrong around the element, and what the page and its reader see of it. The page's own scripts never do.

use super::*;
use crate::engine::Engine;
use crate::server::Server;

/// Errors that reached the page itself; an element must not cause any.
const WATCH_PAGE: &str = "window.pageErrors = [];
    addEventListener('error', it => pageErrors.push(String(it.message)));
    addEventListener('unhandledrejection', it => pageErrors.push(String(it.reason)));
    window.codes = [];
    addEventListener('policy-lookup:error', it => it.target.id === 'late' && codes.push(it.detail.code));";

/// Opens a page of our own making with one element, with ears in it before the element starts.
async fn open(page: &Page, attributes: &[(&str, &str)]) -> Result {
    page.open("robots.txt").await?;
    page.open("embed.html").await?;
    page.script(WATCH_PAGE, vec![]).await?;
    let add = "const element = document.createElement('policy-lookup');
        element.id = 'late';
        for (const [name, value] of arguments[0]) element.setAttribute(name, value);
        document.body.prepend(element)";
    page.script(add, vec![json!(attributes)]).await?;
    Ok(())
}

async fn fails_politely(page: &Page, codes: &[&str]) -> Result {
    open(page, &[]).await?;
    let heard = async || {
        let heard = page.script("return codes[0] ?? null", vec![]).await?;
        Ok(heard.as_str().map(str::to_owned))
    };
    let heard = page.wait_for("policy-lookup:error", heard).await?;
    check(codes.contains(&heard.as_str()), || format!("the code is {heard}"))?;
    let link = "const link = [...document.querySelector('#late').shadowRoot.querySelectorAll('a')].find(
            it => it.getClientRects().length > 0 && it.href.endsWith('/policies.html'));
        return link ? link.parentNode.parentNode.textContent : null";
    let said = page.script(link, vec![]).await?;
    let said = said.as_str().ok_or("there is no visible link to policies.html")?;
    check(said.contains("暂时无法查询"), || format!("the element says {said}"))?;
    let errors = page.script("return pageErrors", vec![]).await?;
    check(errors == json!([]), || format!("the page got {errors}"))
}

/// What somebody puts in the place of a module of a version that a website has pinned.
const FOREIGN: &str = "window.attacked = true;
    export const start = () => ({ update() {}, text() {}, free() {} });
    export const wordsAt = () => ({}), languageAt = () => '', openRelease = start, default = start;";

/// The line of a website that gave the hash of one script means all that this script loads.
pub async fn pinned_version_runs_nothing_else(page: &Page) -> Result {
    let settings = &page.settings;
    let manifest: Value = serde_json::from_slice(&std::fs::read(settings.dist.join("manifest.json"))?)?;
    let version = manifest["version"].as_str().unwrap_or_default();
    let foreign = tempfile::NamedTempFile::new()?;
    std::fs::write(foreign.path(), FOREIGN)?;
    let add = "window.codes = [];
        addEventListener('policy-lookup:error', it => codes.push(it.detail.code));
        const element = document.createElement('policy-lookup');
        element.id = 'late';
        element.setAttribute('query', '轮椅');
        document.body.prepend(element)";
    let state = "const root = document.querySelector('#late').shadowRoot;
        return window.attacked ? 'attacked' : root && root.querySelector('[data-size] .policy-lookup__hit')
            ? 'answered' : codes[0] || ''";
    for (plain, wanted) in [
        ("", "answered"),
        ("widget.js", "damaged"),
        ("loader.js", "damaged"),
        ("words.js", "damaged"),
        ("policy-lookup.js", "damaged"),
        ("policies.idx", "damaged"),
    ] {
        let file = manifest["names"][plain].as_str().unwrap_or_default();
        let replace = format!("v/{version}/{file}={}", foreign.path().display());
        let server = Server::start(settings, &["--replace", &replace])?;
        page.go(&format!("{}policies.html", server.address())).await?;
        page.script(add, vec![]).await?;
        page.load_module(&format!("/v/{version}/embed.js")).await?;
        let found = async || {
            let found = page.script(state, vec![]).await?;
            Ok(found.as_str().filter(|it| !it.is_empty()).map(str::to_owned))
        };
        let found = page.wait_for(&format!("an end with another {plain}"), found).await?;
        // WebKit refuses the file as well, and does not say why.
        let is_refused = page.engine == Engine::WebKit && wanted == "damaged" && found == "network";
        check(found == wanted || is_refused, || format!("with another {plain} it {found}, not {wanted}"))?;
    }
    Ok(())
}

pub async fn program_is_missing(page: &Page) -> Result {
    fails_politely(page, &["network"]).await
}

pub async fn program_is_damaged(page: &Page) -> Result {
    fails_politely(page, &["damaged"]).await
}

pub async fn index_is_damaged(page: &Page) -> Result {
    fails_politely(page, &["damaged"]).await
}

pub async fn index_is_of_another_format(page: &Page) -> Result {
    fails_politely(page, &["version"]).await
}

pub async fn index_is_a_page(page: &Page) -> Result {
    fails_politely(page, &["mime"]).await
}

pub async fn program_is_forbidden(page: &Page) -> Result {
    fails_politely(page, &["wasm-blocked"]).await
}

/// Wrong types, old copies in a cache: the reader sees none of it.
pub async fn answers_all_the_same(page: &Page) -> Result {
    open(page, &[("query", "轮椅")]).await?;
    page.wait_for("an answer", async || inside(page, "#late", HIT).await).await?;
    let seen = page.script("return [pageErrors, codes]", vec![]).await?;
    check(seen == json!([[], []]), || format!("errors on the way: {seen}"))
}

/// The server has another release, with another format: its program takes over, without a word of error.
pub async fn program_of_today_takes_over(page: &Page) -> Result {
    open(page, &[]).await?;
    let is_there = async || {
        let script = "return document.querySelector('#late').shadowRoot.querySelector('input')?.value === 'release of today' || null";
        Ok(page.script(script, vec![]).await?.as_bool())
    };
    page.wait_for("the program of today", is_there).await?;
    let seen = page.script("return [pageErrors, codes]", vec![]).await?;
    check(seen == json!([[], []]), || format!("errors on the way: {seen}"))
}

/// The page's policy forbids WebAssembly, that of `frame.html` allows it.
pub async fn frame_answers(page: &Page) -> Result {
    open(page, &[("frame", ""), ("query", "轮椅"), ("collection", "rehab")]).await?;
    let script = "window.heard = []; addEventListener('policy-lookup:search', it => heard.push([it.target.id, it.detail.query]))";
    page.script(script, vec![]).await?;
    let hit = "const frame = document.querySelector('#late').shadowRoot.querySelector('iframe');
        const element = frame && frame.contentDocument.querySelector('policy-lookup');
        const hit = element && element.shadowRoot && element.shadowRoot.querySelector('.policy-lookup__hit');
        return hit ? [frame.clientHeight, frame.contentDocument.documentElement.scrollHeight, hit.textContent] : null";
    let grown = async || {
        let found = page.script(hit, vec![]).await?;
        let tall = found[0].as_u64() > Some(480) && found[1].as_u64() <= found[0].as_u64();
        Ok(tall.then_some(found))
    };
    page.wait_for("an answer in a frame as tall as it", grown).await?;
    set_attribute(page, "#late", "query", "贷款").await?;
    let told = async || {
        let heard = page.script("return heard", vec![]).await?;
        Ok(heard.as_array().is_some_and(|it| it.contains(&json!(["late", "贷款"]))).then_some(()))
    };
    page.wait_for("the event of the new question", told).await?;
    // A message from anybody else is not ours.
    let forged = "postMessage({ from: 'policy-lookup', height: 9999 }, '*');
        return new Promise(done => setTimeout(() => done(
            document.querySelector('#late').shadowRoot.querySelector('iframe').clientHeight), 100))";
    let height = page.script(forged, vec![]).await?;
    check(height.as_u64() < Some(9000), || "a forged message set the height".to_owned())?;
    let text = "return document.querySelector('#late').text()";
    let text =
        async || Ok(page.script(text, vec![]).await?.as_str().filter(|it| it.contains("找到")).map(str::to_owned));
    page.wait_for("the text of the frame", text).await?;
    let errors = page.script("return pageErrors", vec![]).await?;
    check(errors == json!([]), || format!("the page got {errors}"))
}
