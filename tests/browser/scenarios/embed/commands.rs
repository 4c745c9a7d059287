//! The element as a script of the page uses it: properties, methods, events.

use super::hosts::{ANSWERED, becomes, open_after};
use super::*;

const VALUE: &str = "root.querySelector('[data-size] input').value";

/// What the page heard, from the first to the last.
async fn heard(page: &Page) -> Result<Vec<Value>> {
    let heard = page.script("return heard", vec![]).await?;
    Ok(heard.as_array().cloned().unwrap_or_default())
}

const LISTEN: &str = "window.heard = [];
    for (const name of ['ready', 'search', 'filter', 'open', 'error'])
        document.addEventListener(`policy-lookup:${name}`, it => heard.push([name, it.detail]));";

/// Set before the element is known, as frameworks do, and after.
pub async fn properties_are_attributes(page: &Page) -> Result {
    let early = "const early = document.createElement('policy-lookup');
        early.query = '轮椅';
        early.urlState = false;
        early.id = 'early';
        document.body.append(early);";
    open_after(page, early, &[]).await?;
    page.wait_for("the answer", async || inside(page, "#early", HIT).await).await?;
    let set = "const it = document.querySelector('#early');
        it.mode = 'elder'; it.theme = 'dark'; it.collection = 'employment'; it.query = '补贴'; it.urlState = true;
        return [it.getAttribute('mode'), it.theme, it.collection, it.query, it.getAttribute('url-state'), it.frame]";
    let values = page.script(set, vec![]).await?;
    check(values == json!(["elder", "dark", "employment", "补贴", "", false]), || format!("they are {values}"))?;
    let hit = async || Ok(inside(page, "#early", HIT).await?.filter(|hit| hit.contains("22号")));
    page.wait_for("the answer from the collection", hit).await?;
    let none = "const it = document.querySelector('#early');
        it.mode = null; it.urlState = false;
        return [it.hasAttribute('mode'), it.hasAttribute('url-state')]";
    let none = page.script(none, vec![]).await?;
    check(none == json!([false, false]), || format!("left: {none}"))
}

/// `search` starts an element that nobody came near; `clear` takes filters away too.
pub async fn methods_ask_and_clear(page: &Page) -> Result {
    open_after(page, LISTEN, &[]).await?;
    becomes(page, "the box", "!!root.querySelector('[data-size] input')", json!(true)).await?;
    let asked = page.script("return [document.querySelector('#late').search('补贴')]", vec![]).await?;
    check(asked == json!([null]), || format!("search returned {asked}"))?;
    becomes(page, "an answer", ANSWERED, json!(true)).await?;
    becomes(page, "the query", VALUE, json!("补贴")).await?;
    page.script("document.querySelector('#late').clear()", vec![]).await?;
    becomes(page, "an empty box", VALUE, json!("")).await?;
    becomes(page, "no hits", "root.querySelectorAll('.policy-lookup__hit').length", json!(0)).await?;
    let wrong = "try { document.querySelector('#late').search(7); return null } catch (error) { return error.code }";
    let code = page.script(wrong, vec![]).await?;
    check(code == "bad-argument", || format!("the code is {code}"))?;
    let names: Vec<Value> = heard(page).await?.iter().map(|it| it[0].clone()).collect();
    check(names.first() == Some(&json!("ready")) && names.contains(&json!("search")), || format!("heard {names:?}"))?;
    page.check_is_clean().await
}

async fn told_filters(page: &Page) -> Result<Vec<Value>> {
    let heard = heard(page).await?.into_iter();
    Ok(heard.filter(|it| it[0] == "filter").map(|it| it[1].clone()).collect())
}

/// Chosen here by the address, which an element with `url-state` follows.
pub async fn filters_are_told(page: &Page) -> Result {
    open_after(page, LISTEN, &[("query", "补贴"), ("url-state", "")]).await?;
    becomes(page, "an answer", ANSWERED, json!(true)).await?;
    // What was drawn first is followed by what listens to the address.
    page.painted().await?;
    let filters = async || told_filters(page).await;
    check(filters().await?.is_empty(), || "a filter was told before one was set".to_owned())?;
    for (hash, wanted) in [
        (
            "#q=补贴&a=企业",
            json!({ "collection": "", "document": "", "audience": ["企业"], "kind": [], "department": [] }),
        ),
        ("#q=补贴", json!({ "collection": "", "document": "", "audience": [], "kind": [], "department": [] })),
    ] {
        page.script("location.hash = arguments[0]", vec![json!(hash)]).await?;
        let told = async || Ok(filters().await?.pop().filter(|it| *it == wanted));
        page.wait_for(&format!("the filters of {hash}"), told).await?;
    }
    Ok(())
}

/// Another file is asked for at its own address, and told when it is not there.
pub async fn another_index_is_used(page: &Page) -> Result {
    open_after(page, LISTEN, &[("query", "轮椅"), ("src", "policies.idx?another")]).await?;
    becomes(page, "an answer", ANSWERED, json!(true)).await?;
    let fetched = "return performance.getEntriesByType('resource').filter(it => it.name.includes('policies.idx'))
        .map(it => new URL(it.name).search)";
    let fetched = page.script(fetched, vec![]).await?;
    check(fetched == json!(["?another"]), || format!("fetched {fetched}"))?;
    open_after(page, LISTEN, &[("query", "轮椅"), ("src", "nowhere.idx")]).await?;
    let error = async || Ok(heard(page).await?.into_iter().find(|it| it[0] == "error"));
    let error = page.wait_for("policy-lookup:error", error).await?;
    check(error[1]["code"] == "network", || format!("the detail is {}", error[1]))
}
