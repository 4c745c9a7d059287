//! A library on a real object store: `cargo xtask test browser --object-store` starts one and says where.

use crate::check::check;
use crate::page::{Page, Result};
use serde_json::{Value, json};

/// The website, and what is asked for the next release.
fn addresses(page: &Page) -> Result<(&str, &str)> {
    Ok(page.settings.object_store.split_once(' ').ok_or("nobody said where the store is")?)
}

/// Of two readers, one before and one after the next release: which questions were answered otherwise than that
/// release answers them, with what else went wrong.
async fn wrong(page: &Page, release: u32, reader: &str) -> Result<Value> {
    let body = "const [release, reader, done] = arguments;
        (async () => {
            const { PolicyLibrary } = await import('/embed.js');
            const open = () => PolicyLibrary.open('/library/root');
            window.readers = window.readers || {};
            const library = window.readers[reader] = window.readers[reader] || await open();
            const wrong = [];
            for (const { query, texts } of await (await fetch(`/answers-${release}.json`)).json()) {
                const page = await library.search(query, { limit: texts.length });
                const own = page.hits.map(it => it.text);
                if (page.incomplete || JSON.stringify(own) !== JSON.stringify(texts)) wrong.push([query, own, texts]);
            }
            return wrong;
        })().then(done, error => done(String(error)))";
    Ok(page.driver.execute_async(body, vec![json!(release), json!(reader)]).await?.json().clone())
}

async fn answers_as(page: &Page, release: u32, reader: &str) -> Result {
    let wrong = wrong(page, release, reader).await?;
    check(wrong == json!([]), || format!("{reader} does not answer as release {release}: {wrong}"))
}

/// The whole interface, and whether its clauses are those of the second release.
async fn element_shows(page: &Page, site: &str, is_second: bool) -> Result {
    page.go("about:blank").await?;
    page.go(&format!("{site}example/#q=轮椅")).await?;
    let look = "const root = document.querySelector('policy-lookup').shadowRoot;
        const texts = [...root.querySelectorAll('.policy-lookup__hit')].map(it => it.textContent);
        return texts.length ? texts.some(it => it.includes('（第二版）')) : null";
    let shown = page.wait_for("hits", async || Ok(page.script(look, vec![]).await?.as_bool())).await?;
    check(shown == is_second, || format!("clauses of the second release: {shown}"))
}

/// A reader who came before goes on with what they have; who comes after finds the new release. Nobody finds both.
pub async fn a_release_goes_up_while_a_node_is_away(page: &Page) -> Result {
    let (site, control) = addresses(page)?;
    element_shows(page, site, false).await?;
    page.go(&format!("{site}policies.html")).await?;
    answers_as(page, 1, "before").await?;
    let next = "const [control, done] = arguments;
        fetch(control).then(it => it.text()).then(done, error => done(String(error)))";
    let told = page.driver.execute_async(next, vec![json!(control)]).await?.json().clone();
    check(told == "published", || told.to_string())?;
    answers_as(page, 1, "before").await?;
    answers_as(page, 2, "after").await?;
    element_shows(page, site, true).await
}
