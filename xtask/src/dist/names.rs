//! Names that change with the content, so that a browser may keep such a file for ever: `policy-lookup-1f0c….css`.
//!
//! A file is renamed after the names inside it were changed, because they are part of its content. So the files are
//! taken in the order of their references, and a circle of references is an error.
//!
//! References are found as plain names between quotes, not by a bundler's list: the build also works without Node, and
//! pages and style sheets refer to files as scripts do.

use super::site::Site;
use crate::tools::hash::sha256;
use anyhow::{Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

pub const INDEX: &str = "policies.idx";
pub const WASM: &str = "policy-lookup_bg.wasm";
/// What comes after a first answer; see `split`.
pub const LATE_WASM: &str = "policy-lookup-late.wasm";
pub const LIBRARY_LATE_WASM: &str = "policy-lookup-library-late.wasm";
pub const GLUE: &str = "policy-lookup.js";
pub const KIOSK_WASM: &str = "policy-lookup-kiosk_bg.wasm";
pub const KIOSK_GLUE: &str = "policy-lookup-kiosk.js";
pub const API_WASM: &str = "policy-lookup-api_bg.wasm";
pub const API_GLUE: &str = "policy-lookup-api.js";
pub const LIBRARY_WASM: &str = "policy-lookup-library_bg.wasm";
pub const LIBRARY_GLUE: &str = "policy-lookup-library.js";
pub const STYLE: &str = "policy-lookup.css";
pub const LIBRARY_PAGE: &str = "library.html";
pub const STATIC_PAGE: &str = "policies.html";

/// Every wasm with the glue that starts it.
pub const PROGRAMS: [(&str, &str); 4] =
    [(WASM, GLUE), (KIOSK_WASM, KIOSK_GLUE), (API_WASM, API_GLUE), (LIBRARY_WASM, LIBRARY_GLUE)];

/// Those that are in two files: what the linker wrote, the first and the second.
pub const SPLIT_PROGRAMS: [(&str, &str, &str); 2] =
    [("policy-lookup.wasm", WASM, LATE_WASM), ("policy-lookup-library.wasm", LIBRARY_WASM, LIBRARY_LATE_WASM)];

/// What others link to, or what the browser asks for by name. Everything else gets a hash.
const STABLE: &[&str] = &[
    "embed.d.ts",
    "embed.html",
    "embed.js",
    "favicon.ico",
    "frame.html",
    "index.html",
    "kiosk.html",
    LIBRARY_PAGE,
    "manifest.json",
    "manifest.webmanifest",
    STATIC_PAGE,
    INDEX,
    "robots.txt",
    "sw-off.js",
    "sw.js",
    "unanswered.html",
];

/// Hexadecimal digits in a file name: 48 bits, for a few dozen files.
pub const HASH_CHARS: usize = 12;

/// Kinds of files in which names are looked for.
const TEXT: &[&str] = &["css", "html", "js", "webmanifest"];

/// Stands in a script where it wants to know its release; see `fill_in_release`.
const RELEASE_START: &str = "/* xtask:release */";
const RELEASE_END: &str = "/* xtask:end */";

/// Stands in a script where it wants to know the hashes of the modules it imports later.
const INTEGRITY_START: &str = "/* xtask:integrity */";

/// The glue that a part imports by a name it computes.
const GLUE_OF: [(&str, &str); 4] =
    [("widget.js", GLUE), ("loader.js", API_GLUE), ("library.js", API_GLUE), ("library.js", LIBRARY_GLUE)];

/// What a release script gets to know about each of these.
const RELEASE_FILES: &[&str] = &[INDEX, WASM, LATE_WASM, KIOSK_WASM, API_WASM, LIBRARY_WASM, LIBRARY_LATE_WASM];

/// From plain to published names, as the manifest has them.
pub type Names = BTreeMap<String, String>;

/// Which program with which data.
pub struct Release {
    pub version: String,
    pub data_version: String,
}

/// Renames what is not stable, changes the references, fills in the release. Also returns the new name of each
/// file by its plain one, unchanged ones included.
///
/// # Errors
/// When files refer to each other in a circle.
pub fn hash_names(site: Site) -> Result<(Site, Names)> {
    let mut hashing = Hashing { site: &site, done: Site::default(), names: Names::new() };
    for name in site.names() {
        hashing.visit(name, &[])?;
    }
    Ok((hashing.done, hashing.names))
}

struct Hashing<'a> {
    site: &'a Site,
    done: Site,
    names: Names,
}

impl Hashing<'_> {
    /// `on_the_way`: the files that wait for this one, the first first.
    fn visit(&mut self, name: &str, on_the_way: &[&str]) -> Result<()> {
        if self.names.contains_key(name) {
            return Ok(());
        }
        if on_the_way.contains(&name) {
            bail!("these files refer to each other in a circle: {} → {name}", on_the_way.join(" → "));
        }
        let Some(bytes) = self.site.get(name) else {
            return Ok(());
        };
        let bytes = if is_text(name) { self.rewrite(name, bytes, on_the_way)? } else { bytes.to_vec() };
        let new_name = if is_stable(name) { name.to_owned() } else { hashed_name(name, &bytes) };
        self.done.insert(&new_name, bytes);
        self.names.insert(name.to_owned(), new_name);
        Ok(())
    }

    /// The file with the names in it changed. Files that it names come first.
    fn rewrite(&mut self, name: &str, bytes: &[u8], on_the_way: &[&str]) -> Result<Vec<u8>> {
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        let wants_release = text.contains(RELEASE_START);
        let others: Vec<String> = self.site.names().map(str::to_owned).collect();
        for other in others.iter().filter(|other| *other != name) {
            let in_release = wants_release && RELEASE_FILES.contains(&other.as_str());
            // A stable name does not depend on the content behind it: it stays, and makes no circle.
            if !in_release && (is_stable(other) || find_reference(&text, other, 0).is_none()) {
                continue;
            }
            self.visit(other, &[on_the_way, &[name]].concat())?;
            if let Some(new_name) = self.names.get(other) {
                text = replace_references(&text, other, new_name);
            }
        }
        let text = self.fill_in_release(&text);
        Ok(self.fill_in_integrity(name, text).into_bytes())
    }

    /// For each part that the script imports later: all modules it consists of, by their new names.
    fn fill_in_integrity(&self, name: &str, text: String) -> String {
        let Some((before, rest)) = text.split_once(INTEGRITY_START) else { return text };
        let Some((_, after)) = rest.split_once(RELEASE_END) else { return text };
        let source = self.site.text(name).unwrap_or_default();
        let named = self.site.names().filter(|it| it.ends_with(".js") && !is_stable(it));
        let parts = named.filter(|it| find_reference(&source, it, 0).is_some());
        let parts: BTreeMap<String, Value> = parts.map(|it| (self.module(it), self.modules_of(it))).collect();
        format!("{before}{}{after}", json!(parts))
    }

    /// As an import writes it.
    fn module(&self, name: &str) -> String {
        format!("./{}", self.names.get(name).map_or(name, String::as_str))
    }

    fn modules_of(&self, part: &str) -> Value {
        let mut all = vec![part.to_owned()];
        all.extend(GLUE_OF.iter().filter(|it| it.0 == part).map(|it| it.1.to_owned()));
        let mut at = 0;
        while let Some(name) = all.get(at) {
            let more = static_imports(&self.site.text(name).unwrap_or_default());
            more.into_iter().for_each(|it| {
                if !all.contains(&it) {
                    all.push(it);
                }
            });
            at += 1;
        }
        let hash = |name: &String| Some((self.module(name), integrity(self.done.get(self.names.get(name)?)?)));
        json!(all.iter().filter_map(hash).collect::<BTreeMap<_, _>>())
    }

    /// What a script finds between the markers: hashes and lengths of the parts of its own release.
    fn fill_in_release(&self, text: &str) -> String {
        let Some((before, rest)) = text.split_once(RELEASE_START) else {
            return text.to_owned();
        };
        let Some((_, after)) = rest.split_once(RELEASE_END) else {
            return text.to_owned();
        };
        let mut files = BTreeMap::new();
        for name in RELEASE_FILES {
            if let Some((path, bytes)) = self.names.get(*name).and_then(|path| Some((path, self.done.get(path)?))) {
                files.insert(path, json!({ "sha256": sha256(bytes), "bytes": bytes.len() }));
            }
        }
        format!("{before}{}{after}", json!(files))
    }
}

/// What `integrity` attributes hold.
fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(bytes)))
}

/// `import … from "./a.js"` → `a.js`, in scripts as written and as shrunk; not what `import(…)` names.
fn static_imports(text: &str) -> Vec<String> {
    let names = text.split("from").skip(1).chain(text.split("import").skip(1)).filter_map(|rest| {
        let rest = rest.trim_start().strip_prefix("\"./")?;
        Some(rest.split_once('"')?.0.to_owned())
    });
    names.filter(|it| it.ends_with(".js")).collect()
}

fn is_text(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| TEXT.contains(&extension))
}

/// The folder `snippets/` is wasm-bindgen's, and its names carry a hash already.
fn is_stable(name: &str) -> bool {
    STABLE.contains(&name) || name.starts_with("snippets/")
}

/// `icons/a.svg` → `icons/a-0123456789ab.svg`.
fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let hash = &sha256(bytes)[..HASH_CHARS];
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

/// The first place from byte `from` on where `text` refers to `name`: in quotes or brackets, perhaps with `./` before
/// it or a `#` or `?` after it.
fn find_reference(text: &str, name: &str, from: usize) -> Option<usize> {
    let mut from = from;
    while let Some(offset) = text[from..].find(name) {
        let start = from + offset;
        let end = start + name.len();
        let before = text[..start].strip_suffix("./").unwrap_or(&text[..start]);
        if before.ends_with(['"', '\'', '(', '`']) && text[end..].starts_with(['"', '\'', ')', '`', '#', '?']) {
            return Some(start);
        }
        from = end;
    }
    None
}

fn replace_references(text: &str, name: &str, new_name: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(start) = find_reference(text, name, from) {
        replaced.push_str(&text[from..start]);
        replaced.push_str(new_name);
        from = start + name.len();
    }
    replaced.push_str(&text[from..]);
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        let mut site = Site::default();
        for (name, text) in files {
            site.insert(name, text.as_bytes().to_vec());
        }
        site
    }

    fn hash(files: &[(&str, &str)]) -> Result<(Site, Names)> {
        hash_names(site(files))
    }

    #[test]
    fn references_follow_the_new_names() {
        let (site, names) = hash(&[
            ("index.html", r#"<script src="boot.js"></script><a href="notboot.js">"#),
            ("boot.js", r#"import "./policy-lookup.js"; new URL('policy-lookup_bg.wasm', 1)"#),
            ("policy-lookup.js", "`policy-lookup_bg.wasm`"),
            ("policy-lookup_bg.wasm", "bytes"),
            ("a.css", "b { background: url(icons/a.svg#x) }"),
            ("icons/a.svg", "<svg/>"),
        ])
        .unwrap();
        let boot = site.text(&names["boot.js"]).unwrap();
        let (glue, wasm) = (&names["policy-lookup.js"], &names["policy-lookup_bg.wasm"]);
        assert_eq!(boot, format!(r#"import "./{glue}"; new URL('{wasm}', 1)"#));
        let page = site.text("index.html").unwrap();
        assert_eq!(page, format!(r#"<script src="{}"></script><a href="notboot.js">"#, names["boot.js"]));
        let style = site.text(&names["a.css"]).unwrap();
        assert_eq!(style, format!("b {{ background: url({}#x) }}", names["icons/a.svg"]));
    }

    #[test]
    fn a_changed_file_changes_the_names_of_those_that_name_it() {
        let before = hash(&[("a.js", "'b.js'"), ("b.js", "1"), ("c.js", "3")]).unwrap().1;
        let after = hash(&[("a.js", "'b.js'"), ("b.js", "2"), ("c.js", "3")]).unwrap().1;
        assert_ne!(before["a.js"], after["a.js"]);
        assert_ne!(before["b.js"], after["b.js"]);
        assert_eq!(before["c.js"], after["c.js"]);
    }

    #[test]
    fn a_script_learns_its_release() {
        let (site, names) = hash(&[
            ("embed.js", "const release = /* xtask:release */ null /* xtask:end */;"),
            (INDEX, "index"),
            (WASM, "wasm"),
        ])
        .unwrap();
        let script = site.text("embed.js").unwrap();
        let object = script.strip_prefix("const release = ").and_then(|rest| rest.strip_suffix(";")).unwrap();
        let object: Value = serde_json::from_str(object).unwrap();
        assert_eq!(object[INDEX]["bytes"], 5);
        assert_eq!(object[&names[WASM]]["sha256"], sha256(b"wasm"));
    }

    #[test]
    fn a_circle_is_an_error() {
        let error = hash(&[("a.js", "'b.js'"), ("b.js", "'a.js'")]).unwrap_err();
        assert!(error.to_string().contains("a.js → b.js → a.js"), "{error}");
    }
}
