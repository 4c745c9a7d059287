//! `cargo xtask kiosk`: the folder for the USB stick of a service hall. What the scripts in it do is in `xtask/kiosk/`.
//!
//! - [`folder`] · Which files are in it, and what does the manifest say?
//! - [`verifier`] · Which program checks it on the hall's machine?

mod folder;
mod verifier;

use crate::dist::site::Site;
use crate::dist::{self, kiosk_file};
use crate::tools::{date, hash, paths, process, setup};
use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use folder::Folder;
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use verifier::Verifier;

/// Writes the folder for the USB stick, and signs it.
#[derive(Parser)]
#[command(bin_name = "cargo xtask kiosk")]
struct Options {
    /// The folder to write: a new one, or one that this command made before
    #[arg(long, value_name = "DIR", value_parser = paths::absolute)]
    out: PathBuf,
    /// Secret key to sign with, from `policy-index keygen`; without one the folder is to look at, or, with --public-key,
    /// to be signed on another machine
    #[arg(long, value_name = "FILE", value_parser = paths::absolute)]
    key: Option<PathBuf>,
    /// The public key that goes with it [default: the name of the secret key with .pub added]
    #[arg(long, value_name = "FILE", value_parser = paths::absolute)]
    public_key: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
    /// When it was made; halls take a folder only if it was made later than theirs [default: now]
    #[arg(long, value_name = "2026-11-24T08:00:00Z")]
    date: Option<String>,
    /// Builds the program that checks signatures for such a machine; may be repeated [default: for this one]
    #[arg(long, value_name = "TRIPLE")]
    target: Vec<String>,
    /// Takes a program built elsewhere, for example linux-aarch64=policy-index; may be repeated
    #[arg(long, value_name = "PLATFORM=FILE")]
    verifier: Vec<Verifier>,
    /// Takes dist/ as it is
    #[arg(long)]
    no_build: bool,
    /// Takes this kiosk.html instead of the one in dist/
    #[arg(long, value_name = "FILE", value_parser = paths::absolute)]
    page: Option<PathBuf>,
}

/// What a hall sets; without an option the page keeps what `www/kiosk/kiosk.html` says.
#[derive(clap::Args)]
struct Settings {
    /// Address of the public page, where QR codes lead; without one there are none
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Seconds without a touch until the visitor is asked
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(5..=3600))]
    idle_seconds: Option<u32>,
    /// Seconds the visitor has to answer
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(20..=600))]
    warning_seconds: Option<u32>,
    /// Days after which the page says that its data is old
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3650))]
    old_after_days: Option<u32>,
    /// The day when the data was last found to be what is in force [default: when it was last changed]
    #[arg(long, value_name = "2026-11-24", value_parser = day)]
    data_date: Option<String>,
    /// A printer is attached. Its paper, A4 or a roll of 80 mm, is what the system has set for it: only so does the page
    /// know how wide it is
    #[arg(long)]
    printer: bool,
    /// Questions without an answer are counted, their words and how often, in content/unanswered.jsonl of the
    /// installation; the screen says so to visitors
    #[arg(long)]
    unanswered: bool,
}

impl Settings {
    /// As `kiosk.js` reads them.
    fn changes(&self) -> Map<String, Value> {
        let number = |value: Option<u32>| value.map(Value::from);
        let text = |value: &Option<String>| value.clone().map(Value::from);
        let all = [
            ("page_url", text(&self.base_url)),
            ("data_date", text(&self.data_date)),
            ("idle_seconds", number(self.idle_seconds)),
            ("warning_seconds", number(self.warning_seconds)),
            ("old_after_days", number(self.old_after_days)),
            ("printer", self.printer.then(|| Value::from(true))),
            ("unanswered", self.unanswered.then(|| Value::from(true))),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }
}

pub fn main(args: &[String]) -> Result<()> {
    let options = Options::parse_from(args);
    check_out(&options.out)?;
    let public_key = public_key(&options)?;
    let page = page(&options)?;
    let verifiers = verifier::all(&options.target, &options.verifier)?;
    let signer = verifier::signer(&verifiers)?;
    let folder = Folder {
        page: change(&page, &options.settings, public_key.as_deref(), &signer)?,
        date: options.date.clone().unwrap_or_else(|| date::moment(SystemTime::now())),
        public_key,
        verifiers,
    };
    folder.site()?.write(&options.out, None)?;
    match (&options.key, &options.public_key) {
        (Some(key), _) => sign(&options.out, key, &signer)?,
        (None, Some(_)) => println!("not signed yet: policy-index sign {} --key FILE", options.out.display()),
        (None, None) => println!("no key, so no hall takes it: make one by `policy-index keygen`, then add --key FILE"),
    }
    if let Some(key) = &folder.public_key {
        let sum = hash::sha256(&fs::read(key)?);
        println!("sha256 of kiosk.pub, to be told to the halls by another way than the stick: {sum}");
    }
    print_tree(&options.out)
}

/// Everything in the folder is replaced, so it must not be somebody else's.
fn check_out(out: &Path) -> Result<()> {
    let has = |name: &str| out.join(name).is_file();
    // A published site has a manifest and a kiosk page too, and older releases that nobody else has.
    let is_ours = has("manifest.json") && has(kiosk_file::NAME) && has("guide.html") && !has("index.html");
    let is_empty = fs::read_dir(out).map_or(true, |mut entries| entries.next().is_none());
    ensure!(!out.exists() || out.is_dir(), "{} is not a folder", out.display());
    if !is_empty && !is_ours {
        bail!("{} holds other files; name a new folder, for example {0}/policy-kiosk", out.display());
    }
    Ok(())
}

/// `None` when nothing is said about keys: then the folder is one to look at, not one to deliver.
fn public_key(options: &Options) -> Result<Option<PathBuf>> {
    let beside = |key: &PathBuf| {
        let mut name = key.clone().into_os_string();
        name.push(".pub");
        PathBuf::from(name)
    };
    let key = options.public_key.clone().or_else(|| options.key.as_ref().map(beside));
    if let Some(key) = key.as_ref().filter(|key| !key.is_file()) {
        bail!("there is no public key {}; name it by --public-key", key.display());
    }
    Ok(key)
}

fn page(options: &Options) -> Result<String> {
    if options.page.is_none() && !options.no_build {
        setup::for_building()?;
        dist::build()?;
    }
    let path = options.page.clone().unwrap_or_else(|| paths::dist().join(kiosk_file::NAME));
    fs::read_to_string(&path).with_context(|| format!("{}; run this without --no-build", path.display()))
}

/// The page as the hall gets it.
fn change(page: &str, settings: &Settings, public_key: Option<&Path>, signer: &Path) -> Result<String> {
    let mut changes = settings.changes();
    if let Some(key) = public_key {
        let id = process::capture(process::command(&signer.to_string_lossy()).args(["key-id", "--key"]).arg(key))?;
        changes.insert("key_id".to_owned(), Value::from(id.trim()));
    }
    kiosk_file::with_settings(page, &changes)
}

fn sign(out: &Path, key: &Path, signer: &Path) -> Result<()> {
    process::run(process::command(&signer.to_string_lossy()).arg("sign").arg(out).arg("--key").arg(key))?;
    // With the key that the hall will have: a pair that does not belong together is found here and not there.
    let public_key = out.join(folder::PUBLIC_KEY);
    process::run(process::command(&signer.to_string_lossy()).arg("verify").arg(out).arg("--key").arg(public_key))
}

fn print_tree(out: &Path) -> Result<()> {
    let site = Site::read(out)?;
    for (name, bytes) in site.files() {
        println!("{:>12}  {name}", bytes.len());
    }
    let all: usize = site.files().map(|(_, bytes)| bytes.len()).sum();
    println!("{all:>12}  bytes in {}: copy it to the stick as a folder `policy-kiosk`", out.display());
    Ok(())
}

fn base_url(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    if host.is_empty() || host.starts_with('/') || text.contains(|it: char| it == '#' || it.is_whitespace()) {
        return Err("give the address of the page as https://…, without #".to_owned());
    }
    Ok(text.to_owned())
}

fn day(text: &str) -> Result<String, String> {
    let fits = |(byte, shape): (u8, u8)| if shape == b'0' { byte.is_ascii_digit() } else { byte == shape };
    let is_day = text.len() == 10 && text.bytes().zip("0000-00-00".bytes()).all(fits);
    if is_day { Ok(text.to_owned()) } else { Err("give a day as 2026-11-24".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_named_as_the_page_reads_them() {
        let args =
            "kiosk --out a --base-url https://x.gov.cn/p/ --idle-seconds 90 --old-after-days 30 --printer --unanswered";
        let options = Options::try_parse_from(args.split(' ')).unwrap();
        let expected = r#"{"idle_seconds":90,"old_after_days":30,"page_url":"https://x.gov.cn/p/","printer":true,"unanswered":true}"#;
        let mut changes: Vec<_> = options.settings.changes().into_iter().collect();
        changes.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(Value::Object(changes.into_iter().collect()), serde_json::from_str::<Value>(expected).unwrap());
    }

    #[test]
    fn what_a_hall_cannot_use_is_refused() {
        for args in [
            "--base-url ftp://x",
            "--base-url https://",
            "--base-url https://x/#q",
            "--warning-seconds 5",
            "--old-after-days 0",
            "--data-date 24.11.2026",
            "--verifier linux=a",
        ] {
            let all = format!("kiosk --out a {args}");
            assert!(Options::try_parse_from(all.split(' ')).is_err(), "{args}");
        }
    }
}
