//! What the words at the end of a line and at the beginning of the next say: whether a
//! sentence is over, whether a number begins, how much room a word takes.

use crate::importers::pdf::lines::Line;
use crate::structure::lines::typography;
use crate::structure::numbering::{Marker, split_marker};

/// No sentence is as short.
const MAX_REST_CHARS: usize = 4;

/// The title of a document ends here.
pub(super) fn ends_title(text: &str) -> bool {
    const ENDS: [&str; 14] =
        ["通知", "决定", "意见", "批复", "公告", "通告", "通报", "办法", "规定", "细则", "条例", "方案", "规划", "函"];
    ENDS.iter().any(|it| text.trim_end().ends_with(it))
}

/// `第三章 实施保障…………12`: an entry of the contents, with its page.
pub(super) fn ends_entry(text: &str) -> bool {
    let bare = text.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    bare.len() < text.trim_end().len()
        && ["……", "....", "····", "．．．．"].iter().any(|it| bare.trim_end().ends_with(it))
}

/// A bracket or a quotation is not closed.
pub(super) fn is_open(text: &str) -> bool {
    let count = |c: char| text.matches(c).count();
    [('（', '）'), ('《', '》'), ('〔', '〕'), ('“', '”')].iter().any(|it| count(it.1) < count(it.0))
}

/// A number, also one before a year: `1.2023年以来…`
pub(super) fn begins_item(last: &str, line: &str) -> bool {
    let is_year = |it: &str| it.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('年');
    let rest = line.trim().trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', '．']);
    let is_before_year = is_closed(last) && rest.is_some_and(is_year);
    is_before_year || is_closed(last) && begins_section(line) || !matches!(split_marker(line).0, Marker::None)
}

/// `（二）` behind `…下列职责：（一）编制计划；`: the list runs on within its paragraph.
pub(super) fn counts_within(open: &str, line: &str) -> bool {
    let before = match split_marker(line.trim()).0 {
        Marker::ChineseInBrackets(n) if 1 < n => Marker::ChineseInBrackets(n - 1).named(),
        Marker::NumberInBrackets(n) if 1 < n => Marker::NumberInBrackets(n - 1).named(),
        _ => return false,
    };
    open.find(&before).is_some_and(|at| 0 < at)
}

/// `1.3 适用范围`, `2 组织体系`
fn begins_section(line: &str) -> bool {
    let Some((number, name)) = line.trim().split_once(char::is_whitespace) else { return false };
    let is_number =
        number.len() <= 8 && number.split('.').all(|it| (1..=2).contains(&it.len()) && it.parse::<u8>().is_ok());
    is_number && name.chars().count() <= 20 && name.starts_with(|c: char| c.is_alphabetic()) && !is_closed(name)
}

/// `…的其他场` and `合。`: a line of a few characters that ends a sentence is none
/// of its own.
pub(super) fn is_rest(last: &str, line: &str) -> bool {
    let line = line.trim();
    let is_number = !matches!(split_marker(line).0, Marker::None);
    !is_closed(last) && line.ends_with('。') && line.chars().count() <= MAX_REST_CHARS && !is_number
}

/// Width in ems of what a text begins with and no line is broken in: Latin words,
/// figures and their brackets. Han characters break anywhere.
pub(super) fn width_of_word(text: &str) -> f32 {
    let is_han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let word = text.chars().take_while(|c| !is_han(*c) && !c.is_whitespace());
    word.map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// Width in ems of what stays together at the beginning of a line: its first word or
/// character, the brackets before it and the marks behind it.
pub(super) fn width_of_beginning(text: &str) -> f32 {
    const OPENING: &str = "（《〈“‘〔【「";
    const CLOSING: &str = "，。；：、！？）》〉”’〕】」％…";
    let mut width = 0.0;
    let mut rest = text.trim_start().chars().peekable();
    while let Some(c) = rest.next_if(|it| OPENING.contains(*it)) {
        width += width_of(c);
    }
    let first = rest.next().map_or(0.0, width_of);
    let is_word = first < 1.0;
    width += first;
    while let Some(c) =
        rest.next_if(|it| CLOSING.contains(*it) || is_word && width_of(*it) < 1.0 && !it.is_whitespace())
    {
        width += width_of(c);
    }
    width
}

/// Width of a character in ems.
fn width_of(c: char) -> f32 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// How far the characters of a line are apart, in ems: letters may be spaced out.
pub(super) fn advance(line: &Line) -> f32 {
    let units: f32 = line.text().chars().map(width_of).sum();
    if units < 8.0 { 1.0 } else { ((line.right() - line.x()) / line.size / units).max(1.0) }
}

pub(super) fn is_closed(text: &str) -> bool {
    typography::is_closed(text) || text.trim_end().ends_with(['；', ';'])
}

/// Latin words keep their space over the end of a line.
pub(super) fn needs_space(before: &str, after: &str) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == ',' || c == '.');
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    is_latin(before.chars().next_back()) && is_word(after.chars().next())
}
