//! What the installer asks, puts where, and refuses; who signed a folder, and where.

use std::fs;
use std::process::{Command, Output};

use crate::hall::*;

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
