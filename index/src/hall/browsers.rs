//! Which browser, and what is it told?

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Under Linux by name, those of UOS and 麒麟 too.
const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "uos-browser-stable",
    "browser",
    "qaxbrowser-safe-stable",
    "kylin-browser",
];

/// Under Windows by place, below the folders of programs.
const PLACES: &[&str] = &[
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
];
const ROOTS: &[&str] = &["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];

const FLAGS: &[&str] = &[
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
];

/// The hall's own choice, a name or a path; otherwise the first that is there.
pub(super) fn find(own: Option<&str>) -> Option<PathBuf> {
    let known =
        || if cfg!(windows) { in_places(&|name| env::var_os(name)) } else { NAMES.iter().find_map(|it| on_path(it)) };
    own.and_then(on_path).or_else(known)
}

/// The browser and all it is told but the page and the profile.
pub(super) fn command(browser: &Path) -> Vec<OsString> {
    let mut command = vec![browser.as_os_str().to_owned()];
    command.extend(FLAGS.iter().map(OsString::from));
    let name = browser.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let own: &[&str] = match name.as_str() {
        "msedge.exe" => &["--inprivate", "--edge-kiosk-type=fullscreen"],
        // No question for a key ring that nobody is there to open.
        _ if cfg!(unix) => &["--password-store=basic"],
        _ => &[],
    };
    command.extend(own.iter().map(OsString::from));
    command
}

/// As a shell finds it: a name with a separator is a path.
fn on_path(name: &str) -> Option<PathBuf> {
    if Path::new(name).components().count() > 1 {
        return is_program(Path::new(name)).then(|| PathBuf::from(name));
    }
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|it| it.join(name)).find(|it| is_program(it))
}

fn in_places(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let roots = ROOTS.iter().filter_map(|it| variable(it)).map(PathBuf::from);
    roots.flat_map(|root| PLACES.iter().map(move |it| root.join(it))).find(|it| it.is_file())
}

fn is_program(path: &Path) -> bool {
    #[cfg(unix)]
    let may_run = |it: &std::fs::Metadata| std::os::unix::fs::PermissionsExt::mode(&it.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let may_run = |_: &std::fs::Metadata| true;
    path.metadata().is_ok_and(|it| it.is_file() && may_run(&it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hall_names_its_browser_by_name_or_path() {
        let dir = tempfile::tempdir().unwrap();
        let browser = dir.path().join("some browser");
        std::fs::write(&browser, "").unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&browser, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        assert_eq!(find(browser.to_str()), Some(browser.clone()));
        assert_eq!(on_path(&dir.path().join("none").to_string_lossy()), None);
        assert_eq!(on_path("no-such-browser"), None);
    }

    #[test]
    fn edge_has_flags_of_its_own() {
        let command = command(Path::new("msedge.exe"));
        assert!(command.iter().any(|it| it == "--inprivate") && command.iter().any(|it| it == "--kiosk"));
        assert!(!super::command(Path::new("chrome.exe")).iter().any(|it| it == "--inprivate"));
    }

    /// The separators are Windows' own.
    #[cfg(windows)]
    #[test]
    fn the_first_of_the_known_places_is_taken() {
        let dir = tempfile::tempdir().unwrap();
        let edge = dir.path().join(PLACES[2]);
        std::fs::create_dir_all(edge.parent().unwrap()).unwrap();
        std::fs::write(&edge, "").unwrap();
        let variable = |name: &str| (name == "ProgramFiles(x86)").then(|| dir.path().as_os_str().to_owned());
        assert_eq!(in_places(&variable), Some(edge));
        assert_eq!(in_places(&|_| None), None);
    }
}
