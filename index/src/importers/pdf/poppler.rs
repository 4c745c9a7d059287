//! A second opinion from `pdftotext`, where it is installed: both must find the
//! same number of characters.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::importers::kept::record::Problem;
use crate::importers::reading::{count, problem};

/// A problem if poppler finds another number of characters.
pub(super) fn second_opinion(bytes: &[u8], num_original: usize) -> Option<Problem> {
    let found = count(&text(bytes)?);
    // Hyphens at ends of lines and private glyphs are told differently.
    let tolerance = 5 + num_original / 500;
    if found.abs_diff(num_original) <= tolerance {
        return None;
    }
    let chinese = format!("另一个程序（pdftotext）读出 {found} 个字，这里读出 {num_original} 个，请对照原件");
    let english = format!("pdftotext finds {found} characters, this reader {num_original}; compare with the original");
    Some(problem(0, "second-opinion", &chinese, &english))
}

/// The program reads from a pipe and writes to one; a thread feeds it.
fn text(bytes: &[u8]) -> Option<String> {
    let mut command = Command::new("pdftotext");
    command.args(["-layout", "-enc", "UTF-8", "-", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let mut input = child.stdin.take()?;
    let bytes = bytes.to_vec();
    // It may stop reading early; then its answer counts, not ours.
    let feeder = std::thread::spawn(move || drop(input.write_all(&bytes)));
    let output = child.wait_with_output().ok()?;
    let _ = feeder.join();
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
