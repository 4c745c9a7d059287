//! `cargo xtask bench`: sizes and speeds, measured on what is published.

pub mod keystroke;
mod library;
pub mod measure;
mod peers;
pub mod speed;
mod substrings;

use crate::dist::{self, sizes};
use crate::tools::setup;
use anyhow::Result;
use clap::Parser;
use measure::Measure;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Builds, then prints sizes and speeds.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench")]
struct Options {
    /// One JSON object instead of tables
    #[arg(long)]
    json: bool,
    /// Takes dist/ as it is
    #[arg(long)]
    no_build: bool,
    /// Instead: how long a key waits, and nothing else
    #[arg(long)]
    keystrokes: bool,
    /// Instead: installs other searches for static sites and measures all of them in one Chromium, on the same clauses
    #[arg(long)]
    peers: bool,
    /// Instead: libraries of this corpus (an object with id, collection, document, path, title, text a line), beside
    /// Pagefind
    #[arg(long, value_name = "FILE.jsonl")]
    library: Option<PathBuf>,
    /// For --library: questions, one a line; else titles of the corpus
    #[arg(long, value_name = "FILE", requires = "library")]
    queries: Option<PathBuf>,
    /// For --library: also from an object store of three nodes on this machine, which is installed (a quarter of an hour)
    #[arg(long, requires = "library")]
    object_store: bool,
}

pub fn main(args: &[String]) -> Result<()> {
    let options = Options::parse_from(args);
    setup::for_building()?;
    setup::for_testing()?;
    if !options.no_build {
        dist::build()?;
    }
    if options.peers {
        println!("{}", peers::table(&peers::measure()?)?);
        return Ok(());
    }
    if options.keystrokes {
        println!("{}", measure::table(&keystroke::measure()?));
        return Ok(());
    }
    if let Some(clauses) = &options.library {
        println!("{}", library::table(clauses, options.queries.as_deref(), options.object_store)?);
        return Ok(());
    }
    let sizes = sizes::measure()?;
    let (mut speeds, sections) = speed::measure()?;
    speeds.extend(keystroke::measure()?);
    if options.json {
        println!("{}", to_json(&sizes, &sections, &speeds));
    } else {
        println!("\n{}\n\n{}\n\n{}", sizes::table(&sizes), sizes::table(&sections), measure::table(&speeds));
    }
    sizes::check_budgets()?;
    measure::check_budgets(&speeds)
}

fn to_json(sizes: &[sizes::Size], sections: &[sizes::Size], speeds: &[Measure]) -> Value {
    let all = |sizes: &[sizes::Size]| sizes.iter().map(sizes::Size::to_json).collect::<Vec<_>>();
    let speed = |it: &Measure| json!({ "what": it.what, "value": it.value, "unit": it.unit, "budget": it.budget });
    json!({
        "sizes": all(sizes),
        "index_sections": all(sections),
        "speeds": speeds.iter().map(speed).collect::<Vec<_>>(),
    })
}
