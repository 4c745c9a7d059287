//! Words without meaning and words for what other documents settle, from
//! `lexicon/stop_words.txt` and `elsewhere.txt`. All come out folded.

use std::path::Path;

use policy_engine::fold;

use crate::error::Result;
use crate::lexicon::list_file::{UniqueNames, read_list, some_entries};

/// The words that carry no meaning in a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StopWords {
    /// Skipped always.
    pub strong: Vec<String>,
    /// Skipped where something else remains.
    pub weak: Vec<String>,
}

/// Reads `lexicon/stop_words.txt`.
///
/// # Errors
/// `MissingFile`, `InvalidUtf8`, `DuplicateEntry`.
pub fn read_stop_words(root: &Path) -> Result<StopWords> {
    let source = read_list(root, "stop_words.txt")?;
    let is_weak = |line: usize| source.line(line).is_some_and(|text| text.trim() == "# weak");
    let weak_from = (1..=source.num_lines()).find(|&line| is_weak(line)).unwrap_or(usize::MAX);
    let mut names = UniqueNames::default();
    let mut stop_words = StopWords::default();
    for entry in some_entries(&source)? {
        let word = fold(entry.text);
        names.insert(&source, entry.line, &word)?;
        let list = if entry.line < weak_from { &mut stop_words.strong } else { &mut stop_words.weak };
        list.push(word);
    }
    Ok(stop_words)
}

/// Reads `lexicon/elsewhere.txt`: what people ask for that other documents
/// settle.
///
/// # Errors
/// `MissingFile`, `InvalidUtf8`, `DuplicateEntry`.
pub fn read_elsewhere(root: &Path) -> Result<Vec<String>> {
    let source = read_list(root, "elsewhere.txt")?;
    let mut names = UniqueNames::default();
    let mut elsewhere = Vec::new();
    for entry in some_entries(&source)? {
        let word = fold(entry.text);
        names.insert(&source, entry.line, &word)?;
        elsewhere.push(word);
    }
    Ok(elsewhere)
}
