//! What the browser is told, and what happens when it ends or is missing.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::hall::*;

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
fn a_browser_that_crashes_or_is_closed_is_started_again() {
    for (what, logged) in [("crash", "139"), ("close", "被关闭")] {
        let hall = Hall::installed();
        fs::write(hall.path("record").join(what), "").unwrap();
        assert_eq!(hall.shown(), "first");
        assert_eq!(fs::read_to_string(hall.path("record/starts")).unwrap().lines().count(), 2, "{what}");
        assert!(hall.log().contains(logged), "{}", hall.log());
    }
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
    let notice = include_str!("../../kiosk/notice.html");
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
