//! The list files that editors keep in `lexicon/`: one entry per line, `#`
//! comments. Splits lines and refuses what is written twice; what an entry means,
//! the other files here know.

use std::collections::HashMap;
use std::path::Path;

use crate::error::{IndexError, Kind, Result};
use crate::source::Source;

/// Folder of the lists under the root.
const FOLDER: &str = "lexicon";

/// The lists of this repository, for a root that has none.
const BUILT_IN: [(&str, &str); 9] = [
    ("amounts.txt", include_str!("../../lexicon/amounts.txt")),
    ("audiences.txt", include_str!("../../lexicon/audiences.txt")),
    ("common.txt", include_str!("../../lexicon/common.txt")),
    ("departments.txt", include_str!("../../lexicon/departments.txt")),
    ("elsewhere.txt", include_str!("../../lexicon/elsewhere.txt")),
    ("english.txt", include_str!("../../lexicon/english.txt")),
    ("kinds.txt", include_str!("../../lexicon/kinds.txt")),
    ("stop_words.txt", include_str!("../../lexicon/stop_words.txt")),
    ("synonyms.txt", include_str!("../../lexicon/synonyms.txt")),
];

/// Whether somebody keeps lists under this root.
pub fn has_own_lists(root: &Path) -> bool {
    root.join(FOLDER).is_dir()
}

/// A list of `root/lexicon`; where there is no such folder, as it was built in.
///
/// # Errors
/// As [`Source::read`].
pub fn read_list(root: &Path, name: &str) -> Result<Source> {
    let path = format!("{FOLDER}/{name}");
    match BUILT_IN.iter().find(|it| it.0 == name).filter(|_| !has_own_lists(root)) {
        Some((_, text)) => Ok(Source::new(&path, (*text).to_owned())),
        None => Source::read(root, &path),
    }
}

/// The same for a list that a root may do without.
///
/// # Errors
/// As [`Source::read`] for one that is there.
pub fn read_optional_list(root: &Path, name: &str) -> Result<Option<Source>> {
    let is_missing = has_own_lists(root) && !root.join(FOLDER).join(name).exists();
    if is_missing { Ok(None) } else { read_list(root, name).map(Some) }
}

/// An entry of a list: its line and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Line in the file, counted from 1.
    pub line: usize,
    /// The words, trimmed.
    pub text: &'a str,
}

/// The entries of a file: every line that is neither blank nor a comment.
pub fn entries(source: &Source) -> impl Iterator<Item = Entry<'_>> {
    let lines = (1..=source.num_lines()).filter_map(|line| Some(Entry { line, text: source.line(line)?.trim() }));
    lines.filter(|entry| !entry.text.is_empty() && !entry.text.starts_with('#'))
}

/// The entries of a file that must have some: one emptied by mistake would take
/// all its words from the index without a sign.
///
/// # Errors
/// `Syntax` if there is no entry.
pub fn some_entries(source: &Source) -> Result<Vec<Entry<'_>>> {
    let entries: Vec<Entry<'_>> = entries(source).collect();
    if entries.is_empty() {
        let help = "bring back the lines it had; lexicon/README.md explains the form of an entry";
        return source.error_at(Kind::Syntax, 1, "this list has no entry", help).fail();
    }
    Ok(entries)
}

/// The words between commas, half-width or full-width.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '，']).map(str::trim).filter(|word| !word.is_empty())
}

/// A Chinese keyboard types wide marks; nothing else is meant by them.
pub(crate) fn narrow(text: &str) -> String {
    text.replace('＝', "=").replace('＞', ">").replace('＜', "<").replace('＠', "@")
}

/// Refuses a name that was used before, showing both lines.
#[derive(Debug, Default)]
pub struct UniqueNames {
    lines: HashMap<String, usize>,
}

impl UniqueNames {
    /// Notes the name.
    ///
    /// # Errors
    /// `DuplicateEntry` if it was noted before.
    pub fn insert(&mut self, source: &Source, line: usize, name: &str) -> Result<()> {
        let Some(first) = self.lines.insert(name.to_owned(), line) else { return Ok(()) };
        let help = "keep one of the two lines and put the words of both into it";
        source.error_at_both(Kind::DuplicateEntry, (first, line), format!("“{name}” is defined twice"), help).fail()
    }
}

/// A line that does not have the form its file needs.
pub fn syntax(source: &Source, line: usize, form: &str) -> Box<IndexError> {
    let message = "this line does not have the form of an entry";
    let help = format!("write it as {form}; lexicon/README.md explains the form");
    Box::new(source.error_at(Kind::Syntax, line, message, help))
}

/// What is said of a word that no document holds.
pub fn nowhere(name: &str, line: usize, word: &str) -> String {
    format!("{name}:{line}: “{word}” stands nowhere in the documents")
}
