//! Text files with names and line numbers, so that every error can show its line.
//! Reads whole files and does not interpret them.

use std::fs;
use std::ops::Range;
use std::path::Path;

use encoding_rs::{GBK, UTF_16LE};

use crate::error::{IndexError, Kind, Result};

/// A text file with the byte ranges of its lines.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name shown in errors, relative to the root.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Byte range of every line, without its line break.
    lines: Vec<Range<usize>>,
}

impl Source {
    /// Reads `root/name`.
    ///
    /// # Errors
    /// `MissingFile`; `InvalidUtf8` with line and column of the first bad byte.
    pub fn read(root: &Path, name: &str) -> Result<Self> {
        let path = root.join(name);
        let bytes = read_plain(&path).map_err(|error| missing(&path.display().to_string(), &error))?;
        String::from_utf8(bytes).map(|text| Self::new(name, text)).map_err(|error| invalid_utf8(name, &error))
    }

    /// Reads the file at `path`; in errors it goes by its name alone.
    ///
    /// # Errors
    /// As [`Source::read`].
    pub fn open(path: &Path) -> Result<Self> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self::read(path.parent().unwrap_or(Path::new("")), &name)
    }

    /// A source from a text in memory. A line break is `\n` or `\r\n`; the mark
    /// that Notepad puts before the first line is no part of the text.
    pub fn new(name: &str, mut text: String) -> Self {
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches('\n').trim_end_matches('\r');
            lines.push(start..start + content.len());
            start += line.len();
        }
        Self { name: name.to_owned(), text, lines }
    }

    /// How many lines the file has.
    pub fn num_lines(&self) -> usize {
        self.lines.len()
    }

    /// The line of this number, counted from 1, without its line break.
    pub fn line(&self, number: usize) -> Option<&str> {
        self.range(number).and_then(|range| self.text.get(range))
    }

    /// Byte range of the line of this number.
    pub fn range(&self, number: usize) -> Option<Range<usize>> {
        self.lines.get(number.checked_sub(1)?).cloned()
    }

    /// Number of the line that holds this byte.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.start <= byte)
    }

    /// An error shown at a line of this file.
    pub fn error_at(
        &self,
        kind: Kind,
        number: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> IndexError {
        let message = format!("{}:{number}: {}", self.name, message.into());
        let range = self.range(number).unwrap_or(self.text.len()..self.text.len());
        IndexError::new(kind, message, help).at(&self.name, &self.text, range, "here")
    }

    /// An error that shows two lines of this file, the earlier one first.
    pub fn error_at_both(
        &self,
        kind: Kind,
        (first, second): (usize, usize),
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> IndexError {
        let message = format!("{}:{second}: {} (first on line {first})", self.name, message.into());
        let end = self.text.len()..self.text.len();
        let range = |number| self.range(number).unwrap_or(end.clone());
        let ranges = [(range(first), "first here"), (range(second), "again here")];
        IndexError::new(kind, message, help).at_all(&self.name, &self.text, ranges)
    }
}

/// A pipe would keep its reader waiting for ever.
fn read_plain(path: &Path) -> std::io::Result<Vec<u8>> {
    if fs::metadata(path)?.is_file() { fs::read(path) } else { Err(std::io::Error::other("it is no file")) }
}

fn missing(path: &str, error: &std::io::Error) -> Box<IndexError> {
    let help = "check the name, or give the folder that holds corpus/, lexicon/ and plain/ with --root";
    Box::new(IndexError::new(Kind::MissingFile, format!("{path}: cannot be read: {error}"), help))
}

/// Shows the line as its editor sees it, whatever the file was saved as.
fn invalid_utf8(name: &str, error: &std::string::FromUtf8Error) -> Box<IndexError> {
    let valid = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let (kind, text) = decoded(bytes);
    let before = &bytes[..valid];
    let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
    let byte = bytes.get(valid).copied().unwrap_or_default();
    let message = format!("byte {byte:#04x} is not UTF-8{kind}");
    let help = "save the file as UTF-8 (in Notepad: Save as, Encoding, UTF-8); nothing was guessed";
    Box::new(Source::new(name, text).error_at(Kind::InvalidUtf8, line, message, help))
}

/// What the file seems to be, and its text for being shown.
fn decoded(bytes: &[u8]) -> (&'static str, String) {
    let encodings = [
        (UTF_16LE, ": the file is UTF-16, which Notepad calls Unicode"),
        (GBK, ": the file looks like GBK, which Notepad calls ANSI"),
    ];
    let is_utf_16 = bytes.starts_with(&[0xff, 0xfe]);
    for (encoding, kind) in encodings.into_iter().skip(usize::from(!is_utf_16)) {
        let (text, is_bad) = encoding.decode_with_bom_removal(bytes);
        if !is_bad {
            return (kind, text.into_owned());
        }
    }
    ("", String::from_utf8_lossy(bytes).replace(|c: char| c.is_control() && c != '\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let source = Source::new("a.txt", "甲\r\n\n丙".to_owned());
        assert_eq!(source.num_lines(), 3);
        assert_eq!(source.line(1), Some("甲"));
        assert_eq!(source.line(2), Some(""));
        assert_eq!(source.line(3), Some("丙"));
        assert_eq!((source.line(0), source.line(4)), (None, None));
        assert_eq!(source.line_of(0), 1);
        assert_eq!(source.line_of(6), 3);
    }
}
