//! The printed headings of the documents. They are a tree: a heading knows the
//! one above it, a clause knows the innermost one it belongs to, and nothing
//! is rebuilt from strings. Printed numbers are parsed once, by the build
//! step, and kept here.

use serde::Serialize;

/// Index of a heading in [`Corpus::headings`](crate::Corpus::headings); ascending in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct HeadingId(pub u32);

/// A printed heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Index in [`Corpus::documents`](crate::Corpus::documents).
    pub document: u16,
    /// The heading above it; it comes earlier in [`Corpus::headings`](crate::Corpus::headings).
    pub parent: Option<HeadingId>,
    /// As printed, its number included; empty for a table without a caption.
    pub text: String,
    /// The printed number.
    pub number: Option<Number>,
    /// Labels of the columns, if the rows of a table belong to it.
    pub columns: Vec<String>,
}

/// A printed number: `第三章`, `（二）`, `第六条之一`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// How it is printed.
    pub kind: NumberKind,
    /// Its value; 0 where only the word is printed (`附件`).
    pub value: u32,
    /// The value behind 之 in 第六条之一, else 0.
    pub suffix: u32,
}

/// How a number is printed (GB/T 9704 and the 立法技术规范).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum NumberKind {
    /// `附件1`
    Annex = 0,
    /// `第一编`
    Part = 1,
    /// `第一章`
    Chapter = 2,
    /// `第一节`
    Section = 3,
    /// `第一条`
    Article = 4,
    /// A paragraph of an article; counted, not printed: `第二款`.
    Paragraph = 5,
    /// `一、`
    Chinese = 6,
    /// `（一）`
    ChineseInBrackets = 7,
    /// `1.`
    Arabic = 8,
    /// `（1）`
    ArabicInBrackets = 9,
    /// `①`
    Circled = 10,
    /// `专栏1`
    Box = 11,
    /// `表1`
    Table = 12,
    /// A row of a table; counted, not printed.
    Row = 13,
    /// `第一部分`
    Division = 14,
    /// `Ⅰ.`
    Roman = 15,
    /// `A.`
    Letter = 16,
}

impl NumberKind {
    /// All kinds, by their number in the file.
    pub const ALL: [Self; 17] = [
        Self::Annex,
        Self::Part,
        Self::Chapter,
        Self::Section,
        Self::Article,
        Self::Paragraph,
        Self::Chinese,
        Self::ChineseInBrackets,
        Self::Arabic,
        Self::ArabicInBrackets,
        Self::Circled,
        Self::Box,
        Self::Table,
        Self::Row,
        Self::Division,
        Self::Roman,
        Self::Letter,
    ];
}

/// A number below ten thousand as it is written in running text: 十二, 一百零一.
/// Larger ones keep their digits.
pub(crate) fn in_chinese(value: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [&str; 4] = ["千", "百", "十", ""];
    if value == 0 || 10_000 <= value {
        return if value == 0 { DIGITS[0].to_owned() } else { value.to_string() };
    }
    let digits = [value / 1000, value / 100 % 10, value / 10 % 10, value % 10].map(|it| it as usize);
    let (mut words, mut has_gap) = (String::new(), false);
    for (digit, unit) in digits.into_iter().zip(UNITS) {
        if digit == 0 {
            has_gap = !words.is_empty();
            continue;
        }
        words.push_str(if has_gap { DIGITS[0] } else { "" });
        // 十二, but 一百一十二.
        words.push_str(if digit == 1 && unit == "十" && words.is_empty() { "" } else { DIGITS[digit] });
        words.push_str(unit);
        has_gap = false;
    }
    words
}

/// A heading of a list and those above it, innermost first.
pub fn ancestors(headings: &[Heading], innermost: Option<HeadingId>) -> impl Iterator<Item = (HeadingId, &Heading)> {
    let with_heading = |id: HeadingId| (id, &headings[id.0 as usize]);
    std::iter::successors(innermost.map(with_heading), move |(_, it)| it.parent.map(with_heading))
}

#[cfg(test)]
mod tests {
    use super::in_chinese;

    #[test]
    fn numbers_are_written_as_in_running_text() {
        let rows = [(0, "零"), (7, "七"), (10, "十"), (12, "十二"), (20, "二十"), (95, "九十五"), (100, "一百")];
        let more =
            [(101, "一百零一"), (110, "一百一十"), (112, "一百一十二"), (1001, "一千零一"), (1010, "一千零一十")];
        for (value, words) in rows.into_iter().chain(more).chain([(9_999, "九千九百九十九"), (10_000, "10000")])
        {
            assert_eq!(in_chinese(value), words);
        }
    }
}
