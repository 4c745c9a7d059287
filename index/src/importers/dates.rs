//! Dates as offices print them, in figures and in words.

use std::sync::LazyLock;

use jiff::{Span, Timestamp, civil};
use regex::{Captures, Regex};

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date(civil::Date);

/// The pattern of a date in text without white space; the groups are year, month and day.
pub(super) const DATE: &str = "((?:1[89]|20)[0-9]{2}|[〇○零Oo一二三四五六七八九]{4})年([0-9]{1,2}|[一二三四五六七八九十]{1,3})月([0-9]{1,2}|[一二三四五六七八九十]{1,3})日";

/// The pattern of a count of days, months or years, in figures or in words.
pub(super) const COUNT: &str = "[0-9]+|[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]+";

static IN_TEXT: LazyLock<Regex> = LazyLock::new(|| pattern(DATE));
static IN_FIELD: LazyLock<Regex> =
    LazyLock::new(|| pattern("((?:1[89]|20)[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"));

/// Compiles a pattern written in this crate.
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| unreachable!("a pattern of our own: {error}"))
}

/// The text without white space, figures and letters in half width: what the
/// patterns of the importers are written for.
pub(super) fn plain(text: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(half).collect()
}

impl Date {
    /// From three groups of a pattern, the first of which is `first`.
    pub(super) fn from_groups(found: &Captures, first: usize) -> Option<Self> {
        let group = |at: usize| found.get(first + at).map_or("", |it| it.as_str());
        let part = |at: usize| number(group(at)).and_then(|it| i8::try_from(it).ok());
        let year = i16::try_from(number(group(0))?).ok()?;
        civil::Date::new(year, part(1)?, part(2)?).ok().map(Self)
    }

    /// The first date of a text.
    pub(super) fn find(text: &str) -> Option<Self> {
        let text = plain(text);
        let of = |pattern: &Regex| pattern.captures(&text).and_then(|found| Self::from_groups(&found, 1));
        of(&IN_TEXT).or_else(|| of(&IN_FIELD))
    }

    /// The date that is all of a text, brackets aside.
    pub(super) fn only(text: &str) -> Option<Self> {
        let text = plain(text);
        let bare = text.trim_matches(['（', '）', '(', ')']);
        let found = IN_TEXT.captures(bare)?;
        (found.get(0)?.as_str() == bare).then(|| Self::from_groups(&found, 1)).flatten()
    }

    /// `2024.2.1`, `2024-02-01`, where that is all of a text.
    pub(super) fn only_in_figures(text: &str) -> Option<Self> {
        let text = plain(text);
        let found = IN_FIELD.captures(&text)?;
        (found.get(0)?.as_str() == text).then(|| Self::from_groups(&found, 1)).flatten()
    }

    /// The same day so many months later, or the last day of that month.
    pub(super) fn plus_months(self, months: u32) -> Self {
        self.plus(Span::new().try_months(months).unwrap_or_default())
    }

    /// The last of so many months that begin with this day: 2024-02-29 and a year end with 2025-02-28.
    pub(super) fn last_of_months(self, months: u32) -> Self {
        let next = self.plus_months(months);
        // Where the month is too short for the day, its last day is cut off already.
        if next.0.day() < self.0.day() { next } else { next.yesterday() }
    }

    /// So many days later.
    pub(super) fn plus_days(self, days: u32) -> Self {
        self.plus(Span::new().try_days(days).unwrap_or_default())
    }

    /// Never later than the last day of the calendar, in the year 9999.
    fn plus(self, span: Span) -> Self {
        Self(self.0.saturating_add(span))
    }

    /// The day before.
    pub(super) fn yesterday(self) -> Self {
        Self(self.0.yesterday().unwrap_or(self.0))
    }

    /// As `2025-05-01`.
    pub(super) fn iso(self) -> String {
        self.0.to_string()
    }
}

/// This moment as `2025-05-01T08:30:00Z`.
pub(super) fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Years, days and numbers of documents are smaller; what is not is no such number.
const MAX_NUMBER: u32 = 999_999;

/// A number in figures, or in words up to a few thousand; digits in a row
/// (二〇二四) are read one by one. `None` beyond [`MAX_NUMBER`].
pub(super) fn number(text: &str) -> Option<u32> {
    unbounded(text).filter(|it| *it <= MAX_NUMBER)
}

fn unbounded(text: &str) -> Option<u32> {
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    let digits: Option<Vec<u32>> = text.chars().map(digit).collect();
    if let Some(digits) = digits {
        let appended = |value: u32, digit: &u32| value.checked_mul(10)?.checked_add(*digit);
        return digits.iter().try_fold(0, appended).filter(|_| !digits.is_empty());
    }
    let (mut total, mut last) = (0, None);
    for c in text.chars() {
        match (digit(c), ["十拾", "百佰", "千仟"].iter().position(|unit| unit.contains(c))) {
            (Some(value), _) => last = Some(value),
            (None, Some(power)) => total = u32::checked_add(total, last.take().unwrap_or(1) * [10, 100, 1000][power])?,
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
        _ => {
            let is_it = |words: &str| words.chars().zip(0..).find(|(it, _)| *it == c).map(|(_, value)| value);
            is_it("〇一二三四五六七八九").or_else(|| is_it("零壹贰叁肆伍陆柒捌玖"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_measure_are_none() {
        for (text, right) in [
            ("十二", Some(12)),
            ("二〇二四", Some(2024)),
            ("999999", Some(999_999)),
            ("400000000", None),
            ("99999999999", None),
            ("九九九九九九九九九九九", None),
            ("", None),
        ] {
            assert_eq!(number(text), right, "{text}");
        }
    }

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
        for (first, months, last) in
            [("2019-07-01", 60, "2024-06-30"), ("2024-02-29", 12, "2025-02-28"), ("2024-08-31", 6, "2025-02-28")]
        {
            assert_eq!(day(first).last_of_months(months).iso(), last, "{first}");
        }
        assert_eq!(day("2021-12-20").plus_days(30).iso(), "2022-01-19");
        assert_eq!(day("2021-01-01").yesterday().iso(), "2020-12-31");
    }

    #[test]
    fn the_clock_is_read_in_utc() {
        assert_eq!(now().len(), "2025-05-01T08:30:00Z".len());
        assert!(now().as_str() > "2025");
    }

    #[test]
    fn numbers_are_read_in_words() {
        for (text, right) in
            [("五", 5), ("十", 10), ("二十八", 28), ("一百零一", 101), ("二〇二四", 2024), ("179", 179), ("壹拾伍", 15)]
        {
            assert_eq!(number(text), Some(right), "{text}");
        }
        assert_eq!(number("若干"), None);
    }
}
