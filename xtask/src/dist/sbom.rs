//! `cargo xtask sbom`: which packages of others are in what is published, as CycloneDX JSON.
//!
//! By hand from `cargo metadata` and the two lock files: the crates for it (cyclonedx-bom, cargo-cyclonedx) bring more packages
//! than xtask has, and know nothing of npm. The same sources give the same bytes: there is no moment in it, and its serial
//! number follows from what it says.

use crate::tools::hash::sha256;
use crate::tools::{lock, paths, process, tree};
use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::Parser;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const NPM_LOCK: &str = "xtask/package-lock.json";

/// Where a package ends up, and who says so: package, target, features.
const PROGRAMS: &[(&str, &str, &str, &str)] = &[
    ("browser", "policy-lookup", "wasm32-unknown-unknown", "widget,kiosk,api"),
    ("policy-index", "policy-index", "all", "import"),
];

/// Writes which packages of others are in what is published, and which only build it (CycloneDX 1.6, JSON).
#[derive(Parser)]
#[command(bin_name = "cargo xtask sbom")]
struct Options {
    /// The file to write
    #[arg(long, value_name = "FILE", default_value = "target/sbom.cdx.json", value_parser = paths::absolute)]
    out: PathBuf,
}

pub fn main(args: &[String]) -> Result<()> {
    let options = Options::parse_from(args);
    let num = write(&options.out)?;
    println!("{} names {num} packages", options.out.display());
    Ok(())
}

/// Writes the list and returns how many packages it names. Costs about a second, and no network where everything that
/// `Cargo.lock` names was fetched.
///
/// # Errors
/// When cargo or a lock file cannot be read, or the file not written.
pub fn write(path: &Path) -> Result<usize> {
    let bom = read()?;
    let text = serde_json::to_string_pretty(&bom)? + "\n";
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(bom.components.len())
}

fn read() -> Result<Bom> {
    let metadata = ["metadata", "--format-version", "1", "--locked", "--all-features"];
    let metadata = serde_json::from_str(&process::capture(&mut process::cargo(&metadata))?)?;
    let mut parts: Parts = BTreeMap::new();
    for (part, package, target, features) in PROGRAMS {
        for found in tree::packages(package, target, features)? {
            parts.entry(found).or_default().insert(part);
        }
    }
    let npm =
        std::fs::read_to_string(paths::root().join(NPM_LOCK)).with_context(|| format!("cannot read {NPM_LOCK}"))?;
    Ok(bom(&metadata, &lock::packages()?, &parts, &serde_json::from_str(&npm)?))
}

/// Name and version of a package: what it is in.
type Parts = BTreeMap<(String, String), BTreeSet<&'static str>>;

/// What `cargo metadata` prints, as far as it is of use here.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    repository: Option<String>,
    /// `None` for packages of this repository.
    source: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    dependencies: Vec<String>,
}

/// What npm's lock says.
#[derive(Deserialize)]
struct NpmLock {
    packages: BTreeMap<String, NpmPackage>,
}

#[derive(Deserialize)]
struct NpmPackage {
    #[serde(default)]
    version: String,
    /// `sha512-` and the hash in base64.
    integrity: Option<String>,
    license: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Bom {
    bom_format: &'static str,
    spec_version: &'static str,
    serial_number: String,
    version: u32,
    metadata: About,
    components: Vec<Component>,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Serialize)]
struct About {
    component: Component,
}

#[derive(Debug, Default, PartialEq, Serialize)]
struct Component {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "bom-ref")]
    reference: String,
    name: String,
    version: String,
    /// `required` is in what is published, `excluded` only builds or tests it.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hashes: Vec<Hash>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<License>,
    purl: String,
    #[serde(rename = "externalReferences", skip_serializing_if = "Vec::is_empty")]
    references: Vec<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Property>,
}

#[derive(Debug, PartialEq, Serialize)]
struct Hash {
    alg: &'static str,
    content: String,
}

#[derive(Debug, PartialEq, Serialize)]
struct License {
    expression: String,
}

#[derive(Debug, PartialEq, Serialize)]
struct Reference {
    #[serde(rename = "type")]
    kind: &'static str,
    url: String,
}

#[derive(Debug, PartialEq, Serialize)]
struct Property {
    name: &'static str,
    value: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Dependency {
    #[serde(rename = "ref")]
    reference: String,
    depends_on: Vec<String>,
}

fn bom(metadata: &Metadata, locked: &[lock::Locked], parts: &Parts, npm: &NpmLock) -> Bom {
    let mut components: Vec<_> = metadata.packages.iter().map(|it| crate_component(it, locked, parts)).collect();
    components.extend(npm.packages.iter().filter_map(|(folder, it)| npm_component(folder, it)));
    components.sort_by(|a, b| a.reference.cmp(&b.reference));
    components.dedup_by(|a, b| a.reference == b.reference);
    let is_product = |it: &Component| it.name == "policy-lookup";
    let product = components.iter().position(is_product).map(|at| components.remove(at)).unwrap_or_default();
    let product = Component { kind: "application", scope: None, ..product };
    Bom {
        bom_format: "CycloneDX",
        spec_version: "1.6",
        serial_number: serial_number(&components),
        version: 1,
        metadata: About { component: product },
        components,
        dependencies: dependencies(metadata),
    }
}

fn crate_component(package: &Package, locked: &[lock::Locked], parts: &Parts) -> Component {
    let checksum = locked.iter().find(|it| it.name == package.name && it.version == package.version);
    let checksum = checksum.and_then(|it| it.checksum.clone()).filter(|_| package.source.is_some());
    let parts = parts.get(&(package.name.clone(), package.version.clone()));
    Component {
        kind: "library",
        reference: crate_url(package),
        name: package.name.clone(),
        version: package.version.clone(),
        scope: Some(if parts.is_some() { "required" } else { "excluded" }),
        hashes: checksum.into_iter().map(|content| Hash { alg: "SHA-256", content }).collect(),
        licenses: package.license.iter().map(|it| license(it)).collect(),
        purl: crate_url(package),
        references: package.repository.iter().map(|url| Reference { kind: "vcs", url: url.clone() }).collect(),
        properties: parts.into_iter().flatten().map(|value| Property { name: "policy-lookup:in", value }).collect(),
    }
}

fn crate_url(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

/// Old manifests write `MIT/Apache-2.0`.
fn license(text: &str) -> License {
    License { expression: text.replace('/', " OR ") }
}

/// Programs for Node only work on what is published, they are not in it.
fn npm_component(folder: &str, package: &NpmPackage) -> Option<Component> {
    let (_, name) = folder.rsplit_once("node_modules/")?;
    let purl = format!("pkg:npm/{}@{}", name.replace('@', "%40"), package.version);
    let hash = package.integrity.as_deref().and_then(|it| it.strip_prefix("sha512-"));
    let hash = hash.and_then(|it| STANDARD.decode(it).ok());
    Some(Component {
        kind: "application",
        reference: purl.clone(),
        name: name.to_owned(),
        version: package.version.clone(),
        scope: Some("excluded"),
        hashes: hash.iter().map(|it| Hash { alg: "SHA-512", content: hex(it) }).collect(),
        licenses: package.license.iter().map(|it| license(it)).collect(),
        purl,
        ..Component::default()
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn dependencies(metadata: &Metadata) -> Vec<Dependency> {
    let urls: BTreeMap<&str, String> = metadata.packages.iter().map(|it| (it.id.as_str(), crate_url(it))).collect();
    let dependency = |node: &Node| {
        let depends_on: BTreeSet<_> =
            node.dependencies.iter().filter_map(|it| urls.get(it.as_str()).cloned()).collect();
        Some(Dependency {
            reference: urls.get(node.id.as_str())?.clone(),
            depends_on: depends_on.into_iter().collect(),
        })
    };
    let mut all: Vec<_> = metadata.resolve.nodes.iter().filter_map(dependency).collect();
    all.sort_by(|a, b| a.reference.cmp(&b.reference));
    all
}

/// A UUID of version 8, whose bits are ours to choose: those of the hash of all references.
fn serial_number(components: &[Component]) -> String {
    let all: String = components.iter().map(|it| format!("{} {:?}\n", it.reference, it.scope)).collect();
    let hash = sha256(all.as_bytes());
    format!("urn:uuid:{}-{}-8{}-8{}-{}", &hash[..8], &hash[8..12], &hash[13..16], &hash[17..20], &hash[20..32])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Bom {
        let metadata = serde_json::json!({
            "packages": [
                { "id": "l", "name": "policy-lookup", "version": "0.1.0", "license": "MIT" },
                { "id": "f", "name": "fst", "version": "0.4.7", "license": "MIT/Unlicense", "source": "registry",
                  "repository": "https://example.org/fst" },
                { "id": "t", "name": "tester", "version": "1.0.0", "source": "registry" },
            ],
            "resolve": { "nodes": [
                { "id": "l", "dependencies": ["f", "t"] }, { "id": "f", "dependencies": [] },
                { "id": "t", "dependencies": [] },
            ] },
        });
        let npm = serde_json::json!({ "packages": {
            "": { "name": "tools" },
            "node_modules/@a/b": { "version": "2.0.0", "license": "MIT", "integrity": "sha512-AAH/" },
        } });
        let locked = [lock::Locked { name: "fst".into(), version: "0.4.7".into(), checksum: Some("ab".into()) }];
        let parts = BTreeMap::from([(("fst".to_owned(), "0.4.7".to_owned()), BTreeSet::from(["browser"]))]);
        bom(&serde_json::from_value(metadata).unwrap(), &locked, &parts, &serde_json::from_value(npm).unwrap())
    }

    #[test]
    fn packages_come_with_licence_hash_and_where_they_are() {
        let bom = example();
        let names: Vec<_> = bom.components.iter().map(|it| (it.purl.as_str(), it.scope.unwrap())).collect();
        let (fst, tester) = (("pkg:cargo/fst@0.4.7", "required"), ("pkg:cargo/tester@1.0.0", "excluded"));
        assert_eq!(names, [fst, tester, ("pkg:npm/%40a/b@2.0.0", "excluded")]);
        assert_eq!(bom.components[0].hashes, [Hash { alg: "SHA-256", content: "ab".into() }]);
        assert_eq!(bom.components[0].licenses, [License { expression: "MIT OR Unlicense".into() }]);
        assert_eq!(bom.components[0].properties, [Property { name: "policy-lookup:in", value: "browser" }]);
        assert_eq!(bom.components[2].hashes, [Hash { alg: "SHA-512", content: "0001ff".into() }]);
        assert_eq!(bom.metadata.component.name, "policy-lookup");
    }

    #[test]
    fn every_reference_is_of_a_component() {
        let bom = example();
        let product = &bom.metadata.component.reference;
        let known: BTreeSet<_> = bom.components.iter().map(|it| &it.reference).chain([product]).collect();
        assert!(bom.dependencies.iter().all(|it| known.contains(&it.reference)));
        assert!(bom.dependencies.iter().flat_map(|it| &it.depends_on).all(|it| known.contains(it)));
    }

    #[test]
    fn the_same_packages_have_the_same_serial_number() {
        let (once, again) = (example().serial_number, example().serial_number);
        assert_eq!(once, again);
        let parts: Vec<usize> = once.trim_start_matches("urn:uuid:").split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_ne!(serial_number(&[]), once);
    }
}
