//! `sw.js` learns which files belong to its release, so that it can keep all of them or none.

use super::names::{
    API_GLUE, API_WASM, HASH_CHARS, KIOSK_GLUE, KIOSK_WASM, LIBRARY_GLUE, LIBRARY_LATE_WASM, LIBRARY_PAGE,
    LIBRARY_WASM, Names, Release,
};
use super::site::Site;
use crate::tools::hash::sha256;
use anyhow::{Context, Result};
use serde_json::{Value, json};

const WORKER: &str = "sw.js";

const START: &str = "/* xtask:offline */";
const END: &str = "/* xtask:end */";

/// Not needed by a page that lost its network: for websites that embed, for other machines, or the worker itself.
const LEFT_OUT: &[&str] = &[
    "embed.d.ts",
    "embed.html",
    "kiosk.html",
    LIBRARY_PAGE,
    "manifest.json",
    "robots.txt",
    "sw-off.js",
    "unanswered.html",
    WORKER,
];

/// For scripts of other websites, and for elements over a library, likewise. Their published names carry hashes.
const SCRIPTS: &[&str] =
    &[API_GLUE, API_WASM, LIBRARY_GLUE, LIBRARY_WASM, LIBRARY_LATE_WASM, "library.js", "library-page.css"];

/// Kept only where a kiosk is open.
const KIOSK: &[&str] = &["kiosk.css", "kiosk-mode.js", KIOSK_GLUE, KIOSK_WASM];

/// Fills in the list; does nothing where there is no worker. Comes after the names have their hashes: `names` are the
/// published names by the plain ones.
///
/// # Errors
/// When the worker has no mark for it.
pub fn fill_in(site: &mut Site, names: &Names, release: &Release) -> Result<()> {
    let Some(worker) = site.get(WORKER) else { return Ok(()) };
    let worker = String::from_utf8_lossy(worker).into_owned();
    let places = worker.split_once(START).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = places.with_context(|| format!("{WORKER} has no `{START} … {END}` for the list of files"))?;
    let list = list(site, names, release, &worker);
    site.insert(WORKER, format!("{before}{list}{after}").into_bytes());
    Ok(())
}

/// The id changes with any file and with the worker: two workers never write into one cache.
fn list(site: &Site, names: &Names, release: &Release, worker: &str) -> Value {
    let is_of = |list: &[&str], path: &str| list.iter().any(|name| names.get(*name).is_some_and(|it| it == path));
    let kept = site.files().filter(|(path, _)| !LEFT_OUT.contains(path) && !is_of(SCRIPTS, path));
    let file = |(path, bytes): (&str, &[u8])| {
        let mut file = json!({ "path": path, "sha256": sha256(bytes), "bytes": bytes.len() });
        if is_of(KIOSK, path) {
            file["kiosk"] = true.into();
        }
        file
    };
    let files: Vec<_> = kept.map(file).collect();
    let id = sha256(format!("{worker}{}", json!(files)).as_bytes());
    json!({
        "id": id[..HASH_CHARS],
        "version": release.version,
        "data_version": release.data_version,
        "files": files,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(page: &str, worker: &str) -> Value {
        let mut site = Site::default();
        for (name, text) in [("index.html", page), ("kiosk.html", "large"), (WORKER, worker)] {
            site.insert(name, text.as_bytes().to_vec());
        }
        let release = Release { version: "1.2.3".into(), data_version: "d".into() };
        fill_in(&mut site, &Names::new(), &release).unwrap();
        let worker = site.text(WORKER).unwrap();
        let list = worker.strip_prefix("const RELEASE = ").and_then(|it| it.split_once(';')).unwrap().0;
        serde_json::from_str(list).unwrap()
    }

    #[test]
    fn the_worker_knows_every_file_of_the_page() {
        let list = filled("1", "const RELEASE = /* xtask:offline */ null /* xtask:end */;");
        assert_eq!(list["version"], "1.2.3");
        assert_eq!(list["files"], json!([{ "path": "index.html", "sha256": sha256(b"1"), "bytes": 1 }]));
    }

    #[test]
    fn what_only_a_kiosk_needs_is_marked() {
        let worker = "const RELEASE = /* xtask:offline */ null /* xtask:end */;";
        let mut site = Site::default();
        for (name, text) in [("a.js", "1"), ("kiosk-mode-1.js", "2"), (WORKER, worker)] {
            site.insert(name, text.as_bytes().to_vec());
        }
        let names = Names::from([("kiosk-mode.js".to_owned(), "kiosk-mode-1.js".to_owned())]);
        let release = Release { version: "1.2.3".into(), data_version: "d".into() };
        let list = list(&site, &names, &release, worker);
        assert_eq!(list["files"][0]["kiosk"], Value::Null);
        assert_eq!((&list["files"][1]["path"], &list["files"][1]["kiosk"]), (&json!("kiosk-mode-1.js"), &json!(true)));
    }

    #[test]
    fn the_id_follows_the_files_and_the_worker() {
        let worker = "const RELEASE = /* xtask:offline */ null /* xtask:end */;";
        let id = |page, worker| filled(page, worker)["id"].as_str().unwrap().to_owned();
        assert_eq!(id("1", worker), id("1", worker));
        assert_ne!(id("1", worker), id("2", worker));
        assert_ne!(id("1", worker), id("1", &format!("{worker} // changed")));
    }

    #[test]
    fn a_worker_without_a_place_is_an_error() {
        let mut site = Site::default();
        site.insert(WORKER, b"const RELEASE = null;".to_vec());
        let release = Release { version: "1.2.3".into(), data_version: "d".into() };
        assert!(fill_in(&mut site, &Names::new(), &release).unwrap_err().to_string().contains("xtask:offline"));
    }
}
