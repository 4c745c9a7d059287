//! Questions for an amount. Who asks 多少钱 is answered by a clause that holds a
//! sum, or not at all: a clause about the benefit that leaves the sum to others
//! is near, but no basis (the expected answer type of question answering: Li
//! and Roth, *Learning Question Classifiers*, 2002).

use crate::model::{Amount, ClauseId};
use crate::numeral::is_numeral;
use crate::text::{Field, TextIndex};

/// The units one of which must follow a number in an answer to `folded`;
/// `None` if it asks for no amount. Of phrases that begin at the same place the
/// longest counts, so that 交多少年 is not taken for 交多少.
///
/// Costs time in the length of the question times the phrases.
pub(crate) fn units_asked<'a>(amounts: &'a [Amount], folded: &str) -> Option<&'a [String]> {
    // Loops, not iterators: a third of the bytes on the way to the browser.
    for (at, _) in folded.char_indices() {
        let mut longest: Option<(usize, &Amount)> = None;
        for amount in amounts {
            for phrase in &amount.asked {
                if longest.is_none_or(|it| it.0 < phrase.len()) && folded[at..].starts_with(phrase.as_str()) {
                    longest = Some((phrase.len(), amount));
                }
            }
        }
        if let Some((_, Amount { units, .. })) = longest.filter(|it| !it.1.units.is_empty()) {
            return Some(units);
        }
    }
    None
}

/// Whether the official text of a clause holds a number before one of the
/// units. Costs time in the occurrences of the units.
pub(crate) fn holds_amount(text: &TextIndex, clause: ClauseId, units: &[String]) -> bool {
    for unit in units.iter().filter_map(|it| text.encode(it)) {
        for it in text.occurrences(&unit) {
            let before = text.chars()[it.position.max(1) as usize - 1];
            if it.clause == clause && it.field != Field::Plain && is_numeral(text.char_of(before)) {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Clause, Corpus};

    fn amounts() -> [Amount; 2] {
        let amount = |asked: &[&str], units: &[&str]| Amount {
            asked: asked.iter().map(|it| (*it).to_owned()).collect(),
            units: units.iter().map(|it| (*it).to_owned()).collect(),
        };
        [amount(&["多少钱", "交多少"], &["元", "%"]), amount(&["交多少年"], &[])]
    }

    #[track_caller]
    fn check_asked(query: &str, expected: bool) {
        assert_eq!(units_asked(&amounts(), query).is_some(), expected, "{query}");
    }

    #[test]
    fn amounts_are_asked_for_by_the_longest_phrase() {
        check_asked("轮椅多少钱", true);
        check_asked("社保交多少", true);
        check_asked("社保交多少年", false);
        check_asked("社保交多少年，多少钱", true);
        check_asked("轮椅怎么租", false);
    }

    #[track_caller]
    fn check_holds(clause: &str, expected: bool) {
        let clauses = vec![Clause { text: clause.into(), ..Clause::default() }];
        let text = TextIndex::new(&Corpus { clauses, ..Corpus::default() });
        assert_eq!(holds_amount(&text, ClauseId(0), &["元".into(), "%".into()]), expected, "{clause}");
    }

    #[test]
    fn a_unit_counts_behind_a_number() {
        check_holds("每人每月补贴500元", true);
        check_holds("最高贷款三十万元", true);
        check_holds("按50％报销", true);
        check_holds("发挥多元主体作用", false);
        check_holds("2025年前完成", false);
    }
}
