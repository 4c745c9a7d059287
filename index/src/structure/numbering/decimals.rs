//! `1.80周岁及以上的；` is the first item, `1.1 编制目的` the first part of the first
//! section and `1.5亿元` an amount: only the lines around tell them apart.

use std::collections::BTreeSet;

use crate::structure::lines::Line;
use crate::structure::lines::typography::is_closed;
use crate::structure::numbering::marker::Marker;
use crate::structure::numbering::split::split_marker;

/// Items further apart are not looked for.
const MAX_LINES_APART: usize = 40;
/// A longer line is no name of a section.
const MAX_NAME_CHARS: usize = 30;
/// What follows an amount.
const UNITS: [&str; 16] =
    ["亿", "万", "元", "%", "％", "倍", "个", "米", "公里", "平方", "千", "吨", "分", "公顷", "亩", "度"];

/// The dotted numbers of a document.
#[derive(Debug, Default)]
pub(in crate::structure) struct Decimals {
    sections: BTreeSet<Vec<u32>>,
}

impl Decimals {
    /// Looks for sections that are numbered 1, 1.1, 1.1.1.
    pub(crate) fn of(lines: &[Line]) -> Self {
        let titled = || lines.iter().filter_map(|it| dotted(&it.text)).map(|it| it.0);
        // Numbers alone may be amounts, but not where others are printed before words.
        let bare = lines.iter().filter_map(|it| bare(&it.text)).filter(|_| titled().next().is_some());
        let all: BTreeSet<Vec<u32>> = titled().chain(bare).collect();
        let has_neighbour = |number: &&Vec<u32>| {
            let Some((&last, outer)) = number.split_last() else { return false };
            let beside = if last == 1 { 2 } else { last.wrapping_sub(1) };
            all.contains(&[outer, &[beside]].concat()) || last == 1 && all.contains(&[&number[..], &[1]].concat())
        };
        let mut sections: BTreeSet<Vec<u32>> = all.iter().filter(has_neighbour).cloned().collect();
        let is_lonely =
            |number: &&Vec<u32>| number.last() == Some(&1) && sections.iter().any(|it| it[0] + 1 == number[0]);
        let lonely: Vec<Vec<u32>> = all.iter().filter(is_lonely).cloned().collect();
        sections.extend(lonely);
        Self { sections }
    }

    /// The marker of the line at `at`, and what follows it.
    pub(crate) fn split<'a>(&self, lines: &'a [Line], at: usize) -> (Marker, &'a str) {
        let text = lines[at].text.trim();
        if let Some((number, rest)) = dotted(text) {
            let depth = u8::try_from(number.len()).unwrap_or(u8::MAX);
            if self.sections.contains(&number) {
                return (Marker::Decimal(depth, number.last().copied().unwrap_or_default()), rest);
            }
            if is_item(lines, at, number[0]) {
                return (Marker::Number(number[0]), text.split_once(['.', '．']).map_or(text, |it| it.1));
            }
        } else if let Some(number) = bare(text).filter(|it| self.sections.contains(it)) {
            let depth = u8::try_from(number.len()).unwrap_or(u8::MAX);
            return (Marker::Decimal(depth, number.last().copied().unwrap_or_default()), "");
        } else if let Some((number, rest)) = before_amount(text).filter(|it| is_item_of_amount(lines, at, it.0)) {
            return (Marker::Number(number), rest);
        }
        match split_marker(text) {
            (Marker::None, _) if !self.sections.is_empty() => section(text).unwrap_or((Marker::None, text)),
            marked => marked,
        }
    }
}

/// `3.1` in a line of its own, as standards number their terms.
fn bare(text: &str) -> Option<Vec<u32>> {
    let words = format!("{} 甲", text.trim());
    dotted(&words).filter(|it| it.1 == "甲" && !text.trim().is_empty()).map(|it| it.0)
}

/// `1.2.3`, not `1.2亿元`, and what follows.
fn dotted(text: &str) -> Option<(Vec<u32>, &str)> {
    let text = text.trim();
    let is_part = |c: char| figure(c).is_some() || c == '.' || c == '．';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let parts = text[..end].trim_end_matches(['.', '．']).split(['.', '．']);
    let value = |part: &str| part.chars().filter_map(figure).collect::<String>().parse().ok();
    let parts: Vec<u32> = parts.map(value).collect::<Option<_>>()?;
    let rest = text[end..].trim_start();
    let is_amount = UNITS.iter().any(|it| rest.starts_with(it)) || rest.starts_with(['-', '—', '~', '～', '：', '/']);
    (2 <= parts.len() && parts[0] < 100 && !rest.is_empty() && !is_amount).then_some((parts, rest))
}

/// `2.1.3米以下儿童`, `1.5公里以内`: a number, a point and an amount.
fn before_amount(text: &str) -> Option<(u32, &str)> {
    let (number, rest) = text.trim().split_once(['.', '．'])?;
    let value: String = number.chars().map(figure).collect::<Option<_>>()?;
    let is_amount = rest.chars().next().is_some_and(|it| figure(it).is_some());
    Some((value.parse().ok().filter(|it| (1..100).contains(it))?, rest)).filter(|_| is_amount && value.len() <= 2)
}

/// A figure of either width.
fn figure(c: char) -> Option<char> {
    let narrow = if ('０'..='９').contains(&c) { char::from_u32(u32::from(c) - 0xfee0)? } else { c };
    narrow.is_ascii_digit().then_some(narrow)
}

/// A year, or the neighbour of an item with the next or the last number.
fn is_item(lines: &[Line], at: usize, number: u32) -> bool {
    let is_open = |it: &Line| !is_closed(&it.text) && !it.text.ends_with('；') && 20 < it.text.chars().count();
    if at.checked_sub(1).is_some_and(|before| is_open(&lines[before])) {
        return false;
    }
    let after = lines[at + 1..].iter().take(MAX_LINES_APART).find_map(number_of);
    let before = lines[..at].iter().rev().take(MAX_LINES_APART).find_map(number_of);
    after == Some(number + 1) || 1 < number && before == Some(number - 1)
}

fn number_of(line: &Line) -> Option<u32> {
    match split_marker(line.text.trim()).0 {
        Marker::Number(n) => Some(n),
        _ => dotted(&line.text).map(|it| it.0[0]).or_else(|| Some(before_amount(&line.text)?.0)),
    }
}

/// An amount may begin a line of running text, so that only the lines right before
/// and behind it make a number of it.
fn is_item_of_amount(lines: &[Line], at: usize, number: u32) -> bool {
    let last = at.checked_sub(1).map(|it| &lines[it]);
    let follows = last.and_then(number_of) == Some(number.wrapping_sub(1)) && 1 < number;
    let begins = number == 1 && last.is_some_and(|it| it.text.trim_end().ends_with(['：', ':']));
    let in_list = last.is_some_and(|it| it.text.trim_end().ends_with(['；', ';']));
    let goes_on = lines.get(at + 1).and_then(number_of) == Some(number + 1);
    (begins || follows) && goes_on || follows && in_list
}

/// `1 总则` where sections are numbered so.
fn section(text: &str) -> Option<(Marker, &str)> {
    let (number, rest) = text.split_once(char::is_whitespace)?;
    let number: u32 = number.parse().ok().filter(|it| (1..100).contains(it))?;
    let is_name = rest.chars().count() <= MAX_NAME_CHARS && !rest.contains(['。', '；', '\t']);
    is_name.then(|| (Marker::Number(number), rest.trim_start()))
}
