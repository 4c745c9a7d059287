//! Dates as offices print them, in figures and in words.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: i32,
    month: u32,
    day: u32,
}

/// The pattern of a date in text without white space; the groups are year, month and day.
pub const DATE: &str = "((?:1[89]|20)[0-9]{2}|[〇○零Oo一二三四五六七八九]{4})年([0-9]{1,2}|[一二三四五六七八九十]{1,3})月([0-9]{1,2}|[一二三四五六七八九十]{1,3})日";

static IN_TEXT: LazyLock<Regex> = LazyLock::new(|| pattern(DATE));
static IN_FIELD: LazyLock<Regex> =
    LazyLock::new(|| pattern("((?:1[89]|20)[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"));

/// Compiles a pattern written in this crate.
pub fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| unreachable!("a pattern of our own: {error}"))
}

/// The text without white space, figures and letters in half width: what the
/// patterns of the importers are written for.
pub fn plain(text: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(half).collect()
}

impl Date {
    /// A day that exists.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let exists = (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// From three groups of a pattern, the first of which is `first`.
    pub fn from_groups(found: &Captures, first: usize) -> Option<Self> {
        let group = |at: usize| found.get(first + at).map_or("", |it| it.as_str());
        Self::new(i32::try_from(number(group(0))?).ok()?, number(group(1))?, number(group(2))?)
    }

    /// The first date of a text.
    pub fn find(text: &str) -> Option<Self> {
        let text = plain(text);
        let of = |pattern: &Regex| pattern.captures(&text).and_then(|found| Self::from_groups(&found, 1));
        of(&IN_TEXT).or_else(|| of(&IN_FIELD))
    }

    /// The date that is all of a text, brackets aside.
    pub fn only(text: &str) -> Option<Self> {
        let text = plain(text);
        let bare = text.trim_matches(['（', '）', '(', ')']);
        let found = IN_TEXT.captures(bare)?;
        (found.get(0)?.as_str() == bare).then(|| Self::from_groups(&found, 1)).flatten()
    }

    /// The same day so many months later, or the last day of that month.
    pub fn plus_months(self, months: u32) -> Self {
        let total = self.month - 1 + months;
        let year = self.year + i32::try_from(total / 12).unwrap_or_default();
        let month = total % 12 + 1;
        Self { year, month, day: self.day.min(days_of(year, month)) }
    }

    /// So many days later.
    pub fn plus_days(self, days: u32) -> Self {
        (0..days).fold(self, |date, _| date.tomorrow())
    }

    fn tomorrow(self) -> Self {
        let Self { year, month, day } = self;
        if day < days_of(year, month) {
            return Self { year, month, day: day + 1 };
        }
        let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        Self { year, month, day: 1 }
    }

    /// The day before.
    pub fn yesterday(self) -> Self {
        let Self { year, month, day } = self;
        if day > 1 {
            return Self { year, month, day: day - 1 };
        }
        let (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
        Self { year, month, day: days_of(year, month) }
    }

    /// As `2025-05-01`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_of(year: i32, month: u32) -> u32 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A number in figures, or in words up to a few thousand; digits in a row
/// (二〇二四) are read one by one.
pub fn number(text: &str) -> Option<u32> {
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    let digits: Option<Vec<u32>> = text.chars().map(digit).collect();
    if let Some(digits) = digits {
        return (!digits.is_empty()).then(|| digits.iter().fold(0, |value, digit| value * 10 + digit));
    }
    let (mut total, mut last) = (0, None);
    for c in text.chars() {
        match (digit(c), ["十", "百", "千"].iter().position(|unit| unit.starts_with(c))) {
            (Some(value), _) => last = Some(value),
            (None, Some(power)) => total += last.take().unwrap_or(1) * [10, 100, 1000][power],
            (None, None) => return None,
        }
    }
    (!text.is_empty()).then_some(total + last.unwrap_or(0))
}

fn digit(c: char) -> Option<u32> {
    match c {
        '○' | '零' | 'O' | 'o' => Some(0),
        '两' => Some(2),
        '0'..='9' => c.to_digit(10),
        _ => "〇一二三四五六七八九".chars().zip(0..).find(|(it, _)| *it == c).map(|(_, value)| value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_form() {
        for (text, right) in [
            ("2024年1月2日", "2024-01-02"),
            ("二〇二四年一月二日", "2024-01-02"),
            ("二○一九年十二月三十一日", "2019-12-31"),
            ("（2024 年 11 月 20 日）", "2024-11-20"),
            ("１９９４年７月５日", "1994-07-05"),
        ] {
            assert_eq!(Date::only(text).map(Date::iso).as_deref(), Some(right), "{text}");
        }
        assert_eq!(Date::find("2026-04-20 11:19").map(Date::iso).as_deref(), Some("2026-04-20"));
        for text in ["2024年13月1日", "2023年2月29日", "2024年1月", "自2024年1月2日起"] {
            assert_eq!(Date::only(text), None, "{text}");
        }
    }

    #[test]
    fn terms_end_on_the_day_before() {
        let day = |text| Date::find(text).unwrap();
        assert_eq!(day("2019-07-01").plus_months(60).yesterday().iso(), "2024-06-30");
        assert_eq!(day("2024-02-29").plus_months(12).iso(), "2025-02-28");
        assert_eq!(day("2021-12-20").plus_days(30).iso(), "2022-01-19");
        assert_eq!(day("2021-01-01").yesterday().iso(), "2020-12-31");
    }

    #[test]
    fn numbers_are_read_in_words() {
        for (text, right) in
            [("五", 5), ("十", 10), ("二十八", 28), ("一百零一", 101), ("二〇二四", 2024), ("179", 179)]
        {
            assert_eq!(number(text), Some(right), "{text}");
        }
        assert_eq!(number("若干"), None);
    }
}
