//! `policy-index hall`.

use crate::error::{IndexError, Kind, Result};
use crate::hall::{Hall, keep};

use super::terminal::say::say;

/// Shows the page until the staff ends it; a line for each thing that happened.
///
/// # Errors
/// `Unwritable` if no profile can be made.
pub fn run(hall: &Hall) -> Result<()> {
    let print = |line: &str| -> Result<()> {
        say!("{line}");
        Ok(())
    };
    keep(hall, |line| drop(print(line))).map_err(|error| {
        let message = format!("{}: the browser cannot be started: {error}", hall.run.display());
        Box::new(IndexError::new(Kind::Unwritable, message, "name another folder with --run"))
    })
}
