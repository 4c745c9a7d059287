//! Whether the best clause is an answer or only near: a logistic model over a
//! handful of features (Cox: “The regression analysis of binary sequences”,
//! 1958), fitted by `policy-index fit` to questions that are answered and
//! questions that are not.

use crate::index::postings::Postings;
use crate::index::text::Text;
use crate::model::corpus::ClauseId;
use crate::query::match_kind::MatchKind;
use crate::query::query::Query;
use crate::rank::candidate::Candidate;
use crate::rank::math::{exp, ln};
use crate::rank::scorer::Scorer;
use crate::rank::weights::{Confidence, NUM_FEATURES, Weights};
use crate::text::numeral::is_numeral;

/// What is known of the best candidates, best first. `misses_amount`: the
/// query asks for a sum that they do not hold.
pub(crate) fn features(
    scorer: &Scorer<'_>,
    query: &Query,
    best: &[Candidate],
    misses_amount: bool,
) -> [f32; NUM_FEATURES] {
    let Some(first) = best.first() else { return [0.0; NUM_FEATURES] };
    let next = best.get(1).map_or(0.0, |it| it.score);
    let margin = if first.score == 0.0 { 0.0 } else { 1.0 - next / first.score };
    let strength = first.score / (1.0 + scorer.total_weight());
    let flag = |it: bool| f32::from(u8::from(it));
    let length = ln(1.0 + query.terms.len() as f32);
    let asks_for_words = query.units.iter().flatten().any(|it| it.starts_with(WORD));
    let asks_for_amount = query.units.is_some() && !asks_for_words;
    let asking = asking(query.leaning.num_chars);
    let said = damping(query.leaning.num_chars);
    // What was learned says nothing about a document that nobody taught.
    let said = if scorer.clauses.is_taught(first.clause) { said } else { 0.0 };
    let leaning = query.leaning.of(first.clause) * said;
    let lead = leaning - query.leaning.most_but(Some(first.clause)) * said;
    // A lone word with a slip or of the thesaurus is a word to be found, as one that was spelled is.
    let is_read =
        is_lone_slip(query) || is_lone_key(query) || query.corrections.iter().any(|it| it.why == MatchKind::Pinyin);
    [
        1.0,
        first.coverage,
        first.asked,
        scorer.unseen(),
        margin,
        strength,
        flag(scorer.is_elsewhere),
        flag(misses_amount && !asks_for_words),
        flag(misses_amount && asks_for_words),
        length,
        leaning,
        lead,
        query.leaning.doubt * said * asking,
        flag(is_read),
        flag(asks_for_amount),
        1.0 - asking,
    ]
}

/// A few characters say little for or against an answer.
fn damping(num_chars: usize) -> f32 {
    num_chars as f32 / (num_chars + DAMPED_CHARS) as f32
}

/// Whether the query is one word, all of it read as another.
fn is_lone_slip(query: &Query) -> bool {
    match (&query.terms[..], &query.corrections[..]) {
        ([term], [it]) => term.range == (0..it.from.chars().count()),
        _ => false,
    }
}

/// Whether the query is one word that the thesaurus knows.
fn is_lone_key(query: &Query) -> bool {
    matches!(&query.terms[..], [it] if it.variants.iter().any(|it| it.why == MatchKind::Synonym))
}

/// How far characters are a question: a bare word asks for nothing in
/// particular, and is found whatever else is asked about it.
fn asking(num_chars: usize) -> f32 {
    let cube = |it: usize| (it * it * it) as f32;
    cube(num_chars) / (cube(num_chars) + cube(ASKING_CHARS))
}

/// So many are half of a question.
const ASKING_CHARS: usize = 6;

/// So many characters say half of what endless ones would.
const DAMPED_CHARS: usize = 16;

/// Begins what is a word and no unit.
const WORD: char = '@';

impl Weights {
    /// The model for these candidates, best first.
    pub(crate) fn confidence_in(&self, scorer: &Scorer<'_>, best: &[Candidate]) -> &Confidence {
        let is_taught = best.first().is_none_or(|it| scorer.clauses.is_taught(it.clause));
        if is_taught { &self.confidence } else { &self.confidence_untaught }
    }
}

/// How likely the features are those of an answer, 0 to 1.
pub(crate) fn probability(features: &[f32; NUM_FEATURES], confidence: &Confidence) -> f32 {
    let sum: f32 = features.iter().zip(&confidence.weights).map(|(it, weight)| it * weight).sum();
    1.0 / (1.0 + exp(-sum))
}

/// Whether the official text of a clause holds what is asked for: a number
/// before one of the units, or one of the words (given with an @ before
/// them). Costs time in the occurrences of the units.
pub(crate) fn holds_amount(text: &Postings, clause: ClauseId, units: &[String]) -> bool {
    for unit in units {
        let (is_word, unit) = unit.strip_prefix(WORD).map_or((false, unit.as_str()), |it| (true, it));
        let Some(unit) = text.encode(unit) else { continue };
        for it in text.occurrences(&unit) {
            // There is a character before every match: the text begins with the mark that parts fields.
            let before = text.chars()[it.position.max(1) as usize - 1];
            let is_what = is_word || is_numeral(text.char_of(before));
            if it.clause == clause && it.field.is_official() && is_what {
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
