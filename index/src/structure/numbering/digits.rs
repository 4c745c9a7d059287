//! Printed numbers: 十二, １２, ⑿, in every form that has one value.

use crate::structure::numbering::marker::Marker;

/// A number in either figures or words, and what follows it.
pub(crate) fn any_number(text: &str) -> Option<(u32, &str)> {
    arabic_number(text).or_else(|| chinese_number(text))
}

/// A letter that counts, `A` for 1, and what follows it.
pub(crate) fn counted_letter(text: &str) -> Option<(u32, &str)> {
    let first = text.chars().next().filter(char::is_ascii_uppercase)?;
    Some((u32::from(first) - u32::from('A') + 1, &text[1..]))
}

/// Up to three digits, of full width too, so that years are not taken for numbers.
pub(super) fn arabic_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c| digit(c).is_none()).unwrap_or(text.len());
    let digits: Vec<u32> = text[..end].chars().filter_map(digit).collect();
    let is_number = (1..=3).contains(&digits.len());
    is_number.then(|| (digits.iter().fold(0, |value, it| value * 10 + it), &text[end..]))
}

fn digit(c: char) -> Option<u32> {
    let is_wide = ('０'..='９').contains(&c);
    c.to_digit(10).or_else(|| is_wide.then(|| u32::from(c) - u32::from('０')))
}

/// 一 to 九千九百九十九, 一〇一; 百 and 千 need a digit before them.
pub(super) fn chinese_number(text: &str) -> Option<(u32, &str)> {
    let (mut total, mut pending, mut num_digits, mut end) = (0, None, 0, 0);
    for c in text.chars() {
        if let Some(value) = chinese_digit(c) {
            let before: u32 = pending.filter(|_| total == 0).unwrap_or(0);
            pending = Some(before.checked_mul(10)?.checked_add(value)?);
            num_digits += 1;
        } else if let Some(unit) = unit(c).filter(|&unit| unit == 10 || pending.is_some()) {
            total += pending.take().filter(|&it| it != 0).unwrap_or(1) * unit;
        } else {
            break;
        }
        end += c.len_utf8();
    }
    let value = total + pending.unwrap_or(0);
    // 二〇二五 is a year.
    let is_year = total == 0 && 3 < num_digits;
    (value != 0 && !is_year).then(|| (value, &text[end..]))
}

fn chinese_digit(c: char) -> Option<u32> {
    let position = |digits: &str| digits.chars().position(|it| it == c);
    let at = position("零一二三四五六七八九").or_else(|| position("零壹贰叁肆伍陆柒捌玖"));
    at.and_then(|at| u32::try_from(at).ok()).or_else(|| "〇○".contains(c).then_some(0))
}

fn unit(c: char) -> Option<u32> {
    [('十', 10), ('拾', 10), ('百', 100), ('千', 1000)].into_iter().find(|it| it.0 == c).map(|it| it.1)
}

/// Numbers that are one character.
pub(super) fn enclosed(c: char) -> Option<Marker> {
    type Run = (char, char, u32, fn(u32) -> Marker);
    const RUNS: [Run; 9] = [
        ('①', '⑳', 1, Marker::Circled),
        ('㉑', '㉟', 21, Marker::Circled),
        ('㊱', '㊿', 36, Marker::Circled),
        ('❶', '❿', 1, Marker::Circled),
        ('⑴', '⒇', 1, Marker::NumberInBrackets),
        ('⒈', '⒛', 1, Marker::Number),
        ('㈠', '㈩', 1, Marker::ChineseInBrackets),
        ('Ⅰ', 'Ⅻ', 1, Marker::Roman),
        ('ⅰ', 'ⅻ', 1, Marker::Roman),
    ];
    let run = RUNS.into_iter().find(|it| (it.0..=it.1).contains(&c))?;
    Some(run.3(u32::from(c) - u32::from(run.0) + run.2))
}

/// What follows `word` at the beginning of a line, white space within the word aside.
pub(in crate::structure) fn without_space<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = line;
    for c in word.chars() {
        rest = rest.trim_start().strip_prefix(c)?;
    }
    Some(rest)
}
