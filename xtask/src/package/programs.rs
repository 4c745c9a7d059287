//! `policy-index` for the machines of editors: with the readers of web pages, Word files and PDFs, and with all that it
//! needs inside.

use crate::tools::platforms::{BUILT, Platform, program_path};
use crate::tools::{native, process};
use anyhow::Result;
use std::path::PathBuf;

pub struct Program {
    platform: &'static str,
    pub file: PathBuf,
}

impl Program {
    /// Where it is in the archive.
    pub fn path(&self) -> String {
        program_path(self.platform)
    }
}

/// Those that can be built here, and of each other one what is missing.
///
/// # Errors
/// When one does not compile although everything is there.
pub fn all() -> Result<(Vec<Program>, Vec<String>)> {
    let (mut programs, mut left_out) = (Vec::new(), Vec::new());
    for Platform { name, target, compiler, .. } in BUILT {
        match missing(target, compiler) {
            None => programs.push(Program { platform: name, file: native::editors_program(target)? }),
            Some(missing) => left_out.push(format!("policy-index for {name}: {missing}")),
        }
    }
    Ok((programs, left_out))
}

fn missing(target: &str, (compiler, package): (&str, &str)) -> Option<String> {
    if !native::has_target(target) {
        return Some(format!("the target is not installed: `rustup target add {target}`"));
    }
    (!process::exists(compiler)).then(|| format!("there is no {compiler} (Debian: {package})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_has_the_name_of_its_system() {
        let path = |platform| Program { platform, file: PathBuf::new() }.path();
        assert_eq!(path("linux-x86_64"), "bin/linux-x86_64/policy-index");
        assert_eq!(path("windows-x86_64"), "bin/windows-x86_64/policy-index.exe");
    }

    #[test]
    fn what_is_missing_is_named() {
        let said = missing("x86_64-unknown-nowhere", ("cc", "gcc")).unwrap();
        assert!(said.contains("rustup target add x86_64-unknown-nowhere"), "{said}");
        let said = missing(&native::host().unwrap(), ("no-such-compiler", "no-such-package")).unwrap();
        assert!(said.contains("there is no no-such-compiler (Debian: no-such-package)"), "{said}");
    }
}
