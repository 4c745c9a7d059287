//! `cargo xtask build`: Trunk compiles and copies, this module assembles `dist/`.
//!
//! The steps work on [`Site`], all files of the website in memory, and are plain functions from one state to the next.

use super::site::Site;
use super::{kiosk_file, manifest, names, offline, scripts, short_names, sizes, split, styles, wasm};
use crate::tools::{date, paths, process, setup};
use anyhow::{Context, Result, bail};
use clap::Parser;
use serde_json::{Map, Value};

/// The workspace has one version, so that of xtask is that of the program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Builds dist/.
#[derive(Parser)]
#[command(bin_name = "cargo xtask build")]
struct Options {}

pub fn main(args: &[String]) -> Result<()> {
    Options::parse_from(args);
    setup::for_building()?;
    build()?;
    println!("{}", sizes::table(&sizes::measure()?));
    sizes::check_budgets()
}

/// Builds `dist/` and prints the lines for embedding. The tools must be there.
///
/// # Errors
/// When a file is missing or a check fails; then `dist/` stays as it was.
pub fn build() -> Result<()> {
    run_trunk()?;
    let mut site = Site::read(&paths::trunk_dist())?;
    check_everything_was_copied(&site)?;
    styles::bundle(&mut site)?;
    split_programs(&mut site)?;
    optimise_wasm(&mut site)?;
    let release = names::Release { version: VERSION.to_owned(), data_version: insert_static_page(&mut site)? };
    let kiosk = kiosk_file::take_out(&mut site, &kiosk_facts(&release)?)?;
    scripts::shrink(&mut site)?;
    insert_start_page(&mut site)?;
    tidy_pages(&mut site)?;
    let (mut site, names) = names::hash_names(site)?;
    // Both hold what the steps before made of the other files, so they come last.
    if let Some(kiosk) = kiosk {
        site.insert(kiosk_file::NAME, kiosk.into_bytes());
    }
    offline::fill_in(&mut site, &names, &release)?;
    let manifest = manifest::manifest(&site, &names, &release);
    site.insert(manifest::NAME, format!("{manifest:#}\n").into_bytes());
    site.write(&paths::dist(), Some(&format!("v/{}", release.version)))?;
    println!("{}", manifest::embed_lines(&site, &release));
    Ok(())
}

fn run_trunk() -> Result<()> {
    let mut trunk = process::command("trunk");
    trunk.args(["build", "--release", "--config", "Trunk.toml"]);
    for (name, value) in wasm::flags() {
        trunk.env(name, value);
    }
    // Trunk takes NO_COLOR for a flag of its own and refuses the usual value 1.
    process::run(trunk.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true"))
}

/// Trunk copies what `index.html` names, all into one folder. A file of `www/` that nobody named, or that another one of
/// its name replaced, would be missing only in production.
fn check_everything_was_copied(site: &Site) -> Result<()> {
    for (path, bytes) in Site::read(&paths::root().join("www"))?.files().filter(|(path, _)| is_published(path)) {
        let name = path.rsplit('/').next().unwrap_or(path);
        match site.get(name) {
            None => bail!(
                "www/{path} is not copied: add `<link data-trunk rel=\"copy-file\" href=\"{path}\">` to www/index.html"
            ),
            Some(copied) if copied != bytes => bail!("www/{path} is not what was copied: another file has its name"),
            Some(_) => {}
        }
    }
    Ok(())
}

/// Guides, examples, the README's pictures and what editors read are for the people who publish or change the files, not
/// for their visitors. Trunk itself writes `index.html`.
fn is_published(path: &str) -> bool {
    let is_for_publishers = path.ends_with(".md") || ["pictures/", "examples/"].iter().any(|it| path.starts_with(it));
    !is_for_publishers && !["index.html", "jsconfig.json"].contains(&path)
}

/// The programs of the page and of libraries in two files each, the first of which is enough for a first answer.
fn split_programs(site: &mut Site) -> Result<()> {
    for (linked, first, second) in names::SPLIT_PROGRAMS {
        let linked = paths::root().join("target/wasm32-unknown-unknown/release").join(linked);
        let linked = std::fs::read(&linked).with_context(|| format!("reading {}", linked.display()))?;
        let bound = site.get(first).with_context(|| format!("Trunk did not make {first}"))?;
        let (early, late) = split::split(&linked, bound).context(first)?;
        site.insert(first, early);
        site.insert(second, late);
    }
    Ok(())
}

/// The optimiser works on one core, and takes longer than most steps: as many modules at a time as there are cores.
fn optimise_wasm(site: &mut Site) -> Result<()> {
    for (name, _) in names::PROGRAMS {
        site.get(name).with_context(|| format!("Trunk did not make {name}"))?;
    }
    let names: Vec<&str> = site.files().map(|it| it.0).filter(|it| it.ends_with(".wasm")).collect();
    let num_cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut optimised = Vec::new();
    for some in names.chunks(num_cores) {
        optimised.extend(optimise_together(site, some)?);
    }
    for (name, module) in optimised {
        let module = match names::PROGRAMS.iter().find(|it| it.0 == name) {
            Some((_, glue)) => {
                let (shortened, fitting) = short_names::shorten(&module, &site.text(glue)?).context(name.clone())?;
                site.insert(glue, fitting.into_bytes());
                shortened
            }
            None => module,
        };
        wasm::check_features(&module)?;
        site.insert(&name, module);
    }
    Ok(())
}

fn optimise_together(site: &Site, names: &[&str]) -> Result<Vec<(String, Vec<u8>)>> {
    std::thread::scope(|scope| {
        let start = |name: &str| {
            let module = site.get(name).unwrap_or_default();
            (name.to_owned(), scope.spawn(move || wasm::optimise(module)))
        };
        let running: Vec<_> = names.iter().map(|it| start(it)).collect();
        let wait = |it: std::thread::ScopedJoinHandle<'_, Result<Vec<u8>>>| it.join().ok().context("wasm-opt died")?;
        running.into_iter().map(|(name, it)| Ok((name, wait(it)?))).collect()
    })
}

/// Puts the start page, rendered natively by the same components, where the markup asks for it, so that something
/// shows before the wasm is there.
fn insert_start_page(site: &mut Site) -> Result<()> {
    const PLACE: &str = "<!-- prerendered -->";
    let page = site.text("index.html")?;
    if !page.contains(PLACE) {
        return Ok(());
    }
    let index = paths::index_file();
    let index = index.to_string_lossy();
    let start_page = process::capture(&mut process::cargo(&[
        "run",
        "--quiet",
        "--package",
        "policy-lookup",
        "--features",
        "ssr",
        "--bin",
        "prerender",
        "--",
        &index,
    ]))?;
    let page = page.replace(PLACE, start_page.trim_end());
    site.insert("index.html", page.into_bytes());
    Ok(())
}

/// Takes out of the pages what only their writers and Trunk read: comments that fill lines, links for Trunk, indentation.
fn tidy_pages(site: &mut Site) -> Result<()> {
    for name in ["index.html", "frame.html", names::LIBRARY_PAGE] {
        if site.get(name).is_some() {
            let page = tidy(&site.text(name)?);
            site.insert(name, page.into_bytes());
        }
    }
    Ok(())
}

fn tidy(page: &str) -> String {
    let is_noise = |line: &str| line.is_empty() || (line.starts_with("<!--") && line.ends_with("-->"));
    let lines = page.lines().map(str::trim).filter(|line| !is_noise(line) && !line.starts_with("<link data-trunk "));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// All clauses on one page: for no-JS readers, crawlers and browsers that are too old. Returns the version of the data,
/// the one that the page and the kiosk show, so that people can compare.
fn insert_static_page(site: &mut Site) -> Result<String> {
    let (index, page) = (paths::index_file(), paths::index_file().with_file_name(names::STATIC_PAGE));
    let (index, out) = (index.to_string_lossy(), page.to_string_lossy());
    let printed = process::capture(&mut process::cargo(&[
        "run",
        "--quiet",
        "--package",
        "policy-index",
        "--",
        "html",
        "--json",
        "--index",
        &index,
        "--out",
        &out,
    ]))?;
    site.insert(names::STATIC_PAGE, std::fs::read(&page)?);
    let told: Value = serde_json::from_str(&printed)?;
    let version = told["data_version"].as_str();
    Ok(version.context("`policy-index html` did not say which version the data has")?.to_owned())
}

/// What the about screen of a kiosk tells.
fn kiosk_facts(release: &names::Release) -> Result<Map<String, Value>> {
    let facts = [
        ("version", release.version.clone()),
        ("data_version", release.data_version.clone()),
        ("data_date", data_date()?),
    ];
    Ok(facts.into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect())
}

/// The day the data was changed last: by the history of the repository or, without one, by the files.
fn data_date() -> Result<String> {
    const DATA: [&str; 3] = ["index/corpus", "index/lexicon", "index/plain"];
    let history = process::command("git").args(["log", "-1", "--format=%cs", "--"]).args(DATA).output();
    let dated = history.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    if !dated.is_empty() {
        return Ok(dated);
    }
    let mut newest = std::time::SystemTime::UNIX_EPOCH;
    for entry in DATA.iter().flat_map(|folder| walkdir::WalkDir::new(paths::root().join(folder))) {
        newest = newest.max(entry?.metadata()?.modified()?);
    }
    Ok(date::day(newest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_reads_leaves_the_page() {
        let page =
            "<!doctype html>\n  <!-- for us -->\n    <p>a <!-- b --></p>\n\n  <link data-trunk rel=\"rust\">\n<p>c</p>";
        assert_eq!(tidy(page), "<!doctype html>\n<p>a <!-- b --></p>\n<p>c</p>\n");
    }
}
