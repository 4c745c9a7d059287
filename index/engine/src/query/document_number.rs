//! 文号 that are asked for by name: 柳政办〔2022〕31号, 2022年31号文, 31号文件. One
//! that differs from every document in a part it names is not answered.

use std::ops::{Range, RangeInclusive};

use crate::text::numeral::{is_numeral, value_of};

/// A 文号 in folded text, as far as it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DocumentNumber {
    /// The characters before the year: they end with the office.
    pub office: String,
    /// The year.
    pub year: Option<String>,
    /// The serial number.
    pub serial: String,
    /// As folded, from the bracket of the year on.
    pub tail: String,
    /// The characters that say so, 文 or 文件 behind it included.
    pub range: Range<usize>,
}

/// The 文号 that folded text names; `None` for a number that may count
/// something else (31号 may be a day).
pub(crate) fn document_number(chars: &[char]) -> Option<DocumentNumber> {
    let end = (1..chars.len()).find(|at| chars[*at] == '号' && is_numeral(chars[at - 1]))?;
    let start = chars[..end].iter().rposition(|it| !is_numeral(*it)).map_or(0, |at| at + 1);
    let serial = value_of(&chars[start..end])?.to_string();
    let (before, is_marked) = without_ordinal(&chars[..start]);
    let year = year(before);
    let is_named = chars.get(end + 1) == Some(&'文') && !is_marked;
    if year.is_none() && !is_named {
        return None;
    }
    let (year, rest) = year.map_or((None, before), |(year, rest)| (Some(year), rest));
    let is_office = |it: &&char| crate::text::normalizer::is_han(**it);
    let mut office: Vec<char> = rest.iter().rev().take_while(is_office).copied().collect();
    office.reverse();
    let text = |it: &[char]| it.iter().collect::<String>();
    let tail = text(&chars[rest.len()..=end]);
    let behind = chars[end + 1..].iter().zip(['文', '件']).take_while(|it| *it.0 == it.1).count();
    let range = rest.len() - office.len()..end + 1 + behind;
    Some(DocumentNumber { office: text(&office), year, serial, tail, range })
}

/// 第31号 is 31号.
fn without_ordinal(before: &[char]) -> (&[char], bool) {
    before.strip_suffix(&['第']).map_or((before, false), |it| (it, true))
}

/// `(2022)`, `2022年` or `2022-` at the end, and what comes before it.
fn year(before: &[char]) -> Option<(String, &[char])> {
    let inner = before.strip_suffix(&[')']).or_else(|| before.strip_suffix(&['年']));
    let inner = inner.or_else(|| before.strip_suffix(&['-']))?;
    let (rest, digits) = inner.split_at(inner.len().checked_sub(4)?);
    let year = value_of(digits).filter(|it| YEARS.contains(it))?;
    let is_whole = !rest.last().is_some_and(|it| is_numeral(*it));
    is_whole.then(|| (year.to_string(), rest.strip_suffix(&['(']).unwrap_or(rest)))
}

/// Four figures that are a year.
const YEARS: RangeInclusive<u64> = 1900..=2199;

impl DocumentNumber {
    /// Whether a document's own 文号 (folded) agrees in every part that is
    /// given. Words may come before the office: 请问柳政办.
    pub(crate) fn agrees(&self, own: &str) -> bool {
        let Some(own) = document_number(&own.chars().collect::<Vec<char>>()) else { return false };
        let same_office = self.office.is_empty()
            || self.year.is_none()
            || self.office.ends_with(&own.office)
            || own.office.ends_with(&self.office);
        let same_year = self.year.is_none() || self.year == own.year;
        same_office && same_year && self.serial == own.serial
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, own: &str, expected: Option<bool>) {
        let fold = crate::text::normalizer::fold;
        let chars: Vec<char> = fold(text).chars().collect();
        assert_eq!(document_number(&chars).map(|it| it.agrees(&fold(own))), expected, "{text}");
    }

    #[test]
    fn every_part_that_is_given_must_agree() {
        let own = "柳政办〔2022〕31号";
        check("柳政办〔2022〕31号", own, Some(true));
        check("柳政办[2022]31号文件", own, Some(true));
        check("请问柳政办〔2022〕31号讲什么", own, Some(true));
        check("2022年31号文", own, Some(true));
        check("31号文", own, Some(true));
        check("二〇二二年三十一号文", own, Some(true));
        check("二〇二三年三十一号文件", own, Some(false));
        check("柳政办〔2022〕99号", own, Some(false));
        check("柳政办〔2021〕31号", own, Some(false));
        check("国办发〔2022〕31号", own, Some(false));
        check("2023年31号文", own, Some(false));
        check("45号文件", own, Some(false));
        check("31号", own, None);
        check("每月15号发养老金", own, None);
    }
}
