//! `答：1.甲；` over `2.乙；`: the list of an answer may begin in the line of its label.

use crate::structure::lines::Line;
use crate::structure::numbering::marker::Marker;
use crate::structure::numbering::split::split_marker;

/// What follows `答：`, `A1：`.
pub(in crate::structure) fn behind_answer(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix(['答', 'A', 'Ａ'])?;
    rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['：', ':']).map(str::trim_start)
}

/// The first number of a list behind `答：`, and its words. The list goes on in a line of its own:
/// points within the answer are none, and neither is the number of the next question.
pub(in crate::structure) fn split_answer(lines: &[Line], at: usize) -> Option<(Marker, &str)> {
    let (marker, rest) = split_marker(behind_answer(&lines[at].text)?);
    let is_same = |it: &Marker| std::mem::discriminant(it) == std::mem::discriminant(&marker);
    let mut after = lines[at + 1..].iter().take_while(|it| behind_answer(&it.text).is_none());
    let next = after.find(|it| is_same(&split_marker(it.text.trim()).0))?;
    let is_question = next.text.trim_end().ends_with(['？', '?']);
    let goes_on = split_marker(next.text.trim()).0.follows(marker) && !is_question;
    (marker.is_first() && marker.level().is_some() && goes_on).then_some((marker, rest))
}
