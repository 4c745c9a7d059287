//! `policy-index hall` and a real browser whose page dies, freezes and is closed: what stands between a visitor and a
//! black screen.

use crate::check::check;
use crate::page::{Page, Result};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// What a hall is promised.
const PROMISE: Duration = Duration::from_secs(30);
/// The first start is nobody's promise: a machine that runs tests has other things to do.
const START: Duration = Duration::from_secs(120);

/// The program with its browser; both end with this value.
struct Hall {
    process: Child,
    lines: Receiver<String>,
    folder: tempfile::TempDir,
}

impl Hall {
    fn start(page: &Page, args: &[&str]) -> Result<Hall> {
        let folder = tempfile::tempdir()?;
        let mut command = Command::new(page.settings.xtask.with_file_name("policy-index"));
        command.arg("hall").args(args).arg("--page").arg(page.settings.dist.join("kiosk.html"));
        command.arg("--run").arg(folder.path()).arg("--");
        command.args(["chromium", "--kiosk", "--incognito", "--no-first-run", "--headless=new", "--no-sandbox"]);
        command.args(["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]);
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let told = process.stdout.take().ok_or("no output")?;
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            BufReader::new(told).lines().map_while(std::result::Result::ok).try_for_each(|line| sender.send(line).ok())
        });
        Ok(Hall { process, lines, folder })
    }

    /// The next lines, up to one with these words.
    fn says(&self, words: &str, within: Duration) -> Result {
        let start = Instant::now();
        let mut before = Vec::new();
        while let Some(left) = within.checked_sub(start.elapsed()) {
            let Ok(line) = self.lines.recv_timeout(left) else { break };
            if line.contains(words) {
                return Ok(());
            }
            before.push(line);
        }
        Err(format!("it does not say {words} within {within:?}, but {before:?}").into())
    }

    /// Every process below it whose command line holds this.
    fn processes(&self, words: &str) -> Vec<u32> {
        let all: Vec<u32> = fs::read_dir("/proc")
            .map(|it| it.flatten().filter_map(|it| it.file_name().to_str()?.parse().ok()).collect())
            .unwrap_or_default();
        all.into_iter().filter(|it| command_line(*it).contains(words)).filter(|it| self.is_above(*it)).collect()
    }

    /// Those that draw pages.
    fn renderers(&self) -> Vec<u32> {
        self.processes("--type=renderer")
    }

    fn is_above(&self, mut pid: u32) -> bool {
        while let Some(parent) = parent(pid) {
            if parent == self.process.id() {
                return true;
            }
            pid = parent;
        }
        false
    }

    /// Sends a signal to what draws, and says how long it took until the page was there again.
    fn survives(&self, signal: &str, said: &str) -> Result {
        let renderers = self.renderers();
        check(!renderers.is_empty(), || "nothing draws".to_owned())?;
        let start = Instant::now();
        Command::new("kill").arg(signal).args(renderers.iter().map(u32::to_string)).status()?;
        self.says(said, PROMISE)?;
        self.says("就绪", PROMISE.saturating_sub(start.elapsed()))?;
        println!("     kill {signal}: the attract screen is back after {:.1} s", start.elapsed().as_secs_f32());
        let left: Vec<u32> = renderers.into_iter().filter(|it| !command_line(*it).is_empty()).collect();
        check(left.is_empty(), || format!("of the browser before, these are still there: {left:?}"))
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        let _ = fs::write(self.folder.path().join("stop"), "");
        let _ = self.process.wait();
    }
}

/// Empty for one that is gone, also while nobody has taken note of its end.
fn command_line(pid: u32) -> String {
    fs::read(format!("/proc/{pid}/cmdline")).map(|it| String::from_utf8_lossy(&it).into_owned()).unwrap_or_default()
}

fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name in parentheses may hold anything.
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// `kill -9` is what the system does when memory runs short, and what every fault of a browser looks like.
pub async fn a_dead_page_is_replaced(page: &Page) -> Result {
    let hall = Hall::start(page, &[])?;
    hall.says("就绪", START)?;
    hall.survives("-KILL", "崩溃")
}

pub async fn a_frozen_page_is_replaced(page: &Page) -> Result {
    let hall = Hall::start(page, &[])?;
    hall.says("就绪", START)?;
    hall.survives("-STOP", "没有响应")
}

/// What visitors typed stays in the memory of a browser for a while, however well the page forgets it. It is gone with
/// the processes, and with the profile.
pub async fn a_rested_browser_leaves_nothing(page: &Page) -> Result {
    let hall = Hall::start(page, &["--rest", "0"])?;
    // The first is replaced as soon as its page is well, perhaps before anybody looks again.
    let with_profile = async || Ok(Some(hall.processes("--user-data-dir")).filter(|it| !it.is_empty()));
    let mut old = page.wait_for("a process with a profile", with_profile).await?;
    hall.says("就绪", START)?;
    old.extend(hall.processes("--user-data-dir"));
    hall.says("例行", PROMISE)?;
    let gone = async || Ok(old.iter().all(|it| command_line(*it).is_empty()).then_some(()));
    page.wait_for("the old browser to be gone", gone).await?;
    hall.says("就绪", START)?;
    let profiles = fs::read_dir(hall.folder.path())?.flatten().filter(|it| it.path().is_dir()).count();
    check(profiles <= 1, || format!("{profiles} profiles"))
}
