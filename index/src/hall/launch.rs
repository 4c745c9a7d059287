//! Starts a hall's kiosk: the last good content at once, newer content behind
//! it. Whatever is wrong with a stick, what worked yesterday still starts.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs, io, thread};

use super::browsers;
use super::content::{Content, Slot};
use super::keeper::{Hall, Shown, keep};
use super::log::Log;
use super::update::{Places, Update, installed};

/// What is started, from where.
pub struct Launch {
    /// The installation: `kiosk.pub`, `notice.html`, `content/`.
    pub home: PathBuf,
    /// Folders to take content from; on the sticks without one.
    pub folders: Vec<PathBuf>,
    /// Takes content and shows nothing.
    pub is_update_only: bool,
    /// A page that is silent for so long is frozen.
    pub patience: Duration,
    /// After so long the browser is replaced as soon as nobody uses it.
    pub rest: Duration,
}

/// The hall's own settings, from the environment.
#[derive(Default)]
pub struct Settings {
    browser: Option<String>,
    mounts: Option<String>,
    stick_seconds: Option<u64>,
}

impl Settings {
    /// `POLICY_KIOSK_BROWSER`, `POLICY_KIOSK_MOUNTS`, `POLICY_KIOSK_STICK_SECONDS`.
    pub fn from_environment() -> Self {
        let text = |name| env::var(name).ok().filter(|it| !it.is_empty());
        Self {
            browser: text("POLICY_KIOSK_BROWSER"),
            // Empty means that there are none.
            mounts: env::var("POLICY_KIOSK_MOUNTS").ok(),
            stick_seconds: text("POLICY_KIOSK_STICK_SECONDS").and_then(|it| it.parse().ok()),
        }
    }
}

/// How it ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// By the staff; or the content was looked at and something is in use.
    Well,
    /// Nothing is in use, or there is no browser; the log says which.
    Badly,
}

/// Runs until the staff ends the kiosk.
///
/// # Errors
/// When no browser can be started at all, or no profile be made.
pub fn launch(launch: &Launch, settings: &Settings) -> io::Result<Ended> {
    let content = Content::new(&launch.home);
    let _ = fs::create_dir_all(content.dir());
    let log = Log::open(&content.dir().join("launch.log"));
    let in_use = content.choose(|line| log.say(line));
    let update = Update {
        content: content.clone(),
        log: log.clone(),
        program: installed(&launch.home)?,
        patience: Duration::from_secs(settings.stick_seconds.unwrap_or(60)),
    };
    let places = match launch.folders.as_slice() {
        [] => Places::Sticks(settings.mounts.clone()),
        folders => Places::Folders(folders.to_vec()),
    };
    if launch.is_update_only {
        return Ok(update.run(&places, in_use, drop::<Slot>).map_or(Ended::Badly, |_| Ended::Well));
    }
    let Some(browser) = browsers::find(settings.browser.as_deref()) else {
        update.run(&places, in_use, drop::<Slot>);
        let home = launch.home.display();
        log.say(&format!("找不到 Chromium 内核的浏览器；请安装，或在 {home}/kiosk.conf 中写明 POLICY_KIOSK_BROWSER。"));
        return Ok(Ended::Badly);
    };
    let page = Shown::new(content.page(in_use));
    let shown = page.clone();
    // Ends with the process, however long a stick keeps it waiting.
    let slots = content.clone();
    thread::spawn(move || update.run(&places, in_use, |slot| shown.change(slots.page(Some(slot)))));
    keep_screen_on();
    let hall = Hall {
        page,
        command: browsers::command(&browser),
        run: profiles(&content),
        stop: stop_file(&launch.home),
        unanswered: content.dir().join("unanswered.jsonl"),
        patience: launch.patience,
        rest: launch.rest,
    };
    keep(&hall, |line| log.say(line))?;
    Ok(Ended::Well)
}

/// A file by which the staff ends the kiosk.
pub fn stop_file(home: &Path) -> PathBuf {
    Content::new(home).dir().join("stop")
}

/// In memory where the system has a place for it; what visitors leave in a
/// profile is gone with the power then.
fn profiles(content: &Content) -> PathBuf {
    let own = env::var_os("XDG_RUNTIME_DIR").map_or_else(env::temp_dir, PathBuf::from);
    let is_writable = tempfile::tempdir_in(&own).is_ok();
    if is_writable { own } else { content.dir() }
}

/// No screen saver covers the page. Where there is no X, the guide says what to set.
fn keep_screen_on() {
    if cfg!(unix) {
        let mut xset = Command::new("xset");
        xset.args(["s", "off", "s", "noblank", "-dpms"]).stdin(Stdio::null());
        let _ = xset.stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}
