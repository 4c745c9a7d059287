//! A hall's machine of another platform: content from folders, and a small program in the place of the browser.

use super::Machine;
use crate::tools::platforms::WINDOWS;
use crate::tools::{paths, process};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// What a hall is promised.
const PROMISE: Duration = Duration::from_secs(30);
/// Wine makes its folder at the first start.
const START: Duration = Duration::from_secs(120);

const PAGE: &str = r#"<!doctype html><title>WHICH</title>
<script type="application/json" id="policy-lookup-settings">{ "version": "1.0.0", "data_version": "d", "data_date": "2026-11-01",
"idle_seconds": 60, "warning_seconds": 20, "old_after_days": 180, "printer": false, "page_url": "" }</script>"#;

/// A folder as `cargo xtask kiosk` makes it, signed by the machine's own program.
pub fn folder(machine: &Machine, which: &str, date: &str) -> Result<PathBuf> {
    let (page, folder) = (machine.folder.join(format!("{which}.html")), machine.folder.join(which));
    fs::write(&page, PAGE.replace("WHICH", which))?;
    let verifier = format!("{}={}", machine.platform.name, machine.program.display());
    let mut kiosk = process::command(&paths::this_program()?.to_string_lossy());
    kiosk.args(["kiosk", "--date", date, "--verifier", &verifier, "--page"]).arg(&page);
    kiosk.arg("--public-key").arg(machine.folder.join("key.pub")).arg("--out").arg(&folder);
    process::capture(&mut kiosk)?;
    let key = machine.folder.join("key");
    machine.policy_index(&["sign", &folder.to_string_lossy(), "--key", &key.to_string_lossy()])?;
    Ok(folder)
}

/// An installation without content.
fn install(machine: &Machine, name: &str) -> Result<PathBuf> {
    let home = machine.folder.join(name);
    fs::create_dir_all(&home)?;
    fs::copy(machine.folder.join("key.pub"), home.join("kiosk.pub"))?;
    let program = machine.program.file_name().context("a program has a name")?;
    fs::copy(&machine.program, home.join(program))?;
    fs::write(home.join("notice.html"), "<title>暂停服务</title>")?;
    Ok(home)
}

fn update(machine: &Machine, home: &Path, folder: &Path) -> Result<bool> {
    let program = home.join(machine.program.file_name().context("a program has a name")?);
    let args = ["hall", "--home", &home.to_string_lossy(), "--update-only", &folder.to_string_lossy()];
    Ok(machine.command(&program).args(args).output()?.status.success())
}

fn current(home: &Path) -> String {
    fs::read_to_string(home.join("content/current")).unwrap_or_default().trim().to_owned()
}

pub fn takes_newer_content(machine: &Machine) -> Result<()> {
    let home = install(machine, "taking")?;
    let second = folder(machine, "second", "2024-11-02T08:00:00Z")?;
    let older = folder(machine, "older", "2024-11-01T09:00:00Z")?;
    ensure!(!update(machine, &home, &machine.folder.join("first"))?, "a changed folder is taken");
    ensure!(update(machine, &home, &older)? && current(&home) == "A", "the first folder is not taken");
    ensure!(update(machine, &home, &second)? && current(&home) == "B", "a newer folder is not taken");
    ensure!(update(machine, &home, &older)? && current(&home) == "B", "an older folder is taken");
    let page = fs::read_to_string(home.join("content/B/kiosk.html"))?;
    ensure!(page.contains("second"), "{page}");
    Ok(())
}

/// The kiosk and what it says; both end with this value.
struct Kiosk {
    process: Child,
    lines: Receiver<String>,
}

impl Kiosk {
    fn start(mut command: Command) -> Result<Kiosk> {
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let told = process.stderr.take().context("no pipe")?;
        let (sender, lines) = channel();
        thread::spawn(move || {
            BufReader::new(told).lines().map_while(std::result::Result::ok).try_for_each(|it| sender.send(it).ok())
        });
        Ok(Kiosk { process, lines })
    }

    /// The next lines, up to one with these words.
    fn says(&self, words: &str, within: Duration) -> Result<()> {
        let start = Instant::now();
        let mut before = Vec::new();
        while let Some(left) = within.checked_sub(start.elapsed()) {
            match self.lines.recv_timeout(left) {
                Ok(line) if line.contains(words) => return Ok(()),
                Ok(line) => before.push(line),
                Err(_) => break,
            }
        }
        bail!("it does not say {words} within {within:?}, but {before:?}")
    }

    fn ends(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PROMISE {
            if self.process.try_wait()?.is_some() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("it does not end when the staff says so")
    }
}

impl Drop for Kiosk {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The page comes up, newer content takes its place, a frozen browser is replaced, and the staff ends it.
pub fn watches_the_browser(machine: &Machine) -> Result<()> {
    let home = install(machine, "watching")?;
    let browser = browser(machine)?;
    ensure!(update(machine, &home, &machine.folder.join("older"))?, "nothing to show");
    let program = home.join(machine.program.file_name().context("a program has a name")?);
    let mut start = machine.command(&program);
    start.args(["hall", "--patience", "6", "--home"]).arg(&home).arg(machine.folder.join("second"));
    start.env("POLICY_KIOSK_BROWSER", &browser);
    let mut kiosk = Kiosk::start(start)?;
    kiosk.says("-> B", START)?;
    let starts = || fs::read_to_string(browser.with_file_name("starts")).unwrap_or_default();
    kiosk.says("就绪", START)?;
    let frozen = browser.with_file_name("frozen");
    let is_second = |line: Option<&str>| line.is_some_and(|it| it.replace('\\', "/").contains("content/B/kiosk.html"));
    let waited = Instant::now();
    while !is_second(starts().lines().last()) {
        ensure!(waited.elapsed() < PROMISE, "the newer page is not shown: {:?}", starts());
        thread::sleep(Duration::from_millis(100));
    }
    let shown = Instant::now();
    while kiosk.says("就绪", Duration::from_secs(8)).is_ok() {
        ensure!(shown.elapsed() < PROMISE, "the browser is started again and again: {:?}", starts());
    }
    let num = starts().lines().count();
    fs::write(&frozen, "")?;
    kiosk.says("没有响应", PROMISE)?;
    fs::remove_file(&frozen)?;
    kiosk.says("就绪", PROMISE)?;
    ensure!(starts().lines().count() == num + 1 && is_second(starts().lines().last()), "{:?}", starts());
    process::run(machine.command(&program).args(["hall", "--stop", "--home"]).arg(&home))?;
    kiosk.ends()
}

/// The program in the browser's place.
fn browser(machine: &Machine) -> Result<PathBuf> {
    let folder = machine.folder.join("browser");
    fs::create_dir_all(&folder)?;
    if machine.platform.runner.is_some() {
        let (source, program) = (folder.join("browser.c"), folder.join("chrome.exe"));
        fs::write(&source, include_str!("browser.c"))?;
        process::run(process::command(WINDOWS.compiler.0).arg("-O1").arg("-o").arg(&program).arg(source))?;
        return Ok(program);
    }
    let program = folder.join("chromium");
    fs::write(&program, include_str!("browser.sh"))?;
    #[cfg(unix)]
    fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    Ok(program)
}
