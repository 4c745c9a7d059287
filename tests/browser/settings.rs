//! What `cargo xtask` tells this program, by the environment.

use crate::engine::Engine;
use crate::page::Result;
use std::path::PathBuf;

/// Where things are.
#[derive(Clone)]
pub struct Settings {
    /// The website under test.
    pub dist: PathBuf,
    /// The examples built with the npm package, if they were.
    pub examples: Option<PathBuf>,
    /// A library of the same clauses.
    pub library: PathBuf,
    /// The program that serves both.
    pub xtask: PathBuf,
    /// Where axe-core is installed.
    pub tools: PathBuf,
    /// Where pictures go.
    pub screenshots: PathBuf,
    /// Where a real web server stands, for the scenarios about it; empty without one.
    pub hosting: String,
    /// Where a library on an object store is, and who publishes its next release; empty without one.
    pub object_store: String,
    /// Names of the browsers, separated by commas; empty is Chromium.
    engines: String,
}

impl Settings {
    /// `None` when xtask did not start this program.
    pub fn from_environment() -> Option<Settings> {
        let path = |name| std::env::var_os(name).map(PathBuf::from);
        Some(Settings {
            dist: path("POLICY_DIST")?,
            examples: path("POLICY_EXAMPLES"),
            library: path("POLICY_LIBRARY")?,
            xtask: path("POLICY_XTASK")?,
            tools: path("POLICY_TOOLS")?,
            screenshots: path("POLICY_SCREENSHOTS")?,
            hosting: std::env::var("POLICY_HOSTING").unwrap_or_default(),
            object_store: std::env::var("POLICY_OBJECT_STORE").unwrap_or_default(),
            engines: std::env::var("POLICY_ENGINES").unwrap_or_default(),
        })
    }

    /// The browsers that scenarios are to run in.
    pub fn engines(&self) -> Result<Vec<Engine>> {
        let names = self.engines.split(',').filter(|name| !name.is_empty());
        let engine = |name: &str| Engine::ALL.iter().copied().find(|it| it.name() == name);
        let engines: Vec<_> = names
            .map(|name| engine(name).ok_or_else(|| format!("no browser is called {name}")))
            .collect::<std::result::Result<_, _>>()?;
        Ok(if engines.is_empty() { vec![Engine::Chromium] } else { engines })
    }
}
