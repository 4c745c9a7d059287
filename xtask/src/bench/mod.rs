//! `cargo xtask bench`: sizes and speeds, measured on what is published. The budgets are those of DESIGN §8.

pub mod speed;

use crate::dist::{self, sizes};
use crate::tools::setup;
use anyhow::{Result, bail};
use clap::Parser;
use serde_json::{Value, json};

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
}

/// One number and how large it may be.
pub struct Measure {
    pub what: &'static str,
    pub value: f64,
    pub unit: &'static str,
    pub budget: Option<f64>,
}

pub fn main(args: &[String]) -> Result<()> {
    let options = Options::parse_from(args);
    setup::for_building()?;
    if !options.no_build {
        dist::build()?;
    }
    let sizes = sizes::measure()?;
    let (speeds, sections) = speed::measure()?;
    if options.json {
        println!("{}", to_json(&sizes, &sections, &speeds));
    } else {
        println!("\n{}\n\n{}\n\n{}", sizes::table(&sizes), sizes::table(&sections), table(&speeds));
    }
    sizes::check_budgets()?;
    check_budgets(&speeds)
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

/// The numbers for people.
pub fn table(measures: &[Measure]) -> String {
    let mut table = format!("{:<48} {:>10} {:<5} {:>9}", "speed", "measured", "", "budget");
    for Measure { what, value, unit, budget } in measures {
        let budget = budget.map_or_else(String::new, |budget| budget.to_string());
        // Without a unit it is a number of things.
        let decimals = if unit.is_empty() { 0 } else { 3 };
        table += &format!("\n{what:<48} {value:>10.decimals$} {unit:<5} {budget:>9}");
    }
    table
}

/// # Errors
/// Names everything over its budget.
pub fn check_budgets(measures: &[Measure]) -> Result<()> {
    let slow = measures.iter().filter(|it| it.budget.is_some_and(|budget| it.value > budget));
    let slow: Vec<_> = slow.map(|it| format!("{}: {:.3} {}", it.what, it.value, it.unit)).collect();
    if !slow.is_empty() {
        bail!("over budget: {}", slow.join("; "));
    }
    Ok(())
}
