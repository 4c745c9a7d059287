//! The npm package: `xtask/npm` with the version filled in, and `dist/` as the site serves it.

use crate::dist::site::Site;
use crate::tools::{paths, process};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Beside what lies in `xtask/npm`.
const DOCUMENTS: [(&str, &str); 3] =
    [("LICENSE", "LICENSE"), ("CHANGELOG.md", "CHANGELOG.md"), ("GUIDE.md", "www/GUIDE.md")];

/// Writes the tarball into `out` and returns its path. npm gives all files one date, so equal files make equal bytes.
///
/// # Errors
/// When `dist/` is not built, or npm fails.
pub fn pack(out: &Path, version: &str) -> Result<PathBuf> {
    let folder = out.join("npm");
    contents(version)?.write(&folder, None)?;
    let mut npm = process::command("npm");
    npm.args(["pack", "--ignore-scripts", "--json", "--pack-destination"]).arg(out).arg(&folder);
    let told: Value = serde_json::from_str(&process::capture(&mut npm)?)?;
    // Newer versions of npm answer with the packages by name, older ones with a list.
    let packed = told.as_array().map_or_else(|| &told["policy-lookup"], |all| &all[0]);
    let name = packed["filename"].as_str().context("npm did not say what it packed")?;
    Ok(out.join(name))
}

/// Everything in the package.
fn contents(version: &str) -> Result<Site> {
    let root = paths::root();
    let mut site = Site::default();
    let dist = Site::read(&paths::dist())?;
    ensure!(dist.get("embed.js").is_some(), "dist/ is not built; run this without --no-build");
    for (name, bytes) in dist.files().filter(|(name, _)| is_wanted(name)) {
        site.insert(&format!("dist/{name}"), bytes.to_vec());
    }
    for (name, bytes) in Site::read(&root.join("xtask/npm"))?.files() {
        site.insert(name, bytes.to_vec());
    }
    for (name, path) in DOCUMENTS {
        site.insert(name, fs::read(root.join(path)).with_context(|| path.to_owned())?);
    }
    let manifest = manifest(&site.text("package.json")?, version, repository().as_deref())?;
    site.insert("package.json", format!("{manifest:#}\n").into_bytes());
    Ok(site)
}

/// The kiosk is for a stick, and the copy of this version is for a site that keeps its old ones: npm keeps them itself.
fn is_wanted(name: &str) -> bool {
    name != "kiosk.html" && !name.starts_with("v/")
}

/// `npm publish` proves where a package was made only if the package says where its source is.
fn manifest(template: &str, version: &str, repository: Option<&str>) -> Result<Value> {
    let mut manifest: Value = serde_json::from_str(template).context("xtask/npm/package.json")?;
    manifest["version"] = json!(version);
    if let Some(url) = repository {
        manifest["repository"] = json!({ "type": "git", "url": format!("git+{url}") });
    }
    Ok(manifest)
}

/// Where this repository was cloned from, if that is public.
fn repository() -> Option<String> {
    let output = process::command("git").args(["remote", "get-url", "origin"]).output().ok()?;
    let url = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    // An address with somebody's name or password in it is nobody else's business.
    (output.status.success() && url.starts_with("https://") && !url.contains('@')).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = include_str!("../../npm/package.json");

    #[test]
    fn every_entry_is_a_file_of_the_package() {
        let manifest = manifest(TEMPLATE, "1.2.3", Some("https://example.org/a.git")).unwrap();
        assert_eq!(manifest["version"], "1.2.3");
        assert_eq!(manifest["repository"]["url"], "git+https://example.org/a.git");
        let own = Site::read(&paths::root().join("xtask/npm")).unwrap();
        let mut named = vec![&manifest["main"], &manifest["types"]];
        named.extend(manifest["bin"].as_object().unwrap().values());
        for entry in manifest["exports"].as_object().unwrap().values() {
            named.extend(entry.as_object().map_or_else(|| vec![entry], |it| it.values().collect()));
        }
        let names = named.iter().map(|it| it.as_str().unwrap().trim_start_matches("./"));
        let lost: Vec<_> = names.filter(|it| !it.starts_with("dist/") && own.get(it).is_none()).collect();
        assert_eq!(lost, Vec::<&str>::new());
    }

    #[test]
    fn kiosk_and_old_versions_stay_behind() {
        let wanted = ["embed.js", "v/0.1.0/embed.js", "kiosk.html", "policies.idx"].map(is_wanted);
        assert_eq!(wanted, [true, false, false, true]);
    }
}
