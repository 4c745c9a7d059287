//! `cargo xtask static` in the background: `dist/` as a web server sends it, with the faults a scenario asks for.

use crate::page::Result;
use crate::settings::Settings;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The page over a library that `cargo xtask serve --library` shows.
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/examples/library");

/// Ends with this value; it also ends by itself when this program does, since it reads our end of its standard input.
pub struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// Starts it on a free port. `args`: see `cargo xtask static --help`; `DIST` in them means the folder,
    /// `LIBRARY` that of the library.
    pub fn start(settings: &Settings, args: &[&str]) -> Result<Server> {
        Server::start_in(settings, &settings.dist, args)
    }

    /// The same for another folder than `dist/`.
    pub fn start_in(settings: &Settings, folder: &Path, args: &[&str]) -> Result<Server> {
        let (dist, library) = (folder.to_string_lossy(), settings.library.to_string_lossy());
        let mut command = Command::new(&settings.xtask);
        command.args(["static", "--until-stdin-closes", "--dir", &dist]);
        command.args(
            args.iter().map(|arg| arg.replace("DIST", &dist).replace("LIBRARY", &library).replace("EXAMPLE", EXAMPLE)),
        );
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut address = String::new();
        if let Some(stdout) = process.stdout.take() {
            BufReader::new(stdout).read_line(&mut address)?;
        }
        let address = address.trim().to_owned();
        if address.is_empty() {
            return Err(format!("`{command:?}` did not start").into());
        }
        Ok(Server { process, address })
    }

    /// `http://127.0.0.1:PORT/`
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already, which is what is wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
