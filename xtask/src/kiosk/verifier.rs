//! The program that checks signatures on the hall's machine: `policy-index`, for each kind of machine that a hall may have.

use crate::tools::platforms::{IN_HALLS, program_path};
use crate::tools::{native, paths};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::str::FromStr;

#[derive(Clone, Debug, PartialEq)]
pub struct Verifier {
    pub platform: String,
    pub program: PathBuf,
}

impl Verifier {
    pub fn is_for_windows(&self) -> bool {
        self.platform.starts_with("windows")
    }

    /// Where it is in the folder.
    pub fn path(&self) -> String {
        program_path(&self.platform)
    }
}

impl FromStr for Verifier {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || format!("give PLATFORM=FILE; platforms are {}", IN_HALLS.join(", "));
        let (platform, program) = text.split_once('=').ok_or_else(known)?;
        if !IN_HALLS.contains(&platform) || program.is_empty() {
            return Err(known());
        }
        Ok(Self { platform: platform.to_owned(), program: paths::absolute(program)? })
    }
}

/// Those that were built elsewhere, and those built now; for this machine when nothing is asked for.
pub fn all(targets: &[String], given: &[Verifier]) -> Result<Vec<Verifier>> {
    let mut targets = targets.to_vec();
    if targets.is_empty() && given.is_empty() {
        targets.push(native::host()?);
    }
    let mut all = given.to_vec();
    for target in &targets {
        all.push(Verifier { platform: platform(target)?, program: native::program_for(target)? });
    }
    Ok(all)
}

/// One that runs here.
pub fn signer(verifiers: &[Verifier]) -> Result<PathBuf> {
    let here = platform(&native::host()?).unwrap_or_default();
    match verifiers.iter().find(|verifier| verifier.platform == here) {
        Some(verifier) => Ok(verifier.program.clone()),
        None => native::program(),
    }
}

fn platform(target: &str) -> Result<String> {
    let processor = target.split('-').next().unwrap_or_default();
    let system = if target.contains("windows") { "windows" } else { "linux" };
    let platform = format!("{system}-{processor}");
    let known = IN_HALLS.contains(&platform.as_str()) && (system == "windows" || target.contains("linux"));
    known.then_some(platform).with_context(|| format!("no hall has a {target}; known are {}", IN_HALLS.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_belong_to_platforms() {
        assert_eq!(platform("x86_64-unknown-linux-gnu").unwrap(), "linux-x86_64");
        assert_eq!(platform("loongarch64-unknown-linux-musl").unwrap(), "linux-loongarch64");
        assert_eq!(platform("x86_64-pc-windows-gnu").unwrap(), "windows-x86_64");
        assert!(platform("x86_64-apple-darwin").is_err());
        assert!(platform("wasm32-unknown-unknown").is_err());
    }

    #[test]
    fn a_program_has_its_place_by_platform() {
        let verifier: Verifier = "windows-x86_64=/a/policy-index.exe".parse().unwrap();
        assert_eq!(verifier.path(), "bin/windows-x86_64/policy-index.exe");
        for wrong in ["linux-x86_64", "amiga=a", "linux-x86_64="] {
            assert!(wrong.parse::<Verifier>().is_err(), "{wrong}");
        }
    }
}
