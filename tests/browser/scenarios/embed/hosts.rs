//! Pages that are not as one would wish: old libraries, wrapped functions, other languages, clones, a base.

use super::*;

/// A page with nothing on it but what `script` makes, before anything of ours is loaded; then `attributes` on an element.
pub(super) async fn open_after(page: &Page, script: &str, attributes: &[(&str, &str)]) -> Result {
    page.open("policies.html").await?;
    let empty =
        "for (const sheet of document.querySelectorAll('link')) sheet.remove(); document.body.textContent = '';";
    page.script(&[empty, script].concat(), vec![]).await?;
    let add = "const element = document.createElement('policy-lookup');
        element.id = 'late';
        for (const [name, value] of arguments[0]) element.setAttribute(name, value);
        (window.place || document.body).append(element)";
    page.script(add, vec![json!(attributes)]).await?;
    page.load_module("/embed.js").await
}

/// An expression of the element's shadow root `root`, until it is what is wanted.
pub(super) async fn becomes(page: &Page, what: &str, expression: &str, wanted: Value) -> Result {
    becomes_in(page, "#late", what, expression, wanted).await
}

/// The same for another element than that of [`open_after`].
pub async fn becomes_in(page: &Page, host: &str, what: &str, expression: &str, wanted: Value) -> Result {
    let script = format!(
        "const host = document.querySelector('{host}') || place.querySelector('{host}');
         const root = host.shadowRoot; return root && ({expression})"
    );
    let looked = async || {
        let found = page.script(&script, vec![]).await?;
        if found == wanted { Ok(Some(())) } else { Err(format!("so far {found}").into()) }
    };
    page.wait_for(what, looked).await
}

pub(super) const ANSWERED: &str = "!!root.querySelector('[data-size] .policy-lookup__hit')";

/// As Prototype and its like do it.
pub async fn lesser_built_ins_do(page: &Page) -> Result {
    let lesser = "Array.from = it => [].slice.call(it);
        Array.prototype.toJSON = function () { return 'array'; };
        Object.prototype.each = function () {};
        Object.prototype.surface = 'kiosk';
        const own = Promise;
        window.Promise = class extends own {};
        const fetched = window.fetch.bind(window);
        window.fetch = (...args) => new Promise((done, failed) => fetched(...args).then(done, failed));
        const streaming = WebAssembly.compileStreaming;
        WebAssembly.compileStreaming = () => own.reject(new TypeError('not that Response'));";
    open_after(page, lesser, &[("query", "轮椅")]).await?;
    becomes(page, "an answer", ANSWERED, json!(true)).await
}

pub async fn language_is_inherited(page: &Page) -> Result {
    for (tag, wanted) in [("zh-tw", "zh-Hant"), ("zh_TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"), ("en-us", "en")] {
        let nest = format!(
            "document.documentElement.lang = '{tag}';
             const outer = document.body.appendChild(document.createElement('div'));
             window.place = outer.attachShadow({{ mode: 'open' }});"
        );
        open_after(page, &nest, &[("query", "轮椅")]).await?;
        let lang = "(root.querySelector('[data-size]') || {}).lang";
        becomes(page, &format!("{wanted} in a page in {tag}"), lang, json!(wanted)).await?;
    }
    let frame = "document.documentElement.lang = 'en-us'";
    open_after(page, frame, &[("frame", "")]).await?;
    let lang = "(() => {
        const inner = root.querySelector('iframe')?.contentDocument?.querySelector('policy-lookup');
        return inner?.shadowRoot?.querySelector('[data-size]')?.lang ?? null })()";
    becomes(page, "English in a frame", lang, json!("en")).await
}

/// Hot words of a page set the same query as often as they are tapped.
pub async fn set_again_is_a_command(page: &Page) -> Result {
    open_after(page, "", &[("query", "轮椅")]).await?;
    becomes(page, "an answer", ANSWERED, json!(true)).await?;
    type_into(page, "#late", "补贴").await?;
    let value = "root.querySelector('[data-size] input').value";
    becomes(page, "what is typed", value, json!("轮椅补贴")).await?;
    set_attribute(page, "#late", "query", "轮椅").await?;
    set_attribute(page, "#late", "theme", "dark").await?;
    becomes(page, "the query set again", value, json!("轮椅")).await?;
    set_attribute(page, "#late", "lang", "en").await?;
    becomes(page, "another language", "root.querySelector('[data-size]').lang", json!("en")).await?;
    becomes(page, "the query as it was", value, json!("轮椅")).await
}

/// Frameworks write `"false"`; then the address is left alone.
pub async fn false_is_off(page: &Page) -> Result {
    open_after(page, "", &[("query", "轮椅"), ("url-state", "false"), ("frame", "false"), ("offline", "false")])
        .await?;
    becomes(page, "an answer", ANSWERED, json!(true)).await?;
    type_into(page, "#late", "补贴").await?;
    becomes(page, "what is typed", "root.querySelector('[data-size] input').value", json!("轮椅补贴")).await?;
    let address = page.script("return location.hash", vec![]).await?;
    check(address == "", || format!("the address says {address}"))
}

/// Letters and what did something here stay here; Esc with nothing to do and Ctrl+K are the page's.
pub async fn keys_stay_where_they_work(page: &Page) -> Result {
    let listen = "window.heard = [];
        document.addEventListener('keydown', it => heard.push(it.key))";
    open_after(page, listen, &[]).await?;
    becomes(page, "the box", "!!root.querySelector('[data-size] input')", json!(true)).await?;
    type_into(page, "#late", "s轮椅").await?;
    becomes(page, "an answer", "!!root.querySelector('[data-size] .policy-lookup__answer')", json!(true)).await?;
    page.script("document.querySelector('#late').focus()", vec![]).await?;
    let press = "const input = document.querySelector('#late').shadowRoot.querySelector('[data-size] input');
        const press = (key, more) => input.dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }));
        const turn = () => new Promise(done => setTimeout(done, 100));
        const done = arguments[0];
        (async () => {
            press('s');
            // Once to close what is offered, if anything is, and once to clear the box.
            while (input.value) { press('Escape'); await turn(); }
            press('k', { ctrlKey: true });
            press('Escape');
            await turn();
            done(heard);
        })()";
    let heard = page.driver.execute_async(press, vec![]).await?.json().clone();
    check(heard == json!(["k", "Escape"]), || format!("the page heard {heard}"))
}

pub async fn base_does_not_lead_astray(page: &Page) -> Result {
    let base = "document.head.append(Object.assign(document.createElement('base'), { href: '/elsewhere/' }))";
    open_after(page, base, &[("query", "轮椅"), ("url-state", "")]).await?;
    becomes(page, "an answer", ANSWERED, json!(true)).await?;
    let path = "new URL(root.querySelector('.policy-lookup__hit-link').href).pathname";
    becomes(page, "a link to this page", path, json!("/policies.html")).await
}

pub async fn clones_start_afresh(page: &Page) -> Result {
    open_after(page, "", &[("query", "轮椅")]).await?;
    let said = "host.querySelectorAll('.policy-lookup-live').length + (host.textContent.includes('找到') ? 1 : 0)";
    becomes(page, "the announcement", said, json!(2)).await?;
    let clone = "const clone = document.querySelector('#late').cloneNode(true);
        clone.id = 'clone';
        document.body.prepend(clone);
        return clone.textContent";
    let said = page.script(clone, vec![]).await?;
    check(said == "", || format!("the clone still says {said}"))?;
    page.wait_for("the answer in the clone", async || inside(page, "#clone", HIT).await).await?;
    let regions =
        page.script("return document.querySelectorAll('#clone > .policy-lookup-live').length", vec![]).await?;
    check(regions == 1, || format!("the clone has {regions} regions"))
}

/// Ten elements at once are more than is rendered in one task: each still says in the page what it found, and follows
/// what it was told before its own rendering.
pub async fn many_at_once_are_heard(page: &Page) -> Result {
    open_after(page, "", &[("query", "轮椅")]).await?;
    becomes(page, "an answer", ANSWERED, json!(true)).await?;
    let add = "window.many = Array.from({ length: 10 }, () => {
            const element = document.createElement('policy-lookup');
            element.setAttribute('query', '轮椅');
            document.body.prepend(element);
            new MutationObserver(() => element.setAttribute('mode', 'elder'))
                .observe(element.shadowRoot, { childList: true });
            return element;
        });";
    page.script(add, vec![]).await?;
    let said = "many.map(it => it.querySelectorAll('.policy-lookup-live').length + (it.textContent.includes('找到') ? 1 : 0)).join()";
    becomes(page, "ten announcements", said, json!(["2"; 10].join(","))).await?;
    let large = "many.filter(it => it.shadowRoot.querySelector('.policy-lookup--elder[data-size]')).length";
    becomes(page, "ten in large type", large, json!(10)).await
}

/// As on iOS: a composition begins, the keyboard is put away, no end is told. Before and after the program has come.
pub async fn unfinished_composition_ends(page: &Page) -> Result {
    open_after(page, "", &[]).await?;
    becomes(page, "a box", "!!root.querySelector('input')", json!(true)).await?;
    let begin = "const input = document.querySelector('#late').shadowRoot.querySelector('input');
        input.focus();
        input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
        input.value = arguments[0];
        input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, isComposing: true }));
        input.blur()";
    page.script(begin, vec![json!("轮椅")]).await?;
    becomes(page, "an answer to the first question", ANSWERED, json!(true)).await?;
    page.script(begin, vec![json!("健身步道")]).await?;
    let searched = "root.querySelector('.policy-lookup__hit mark')?.textContent.includes('步道') ?? false";
    becomes(page, "an answer to the second question", searched, json!(true)).await
}
