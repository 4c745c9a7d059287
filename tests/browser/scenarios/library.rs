//! `PolicyLibrary`: the clauses of the index in many small files, and what goes wrong with files.

pub mod element;

use crate::check::check;
use crate::page::{Page, Result};
use serde_json::{Value, json};

/// Runs `body`, an async function's; returns what it returns.
async fn run(page: &Page, body: &str) -> Result<Value> {
    page.open("embed.html").await?;
    let script = format!(
        "const done = arguments[arguments.length - 1];
         (async () => {{
             const {{ PolicyIndex, PolicyLibrary }} = await import('/embed.js');
             {body}
         }})().then(done, error => done(`${{error.code}} ${{error.message}}`))"
    );
    Ok(page.driver.execute_async(&script, vec![]).await?.json().clone())
}

/// The same questions to both forms: letters, slips, everyday words, a number of a document.
async fn answers_like_the_index_at(page: &Page, root: &str) -> Result {
    let body = format!(
        "const library = await PolicyLibrary.open('{root}'), index = await PolicyIndex.load();
        const different = [];
        for (const query of ['轮椅', '失业补贴', 'jiuye', '老人走路不方便', '创业担保货款', '柳政办〔2022〕31号', '健身步道']) {{
            const page = await library.search(query, {{ limit: 5 }});
            const own = page.hits.map(it => it.id);
            const other = index.search(query, {{ limit: 5 }}).hits.map(it => it.id);
            if (page.incomplete || own[0] !== other[0]) different.push([query, own, other]);
        }}
        return different"
    );
    let different = run(page, &body).await?;
    check(different == json!([]), || format!("other first hits: {different}"))
}

pub async fn answers_like_the_index(page: &Page) -> Result {
    answers_like_the_index_at(page, "library/root").await
}

pub async fn packs_answer_like_the_index(page: &Page) -> Result {
    answers_like_the_index_at(page, "library/packed/root").await
}

/// A server that sends the whole pack for a part of it: nobody downloads that. A small one is here before it is refused;
/// then Chromium cuts the later parts from its own cache, and there is an answer that says what it lacks.
pub async fn says_that_parts_do_not_come(page: &Page) -> Result {
    let found = run(page, "return (await PolicyLibrary.open('library/packed/root')).search('轮椅')").await?;
    let is_told = found.as_str().is_some_and(|it| it.starts_with("network ")) || found["incomplete"] == true;
    check(is_told, || found.to_string())
}

/// Clauses, collections, suggestions; and a file that is here is not fetched again.
pub async fn reads_on(page: &Page) -> Result {
    let body = "const library = await PolicyLibrary.open(new URL('library/root', document.baseURI));
        const index = await PolicyIndex.load();
        const clause = await library.clause('2022-31-4-1'), known = index.clause('2022-31-4-1');
        const before = library.fetched.files;
        await library.search('轮椅');
        const first = library.fetched.files;
        const page = await library.search('轮椅'), second = library.fetched.files;
        return [clause.text === known.text, clause.citation === known.citation, await library.clause('none'),
                JSON.stringify(await library.collections()) === JSON.stringify(index.collections()),
                (await library.suggest('jiuye')).map(it => it.text).includes('就业'),
                before < first, first === second, page.incomplete, page.num_hits > 0,
                page.hits[0].highlights.text.every(([from, to]) => from < to)]";
    let found = run(page, body).await?;
    check(found == json!([true, true, null, true, true, true, true, false, true, true]), || found.to_string())?;
    page.check_is_clean().await
}

/// Files of texts that are missing or another one: the others answer, and it says so.
pub async fn does_without_a_file(page: &Page) -> Result {
    let body = "const library = await PolicyLibrary.open('library/root');
        const page = await library.search('', { limit: 60 });
        return [page.incomplete, 0 < page.hits.length && page.hits.length < 60]";
    let found = run(page, body).await?;
    check(found == json!([true, true]), || found.to_string())
}

/// Nothing comes but the root.
pub async fn says_that_the_network_is_gone(page: &Page) -> Result {
    let found = run(page, "return (await PolicyLibrary.open('library/root')).search('轮椅')").await?;
    check(found.as_str().is_some_and(|it| it.starts_with("network ")), || found.to_string())
}

pub async fn errors_have_codes(page: &Page) -> Result {
    let body = "const codeOf = it => it.then(() => 'none', error => [error instanceof Error, error.code]);
        const library = await PolicyLibrary.open('library/root');
        const gone = new AbortController();
        gone.abort();
        return [
            await codeOf(PolicyLibrary.open('library/none')),
            await codeOf(PolicyLibrary.open('policies.html')),
            await codeOf(PolicyLibrary.open('policies.idx')),
            await codeOf(PolicyLibrary.open(7)),
            await codeOf(library.search(1)),
            await codeOf(library.search('补贴', { collection: 'nowhere' })),
            await library.search('补贴', { signal: gone.signal }).catch(error => error.name)]";
    let codes = run(page, body).await?;
    let code = |it: &str| json!([true, it]);
    let expected = [code("network"), code("mime"), code("damaged")];
    let bad = code("bad-argument");
    let expected = json!([expected[0], expected[1], expected[2], bad, bad, bad, "AbortError"]);
    check(codes == expected, || format!("codes: {codes}"))
}

/// What was fetched with `offline` answers when the network has gone.
pub async fn answers_without_a_network(page: &Page) -> Result {
    let body = "const open = () => PolicyLibrary.open('library/root', { offline: true });
        const known = await (await open()).search('轮椅');
        const name = (await caches.keys()).find(it => it.startsWith('policy-lookup library '));
        const files = new Set();
        while (files.size < known.hits.length && files.size < 8) {
            for (const it of await (await caches.open(name)).keys()) files.add(it.url);
        }
        const network = window.fetch;
        window.fetch = (url, more) => String(url).includes('/library/') && !String(url).endsWith('.js')
            ? Promise.reject(new TypeError('no network')) : network(url, more);
        const library = await open(), page = await library.search('轮椅');
        const other = await library.search('健身步道').then(it => it.incomplete, error => error.code === 'network');
        return [page.incomplete, page.hits[0].id === known.hits[0].id, other]";
    let found = run(page, body).await?;
    check(found == json!([false, true, true]), || found.to_string())
}
