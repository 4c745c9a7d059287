//! A hall's machine, the folders that are carried to it, and a browser that only writes down what it was asked.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;

pub const PAGE: &str = r#"<!doctype html><title>WHICH</title>
<script type="application/json" id="policy-lookup-settings">{ "version": "1.0.0", "data_version": "d", "data_date": "2026-11-01",
"idle_seconds": 60, "warning_seconds": 20, "old_after_days": 180, "printer": false, "page_url": "" }</script>"#;

pub const DAY_1: &str = "2024-11-01T08:00:00Z";
pub const DAY_2: &str = "2024-11-02T08:00:00Z";
pub const DAY_3: &str = "2024-11-03T08:00:00Z";

/// Writes down its arguments and keeps the page it opened. It crashes where there is a file `crash`, is closed by somebody
/// where there is one `close`. Otherwise it says that its page is well and nobody uses it, until the sticks were looked at
/// and it is this page that was to be shown in the end; then comes the staff.
pub const BROWSER: &str = r#"#!/bin/sh
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
pub const TOOLS: &[&str] = &[
    "cat", "chmod", "chown", "cmp", "cp", "cut", "date", "dirname", "getent", "grep", "id", "mkdir", "mktemp", "mv",
    "rm", "sed", "sh", "sleep", "tail", "uname",
];

/// `policy-index` beside xtask: built by every `cargo test --workspace`, and here when this package is tested alone.
pub static POLICY_INDEX: LazyLock<PathBuf> = LazyLock::new(|| {
    let program = Path::new(env!("CARGO_BIN_EXE_xtask")).with_file_name("policy-index");
    if !program.exists() {
        let built = Command::new(env!("CARGO")).args(["build", "--package", "policy-index"]).status().unwrap();
        assert!(built.success());
    }
    program
});

pub static KEYS: LazyLock<TempDir> = LazyLock::new(|| {
    let keys = tempfile::tempdir().unwrap();
    for name in ["ours", "theirs"] {
        done(Command::new(&*POLICY_INDEX).args(["keygen", "--key"]).arg(keys.path().join(name)));
    }
    keys
});

pub fn key(name: &str) -> PathBuf {
    KEYS.path().join(name)
}

pub fn done(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}\n{said}");
    said
}

pub fn platform() -> String {
    format!("linux-{}", std::env::consts::ARCH)
}

/// `cargo xtask kiosk` for a page that says `which`.
pub fn kiosk(out: &Path, which: &str) -> Command {
    // Of its own: tests run side by side.
    let page = tempfile::NamedTempFile::new_in(KEYS.path()).unwrap().keep().unwrap().1;
    fs::write(&page, PAGE.replace("WHICH", which)).unwrap();
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
    xtask.args(["kiosk", "--verifier", &format!("{}={}", platform(), POLICY_INDEX.display())]);
    xtask.arg("--page").arg(page).arg("--out").arg(out);
    xtask
}

/// A folder as it is delivered.
pub fn make(out: &Path, which: &str, date: &str, key_name: &str) {
    done(kiosk(out, which).args(["--date", date, "--key"]).arg(key(key_name)));
}

/// A hall's machine: `home` is the installation, `media` where sticks appear.
pub struct Hall {
    pub dir: TempDir,
}

impl Hall {
    /// Nothing installed.
    pub fn empty() -> Hall {
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
    pub fn installed() -> Hall {
        let hall = Hall::empty();
        let stick = hall.insert("FIRST", "first", DAY_1, "ours");
        let said = done(&mut hall.install(&stick, &["--yes"]));
        assert!(said.contains("签名密钥编号"), "{said}");
        hall.remove("FIRST");
        hall
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn content(&self, name: &str) -> PathBuf {
        self.path("home/content").join(name)
    }

    /// A stick with a folder on it.
    pub fn insert(&self, stick: &str, which: &str, date: &str, key_name: &str) -> PathBuf {
        let folder = self.path("media").join(stick).join("policy-kiosk");
        make(&folder, which, date, key_name);
        folder
    }

    pub fn remove(&self, stick: &str) {
        fs::remove_dir_all(self.path("media").join(stick)).unwrap();
    }

    pub fn command(&self, script: &Path) -> Command {
        let mut command = Command::new("sh");
        command.arg(script).env("PATH", self.path("bin"));
        command.env("RECORD", self.path("record")).env("XDG_RUNTIME_DIR", self.path("run"));
        command.env("XDG_CONFIG_HOME", self.path("config")).stdin(Stdio::null());
        command.env("POLICY_KIOSK_POLICIES", self.path("browser"));
        command.env("POLICY_KIOSK_MOUNTS", format!("{}/*", self.path("media").display()));
        command
    }

    pub fn install(&self, stick: &Path, args: &[&str]) -> Command {
        let mut command = self.command(&stick.join("linux/install.sh"));
        command.arg("--home").arg(self.path("home")).args(args);
        command
    }

    pub fn launch(&self) -> Command {
        for name in ["record/args", "record/page.html", "record/starts", "home/content/launch.log"] {
            fs::remove_file(self.path(name)).ok();
        }
        self.command(&self.path("home/launch.sh"))
    }

    /// Starts the kiosk; which page did the browser open?
    pub fn shown(&self) -> String {
        // Shown when the test fails.
        println!("{}", done(&mut self.launch()));
        self.page()
    }

    pub fn page(&self) -> String {
        let page = fs::read_to_string(self.path("record/page.html")).unwrap();
        let title = page.split_once("<title>").unwrap().1;
        title.split_once("</title>").unwrap().0.to_owned()
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.content("launch.log")).unwrap()
    }
}

pub fn is_bare(hall: &Hall) -> bool {
    fs::read_dir(hall.path("home")).map_or(true, |mut entries| entries.next().is_none())
}

pub fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} is not in {}", path.display());
    fs::write(path, text.replace(from, to)).unwrap();
}

/// Every file with its length and time: enough to see that nobody wrote there.
pub fn files(dir: &Path) -> Vec<(PathBuf, u64, std::time::SystemTime)> {
    let entries = walkdir::WalkDir::new(dir).sort_by_file_name();
    let file = |entry: walkdir::DirEntry| {
        let metadata = entry.metadata().unwrap();
        (entry.into_path(), metadata.len(), metadata.modified().unwrap())
    };
    entries.into_iter().map(|entry| file(entry.unwrap())).collect()
}
