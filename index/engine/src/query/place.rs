//! Places that are asked for by their printed number: 第三章, 第12条,
//! 28号第三章. They lead there, whatever else holds these characters.

use std::ops::Range;

use crate::model::heading::NumberKind;
use crate::query::document_number::{DocumentNumber, document_number};
use crate::text::numeral::{is_numeral, value_of};

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The document, if it is named.
    pub document: Option<DocumentNumber>,
    /// Printed numbers, outermost first: 第三章第二节.
    pub numbers: Vec<(NumberKind, u32)>,
    /// The characters that say so.
    pub range: Range<usize>,
}

/// The place that folded text names, if it names one.
pub(crate) fn place(chars: &[char]) -> Option<Place> {
    let first = (0..chars.len()).find_map(|at| numbered(chars, at).map(|it| (at, it)))?;
    let (start, (kind, value, mut end)) = first;
    let mut numbers = vec![(kind, value)];
    while let Some((kind, value, next)) = numbered(chars, end) {
        numbers.push((kind, value));
        end = next;
    }
    let document = document_before(&chars[..start]);
    let start = if document.is_some() { 0 } else { start };
    Some(Place { document, numbers, range: start..end })
}

/// `第三章` at a position, and where it ends.
fn numbered(chars: &[char], start: usize) -> Option<(NumberKind, u32, usize)> {
    let rest = chars.get(start..)?.strip_prefix(&['第'])?;
    let len = rest.iter().take_while(|it| is_numeral(**it)).count();
    let value = u32::try_from(value_of(&rest[..len])?).ok()?;
    let (kind, len_unit) = match rest[len..] {
        ['编', ..] => (NumberKind::Part, 1),
        ['章', ..] => (NumberKind::Chapter, 1),
        ['节', ..] => (NumberKind::Section, 1),
        ['条', ..] => (NumberKind::Article, 1),
        ['部', '分', ..] => (NumberKind::Division, 2),
        _ => return None,
    };
    Some((kind, value, start + 1 + len + len_unit))
}

/// The 文号 right before a place; here 28号 counts nothing else.
fn document_before(before: &[char]) -> Option<DocumentNumber> {
    let before = before.strip_suffix(&['的']).unwrap_or(before);
    let before = ["文件", "文"].iter().fold(before, |rest, it| {
        let tail: Vec<char> = it.chars().collect();
        rest.strip_suffix(tail.as_slice()).unwrap_or(rest)
    });
    if before.last() != Some(&'号') {
        return None;
    }
    document_number(&[before, &['文']].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, serial: Option<&str>, numbers: &[(NumberKind, u32)]) {
        let found = place(&text.chars().collect::<Vec<char>>());
        let found = found.map(|it| (it.document.map(|it| it.serial), it.numbers)).unwrap_or_default();
        assert_eq!(found, (serial.map(str::to_owned), numbers.to_vec()), "{text}");
    }

    #[test]
    fn places_are_read_however_their_number_is_written() {
        check("第三章", None, &[(NumberKind::Chapter, 3)]);
        check("第12条", None, &[(NumberKind::Article, 12)]);
        check("第十二条讲什么", None, &[(NumberKind::Article, 12)]);
        check("28号第三章第二节", Some("28"), &[(NumberKind::Chapter, 3), (NumberKind::Section, 2)]);
        check("31号文件的第2部分", Some("31"), &[(NumberKind::Division, 2)]);
        check("第一次创业", None, &[]);
        check("第三十五届", None, &[]);
    }
}
