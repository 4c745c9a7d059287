//! What `cargo xtask` tells this program, by the environment.

use std::path::PathBuf;

/// Where things are.
#[derive(Clone)]
pub struct Settings {
    /// The website under test.
    pub dist: PathBuf,
    /// The program that serves it.
    pub xtask: PathBuf,
    /// Where axe-core is installed.
    pub tools: PathBuf,
    /// Where pictures go.
    pub screenshots: PathBuf,
}

impl Settings {
    /// `None` when xtask did not start this program.
    pub fn from_environment() -> Option<Settings> {
        let path = |name| std::env::var_os(name).map(PathBuf::from);
        Some(Settings {
            dist: path("POLICY_DIST")?,
            xtask: path("POLICY_XTASK")?,
            tools: path("POLICY_TOOLS")?,
            screenshots: path("POLICY_SCREENSHOTS")?,
        })
    }
}
