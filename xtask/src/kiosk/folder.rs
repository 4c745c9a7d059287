//! Which files are in the folder: the page, the scripts, the guide for the staff, the key, the programs that check, and
//! the manifest of all of them.

use super::verifier::Verifier;
use crate::dist::site::Site;
use crate::dist::{kiosk_file, manifest};
use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::PathBuf;

pub const PUBLIC_KEY: &str = "kiosk.pub";
/// The public key, signed with the one before it: halls that have that one take the new one without a phone call.
const KEY_SIGNATURE: &str = "kiosk.pub.minisig";

const LINUX: &[(&str, &str)] = &[
    ("linux/install.sh", include_str!("../../kiosk/linux/install.sh")),
    ("linux/launch.sh", include_str!("../../kiosk/linux/launch.sh")),
    ("linux/policies.json", include_str!("../../kiosk/linux/policies.json")),
];
const WINDOWS: &[(&str, &str)] = &[
    ("windows/install.cmd", include_str!("../../kiosk/windows/install.cmd")),
    ("windows/install.ps1", include_str!("../../kiosk/windows/install.ps1")),
    ("windows/launch.ps1", include_str!("../../kiosk/windows/launch.ps1")),
];
const NOTICE: (&str, &str) = ("notice.html", include_str!("../../kiosk/notice.html"));
const GUIDE: (&str, &str) = ("guide.html", include_str!("../../kiosk/guide.html"));

/// What the folder is made of.
pub struct Folder {
    /// `kiosk.html`, settings of the hall included.
    pub page: String,
    /// When it was made, `2026-11-24T08:00:00Z`.
    pub date: String,
    pub public_key: Option<PathBuf>,
    pub verifiers: Vec<Verifier>,
}

impl Folder {
    /// All files, the manifest among them.
    ///
    /// # Errors
    /// When a file cannot be read, or the page is none that `cargo xtask build` made.
    pub fn site(&self) -> Result<Site> {
        let facts = self.facts()?;
        let mut site = Site::default();
        site.insert(kiosk_file::NAME, self.page.clone().into_bytes());
        site.insert(NOTICE.0, NOTICE.1.into());
        site.insert(GUIDE.0, fill(GUIDE.1, &facts)?.into_bytes());
        // Scripts for a system without a program that checks would only install half.
        if self.has(false) {
            LINUX.iter().for_each(|(name, text)| site.insert(name, (*text).into()));
        }
        if self.has(true) {
            WINDOWS.iter().for_each(|(name, text)| site.insert(name, for_windows(name, text)));
        }
        for verifier in &self.verifiers {
            let bytes = fs::read(&verifier.program).with_context(|| verifier.program.display().to_string())?;
            site.insert(&verifier.path(), bytes);
        }
        if let Some(key) = &self.public_key {
            site.insert(PUBLIC_KEY, fs::read(key).with_context(|| key.display().to_string())?);
            let mut signature = key.clone().into_os_string();
            signature.push(".minisig");
            if let Ok(signature) = fs::read(signature) {
                site.insert(KEY_SIGNATURE, signature);
            }
        }
        let manifest = self.manifest(&site, &facts);
        site.insert(manifest::NAME, format!("{manifest:#}\n").into_bytes());
        Ok(site)
    }

    fn has(&self, is_for_windows: bool) -> bool {
        self.verifiers.iter().any(|verifier| verifier.is_for_windows() == is_for_windows)
    }

    fn manifest(&self, site: &Site, facts: &Map<String, Value>) -> Value {
        json!({
            "version": facts["version"],
            "data_version": facts["data_version"],
            "data_date": facts["data_date"],
            "date": self.date,
            "files": manifest::files(site),
        })
    }

    /// The settings of the page, and what else the guide tells.
    fn facts(&self) -> Result<Map<String, Value>> {
        let mut facts = kiosk_file::settings(&self.page)?;
        for name in ["version", "data_version", "data_date", "idle_seconds", "warning_seconds", "old_after_days"] {
            ensure!(facts.contains_key(name), "the page has no setting {name}");
        }
        let platforms: Vec<_> = self.verifiers.iter().map(|verifier| verifier.platform.as_str()).collect();
        let is_printing = facts.get("printer").is_some_and(|it| it == true);
        let is_counting = facts.get("unanswered").is_some_and(|it| it == true);
        let counted = "除没有查到的问题的问法和次数外，不写任何记录";
        let more = [
            ("date", self.date.clone()),
            ("platforms", platforms.join("、")),
            ("printer_note", if is_printing { "已启用" } else { "本次未启用（制作时加 --printer）" }.to_owned()),
            ("record_note", if is_counting { counted } else { "不写任何记录" }.to_owned()),
            ("counting_note", if is_counting { "已启用" } else { "本次未启用（制作时加 --unanswered）" }.to_owned()),
            ("windows_note", if self.has(true) { "" } else { "本U盘未带 Windows 程序，不能这样安装。" }.to_owned()),
        ];
        facts.extend(more.into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))));
        facts.entry("key_id").or_insert_with(|| Value::from("（未签名）"));
        Ok(facts)
    }
}

/// PowerShell takes a file for UTF-8 only by its mark, and `cmd` wants both characters at the end of a line.
fn for_windows(name: &str, text: &str) -> Vec<u8> {
    let mark = if name.ends_with(".ps1") { "\u{feff}" } else { "" };
    format!("{mark}{}", text.replace('\n', "\r\n")).into_bytes()
}

/// The text with `{{name}}` replaced.
fn fill(text: &str, facts: &Map<String, Value>) -> Result<String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").context("{{ without }}")?;
        let value = facts.get(name).with_context(|| format!("nothing is known as {name}"))?;
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        filled += before;
        filled += &value.replace('&', "&amp;").replace('<', "&lt;");
        rest = after;
    }
    Ok(filled + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<script type="application/json" id="policy-lookup-settings">{ "version": "1.2.3", "data_version": "0123456789ab",
        "data_date": "2026-11-01", "idle_seconds": 60, "warning_seconds": 20, "old_after_days": 180 }</script>"#;

    fn folder(verifiers: &[&str]) -> Site {
        let program = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let verifiers = verifiers.iter().map(|it| format!("{it}={program}").parse().unwrap()).collect();
        let date = "2026-11-24T08:00:00Z".to_owned();
        Folder { page: PAGE.to_owned(), date, public_key: None, verifiers }.site().unwrap()
    }

    #[test]
    fn the_manifest_names_every_other_file() {
        let site = folder(&["linux-x86_64", "windows-x86_64"]);
        let manifest: Value = serde_json::from_str(&site.text("manifest.json").unwrap()).unwrap();
        let named: Vec<_> =
            manifest["files"].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
        assert_eq!(named, site.names().filter(|it| *it != "manifest.json").collect::<Vec<_>>());
        assert_eq!(named.len(), 11);
        assert_eq!(manifest["date"], "2026-11-24T08:00:00Z");
        assert_eq!(manifest["data_date"], "2026-11-01");
    }

    #[test]
    fn scripts_are_for_the_systems_that_can_check() {
        let names: Vec<_> = folder(&["linux-aarch64"]).names().map(str::to_owned).collect();
        assert!(names.iter().any(|it| it == "linux/install.sh"));
        assert!(names.iter().all(|it| !it.starts_with("windows/")), "{names:?}");
    }

    #[test]
    fn windows_reads_its_scripts() {
        let site = folder(&["windows-x86_64"]);
        assert!(site.get("windows/launch.ps1").unwrap().starts_with(b"\xef\xbb\xbf# Starts"));
        let command = site.text("windows/install.cmd").unwrap();
        assert!(command.is_ascii() && command.lines().count() == command.matches("\r\n").count());
    }

    #[test]
    fn the_guide_is_filled_in_and_runs_nothing() {
        let guide = folder(&["linux-x86_64"]).text("guide.html").unwrap();
        assert!(!guide.contains("{{") && !guide.contains("<script"));
        for words in ["程序 1.2.3，数据 0123456789ab", "2026-11-01", "离开 60 秒", "linux-x86_64", "（未签名）"]
        {
            assert!(guide.contains(words), "{words} is not in the guide");
        }
    }

    #[test]
    fn a_value_cannot_become_markup() {
        let facts = Map::from_iter([("a".to_owned(), Value::from("<b>&"))]);
        assert_eq!(fill("1 {{a}} 2", &facts).unwrap(), "1 &lt;b>&amp; 2");
        assert!(fill("{{b}}", &facts).is_err());
    }
}
