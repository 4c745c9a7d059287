//! `cargo xtask deny`: licences and sources of every package in `Cargo.lock`, by the rules in `deny.toml`. Apart from
//! `test`, because the program that reads them takes minutes to compile.

use crate::tools::{process, setup};
use anyhow::Result;
use clap::Parser;

/// Checks licences, sources and unwanted packages by `deny.toml`.
#[derive(Parser)]
#[command(bin_name = "cargo xtask deny")]
struct Options {
    /// Also known faults; fetches their database from where it is kept
    #[arg(long)]
    advisories: bool,
}

pub fn main(args: &[String]) -> Result<()> {
    let options = Options::parse_from(args);
    setup::for_denying()?;
    let mut deny = process::command("cargo-deny");
    deny.args(["--workspace", "--locked", "check", "bans", "licenses", "sources"]);
    if options.advisories {
        deny.arg("advisories");
    }
    process::run(&mut deny)
}
