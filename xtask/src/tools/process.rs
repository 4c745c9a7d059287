//! Starting other programs: the one place that sets `PATH` and the working directory.

use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A command that runs at the root of the repository and finds the programs under `target/tools` first.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(super::paths::root()).env("PATH", path_with_tools());
    command
}

/// `cargo` with these arguments. The variables that the running `cargo` set for xtask itself are taken out: build
/// scripts that look at them would run again each time a command is started another way.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = command("cargo");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") || name.to_string_lossy().starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command.args(args);
    command
}

fn path_with_tools() -> OsString {
    let tools = super::paths::tools();
    let own = [tools.join("bin"), tools.join("node_modules/.bin")];
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let all = own.into_iter().chain(std::env::split_paths(&inherited));
    // Joining fails only when a folder's name holds the separator; then nothing of ours would be found anyway.
    std::env::join_paths(all).unwrap_or(inherited)
}

/// Whether the program can be started at all.
pub fn exists(program: &str) -> bool {
    command(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Where a program is, for others that do not look for it.
pub fn path_of(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&path_with_tools()).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// What `program --version` prints, or `None` when there is no such program.
pub fn version_of(program: &str) -> Option<String> {
    let output = command(program).arg("--version").output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs to the end, output straight to the terminal.
///
/// # Errors
/// When the program cannot be started or does not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    let status = command.status().with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` ended with {status}");
    }
    Ok(())
}

/// Runs to the end and returns what it printed; its error output goes to the terminal.
///
/// # Errors
/// When the program cannot be started, does not succeed or prints something that is not UTF-8.
pub fn capture(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` ended with {}", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{shown}` printed something that is not UTF-8"))
}

/// Runs to the end, hands each line of its standard output to `on_line` as it comes, and says whether it succeeded.
///
/// # Errors
/// When the program cannot be started or its output cannot be read.
pub fn lines(command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<bool> {
    let shown = show(command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{shown}`"))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            on_line(&String::from_utf8_lossy(&line?));
        }
    }
    Ok(child.wait()?.success())
}

/// The command as one would type it.
pub fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
