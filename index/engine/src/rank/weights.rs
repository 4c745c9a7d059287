//! What a match is worth: every ranking weight, in one table.
//!
//! Terms are scored as BM25F (Robertson, Zaragoza, Taylor: “Simple BM25
//! extension to multiple weighted fields”, 2004): field weights are applied
//! to the term frequency before it saturates.
//!
//! `policy-index fit --queries tests/data/queries.tsv tests/data/far.tsv`
//! finds the confidence and its threshold (of what nobody taught, where the
//! index was made by `compile --untaught`), and the same with `--ranking --record
//! tests/data/ranking.tsv` the ranking; tests fail where the table and what
//! they found differ. Set by measuring, not by these commands: `near_chars`,
//! `latent`, `leaning_chars`, `superseded`, and `untaught` by what it is worth
//! to leave out the questions of one document at a time.

use crate::model::corpus::ClauseForm;
use crate::model::field::Field;
use crate::rank::math::{ln, power};

/// What the confidence looks at, in the order of [`Weights::confidence`].
pub const FEATURES: [&str; 16] = [
    "always",
    "coverage",
    "asked",
    "unseen",
    "margin",
    "strength",
    "elsewhere",
    "amount missing",
    "word missing",
    "length",
    "leaning",
    "leaning lead",
    "doubt",
    "sounds",
    "amount asked",
    "bare word",
];
/// How many they are.
pub const NUM_FEATURES: usize = FEATURES.len();

/// A fitted model of whether the best clause is an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence {
    /// What speaks for and against it, in the order of [`FEATURES`].
    pub weights: [f32; NUM_FEATURES],
    /// From this probability on the clause is presented as an answer: the
    /// highest at which of a hundred answers left out no more than 7 are
    /// withheld.
    pub threshold: f32,
}

/// The ranking weights. Larger is more, unless said otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Saturation of term frequency: at 0 only presence counts, large values
    /// make ten mentions worth ten.
    pub k1: f32,
    /// How much a long clause is held against its mentions: 0 not, 1 fully.
    pub b: f32,
    /// A mention in the headings above the clause.
    pub path: f32,
    /// A mention in the title, where the title is a part of the text.
    pub title: f32,
    /// A mention in the text.
    pub text: f32,
    /// A mention in the plain note.
    pub plain: f32,
    /// A mention in what people ask.
    pub question: f32,
    /// A pair of characters, against a word.
    pub pair: f32,
    /// A character of a word that occurs nowhere.
    pub single: f32,
    /// A word of the thesaurus, on top of the weight of its line.
    pub synonym: f32,
    /// A reading of pinyin, on top of how well it fits.
    pub pinyin: f32,
    /// A corrected character.
    pub correction: f32,
    /// Exponent of the rarity of a word: above 1, rare words outweigh common
    /// ones further than their counts say. Whole questions hold many common
    /// words.
    pub rarity: f32,
    /// Exponent of the covered share of the query: at 0 covering does not
    /// matter, at 1 a clause with half the query is worth half.
    pub coverage: f32,
    /// Two neighbouring words of the query that occur within
    /// [`Weights::near_chars`] of each other, against the commoner of them.
    pub near: f32,
    /// What counts as near, in characters.
    pub near_chars: usize,
    /// What the best clauses under the same headings earned on average,
    /// against what the clause earned itself.
    pub section: f32,
    /// What the best clauses of the document earned on average, likewise.
    pub document: f32,
    /// A clause that lies where the words of the query point, against what the
    /// index says it is worth; where the index was taught directions.
    pub latent: f32,
    /// What the characters of the query lean to, per unit, against the best
    /// score; where questions taught it.
    pub leaning: f32,
    /// With so many characters it counts half.
    pub leaning_chars: f32,
    /// What a clause of a document that nobody taught gets of the furthest
    /// leaning, where it is the best by its words.
    pub untaught: f32,
    /// An office named in the query that is responsible for the clause,
    /// against the name itself.
    pub responsible: f32,
    /// A row of a table or an entry of a glossary, against a clause that says
    /// what is done: who wants something is better served by the latter.
    pub reference: f32,
    /// A clause of a document that a later one ended, where that one answers too.
    pub superseded: f32,
    /// Where questions taught the document of the best clause.
    pub confidence: Confidence,
    /// Where nobody taught it, so that only words speak for an answer.
    pub confidence_untaught: Confidence,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            k1: 1.6,
            b: 0.56,
            path: 1.0,
            title: 2.0,
            text: 1.33,
            plain: 0.8,
            question: 0.75,
            pair: 0.38,
            single: 0.2,
            synonym: 1.0,
            pinyin: 1.2,
            correction: 0.93,
            rarity: 1.13,
            coverage: 0.3,
            near: 0.27,
            near_chars: 16,
            section: 0.3,
            document: 1.0,
            latent: 1.0,
            leaning: 0.21,
            leaning_chars: 8.0,
            untaught: 0.8,
            responsible: 0.67,
            reference: 0.65,
            superseded: 0.5,
            confidence: Confidence {
                weights: [
                    -1.69, 0.96, 0.15, -0.94, 0.29, 0.64, -1.23, -1.34, -1.82, -0.35, 0.53, 0.4, -2.74, 1.12, -1.21,
                    1.05,
                ],
                threshold: 0.69,
            },
            confidence_untaught: Confidence {
                weights: [
                    -1.67, 2.01, 0.0, -1.22, 0.38, 1.49, -1.52, -2.0, -2.67, 1.6, 0.0, 0.0, 0.0, 0.84, -2.13, -1.67,
                ],
                threshold: 0.49,
            },
        }
    }
}

impl Weights {
    pub(crate) fn field(&self, field: Field) -> f32 {
        match field {
            Field::Path => self.path,
            Field::Title => self.title,
            Field::Text => self.text,
            Field::Plain => self.plain,
            Field::Question => self.question,
        }
    }

    pub(crate) fn form(&self, form: ClauseForm) -> f32 {
        if matches!(form, ClauseForm::Row | ClauseForm::Term) { self.reference } else { 1.0 }
    }

    /// What a word is worth that occurs in `doc_freq` of `num_clauses`.
    pub(crate) fn idf_weight(&self, num_clauses: usize, doc_freq: usize) -> f32 {
        power(idf(num_clauses, doc_freq), self.rarity)
    }

    /// Saturated term frequency, below 1. `len_ratio` is the length of the
    /// clause against the mean.
    pub(crate) fn saturate(&self, term_freq: f32, len_ratio: f32) -> f32 {
        term_freq / (term_freq + self.k1 * (1.0 - self.b + self.b * len_ratio))
    }
}

/// Inverse document frequency, never negative: the form of Lucene,
/// ln(1 + (N − df + ½) / (df + ½)).
fn idf(num_clauses: usize, doc_freq: usize) -> f32 {
    let (all, with) = (num_clauses as f32, doc_freq as f32);
    ln(1.0 + (all - with + 0.5) / (with + 0.5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_terms_weigh_more_and_none_below_zero() {
        assert!(idf(300, 300) < idf(300, 30) && idf(300, 30) < idf(300, 1));
        assert!(0.0 <= idf(300, 300));
    }

    #[test]
    fn term_frequency_saturates_below_one() {
        let weights = Weights::default();
        assert!(weights.saturate(1.0, 1.0) < weights.saturate(5.0, 1.0));
        assert!(weights.saturate(1_000.0, 1.0) < 1.0);
    }
}
