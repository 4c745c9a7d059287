//! Which stick is taken: the newer, whole, ours; in any other case nothing changes.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::hall::*;

#[test]
fn newer_sticks_are_taken_in_turn_and_stay_when_the_stick_is_gone() {
    let hall = Hall::installed();
    hall.insert("MY STICK", "second", DAY_2, "ours");
    assert_eq!(hall.shown(), "second");
    assert_eq!(fs::read_to_string(hall.content("current")).unwrap(), "B\n");
    hall.remove("MY STICK");
    assert_eq!(hall.shown(), "second");
    hall.insert("NEXT", "third", DAY_3, "ours");
    assert_eq!(hall.shown(), "third");
    assert_eq!(fs::read_to_string(hall.content("current")).unwrap(), "A\n");
    // Of two sticks the newer one wins, whichever comes first.
    hall.insert("ANOTHER", "second", DAY_2, "ours");
    assert_eq!(hall.shown(), "third");
}

/// What is done to a good, newer stick before it is put in; nothing of it may reach the visitors.
#[test]
fn whatever_is_wrong_with_a_stick_changes_nothing() {
    type Damage = fn(&Path);
    let rows: &[(&str, Damage)] = &[
        ("a file is changed", |it| replace(&it.join("kiosk.html"), "second", "evil!!")),
        ("a file is cut short", |it| {
            let bytes = fs::read(it.join("kiosk.html")).unwrap();
            fs::write(it.join("kiosk.html"), &bytes[..bytes.len() / 2]).unwrap();
        }),
        ("a file is empty", |it| fs::write(it.join("guide.html"), "").unwrap()),
        ("a file is missing", |it| fs::remove_file(it.join("guide.html")).unwrap()),
        ("a file is added", |it| fs::write(it.join("extra.html"), "").unwrap()),
        ("a file is added below", |it| fs::write(it.join("linux/extra.sh"), "").unwrap()),
        ("a file is a link", |it| {
            fs::rename(it.join("guide.html"), it.parent().unwrap().join("guide.html")).unwrap();
            symlink("../guide.html", it.join("guide.html")).unwrap();
        }),
        ("a folder is a link", |it| symlink("linux", it.join("more")).unwrap()),
        ("a pipe is added", |it| drop(done(Command::new("mkfifo").arg(it.join("pipe"))))),
        ("the manifest is changed", |it| replace(&it.join("manifest.json"), DAY_2, DAY_3)),
        ("the manifest is cut short", |it| {
            let text = fs::read_to_string(it.join("manifest.json")).unwrap();
            fs::write(it.join("manifest.json"), &text[..text.len() / 2]).unwrap();
        }),
        ("the manifest is missing", |it| fs::remove_file(it.join("manifest.json")).unwrap()),
        ("the signature is missing", |it| fs::remove_file(it.join("manifest.json.minisig")).unwrap()),
        ("the signature is empty", |it| fs::write(it.join("manifest.json.minisig"), "").unwrap()),
        ("the signature is that of another folder", |it| {
            let other = tempfile::tempdir().unwrap();
            make(&other.path().join("a"), "other", DAY_3, "ours");
            fs::copy(other.path().join("a/manifest.json.minisig"), it.join("manifest.json.minisig")).unwrap();
        }),
        ("it is signed with another key, which it brings along", |it| {
            fs::remove_dir_all(it).unwrap();
            make(it, "evil", DAY_2, "theirs");
        }),
        ("it is signed with another key and brings a program that says yes", |it| {
            fs::remove_dir_all(it).unwrap();
            make(it, "evil", DAY_2, "theirs");
            fs::write(it.join("bin").join(platform()).join("policy-index"), "#!/bin/sh\nexit 0\n").unwrap();
        }),
        ("a folder stands where a file was", |it| {
            fs::remove_file(it.join("guide.html")).unwrap();
            fs::create_dir(it.join("guide.html")).unwrap();
        }),
        ("a file has a hole of a terabyte", |it| {
            fs::File::options().write(true).open(it.join("guide.html")).unwrap().set_len(1 << 40).unwrap();
        }),
        ("the manifest is a pipe", |it| {
            fs::remove_file(it.join("manifest.json")).unwrap();
            drop(done(Command::new("mkfifo").arg(it.join("manifest.json"))));
        }),
        ("the signature is a pipe", |it| {
            fs::remove_file(it.join("manifest.json.minisig")).unwrap();
            drop(done(Command::new("mkfifo").arg(it.join("manifest.json.minisig"))));
        }),
        ("the signature is a link", |it| {
            fs::rename(it.join("manifest.json.minisig"), it.parent().unwrap().join("s")).unwrap();
            symlink("../s", it.join("manifest.json.minisig")).unwrap();
        }),
        ("the signature has lines behind it", |it| {
            let text = fs::read_to_string(it.join("manifest.json.minisig")).unwrap();
            fs::write(it.join("manifest.json.minisig"), format!("{text}more\n")).unwrap();
        }),
        ("the manifest ends in a blank line", |it| {
            let text = fs::read_to_string(it.join("manifest.json")).unwrap();
            fs::write(it.join("manifest.json"), format!("{text}\n")).unwrap();
        }),
        ("a file's name differs in case", |it| fs::rename(it.join("guide.html"), it.join("Guide.html")).unwrap()),
        ("it is older", |it| {
            fs::remove_dir_all(it).unwrap();
            make(it, "older", "2024-10-31T08:00:00Z", "ours");
        }),
        ("it is as old", |it| {
            fs::remove_dir_all(it).unwrap();
            make(it, "as old", DAY_1, "ours");
        }),
    ];
    let hall = Hall::installed();
    let before = files(&hall.content("A"));
    assert_eq!(rows.len(), 27);
    for (what, damage) in rows {
        let stick = hall.insert("NEXT", "second", DAY_2, "ours");
        damage(&stick);
        assert_eq!(hall.shown(), "first", "{what}");
        assert_eq!(fs::read_to_string(hall.content("current")).unwrap(), "A\n", "{what}");
        assert_eq!(files(&hall.content("A")), before, "{what}");
        assert!(!hall.content("B").exists(), "{what}: copied all the same");
        hall.remove("NEXT");
        assert_eq!(hall.shown(), "first", "{what}, afterwards");
    }
    hall.insert("NEXT", "second", DAY_2, "ours");
    assert_eq!(hall.shown(), "second", "undamaged, the same stick is taken");
}

/// The whole group of processes is gone at once, at any moment. Forty in a long run. What is done in which order is tested
/// step by step where it is done (`hall/content`).
#[test]
fn a_power_cut_at_any_moment_leaves_the_old_or_the_new_content() {
    use std::os::unix::process::CommandExt;
    let num_cuts = std::env::var("POLICY_CUTS").ok().and_then(|it| it.parse().ok()).unwrap_or(3u32);
    let hall = Hall::installed();
    hall.insert("NEXT", "second", DAY_2, "ours");
    let start = std::time::Instant::now();
    assert_eq!(hall.shown(), "second");
    let whole = start.elapsed();
    let mut num_new = 0;
    for at in 0..num_cuts {
        let hall = Hall::installed();
        hall.insert("NEXT", "second", DAY_2, "ours");
        let mut launcher = hall.launch().process_group(0).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole * at / num_cuts);
        let group = format!("-{}", launcher.id());
        Command::new("kill").args(["-9", "--", &group]).stderr(Stdio::null()).status().unwrap();
        launcher.wait().unwrap();
        fs::rename(hall.path("media/NEXT"), hall.path("pocket")).unwrap();
        let shown = hall.shown();
        assert!(shown == "first" || shown == "second", "cut {at}: {shown}");
        num_new += usize::from(shown == "second");
        fs::rename(hall.path("pocket"), hall.path("media/NEXT")).unwrap();
        assert_eq!(hall.shown(), "second", "cut {at}, then with the stick");
    }
    println!("{num_cuts} cuts: {} old, {num_new} new", num_cuts as usize - num_new);
}

/// No file may grow beyond so many blocks: writing fails in the middle of one.
#[test]
fn a_full_disk_leaves_the_old_content() {
    let hall = Hall::installed();
    hall.insert("NEXT", "second", DAY_2, "ours");
    for signal in ["trap '' XFSZ;", ""] {
        let launch = hall.launch();
        let mut limited = Command::new("sh");
        limited.args(["-c", &format!("{signal} ulimit -f 40; exec \"$@\""), "sh", "sh"]);
        limited.args(launch.get_args()).stdin(Stdio::null());
        limited.envs(launch.get_envs().map(|(name, value)| (name, value.unwrap())));
        done(&mut limited);
        assert_eq!(hall.page(), "first");
        let told = if signal.is_empty() { "强行结束" } else { "磁盘空间" };
        assert!(hall.log().contains(told), "{}", hall.log());
    }
    assert_eq!(hall.shown(), "second", "once there is room");
}

#[test]
fn damaged_content_gives_way_to_the_content_before() {
    let hall = Hall::installed();
    hall.insert("NEXT", "second", DAY_2, "ours");
    assert_eq!(hall.shown(), "second");
    replace(&hall.content("B/kiosk.html"), "second", "sec0nd");
    // The stick that it came from is still there and repairs it.
    assert_eq!(hall.shown(), "second");
    fs::rename(hall.path("media/NEXT"), hall.path("pocket")).unwrap();
    replace(&hall.content("B/kiosk.html"), "second", "sec0nd");
    assert_eq!(hall.shown(), "first");
    fs::remove_dir_all(hall.content("A")).unwrap();
    assert_eq!(hall.shown(), "暂停服务", "nothing is good any more");
    hall.insert("EVIL", "evil", DAY_3, "theirs");
    assert_eq!(hall.shown(), "暂停服务", "no emergency makes a stranger's key ours");
    fs::rename(hall.path("pocket"), hall.path("media/NEXT")).unwrap();
    assert_eq!(hall.shown(), "second", "a stick brings it back");
}

#[test]
fn a_damaged_pointer_leads_to_the_newer_content() {
    let hall = Hall::installed();
    hall.insert("NEXT", "second", DAY_2, "ours");
    assert_eq!(hall.shown(), "second");
    hall.remove("NEXT");
    for text in ["", "\n", "C\n", "A B\n", "../A\n"] {
        fs::write(hall.content("current"), text).unwrap();
        assert_eq!(hall.shown(), "second", "{text:?}");
    }
    fs::remove_file(hall.content("current")).unwrap();
    assert_eq!(hall.shown(), "second", "no pointer at all");
}

#[test]
fn a_log_that_cannot_be_written_stops_nothing() {
    let hall = Hall::installed();
    fs::remove_file(hall.content("launch.log")).unwrap();
    fs::create_dir(hall.content("launch.log")).unwrap();
    // Nobody hears when the sticks were looked at, so first they are, and then the page is shown.
    let update = || done(hall.launch().arg("--update-only"));
    hall.insert("NEXT", "second", DAY_2, "ours");
    update();
    assert_eq!(hall.shown(), "second");
    // Nor the lock, as on a disk that has become read-only: then nothing can be taken, but what is there starts.
    fs::remove_file(hall.content("lock")).unwrap();
    fs::create_dir(hall.content("lock")).unwrap();
    hall.insert("LAST", "third", DAY_3, "ours");
    update();
    assert_eq!(hall.shown(), "second");
}

/// Somebody's slip of the hand on the hall's machine: the notice says at least whom to call.
#[test]
fn a_file_in_place_of_the_content_shows_the_notice() {
    let hall = Hall::installed();
    fs::remove_dir_all(hall.path("home/content")).unwrap();
    fs::write(hall.path("home/content"), "").unwrap();
    // Nothing can be written down, so the staff closes the browser three times.
    fs::write(hall.path("bin/chromium"), BROWSER.replace("log=$RECORD", "exit 0\nlog=$RECORD")).unwrap();
    assert_eq!(hall.shown(), "暂停服务");
}

/// A reader that opens a pipe waits for ever; so does one of a stick that is dying. Neither keeps the visitors waiting.
#[test]
fn sticks_take_a_minute_together_at_most() {
    let hall = Hall::installed();
    for name in ["manifest.json", "manifest.json.minisig"] {
        let folder = hall.path("media").join(name).join("policy-kiosk");
        fs::create_dir_all(&folder).unwrap();
        ["kiosk.html", "manifest.json"].iter().for_each(|it| fs::write(folder.join(it), "").unwrap());
        fs::remove_file(folder.join(name)).ok();
        done(Command::new("mkfifo").arg(folder.join(name)));
    }
    assert_eq!(hall.shown(), "first");
    assert!(hall.log().contains("it is no plain file"), "{}", hall.log());
    hall.remove("manifest.json");
    hall.remove("manifest.json.minisig");
    // The checking program of this machine stands still at any stick.
    let program = hall.path("home/policy-index");
    fs::rename(&program, hall.path("home/checks")).unwrap();
    let slow =
        "#!/bin/sh\ncase \"$*\" in stage*/media/*) exec sleep 600 ;; esac\nexec \"${0%policy-index}checks\" \"$@\"\n";
    fs::write(&program, slow).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    for stick in ["ONE", "TWO", "THREE"] {
        hall.insert(stick, "second", DAY_2, "ours");
    }
    let start = std::time::Instant::now();
    done(hall.launch().env("POLICY_KIOSK_STICK_SECONDS", "2"));
    assert_eq!(hall.page(), "first");
    assert!(hall.log().contains("已超过 2 秒"), "{}", hall.log());
    assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?}", start.elapsed());
}

/// A wrong clock where the folder was made: nothing honest would be newer for years.
#[test]
fn a_folder_from_the_future_is_not_signed_and_can_be_replaced() {
    let hall = Hall::installed();
    let folder = hall.path("media/NEXT/policy-kiosk");
    let output =
        kiosk(&folder, "future").args(["--date", "2099-01-01T00:00:00Z", "--key"]).arg(key("ours")).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("in the future"), "{output:?}");
    done(Command::new(&*POLICY_INDEX).args(["sign", "--force", "--key"]).arg(key("ours")).arg(&folder));
    assert_eq!(hall.shown(), "future");
    hall.remove("NEXT");
    let honest = hall.insert("HONEST", "honest", DAY_3, "ours");
    assert_eq!(hall.shown(), "future");
    assert!(hall.log().contains("2099-01-01") && hall.log().contains(DAY_3), "both dates: {}", hall.log());
    let output = hall.install(&honest, &["--yes"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("--new-content"), "{output:?}");
    assert_eq!(hall.shown(), "future", "what the installation did not do is undone");
    done(&mut hall.install(&honest, &["--yes", "--new-content"]));
    assert_eq!(hall.shown(), "honest");
    hall.remove("HONEST");
    assert_eq!(hall.shown(), "honest");
}
