use super::*;
use crate::signing::signature::{new_keys, sign};
use sha2::{Digest, Sha256};

/// An installation and a stick, with keys beside them.
struct Machine {
    dir: tempfile::TempDir,
}

impl Machine {
    /// With the content of the first day.
    fn new() -> Self {
        let machine = Self { dir: tempfile::tempdir().unwrap() };
        let key = machine.dir.path().join("key");
        let public = new_keys(&key).unwrap();
        fs::create_dir_all(machine.content().dir()).unwrap();
        fs::copy(public, machine.content().key()).unwrap();
        let first = machine.folder("first", "2024-11-01T08:00:00Z");
        machine.content().stage(&first, None, &mut |_| Ok(())).unwrap();
        machine.content().point_to(Slot::A).unwrap();
        machine
    }

    fn content(&self) -> Content {
        Content::new(&self.dir.path().join("home"))
    }

    fn folder(&self, which: &str, date: &str) -> PathBuf {
        let folder = self.dir.path().join(which);
        fs::create_dir_all(folder.join("sub")).unwrap();
        let files = [("kiosk.html", which), ("sub/a.txt", "甲"), ("sub/b.txt", "乙")];
        let entry = |(path, text): (&str, &str)| {
            fs::write(folder.join(path), text).unwrap();
            let sum: String = Sha256::digest(text).iter().map(|it| format!("{it:02x}")).collect();
            serde_json::json!({ "path": path, "sha256": sum, "bytes": text.len() })
        };
        let manifest = serde_json::json!({ "version": "1", "date": date, "files": files.map(entry) });
        fs::write(folder.join("manifest.json"), manifest.to_string()).unwrap();
        sign(&folder, &self.dir.path().join("key"), None).unwrap();
        folder
    }

    fn shown(&self) -> String {
        let content = self.content();
        content.choose(|_| ()).map_or_else(String::new, |it| fs::read_to_string(content.page(Some(it))).unwrap())
    }

    /// Takes a folder; the power goes after so many steps.
    fn take(&self, folder: &Path, num_steps: usize) -> (Vec<Step>, bool) {
        let content = self.content();
        let in_use = content.choose(|_| ());
        let mut steps = Vec::new();
        let mut at = |step| {
            steps.push(step);
            if steps.len() == num_steps { Err(io::Error::other("no power")) } else { Ok(()) }
        };
        let is_staged = content.stage(folder, in_use, &mut at).is_ok();
        if is_staged {
            content.point_to(content.spare(in_use)).unwrap();
        }
        (steps, is_staged)
    }
}

/// Before `current` is renamed the old content is whole, after it the new one: wherever the power goes.
#[test]
fn a_cut_after_any_step_leaves_the_old_content() {
    let whole = {
        let machine = Machine::new();
        machine.take(&machine.folder("second", "2024-11-02T08:00:00Z"), usize::MAX).0
    };
    let files = [Step::Copied; 5];
    assert_eq!(whole, [&[Step::Checked], &files[..], &[Step::Synced, Step::CheckedAgain]].concat());
    for num_steps in 1..=whole.len() {
        let machine = Machine::new();
        let second = machine.folder("second", "2024-11-02T08:00:00Z");
        assert!(!machine.take(&second, num_steps).1);
        assert_eq!(machine.shown(), "first", "after {num_steps} steps");
        assert!(machine.take(&second, usize::MAX).1, "after {num_steps} steps, once more");
        assert_eq!(machine.shown(), "second");
    }
}

/// The last step is a rename; what it left half done has another name.
#[test]
fn what_a_rename_left_behind_changes_nothing() {
    let machine = Machine::new();
    fs::write(machine.content().dir().join(".policies-x.part"), "B\n").unwrap();
    assert_eq!(machine.shown(), "first");
    for current in ["", "C", "B\nB", "AB"] {
        fs::write(machine.content().dir().join("current"), current).unwrap();
        assert_eq!(machine.shown(), "first", "{current:?}");
    }
}

/// Worn out, or made for it.
#[test]
fn a_stick_that_reads_otherwise_the_second_time_is_refused() {
    let machine = Machine::new();
    let (content, second) = (machine.content(), machine.folder("second", "2024-11-02T08:00:00Z"));
    let mut rot = |step| if step == Step::Checked { fs::write(second.join("sub/a.txt"), "丁") } else { Ok(()) };
    let refused = content.stage(&second, Some(Slot::A), &mut rot);
    assert!(matches!(refused, Err(Refusal::Arrived(_))), "{:?}", refused.err());
    assert_eq!(machine.shown(), "first");
}

#[test]
fn damage_leads_to_the_other_folder_and_then_to_the_notice() {
    let machine = Machine::new();
    machine.take(&machine.folder("second", "2024-11-02T08:00:00Z"), usize::MAX);
    assert_eq!(machine.shown(), "second");
    fs::write(machine.content().slot(Slot::B).join("kiosk.html"), "secand").unwrap();
    assert_eq!(machine.shown(), "first");
    fs::remove_dir_all(machine.content().slot(Slot::A)).unwrap();
    assert_eq!(machine.shown(), "");
    assert!(machine.content().page(None).ends_with("notice.html"));
}

#[test]
fn of_two_folders_without_a_letter_the_newer_is_in_use() {
    let machine = Machine::new();
    machine.take(&machine.folder("second", "2024-11-02T08:00:00Z"), usize::MAX);
    fs::remove_file(machine.content().dir().join("current")).unwrap();
    assert_eq!(machine.shown(), "second");
    machine.content().point_to(Slot::A).unwrap();
    assert_eq!(machine.shown(), "first", "a letter that is there counts");
}

/// Pipes and links are met before anything is opened, also in place of what the machine itself wrote.
#[cfg(unix)]
#[test]
fn pipes_and_links_keep_nobody_waiting() {
    let machine = Machine::new();
    let pipe = |path: &Path| assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    let second = machine.folder("second", "2024-11-02T08:00:00Z");
    pipe(&second.join("sub/pipe"));
    assert!(matches!(machine.content().stage(&second, Some(Slot::A), &mut |_| Ok(())), Err(Refusal::Wrong(_))));
    fs::remove_file(second.join("sub/pipe")).unwrap();
    // A link where the copy goes leads nothing astray.
    let elsewhere = machine.dir.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, machine.content().slot(Slot::B)).unwrap();
    assert!(machine.take(&second, usize::MAX).1);
    assert_eq!((machine.shown().as_str(), fs::read_dir(&elsewhere).unwrap().count()), ("second", 0));
    let current = machine.content().dir().join("current");
    fs::remove_file(&current).unwrap();
    pipe(&current);
    assert_eq!(machine.shown(), "second");
}
