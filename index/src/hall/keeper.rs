//! Starts the browser, again and again, until the staff says so.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::Value;

use super::browser::Browser;
use super::pulse::{Pulse, Sign};
use super::unanswered;

/// What is shown, by what, and with how much patience.
pub struct Hall {
    /// The page.
    pub page: Shown,
    /// Program and arguments of the browser.
    pub command: Vec<OsString>,
    /// Where profiles are made; each is removed with its browser.
    pub run: PathBuf,
    /// A file that the staff makes when the kiosk is to end with its browser.
    pub stop: PathBuf,
    /// Where questions without an answer are counted, if the page does that.
    pub unanswered: PathBuf,
    /// A page that is silent for so long is frozen. Printing takes some seconds.
    pub patience: Duration,
    /// After so long the browser is replaced as soon as nobody uses it: what it
    /// held in memory of earlier visitors is gone then.
    pub rest: Duration,
}

/// The page that is to be shown, a file; another one may take its place at any
/// time, and does so before the eyes of nobody.
#[derive(Clone)]
pub struct Shown(Arc<Mutex<PathBuf>>);

impl Shown {
    /// To begin with.
    pub fn new(page: PathBuf) -> Self {
        Self(Arc::new(Mutex::new(page)))
    }

    /// From now on another one.
    pub fn change(&self, page: PathBuf) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = page;
    }

    fn path(&self) -> PathBuf {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Between two questions.
const BEAT: Duration = Duration::from_secs(3);
/// So often is looked whether the process still lives.
const LOOK: Duration = Duration::from_millis(200);
/// A browser that never answered in this time does not know how.
const START: Duration = Duration::from_secs(60);
/// A browser that ends sooner is given more and more time before the next try.
const SHORT_LIFE: Duration = Duration::from_secs(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// The staff, with a keyboard, closes the window so often in a row.
const NUM_CLOSED: u32 = 3;

/// Why a browser was at its end.
#[derive(Debug, PartialEq)]
enum End {
    /// It ended by itself, with this code; nothing for a signal.
    Closed(Option<i32>),
    Crashed,
    Frozen,
    Away,
    Rested,
    /// Another page is to be shown.
    Replaced,
    /// By the staff.
    Stopped,
}

/// Shows the page until the staff ends it. `say` gets a line for the log.
///
/// # Errors
/// When nothing can be started at all, or no profile be made.
pub fn keep(hall: &Hall, mut say: impl FnMut(&str)) -> io::Result<()> {
    let _ = fs::remove_file(&hall.stop);
    let (mut num_closed, mut pause) = (0, Duration::from_secs(1));
    loop {
        let start = Instant::now();
        let end = show(hall, &mut say)?;
        if hall.stop.exists() {
            let _ = fs::remove_file(&hall.stop);
            return Ok(());
        }
        let is_short = start.elapsed() < SHORT_LIFE;
        num_closed = if is_short && end == End::Closed(Some(0)) { num_closed + 1 } else { 0 };
        if num_closed == NUM_CLOSED {
            say("浏览器接连关闭三次，按工作人员退出处理。");
            return Ok(());
        }
        say(&told(&end));
        let is_meant = matches!(end, End::Closed(Some(0)) | End::Rested | End::Replaced);
        pause = if is_short && !is_meant { (pause * 2).min(LONGEST_PAUSE) } else { Duration::from_secs(1) };
        if end != End::Replaced {
            thread::sleep(pause / 2);
        }
    }
}

fn told(end: &End) -> String {
    match end {
        End::Closed(Some(0)) => "浏览器被关闭，重新打开。".to_owned(),
        End::Closed(Some(code)) => format!("浏览器意外退出（{code}），重新启动。"),
        End::Closed(None) => "浏览器被强行结束，重新启动。".to_owned(),
        End::Crashed => "页面进程崩溃，重新启动浏览器。".to_owned(),
        End::Frozen => "页面没有响应，重新启动浏览器。".to_owned(),
        End::Away => "浏览器离开了查询页，重新启动。".to_owned(),
        End::Stopped => String::new(),
        End::Replaced => "换用新的资料，重新打开查询页。".to_owned(),
        End::Rested => "无人使用，例行重新启动浏览器。".to_owned(),
    }
}

/// One browser from its start to its end, with a profile of its own.
fn show(hall: &Hall, say: &mut impl FnMut(&str)) -> io::Result<End> {
    let profile = tempfile::Builder::new().prefix("policy-kiosk.").tempdir_in(&hall.run)?;
    let page = hall.page.path();
    let mut command = hall.command.clone();
    if is_printing(&page) {
        command.push("--kiosk-printing".into());
    }
    let mut browser = Browser::start(&command, profile.path(), &page)?;
    let end = Watch { hall, page: &page, start: Instant::now() }.run(&mut browser, say);
    browser.kill();
    remove(profile.path());
    Ok(end)
}

/// Silent printing where the hall has a printer, by the same signed setting that
/// shows the button. Without a printer it would open a window for saving a file.
fn is_printing(page: &Path) -> bool {
    fs::read_to_string(page).is_ok_and(|it| it.contains("\"printer\": true"))
}

/// Processes of a browser that was ended may write for a moment longer.
fn remove(profile: &Path) {
    for _ in 0..20 {
        if fs::remove_dir_all(profile).is_ok() || !profile.exists() {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// One browser while it lives.
struct Watch<'a> {
    hall: &'a Hall,
    page: &'a Path,
    start: Instant,
}

impl Watch<'_> {
    fn run(&self, browser: &mut Browser, say: &mut impl FnMut(&str)) -> End {
        let name = self.page.file_name().unwrap_or_default().to_string_lossy();
        let mut pulse = Pulse::new(&name);
        let (mut asked, mut alive, mut is_ready, mut is_away) = (None::<Instant>, self.start, false, false);
        loop {
            if let Some(end) = self.ended(browser) {
                return end;
            }
            if asked.is_none_or(|it| BEAT < it.elapsed()) {
                asked = Some(Instant::now());
                browser.ask(&pulse.question());
            }
            let sign = answer(browser, &mut pulse);
            match sign {
                Sign::Crashed => return End::Crashed,
                Sign::Away if is_ready => return End::Away,
                Sign::Free | Sign::Busy => {
                    if !is_ready {
                        say("页面已就绪。");
                    }
                    (is_ready, alive) = (true, Instant::now());
                    keep_counted(&self.hall.unanswered, &pulse.take_counted(), say);
                    if sign == Sign::Free && self.hall.rest < self.start.elapsed() {
                        return End::Rested;
                    }
                }
                Sign::Away => is_away = true,
                Sign::Nothing => {}
            }
            if self.is_replaced() && (sign == Sign::Free || !is_ready || !self.is_in_use()) {
                return End::Replaced;
            }
            if is_ready && self.hall.patience < alive.elapsed() {
                return End::Frozen;
            }
            if !is_ready && START < self.start.elapsed() {
                say(if is_away {
                    "浏览器打不开查询页，请检查浏览器策略。"
                } else {
                    "浏览器不回答询问：只能在它退出时重新启动。"
                });
                return self.wait(browser);
            }
        }
    }

    fn ended(&self, browser: &mut Browser) -> Option<End> {
        if self.hall.stop.exists() {
            return Some(End::Stopped);
        }
        browser.ended().map(|it| End::Closed(it.code()))
    }

    fn is_replaced(&self) -> bool {
        self.hall.page.path() != self.page
    }

    /// Nobody does anything at a page that says that the service rests.
    fn is_in_use(&self) -> bool {
        self.page.file_name().is_some_and(|it| it == "kiosk.html")
    }

    /// A browser that does not answer is believed to be well.
    fn wait(&self, browser: &mut Browser) -> End {
        loop {
            if let Some(end) = self.ended(browser) {
                return end;
            }
            if self.is_replaced() {
                return End::Replaced;
            }
            thread::sleep(LOOK);
        }
    }
}

/// A list that cannot be written is no reason to stop.
fn keep_counted(list: &Path, counted: &str, say: &mut impl FnMut(&str)) {
    if let Err(error) = unanswered::add(list, counted) {
        say(&format!("没有查到的问题记不下来：{}（{error}）", list.display()));
    }
}

/// Asks on at once where an answer leads to another question.
fn answer(browser: &mut Browser, pulse: &mut Pulse) -> Sign {
    let Some(message): Option<Value> = browser.hear(LOOK) else { return Sign::Nothing };
    let (sign, next) = pulse.hear(&message);
    if let Some(question) = next {
        browser.ask(&question);
    }
    sign
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// A hall with this script as its browser, which writes what it does to `$0.log`.
    fn hall(dir: &Path, script: &str) -> Hall {
        let browser = dir.join("browser");
        fs::write(&browser, format!("#!/bin/sh\necho start >>\"$0.log\"\n{script}\n")).unwrap();
        let is_program = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(&browser, is_program).unwrap();
        Hall {
            page: Shown::new(dir.join("kiosk.html")),
            command: vec![browser.into_os_string(), "--kiosk".into()],
            run: dir.to_path_buf(),
            stop: dir.join("stop"),
            unanswered: dir.join("unanswered.jsonl"),
            patience: Duration::from_secs(1),
            rest: Duration::from_secs(3_600),
        }
    }

    #[track_caller]
    fn check(script: &str, expected: &[&str]) {
        let dir = tempfile::tempdir().unwrap();
        let mut said = Vec::new();
        keep(&hall(dir.path(), script), |line| said.push(line.to_owned())).unwrap();
        for (at, words) in expected.iter().enumerate() {
            assert!(said.get(at).is_some_and(|it| it.contains(words)), "{words} is not {at} of {said:?}");
        }
        let left = fs::read_dir(dir.path()).unwrap().filter(|it| it.as_ref().unwrap().path().is_dir()).count();
        assert_eq!(left, 0, "a profile stays");
    }

    /// What a page says that answers; the first answer goes to the second question.
    const ANSWERS: &str = r#"printf '{"id":2,"result":{"result":{"value":"free"}}}\0' >&4"#;

    #[test]
    fn a_browser_that_crashes_is_started_again_until_the_staff_stops_it() {
        check(r#"[ "$(grep -c '' "$0.log")" = 2 ] && { : >"${0%browser}stop"; exit 0; }; exit 139"#, &["（139）"]);
    }

    #[test]
    fn a_browser_that_is_closed_comes_back_and_three_times_is_the_staff() {
        check("exit 0", &["被关闭，重新打开", "被关闭，重新打开", "三次"]);
    }

    #[test]
    fn a_page_that_falls_silent_is_frozen() {
        let script = format!(
            r#"[ "$(grep -c '' "$0.log")" = 2 ] && {{ : >"${{0%browser}}stop"; exit 0; }}; {ANSWERS}; exec sleep 60"#
        );
        check(&script, &["就绪", "没有响应"]);
    }

    #[test]
    fn a_page_whose_process_died_is_replaced() {
        let script = format!(
            r#"[ "$(grep -c '' "$0.log")" = 2 ] && {{ : >"${{0%browser}}stop"; exit 0; }}; {ANSWERS}
            printf '{{"method":"Target.targetCrashed"}}\0' >&4; exec sleep 60"#
        );
        check(&script, &["就绪", "崩溃"]);
    }

    /// A browser that says again and again that nobody uses its page.
    const FREE: &str = r#"printf '%s\n' "$@" >>"$0.log"; while :; do
        printf '{"id":2,"result":{"result":{"value":"free"}}}\0' >&4; sleep 0.1; done"#;

    #[test]
    fn another_page_takes_its_place_while_nobody_is_there() {
        let dir = tempfile::tempdir().unwrap();
        let hall = hall(dir.path(), FREE);
        let (next, stop) = (dir.path().join("B/kiosk.html"), hall.stop.clone());
        fs::create_dir(dir.path().join("B")).unwrap();
        fs::write(&next, "\"printer\": true").unwrap();
        let mut said = Vec::new();
        keep(&hall, |line| {
            said.push(line.to_owned());
            if said.len() == 1 {
                hall.page.change(next.clone());
            } else if line.contains("就绪") {
                fs::write(&stop, "").unwrap();
            }
        })
        .unwrap();
        assert!(said[1].contains("新的资料"), "{said:?}");
        let log = fs::read_to_string(dir.path().join("browser.log")).unwrap();
        let second = log.split("start\n").nth(2).unwrap();
        assert!(second.contains("--kiosk-printing") && second.contains("B/kiosk.html"), "{log}");
    }

    #[test]
    fn what_the_page_counted_is_kept_beside_the_log() {
        let dir = tempfile::tempdir().unwrap();
        let script = r#"line='{\"query\":\"护照\",\"count\":2}\n'
            printf '{"id":2,"result":{"result":{"value":"free%s"}}}\0' "$line" >&4; exec sleep 60"#;
        let hall = hall(dir.path(), script);
        let list = hall.unanswered.clone();
        let stop = hall.stop.clone();
        std::thread::spawn(move || {
            while !list.exists() {
                std::thread::sleep(LOOK);
            }
            fs::write(stop, "").unwrap();
        });
        keep(&hall, |_| {}).unwrap();
        assert_eq!(fs::read_to_string(&hall.unanswered).unwrap(), "{\"query\":\"护照\",\"count\":2}\n");
    }

    #[test]
    fn what_earlier_visitors_left_in_memory_goes_when_nobody_is_there() {
        let dir = tempfile::tempdir().unwrap();
        let script = format!(
            r#"[ "$(grep -c '' "$0.log")" = 2 ] && {{ : >"${{0%browser}}stop"; exit 0; }}; {ANSWERS}; exec sleep 60"#
        );
        let mut said = Vec::new();
        let hall = Hall { rest: Duration::ZERO, ..hall(dir.path(), &script) };
        keep(&hall, |line| said.push(line.to_owned())).unwrap();
        assert!(said[1].contains("例行"), "{said:?}");
    }
}
