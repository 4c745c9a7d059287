//! The browser's process, and the pipe through which it is asked how it is. A
//! pipe and no port: nobody else on the machine can speak to it.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

/// The browser reads questions from descriptor 3 and answers on 4.
const PIPES: &str = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#;

/// A browser that was started.
pub struct Browser {
    process: Child,
    questions: ChildStdin,
    answers: Receiver<Value>,
}

impl Browser {
    /// Starts `command` (program and arguments) with this profile, then `page`.
    ///
    /// # Errors
    /// When there is no shell; a missing browser ends at once with code 127.
    pub fn start(command: &[String], profile: &Path, page: &Path) -> io::Result<Self> {
        let mut shell = Command::new("sh");
        shell.args(["-c", PIPES]).args(command).arg("--remote-debugging-pipe");
        let mut user_data = std::ffi::OsString::from("--user-data-dir=");
        user_data.push(profile);
        shell.arg(user_data).arg(page);
        let mut process = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
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
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.process.try_wait().ok().flatten()
    }

    /// Asks; a browser that does not listen any more is found by its silence.
    pub fn ask(&mut self, question: &Value) {
        let _ = write!(self.questions, "{question}\0").and_then(|()| self.questions.flush());
    }

    /// The next message, or nothing in so much time.
    pub fn hear(&self, within: Duration) -> Option<Value> {
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

    /// Ends it, however it is, with all its processes: they live by its pipes.
    pub fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.kill();
    }
}
