//! How does newer content come from a stick? Behind the page that is already
//! shown, in a process of its own for each folder: a stick that breaks can keep
//! its reader waiting for ever, and then only that process is given up.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use super::content::{Content, Refusal, Slot};
use super::log::Log;
use super::sticks;

/// Between two looks at the process that checks.
const LOOK: Duration = Duration::from_millis(20);
/// So long is waited for a stick that the desktop has not shown yet.
const MOUNTING: Duration = Duration::from_secs(10);

/// Where folders are looked for.
pub(super) enum Places {
    /// These and no others.
    Folders(Vec<PathBuf>),
    /// On the sticks; patterns in place of the usual ones, as [`sticks::mounts`] takes them.
    Sticks(Option<String>),
}

/// What is needed to look at sticks.
pub(super) struct Update {
    /// Of this machine.
    pub content: Content,
    /// Told of everything.
    pub log: Log,
    /// `policy-index`, as it is installed.
    pub program: PathBuf,
    /// For all sticks together.
    pub patience: Duration,
}

impl Update {
    /// Takes every folder that is good and newer than the one before it;
    /// `taken` hears of each. Returns what is in use at the end. One launcher at
    /// a time does so; a second one leaves everything as it is.
    pub(super) fn run(&self, places: &Places, in_use: Option<Slot>, mut taken: impl FnMut(Slot)) -> Option<Slot> {
        let Some(_lock) = self.lock() else {
            self.log.say("另一个启动程序正在查看U盘，这次不看。");
            return in_use;
        };
        let folders = self.folders(places);
        let end = Instant::now() + self.patience;
        let mut in_use = in_use;
        for folder in folders {
            if self.take(&folder, in_use, end) {
                in_use = Some(self.content.spare(in_use));
                in_use.into_iter().for_each(&mut taken);
            }
        }
        self.log.say("U盘查看完毕。");
        in_use
    }

    fn lock(&self) -> Option<File> {
        let file = File::options().create(true).append(true).open(self.content.dir().join("lock")).ok()?;
        file.try_lock().is_ok().then_some(file)
    }

    fn folders(&self, places: &Places) -> Vec<PathBuf> {
        let patterns = match places {
            Places::Folders(folders) => return folders.clone(),
            Places::Sticks(patterns) => patterns.clone(),
        };
        let start = Instant::now();
        while patterns.is_none() && sticks::is_waiting_for_mount() && start.elapsed() < MOUNTING {
            thread::sleep(Duration::from_secs(1));
        }
        // Already the look at a breaking stick can last for ever: then the others are looked at without it.
        let mounts = within(self.patience, move || sticks::mounts(patterns.as_deref())).unwrap_or_default();
        let share = self.patience / 4;
        mounts.into_iter().filter_map(|it| within(share, move || sticks::folders(&it))).flatten().collect()
    }

    /// Whether the folder is in use now.
    fn take(&self, folder: &Path, in_use: Option<Slot>, end: Instant) -> bool {
        let name = folder.display();
        let refuse = |why: &str| {
            self.log.say(&format!("没有采用 {name}：{why}"));
            false
        };
        let seconds = self.patience.as_secs();
        match self.staged(folder, in_use, end) {
            Ok(None) => refuse(&format!("核对U盘已超过 {seconds} 秒，先打开查询页。")),
            Ok(Some(status)) if status.success() => {
                let spare = self.content.spare(in_use);
                if let Err(error) = self.content.point_to(spare) {
                    return refuse(&format!("无法写入 current（{error}）。"));
                }
                self.log.say(&format!("已更新资料：{name} -> {}", spare.name()));
                true
            }
            Ok(Some(status)) => refuse(told(status.code())),
            Err(error) => refuse(&format!("校验程序没有启动（{error}）。")),
        }
    }

    /// `None`: time was up.
    fn staged(&self, folder: &Path, in_use: Option<Slot>, end: Instant) -> io::Result<Option<ExitStatus>> {
        if end <= Instant::now() {
            return Ok(None);
        }
        let mut command = Command::new(&self.program);
        command.arg("stage").arg(folder).arg("--home").arg(self.content.home());
        if let Some(slot) = in_use {
            command.args(["--in-use", slot.name()]);
        }
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let status = ended(&mut child, end)?;
        if status.is_some() {
            // It says a line or two, so all of it waits in the pipe.
            let mut said = String::new();
            child.stdout.take().map(|mut it| it.read_to_string(&mut said)).transpose()?;
            said.lines().for_each(|it| self.log.say(it));
        }
        Ok(status)
    }
}

/// Why the process that checks did not succeed, by its code; see [`code`].
fn told(code: Option<i32>) -> &'static str {
    match code {
        Some(1) => "签名不符、文件不全，或者不比本机资料新（两边的日期见上面几行）。",
        Some(2) => "复制失败（磁盘空间是否足够？）。",
        Some(3) => "复制后的文件不对。",
        _ => "校验程序出错或被强行结束。",
    }
}

/// What `policy-index stage` ends with, and the line it says.
pub fn code(refusal: &Refusal) -> (u8, String) {
    match refusal {
        Refusal::Wrong(error) => (1, error.message.clone()),
        Refusal::Copy(error) => (2, error.to_string()),
        Refusal::Arrived(error) => (3, error.message.clone()),
    }
}

/// Waits for the end; a process whose time is up is killed, and left alone if it
/// does not even hear that.
fn ended(child: &mut Child, end: Instant) -> io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if end <= Instant::now() {
            let _ = child.kill();
            return Ok(None);
        }
        thread::sleep(LOOK);
    }
}

/// What comes back in time.
fn within<T: Send + 'static>(time: Duration, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (sender, receiver) = channel();
    thread::spawn(move || drop(sender.send(work())));
    receiver.recv_timeout(time).ok()
}

/// The program that checks, where it is installed; otherwise the one that runs.
///
/// # Errors
/// When the system does not know it.
pub(super) fn installed(home: &Path) -> io::Result<PathBuf> {
    let program = home.join(format!("policy-index{}", std::env::consts::EXE_SUFFIX));
    if fs::metadata(&program).is_ok_and(|it| it.is_file()) { Ok(program) } else { std::env::current_exe() }
}
