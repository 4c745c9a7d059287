//! `policy-index hall`, and the two processes that it starts itself with.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use crate::error::{IndexError, Kind, Result};
use crate::hall::{self, Content, Ended, Hall, Launch, Settings, Shown, Slot, keep, launch, stop_file};

use super::terminal::say::say;

/// What is shown, and how it is watched.
#[derive(Args)]
pub(super) struct Options {
    /// Takes content from these folders only [default: what looks like ours on the sticks that are there]
    #[arg(value_name = "FOLDER", conflicts_with = "page")]
    folders: Vec<PathBuf>,
    /// The installation: kiosk.pub, notice.html, content/ [default: where this program is]
    #[arg(long, value_name = "DIR", conflicts_with = "page")]
    home: Option<PathBuf>,
    /// Takes content and shows nothing; ends with 1 when there is no good content at all
    #[arg(long, conflicts_with = "page")]
    update_only: bool,
    /// Ends the kiosk that is running
    #[arg(long, conflicts_with_all = ["page", "update_only", "folders"])]
    stop: bool,
    /// Shows this page and looks at no stick; a file `stop` in the folder of --run ends it
    #[arg(long, value_name = "FILE", requires = "command")]
    page: Option<PathBuf>,
    /// With --page: where profiles of the browser are made
    #[arg(long, value_name = "DIR", default_value = "/tmp", requires = "page")]
    run: PathBuf,
    /// Seconds without an answer after which the page counts as frozen
    #[arg(long, value_name = "N", default_value_t = 20)]
    patience: u64,
    /// Hours after which the browser is replaced, as soon as nobody uses it
    #[arg(long, value_name = "N", default_value_t = 20)]
    rest: u64,
    /// With --page: the browser and its arguments, behind `--`
    #[arg(last = true, value_name = "BROWSER", requires = "page")]
    command: Vec<OsString>,
}

/// One of the two folders, as a value.
///
/// # Errors
/// When there is no such folder.
pub(super) fn slot(text: &str) -> std::result::Result<Slot, String> {
    Slot::parse(text).ok_or_else(|| "give A or B".to_owned())
}

/// Runs until the staff ends it; a line for each thing that happened.
///
/// # Errors
/// `Unwritable` if no profile can be made, or the running kiosk not be told to
/// end.
pub(super) fn run(options: Options) -> Result<ExitCode> {
    let patience = Duration::from_secs(options.patience);
    let rest = Duration::from_secs(options.rest * 3_600);
    if let Some(page) = options.page {
        let (stop, unanswered) = (options.run.join("stop"), options.run.join("unanswered.jsonl"));
        let (page, command, run) = (Shown::new(page), options.command, options.run);
        return watch(&Hall { page, command, run, stop, unanswered, patience, rest });
    }
    let home = options.home.map_or_else(beside_program, Ok).map_err(|error| unwritable("the installation", &error))?;
    if options.stop {
        let stop = stop_file(&home);
        fs::write(&stop, "").map_err(|error| unwritable(&stop.display().to_string(), &error))?;
        return Ok(ExitCode::SUCCESS);
    }
    let start = Launch { home, folders: options.folders, is_update_only: options.update_only, patience, rest };
    let ended = launch(&start, &Settings::from_environment());
    match ended.map_err(|error| unwritable("the browser cannot be started", &error))? {
        Ended::Well => Ok(ExitCode::SUCCESS),
        Ended::Badly => Ok(ExitCode::FAILURE),
    }
}

fn watch(hall: &Hall) -> Result<ExitCode> {
    let print = |line: &str| -> Result<()> {
        say!("{line}");
        Ok(())
    };
    keep(hall, |line| drop(print(line))).map_err(|error| unwritable("the browser cannot be started", &error))?;
    Ok(ExitCode::SUCCESS)
}

fn beside_program() -> std::io::Result<PathBuf> {
    let program = std::env::current_exe()?;
    Ok(program.parent().unwrap_or(Path::new(".")).to_path_buf())
}

fn unwritable(what: &str, error: &std::io::Error) -> Box<IndexError> {
    let help = "name a folder that can be written with --home, or with --run";
    Box::new(IndexError::new(Kind::Unwritable, format!("{what}: {error}"), help))
}

/// Lays a folder beside the content in use. The exit code says why it was not
/// taken, and a line says more.
pub(super) fn stage(dir: &Path, home: &Path, in_use: Option<Slot>) -> ExitCode {
    match Content::new(home).stage(dir, in_use, &mut |_| Ok(())) {
        Ok((new, old)) => {
            let before = old.map_or_else(String::new, |it| format!("，原有资料 {}", it.date));
            told(&format!("签名和 {} 个文件无误：新资料 {}{before}", new.num_files, new.date));
            ExitCode::SUCCESS
        }
        Err(refusal) => {
            let (code, line) = hall::code(&refusal);
            told(&line);
            ExitCode::from(code)
        }
    }
}

/// Nobody needs to listen.
fn told(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Ends with the code of the browser; with 1 where a signal ended it.
///
/// # Errors
/// `MissingFile` when it cannot be started.
pub(super) fn hand_over(command: &[OsString]) -> Result<ExitCode> {
    let ended = hall::hand_over(command).map_err(|error| {
        let message = format!("{}: {error}", command[0].display());
        Box::new(IndexError::new(Kind::MissingFile, message, "name a browser that is there"))
    })?;
    Ok(ended.code().map_or(ExitCode::FAILURE, |it| ExitCode::from(u8::try_from(it & 0xff).unwrap_or(1))))
}
