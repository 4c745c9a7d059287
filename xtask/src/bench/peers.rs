//! `cargo xtask bench --peers`: Pagefind, MiniSearch, lunr and FlexSearch over the same clauses, each as its manual advises
//! for Chinese, and the same questions to all. What is particular to each is in `xtask/peers`, one file per search.

use crate::dist::site::Site;
use crate::tools::{paths, process, setup};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

/// Questions that the answers were developed with: a fair table says so.
const QUERIES: &str = "tests/data/queries.tsv";

/// One object per search, as `measure.mjs` prints it.
///
/// # Errors
/// When npm cannot install, or a search fails.
pub fn measure() -> Result<Vec<Value>> {
    setup::for_testing()?;
    let folder = install()?;
    let site = folder.join("site");
    build(&folder, &site)?;
    let server = Server::start(&site)?;
    let mut node = process::command("node");
    node.current_dir(&folder).args(["measure.mjs", &server.address]).arg(paths::root().join(QUERIES));
    node.arg(process::path_of("chromium").context("there is no chromium")?);
    let printed = process::capture(&mut node)?;
    printed.lines().map(|line| serde_json::from_str(line).with_context(|| line.to_owned())).collect()
}

/// What the lock names, and the scripts of `xtask/peers` beside it.
pub fn install() -> Result<PathBuf> {
    let (from, folder) = (paths::root().join("xtask/peers"), paths::tools().join("peers"));
    for (name, bytes) in Site::read(&from)?.files() {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(name), bytes)?;
    }
    let (lock, kept) = (fs::read(folder.join("package-lock.json"))?, folder.join("node_modules/.lock-of-peers"));
    if fs::read(&kept).ok().as_ref() != Some(&lock) {
        let mut npm = process::command("npm");
        npm.current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        process::run(&mut npm)?;
        fs::write(&kept, &lock)?;
    }
    Ok(folder)
}

fn build(folder: &Path, site: &Path) -> Result<()> {
    if site.exists() {
        fs::remove_dir_all(site)?;
    }
    let clauses = folder.join("clauses.jsonl");
    let mut print = process::cargo(&["run", "--quiet", "--package", "policy-index", "--", "clauses"]);
    fs::write(&clauses, process::capture(&mut print)?)?;
    let mut node = process::command("node");
    process::run(node.current_dir(folder).arg("build.mjs").args([&clauses, site]))?;
    Site::read(&paths::dist())?.write(&site.join("dist"), None)
}

/// `cargo xtask static`, until this is dropped.
pub struct Server {
    process: Child,
    address: String,
}

impl Server {
    pub fn start(site: &Path) -> Result<Self> {
        let mut command = std::process::Command::new(paths::this_program()?);
        command.args(["static", "--until-stdin-closes", "--csp", "none", "--dir"]).arg(site);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut address = String::new();
        let printed = process.stdout.take().context("the server has no output")?;
        BufReader::new(printed).read_line(&mut address)?;
        ensure!(address.starts_with("http"), "the server did not start");
        Ok(Self { process, address: address.trim().to_owned() })
    }

    /// `http://127.0.0.1:PORT/`
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already, which is what is wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Kinds of questions, as `measure.mjs` groups them, and their headings.
const GROUPS: [(&str, &str); 5] = [
    ("exact", "official words"),
    ("natural", "whole questions"),
    ("colloquial", "everyday words"),
    ("other", "pinyin, slips, 文号 …"),
    ("none", "refused, no clause answers"),
];

/// The table of the README, in Markdown.
///
/// # Errors
/// When a number is missing.
pub fn table(peers: &[Value]) -> Result<String> {
    let numbers = ["KB", "requests", "cold", "slow 4G", "p95"].map(str::to_owned);
    let heads = numbers.into_iter().chain(GROUPS.iter().map(|it| it.1.to_owned()));
    let heads: Vec<String> = heads.collect();
    let mut table = format!("| search | {} |\n|---|{}", heads.join(" | "), "---|".repeat(heads.len()));
    for peer in peers {
        let name = peer["name"].as_str().context("a search without a name")?;
        let number = |key: &str| peer[key].as_f64().with_context(|| format!("{name} has no {key}"));
        let mut cells = vec![
            format!("{:.0}", number("bytes")? / 1000.0),
            number("requests")?.to_string(),
            seconds(number("cold_ms")?),
            seconds(number("slow_ms")?),
            peer["p95_ms"].as_f64().map_or_else(|| "–".to_owned(), |it| format!("{it:.1} ms")),
        ];
        cells.extend(GROUPS.iter().map(|(group, _)| share(&peer["groups"][group])));
        table += &format!("\n| {name} | {} |", cells.join(" | "));
    }
    Ok(table)
}

fn seconds(millis: f64) -> String {
    format!("{:.2} s", millis / 1000.0)
}

fn share(group: &Value) -> String {
    match (group["right"].as_u64(), group["all"].as_u64()) {
        (Some(right), Some(all)) => format!("{right}/{all}"),
        _ => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_search_is_a_row() {
        let groups = json!({ "exact": { "right": 3, "all": 4 } });
        let peer = json!({ "name": "a", "bytes": 12_345, "requests": 3, "cold_ms": 250.0, "slow_ms": 1_234.0,
            "p95_ms": 0.44, "groups": groups });
        let table = table(&[peer]).unwrap();
        let row = table.lines().last().unwrap();
        assert_eq!(row, "| a | 12 | 3 | 0.25 s | 1.23 s | 0.4 ms | 3/4 | – | – | – | – |");
        assert!(super::table(&[json!({ "name": "b" })]).unwrap_err().to_string().contains("b has no bytes"));
    }
}
