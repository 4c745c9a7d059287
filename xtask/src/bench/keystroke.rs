//! How long a key waits for the program, in a browser that is slowed down six times.

use super::measure::Measure;
use crate::check::browser;
use crate::tools::process;
use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Milliseconds that a letter may take on a slow phone.
const BUDGET_MS: f64 = 50.0;

/// 95th percentile and slowest, on a phone and on a desktop, and how long until what the key changed is on the screen.
///
/// # Errors
/// When there is no browser, or `dist/` is not built.
pub fn measure() -> Result<Vec<Measure>> {
    let told = process::capture(&mut browser::program(&["--keystrokes"])?)?;
    let rows = told.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let rows: Vec<Value> = rows.filter(|row| row["device"].is_string()).collect();
    ensure!(rows.len() == 2, "the browser told of {} devices instead of 2", rows.len());
    let number = |row: &Value, name: &str| row[name].as_f64().with_context(|| format!("the browser told no {name}"));
    let [phone, desktop] = [&rows[0], &rows[1]];
    let row = |what, value, budget| Measure { what, value, unit: "ms", budget };
    Ok(vec![
        row("keystroke at 6x slowdown, phone, handler p95", number(phone, "p95_ms")?, Some(BUDGET_MS)),
        row("keystroke at 6x slowdown, phone, slowest", number(phone, "max_ms")?, None),
        row("keystroke at 6x slowdown, phone, painted p95", number(phone, "painted_p95_ms")?, None),
        row("keystroke at 6x slowdown, desktop, handler p95", number(desktop, "p95_ms")?, Some(BUDGET_MS)),
        row("keystroke at 6x slowdown, desktop, slowest", number(desktop, "max_ms")?, None),
        row("keystroke at 6x slowdown, desktop, painted p95", number(desktop, "painted_p95_ms")?, None),
    ])
}
