//! `Cargo.lock`: which version of a package is built, and the hash of its source. Read by hand, since cargo writes one key a
//! line: the crate toml would be compiled before every first `cargo xtask`, while nothing else can run.

use super::paths;
use anyhow::{Context, Result};

/// A package that `Cargo.lock` names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Locked {
    pub name: String,
    pub version: String,
    /// SHA-256 of the archive from the registry, in hexadecimal digits; `None` for packages of this repository.
    pub checksum: Option<String>,
}

/// All packages, in the order of the file.
///
/// # Errors
/// When the file cannot be read.
pub fn packages() -> Result<Vec<Locked>> {
    let path = paths::root().join("Cargo.lock");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(parse(&text))
}

/// The version of a package; the first, where there are several.
///
/// # Errors
/// When the file cannot be read or does not name the package.
pub fn version_of(package: &str) -> Result<String> {
    let found = packages()?.into_iter().find(|it| it.name == package);
    found.map(|it| it.version).with_context(|| format!("Cargo.lock does not name {package}"))
}

fn parse(text: &str) -> Vec<Locked> {
    let package = |block: &str| {
        let value = |key: &str| {
            let quoted = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))?;
            Some(quoted.trim_matches('"').to_owned())
        };
        Some(Locked { name: value("name")?, version: value("version")?, checksum: value("checksum") })
    };
    text.split("[[package]]\n").skip(1).filter_map(package).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_read_with_their_hashes() {
        let lock = "version = 4\n\n[[package]]\nname = \"fst\"\nversion = \"0.4.7\"\nsource = \"registry\"\n\
            checksum = \"7ab8\"\n\n[[package]]\nname = \"xtask\"\nversion = \"0.1.0\"\ndependencies = [\n \"fst\",\n]\n";
        let fst = Locked { name: "fst".into(), version: "0.4.7".into(), checksum: Some("7ab8".into()) };
        let xtask = Locked { name: "xtask".into(), version: "0.1.0".into(), checksum: None };
        assert_eq!(parse(lock), [fst, xtask]);
    }

    #[test]
    fn the_lock_of_this_repository_names_its_packages() {
        assert_eq!(version_of("xtask").unwrap(), env!("CARGO_PKG_VERSION"));
        assert!(
            packages().unwrap().iter().filter(|it| it.checksum.as_ref().is_some_and(|it| it.len() == 64)).count() > 100
        );
    }
}
