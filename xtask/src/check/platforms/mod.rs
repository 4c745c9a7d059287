//! `policy-index` as halls and editors get it, for other machines than this one: built for Windows and for any Linux, and
//! run, the one under Wine. A program that was only compiled is a promise.
//!
//! - [`hall`] · Does it keep a hall's kiosk, with a browser that dies and freezes?

mod hall;

use crate::tools::platforms::{BUILT, Platform, WINDOWS, WINE};
use crate::tools::{native, paths, process, setup};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A platform's program, and a folder for what it writes.
pub struct Machine {
    pub platform: &'static Platform,
    pub program: PathBuf,
    pub folder: PathBuf,
}

impl Machine {
    /// The program on its machine.
    pub fn command(&self, program: &Path) -> Command {
        let program = program.to_string_lossy();
        let mut command = process::command(self.platform.runner.unwrap_or(&program));
        if self.platform.runner.is_some() {
            command.arg(&*program).env("WINEDEBUG", "-all").env("WINEPREFIX", paths::root().join("target/wine"));
        }
        command.env("NO_COLOR", "1");
        command
    }

    fn policy_index(&self, args: &[&str]) -> Result<String> {
        process::capture(self.command(&self.program).args(args)).map(|it| it.replace("\r\n", "\n"))
    }
}

/// A thing that must hold on every platform.
type Check = (&'static str, fn(&Machine) -> Result<()>);

const CHECKS: [Check; 5] = [
    ("the index is the one that this machine compiles", index_is_the_same),
    ("answers are those of this machine", answers_are_the_same),
    ("a folder is signed and verified", folder_is_signed),
    ("a hall takes newer content and nothing else", hall::takes_newer_content),
    ("a hall's browser is watched", hall::watches_the_browser),
];

/// Builds the programs and runs every check on every platform; returns how many passed and failed.
///
/// # Errors
/// When a program does not compile, or this machine's own does not run.
pub fn run() -> Result<(usize, usize)> {
    setup::for_platforms()?;
    prepare_wine()?;
    compile(&mut Command::new(native::program()?), &own_index())?;
    let (mut passed, mut failed) = (0, 0);
    for platform in &BUILT {
        let folder = paths::root().join("target/platforms").join(platform.name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let machine = Machine { platform, program: native::program_for(platform.target)?, folder };
        for (name, check) in CHECKS {
            let outcome = check(&machine);
            let said = outcome.as_ref().err().map_or_else(String::new, |error| format!("\n     {error:#}"));
            println!("{} {}: {name}{said}", if outcome.is_ok() { "ok  " } else { "FAIL" }, platform.name);
            if outcome.is_ok() { passed += 1 } else { failed += 1 }
        }
    }
    Ok((passed, failed))
}

/// A folder of Windows' own, below `target`, with what Debian's Wine lacks.
fn prepare_wine() -> Result<()> {
    let prefix = paths::root().join("target/wine");
    let system = prefix.join("drive_c/windows/system32");
    if !system.is_dir() {
        let mut boot = process::command(WINE);
        boot.arg("wineboot").env("WINEDEBUG", "-all").env("WINEPREFIX", &prefix);
        process::run(&mut boot)?;
    }
    let (source, library) = (prefix.join("prng.c"), system.join("bcryptprimitives.dll"));
    fs::write(&source, include_str!("prng.c"))?;
    let mut compiler = process::command(WINDOWS.compiler.0);
    process::run(compiler.args(["-shared", "-O1", "-o"]).arg(library).arg(source).arg("-ladvapi32"))
}

fn own_index() -> PathBuf {
    paths::root().join("target/platforms/policies.idx")
}

fn compile(program: &mut Command, out: &Path) -> Result<()> {
    process::capture(program.current_dir(paths::root()).arg("compile").arg("--out").arg(out)).map(drop)
}

fn index_is_the_same(machine: &Machine) -> Result<()> {
    let out = machine.folder.join("policies.idx");
    compile(&mut machine.command(&machine.program), &out)?;
    ensure!(fs::read(&out)? == fs::read(own_index())?, "other bytes");
    Ok(())
}

fn answers_are_the_same(machine: &Machine) -> Result<()> {
    let index = own_index();
    let args = ["search", "--json", "--today", "2026-11-24", "--index", &index.to_string_lossy(), "jiuye", "补贴"];
    let own = process::capture(Command::new(native::program()?).args(args))?;
    let told = |text: &str| -> Result<Value> {
        let mut value: Value = serde_json::from_str(text.lines().next().unwrap_or_default())?;
        value["micros"] = Value::Null;
        Ok(value)
    };
    let (own, other) = (told(&own)?, told(&machine.policy_index(&args)?)?);
    ensure!(own["hits"].as_array().is_some_and(|it| !it.is_empty()), "no hits");
    // The last digits of a score are the C library's logarithms.
    let ids =
        |it: &Value| -> Vec<Value> { it["hits"].as_array().into_iter().flatten().map(|it| it["id"].clone()).collect() };
    ensure!(ids(&own) == ids(&other) && own["confident"] == other["confident"], "{own}\n{other}");
    Ok(())
}

fn folder_is_signed(machine: &Machine) -> Result<()> {
    let key = machine.folder.join("key");
    machine.policy_index(&["keygen", "--key", &key.to_string_lossy()])?;
    let folder = hall::folder(machine, "first", "2024-11-01T08:00:00Z")?;
    let public = machine.folder.join("key.pub");
    let (folder, public) = (folder.to_string_lossy(), public.to_string_lossy());
    machine.policy_index(&["verify", &folder, "--key", &public])?;
    fs::write(Path::new(&*folder).join("guide.html"), "changed")?;
    let refused = machine.command(&machine.program).args(["verify", &folder, "--key", &public]).output();
    ensure!(refused.context("it does not start")?.status.code() == Some(1), "a changed folder is not refused");
    Ok(())
}
