//! Questions without an answer, counted: a file beside the log that the staff
//! copies and an editor gives to `policy-index questions --from`. Words and
//! numbers, nothing of who asked or when.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

/// A line of the file.
#[derive(Deserialize, Serialize)]
struct Asked {
    query: String,
    count: u64,
}

/// The rarest give way to what comes.
const MOST_QUESTIONS: usize = 2_000;

/// Adds lines of JSON to those in the file; what is no such line is left out.
/// The file is replaced whole: the power may go at any time.
///
/// # Errors
/// When it cannot be written.
pub(super) fn add(list: &Path, lines: &str) -> io::Result<()> {
    let mut new: Vec<Asked> = read(lines).collect();
    if new.is_empty() {
        return Ok(());
    }
    let kept = fs::read_to_string(list).unwrap_or_default();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    new.extend(read(&kept));
    new.into_iter().for_each(|it| *counts.entry(it.query).or_default() += it.count);
    let mut counts: Vec<Asked> = counts.into_iter().map(|(query, count)| Asked { query, count }).collect();
    counts.sort_by_key(|it| std::cmp::Reverse(it.count));
    counts.truncate(MOST_QUESTIONS);
    let mut text = String::new();
    for it in &counts {
        text += &serde_json::to_string(it)?;
        text.push('\n');
    }
    let beside = list.with_extension("new");
    fs::write(&beside, text)?;
    fs::rename(beside, list)
}

fn read(lines: &str) -> impl Iterator<Item = Asked> {
    lines.lines().filter_map(|it| serde_json::from_str(it).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up_and_the_most_asked_stands_first() {
        let dir = tempfile::tempdir().unwrap();
        let list = dir.path().join("unanswered.jsonl");
        add(&list, "").unwrap();
        assert!(!list.exists(), "nothing was asked");
        add(&list, "{\"query\":\"护照\",\"count\":1}\n{\"query\":\"学区\",\"count\":2}\n没有\n").unwrap();
        add(&list, "{\"query\":\"护照\",\"count\":4}\n").unwrap();
        let lines = fs::read_to_string(&list).unwrap();
        assert_eq!(lines, "{\"query\":\"护照\",\"count\":5}\n{\"query\":\"学区\",\"count\":2}\n");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
