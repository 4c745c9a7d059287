//! `policy-index publish`: a library into an object store.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::compile::Bars;
use super::terminal::say::say;
use crate::error::{IndexError, Kind, Result};
use crate::publish::{Options, Published, Target, publish};

const SECONDS_PER_DAY: u64 = 86_400;

/// Publishes the library in `dir` at `address` and says what was done.
///
/// # Errors
/// Whatever is wrong with the folder or the address, and what the store refuses.
pub(super) fn run(dir: &Path, address: &str, dry_run: bool, grace_days: u64, json: bool) -> Result<()> {
    let target = Target::parse(address)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| {
        Box::new(IndexError::new(Kind::Engine, format!("no threads for the network: {error}"), "close other programs"))
    })?;
    let options = Options { dry_run, grace: Duration::from_secs(grace_days.saturating_mul(SECONDS_PER_DAY)) };
    let bars = Bars::default();
    let published = runtime.block_on(publish(dir, &target, options, &bars))?;
    bars.finish();
    if json { print_json(&published, dry_run) } else { print(&published, address, dry_run) }
}

fn print_json(published: &Published, dry_run: bool) -> Result<()> {
    let Published { release, put, num_bytes, removed } = published;
    let object = json!({ "release": release, "dry_run": dry_run, "put": put, "bytes": num_bytes, "removed": removed });
    say!("{object}");
    Ok(())
}

fn print(published: &Published, address: &str, dry_run: bool) -> Result<()> {
    let Published { release, put, num_bytes, removed } = published;
    if dry_run {
        for it in put {
            say!("put    {it}");
        }
        for it in removed {
            say!("remove {it}");
        }
    }
    let (verb, num_put, num_removed) = (if dry_run { "would be" } else { "is" }, put.len(), removed.len());
    say!("release {release} {verb} at {address}: {num_put} files put ({num_bytes} bytes), {num_removed} removed");
    Ok(())
}
