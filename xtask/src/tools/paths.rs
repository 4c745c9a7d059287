//! Where things are. Every path is below the root of the repository.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The root of the repository: the nearest folder, from the working directory upwards, that holds `xtask/`.
/// `cargo` says where the package is, which also works when xtask is started from somewhere else.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let start = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let start = start.or_else(|| std::env::current_dir().ok()).unwrap_or_default();
        let found = start.ancestors().find(|folder| folder.join("xtask/Cargo.toml").is_file());
        found.unwrap_or(&start).to_path_buf()
    })
}

/// This program. Asked for first when the program starts: the tests of this package put a new file in its place, and the
/// system then says that the old one is deleted.
///
/// # Errors
/// When the system does not know.
pub fn this_program() -> std::io::Result<&'static Path> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    if PROGRAM.get().is_none() {
        let _ = PROGRAM.set(std::env::current_exe()?);
    }
    Ok(PROGRAM.get().map_or(Path::new(""), PathBuf::as_path))
}

/// The website, ready to be copied to a server.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// What Trunk made of `www/`: everything under plain names, the wasm not yet optimised.
pub fn trunk_dist() -> PathBuf {
    root().join("target/trunk")
}

/// Programs installed for this repository only.
pub fn tools() -> PathBuf {
    root().join("target/tools")
}

/// Old browsers, which a package manager of their own installs.
pub fn old_engines() -> PathBuf {
    tools().join("old-engines")
}

/// The index that Trunk's pre_build hook compiles.
pub fn index_file() -> PathBuf {
    root().join("target/policies.idx")
}

/// Other programs run at the root of the repository, not where the name was typed.
pub fn absolute(text: &str) -> Result<PathBuf, String> {
    std::path::absolute(text).map_err(|error| error.to_string())
}
