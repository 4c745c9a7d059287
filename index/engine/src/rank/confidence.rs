//! Whether the best clauses are an answer or only near.

use crate::index::postings::Postings;
use crate::model::corpus::ClauseId;
use crate::model::field::Field;
use crate::text::numeral::is_numeral;

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
