//! The printed table of contents: `目 录` and the headings of the text, with or
//! without page numbers behind dots.

use std::collections::BTreeSet;

use crate::structure::lines::Line;
use crate::structure::lines::typography::{compact, is_closed};
use crate::structure::numbering::{Marker, split_marker};

/// Takes the printed contents out of `lines`.
///
/// They begin at 目录 and end where their first entry is printed again, or
/// running text begins: a whole sentence, or the first line without a number
/// where the entries have one.
pub fn take_contents(lines: &mut Vec<Line>) -> Vec<Line> {
    let is_name = |line: &Line| NAMES.contains(&compact(&line.text).as_str());
    let Some(start) = lines.iter().position(is_name) else { return Vec::new() };
    let first = lines.get(start + 1).and_then(|line| entries(&line.text).next());
    let is_numbered = |text: &str| split_marker(text).0 != Marker::None;
    let are_numbered = first.as_ref().is_some_and(|it| is_numbered(it));
    let is_entry = |line: &Line| {
        !are_numbered || line.adjacent || line.text.contains('\t') || has_page(&line.text) || is_numbered(&line.text)
    };
    let is_end = |line: &Line| {
        is_closed(&line.text) || !is_entry(line) || first.as_ref().is_some_and(|it| *it == compact(&line.text))
    };
    let end = lines.iter().skip(start + 2).position(is_end).map_or(lines.len(), |n| start + 2 + n);
    let end = printed_again(lines, start, first.as_deref()).unwrap_or(end);
    lines.drain(start..end).collect()
}

/// Where the first entry is printed again, and only short lines between: then
/// those without a number, 附则 or 附件, are entries too.
fn printed_again(lines: &[Line], start: usize, first: Option<&str>) -> Option<usize> {
    let rest = lines.get(start + 2..)?;
    let length = rest.iter().position(|it| first == Some(compact(&it.text).as_str()))?;
    let is_short = |it: &Line| !is_closed(&it.text) && it.text.chars().count() <= MAX_ENTRY_CHARS;
    rest[..length].iter().all(is_short).then_some(start + 2 + length)
}

/// The entries of printed contents, without white space and page numbers.
pub fn entries_of(contents: &[Line]) -> BTreeSet<String> {
    contents.iter().flat_map(|line| entries(&line.text)).collect()
}

fn entries(text: &str) -> impl Iterator<Item = String> {
    text.split('\t').map(|it| compact(without_page(it)))
}

/// `第一章 总则……1` without dots and page.
fn without_page(entry: &str) -> &str {
    let entry = entry.trim_end();
    let words = entry.trim_end_matches(|c: char| c.is_ascii_digit());
    let bare = words.trim_end_matches(|c: char| LEADERS.contains(&c) || c.is_whitespace());
    let num_between = words[bare.len()..].chars().count();
    // Word sets one tab; a space may also stand before the number of an annex.
    let is_parted = 2 <= num_between || num_between == 1 && split_marker(bare).0 != Marker::None;
    if words.len() < entry.len() && is_parted { bare } else { entry }
}

/// What contents are called.
const NAMES: [&str; 4] = ["目录", "目次", "目录：", "【目录】"];
/// A longer line is none of the contents.
const MAX_ENTRY_CHARS: usize = 60;
const LEADERS: [char; 6] = ['.', '…', '·', '．', '⋯', '-'];

fn has_page(entry: &str) -> bool {
    without_page(entry).len() < entry.trim_end().len()
}
