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
    let phrases = || amounts.iter().flat_map(|it| it.asked.iter().map(move |phrase| (phrase.as_str(), it)));
    let longest = |rest: &str| phrases().filter(|it| rest.starts_with(it.0)).max_by_key(|it| it.0.len());
    let found = folded.char_indices().filter_map(|(at, _)| longest(&folded[at..]));
    found.map(|it| it.1.units.as_slice()).find(|it| !it.is_empty())
}

/// Whether the official text of a clause holds a number before one of the
/// units. Costs time in the occurrences of the units.
pub(crate) fn holds_amount(text: &TextIndex, clause: ClauseId, units: &[String]) -> bool {
    let is_number = |position: u32| {
        let before = position.checked_sub(1).and_then(|at| text.chars().get(at as usize));
        before.is_some_and(|it| is_numeral(text.char_of(*it)))
    };
    units.iter().filter_map(|it| text.encode(it)).any(|unit| {
        let found = text.occurrences(&unit).filter(|it| it.clause == clause && it.field != Field::Plain);
        found.into_iter().any(|it| is_number(it.position))
    })
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
