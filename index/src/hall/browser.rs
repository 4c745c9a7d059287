//! The browser's process, and the pipe through which it is asked how it is. A
//! pipe and no port: nobody else on the machine can speak to it.

use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

/// A browser that was started.
pub(super) struct Browser {
    process: Child,
    questions: ChildStdin,
    answers: Receiver<Value>,
}

impl Browser {
    /// Starts `command` (program and arguments) with this profile, then `page`.
    ///
    /// # Errors
    /// When there is no way to give it a pipe; a missing browser ends at once.
    pub(super) fn start(command: &[OsString], profile: &Path, page: &Path) -> io::Result<Self> {
        let mut process = with_pipes(command)?;
        process.arg("--remote-debugging-pipe");
        let mut user_data = OsString::from("--user-data-dir=");
        user_data.push(profile);
        process.arg(user_data).arg(page);
        let mut process = process.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let lost = || io::Error::other("no pipe");
        let questions = process.stdin.take().ok_or_else(lost)?;
        let told = process.stdout.take().ok_or_else(lost)?;
        let (sender, answers) = channel();
        // Ends with the pipe, that is, with the browser.
        thread::spawn(move || {
            for message in BufReader::new(told).split(0).map_while(Result::ok) {
                let parsed = serde_json::from_slice(&message).unwrap_or_default();
                if sender.send(parsed).is_err() {
                    return;
                }
            }
        });
        Ok(Self { process, questions, answers })
    }

    /// Whether it has ended, and how.
    pub(super) fn ended(&mut self) -> Option<ExitStatus> {
        self.process.try_wait().ok().flatten()
    }

    /// Asks; a browser that does not listen any more is found by its silence.
    pub(super) fn ask(&mut self, question: &Value) {
        let _ = write!(self.questions, "{question}\0").and_then(|()| self.questions.flush());
    }

    /// The next message, or nothing in so much time.
    pub(super) fn hear(&self, within: Duration) -> Option<Value> {
        let start = Instant::now();
        match self.answers.recv_timeout(within) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => None,
            // It closed the pipe: it ends, or it is one that does not know it.
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(within.saturating_sub(start.elapsed()));
                None
            }
        }
    }

    /// Ends it with all its processes, however they are: one that hangs does not
    /// hear that the others are gone.
    pub(super) fn kill(&mut self) {
        if self.ended().is_none() {
            let mut end = end_of_all(self.process.id());
            let _ = end.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Under Linux and its like the browser reads questions from descriptor 3 and
/// answers on 4.
#[cfg(unix)]
fn with_pipes(command: &[OsString]) -> io::Result<Command> {
    const PIPES: &str = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#;
    let mut shell = Command::new("sh");
    shell.args([OsStr::new("-c"), OsStr::new(PIPES)]).args(command);
    // A group of its own, so that it can be ended whole.
    std::os::unix::process::CommandExt::process_group(&mut shell, 0);
    Ok(shell)
}

/// What ends the whole group of `process`.
#[cfg(unix)]
fn end_of_all(process: u32) -> Command {
    let mut kill = Command::new("kill");
    kill.args(["-KILL", "--", &format!("-{process}")]);
    kill
}

/// Under Windows it is told the numbers of two handles, which only a process
/// that has them knows: this program once more.
#[cfg(not(unix))]
fn with_pipes(command: &[OsString]) -> io::Result<Command> {
    let mut this = Command::new(std::env::current_exe()?);
    this.args([OsStr::new("hand-over"), OsStr::new("--")]).args(command);
    Ok(this)
}

/// What ends `process` and those that it started: it is not the browser itself,
/// see [`hand_over`].
#[cfg(not(unix))]
fn end_of_all(process: u32) -> Command {
    let mut taskkill = Command::new("taskkill");
    taskkill.args(["/F", "/T", "/PID", &process.to_string()]);
    taskkill
}

/// Starts the browser with the pipes that this process was given as its input
/// and output, and ends as it does.
///
/// # Errors
/// When it cannot be started.
pub fn hand_over(command: &[OsString]) -> io::Result<ExitStatus> {
    let [program, args @ ..] = command else { return Err(io::Error::other("no browser is named")) };
    let mut browser = Command::new(program);
    // What was inherited once is inherited again, under the same number; only the standard streams are others.
    #[cfg(windows)]
    {
        use std::os::windows::io::AsRawHandle;
        let handles = (io::stdin().as_raw_handle() as usize, io::stdout().as_raw_handle() as usize);
        browser.arg(format!("--remote-debugging-io-pipes={},{}", handles.0, handles.1));
    }
    browser.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()
}
