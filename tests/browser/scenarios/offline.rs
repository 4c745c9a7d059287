//! The page without a network, and from one release to the next: a real server comes, changes its files and goes.

use crate::check::check;
use crate::engine::Engine;
use crate::page::{Page, Result};
use crate::server::Server;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use thirtyfour::common::print::PrintParameters;

const BOX: &str = "input[role=combobox]";
const HIT: &str = ".policy-lookup__hit";
const CLAUSE: &str = ".policy-lookup__clause";
const NEWS: &str = ".policy-lookup-update";
const TAKE: &str = ".policy-lookup-update__now";

/// Looks for a new release and waits for what becomes of it: `activated`, `installed` or `redundant`.
const UPDATE: &str = "
    const done = arguments[arguments.length - 1];
    navigator.serviceWorker.getRegistration().then(it => it.update()).then(it => {
        const worker = it.installing || it.waiting;
        if (!worker) return done('nothing new');
        if (worker.state !== 'installing') return done(worker.state);
        worker.addEventListener('statechange', () => done(worker.state), { once: true });
    }).catch(error => done(String(error)))";

/// A copy of the site in a folder with a name of its own, and whoever serves it at the moment.
struct Host<'a> {
    page: &'a Page,
    folder: tempfile::TempDir,
    server: Option<Server>,
    port: String,
}

/// What the second release changes.
const CHANGED: [&str; 2] = ["policies.html", "index.html"];

/// How many rounds of torn updates.
const NUM_ROUNDS_VARIABLE: &str = "POLICY_TORN_ROUNDS";

/// Two levels down, in a language that addresses have to encode.
const PLACE: &str = "gov/政策/";

impl<'a> Host<'a> {
    /// The release as it was built, with the page kept for the day without a network.
    async fn with_page_kept(page: &'a Page) -> Result<Host<'a>> {
        Host::with_page_kept_from(page, &[]).await
    }

    /// The same from a server with faults.
    async fn with_page_kept_from(page: &'a Page, faults: &[&str]) -> Result<Host<'a>> {
        let folder = tempfile::tempdir()?;
        copy(&page.settings.dist, &folder.path().join(PLACE))?;
        let mut host = Host { page, folder, server: None, port: "0".to_owned() };
        host.serve(faults)?;
        host.open("").await?;
        host.is_kept().await?;
        // The first visit came from the network; from now on the worker answers.
        host.open("").await?;
        Ok(host)
    }

    fn serve(&mut self, faults: &[&str]) -> Result {
        self.server = None;
        let port = self.port.clone();
        let server = Server::start_in(&self.page.settings, self.folder.path(), &[&["--port", &port], faults].concat())?;
        let address = server.address().trim_end_matches('/');
        self.port = address.rsplit(':').next().unwrap_or_default().to_owned();
        self.server = Some(server);
        Ok(())
    }

    /// From another document, so that the same address is loaded anew.
    async fn open(&self, address: &str) -> Result {
        self.page.driver.goto("about:blank").await?;
        self.page.go(&format!("http://127.0.0.1:{}/{PLACE}{address}", self.port)).await?;
        self.page.appears(BOX).await
    }

    async fn is_kept(&self) -> Result {
        let kept = "const done = arguments[0]; navigator.serviceWorker.ready.then(it => done(it.active.state))";
        self.page.driver.execute_async(kept, vec![]).await?;
        let active = "return navigator.serviceWorker.getRegistration().then(it => it?.active?.state === 'activated')";
        self.page
            .wait_for("the worker", async || Ok((self.page.script(active, vec![]).await? == true).then_some(())))
            .await
    }

    async fn update(&self) -> Result<String> {
        let state = self.page.driver.execute_async(UPDATE, vec![]).await?.json().clone();
        Ok(state.as_str().unwrap_or_default().to_owned())
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join(PLACE)
    }

    /// Searches and opens a clause.
    async fn answers(&self) -> Result {
        // Not by what the page tells of its searches: a page that reloads itself is not listened to in WebKit.
        self.page.type_text(BOX, "创业服务补贴").await?;
        self.page.wait_for("a hit", async || self.page.text(HIT).await).await?;
        self.page.click(".policy-lookup__hit-link").await?;
        let clause = self.page.wait_for("the clause", async || self.page.text(CLAUSE).await).await?;
        check(clause.contains("柳政办"), || format!("the clause is {clause}"))
    }

    /// Which release the page is, and which its other files are of; an error when they differ.
    async fn release(&self) -> Result<String> {
        let script = "const done = arguments[0];
            const of = text => /name=.?test-release.? content=.?(\\w+)/.exec(text)?.[1] ?? 'first';
            fetch('policies.html').then(it => it.text()).then(
                text => done([of(document.head.innerHTML), of(text)]), error => done([String(error)]))";
        let found = self.page.driver.execute_async(script, vec![]).await?.json().clone();
        let found: Vec<String> = serde_json::from_value(found)?;
        check(found.len() == 2 && found[0] == found[1], || format!("a mixture: {found:?}"))?;
        Ok(found[0].clone())
    }

    /// Waits until the page is this release, without asking the worker for anything: Chromium may leave a new worker
    /// waiting for minutes when requests reach the old one in the moment of its end.
    async fn becomes(&self, release: &str) -> Result {
        let mark = "return document.querySelector('meta[name=test-release]')?.content ?? ''";
        let is_there = async || Ok((self.page.script(mark, vec![]).await? == release).then_some(()));
        self.page.wait_for(&format!("the {release} release"), is_there).await?;
        self.is_release(release).await
    }

    async fn is_release(&self, expected: &str) -> Result {
        let release = self.release().await?;
        check(release == expected, || format!("the page is release {release}, not {expected}"))
    }

    /// How many files are kept, in all caches of this host.
    async fn num_kept(&self) -> Result<u64> {
        Ok(self.page.driver.execute_async(KEPT, vec![]).await?.json().as_u64().unwrap_or_default())
    }

    /// Gives the kept files whose address ends like this another header.
    async fn spoil(&self, end: &str, name: &str, value: &str) -> Result {
        let spoiled = self.page.driver.execute_async(SPOIL, vec![json!(end), json!(name), json!(value)]).await?;
        check(spoiled.json().is_null(), || format!("not spoiled: {}", spoiled.json()))
    }

    /// The names of all caches of this host.
    async fn caches(&self) -> Result<Vec<String>> {
        let names = self.page.driver.execute_async("caches.keys().then(arguments[0])", vec![]).await?.json().clone();
        Ok(serde_json::from_value(names)?)
    }

    /// Puts another release in the place of the one that is served.
    fn publish(&self, release: &str) -> Result {
        let mut changed = Vec::new();
        for name in CHANGED {
            let path = self.site().join(name);
            let mark = format!("<meta name=\"test-release\" content=\"{release}\"></head>");
            let text = fs::read_to_string(&path)?.replacen("</head>", &mark, 1);
            fs::write(&path, &text)?;
            changed.push((name, text));
        }
        self.relist(release, &changed)
    }

    /// What `cargo xtask build` does: the worker's list of files, and its id.
    fn relist(&self, id: &str, changed: &[(&str, String)]) -> Result {
        let path = self.site().join("sw.js");
        let worker = fs::read_to_string(&path)?;
        let start = worker.find("{\"data_version\"").ok_or("sw.js has no list")?;
        let mut values = serde_json::Deserializer::from_str(&worker[start..]).into_iter::<Value>();
        let mut list = values.next().ok_or("sw.js has no list")??;
        let end = start + values.byte_offset();
        list["id"] = json!(id);
        for file in list["files"].as_array_mut().ok_or("no files")? {
            if let Some((_, text)) = changed.iter().find(|(name, _)| file["path"] == *name) {
                let hash = format!("{:x}", Sha256::digest(text));
                (file["sha256"], file["bytes"]) = (json!(hash), json!(text.len()));
            }
        }
        Ok(fs::write(&path, format!("{}{list}{}", &worker[..start], &worker[end..]))?)
    }
}

fn copy(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        // Older releases are no part of it.
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// The server is gone; the page loads, finds and opens.
pub async fn works_without_a_network(page: &Page) -> Result {
    let mut host = Host::with_page_kept(page).await?;
    host.server = None;
    host.open("?from=home-screen").await?;
    host.answers().await?;
    host.open("#id=2022-31-4-1").await?;
    page.wait_for("the clause of a link", async || page.text(CLAUSE).await).await?;
    // The policy of the server is kept with the page.
    let violations = page.script("return window.policyTestViolations", vec![]).await?;
    check(violations == json!([]), || format!("violations: {violations}"))?;
    let blocked = "try { document.body.innerHTML = ''; return false } catch (error) { return true }";
    check(page.script(blocked, vec![]).await? == true, || "the kept page has lost its policy".to_owned())
}

/// `Vary: *`, the default of some servers, makes a cache refuse; the worker keeps bytes and not foreign headers.
pub async fn works_whatever_the_server_varies(page: &Page) -> Result {
    let mut host = Host::with_page_kept_from(page, &["--vary", "*"]).await?;
    host.server = None;
    host.open("?from=home-screen").await?;
    host.answers().await
}

pub async fn prints_without_a_network(page: &Page) -> Result {
    let mut host = Host::with_page_kept(page).await?;
    host.server = None;
    host.open("#id=2022-31-4-1").await?;
    page.wait_for("the clause", async || page.text(CLAUSE).await).await?;
    let pdf = page.driver.print_page(PrintParameters::default()).await?;
    check(pdf.starts_with(b"%PDF") && pdf.len() > 1000, || "nothing was printed".to_owned())
}

/// Nothing changes under the reader's eyes; one tap, and all of it is new.
pub async fn an_update_is_offered_and_taken(page: &Page) -> Result {
    let host = Host::with_page_kept(page).await?;
    host.publish("second")?;
    let state = host.update().await?;
    check(state == "installed", || format!("the new release is {state}"))?;
    let news = page.wait_for("the news", async || Ok(page.text(NEWS).await?.filter(|it| !it.is_empty()))).await?;
    check(news.contains("资料已更新") && news.contains("点此刷新"), || format!("it says {news}"))?;
    page.check_axe("update offered").await?;
    host.is_release("first").await?;
    page.click(TAKE).await?;
    host.becomes("second").await?;
    host.answers().await?;
    check(host.caches().await?.len() == 1, || "the first release is still kept".to_owned())
}

/// In another tab's shadow, nobody is asked.
pub async fn an_update_is_taken_while_nobody_looks(page: &Page) -> Result {
    let host = Host::with_page_kept(page).await?;
    host.publish("second")?;
    host.update().await?;
    page.appears(TAKE).await?;
    let first = page.driver.window().await?;
    page.driver.new_tab().await?;
    page.driver
        .switch_to_window(page.driver.windows().await?.into_iter().find(|it| *it != first).ok_or("no tab")?)
        .await?;
    page.driver.switch_to_window(first).await?;
    host.becomes("second").await?;
    check(page.count(TAKE).await? == 0, || "it is offered still".to_owned())
}

/// Half a file, a changed byte, no file, an error, a line that breaks, nothing, somebody else's page, the file of the
/// release before: the old release stays whole, and nothing of the new one. `cargo xtask soak torn` goes round more often,
/// with one file of the release after the other.
pub async fn a_broken_update_changes_nothing(page: &Page) -> Result {
    let num_rounds = std::env::var(NUM_ROUNDS_VARIABLE).ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    let mut host = Host::with_page_kept(page).await?;
    let kept = host.caches().await?;
    let before = tempfile::tempdir()?;
    for name in CHANGED {
        fs::copy(host.site().join(name), before.path().join(name))?;
    }
    host.publish("second")?;
    let (empty, portal) = (tempfile::NamedTempFile::new()?, tempfile::NamedTempFile::new()?);
    fs::write(portal.path(), "<!doctype html><title>请先登录</title>")?;
    for name in CHANGED.iter().cycle().take(num_rounds) {
        let file = format!("{PLACE}{name}");
        let old = before.path().join(name);
        let replaced = [empty.path(), portal.path(), &old].map(|it| format!("{file}={}", it.display()));
        let faults = ["--truncate", "--damage", "--missing", "--fail", "--cut"].map(|it| (it, &file));
        for (fault, file) in faults.into_iter().chain(replaced.iter().map(|it| ("--replace", it))) {
            host.serve(&[fault, file])?;
            let state = host.update().await?;
            check(state == "redundant", || format!("{fault} {file}: the new release is {state}"))?;
            check(host.caches().await? == kept, || format!("{fault} {file}: something is left of it"))?;
            host.open("").await?;
            host.is_release("first").await?;
        }
    }
    println!("     {} torn updates: the old release whole", 8 * num_rounds);
    host.server = None;
    host.open("").await?;
    host.answers().await?;
    // The next try, with a server that is well, succeeds.
    host.serve(&[])?;
    let state = host.update().await?;
    check(state == "installed", || format!("after all that the new release is {state}"))
}

/// The network goes while the files are on their way.
pub async fn an_update_cut_in_the_middle_changes_nothing(page: &Page) -> Result {
    let mut host = Host::with_page_kept(page).await?;
    let kept = host.caches().await?;
    host.publish("second")?;
    let delay = format!("{PLACE}policies.html=600000");
    host.serve(&["--delay", &delay])?;
    // Some engines answer to `update` only when everything is installed.
    let begin = "const done = arguments[0]; navigator.serviceWorker.getRegistration().then(it => {
        it.addEventListener('updatefound', () => { window.testWorker = it.installing; done(it.installing.state) });
        it.update().catch(error => done(String(error))) })";
    let state = page.driver.execute_async(begin, vec![]).await?.json().clone();
    check(state == "installing", || format!("the new release is {state}"))?;
    host.server = None;
    let gone = async || Ok((page.script("return window.testWorker.state", vec![]).await? == "redundant").then_some(()));
    page.wait_for("the new release to be given up", gone).await?;
    check(host.caches().await? == kept, || "something is left of it".to_owned())?;
    host.open("").await?;
    host.answers().await
}

/// A wrong line in a server's configuration, a proxy that rewrites: for as long as that lasts, nothing is taken.
pub async fn wrong_headers_are_not_taken(page: &Page) -> Result {
    let mut host = Host::with_page_kept(page).await?;
    let kept = host.caches().await?;
    host.publish("second")?;
    for faults in [["--mime", "*.html=text/plain"], ["--attach", "*.html"]] {
        host.serve(&faults)?;
        let state = host.update().await?;
        check(state == "redundant", || format!("{faults:?}: the new release is {state}"))?;
        check(host.caches().await? == kept, || format!("{faults:?}: something is left of it"))?;
    }
    host.serve(&[])?;
    let state = host.update().await?;
    check(state == "installed", || format!("from a server that is well, the new release is {state}"))
}

/// What a worker of an earlier release could keep: the right bytes, sent as something else.
const SPOIL: &str = "
    const [end, name, value, done] = arguments;
    (async () => {
        for (const key of await caches.keys()) {
            const cache = await caches.open(key);
            for (const request of await cache.keys()) {
                if (!request.url.split('?')[0].endsWith(end)) continue;
                const found = await cache.match(request);
                const headers = new Headers(found.headers);
                headers.set(name, value);
                await cache.put(request, new Response(await found.arrayBuffer(), { headers }));
            }
        }
    })().then(() => done(null), error => done(String(error)))";

/// Dead as it is, the page cannot ask for the next release: that one comes by itself, and with it the page.
pub async fn a_page_kept_with_wrong_headers_heals(page: &Page) -> Result {
    let host = Host::with_page_kept(page).await?;
    host.spoil(".js", "content-type", "text/plain").await?;
    host.publish("second")?;
    // Answered from the cache, without a program; the browser looks for a new worker meanwhile.
    page.driver.goto("about:blank").await?;
    page.go(&format!("http://127.0.0.1:{}/{PLACE}", host.port)).await?;
    host.becomes("second").await?;
    page.appears(BOX).await?;
    host.answers().await
}

/// A policy under which the page does not run was sent on one day: the visit after the next is well.
pub async fn a_wrong_policy_is_read_again(page: &Page) -> Result {
    let host = Host::with_page_kept(page).await?;
    host.spoil("index.html", "content-security-policy", "default-src 'none'").await?;
    page.driver.goto("about:blank").await?;
    page.go(&format!("http://127.0.0.1:{}/{PLACE}", host.port)).await?;
    let policy = "caches.match(new URL('index.html', location.href).href)
        .then(it => arguments[0](it ? it.headers.get('content-security-policy') : null))";
    let read = async || {
        let found = page.driver.execute_async(policy, vec![]).await?.json().clone();
        Ok(found.as_str().filter(|it| it.contains("wasm-unsafe-eval")).map(|_| ()))
    };
    page.wait_for("the policy of today", read).await?;
    host.open("").await?;
    host.answers().await
}

/// Which of its files the page is kept with.
const KEPT: &str = "
    const done = arguments[0];
    caches.keys().then(keys => Promise.all(keys.map(key => caches.open(key).then(it => it.keys()))))
        .then(kept => done(kept.flat().length), () => done(0))";

/// What tutorials tell a website to do, and what a browser short of room does.
pub async fn deleted_files_are_fetched_again(page: &Page) -> Result {
    let mut host = Host::with_page_kept(page).await?;
    let all = host.num_kept().await?;
    let everything =
        "caches.keys().then(it => Promise.all(it.map(key => caches.delete(key)))).then(() => arguments[0]())";
    let some = "caches.keys().then(it => caches.open(it[0])).then(async cache => {
        for (const request of await cache.keys()) if (/\\.(wasm|idx)$/.test(request.url)) await cache.delete(request);
    }).then(() => arguments[0]())";
    for script in [everything, some] {
        page.driver.execute_async(script, vec![]).await?;
        check(host.num_kept().await? < all, || "nothing was deleted".to_owned())?;
        host.open("").await?;
        page.wait_for("all files", async || Ok((host.num_kept().await? == all).then_some(()))).await?;
        host.server = None;
        host.open("").await?;
        host.answers().await?;
        host.serve(&[])?;
    }
    Ok(())
}

/// The page goes on from the network, and is kept again when there is room.
pub async fn a_full_device_does_not_stop_the_page(page: &Page) -> Result {
    let host = Host::with_page_kept(page).await?;
    let all = host.num_kept().await?;
    let origin = format!("http://127.0.0.1:{}", host.port);
    let quota = async |bytes: Option<u64>| {
        let bytes = bytes.map_or(json!({}), |it| json!({ "quotaSize": it }));
        let mut options = json!({ "origin": origin });
        options.as_object_mut().into_iter().for_each(|it| it.extend(bytes.as_object().cloned().unwrap_or_default()));
        page.driver.cdp().send_raw("Storage.overrideQuotaForOrigin", options).await
    };
    page.driver
        .execute_async("caches.keys().then(it => caches.delete(it[0])).then(() => arguments[0]())", vec![])
        .await?;
    quota(Some(20_000)).await?;
    host.open("").await?;
    host.answers().await?;
    check(host.num_kept().await? < all, || "there was room after all".to_owned())?;
    quota(None).await?;
    host.open("").await?;
    page.wait_for("all files", async || Ok((host.num_kept().await? == all).then_some(()))).await?;
    host.answers().await
}

/// Taken off the server, it goes on, and says since when nobody has looked after it. Set clocks do no harm.
pub async fn a_copy_without_a_server_says_its_age(page: &Page) -> Result {
    let mut host = Host::with_page_kept(page).await?;
    let checked = |days: i32| format!("localStorage.setItem('policy-lookup checked', Date.now() - {days} * 86400000)");
    page.script(&checked(41), vec![]).await?;
    // With a server, looking is enough.
    host.open("").await?;
    let is_noted = "return Date.now() - Number(localStorage.getItem('policy-lookup checked')) < 86400000";
    page.wait_for("the check", async || Ok((page.script(is_noted, vec![]).await? == true).then_some(()))).await?;
    check(page.count(NEWS).await? == 0, || "a copy of today is called old".to_owned())?;
    // The folder is deleted: 404 everywhere.
    host.serve(&["--missing", "*"])?;
    page.script(&checked(41), vec![]).await?;
    host.open("").await?;
    let said = page.wait_for("its age", async || Ok(page.text(NEWS).await?.filter(|it| !it.is_empty()))).await?;
    check(said.contains("已有 41 天未能与网站核对"), || format!("it says {said}"))?;
    page.check_axe("old copy").await?;
    host.answers().await?;
    // Last looked at in the future: the clock was set back, and counts from today.
    page.script(&checked(-400), vec![]).await?;
    host.open("").await?;
    page.wait_for("the clock", async || Ok((page.script(is_noted, vec![]).await? == true).then_some(()))).await?;
    check(page.count(NEWS).await? == 0, || "a clock that was set back makes a copy old".to_owned())
}

/// `sw-off.js` in the place of `sw.js`: ours goes, what others keep stays.
pub async fn it_can_be_switched_off(page: &Page) -> Result {
    let host = Host::with_page_kept(page).await?;
    page.driver.execute_async("caches.open('of the website').then(() => arguments[0]())", vec![]).await?;
    fs::copy(host.site().join("sw-off.js"), host.site().join("sw.js"))?;
    // The page may be shown anew before the answer is here.
    let update = "navigator.serviceWorker.getRegistration().then(it => it && it.update()).catch(() => {})";
    page.script(update, vec![]).await?;
    page.wait_for("our caches to go", async || Ok((host.caches().await? == ["of the website"]).then_some(()))).await?;
    if page.engine != Engine::Chromium {
        // The page shows itself anew a moment before the worker goes, and keeps it until the next visit.
        host.open("").await?;
    }
    let gone = "return navigator.serviceWorker.controller === null";
    page.wait_for("the worker to go", async || Ok((page.script(gone, vec![]).await? == true).then_some(()))).await?;
    host.answers().await
}

/// A page without an origin of its own has no storage and no worker: everything else works.
pub async fn works_without_storage(page: &Page) -> Result {
    page.open("").await?;
    let blocked = "try { localStorage.length; return false } catch (error) { return true }";
    check(page.script(blocked, vec![]).await? == true, || "storage is not blocked".to_owned())?;
    page.type_text(BOX, "创业服务补贴").await?;
    page.wait_for("a hit", async || page.text(HIT).await).await?;
    page.check_is_clean().await
}

/// Chromium's own list of what keeps a page from being installed is empty.
pub async fn is_installable(page: &Page) -> Result {
    page.open("").await?;
    page.appears(BOX).await?;
    let manifest = page.driver.cdp().send_raw("Page.getAppManifest", json!({})).await?;
    check(manifest["errors"] == json!([]), || format!("manifest.webmanifest: {}", manifest["errors"]))?;
    let errors = page.driver.cdp().send_raw("Page.getInstallabilityErrors", json!({})).await?;
    let errors = &errors["installabilityErrors"];
    check(errors.as_array().is_some_and(Vec::is_empty), || format!("it cannot be installed: {errors}"))
}
