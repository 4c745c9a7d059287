//! A screen that nobody sees, for WebKit: its browser has no mode without one.

use crate::page::Result;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Larger than any window of a scenario with its frame.
const SCREEN: &str = "2200x2200x24";

/// Without it MiniBrowser's tool bar keeps the window, and with it the page, wider than a phone.
const NARROW_TOOL_BAR: &str = "* { min-width: 0; padding: 0; margin: 0; border: 0; font-size: 1px; }";

/// A running X server; it ends with this value.
pub struct Screen {
    _server: Child,
    display: String,
    /// Holds the style sheet for the tool bar.
    config: tempfile::TempDir,
}

impl Screen {
    /// Starts it under the first number that is free.
    pub async fn start() -> Result<Screen> {
        let config = tempfile::tempdir()?;
        std::fs::create_dir(config.path().join("gtk-3.0"))?;
        std::fs::write(config.path().join("gtk-3.0/gtk.css"), NARROW_TOOL_BAR)?;
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut server = command.spawn().map_err(|error| format!("cannot start Xvfb: {error}"))?;
        let stdout = server.stdout.take().ok_or("Xvfb has no output")?;
        let number = BufReader::new(stdout).lines().next_line().await?.ok_or("Xvfb ended before it had a screen")?;
        Ok(Screen { _server: server, display: format!(":{}", number.trim()), config })
    }

    /// Makes a program show its windows here.
    pub fn show(&self, command: &mut Command) {
        command.env("DISPLAY", &self.display).env("XDG_CONFIG_HOME", self.config.path());
        command.env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
    }
}
