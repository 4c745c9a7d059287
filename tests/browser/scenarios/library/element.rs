//! `<policy-lookup src="…/root">`: the whole interface over many small files, on the page that
//! `cargo xtask serve --library` shows.

use crate::check::check;
use crate::engine::Engine;
use crate::page::{Page, Result};
use crate::scenarios::embed::becomes_in;
use serde_json::{Value, json};

const HOST: &str = "policy-lookup";
const HITS: &str = "[...root.querySelectorAll('.policy-lookup__results:not(.policy-lookup__results--stale) \
     .policy-lookup__hit-link')].map(it => it.dataset.clause)";

/// What an expression over `root`, the element's shadow root, comes to.
async fn look(page: &Page, expression: &str) -> Result<Value> {
    let script = format!("const root = document.querySelector('{HOST}').shadowRoot; return root && ({expression})");
    page.script(&script, vec![]).await
}

async fn becomes(page: &Page, what: &str, expression: &str, wanted: Value) -> Result {
    becomes_in(page, HOST, what, expression, wanted).await
}

async fn shows(page: &Page, what: &str, selector: &str) -> Result {
    becomes(page, what, &format!("!!root.querySelector({})", json!(selector)), json!(true)).await
}

async fn click(page: &Page, selector: &str) -> Result {
    let find = "return document.querySelector(arguments[0]).shadowRoot.querySelector(arguments[1])";
    Ok(page.driver.execute(find, vec![json!(HOST), json!(selector)]).await?.element()?.click().await?)
}

async fn type_text(page: &Page, text: &str) -> Result {
    let find = "return document.querySelector(arguments[0]).shadowRoot.querySelector('[data-size] input')";
    Ok(page.driver.execute(find, vec![json!(HOST)]).await?.element()?.send_keys(text).await?)
}

/// Ids of the hits of the single file.
async fn known_hits(page: &Page, query: &str, limit: u32) -> Result<Value> {
    let script = "const [query, limit, done] = arguments;
        import('/embed.js').then(it => it.PolicyIndex.load())
            .then(it => done(it.search(query, { limit }).hits.map(it => it.id)))";
    Ok(page.driver.execute_async(script, vec![json!(query), json!(limit)]).await?.json().clone())
}

/// A link to a question; its first hit, the clause behind it, the document around that, and back.
pub async fn leads_to_a_document(page: &Page) -> Result {
    page.open("example/#q=轮椅").await?;
    let first = known_hits(page, "轮椅", 1).await?;
    becomes(page, "the first hit", &format!("{HITS}.slice(0, 1)"), first).await?;
    click(page, ".policy-lookup__hit-link").await?;
    shows(page, "the clause", ".policy-lookup__clause .policy-lookup__text").await?;
    shows(page, "its neighbours", ".policy-lookup__neighbour").await?;
    let title = "root.querySelector('.policy-lookup__view-title').textContent === root.activeElement.textContent";
    becomes(page, "the focus on its title", title, json!(true)).await?;
    click(page, ".policy-lookup__document-line a").await?;
    shows(page, "the document", ".policy-lookup__document .policy-lookup__body").await?;
    let marked = look(page, "root.querySelectorAll('.policy-lookup__body mark').length").await?;
    check(0 < marked.as_i64().unwrap_or(0), || "nothing is marked in the document".to_owned())?;
    let headings = look(
        page,
        "[...root.querySelectorAll('.policy-lookup__entry')].map(it => it.textContent)
            .filter((it, at, all) => all.indexOf(it) !== at)",
    )
    .await?;
    check(headings == json!([]), || format!("printed twice: {headings}"))?;
    page.driver.back().await?;
    page.driver.back().await?;
    becomes(page, "the hits again", &format!("{HITS}.length > 1"), json!(true)).await?;
    page.check_axe_in(HOST, "library").await?;
    page.check_is_clean().await
}

/// The page over a library: program, root and look set out before any script has run, and nothing is fetched twice. What an
/// answer does without comes afterwards.
pub async fn sets_out_at_once(page: &Page) -> Result {
    page.open("library.html#q=轮椅").await?;
    becomes(page, "hits", &format!("{HITS}.length > 1"), json!(true)).await?;
    // A file that was asked for again and had not changed brings no more than 300. WebKit names a file when it is fetched
    // ahead, and again when what came is used.
    let script = "const all = performance.getEntriesByType('resource').filter(it => it.transferSize > 300)
            .map(it => it.name)
            .filter(it => /\\.(js|css|wasm)$|[/]root$/.test(it) && !/embed\\.js|-late-|[/]offline-|[/]sw\\.js/.test(it));
        const named = [...document.querySelectorAll('link[href]')].map(it => it.href);
        return [all.filter(it => !named.includes(it)), named.filter(it => !all.includes(it)),
                arguments[0] ? [] : all.filter((it, at) => all.indexOf(it) !== at)]";
    let found = page.script(script, vec![json!(page.engine == Engine::WebKit)]).await?;
    check(found == json!([[], [], []]), || format!("not named, not used, fetched twice: {found}"))?;
    let late = "performance.getEntriesByType('resource').some(it => it.name.includes('library-late'))";
    becomes(page, "the rest of the program", late, json!(true)).await?;
    let first = known_hits(page, "轮椅", 1).await?;
    becomes(page, "the first hit", &format!("{HITS}.slice(0, 1)"), first).await?;
    click(page, ".policy-lookup__hit-link").await?;
    shows(page, "the clause", ".policy-lookup__clause .policy-lookup__text").await?;
    page.check_is_clean().await
}

/// Letters are offered words; a collection narrows the list; a question about nothing has no basis.
pub async fn offers_and_narrows(page: &Page) -> Result {
    page.open("example/").await?;
    shows(page, "the tiles", ".policy-lookup__tile").await?;
    type_text(page, "jiuye").await?;
    let offers = "[...root.querySelectorAll('.policy-lookup__offer-text')].some(it => it.textContent.includes('就业'))";
    becomes(page, "a word for the letters", offers, json!(true)).await?;
    becomes(page, "hits", &format!("{HITS}.length > 1"), json!(true)).await?;
    let choose = "const root = document.querySelector('policy-lookup').shadowRoot;
        const names = [...root.querySelectorAll('.policy-lookup__sheet .policy-lookup__choice')];
        names.find(it => it.textContent.includes('全民健身')).querySelector('input').click()";
    page.script(choose, vec![]).await?;
    let own = format!("{HITS}.length > 0 && {HITS}.every(it => it.startsWith('2022-28-'))");
    becomes(page, "hits of the collection alone", &own, json!(true)).await?;
    becomes(page, "the filter in the address", "location.hash.includes('c=fitness')", json!(true)).await?;
    page.open("example/#q=火星移民签证").await?;
    becomes(page, "no basis", "root.querySelector('.policy-lookup__headline')?.textContent", json!("未找到依据")).await
}

/// Files that take their time: the page says that it is searching, nothing moves, and the last question wins.
pub async fn waits_for_slow_files(page: &Page) -> Result {
    page.open("example/").await?;
    shows(page, "the box", "[data-size] input").await?;
    shows(page, "the tiles", ".policy-lookup__tile").await?;
    type_text(page, "轮椅").await?;
    shows(page, "the line that moves", ".policy-lookup__busy:not([hidden])").await?;
    becomes(page, "what it does", "root.querySelector('.policy-lookup__headline')?.textContent", json!("正在查找…"))
        .await?;
    // Both are under way before anything has come.
    type_text(page, "\u{e003}\u{e003}健身步道").await?;
    let wanted = known_hits(page, "健身步道", 1).await?;
    becomes(page, "hits of the last question", &format!("{HITS}.slice(0, 1)"), wanted).await?;
    becomes(page, "rest", "!!root.querySelector('.policy-lookup__busy[hidden]')", json!(true)).await?;
    page.check_is_clean().await
}

/// Clauses that do not come: the others are shown, with a word about it and a way to try again.
pub async fn says_what_is_missing(page: &Page) -> Result {
    page.open("example/#c=rehab").await?;
    shows(page, "a word about it", ".policy-lookup__gap .policy-lookup__link").await?;
    becomes(page, "other hits", &format!("{HITS}.length > 0"), json!(true)).await?;
    click(page, ".policy-lookup__gap .policy-lookup__link").await?;
    shows(page, "a word about it again", ".policy-lookup__gap .policy-lookup__link").await
}

/// Nothing but the root comes: never 未找到依据, for nobody has looked.
pub async fn does_not_deny_what_it_has_not_read(page: &Page) -> Result {
    let listen = "window.codes = [];
        document.addEventListener('policy-lookup:error', it => codes.push(it.detail.code))";
    page.open("example/").await?;
    page.script(listen, vec![]).await?;
    shows(page, "the box", "[data-size] input").await?;
    type_text(page, "轮椅").await?;
    let said = "root.querySelector('.policy-lookup__headline')?.textContent";
    becomes(page, "that not all came", said, json!("资料没有取全，现在还不能下结论")).await?;
    becomes(page, "the code for scripts", "window.codes", json!(["network"])).await
}

/// The root is missing, another file, or a page: the reader is told, with a way on.
async fn says_that_it_cannot(page: &Page, code: &str) -> Result {
    page.open("example/").await?;
    let told = "root.querySelector('[role=alert]')?.dataset.code ?? null";
    becomes(page, "what is wrong", told, json!(code)).await?;
    shows(page, "a way on", "[role=alert] a[href]").await
}

pub async fn says_that_the_root_is_missing(page: &Page) -> Result {
    says_that_it_cannot(page, "network").await
}

pub async fn says_that_the_root_is_another_file(page: &Page) -> Result {
    says_that_it_cannot(page, "damaged").await
}

pub async fn says_that_the_root_is_a_page(page: &Page) -> Result {
    says_that_it_cannot(page, "mime").await
}
