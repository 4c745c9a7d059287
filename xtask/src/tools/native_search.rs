//! What does `policy-index search --library` say here, and what does it cost?

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What `program` says to each query.
///
/// # Errors
/// When the program fails.
pub fn answers<T: AsRef<str>>(
    program: &Path,
    library: &Path,
    queries: &[T],
    limit: &str,
    extra: &[&str],
) -> Result<Vec<Value>> {
    let mut search = Command::new(program);
    search.args(["search", "--json", "--limit", limit, "--library"]).arg(library).args(extra).arg("-");
    let mut search = search.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut input = search.stdin.take().context("no standard input")?;
    let asked = queries.iter().map(|it| format!("{}\n", it.as_ref())).collect::<String>();
    let writer = std::thread::spawn(move || input.write_all(asked.as_bytes()));
    let output = search.wait_with_output()?;
    ensure!(output.status.success() && matches!(writer.join(), Ok(Ok(()))), "policy-index search failed");
    let answers = String::from_utf8(output.stdout)?;
    let answers = answers.lines().map(serde_json::from_str).collect::<serde_json::Result<Vec<Value>>>()?;
    ensure!(answers.len() == queries.len(), "{} answers to {} queries", answers.len(), queries.len());
    Ok(answers)
}
