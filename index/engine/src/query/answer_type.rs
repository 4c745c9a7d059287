//! Questions for an amount. Who asks 多少钱 is answered by a clause that holds a
//! sum, or not at all: a clause about the benefit that leaves the sum to others
//! is near, but no basis (the expected answer type of question answering: Li
//! and Roth, *Learning Question Classifiers*, 2002).

use std::ops::Range;

use crate::model::corpus::Amount;

/// The units one of which must follow a number in an answer to `folded`;
/// `None` if it asks for no amount. A phrase without units takes back every
/// phrase that ends inside it: 多少年 takes back the 交多少 of 交多少年.
///
/// Costs time in the length of the question times the phrases.
pub(crate) fn units_asked<'a>(amounts: &'a [Amount], folded: &[char]) -> Option<&'a [String]> {
    // Loops, not iterators: a third of the bytes on the way to the browser.
    let mut found: Vec<(Range<usize>, &'a [String])> = Vec::new();
    for at in 0..folded.len() {
        for amount in amounts {
            for phrase in &amount.asked {
                if let Some(len) = len_at_start(&folded[at..], phrase) {
                    found.push((at..at + len, &amount.units));
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

/// The length of a phrase in characters, if `folded` begins with it.
fn len_at_start(folded: &[char], phrase: &str) -> Option<usize> {
    let mut len = 0;
    for it in phrase.chars() {
        if folded.get(len) != Some(&it) {
            return None;
        }
        len += 1;
    }
    Some(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts() -> [Amount; 2] {
        let amount = |asked: &[&str], units: &[&str]| Amount {
            asked: asked.iter().map(|it| (*it).to_owned()).collect(),
            units: units.iter().map(|it| (*it).to_owned()).collect(),
        };
        [amount(&["多少钱", "交多少"], &["元", "%"]), amount(&["多少年", "没多少钱", "提交多少"], &[])]
    }

    #[track_caller]
    fn check_asked(query: &str, expected: bool) {
        let chars: Vec<char> = query.chars().collect();
        assert_eq!(units_asked(&amounts(), &chars).is_some(), expected, "{query}");
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
}
