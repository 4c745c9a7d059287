//! One tool: is it there, and how does it get there. Which tools there are is in [`super::setup`].

use super::process;
use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{BufRead, BufReader, IsTerminal};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Something that must be on the machine.
pub struct Tool {
    /// As shown to the person who waits.
    pub name: String,
    /// How long installing takes on two cores with nothing in cargo's cache.
    pub expected: Duration,
    /// Whether the right version answers already. Must be quick: it is asked each time.
    pub present: fn() -> bool,
    /// The command that installs it, or what the person has to do.
    pub install: fn() -> Result<Command>,
}

/// Installs what is missing, in order.
///
/// # Errors
/// When an installation fails, with the last lines of what it printed.
pub fn install_missing(tools: &[Tool]) -> Result<()> {
    for tool in tools.iter().filter(|tool| !(tool.present)()) {
        let started = Instant::now();
        let mut command = (tool.install)()?;
        run_with_progress(&mut command, tool).with_context(|| format!("installing {}", tool.name))?;
        if !(tool.present)() {
            bail!("{} was installed, but does not answer: `{}`", tool.name, process::show(&command));
        }
        eprintln!("installed {} in {} s", tool.name, started.elapsed().as_secs());
    }
    Ok(())
}

/// Runs `command` under a bar that fills over the expected time and shows the last line printed. Where nobody watches
/// (CI), two lines do.
fn run_with_progress(command: &mut Command, tool: &Tool) -> Result<()> {
    let bar = bar(tool);
    let shown = process::show(command);
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.with_context(|| format!("cannot start `{shown}`"))?;
    let mut last_lines = Vec::new();
    if let Some(stderr) = child.stderr.take() {
        for line in BufReader::new(stderr).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).trim().to_owned();
            bar.set_position(bar.elapsed().as_secs().min(tool.expected.as_secs().saturating_sub(1)));
            bar.set_message(line.chars().take(50).collect::<String>());
            last_lines.push(line);
        }
    }
    let status = child.wait()?;
    bar.finish_and_clear();
    if !status.success() {
        let from = last_lines.len().saturating_sub(20);
        bail!("`{shown}` ended with {status}:\n{}", last_lines[from..].join("\n"));
    }
    Ok(())
}

fn bar(tool: &Tool) -> ProgressBar {
    let expected = tool.expected.as_secs();
    if !std::io::stderr().is_terminal() {
        eprintln!("installing {} (about {expected} s) …", tool.name);
        return ProgressBar::with_draw_target(Some(expected), ProgressDrawTarget::hidden());
    }
    let bar = ProgressBar::new(expected);
    let template = format!("{{prefix}} {{bar:30}} {{elapsed}} of about {expected}s  {{msg}}");
    let style = ProgressStyle::with_template(&template);
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.set_prefix(format!("installing {}", tool.name));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
