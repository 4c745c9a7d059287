//! What happened, for the staff: a line for each thing, with its second, in a
//! file that does not grow for ever.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::clock::second_in_china;

/// So many lines are kept; twice as many are cut back to them.
const NUM_KEPT: usize = 500;

/// Said by several threads, written one line after the other.
#[derive(Clone)]
pub(super) struct Log {
    file: Arc<Mutex<Lines>>,
}

struct Lines {
    path: PathBuf,
    num: usize,
}

impl Log {
    /// A file that cannot be written is done without: a kiosk must not end
    /// because of its log.
    pub(super) fn open(path: &Path) -> Self {
        let num = shorten(path);
        Self { file: Arc::new(Mutex::new(Lines { path: path.to_path_buf(), num })) }
    }

    /// Adds a line, and prints it.
    pub(super) fn say(&self, line: &str) {
        let line = format!("{} {line}", second_in_china());
        eprintln!("{line}");
        let mut lines = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if 2 * NUM_KEPT < lines.num {
            lines.num = shorten(&lines.path);
        }
        let file = is_plain(&lines.path).then(|| OpenOptions::new().create(true).append(true).open(&lines.path));
        if let Some(Ok(mut file)) = file {
            let _ = file.write_all(format!("{line}\n").as_bytes());
            lines.num += 1;
        }
    }
}

/// Nothing yet, or a file: whatever else may be there is left alone.
fn is_plain(path: &Path) -> bool {
    fs::symlink_metadata(path).map_or(true, |it| it.is_file())
}

/// Keeps the last lines; returns how many there are.
fn shorten(path: &Path) -> usize {
    let bytes = if is_plain(path) { fs::read(path).unwrap_or_default() } else { Vec::new() };
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    let kept = &lines[lines.len().saturating_sub(NUM_KEPT)..];
    if kept.len() < lines.len() {
        let _ = fs::write(path, kept.join("\n") + "\n");
    }
    kept.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_keeps_its_last_lines() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("launch.log");
        fs::write(&path, "早先的一行\n".repeat(3_000)).unwrap();
        let log = Log::open(&path);
        (0..1_200).for_each(|at| log.say(&format!("第 {at} 行")));
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.lines().count() <= 2 * NUM_KEPT + 1, "{}", text.lines().count());
        assert!(!text.contains("早先") && text.ends_with("第 1199 行\n"));
    }

    #[test]
    fn a_log_that_cannot_be_written_stops_nothing() {
        let dir = tempfile::tempdir().unwrap();
        Log::open(dir.path()).say("目录");
        Log::open(&dir.path().join("no/such/folder")).say("没有");
    }
}
