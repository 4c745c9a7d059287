//! Starts the browser, again and again, until the staff says so.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::Value;

use super::browser::Browser;
use super::pulse::{Pulse, Sign};

/// What is shown, by what, and with how much patience.
pub struct Hall {
    /// The page, a file.
    pub page: PathBuf,
    /// Program and arguments of the browser.
    pub command: Vec<String>,
    /// Where profiles are made; each is removed with its browser.
    pub run: PathBuf,
    /// A file that the staff makes when the kiosk is to end with its browser.
    pub stop: PathBuf,
    /// A page that is silent for so long is frozen. Printing takes some seconds.
    pub patience: Duration,
    /// After so long the browser is replaced as soon as nobody uses it: what it
    /// held in memory of earlier visitors is gone then.
    pub rest: Duration,
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
        pause = if is_short { (pause * 2).min(LONGEST_PAUSE) } else { Duration::from_secs(1) };
        if end == End::Closed(Some(0)) || end == End::Rested {
            pause = Duration::from_secs(1);
        }
        thread::sleep(pause / 2);
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
        End::Rested => "无人使用，例行重新启动浏览器。".to_owned(),
    }
}

/// One browser from its start to its end, with a profile of its own.
fn show(hall: &Hall, say: &mut impl FnMut(&str)) -> io::Result<End> {
    let profile = tempfile::Builder::new().prefix("policy-kiosk.").tempdir_in(&hall.run)?;
    let mut browser = Browser::start(&hall.command, profile.path(), &hall.page)?;
    let end = watch(hall, &mut browser, say);
    browser.kill();
    remove(profile.path());
    Ok(end)
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

fn watch(hall: &Hall, browser: &mut Browser, say: &mut impl FnMut(&str)) -> End {
    let name = hall.page.file_name().unwrap_or_default().to_string_lossy();
    let mut pulse = Pulse::new(&name);
    let start = Instant::now();
    let (mut asked, mut alive, mut is_ready, mut is_away) = (None::<Instant>, start, false, false);
    loop {
        if hall.stop.exists() {
            return End::Stopped;
        }
        if let Some(status) = browser.ended() {
            return End::Closed(status.code());
        }
        if asked.is_none_or(|it| BEAT < it.elapsed()) {
            asked = Some(Instant::now());
            browser.ask(&pulse.question());
        }
        match answer(browser, &mut pulse) {
            Sign::Crashed => return End::Crashed,
            Sign::Away if is_ready => return End::Away,
            sign @ (Sign::Free | Sign::Busy) => {
                if !is_ready {
                    say("页面已就绪。");
                }
                (is_ready, alive) = (true, Instant::now());
                if sign == Sign::Free && hall.rest < start.elapsed() {
                    return End::Rested;
                }
            }
            Sign::Away => is_away = true,
            Sign::Nothing => {}
        }
        if is_ready && hall.patience < alive.elapsed() {
            return End::Frozen;
        }
        if !is_ready && START < start.elapsed() {
            say(if is_away {
                "浏览器打不开查询页，请检查浏览器策略。"
            } else {
                "浏览器不回答询问：只能在它退出时重新启动。"
            });
            return wait(hall, browser);
        }
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

fn wait(hall: &Hall, browser: &mut Browser) -> End {
    while !hall.stop.exists() {
        if let Some(status) = browser.ended() {
            return End::Closed(status.code());
        }
        thread::sleep(LOOK);
    }
    End::Stopped
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
            page: dir.join("kiosk.html"),
            command: vec![browser.to_string_lossy().into_owned(), "--kiosk".to_owned()],
            run: dir.to_path_buf(),
            stop: dir.join("stop"),
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
