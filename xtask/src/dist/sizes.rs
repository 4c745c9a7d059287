//! How heavy `dist/` is, and how heavy it may be. One table, printed by `build` and `bench`, held by `test`.

use super::compress;
use super::names::{GLUE, INDEX, LATE_WASM, LIBRARY_GLUE, LIBRARY_PAGE, LIBRARY_WASM, STYLE, WASM};
use crate::tools::paths;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// A file, or a sum of files.
pub struct Size {
    /// The plain name, or what the sum is.
    pub what: String,
    pub raw_bytes: usize,
    pub brotli_bytes: usize,
    /// Most bytes that `brotli_bytes` may be.
    pub budget: Option<usize>,
}

impl Size {
    pub fn to_json(&self) -> Value {
        json!({ "what": self.what, "raw": self.raw_bytes, "brotli": self.brotli_bytes, "budget": self.budget })
    }
}

/// What a phone fetches before it shows the first answer.
const FIRST_ANSWER: &[&str] =
    &["index.html", "linked.js", "boot.js", "handover.js", "loader.js", STYLE, GLUE, WASM, INDEX];
/// The goal is [`FIRST_ANSWER_GOAL`] and not reached. This is what is reached and little more, so that nothing grows
/// unseen: lower it with every step towards the goal, raise it only for answers that became better, as the commit says.
const FIRST_ANSWER_BUDGET: usize = 271_800;
/// What a phone on a slow network should have to fetch; printed beside what it does.
const FIRST_ANSWER_GOAL: usize = 160_000;

/// What the page fetches once that answer is shown; no less than before, but nobody waits for it.
const LATER: &str = LATE_WASM;

/// What `library.html` fetches before it shows an answer, beside the files of the library.
const LIBRARY_ANSWER: &[&str] = &[
    LIBRARY_PAGE,
    "library-page.css",
    EMBED,
    "widget.js",
    "library.js",
    "loader.js",
    "words.js",
    "handover.js",
    STYLE,
    LIBRARY_GLUE,
    LIBRARY_WASM,
];
/// What is reached and little more.
const LIBRARY_ANSWER_BUDGET: usize = 214_200;

/// What a website pays for the element before anybody uses it.
const EMBED: &str = "embed.js";
const EMBED_BUDGET: usize = 3_050;

/// Measures `dist/` as it is.
///
/// # Errors
/// When it has not been built.
pub fn measure() -> Result<Vec<Size>> {
    let mut sizes = Vec::new();
    for name in FIRST_ANSWER {
        sizes.push(measure_file(name, None)?);
    }
    sizes.push(sum(format!("to the first answer (goal {FIRST_ANSWER_GOAL})"), &sizes, Some(FIRST_ANSWER_BUDGET)));
    sizes.push(measure_file(LATER, None)?);
    if published(LIBRARY_PAGE).is_ok() {
        let parts = LIBRARY_ANSWER.iter().map(|it| measure_file(it, None)).collect::<Result<Vec<_>>>()?;
        sizes.push(sum("library.html to its first answer".to_owned(), &parts, Some(LIBRARY_ANSWER_BUDGET)));
    }
    if published(EMBED).is_ok() {
        sizes.push(measure_file(EMBED, Some(EMBED_BUDGET))?);
    }
    Ok(sizes)
}

/// Where `dist/` has the file with this plain name.
///
/// # Errors
/// When it is not there.
pub fn published(name: &str) -> Result<PathBuf> {
    let manifest = fs::read_to_string(paths::dist().join("manifest.json")).context("dist/ is not built")?;
    let names = serde_json::from_str::<Value>(&manifest)?["names"].clone();
    let path = names[name].as_str().with_context(|| format!("dist/ has no {name}"))?;
    Ok(paths::dist().join(path))
}

fn sum(what: String, parts: &[Size], budget: Option<usize>) -> Size {
    let raw_bytes = parts.iter().map(|size| size.raw_bytes).sum();
    let brotli_bytes = parts.iter().map(|size| size.brotli_bytes).sum();
    Size { what, raw_bytes, brotli_bytes, budget }
}

fn measure_file(name: &str, budget: Option<usize>) -> Result<Size> {
    let path = published(name)?;
    let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    measure_bytes(name, &bytes, budget)
}

fn measure_bytes(what: &str, bytes: &[u8], budget: Option<usize>) -> Result<Size> {
    let brotli_bytes = compress::brotli(bytes)?.len();
    Ok(Size { what: what.to_owned(), raw_bytes: bytes.len(), brotli_bytes, budget })
}

/// The parts of the index, from what `policy-index compile --json` prints.
///
/// # Errors
/// When a size is missing.
pub fn sections(compiled: &Value) -> Result<Vec<Size>> {
    let size = |section: &Value| {
        let number = |name: &str| Some(section[name].as_u64()? as usize);
        let (what, raw_bytes) = (section["name"].as_str()?.to_owned(), number("bytes")?);
        Some(Size { what, raw_bytes, brotli_bytes: number("brotli")?, budget: None })
    };
    let sections: Option<Vec<_>> = compiled["sections"].as_array().and_then(|all| all.iter().map(size).collect());
    sections.context("`policy-index compile` told no sizes of sections")
}

/// # Errors
/// Names everything that is too heavy.
pub fn check_budgets() -> Result<()> {
    let sizes = measure()?;
    let too_heavy = sizes.iter().filter(|size| size.budget.is_some_and(|budget| size.brotli_bytes > budget));
    let messages: Vec<_> = too_heavy
        .map(|size| format!("{}: {} bytes, {} allowed", size.what, size.brotli_bytes, size.budget.unwrap_or_default()))
        .collect();
    if !messages.is_empty() {
        bail!("too heavy (brotli): {}", messages.join("; "));
    }
    Ok(())
}

/// The sizes for people, in bytes.
pub fn table(sizes: &[Size]) -> String {
    let mut table = format!("{:<32} {:>9} {:>9} {:>9}", "bytes", "raw", "brotli", "budget");
    for size in sizes {
        let budget = size.budget.map_or_else(String::new, |budget| budget.to_string());
        table += &format!("\n{:<32} {:>9} {:>9} {budget:>9}", size.what, size.raw_bytes, size.brotli_bytes);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_sizes_of_sections() {
        let compiled = json!({ "sections": [{ "name": "texts", "bytes": 94601, "brotli": 28575 }] });
        let sections = sections(&compiled).unwrap();
        let rows: Vec<_> = sections.iter().map(|it| (it.what.as_str(), it.raw_bytes, it.brotli_bytes)).collect();
        assert_eq!(rows, [("texts", 94601, 28575)]);
        for wrong in [json!({}), json!({ "sections": [{ "name": "texts", "bytes": 1, "brotli": null }] })] {
            assert!(super::sections(&wrong).is_err(), "{wrong}");
        }
    }
}
