//! Numbers as people write them and as documents print them: 百分之九十五 is
//! 95%, 二〇二五年 is 2025年, 一千五 is 1500, 两万 is 2万, 5km is 5公里, 31号文 is
//! 31号.

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
    /// Written in words and plainly a number: no word begins or ends in it.
    pub is_whole: bool,
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
        .or_else(|| tenths(chars, start))
        .or_else(|| document_number(chars, start))
        .or_else(|| ordinal(chars, start))
        .or_else(|| measured(chars, start))
        .or_else(|| chinese(chars, start))
        .or_else(|| arabic(chars, start))
}

/// `百分之九十七点五八`, `百分百`, `千分之三`
fn percent(chars: &[char], start: usize) -> Option<Numeral> {
    let rest = &chars[start..];
    let whole = |end: usize, form: String| Some(Numeral { start, end: start + end, forms: vec![form], is_whole: true });
    if rest.starts_with(&['百', '分', '百']) {
        return whole(3, "100%".to_owned());
    }
    let sign = match rest {
        ['百', '分', '之', ..] => '%',
        ['千', '分', '之', ..] => '‰',
        _ => return None,
    };
    let (value, len) = decimal(&rest[3..])?;
    whole(3 + len, format!("{value}{sign}"))
}

/// `九成五` is 95%, `三成` 30%.
fn tenths(chars: &[char], start: usize) -> Option<Numeral> {
    let tens = chars.get(start).and_then(|it| digit(*it)).filter(|it| *it != 0)?;
    if chars.get(start + 1) != Some(&'成') || start.checked_sub(1).is_some_and(|at| is_numeral(chars[at])) {
        return None;
    }
    let ones = chars.get(start + 2).and_then(|it| digit(*it));
    let end = start + 2 + usize::from(ones.is_some());
    Some(Numeral { start, end, forms: vec![format!("{}%", tens * 10 + ones.unwrap_or(0))], is_whole: true })
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
    let value = value_of(&rest[..len])?;
    let end = start + len + suffix.chars().count();
    Some(Numeral { start, end, forms: vec![format!("{value}号")], is_whole: false })
}

/// `第120条` is printed as `第一百二十条`, or the other way round.
fn ordinal(chars: &[char], start: usize) -> Option<Numeral> {
    let rest = chars[start..].strip_prefix(&['第'])?;
    let len = rest.iter().take_while(|it| is_numeral(**it)).count();
    let part = rest.get(len).filter(|it| "编章节条款项".contains(**it))?;
    let value = value_of(&rest[..len]).filter(|it| *it < 10_000)?;
    let is_in_figures = rest[..len].iter().all(char::is_ascii_digit);
    let number = if is_in_figures { in_chinese(value as u32) } else { value.to_string() };
    Some(Numeral { start, end: start + 1 + len + 1, forms: vec![format!("第{number}{part}")], is_whole: true })
}

/// A number before a unit that documents write in characters: `5km`, `3m2`.
fn measured(chars: &[char], start: usize) -> Option<Numeral> {
    let rest = &chars[start..];
    // 千 of 千米 is no part of the number.
    let figures = rest.iter().take_while(|it| it.is_ascii_digit() || **it == '.').count();
    let unit = |len: usize| UNITS.iter().find(|it| is_unit(&rest[len..], it.0));
    let in_figures = || Some((rest[..figures].iter().collect::<String>(), figures)).filter(|it| 0 < it.1);
    let (value, len) = in_figures().filter(|it| unit(it.1).is_some()).or_else(|| decimal(rest))?;
    let (typed, printed) = unit(len)?;
    let end = start + len + typed.chars().count();
    Some(Numeral { start, end, forms: printed.iter().map(|it| format!("{value}{it}")).collect(), is_whole: true })
}

/// What is typed behind a number and what documents print, the longer before its beginning.
const UNITS: [(&str, &[&str]); 19] = [
    ("km2", &["平方公里"]),
    ("km", &["公里", "千米"]),
    ("千米", &["公里"]),
    ("kg", &["公斤", "千克"]),
    ("千克", &["公斤"]),
    ("m2", &["平方米"]),
    ("平米", &["平方米"]),
    ("㎡", &["平方米"]),
    ("min", &["分钟"]),
    ("h", &["小时", "个小时"]),
    ("平方米", &["平方米"]),
    ("公里", &["公里", "千米"]),
    ("公斤", &["公斤", "千克"]),
    ("分钟", &["分钟"]),
    ("小时", &["小时", "个小时"]),
    ("个小时", &["个小时", "小时"]),
    ("个钟头", &["小时", "个小时"]),
    ("个钟", &["小时", "个小时"]),
    ("m", &["米"]),
];

/// Letters go on to the end of a word: `5h` but not `5html`.
fn is_unit(tail: &[char], unit: &str) -> bool {
    let len = unit.chars().count();
    let is_typed = tail.iter().take(len).copied().eq(unit.chars());
    let goes_on = |it: &char| it.is_ascii_alphanumeric() && unit.is_ascii();
    is_typed && !tail.get(len).is_some_and(goes_on)
}

fn chinese(chars: &[char], start: usize) -> Option<Numeral> {
    if start.checked_sub(1).is_some_and(|at| is_numeral(chars[at])) {
        return None;
    }
    let rest = &chars[start..];
    let (value, len) = decimal(rest).filter(|_| !rest[0].is_ascii_digit())?;
    let measure = rest.get(len).copied().filter(|it| is_measure(*it));
    if len == 1 {
        // A lone 一 or 万 is a word more often than a number (一起, 万众), and 五 is one of anything.
        let is_digit = digit(rest[0]).is_some() || rest[0] == '十';
        let form = measure.filter(|_| is_digit).map(|it| format!("{value}{it}"))?;
        return Some(Numeral { start, end: start + 2, forms: vec![form], is_whole: false });
    }
    // A day of the calendar (五一, 三八).
    if len == 2 && rest[..2].iter().all(|it| digit(*it).is_some()) {
        return None;
    }
    // Two characters may belong to words on both sides (千万不要, 十五规划), unless something is counted.
    let is_counted = 3 <= len || rest[..len].iter().any(|it| is_capital(*it)) || measure.is_some();
    let forms = value.parse().map(in_large_units).unwrap_or_default().into_iter().chain([value]).collect();
    Some(Numeral { start, end: start + len, forms, is_whole: is_counted })
}

fn arabic(chars: &[char], start: usize) -> Option<Numeral> {
    if start.checked_sub(1).is_some_and(|before| chars[before].is_ascii_digit() || chars[before] == '.') {
        return None;
    }
    let rest = &chars[start..];
    if let Some((value, len)) = in_thousands(rest) {
        let forms = in_large_units(value).into_iter().chain([value.to_string()]).collect();
        return Some(Numeral { start, end: start + len, forms, is_whole: true });
    }
    let len = rest.iter().take_while(|it| it.is_ascii_digit()).count();
    let written: String = rest[..len].iter().collect();
    if len == 0 {
        return None;
    }
    // 3万2 is 32000.
    if let Some((value, all)) = decimal(rest).filter(|it| len < it.1 && !rest[len..it.1].contains(&'.')) {
        let forms = value.parse().map(in_large_units).unwrap_or_default().into_iter().chain([value]).collect();
        return Some(Numeral { start, end: start + all, forms, is_whole: true });
    }
    let value = written.parse::<u64>().ok()?;
    let forms = if value < 100 { vec![in_chinese(value as u32)] } else { in_large_units(value) };
    Some(Numeral { start, end: start + len, forms, is_whole: 100 <= value }).filter(|it| !it.forms.is_empty())
}

/// `20,000`, and how long it is.
fn in_thousands(rest: &[char]) -> Option<(u64, usize)> {
    let num_digits = |at: usize| rest[at..].iter().take(4).take_while(|it| it.is_ascii_digit()).count();
    let mut end = num_digits(0);
    let is_begun = (1..=3).contains(&end);
    while is_begun && rest.get(end) == Some(&',') && num_digits(end + 1) == 3 {
        end += 4;
    }
    let digits: String = rest[..end].iter().filter(|it| **it != ',').collect();
    digits.parse().ok().filter(|_| digits.len() < end).map(|it| (it, end))
}

/// `3万` and `三万`, `10亿`, `1.5万`: with two decimals at most, in words only round.
fn in_large_units(value: u64) -> Vec<String> {
    let mut forms = Vec::new();
    for (size, name) in [(100_000_000, '亿'), (10_000, '万')] {
        if value < size || !value.is_multiple_of(size / 100) {
            continue;
        }
        let (whole, hundredths) = (value / size, value % size / (size / 100));
        let decimals = format!(".{hundredths:02}");
        let decimals = if hundredths == 0 { "" } else { decimals.trim_end_matches('0') };
        forms.push(format!("{whole}{decimals}{name}"));
        if hundredths == 0 && whole < 100 {
            forms.push(format!("{}{name}", in_chinese(whole as u32)));
        }
    }
    forms
}

fn is_measure(it: char) -> bool {
    "个名人家项次年岁月日天小座块条所类批万亿元公米平方种".contains(it)
}

/// Whether a character is part of a number, in digits or in words.
pub(crate) fn is_numeral(it: char) -> bool {
    it.is_ascii_digit() || digit(it).is_some() || unit(it).is_some()
}

/// As on cheques: in no word.
fn is_capital(it: char) -> bool {
    "壹贰叁肆伍陆柒捌玖拾佰仟".contains(it)
}

/// Digits in words, capitals as on cheques included.
fn digit(it: char) -> Option<u64> {
    const NAMES: [&str; 10] = ["〇零", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"];
    NAMES.iter().position(|names| names.contains(it)).map(|at| at as u64)
}

fn unit(it: char) -> Option<u64> {
    match it {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// The number at the front in figures, with its decimals, and its length:
/// `九十七点五八` is 97.58, `4.5` is itself.
fn decimal(chars: &[char]) -> Option<(String, usize)> {
    let len = chars.iter().take_while(|it| is_numeral(**it)).count();
    let whole = value_of(&chars[..len])?.to_string();
    let point = chars.get(len).filter(|it| matches!(it, '点' | '.'));
    let behind = |it: &&char| it.is_ascii_digit() || digit(**it).is_some();
    let decimals: String =
        chars.get(len + 1..).unwrap_or_default().iter().take_while(behind).map(|it| figure(*it)).collect();
    match point {
        Some(_) if !decimals.is_empty() => Some((format!("{whole}.{decimals}"), len + 1 + decimals.len())),
        _ => Some((whole, len)),
    }
}

fn figure(it: char) -> char {
    digit(it).and_then(|it| char::from_digit(it as u32, 10)).unwrap_or(it)
}

/// The value of figures (95), digits with units (九十五) or digits one by one
/// (二〇二五). A lone digit at the end counts in the next lower unit (一千五),
/// unless 零 comes before it.
pub(crate) fn value_of(chars: &[char]) -> Option<u64> {
    if chars.is_empty() {
        return None;
    }
    let one_by_one = |it: &char| it.to_digit(10).map(u64::from).or_else(|| digit(*it));
    if let Some(digits) = chars.iter().map(one_by_one).collect::<Option<Vec<u64>>>() {
        return digits.into_iter().try_fold(0u64, |value, it| value.checked_mul(10)?.checked_add(it));
    }
    with_units(chars)
}

fn with_units(chars: &[char]) -> Option<u64> {
    let (mut total, mut section, mut last, mut size_before) = (0u64, 0u64, None, 1u64);
    for it in chars {
        if let Some(size) = unit(*it) {
            let digits = last.take();
            if 10_000 <= size {
                total = total.checked_add(section.checked_add(digits.unwrap_or(0))?.max(1).checked_mul(size)?)?;
                section = 0;
            } else {
                section = section.checked_add(digits.unwrap_or(1).checked_mul(size)?)?;
            }
            size_before = size;
        } else {
            let value = it.to_digit(10).map(u64::from).or_else(|| digit(*it))?;
            // Figures go on (12万), words do not: 十四五 is a name and no number.
            last = match last {
                Some(before) if it.is_ascii_digit() => Some(u64::checked_add(u64::checked_mul(before, 10)?, value)?),
                Some(0) | None => Some(value),
                Some(_) => return None,
            };
            size_before = if value == 0 { 1 } else { size_before };
        }
    }
    let lone = chars.last().is_some_and(|it| unit(*it).is_none()) && 100 <= size_before;
    let ones = last.unwrap_or(0).checked_mul(if lone { size_before / 10 } else { 1 })?;
    total.checked_add(section)?.checked_add(ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let chars: Vec<char> = text.chars().collect();
        let forms: Vec<String> = numerals(&chars).into_iter().flat_map(|it| it.forms).collect();
        assert_eq!(forms, expected, "{text}");
    }

    #[test]
    fn percentages() {
        check("参保率百分之九十五", &["95%"]);
        check("百分之100", &["100%"]);
        check("百分之九十七点五八", &["97.58%"]);
        check("百分之四点五", &["4.5%"]);
        check("百分百", &["100%"]);
        check("千分之三", &["3‰"]);
        check("九成五", &["95%"]);
        check("三成", &["30%"]);
    }

    #[test]
    fn chinese_numbers_become_digits() {
        check("二〇二五年", &["2025"]);
        check("二零二五年", &["2025"]);
        check("二十五万人", &["25万", "二十五万", "250000"]);
        check("三百三十天", &["330"]);
        check("两个小时", &["2个小时", "2小时"]);
        check("五年", &["5年"]);
        check("五一", &[]);
        check("两千七百八十点二九元", &["2780.29"]);
        check("贰仟个", &["2000"]);
        check("五十岁", &["50"]);
        check("一起锻炼", &[]);
        check("万众创新", &[]);
        check("十四五规划", &[]);
    }

    #[test]
    fn a_lone_digit_counts_in_the_next_lower_unit() {
        check("一千五百元", &["1500"]);
        check("一千五", &["1500"]);
        check("一万五", &["1.5万", "15000"]);
        check("三千二", &["3200"]);
        check("两百五", &["250"]);
        check("一千零五", &["1005"]);
        check("3万2", &["3.2万", "32000"]);
        check("九十五", &["95"]);
    }

    #[test]
    fn digits_become_chinese_numbers() {
        check("2项", &["二"]);
        check("95%", &["九十五"]);
        check("30000名", &["3万", "三万"]);
        check("3万元", &["3万", "三万", "30000"]);
        check("12500元", &["1.25万"]);
        check("12345元", &[]);
        check("20,000元", &["2万", "二万", "20000"]);
        check("1,500人", &["1500"]);
        check("1,50人", &["一", "五十"]);
        check("1000000000元", &["10亿", "十亿", "100000万"]);
        check("120人", &[]);
        check("第120条", &["第一百二十条"]);
        check("第十二条第1款", &["第12条", "第一款"]);
    }

    #[test]
    fn words_that_are_plainly_numbers_are_whole() {
        let check = |text: &str, expected: bool| {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(numerals(&chars).first().is_some_and(|it| it.is_whole), expected, "{text}");
        };
        check("一千五", true);
        check("贰仟", true);
        check("五十岁", true);
        check("二十人", true);
        check("千万不要", false);
        check("十五规划", false);
        check("50岁", false);
    }

    #[test]
    fn units_become_those_of_documents() {
        check("5km", &["5公里", "5千米"]);
        check("5千米", &["5公里"]);
        check("3m2", &["3平方米"]);
        check("3平米", &["3平方米"]);
        check("1h", &["1小时", "1个小时"]);
        check("十五分钟", &["15分钟"]);
        check("十分重要", &[]);
        check("5html", &["五"]);
        check("十五min", &["15分钟"]);
    }

    #[test]
    fn document_numbers_lose_their_suffix() {
        check("31号文", &["31号"]);
        check("三十一号文件", &["31号"]);
    }
}
