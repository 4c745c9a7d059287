//! Which folders on sticks may be content? Sticks are slow, broken or made to
//! harm: nothing is opened here, only looked at.

use std::fs;
use std::path::{Path, PathBuf};

/// Where desktops under Linux show sticks.
const MOUNTS: &str = "/media/*/* /media/* /run/media/*/* /mnt/* /mnt";

/// Folders where sticks may be; `patterns` in place of the usual ones, with a
/// blank between them and `*` for any name.
pub(super) fn mounts(patterns: Option<&str>) -> Vec<PathBuf> {
    // Split first and matched afterwards, so that sticks may have blanks in their names.
    patterns.unwrap_or(MOUNTS).split_whitespace().flat_map(|it| matching(Path::new(it))).collect()
}

/// The folders that look like ours: a stick itself, or a folder on it.
pub(super) fn folders(stick: &Path) -> Vec<PathBuf> {
    let mut folders = vec![stick.to_path_buf()];
    folders.extend(names_in(stick).map(|it| stick.join(it)));
    let is_file = |path: PathBuf| fs::symlink_metadata(path).is_ok_and(|it| it.is_file());
    folders.retain(|it| is_file(it.join("kiosk.html")) && is_file(it.join("manifest.json")));
    folders
}

/// Whether a stick is there that the desktop has not shown yet: it does so some
/// seconds after the session has started.
pub(super) fn is_waiting_for_mount() -> bool {
    let is_stick = |name: String| name.starts_with("usb-");
    let is_mounted = |line: &str| {
        let mut place = line.split_whitespace().skip(1);
        place.next().is_some_and(|it| ["/media", "/run/media", "/mnt"].iter().any(|start| it.starts_with(start)))
    };
    let mounted = fs::read_to_string("/proc/mounts").unwrap_or_default();
    names_in(Path::new("/dev/disk/by-id")).any(is_stick) && !mounted.lines().any(is_mounted)
}

/// In order of names; what cannot be read holds nothing.
fn names_in(dir: &Path) -> impl Iterator<Item = String> {
    let mut names: Vec<_> = fs::read_dir(dir).into_iter().flatten().flatten().map(|it| it.file_name()).collect();
    names.sort();
    names.into_iter().filter_map(|it| it.into_string().ok())
}

fn matching(pattern: &Path) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::new()];
    for part in pattern.components() {
        let is_any = part.as_os_str() == "*";
        let below = |it: &PathBuf| -> Vec<PathBuf> {
            if is_any { names_in(it).map(|name| it.join(name)).collect() } else { vec![it.join(part)] }
        };
        found = found.iter().flat_map(below).collect();
    }
    found.retain(|it| it.is_dir());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_on_sticks_are_found_whatever_the_sticks_are_called() {
        let dir = tempfile::tempdir().unwrap();
        for (name, files) in [
            ("u/MY STICK/policy-kiosk", &["kiosk.html", "manifest.json"][..]),
            ("u/照片/假日", &["kiosk.html"]),
            ("u/直接", &["kiosk.html", "manifest.json"]),
        ] {
            fs::create_dir_all(dir.path().join(name)).unwrap();
            files.iter().for_each(|it| fs::write(dir.path().join(name).join(it), "").unwrap());
        }
        let pattern = format!("{0}/none/* {0}/*/*", dir.path().display());
        let found: Vec<_> = mounts(Some(&pattern)).iter().flat_map(|it| folders(it)).collect();
        assert_eq!(found, ["u/MY STICK/policy-kiosk", "u/直接"].map(|it| dir.path().join(it)));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_no_file_of_ours() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("manifest.json"), "").unwrap();
        std::os::unix::fs::symlink("manifest.json", dir.path().join("kiosk.html")).unwrap();
        assert!(folders(dir.path()).is_empty());
    }
}
