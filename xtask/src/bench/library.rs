//! `cargo xtask bench --library FILE.jsonl`: what a question costs a reader of a library of all clauses and of the first
//! 10,000, natively and in Chromium on a slow line, and what it costs over Pagefind: the same 10,000, and as many clauses as
//! Pagefind can build.

use super::peers::{self, Server};
use super::{measure::quantiles, substrings};
use crate::dist::site::Site;
use crate::tools::cluster::Cluster;
use crate::tools::{native, native_search, paths, process, setup};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Clauses that Pagefind is known to build.
const FEW: usize = 10_000;
const NUM_NATIVE: usize = 200;
const NUM_IN_BROWSER: usize = 30;

/// What every page does: open, ask what stands behind the `#`, and say when the answer is there.
const ASK: &str = "
globalThis.opened.then((ask) => ask(decodeURIComponent(location.hash.slice(1)), 10)).then((found) => {
  document.body.textContent = found.join(\"\\n\");
  globalThis.answeredAt = performance.now();
}, (error) => (globalThis.failed = String(error)));";
const LIBRARY: &str = "import { PolicyLibrary } from \"../dist/embed.js\";
globalThis.opened = PolicyLibrary.open(new URL(\"library/root\", location.href)).then((library) =>
  async (query, limit) => (await library.search(query, { limit })).hits.map((it) => it.title + it.text));";
const PAGEFIND: &str = "globalThis.opened = (async () => {
  const pagefind = await import(new URL(\"library/pagefind.js\", location.href).href);
  await pagefind.init();
  return async (query, num) => {
    const { results } = await pagefind.search(query);
    const found = await Promise.all(results.slice(0, num).map((it) => it.data()));
    return found.map((it) => it.meta.title + it.content);
  };
})();";

/// One table, in Markdown. `queries`: a file with one a line; without one, titles of the corpus. `from_store`: the library of
/// all clauses is measured from an object store as well.
///
/// # Errors
/// When npm cannot install, or something else than Pagefind over all clauses fails.
pub fn table(clauses: &Path, queries: Option<&Path>, from_store: bool) -> Result<String> {
    setup::for_testing()?;
    let folder = peers::install()?;
    let site = paths::root().join("target/bench-library");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    Site::read(&paths::dist())?.write(&site.join("dist"), None)?;
    let text = fs::read_to_string(clauses).with_context(|| clauses.display().to_string())?;
    let lines: Vec<&str> = text.lines().filter(|it| !it.is_empty()).collect();
    let few = site.join("few.jsonl");
    fs::write(&few, lines[..lines.len().min(FEW)].join("\n"))?;
    let queries = match queries {
        Some(file) => fs::read_to_string(file)?.lines().map(str::to_owned).filter(|it| !it.is_empty()).collect(),
        None => titles(&lines)?,
    };
    let num = lines.len();
    let mut rows = vec![library(&site, "library", clauses, num, &queries)?];
    rows.push(library(&site, "library-few", &few, num.min(FEW), &queries)?);
    rows.push(pagefind(&folder, &site, "pagefind-few", clauses, num.min(FEW))?);
    if FEW < num {
        rows.push(pagefind(&folder, &site, "pagefind", clauses, num)?);
    }
    let asked = site.join("queries.json");
    fs::write(&asked, serde_json::to_string(&some(&queries, NUM_IN_BROWSER))?)?;
    let server = Server::start(&site)?;
    measure(&folder, server.address(), &asked, &mut rows)?;
    drop(server);
    if from_store {
        rows.insert(1, stored(&folder, &site, &asked, num)?);
    }
    let substrings = substrings::table(&site.join("library/library"), &lines)?;
    Ok([markdown(&rows), substrings].join("\n\n"))
}

/// Titles, evenly apart.
fn titles(lines: &[&str]) -> Result<Vec<String>> {
    let title = |line: &&str| Ok(serde_json::from_str::<Value>(line)?["title"].as_str().unwrap_or_default().to_owned());
    lines.iter().step_by((lines.len() / NUM_NATIVE).max(1)).take(NUM_NATIVE).map(title).collect()
}

/// `count` of `all`, evenly apart.
fn some(all: &[String], count: usize) -> Vec<&str> {
    all.iter().step_by((all.len() / count).max(1)).take(count).map(String::as_str).collect()
}

fn page(site: &Path, name: &str, script: &str) -> Result<PathBuf> {
    let folder = site.join(name);
    fs::create_dir_all(&folder)?;
    let html =
        "<!doctype html><meta charset=\"utf-8\"><title>.</title><script type=\"module\" src=\"main.js\"></script>";
    fs::write(folder.join("index.html"), html)?;
    fs::write(folder.join("main.js"), [script, ASK].concat())?;
    Ok(folder.join("library"))
}

fn library(site: &Path, name: &str, clauses: &Path, num: usize, queries: &[String]) -> Result<Value> {
    eprintln!("compiling {name}: {num} clauses, then asking it here");
    let out = page(site, name, LIBRARY)?;
    let program = native::program()?;
    let mut compile = Command::new(&program);
    compile.args(["compile", "--json", "--clauses"]).arg(clauses).arg("--library").arg(&out);
    let compiled: Value = serde_json::from_str(process::capture(&mut compile)?.trim())?;
    let asked = |extra: &[&str]| native_costs(&out, &some(queries, NUM_NATIVE), extra);
    Ok(json!({
        "name": name, "clauses": num, "files": compiled["files"], "build_s": compiled["seconds"],
        "native": asked(&[])?, "native_later": asked(&["--session"])?,
    }))
}

/// Medians and 95th of a hundred: bytes, rounds.
fn native_costs(library: &Path, queries: &[&str], extra: &[&str]) -> Result<Value> {
    let answers = native_search::answers(&native::program()?, library, queries, "10", extra)?;
    let of = |key: &str| json!(quantiles(answers.iter().filter_map(|it| it[key].as_u64()).collect()));
    Ok(json!({ "bytes": of("bytes"), "rounds": of("rounds") }))
}

/// A row without measures where Pagefind does not build it.
fn pagefind(folder: &Path, site: &Path, name: &str, clauses: &Path, num: usize) -> Result<Value> {
    eprintln!("building {name}: {num} clauses");
    let out = page(site, name, PAGEFIND)?;
    let start = std::time::Instant::now();
    let mut node = process::command("node");
    node.current_dir(folder).arg("library-build.mjs").arg(fs::canonicalize(clauses)?).arg(num.to_string()).arg(out);
    let built = process::capture(&mut node).and_then(|it| Ok(serde_json::from_str::<Value>(it.trim())?));
    let build_s = start.elapsed().as_secs_f64();
    Ok(match built {
        Ok(built) => json!({ "name": name, "clauses": num, "files": built["files"], "build_s": build_s }),
        Err(error) => json!({ "name": name, "clauses": num, "failed": format!("{error:#}") }),
    })
}

/// What stands at `address`, in Chromium: every row that was built, by its name.
fn measure(folder: &Path, address: &str, asked: &Path, rows: &mut [Value]) -> Result<()> {
    eprintln!("asking {} searches {NUM_IN_BROWSER} questions each in Chromium", rows.len());
    let mut node = process::command("node");
    node.current_dir(folder).args(["library.mjs", address]).arg(asked);
    node.arg(process::path_of("chromium").context("there is no chromium")?);
    let is_built = |it: &&Value| it["failed"].is_null();
    node.args(rows.iter().filter(is_built).filter_map(|it| it["name"].as_str()));
    for line in process::capture(&mut node)?.lines() {
        let measured: Value = serde_json::from_str(line).with_context(|| line.to_owned())?;
        if let Some(row) = rows.iter_mut().find(|it| it["name"] == measured["name"]) {
            row["chromium"] = measured;
        }
    }
    Ok(())
}

/// The library of all clauses, published to a store of three nodes: `build_s` is what that takes.
fn stored(folder: &Path, site: &Path, asked: &Path, num: usize) -> Result<Value> {
    const BUCKET: &str = "laws";
    eprintln!("publishing {num} clauses to an object store of three nodes");
    setup::for_object_store()?;
    let program = native::publishing_program()?;
    let cluster = Cluster::start(&site.join("nodes"), BUCKET)?;
    page(site, "store", LIBRARY)?;
    for name in ["dist", "store"] {
        cluster.upload(&site.join(name), BUCKET, &format!("{name}/"))?;
    }
    let library = site.join("library/library");
    let start = std::time::Instant::now();
    cluster.publish(&program, &library, &format!("s3://{BUCKET}/store/library"))?;
    let build_s = start.elapsed().as_secs_f64();
    let files = Site::read(&library)?.files().count();
    let mut rows = [json!({ "name": "store", "clauses": num, "files": files, "build_s": build_s })];
    measure(folder, &cluster.website(BUCKET), asked, &mut rows)?;
    let [row] = rows;
    Ok(row)
}

fn markdown(rows: &[Value]) -> String {
    let mut table = "| search | clauses | files | build | KB natively, first · later | rounds | KB in Chromium, first · later | requests | slow 4G, first · later |\n|---|---|---|---|---|---|---|---|---|".to_owned();
    let pair = |it: &Value, scale: f64, digits: usize| match (it[0].as_f64(), it[1].as_f64()) {
        (Some(half), Some(most)) => format!("{:.digits$} ({:.digits$})", half / scale, most / scale),
        _ => "–".to_owned(),
    };
    for row in rows {
        let name = row["name"].as_str().unwrap_or_default();
        let (native, later, chromium) = (&row["native"], &row["native_later"], &row["chromium"]);
        let build = match row["failed"].as_str() {
            Some(failed) => format!("not built: {}", failed.lines().next().unwrap_or_default()),
            None => format!("{:.0} s", row["build_s"].as_f64().unwrap_or_default()),
        };
        table += &format!(
            "\n| {name} | {} | {} | {build} | {} · {} | {} | {} · {} | {} | {} · {} s |",
            row["clauses"],
            row["files"],
            pair(&native["bytes"], 1000.0, 0),
            pair(&later["bytes"], 1000.0, 0),
            pair(&native["rounds"], 1.0, 0),
            pair(&chromium["first_bytes"], 1000.0, 0),
            pair(&chromium["later_bytes"], 1000.0, 0),
            pair(&chromium["first_requests"], 1.0, 0),
            pair(&chromium["first_ms"], 1000.0, 2),
            pair(&chromium["later_ms"], 1000.0, 2),
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_was_not_built_says_why() {
        let rows = [
            json!({ "name": "library", "clauses": 10, "files": 4, "build_s": 1.2, "native": { "bytes": [1000, 2000], "rounds": [3, 3] } }),
            json!({ "name": "pagefind", "clauses": 10, "failed": "out of memory\nat 7" }),
        ];
        let table = markdown(&rows);
        assert!(table.contains("| library | 10 | 4 | 1 s | 1 (2) · – | 3 (3) |"), "{table}");
        assert!(table.contains("not built: out of memory |"), "{table}");
    }

    #[test]
    fn some_are_taken_from_all_over() {
        let all: Vec<String> = (0..100).map(|it| it.to_string()).collect();
        assert_eq!(some(&all, 4), ["0", "25", "50", "75"]);
        assert_eq!(some(&all[..3], 30).len(), 3);
    }
}
