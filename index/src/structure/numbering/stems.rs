//! `甲、`, `乙、`, `丙、` as numbers: only where a document has both 甲、 and 乙、 at
//! the beginning of lines; elsewhere they are persons and parties.

use crate::structure::lines::Line;
use crate::structure::numbering::marker::Marker;
use crate::structure::numbering::split::split_marker;

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
/// Level of stems that stand under no number.
const OUTERMOST: u8 = 36;

/// What the stems of a document are.
#[derive(Debug, Default)]
pub(in crate::structure) struct Stems {
    level: Option<u8>,
}

impl Stems {
    /// Looks for a list of stems, and for the number above the first of them.
    pub(crate) fn of(lines: &[Line]) -> Self {
        let at = |value: u32| lines.iter().position(|it| stem(&it.text).is_some_and(|it| it.0 == value));
        let (Some(first), Some(second)) = (at(1), at(2)) else { return Self::default() };
        let above = || lines[..first].iter().rev().find_map(|it| split_marker(it.text.trim()).0.level());
        Self { level: (first < second).then(|| above().map_or(OUTERMOST, |it| it.saturating_add(5))) }
    }

    /// Marker, level and what follows, if the line begins with a stem.
    pub(crate) fn split<'a>(&self, text: &'a str) -> Option<(Marker, u8, &'a str)> {
        let (value, rest) = stem(text)?;
        Some((Marker::Stem(value), self.level?, rest.trim_start()))
    }
}

fn stem(text: &str) -> Option<(u32, &str)> {
    let text = text.trim();
    let first = text.chars().next()?;
    let value = STEMS.chars().position(|it| it == first)?;
    let rest = text[first.len_utf8()..].strip_prefix(['、', '．', '.'])?;
    // 甲、乙双方 are parties.
    let is_party = rest.starts_with(|c: char| STEMS.contains(c)) || rest.contains('\t');
    (!is_party).then(|| (u32::try_from(value + 1).unwrap_or_default(), rest))
}
