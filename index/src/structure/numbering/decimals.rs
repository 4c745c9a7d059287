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
    /// Lines of the outermost sections, where nothing else divides the document.
    chapters: BTreeSet<usize>,
}

impl Decimals {
    /// Looks for sections that are numbered 1, 1.1, 1.1.1.
    pub(crate) fn of(lines: &[Line]) -> Self {
        let titled = || lines.iter().filter_map(|it| dotted(&it.text)).map(|it| it.0);
        // Numbers alone may be amounts, but not where others are printed before words.
        let is_titled = titled().next().is_some();
        let bare = lines.iter().filter(|_| is_titled).filter_map(|it| bare(&it.text));
        let all: BTreeSet<Vec<u32>> = titled().chain(bare).collect();
        let has_neighbour = |number: &&Vec<u32>| {
            let Some((&last, outer)) = number.split_last() else { return false };
            let beside = if last == 1 { 2 } else { last.wrapping_sub(1) };
            all.contains(&[outer, &[beside]].concat()) || last == 1 && all.contains(&[&number[..], &[1]].concat())
        };
        let mut sections: BTreeSet<Vec<u32>> = all.iter().filter(has_neighbour).cloned().collect();
        let begun = first_numbers(&sections);
        let is_lonely = |number: &&Vec<u32>| number.last() == Some(&1) && begun.contains(&number[0].wrapping_sub(1));
        let lonely: Vec<Vec<u32>> = all.iter().filter(is_lonely).cloned().collect();
        sections.extend(lonely);
        sections.extend(below_their_parents(lines));
        let is_divided = sections.is_empty() || lines.iter().any(|it| is_of_other_outline(&it.text));
        let chapters = if is_divided { BTreeSet::new() } else { chapters(lines, &sections) };
        Self { sections, chapters }
    }

    /// The level of a section, where they are the outline of the document: above that of items `1.`
    pub(crate) fn level(&self, marker: Marker) -> Option<u8> {
        let Marker::Decimal(depth, _) = marker else { return None };
        (!self.chapters.is_empty()).then_some(50 + depth.min(9))
    }

    /// The marker of the line at `at`, and what follows it.
    pub(crate) fn split<'a>(&self, lines: &'a [Line], at: usize) -> (Marker, &'a str) {
        let text = lines[at].text.trim();
        if let Some(name) = chapter(text).filter(|_| self.chapters.contains(&at)) {
            return (Marker::Decimal(1, name.number), name.words);
        }
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
        let has_sections = self.chapters.is_empty() && !self.sections.is_empty();
        match split_marker(text) {
            (Marker::None, _) if has_sections => section(text).unwrap_or((Marker::None, text)),
            marked => marked,
        }
    }
}

/// 一、, 第一章, 第一条
fn is_of_other_outline(text: &str) -> bool {
    let (marker, _) = split_marker(text.trim());
    matches!(marker, Marker::Chinese(_) | Marker::Article(..)) || marker.divides()
}

/// Numbers that end in 1 right below the section they are the first part of.
fn below_their_parents(lines: &[Line]) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = Vec::new();
    // The last name that may be one of a chapter, and what is numbered below it.
    let mut open: BTreeSet<Vec<u32>> = BTreeSet::new();
    for line in lines {
        if let Some((number, _)) = dotted(&line.text) {
            let is_first = number.split_last().is_some_and(|(last, outer)| *last == 1 && open.contains(outer));
            if is_first {
                found.push(number.clone());
            }
            open.insert(number);
        } else if let Some(chapter) = chapter(&line.text) {
            open = BTreeSet::from([vec![chapter.number]]);
        }
    }
    found
}

/// The outermost sections: those that their first part follows, and names without
/// parts that have the next number.
fn chapters(lines: &[Line], sections: &BTreeSet<Vec<u32>>) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut last = 0;
    // Numbers since the last one: an item `3.` comes behind an item `2.`
    let mut since: BTreeSet<u32> = BTreeSet::new();
    let parted = first_numbers(sections);
    for (at, line) in lines.iter().enumerate() {
        let Some(chapter) = chapter(&line.text) else { continue };
        let number = chapter.number;
        // Of an item and a chapter with one number, the one right above has the parts.
        let is_other = |it: &&Line| chapter_number(&it.text) != Some(number);
        let next = lines[at + 1..].iter().take_while(is_other).find_map(|it| part_of(&it.text, sections));
        let has_parts = next.as_deref().is_some_and(|it| it == [number, 1]) && (last < number || number == 1);
        let is_alone = !parted.contains(&number) && number == last + 1;
        let is_item = chapter.has_point && since.contains(&(number - 1)) && !has_parts;
        if has_parts || is_alone && !is_item {
            found.insert(at);
            last = number;
            since.clear();
        } else {
            since.insert(number);
        }
    }
    found
}

fn chapter_number(text: &str) -> Option<u32> {
    chapter(text).map(|it| it.number)
}

/// Of 1.2 and 3.1.4: 1 and 3.
fn first_numbers(sections: &BTreeSet<Vec<u32>>) -> BTreeSet<u32> {
    sections.iter().filter_map(|it| it.first().copied()).collect()
}

fn part_of(text: &str, sections: &BTreeSet<Vec<u32>>) -> Option<Vec<u32>> {
    dotted(text).map(|it| it.0).or_else(|| bare(text)).filter(|it| sections.contains(it))
}

/// `3.1` in a line of its own, as standards number their terms.
fn bare(text: &str) -> Option<Vec<u32>> {
    let words = format!("{} 甲", text.trim());
    dotted(&words).filter(|it| it.1 == "甲" && !text.trim().is_empty()).map(|it| it.0)
}

/// 亿元, 个百分点; not 个人 or 分级, with which names begin.
fn begins_with_unit(text: &str) -> bool {
    let names = ["个人", "个体", "个性", "分级", "分类", "分工", "分析", "分期", "分组", "分布", "分管", "千方"];
    UNITS.iter().any(|it| text.starts_with(it)) && !names.iter().any(|it| text.starts_with(it))
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
    let is_amount = begins_with_unit(rest) || rest.starts_with(['-', '—', '~', '～', '：', '/']);
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
    let chapter = chapter(text).filter(|it| it.is_spaced && !it.has_point)?;
    Some((Marker::Number(chapter.number), chapter.words))
}

/// What may be the name of an outermost section.
struct Chapter<'a> {
    number: u32,
    /// `1.总则`, as items are numbered too.
    has_point: bool,
    /// A blank stands behind the number.
    is_spaced: bool,
    words: &'a str,
}

/// `1 总则`, `1总则`, `1.总则`
fn chapter(text: &str) -> Option<Chapter<'_>> {
    let text = Some(text.trim()).filter(|it| !it.contains('\t'))?;
    let end = text.find(|c| figure(c).is_none())?;
    let number: String = text[..end].chars().filter_map(figure).collect();
    let number: u32 = number.parse().ok().filter(|it| (1..100).contains(it))?;
    let rest = &text[end..];
    let words = rest.trim_start_matches(['.', '．', '、']);
    let has_point = words.len() < rest.len();
    let is_spaced = words.starts_with(char::is_whitespace);
    let words = words.trim_start();
    let first = words.chars().next()?;
    let is_amount =
        begins_with_unit(words) || ["年", "月", "日", "岁", "名", "周"].iter().any(|it| words.starts_with(it));
    let is_name = first.is_alphabetic() && words.chars().count() <= MAX_NAME_CHARS && !words.contains(['。', '；']);
    (is_name && (is_spaced || has_point || !is_amount)).then_some(Chapter { number, has_point, is_spaced, words })
}
