//! `cargo xtask bench`: sizes and speeds, measured on what is published.

use crate::{build, setup, sizes};
use anyhow::Result;
use clap::Parser;

/// Builds, then prints sizes and speeds.
#[derive(Parser)]
#[command(name = "cargo xtask bench")]
struct Options {
    /// One JSON object instead of tables
    #[arg(long)]
    json: bool,
}

pub fn main(args: &[String]) -> Result<()> {
    let options = Options::parse_from(args);
    setup::for_building()?;
    build::build()?;
    let sizes = sizes::measure()?;
    if options.json {
        println!("{}", serde_json::json!({ "sizes": sizes.iter().map(sizes::Size::to_json).collect::<Vec<_>>() }));
    } else {
        println!("{}", sizes::table(&sizes));
    }
    sizes::check_budgets()
}
