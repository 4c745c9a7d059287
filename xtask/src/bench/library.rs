//! `cargo xtask bench --library FILE.jsonl`: what a question costs a reader of a library of all clauses and of the first
//! 10,000, natively and in Chromium on a slow line, and what it costs over Pagefind: the same 10,000, and as many clauses as
//! Pagefind can build.

use super::peers::{self, Server};
use crate::dist::site::Site;
use crate::tools::{native, paths, process, setup};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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

/// One table, in Markdown. `queries`: a file with one a line; without one, titles of the corpus.
///
/// # Errors
/// When npm cannot install, or something else than Pagefind over all clauses fails.
pub fn table(clauses: &Path, queries: Option<&Path>) -> Result<String> {
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
    measure(&folder, &site, &queries, &mut rows)?;
    let substrings = substrings(&site.join("library/library"), &lines)?;
    Ok([markdown(&rows), substrings].join("\n\n"))
}

/// Titles, evenly apart.
fn titles(lines: &[&str]) -> Result<Vec<String>> {
    let title = |line: &&str| Ok(serde_json::from_str::<Value>(line)?["title"].as_str().unwrap_or_default().to_owned());
    lines.iter().step_by((lines.len() / NUM_NATIVE).max(1)).take(NUM_NATIVE).map(title).collect()
}

/// Substrings of how many clauses, and of how many characters in turn.
const NUM_SUBSTRINGS: usize = 400;
const SUBSTRING_CHARS: [usize; 12] = [1, 2, 2, 3, 3, 4, 4, 5, 6, 8, 10, 12];
/// The law speaks of so many hits.
const MOST_HITS: &str = "50";

/// Whether a clause that holds a stretch of some clause is among the first hits for it: as typed, and as an ordinary query.
fn substrings(library: &Path, lines: &[&str]) -> Result<String> {
    let mut asked = Vec::new();
    for (at, line) in lines.iter().step_by((lines.len() / NUM_SUBSTRINGS).max(1)).take(NUM_SUBSTRINGS).enumerate() {
        let clause: Value = serde_json::from_str(line)?;
        let chars: Vec<char> =
            clause["text"].as_str().unwrap_or_default().chars().filter(|it| !it.is_whitespace()).collect();
        let len = SUBSTRING_CHARS[at % SUBSTRING_CHARS.len()];
        let Some(last) = chars.len().checked_sub(len) else { continue };
        let start = at * 7919 % (last + 1);
        asked.push(chars[start..start + len].iter().collect::<String>());
    }
    asked.retain(|it| it.chars().any(char::is_alphanumeric));
    let mut table =
        "| substrings of 1 to 12 characters | found among 50 | KB beyond the root | rounds | clauses read |\n\
        |---|---|---|---|---|"
            .to_owned();
    for (name, extra) in [("as typed", &["--literal"][..]), ("as an ordinary query", &[])] {
        let answers = native_answers(library, &asked, MOST_HITS, extra)?;
        let num_found = asked.iter().zip(&answers).filter(|it| is_held(it.0, it.1)).count();
        let root = fs::metadata(library.join("root"))?.len();
        let numbers = |key: &str| answers.iter().filter_map(|it| it[key].as_u64()).collect::<Vec<_>>();
        let kilobytes: Vec<u64> = numbers("bytes").into_iter().map(|it| it.saturating_sub(root) / 1000).collect();
        let show = |it: Vec<u64>| {
            let [half, most] = quantiles(it).map(Option::unwrap_or_default);
            format!("{half} ({most})")
        };
        let (num, rounds, read) = (asked.len(), show(numbers("rounds")), show(numbers("num_read")));
        table += &format!("\n| {name} | {num_found} of {num} | {} | {rounds} | {read} |", show(kilobytes));
    }
    Ok(table)
}

fn is_held(asked: &str, answer: &Value) -> bool {
    // The engine passes over white space and signs.
    let plain =
        |it: &str| it.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let wanted = plain(asked);
    let holds = |hit: &Value| {
        let path = hit["path"].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<String>();
        let own = ["title", "text"].map(|it| hit[it].as_str().unwrap_or_default());
        own.iter().any(|it| plain(it).contains(&wanted)) || plain(&path).contains(&wanted)
    };
    answer["hits"].as_array().is_some_and(|hits| hits.iter().any(holds))
}

/// Median and the 95th of a hundred.
fn quantiles(mut all: Vec<u64>) -> [Option<u64>; 2] {
    all.sort_unstable();
    [50, 95].map(|share| all.get((all.len() * share / 100).min(all.len().saturating_sub(1))).copied())
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
    let answers = native_answers(library, queries, "10", extra)?;
    let of = |key: &str| json!(quantiles(answers.iter().filter_map(|it| it[key].as_u64()).collect()));
    Ok(json!({ "bytes": of("bytes"), "rounds": of("rounds") }))
}

/// What `policy-index search --library` says to each query.
fn native_answers<T: AsRef<str>>(library: &Path, queries: &[T], limit: &str, extra: &[&str]) -> Result<Vec<Value>> {
    let mut search = Command::new(native::program()?);
    search.args(["search", "--json", "--limit", limit, "--library"]).arg(library).args(extra).arg("-");
    let mut search = search.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut input = search.stdin.take().context("no standard input")?;
    let asked = queries.iter().map(|it| format!("{}\n", it.as_ref())).collect::<String>();
    let writer = std::thread::spawn(move || input.write_all(asked.as_bytes()));
    let output = search.wait_with_output()?;
    ensure!(output.status.success() && writer.join().is_ok(), "policy-index search failed");
    Ok(String::from_utf8(output.stdout)?.lines().map(serde_json::from_str).collect::<serde_json::Result<_>>()?)
}

/// A row without measures where Pagefind does not build it.
fn pagefind(folder: &Path, site: &Path, name: &str, clauses: &Path, num: usize) -> Result<Value> {
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

fn measure(folder: &Path, site: &Path, queries: &[String], rows: &mut [Value]) -> Result<()> {
    let asked = site.join("queries.json");
    fs::write(&asked, serde_json::to_string(&some(queries, NUM_IN_BROWSER))?)?;
    let server = Server::start(site)?;
    let mut node = process::command("node");
    node.current_dir(folder).args(["library.mjs", server.address()]).arg(asked);
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
    fn a_substring_is_held_by_text_title_or_path() {
        let answer = json!({ "hits": [{ "title": "第一条", "text": "给予 补贴。", "path": ["一、", "就业"] }] });
        for (asked, is_held_there) in [("予补", true), ("一条", true), ("、就", true), ("予、", true), ("条给", false)]
        {
            assert_eq!(is_held(asked, &answer), is_held_there, "{asked}");
        }
        assert_eq!(quantiles((0..100).collect()), [Some(50), Some(95)]);
        assert_eq!(quantiles(vec![]), [None, None]);
    }

    #[test]
    fn some_are_taken_from_all_over() {
        let all: Vec<String> = (0..100).map(|it| it.to_string()).collect();
        assert_eq!(some(&all, 4), ["0", "25", "50", "75"]);
        assert_eq!(some(&all[..3], 30).len(), 3);
    }
}
