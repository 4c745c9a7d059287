//! `PolicyIndex`, the search for scripts, in a page and in a worker.

use super::*;

/// Runs `body`, an async function's, with `index` loaded; returns what it returns.
async fn with_index(page: &Page, body: &str) -> Result<Value> {
    page.open("embed.html").await?;
    let script = format!(
        "const done = arguments[arguments.length - 1];
         (async () => {{
             const {{ PolicyIndex }} = await import('/embed.js');
             const codeOf = call => {{ try {{ call(); return 'none' }} catch (error) {{ return [error instanceof Error, error.code] }} }};
             const codeOfLoad = url => PolicyIndex.load(url).then(() => 'none', error => [error instanceof Error, error.code]);
             const index = await PolicyIndex.load();
             {body}
         }})().then(done, error => done(`${{error.code}} ${{error.message}}`))"
    );
    Ok(page.driver.execute_async(&script, vec![]).await?.json().clone())
}

pub async fn script_searches(page: &Page) -> Result {
    let found = with_index(page, "return index.search('轮椅', { collection: 'rehab', limit: 2 })").await?;
    let hits = found["hits"].as_array().ok_or_else(|| format!("the answer is {found}"))?;
    check(found["query"] == "轮椅" && found["confident"].is_boolean() && found["micros"].is_u64(), || {
        found.to_string()
    })?;
    check(hits.len() == 2, || format!("{} hits instead of 2", hits.len()))?;
    for hit in hits {
        check(hit["collection"] == "rehab" && hit["score"].is_f64() && hit["why"].is_array(), || hit.to_string())?;
        check(hit["path"].is_array() && hit["document"] == "柳政办〔2022〕31号", || hit.to_string())?;
    }
    page.check_is_clean().await
}

/// Ranges count as JavaScript does: cut out of the text, a literal hit is the word itself.
pub async fn highlights_fit_the_text(page: &Page) -> Result {
    let body = "return index.search('辅助器具', { limit: 50, literal: true }).hits.map(
        hit => hit.highlights.text.map(([from, to]) => hit.text.slice(from, to)))";
    let marked = with_index(page, body).await?;
    let marked: Vec<Vec<String>> = serde_json::from_value(marked)?;
    check(!marked.is_empty(), || "no clause speaks of 辅助器具".to_owned())?;
    let wrong = marked.iter().flatten().find(|it| *it != "辅助器具");
    check(wrong.is_none() && marked.iter().any(|it| !it.is_empty()), || format!("marked: {marked:?}"))
}

pub async fn script_reads_clauses(page: &Page) -> Result {
    let body = "const clause = index.clause('2022-31-4-1');
        return [clause.citation, clause.departments, index.clause('none'), index.collections().map(it => it.id),
                index.suggest('jiuye', { limit: 3 }).length, index.data_version.length]";
    let found = with_index(page, body).await?;
    let citation = found[0].as_str().unwrap_or_default();
    check(citation.contains("柳政办〔2022〕31号") && citation.contains("第68页起"), || {
        format!("cited: {citation}")
    })?;
    check(found[1].is_array() && found[2].is_null(), || found.to_string())?;
    check(found[3] == json!(["rehab", "employment", "fitness"]), || found[3].to_string())?;
    check(found[4] == 3 && found[5] == 12, || found.to_string())
}

pub async fn script_errors_have_codes(page: &Page) -> Result {
    let body = "return [
        codeOf(() => index.search('补贴', { collection: 'nowhere' })),
        codeOf(() => index.search('补贴', { audience: '无此人群' })),
        codeOf(() => index.search('补贴', { limit: -1 })),
        codeOf(() => index.search(1)),
        codeOf(() => index.clause(null)),
        codeOf(() => index.search('补贴', { collection: null, limit: undefined })),
        codeOf(() => {
            Object.prototype.collection = 'a page gave it to all objects';
            try { return index.search('补贴'); } finally { delete Object.prototype.collection; }
        }),
        await codeOfLoad('missing.idx'),
        await codeOfLoad('policies.html'),
        await codeOfLoad('manifest.json'),
        await codeOfLoad(7)]";
    let codes = with_index(page, body).await?;
    let bad = json!([true, "bad-argument"]);
    let expected =
        json!([bad, bad, bad, bad, bad, "none", "none", [true, "network"], [true, "mime"], [true, "damaged"], bad]);
    check(codes == expected, || format!("codes: {codes}"))
}

/// An index that passes every check and traps all the same is not known; a program whose functions trap stands for it.
pub async fn script_hears_of_traps(page: &Page) -> Result {
    let body = "const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0,
            1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11);
        const trap = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f;
        const engine = index._engine;
        index._engine = { search: trap, suggest: trap, clause: trap };
        const codes = [() => index.search('补贴'), () => index.suggest('补'), () => index.clause('2022-31-4-1')].map(codeOf);
        index._engine = engine;
        return [...codes, index.search('轮椅').hits.length > 0]";
    let found = with_index(page, body).await?;
    let damaged = json!([true, "damaged"]);
    check(found == json!([damaged, damaged, damaged, true]), || format!("said: {found}"))?;
    page.open("embed.html").await?;
    let opening = "const done = arguments[arguments.length - 1];
        const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0,
            1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11);
        const trap = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f;
        for (const way of ['instantiate', 'instantiateStreaming']) {
            const real = WebAssembly[way];
            WebAssembly[way] = async (...args) => {
                const made = await real.apply(WebAssembly, args);
                const instance = made.instance || made;
                const exports = { ...instance.exports };
                for (const name of Object.keys(exports)) if (/engine_new/.test(name)) exports[name] = trap;
                return made.instance ? { module: made.module, instance: { exports } } : { exports };
            };
        }
        import('/embed.js').then(({ PolicyIndex }) => PolicyIndex.load())
            .then(() => done('opened'), error => done([error instanceof Error, error.code, error.message]))";
    let found = page.driver.execute_async(opening, vec![]).await?.json().clone();
    check(found[0] == true && found[1] == "damaged", || format!("opening said: {found}"))
}

/// The worker's file is the page's own, so the page's own policy vouches for it.
pub async fn works_in_a_worker(page: &Page) -> Result {
    page.open("embed.html").await?;
    let script = "const done = arguments[arguments.length - 1];
        const policy = trustedTypes.createPolicy('policy-lookup', { createScriptURL: url => url });
        const worker = new Worker(policy.createScriptURL('/worker.js'), { type: 'module' });
        worker.onerror = event => done({ failed: event.message || 'the worker did not start' });
        worker.onmessage = ({ data }) => done(data)";
    let found = page.driver.execute_async(script, vec![]).await?.json().clone();
    let title = found["hits"][0]["text"].as_str();
    check(title.is_some_and(|text| text.contains("辅助器具")), || format!("the worker says {found}"))?;
    page.check_is_clean().await
}
