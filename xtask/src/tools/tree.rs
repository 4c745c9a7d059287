//! What ends up in a program: its packages by `cargo tree`, so that an indirect way counts too.

use super::process;
use anyhow::Result;

/// Name and version of all packages that end up in `package`, itself included, not of those that only build it; ascending.
/// `target` is a triple or `all`, `features` as for `cargo build`.
///
/// # Errors
/// When cargo does not know the package.
pub fn packages(package: &str, target: &str, features: &str) -> Result<Vec<(String, String)>> {
    let tree = process::capture(&mut process::cargo(&[
        "tree",
        "--package",
        package,
        "--target",
        target,
        "--features",
        features,
        "--edges",
        "no-build,no-dev,no-proc-macro",
        "--prefix",
        "none",
        "--no-dedupe",
        "--format",
        "{p}",
    ]))?;
    let mut packages: Vec<_> = tree.lines().filter_map(package_of).collect();
    packages.sort_unstable();
    packages.dedup();
    Ok(packages)
}

/// `fst v0.4.7`, with the folder behind it where it is of this repository.
fn package_of(line: &str) -> Option<(String, String)> {
    let mut words = line.split(' ');
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    Some((name.to_owned(), version.to_owned()))
}
