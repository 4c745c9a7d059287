//! Questions for an amount. Who asks 多少钱 is answered by a clause that holds a
//! sum, or not at all: a clause about the benefit that leaves the sum to others
//! is near, but no basis (the expected answer type of question answering: Li
//! and Roth, *Learning Question Classifiers*, 2002).

use std::ops::Range;

use crate::index::postings::{Field, Postings};
use crate::model::corpus::{Amount, ClauseId};
use crate::text::numeral::is_numeral;

/// The units one of which must follow a number in an answer to `folded`;
/// `None` if it asks for no amount. A phrase without units takes back every
/// phrase that ends inside it: 多少年 takes back the 交多少 of 交多少年.
///
/// Costs time in the length of the question times the phrases.
pub(crate) fn units_asked<'a>(amounts: &'a [Amount], folded: &str) -> Option<&'a [String]> {
    // Loops, not iterators: a third of the bytes on the way to the browser.
    let mut found: Vec<(Range<usize>, &'a [String])> = Vec::new();
    for (at, _) in folded.char_indices() {
        for amount in amounts {
            for phrase in &amount.asked {
                if folded[at..].starts_with(phrase.as_str()) {
                    found.push((at..at + phrase.len(), &amount.units));
                }
            }
        }
    }
    for (asked, units) in found.iter().filter(|it| !it.1.is_empty()) {
        let takes_back = |it: &Range<usize>| it.start < asked.end && asked.end <= it.end;
        if !found.iter().any(|it| it.1.is_empty() && takes_back(&it.0)) {
            return Some(*units);
        }
    }
    None
}

/// Whether the official text of a clause holds a number before one of the
/// units. Costs time in the occurrences of the units.
pub(crate) fn holds_amount(text: &Postings, clause: ClauseId, units: &[String]) -> bool {
    for unit in units.iter().filter_map(|it| text.encode(it)) {
        for it in text.occurrences(&unit) {
            // Something stands before every match: the text begins with the mark that parts fields.
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
    use crate::model::corpus::{Clause, Corpus, PlainNote};

    fn amounts() -> [Amount; 2] {
        let amount = |asked: &[&str], units: &[&str]| Amount {
            asked: asked.iter().map(|it| (*it).to_owned()).collect(),
            units: units.iter().map(|it| (*it).to_owned()).collect(),
        };
        [amount(&["多少钱", "交多少"], &["元", "%"]), amount(&["多少年", "没多少钱", "提交多少"], &[])]
    }

    #[track_caller]
    fn check_asked(query: &str, expected: bool) {
        assert_eq!(units_asked(&amounts(), query).is_some(), expected, "{query}");
    }

    #[test]
    fn amounts_are_asked_for_unless_a_phrase_takes_it_back() {
        check_asked("轮椅多少钱", true);
        check_asked("社保交多少", true);
        check_asked("社保交多少年", false);
        check_asked("社保交多少年，多少钱", true);
        check_asked("轮椅怎么租", false);
        check_asked("家里没多少钱", false);
        check_asked("要提交多少份表", false);
    }

    #[track_caller]
    fn check_holds(official: &str, expected: bool) {
        let plain = Some(PlainNote { summary: "有500元".into(), ..PlainNote::default() });
        let clauses = [(official, None), ("另一条给800元", None), ("便民", plain)];
        let clause =
            |(text, plain): (&str, Option<PlainNote>)| Clause { text: text.into(), plain, ..Clause::default() };
        let text = Postings::new(&Corpus { clauses: clauses.map(clause).to_vec(), ..Corpus::default() });
        let holds = |at| holds_amount(&text, ClauseId(at), &["元".into(), "%".into()]);
        assert_eq!([0, 1, 2].map(holds), [expected, true, false], "{official}");
    }

    #[test]
    fn a_unit_counts_behind_a_number_of_the_official_text() {
        check_holds("每人每月补贴500元", true);
        check_holds("最高贷款三十万元", true);
        check_holds("按50％报销", true);
        check_holds("发挥多元主体作用", false);
        check_holds("元旦前完成", false);
    }
}
