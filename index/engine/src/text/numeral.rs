//! Numbers as people write them and as documents print them: 百分之九十五 is
//! 95%, 二〇二五年 is 2025年, 两万 is 2万, 31号文 is 31号.

use crate::model::heading::in_chinese;

/// A number in folded text and how else it may be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// First character, in characters.
    pub start: usize,
    /// One past the last, in characters.
    pub end: usize,
    /// Other forms, likeliest first.
    pub forms: Vec<String>,
}

/// The numbers in folded text, ascending.
pub(crate) fn numerals(chars: &[char]) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        match numeral_at(chars, start) {
            Some(it) => {
                start = it.end;
                found.push(it);
            }
            None => start += 1,
        }
    }
    found
}

fn numeral_at(chars: &[char], start: usize) -> Option<Numeral> {
    percent(chars, start)
        .or_else(|| document_number(chars, start))
        .or_else(|| chinese(chars, start))
        .or_else(|| arabic(chars, start))
}

fn percent(chars: &[char], start: usize) -> Option<Numeral> {
    let rest = chars[start..].strip_prefix(&['百', '分', '之'])?;
    let len = rest.iter().take_while(|it| is_numeral(**it)).count();
    let written: String = rest[..len].iter().collect();
    let value = written.parse::<u64>().ok().or_else(|| value_of(&rest[..len]))?;
    Some(Numeral { start, end: start + 3 + len, forms: vec![format!("{value}%")] })
}

/// `31号文` and `31号文件` mean `31号`.
fn document_number(chars: &[char], start: usize) -> Option<Numeral> {
    let rest = &chars[start..];
    let len = rest.iter().take_while(|it| is_numeral(**it)).count();
    let tail: String = rest[len..].iter().take(3).collect();
    if len == 0 || !tail.starts_with('号') {
        return None;
    }
    let suffix = ["号文件", "号文"].into_iter().find(|it| tail.starts_with(it)).unwrap_or("号");
    let written: String = rest[..len].iter().collect();
    let value = written.parse::<u64>().ok().or_else(|| value_of(&rest[..len]))?;
    Some(Numeral { start, end: start + len + suffix.chars().count(), forms: vec![format!("{value}号")] })
}

fn chinese(chars: &[char], start: usize) -> Option<Numeral> {
    let rest = &chars[start..];
    let len = rest.iter().take_while(|it| digit(**it).is_some() || unit(**it).is_some()).count();
    let value = value_of(rest.get(..len).filter(|it| !it.is_empty())?)?;
    // A lone 一 or 万 is a word more often than a number (一起, 万众).
    if len == 1 && !is_measure(rest.get(1).copied()) {
        return None;
    }
    let mut forms = vec![value.to_string()];
    for (size, name) in [(100_000_000, '亿'), (10_000, '万')] {
        if size <= value && value % size == 0 {
            forms.insert(0, format!("{}{name}", value / size));
        }
    }
    Some(Numeral { start, end: start + len, forms })
}

fn arabic(chars: &[char], start: usize) -> Option<Numeral> {
    if start.checked_sub(1).is_some_and(|before| chars[before].is_ascii_digit() || chars[before] == '.') {
        return None;
    }
    let rest = &chars[start..];
    let len = rest.iter().take_while(|it| it.is_ascii_digit()).count();
    let written: String = rest[..len].iter().collect();
    let value = written.parse::<u64>().ok()?;
    let mut forms = Vec::new();
    if value < 100 {
        forms.push(in_chinese(value as u32));
    }
    if 10_000 <= value && value % 10_000 == 0 {
        forms.push(format!("{}万", value / 10_000));
    }
    Some(Numeral { start, end: start + len, forms }).filter(|it| !it.forms.is_empty())
}

fn is_measure(it: Option<char>) -> bool {
    it.is_some_and(|it| "个名人家项次年月日天小座块条所类批万亿元公米平方种".contains(it))
}

/// Whether a character is part of a number, in digits or in words.
pub(crate) fn is_numeral(it: char) -> bool {
    it.is_ascii_digit() || digit(it).is_some() || unit(it).is_some()
}

fn digit(it: char) -> Option<u64> {
    let names = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match it {
        '零' => Some(0),
        '两' => Some(2),
        _ => names.iter().position(|name| *name == it).map(|at| at as u64),
    }
}

fn unit(it: char) -> Option<u64> {
    match it {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// The value of Chinese digits with units (九十五) or one by one (二〇二五).
fn value_of(chars: &[char]) -> Option<u64> {
    if chars.iter().all(|it| digit(*it).is_some()) {
        return chars.iter().try_fold(0u64, |value, it| value.checked_mul(10)?.checked_add(digit(*it)?));
    }
    let (mut total, mut section, mut last) = (0u64, 0u64, 0u64);
    for it in chars {
        match (digit(*it), unit(*it)) {
            (Some(value), _) => last = value,
            (_, Some(size)) if 10_000 <= size => {
                total = total.checked_add(section.checked_add(last)?.max(1).checked_mul(size)?)?;
                (section, last) = (0, 0);
            }
            (_, Some(size)) => {
                section = section.checked_add(last.max(1).checked_mul(size)?)?;
                last = 0;
            }
            _ => return None,
        }
    }
    total.checked_add(section)?.checked_add(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let chars: Vec<char> = text.chars().collect();
        let forms: Vec<String> = numerals(&chars).into_iter().flat_map(|it| it.forms).collect();
        assert_eq!(forms, expected);
    }

    #[test]
    fn percentages() {
        check("参保率百分之九十五", &["95%"]);
        check("百分之100", &["100%"]);
    }

    #[test]
    fn chinese_numbers_become_digits() {
        check("二〇二五年", &["2025"]);
        check("二十五万人", &["25万", "250000"]);
        check("三百三十天", &["330"]);
        check("两个小时", &["2"]);
        check("一起锻炼", &[]);
        check("万众创新", &[]);
    }

    #[test]
    fn digits_become_chinese_numbers() {
        check("2项", &["二"]);
        check("95%", &["九十五"]);
        check("30000名", &["3万"]);
    }

    #[test]
    fn document_numbers_lose_their_suffix() {
        check("31号文", &["31号"]);
        check("三十一号文件", &["31号"]);
    }
}
