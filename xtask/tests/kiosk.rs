//! The way of content to a hall: `cargo xtask kiosk` makes real folders, the real scripts install and start them, and a
//! program that only writes down what it was asked to open takes the part of Chromium.
//!
//! The law of all of it: whatever is wrong with a stick, the content that worked yesterday still starts.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;

const PAGE: &str = r#"<!doctype html><title>WHICH</title>
<script type="application/json" id="policy-lookup-settings">{ "version": "1.0.0", "data_version": "d", "data_date": "2026-11-01",
"idle_seconds": 60, "warning_seconds": 20, "old_after_days": 180, "printer": false, "page_url": "" }</script>"#;

const DAY_1: &str = "2024-11-01T08:00:00Z";
const DAY_2: &str = "2024-11-02T08:00:00Z";
const DAY_3: &str = "2024-11-03T08:00:00Z";

/// Writes down its arguments and keeps the page it opened. It crashes where there is a file `crash`, is closed by somebody
/// where there is one `close`. Otherwise it says that its page is well and nobody uses it, until the sticks were looked at
/// and it is this page that was to be shown in the end; then comes the staff.
const BROWSER: &str = r#"#!/bin/sh
printf '%s\n' "$@" >"$RECORD/args"
echo >>"$RECORD/starts"
ulimit -c >"$RECORD/core"
for page; do :; done
/bin/cp "$page" "$RECORD/page.html"
if [ -e "$RECORD/crash" ]; then rm "$RECORD/crash"; exit 139; fi
if [ -e "$RECORD/close" ]; then rm "$RECORD/close"; exit 0; fi
log=$RECORD/../home/content/launch.log
until [ -d "$log" ] || grep -q 'U盘查看完毕\|这次不看' "$log" 2>/dev/null; do
  printf '{"id":2,"result":{"result":{"value":"busy"}}}\0' >&4
  sleep 0.05
done
taken=$(grep '已更新资料' "$log" 2>/dev/null | tail -n 1)
case $page in */content/"${taken##*-> }"/*) taken= ;; esac
while [ -n "$taken" ]; do
  printf '{"id":2,"result":{"result":{"value":"free"}}}\0' >&4
  sleep 0.05
done
: >"$RECORD/../home/content/stop"
"#;

/// All that the scripts may call: what every Linux has (coreutils, grep, sed, diffutils, util-linux).
const TOOLS: &[&str] = &[
    "cat", "chmod", "chown", "cmp", "cp", "cut", "date", "dirname", "getent", "grep", "id", "mkdir", "mktemp", "mv",
    "rm", "sed", "sh", "sleep", "tail", "uname",
];

/// `policy-index` beside xtask: built by every `cargo test --workspace`, and here when this package is tested alone.
static POLICY_INDEX: LazyLock<PathBuf> = LazyLock::new(|| {
    let program = Path::new(env!("CARGO_BIN_EXE_xtask")).with_file_name("policy-index");
    if !program.exists() {
        let built = Command::new(env!("CARGO")).args(["build", "--package", "policy-index"]).status().unwrap();
        assert!(built.success());
    }
    program
});

static KEYS: LazyLock<TempDir> = LazyLock::new(|| {
    let keys = tempfile::tempdir().unwrap();
    for name in ["ours", "theirs"] {
        done(Command::new(&*POLICY_INDEX).args(["keygen", "--key"]).arg(keys.path().join(name)));
    }
    keys
});

fn key(name: &str) -> PathBuf {
    KEYS.path().join(name)
}

fn done(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}\n{said}");
    said
}

fn platform() -> String {
    format!("linux-{}", std::env::consts::ARCH)
}

/// `cargo xtask kiosk` for a page that says `which`.
fn kiosk(out: &Path, which: &str) -> Command {
    // Of its own: tests run side by side.
    let page = tempfile::NamedTempFile::new_in(KEYS.path()).unwrap().keep().unwrap().1;
    fs::write(&page, PAGE.replace("WHICH", which)).unwrap();
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
    xtask.args(["kiosk", "--verifier", &format!("{}={}", platform(), POLICY_INDEX.display())]);
    xtask.arg("--page").arg(page).arg("--out").arg(out);
    xtask
}

/// A folder as it is delivered.
fn make(out: &Path, which: &str, date: &str, key_name: &str) {
    done(kiosk(out, which).args(["--date", date, "--key"]).arg(key(key_name)));
}

/// A hall's machine: `home` is the installation, `media` where sticks appear.
struct Hall {
    dir: TempDir,
}

impl Hall {
    /// Nothing installed.
    fn empty() -> Hall {
        let hall = Hall { dir: tempfile::tempdir().unwrap() };
        for folder in ["bin", "media", "record", "run"] {
            fs::create_dir(hall.path(folder)).unwrap();
        }
        let browser = hall.path("bin/chromium");
        fs::write(&browser, BROWSER).unwrap();
        fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
        for tool in TOOLS {
            let program = ["/usr/bin", "/bin"].map(|it| Path::new(it).join(tool)).into_iter().find(|it| it.exists());
            symlink(program.unwrap(), hall.path("bin").join(tool)).unwrap();
        }
        hall
    }

    /// With the content of the first day.
    fn installed() -> Hall {
        let hall = Hall::empty();
        let stick = hall.insert("FIRST", "first", DAY_1, "ours");
        let said = done(&mut hall.install(&stick, &["--yes"]));
        assert!(said.contains("签名密钥编号"), "{said}");
        hall.remove("FIRST");
        hall
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn content(&self, name: &str) -> PathBuf {
        self.path("home/content").join(name)
    }

    /// A stick with a folder on it.
    fn insert(&self, stick: &str, which: &str, date: &str, key_name: &str) -> PathBuf {
        let folder = self.path("media").join(stick).join("policy-kiosk");
        make(&folder, which, date, key_name);
        folder
    }

    fn remove(&self, stick: &str) {
        fs::remove_dir_all(self.path("media").join(stick)).unwrap();
    }

    fn command(&self, script: &Path) -> Command {
        let mut command = Command::new("sh");
        command.arg(script).env("PATH", self.path("bin"));
        command.env("RECORD", self.path("record")).env("XDG_RUNTIME_DIR", self.path("run"));
        command.env("XDG_CONFIG_HOME", self.path("config")).stdin(Stdio::null());
        command.env("POLICY_KIOSK_POLICIES", self.path("browser"));
        command.env("POLICY_KIOSK_MOUNTS", format!("{}/*", self.path("media").display()));
        command
    }

    fn install(&self, stick: &Path, args: &[&str]) -> Command {
        let mut command = self.command(&stick.join("linux/install.sh"));
        command.arg("--home").arg(self.path("home")).args(args);
        command
    }

    fn launch(&self) -> Command {
        for name in ["record/args", "record/page.html", "record/starts", "home/content/launch.log"] {
            fs::remove_file(self.path(name)).ok();
        }
        self.command(&self.path("home/launch.sh"))
    }

    /// Starts the kiosk; which page did the browser open?
    fn shown(&self) -> String {
        // Shown when the test fails.
        println!("{}", done(&mut self.launch()));
        self.page()
    }

    fn page(&self) -> String {
        let page = fs::read_to_string(self.path("record/page.html")).unwrap();
        let title = page.split_once("<title>").unwrap().1;
        title.split_once("</title>").unwrap().0.to_owned()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.content("launch.log")).unwrap()
    }
}

#[test]
fn installing_puts_everything_in_its_place() {
    let hall = Hall::installed();
    let mut names: Vec<_> = fs::read_dir(hall.path("home")).unwrap().map(|it| it.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["content", "kiosk.pub", "launch.sh", "notice.html", "policy-index"]);
    assert_eq!(fs::read(hall.path("home/kiosk.pub")).unwrap(), fs::read(key("ours.pub")).unwrap());
    assert_eq!(fs::read_to_string(hall.content("current")).unwrap(), "A\n");
    let start = fs::read_to_string(hall.path("config/autostart/policy-kiosk.desktop")).unwrap();
    assert!(start.contains(&format!("Exec=\"{}/launch.sh\"", hall.path("home").display())), "{start}");
    assert_eq!(hall.shown(), "first");
}

#[test]
fn the_browser_gets_every_flag_and_no_profile_stays() {
    let hall = Hall::installed();
    hall.shown();
    let args = fs::read_to_string(hall.path("record/args")).unwrap();
    let args: Vec<_> = args.lines().filter(|it| !it.starts_with("--user-data-dir=")).collect();
    let page = hall.content("A/kiosk.html");
    let expected = [
        "--kiosk",
        "--no-first-run",
        "--no-default-browser-check",
        "--noerrdialogs",
        "--disable-session-crashed-bubble",
        "--disable-pinch",
        "--overscroll-history-navigation=0",
        "--disable-component-update",
        "--disable-breakpad",
        "--incognito",
        "--password-store=basic",
        "--remote-debugging-pipe",
        page.to_str().unwrap(),
    ];
    assert_eq!(args, expected);
    assert_eq!(fs::read_dir(hall.path("run")).unwrap().count(), 0);
    assert_eq!(fs::read_to_string(hall.path("record/core")).unwrap(), "0\n", "memory would go to the disk");
}

#[test]
fn only_a_hall_with_a_printer_prints() {
    let hall = Hall::installed();
    let folder = hall.path("media/NEXT/policy-kiosk");
    done(kiosk(&folder, "printing").args(["--printer", "--key"]).arg(key("ours")));
    assert_eq!(hall.shown(), "printing");
    assert!(fs::read_to_string(hall.path("record/args")).unwrap().contains("--kiosk-printing\n"));
}

#[test]
fn newer_sticks_are_taken_in_turn_and_stay_when_the_stick_is_gone() {
    let hall = Hall::installed();
    hall.insert("MY STICK", "second", DAY_2, "ours");
    assert_eq!(hall.shown(), "second");
    assert_eq!(fs::read_to_string(hall.content("current")).unwrap(), "B\n");
    hall.remove("MY STICK");
    assert_eq!(hall.shown(), "second");
    hall.insert("NEXT", "third", DAY_3, "ours");
    assert_eq!(hall.shown(), "third");
    assert_eq!(fs::read_to_string(hall.content("current")).unwrap(), "A\n");
    // Of two sticks the newer one wins, whichever comes first.
    hall.insert("ANOTHER", "second", DAY_2, "ours");
    assert_eq!(hall.shown(), "third");
}

/// What is done to a good, newer stick before it is put in; nothing of it may reach the visitors.
#[test]
fn whatever_is_wrong_with_a_stick_changes_nothing() {
    type Damage = fn(&Path);
    let rows: &[(&str, Damage)] = &[
        ("a file is changed", |it| replace(&it.join("kiosk.html"), "second", "evil!!")),
        ("a file is cut short", |it| {
            let bytes = fs::read(it.join("kiosk.html")).unwrap();
            fs::write(it.join("kiosk.html"), &bytes[..bytes.len() / 2]).unwrap();
        }),
        ("a file is empty", |it| fs::write(it.join("guide.html"), "").unwrap()),
        ("a file is missing", |it| fs::remove_file(it.join("guide.html")).unwrap()),
        ("a file is added", |it| fs::write(it.join("extra.html"), "").unwrap()),
        ("a file is added below", |it| fs::write(it.join("linux/extra.sh"), "").unwrap()),
        ("a file is a link", |it| {
            fs::rename(it.join("guide.html"), it.parent().unwrap().join("guide.html")).unwrap();
            symlink("../guide.html", it.join("guide.html")).unwrap();
        }),
        ("a folder is a link", |it| symlink("linux", it.join("more")).unwrap()),
        ("a pipe is added", |it| drop(done(Command::new("mkfifo").arg(it.join("pipe"))))),
        ("the manifest is changed", |it| replace(&it.join("manifest.json"), DAY_2, DAY_3)),
        ("the manifest is cut short", |it| {
            let text = fs::read_to_string(it.join("manifest.json")).unwrap();
            fs::write(it.join("manifest.json"), &text[..text.len() / 2]).unwrap();
        }),
        ("the manifest is missing", |it| fs::remove_file(it.join("manifest.json")).unwrap()),
        ("the signature is missing", |it| fs::remove_file(it.join("manifest.json.minisig")).unwrap()),
        ("the signature is empty", |it| fs::write(it.join("manifest.json.minisig"), "").unwrap()),
        ("the signature is that of another folder", |it| {
            let other = tempfile::tempdir().unwrap();
            make(&other.path().join("a"), "other", DAY_3, "ours");
            fs::copy(other.path().join("a/manifest.json.minisig"), it.join("manifest.json.minisig")).unwrap();
        }),
        ("it is signed with another key, which it brings along", |it| {
            fs::remove_dir_all(it).unwrap();
            make(it, "evil", DAY_2, "theirs");
        }),
        ("it is signed with another key and brings a program that says yes", |it| {
            fs::remove_dir_all(it).unwrap();
            make(it, "evil", DAY_2, "theirs");
            fs::write(it.join("bin").join(platform()).join("policy-index"), "#!/bin/sh\nexit 0\n").unwrap();
        }),
        ("a folder stands where a file was", |it| {
            fs::remove_file(it.join("guide.html")).unwrap();
            fs::create_dir(it.join("guide.html")).unwrap();
        }),
        ("a file has a hole of a terabyte", |it| {
            fs::File::options().write(true).open(it.join("guide.html")).unwrap().set_len(1 << 40).unwrap();
        }),
        ("the manifest is a pipe", |it| {
            fs::remove_file(it.join("manifest.json")).unwrap();
            drop(done(Command::new("mkfifo").arg(it.join("manifest.json"))));
        }),
        ("the signature is a pipe", |it| {
            fs::remove_file(it.join("manifest.json.minisig")).unwrap();
            drop(done(Command::new("mkfifo").arg(it.join("manifest.json.minisig"))));
        }),
        ("the signature is a link", |it| {
            fs::rename(it.join("manifest.json.minisig"), it.parent().unwrap().join("s")).unwrap();
            symlink("../s", it.join("manifest.json.minisig")).unwrap();
        }),
        ("the signature has lines behind it", |it| {
            let text = fs::read_to_string(it.join("manifest.json.minisig")).unwrap();
            fs::write(it.join("manifest.json.minisig"), format!("{text}more\n")).unwrap();
        }),
        ("the manifest ends in a blank line", |it| {
            let text = fs::read_to_string(it.join("manifest.json")).unwrap();
            fs::write(it.join("manifest.json"), format!("{text}\n")).unwrap();
        }),
        ("a file's name differs in case", |it| fs::rename(it.join("guide.html"), it.join("Guide.html")).unwrap()),
        ("it is older", |it| {
            fs::remove_dir_all(it).unwrap();
            make(it, "older", "2024-10-31T08:00:00Z", "ours");
        }),
        ("it is as old", |it| {
            fs::remove_dir_all(it).unwrap();
            make(it, "as old", DAY_1, "ours");
        }),
    ];
    let hall = Hall::installed();
    let before = files(&hall.content("A"));
    assert_eq!(rows.len(), 27);
    for (what, damage) in rows {
        let stick = hall.insert("NEXT", "second", DAY_2, "ours");
        damage(&stick);
        assert_eq!(hall.shown(), "first", "{what}");
        assert_eq!(fs::read_to_string(hall.content("current")).unwrap(), "A\n", "{what}");
        assert_eq!(files(&hall.content("A")), before, "{what}");
        assert!(!hall.content("B").exists(), "{what}: copied all the same");
        hall.remove("NEXT");
        assert_eq!(hall.shown(), "first", "{what}, afterwards");
    }
    hall.insert("NEXT", "second", DAY_2, "ours");
    assert_eq!(hall.shown(), "second", "undamaged, the same stick is taken");
}

/// The whole group of processes is gone at once, at any moment. Forty in a long run. What is done in which order is tested
/// step by step where it is done (`hall/content`).
#[test]
fn a_power_cut_at_any_moment_leaves_the_old_or_the_new_content() {
    use std::os::unix::process::CommandExt;
    let num_cuts = std::env::var("POLICY_CUTS").ok().and_then(|it| it.parse().ok()).unwrap_or(3u32);
    let hall = Hall::installed();
    hall.insert("NEXT", "second", DAY_2, "ours");
    let start = std::time::Instant::now();
    assert_eq!(hall.shown(), "second");
    let whole = start.elapsed();
    let mut num_new = 0;
    for at in 0..num_cuts {
        let hall = Hall::installed();
        hall.insert("NEXT", "second", DAY_2, "ours");
        let mut launcher = hall.launch().process_group(0).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole * at / num_cuts);
        let group = format!("-{}", launcher.id());
        Command::new("kill").args(["-9", "--", &group]).stderr(Stdio::null()).status().unwrap();
        launcher.wait().unwrap();
        fs::rename(hall.path("media/NEXT"), hall.path("pocket")).unwrap();
        let shown = hall.shown();
        assert!(shown == "first" || shown == "second", "cut {at}: {shown}");
        num_new += usize::from(shown == "second");
        fs::rename(hall.path("pocket"), hall.path("media/NEXT")).unwrap();
        assert_eq!(hall.shown(), "second", "cut {at}, then with the stick");
    }
    println!("{num_cuts} cuts: {} old, {num_new} new", num_cuts as usize - num_new);
}

/// No file may grow beyond so many blocks: writing fails in the middle of one.
#[test]
fn a_full_disk_leaves_the_old_content() {
    let hall = Hall::installed();
    hall.insert("NEXT", "second", DAY_2, "ours");
    for signal in ["trap '' XFSZ;", ""] {
        let launch = hall.launch();
        let mut limited = Command::new("sh");
        limited.args(["-c", &format!("{signal} ulimit -f 40; exec \"$@\""), "sh", "sh"]);
        limited.args(launch.get_args()).stdin(Stdio::null());
        limited.envs(launch.get_envs().map(|(name, value)| (name, value.unwrap())));
        done(&mut limited);
        assert_eq!(hall.page(), "first");
        let told = if signal.is_empty() { "强行结束" } else { "磁盘空间" };
        assert!(hall.log().contains(told), "{}", hall.log());
    }
    assert_eq!(hall.shown(), "second", "once there is room");
}

#[test]
fn damaged_content_gives_way_to_the_content_before() {
    let hall = Hall::installed();
    hall.insert("NEXT", "second", DAY_2, "ours");
    assert_eq!(hall.shown(), "second");
    replace(&hall.content("B/kiosk.html"), "second", "sec0nd");
    // The stick that it came from is still there and repairs it.
    assert_eq!(hall.shown(), "second");
    fs::rename(hall.path("media/NEXT"), hall.path("pocket")).unwrap();
    replace(&hall.content("B/kiosk.html"), "second", "sec0nd");
    assert_eq!(hall.shown(), "first");
    fs::remove_dir_all(hall.content("A")).unwrap();
    assert_eq!(hall.shown(), "暂停服务", "nothing is good any more");
    hall.insert("EVIL", "evil", DAY_3, "theirs");
    assert_eq!(hall.shown(), "暂停服务", "no emergency makes a stranger's key ours");
    fs::rename(hall.path("pocket"), hall.path("media/NEXT")).unwrap();
    assert_eq!(hall.shown(), "second", "a stick brings it back");
}

#[test]
fn a_damaged_pointer_leads_to_the_newer_content() {
    let hall = Hall::installed();
    hall.insert("NEXT", "second", DAY_2, "ours");
    assert_eq!(hall.shown(), "second");
    hall.remove("NEXT");
    for text in ["", "\n", "C\n", "A B\n", "../A\n"] {
        fs::write(hall.content("current"), text).unwrap();
        assert_eq!(hall.shown(), "second", "{text:?}");
    }
    fs::remove_file(hall.content("current")).unwrap();
    assert_eq!(hall.shown(), "second", "no pointer at all");
}

#[test]
fn a_log_that_cannot_be_written_stops_nothing() {
    let hall = Hall::installed();
    fs::remove_file(hall.content("launch.log")).unwrap();
    fs::create_dir(hall.content("launch.log")).unwrap();
    // Nobody hears when the sticks were looked at, so first they are, and then the page is shown.
    let update = || done(hall.launch().arg("--update-only"));
    hall.insert("NEXT", "second", DAY_2, "ours");
    update();
    assert_eq!(hall.shown(), "second");
    // Nor the lock, as on a disk that has become read-only: then nothing can be taken, but what is there starts.
    fs::remove_file(hall.content("lock")).unwrap();
    fs::create_dir(hall.content("lock")).unwrap();
    hall.insert("LAST", "third", DAY_3, "ours");
    update();
    assert_eq!(hall.shown(), "second");
}

/// Somebody's slip of the hand on the hall's machine: the notice says at least whom to call.
#[test]
fn a_file_in_place_of_the_content_shows_the_notice() {
    let hall = Hall::installed();
    fs::remove_dir_all(hall.path("home/content")).unwrap();
    fs::write(hall.path("home/content"), "").unwrap();
    // Nothing can be written down, so the staff closes the browser three times.
    fs::write(hall.path("bin/chromium"), BROWSER.replace("log=$RECORD", "exit 0\nlog=$RECORD")).unwrap();
    assert_eq!(hall.shown(), "暂停服务");
}

#[test]
fn a_browser_that_crashes_or_is_closed_is_started_again() {
    for (what, logged) in [("crash", "139"), ("close", "被关闭")] {
        let hall = Hall::installed();
        fs::write(hall.path("record").join(what), "").unwrap();
        assert_eq!(hall.shown(), "first");
        assert_eq!(fs::read_to_string(hall.path("record/starts")).unwrap().lines().count(), 2, "{what}");
        assert!(hall.log().contains(logged), "{}", hall.log());
    }
}

/// A reader that opens a pipe waits for ever; so does one of a stick that is dying. Neither keeps the visitors waiting.
#[test]
fn sticks_take_a_minute_together_at_most() {
    let hall = Hall::installed();
    for name in ["manifest.json", "manifest.json.minisig"] {
        let folder = hall.path("media").join(name).join("policy-kiosk");
        fs::create_dir_all(&folder).unwrap();
        ["kiosk.html", "manifest.json"].iter().for_each(|it| fs::write(folder.join(it), "").unwrap());
        fs::remove_file(folder.join(name)).ok();
        done(Command::new("mkfifo").arg(folder.join(name)));
    }
    assert_eq!(hall.shown(), "first");
    assert!(hall.log().contains("it is no plain file"), "{}", hall.log());
    hall.remove("manifest.json");
    hall.remove("manifest.json.minisig");
    // The checking program of this machine stands still at any stick.
    let program = hall.path("home/policy-index");
    fs::rename(&program, hall.path("home/checks")).unwrap();
    let slow =
        "#!/bin/sh\ncase \"$*\" in stage*/media/*) exec sleep 600 ;; esac\nexec \"${0%policy-index}checks\" \"$@\"\n";
    fs::write(&program, slow).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    for stick in ["ONE", "TWO", "THREE"] {
        hall.insert(stick, "second", DAY_2, "ours");
    }
    let start = std::time::Instant::now();
    done(hall.launch().env("POLICY_KIOSK_STICK_SECONDS", "2"));
    assert_eq!(hall.page(), "first");
    assert!(hall.log().contains("已超过 2 秒"), "{}", hall.log());
    assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?}", start.elapsed());
}

/// A wrong clock where the folder was made: nothing honest would be newer for years.
#[test]
fn a_folder_from_the_future_is_not_signed_and_can_be_replaced() {
    let hall = Hall::installed();
    let folder = hall.path("media/NEXT/policy-kiosk");
    let output =
        kiosk(&folder, "future").args(["--date", "2099-01-01T00:00:00Z", "--key"]).arg(key("ours")).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("in the future"), "{output:?}");
    done(Command::new(&*POLICY_INDEX).args(["sign", "--force", "--key"]).arg(key("ours")).arg(&folder));
    assert_eq!(hall.shown(), "future");
    hall.remove("NEXT");
    let honest = hall.insert("HONEST", "honest", DAY_3, "ours");
    assert_eq!(hall.shown(), "future");
    assert!(hall.log().contains("2099-01-01") && hall.log().contains(DAY_3), "both dates: {}", hall.log());
    let output = hall.install(&honest, &["--yes"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("--new-content"), "{output:?}");
    assert_eq!(hall.shown(), "future", "what the installation did not do is undone");
    done(&mut hall.install(&honest, &["--yes", "--new-content"]));
    assert_eq!(hall.shown(), "honest");
    hall.remove("HONEST");
    assert_eq!(hall.shown(), "honest");
}

#[test]
fn a_key_signed_by_the_one_before_is_taken() {
    let keys = tempfile::tempdir().unwrap();
    let next = keys.path().join("next");
    done(Command::new(&*POLICY_INDEX).args(["keygen", "--key"]).arg(&next));
    let public = keys.path().join("next.pub");
    let stick_with = |hall: &Hall| {
        let folder = hall.path("media/NEXT/policy-kiosk");
        done(kiosk(&folder, "second").args(["--date", DAY_2, "--key"]).arg(&next));
        folder
    };
    let sign = |by: &str| done(Command::new(&*POLICY_INDEX).arg("sign-key").arg(&public).arg("--key").arg(key(by)));
    let hall = Hall::installed();
    sign("theirs");
    let stick = stick_with(&hall);
    assert!(!hall.install(&stick, &["--yes"]).output().unwrap().status.success(), "anybody can sign it");
    assert_eq!(hall.shown(), "first");
    sign("ours");
    let stick = stick_with(&hall);
    let said = done(&mut hall.install(&stick, &["--yes"]));
    assert!(said.contains("由本机原有的密钥签名"), "{said}");
    assert_eq!(fs::read(hall.path("home/kiosk.pub")).unwrap(), fs::read(&public).unwrap());
    assert_eq!(hall.shown(), "second");
}

/// Only root may write them, and the tests of a developer do not run as root.
#[test]
fn the_browser_is_told_what_it_must_not_do() {
    let hall = Hall::installed();
    let path = hall.path("browser/policies/managed/policy-kiosk.json");
    if !path.exists() {
        assert_ne!(done(Command::new("id").arg("-u")).trim(), "0", "root installs no policies");
        return println!("skipped: not root");
    }
    let policies: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    assert_eq!(policies["URLAllowlist"][0], format!("file://{}/", hall.path("home").display()));
    assert_eq!((&policies["TranslateEnabled"], &policies["AllowFileSelectionDialogs"]), (&false.into(), &false.into()));
}

#[test]
fn the_notice_has_a_lock_that_its_policy_lets_run() {
    use base64::Engine as _;
    use sha2::Digest as _;
    let notice = include_str!("../kiosk/notice.html");
    let script = notice.split_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(script));
    assert!(notice.contains(&format!("script-src 'sha256-{hash}'")), "sha256-{hash}");
    assert!(notice.contains("\"notranslate\"") && script.contains("keydown"));
}

#[test]
fn without_a_browser_the_staff_is_told() {
    let hall = Hall::installed();
    fs::remove_file(hall.path("bin/chromium")).unwrap();
    let output = hall.launch().output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("POLICY_KIOSK_BROWSER"), "{output:?}");
    let other = hall.path("bin/some browser");
    fs::write(&other, BROWSER).unwrap();
    fs::set_permissions(&other, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(hall.path("home/kiosk.conf"), format!("POLICY_KIOSK_BROWSER='{}'\n", other.display())).unwrap();
    assert_eq!(hall.shown(), "first", "the hall's own setting names one");
}

#[test]
fn installing_asks_about_the_key_and_refuses_what_is_not_ours() {
    let hall = Hall::empty();
    let stick = hall.insert("FIRST", "first", DAY_1, "ours");
    // Nobody says yes.
    assert!(!hall.install(&stick, &[]).output().unwrap().status.success() && is_bare(&hall));
    replace(&stick.join("kiosk.html"), "first", "evil!");
    assert!(!hall.install(&stick, &["--yes"]).output().unwrap().status.success() && is_bare(&hall));
    hall.remove("FIRST");
    let stick = hall.insert("FIRST", "first", DAY_1, "ours");
    // The key came by another way and is not the one on the stick.
    let theirs = key("theirs.pub");
    let refused = hall.install(&stick, &["--yes", "--key", theirs.to_str().unwrap()]).output().unwrap();
    assert!(!refused.status.success() && is_bare(&hall));
    let output = hall.install(&stick, &["--nonsense"]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("--nonsense"));
    done(&mut hall.install(&stick, &["--yes"]));
    // Again, as after a new release of the scripts: the key is known and nobody is asked.
    done(&mut hall.install(&stick, &["--yes"]));
    assert_eq!(hall.shown(), "first");
}

#[test]
fn a_key_is_replaced_only_when_asked_for() {
    let hall = Hall::installed();
    let stick = hall.insert("NEXT", "second", DAY_2, "theirs");
    let output: Output = hall.install(&stick, &["--yes"]).output().unwrap();
    assert!(!output.status.success());
    assert_eq!(fs::read(hall.path("home/kiosk.pub")).unwrap(), fs::read(key("ours.pub")).unwrap());
    assert_eq!(hall.shown(), "first");
    done(&mut hall.install(&stick, &["--yes", "--new-key"]));
    assert_eq!(hall.shown(), "second");
}

/// Somebody who does not trust our program takes the one everybody knows.
#[test]
fn minisign_accepts_our_signature_and_refuses_a_changed_one() {
    if Command::new("minisign").arg("-v").output().is_err() {
        println!("skipped: minisign is not installed");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("policy-kiosk");
    make(&folder, "first", DAY_1, "ours");
    let minisign = |key_name: &str| {
        let mut minisign = Command::new("minisign");
        minisign.args(["-V", "-p"]).arg(key(key_name)).arg("-m").arg(folder.join("manifest.json"));
        minisign.output().unwrap()
    };
    let said = minisign("ours.pub");
    assert!(said.status.success(), "{said:?}");
    assert!(String::from_utf8_lossy(&said.stdout).contains(&format!("policy-lookup kiosk 1.0.0 {DAY_1}")), "{said:?}");
    assert!(!minisign("theirs.pub").status.success());
    replace(&folder.join("manifest.json"), DAY_1, DAY_2);
    assert!(!minisign("ours.pub").status.success());
}

/// The secret key may be kept on a machine that builds nothing.
#[test]
fn a_folder_can_be_signed_elsewhere() {
    let hall = Hall::installed();
    let folder = hall.path("media/NEXT/policy-kiosk");
    let said = done(kiosk(&folder, "second").arg("--public-key").arg(key("ours.pub")));
    assert!(said.contains("not signed yet"), "{said}");
    assert_eq!(hall.shown(), "first");
    done(Command::new(&*POLICY_INDEX).arg("sign").arg(&folder).arg("--key").arg(key("ours")));
    assert_eq!(hall.shown(), "second");
    let id = done(Command::new(&*POLICY_INDEX).args(["key-id", "--key"]).arg(key("ours.pub")));
    let shown = fs::read_to_string(hall.content("B/kiosk.html")).unwrap();
    assert!(shown.contains(&format!("\"key_id\": \"{}\"", id.trim())), "{shown}");
}

#[test]
fn a_folder_with_other_files_is_not_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("holiday.jpg"), "").unwrap();
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = xtask.args(["kiosk", "--no-build", "--out"]).arg(dir.path()).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("holds other files"), "{output:?}");
    assert!(dir.path().join("holiday.jpg").exists());
}

fn is_bare(hall: &Hall) -> bool {
    fs::read_dir(hall.path("home")).map_or(true, |mut entries| entries.next().is_none())
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} is not in {}", path.display());
    fs::write(path, text.replace(from, to)).unwrap();
}

/// Every file with its length and time: enough to see that nobody wrote there.
fn files(dir: &Path) -> Vec<(PathBuf, u64, std::time::SystemTime)> {
    let entries = walkdir::WalkDir::new(dir).sort_by_file_name();
    let file = |entry: walkdir::DirEntry| {
        let metadata = entry.metadata().unwrap();
        (entry.into_path(), metadata.len(), metadata.modified().unwrap())
    };
    entries.into_iter().map(|entry| file(entry.unwrap())).collect()
}
