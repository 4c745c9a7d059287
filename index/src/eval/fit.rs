//! Finds the weights of the confidence: logistic regression on questions that
//! are answered and questions that are not, checked by leaving a fifth out.
//! No weight of it is set by hand; the table in the engine cites this command.

use std::fmt;

use policy_engine::{FEATURES, SearchOptions, Searcher};

use crate::eval::metrics::grade;
use crate::eval::questions::{Question, clause_text};

/// What one question shows, and whether it should be answered.
#[derive(Clone, Debug)]
struct Sample {
    features: Vec<f64>,
    is_answer: bool,
}

/// The fitted weights and how they did on questions they had not seen.
#[derive(Clone, Debug, Default)]
pub struct Fit {
    /// In the order of [`FEATURES`].
    pub weights: Vec<f64>,
    /// From this probability on a clause is presented as an answer: the highest, in hundredths, at which no more than
    /// 7 % of the answers left out are withheld.
    pub threshold: f64,
    /// Questions with a right answer among three: how many, withheld when left out.
    pub answers: (usize, usize),
    /// Questions without an answer: how many, refused when left out.
    pub others: (usize, usize),
    /// Share of pairs of an answer and a non-answer in the right order, left out.
    pub auc: f64,
    /// By fifths of the probability, left out: how many questions, how many of them are answered.
    pub calibration: [(usize, usize); NUM_FIFTHS],
}

/// How many of the answers may be withheld so that as many others as possible are refused: of a hundred, 7. DESIGN
/// allows 11 of all that can be answered, and some of those are not found at all.
const MAX_WITHHELD: f64 = 0.07;
/// Parts of the probabilities that are looked at for whether they say the truth.
const NUM_FIFTHS: usize = 5;

/// Fits to questions asked with a searcher. Questions whose answer is not
/// among the first three teach nothing and are left out, as are literal
/// matches, which need no model.
pub fn fit(searcher: &Searcher<'_>, questions: &[Question]) -> Fit {
    let samples: Vec<Sample> = questions.iter().filter_map(|it| sample(searcher, it)).collect();
    let mut fit = Fit { weights: regress(&samples), ..Fit::default() };
    let mut scored: Vec<(f64, bool)> = Vec::new();
    for fold in 0..NUM_FOLDS {
        let is_out = |at: &usize| at % NUM_FOLDS == fold;
        let pick = |out: bool| (0..samples.len()).filter(move |at| is_out(at) == out).map(|at| samples[at].clone());
        let weights = regress(&pick(false).collect::<Vec<_>>());
        scored.extend(pick(true).map(|it| (probability(&weights, &it.features), it.is_answer)));
    }
    fit.threshold = threshold(&scored);
    for (probability, is_answer) in &scored {
        let (num, below) = if *is_answer { &mut fit.answers } else { &mut fit.others };
        *num += 1;
        *below += usize::from(*probability < fit.threshold);
        let fifth = &mut fit.calibration[((probability * NUM_FIFTHS as f64) as usize).min(NUM_FIFTHS - 1)];
        fifth.0 += 1;
        fifth.1 += usize::from(*is_answer);
    }
    fit.auc = auc(&scored);
    fit
}

/// The highest threshold that withholds no more than [`MAX_WITHHELD`] of the answers.
fn threshold(scored: &[(f64, bool)]) -> f64 {
    let mut answers: Vec<f64> = scored.iter().filter(|it| it.1).map(|it| it.0).collect();
    answers.sort_by(f64::total_cmp);
    let first_shown = answers.get((answers.len() as f64 * MAX_WITHHELD) as usize);
    first_shown.map_or(1.0, |it| (it * 100.0).floor() / 100.0)
}

/// Parts of the questions, each left out once.
const NUM_FOLDS: usize = 5;
/// Keeps the weights small where the questions say little.
const RIDGE: f64 = 0.002;
/// Newton converges in fewer.
const NUM_STEPS: usize = 30;

fn sample(searcher: &Searcher<'_>, question: &Question) -> Option<Sample> {
    let options = SearchOptions { limit: 3, ..SearchOptions::default() };
    let page = searcher.search(&question.query, &options);
    let is_right =
        |it: &policy_engine::Hit| grade(&clause_text(searcher.index().clause(it.clause)), &question.snippets) > 0;
    let is_answer = !question.snippets.is_empty();
    let is_literal = page.probability == 1.0;
    if is_literal || is_answer && !page.hits.iter().any(is_right) {
        return None;
    }
    Some(Sample { features: page.features.iter().map(|it| f64::from(*it)).collect(), is_answer })
}

fn probability(weights: &[f64], features: &[f64]) -> f64 {
    let sum: f64 = weights.iter().zip(features).map(|(weight, it)| weight * it).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Newton's method on the mean logistic loss (iteratively reweighted least
/// squares: McCullagh and Nelder, *Generalized Linear Models*, 1989).
fn regress(samples: &[Sample]) -> Vec<f64> {
    let num_answers = samples.iter().filter(|it| it.is_answer).count().max(1) as f64;
    let num_others = (samples.len() as f64 - num_answers).max(1.0);
    // Both kinds weigh alike, so that a probability says how likely an answer is where as many have one as have none.
    let (answer_share, other_share) = (0.5 / num_answers, 0.5 / num_others);
    let num = FEATURES.len();
    let mut weights = vec![0.0; num];
    for _ in 0..NUM_STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|it| RIDGE * it).collect();
        let mut curvature = vec![vec![0.0; num]; num];
        (0..num).for_each(|at| curvature[at][at] = RIDGE);
        for Sample { features, is_answer } in samples {
            let (target, share) = if *is_answer { (1.0, answer_share) } else { (0.0, other_share) };
            let got = probability(&weights, features);
            for (at, it) in features.iter().enumerate() {
                gradient[at] += share * (got - target) * it;
                let more = share * got * (1.0 - got) * it;
                curvature[at].iter_mut().zip(features).for_each(|(sum, it)| *sum += more * it);
            }
        }
        let step = solve(curvature, gradient);
        weights.iter_mut().zip(&step).for_each(|(weight, it)| *weight -= it);
    }
    weights
}

/// Solves a system of equations with a positive definite matrix by elimination.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let num = right.len();
    for at in 0..num {
        let (above, below) = matrix.split_at_mut(at + 1);
        let own = &above[at];
        for (row, other) in below.iter_mut().enumerate() {
            let factor = other[at] / own[at];
            other.iter_mut().zip(own).for_each(|(it, own)| *it -= factor * own);
            right[at + 1 + row] -= factor * right[at];
        }
    }
    for at in (0..num).rev() {
        let known: f64 = (at + 1..num).map(|other| matrix[at][other] * right[other]).sum();
        right[at] = (right[at] - known) / matrix[at][at];
    }
    right
}

fn auc(scored: &[(f64, bool)]) -> f64 {
    let of = |is_answer: bool| scored.iter().filter(move |it| it.1 == is_answer);
    let (answers, others): (Vec<_>, Vec<_>) = (of(true).collect(), of(false).collect());
    let order = |a: f64, b: f64| if a == b { 0.5 } else { f64::from(u8::from(b < a)) };
    let right: f64 = answers.iter().flat_map(|a| others.iter().map(move |b| order(a.0, b.0))).sum();
    right / (answers.len() * others.len()).max(1) as f64
}

impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, weight) in FEATURES.iter().zip(&self.weights) {
            writeln!(f, "{name:<16}{weight:>8.2}")?;
        }
        writeln!(f, "{:<16}{:>8.2}", "threshold", self.threshold)?;
        writeln!(f, "left out: {} of {} answers withheld", self.answers.1, self.answers.0)?;
        writeln!(f, "left out: {} of {} others refused", self.others.1, self.others.0)?;
        writeln!(f, "left out: AUC {:.3}", self.auc)?;
        write!(f, "left out, by fifths of the probability, are answered:")?;
        self.calibration.iter().try_for_each(|(num, answered)| write!(f, " {answered} of {num}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_tells_them_apart_is_found() {
        let sample = |at: usize| {
            let is_answer = at.is_multiple_of(2);
            let mut features = vec![0.0; FEATURES.len()];
            (features[0], features[1]) = (1.0, if is_answer { 0.8 } else { 0.2 });
            Sample { features, is_answer }
        };
        let samples: Vec<Sample> = (0..20).map(sample).collect();
        let weights = regress(&samples);
        assert!(0.9 < probability(&weights, &samples[0].features) && probability(&weights, &samples[1].features) < 0.1);
        let scored: Vec<(f64, bool)> =
            samples.iter().map(|it| (probability(&weights, &it.features), it.is_answer)).collect();
        assert_eq!(auc(&scored), 1.0);
    }

    #[test]
    fn the_threshold_withholds_few_of_the_answers() {
        let answer = |at: u32| (f64::from(at) / 100.0, true);
        let scored: Vec<(f64, bool)> = (0..100).map(answer).chain([(0.01, false)]).collect();
        assert_eq!(threshold(&scored), 0.07);
        assert_eq!(threshold(&[(0.2, false)]), 1.0);
    }
}
