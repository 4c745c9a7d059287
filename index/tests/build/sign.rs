//! `policy-index keygen`, `sign` and `verify`, as people and launch scripts run them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder to sign, and a pair of keys beside it.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir_all(desk.folder().join("sub")).unwrap();
        fs::write(desk.folder().join("a.txt"), "步道").unwrap();
        fs::write(desk.folder().join("sub/b.txt"), "公园").unwrap();
        desk.write_manifest(&manifest(&[("a.txt", "步道"), ("sub/b.txt", "公园")]));
        done(desk.run("keygen", &["--key", desk.key("").to_str().unwrap()]));
        desk
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("usb")
    }

    fn key(&self, suffix: &str) -> PathBuf {
        self.dir.path().join(format!("kiosk.key{suffix}"))
    }

    fn write_manifest(&self, text: &str) {
        fs::write(self.folder().join("manifest.json"), text).unwrap();
    }

    fn run(&self, command: &str, args: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_policy-index"));
        program.env_remove("MINISIGN_PASSWORD").env("NO_COLOR", "1").env("COLUMNS", "500");
        program.arg(command).args(args).current_dir(self.dir.path()).output().unwrap()
    }

    fn sign(&self) -> Output {
        self.run("sign", &["usb", "--key", "kiosk.key"])
    }

    fn verify(&self) -> Output {
        self.run("verify", &["usb", "--key", "kiosk.key.pub"])
    }
}

fn manifest(files: &[(&str, &str)]) -> String {
    let entry = |(path, text): &(&str, &str)| serde_json::json!({ "path": path, "sha256": sha256_of(text) });
    let entries: Vec<_> = files.iter().map(entry).collect();
    serde_json::json!({ "version": "1.2.3", "date": "2024-11-24T08:00:00Z", "files": entries }).to_string()
}

fn sha256_of(text: &str) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn done(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(output: &Output, words: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains(words), "no {words:?} in: {said}");
}

#[test]
fn signed_folder_is_verified_and_a_changed_one_is_not() {
    let desk = Desk::new();
    let a = desk.folder().join("a.txt");
    assert!(done(desk.sign()).contains("2 files"));
    let said = done(desk.verify());
    assert!(said.contains("version 1.2.3, made 2024-11-24T08:00:00Z"), "{said}");
    let id = done(desk.run("key-id", &["--key", "kiosk.key.pub"]));
    assert!(id.trim().len() == 16 && said.contains(id.trim()), "{said}");
    for text in ["铁道", "步", "步道 ", ""] {
        fs::write(&a, text).unwrap();
        refused(&desk.verify(), "a.txt");
        refused(&desk.sign(), "a.txt");
    }
    fs::remove_file(&a).unwrap();
    refused(&desk.verify(), "a.txt");
    fs::write(&a, "步道").unwrap();
    done(desk.verify());
    let text = fs::read_to_string(desk.folder().join("manifest.json")).unwrap();
    desk.write_manifest(&(text + " "));
    refused(&desk.verify(), "manifest.json");
}

#[test]
fn a_key_is_never_overwritten_and_the_secret_one_is_nobody_elses() {
    let desk = Desk::new();
    let before = fs::read(desk.key("")).unwrap();
    refused(&desk.run("keygen", &["--key", "kiosk.key"]), "never overwritten");
    assert_eq!(fs::read(desk.key("")).unwrap(), before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(desk.key("")).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn only_the_key_that_signed_verifies() {
    let desk = Desk::new();
    done(desk.sign());
    done(desk.run("keygen", &["--key", "other.key"]));
    refused(&desk.run("verify", &["usb", "--key", "other.key.pub"]), "manifest.json");
    refused(&desk.run("verify", &["usb", "--key", "usb/a.txt"]), "a.txt");
    refused(&desk.run("verify", &["usb", "--key", "nothing.pub"]), "nothing.pub");
    refused(&desk.run("sign", &["usb", "--key", "kiosk.key.pub"]), "kiosk.key.pub");
}

#[test]
fn a_signature_that_is_none_is_refused() {
    let desk = Desk::new();
    refused(&desk.verify(), "manifest.json.minisig");
    done(desk.sign());
    let path = desk.folder().join("manifest.json.minisig");
    let good = fs::read(&path).unwrap();
    for end in 0..good.len() - 1 {
        fs::write(&path, &good[..end]).unwrap();
        assert!(!desk.verify().status.success(), "cut at {end}");
    }
    fs::write(&path, "x".repeat(1 << 20)).unwrap();
    refused(&desk.verify(), "manifest.json.minisig");
}

/// A stick may hold anything under this name: it is refused, and nothing stops with a panic on the way. What stands
/// behind the comment that nobody signs is as it was, or it is refused.
#[test]
fn mutated_signatures_are_refused() {
    let desk = Desk::new();
    done(desk.sign());
    let path = desk.folder().join("manifest.json.minisig");
    let good = fs::read_to_string(&path).unwrap();
    let signed = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let start = good.find('\n').unwrap();
    let mut seed = 1u64;
    let mut below = |num: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % num
    };
    let mut num_accepted = 0;
    // A longer run sets the variable.
    let num_rounds = std::env::var("POLICY_SIGNATURES").ok().and_then(|it| it.parse().ok()).unwrap_or(300);
    for round in 0..num_rounds {
        let mut bytes = good.clone().into_bytes();
        let at = start + below(bytes.len() - start);
        match round % 4 {
            0 => bytes.truncate(at),
            1 => bytes[at] = b" =A/\n0"[below(6)],
            2 => bytes.splice(at..at, b"AA==\n"[..1 + below(5)].iter().copied()).for_each(drop),
            _ => drop(bytes.drain(at..(at + 1 + below(90)).min(good.len()))),
        }
        fs::write(&path, &bytes).unwrap();
        if policy_index::signing::signature::verify(&desk.folder(), &desk.key(".pub")).is_ok() {
            assert_eq!(signed(&String::from_utf8(bytes).unwrap()), signed(&good), "round {round}");
            num_accepted += 1;
        }
    }
    assert!(num_accepted * 10 < num_rounds, "{num_accepted} of {num_rounds} changed nothing");
}

#[test]
fn a_folder_made_in_the_future_is_signed_only_by_force() {
    let desk = Desk::new();
    let text = fs::read_to_string(desk.folder().join("manifest.json")).unwrap();
    desk.write_manifest(&text.replace("2024-11-24T08:00:00Z", "2199-01-01T00:00:00Z"));
    refused(&desk.sign(), "in the future");
    done(desk.run("sign", &["usb", "--key", "kiosk.key", "--force"]));
    done(desk.verify());
}

/// Signed or not: what the manifest names is what is there, no file more, nothing but files.
#[test]
fn a_folder_holds_what_its_manifest_names_and_nothing_else() {
    type Change = fn(&Path);
    let rows: &[(&str, Change)] = &[
        ("extra.html", |it| fs::write(it.join("extra.html"), "").unwrap()),
        ("extra.txt", |it| fs::write(it.join("sub/extra.txt"), "").unwrap()),
        (".hidden", |it| fs::write(it.join(".hidden"), "").unwrap()),
        #[cfg(unix)]
        ("link.txt", |it| std::os::unix::fs::symlink("a.txt", it.join("link.txt")).unwrap()),
        #[cfg(unix)]
        ("more", |it| std::os::unix::fs::symlink("sub", it.join("more")).unwrap()),
        #[cfg(unix)]
        ("a.txt", |it| {
            fs::rename(it.join("a.txt"), it.parent().unwrap().join("a.txt")).unwrap();
            std::os::unix::fs::symlink("../a.txt", it.join("a.txt")).unwrap();
        }),
    ];
    for (name, change) in rows {
        let desk = Desk::new();
        done(desk.sign());
        change(&desk.folder());
        refused(&desk.verify(), name);
        refused(&desk.sign(), name);
    }
    let desk = Desk::new();
    done(desk.sign());
    fs::create_dir(desk.folder().join("empty")).unwrap();
    done(desk.verify());
}

#[test]
fn a_manifest_names_files_below_the_folder_each_once() {
    let desk = Desk::new();
    fs::write(desk.dir.path().join("outside.txt"), "外").unwrap();
    let outside = desk.dir.path().join("outside.txt");
    let (a, b) = (("a.txt", "步道"), ("sub/b.txt", "公园"));
    let rows: [(&[(&str, &str)], &str); 8] = [
        (&[a, b, ("../outside.txt", "外")], "../outside.txt"),
        (&[a, b, (outside.to_str().unwrap(), "外")], "outside.txt"),
        (&[a, b, ("sub/../a.txt", "步道")], "sub/../a.txt"),
        (&[a, ("sub\\b.txt", "公园")], "sub"),
        (&[a, b, a], "named twice"),
        (&[a, b, ("A.TXT", "步道")], "named twice"),
        (&[a, b, ("manifest.json", "")], "manifest.json"),
        (&[a, b, ("", "")], "no path"),
    ];
    for (files, words) in rows {
        desk.write_manifest(&manifest(files));
        refused(&desk.sign(), words);
    }
}

#[test]
fn a_manifest_that_is_none_is_refused() {
    let desk = Desk::new();
    let twice = r#"{"files":[],"files":[]}"#;
    for (text, words) in [
        ("", "EOF"),
        ("[]", "manifest.json"),
        ("{}", "files"),
        (twice, "duplicate"),
        (r#"{"date":"24.11.2026","files":[]}"#, "24.11.2026"),
        (&" ".repeat(5 << 20), "bytes"),
    ] {
        desk.write_manifest(text);
        refused(&desk.sign(), words);
    }
}

#[test]
fn of_two_folders_the_one_made_later_is_newer() {
    let desk = Desk::new();
    let text = fs::read_to_string(desk.folder().join("manifest.json")).unwrap();
    let other = desk.dir.path().join("other");
    fs::create_dir_all(other.join("sub")).unwrap();
    for name in ["a.txt", "sub/b.txt"] {
        fs::copy(desk.folder().join(name), other.join(name)).unwrap();
    }
    let verify = || desk.run("verify", &["other", "--key", "kiosk.key.pub", "--newer-than", "usb"]);
    done(desk.sign());
    for (date, is_newer) in [
        ("2024-11-24T08:00:01Z", true),
        ("2025-01-01T00:00:00Z", true),
        ("2024-11-24T08:00:00Z", false),
        ("2024-11-23T23:59:59Z", false),
        ("", false),
    ] {
        fs::write(other.join("manifest.json"), text.replace("2024-11-24T08:00:00Z", date)).unwrap();
        done(desk.run("sign", &["other", "--key", "kiosk.key"]));
        if is_newer { drop(done(verify())) } else { refused(&verify(), "is not newer") }
    }
    fs::write(other.join("manifest.json"), text.replace("08:00:00Z", "09:00:00Z")).unwrap();
    done(desk.run("sign", &["other", "--key", "kiosk.key"]));
    done(verify());
    // Compared only with a folder that is itself right.
    fs::write(desk.folder().join("a.txt"), "铁道").unwrap();
    refused(&verify(), "a.txt");
}
