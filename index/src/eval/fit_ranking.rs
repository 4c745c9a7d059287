//! Finds the ranking weights: each is made larger and smaller, the step that
//! gains most is kept, and again (coordinate ascent, as in Metzler and Croft:
//! “Linear feature-based models for information retrieval”, 2007, steepest
//! step first). What is gained is measured on the fifth of the questions that
//! was left out.

use std::fmt;

use policy_engine::{SearchOptions, Searcher, Weights};

use crate::eval::metrics::grade;
use crate::eval::questions::{Question, clause_text};

/// A weight of the table, by its name there.
type Weight = (&'static str, fn(&mut Weights) -> &mut f32);

const WEIGHTS: [Weight; 20] = [
    ("k1", |it| &mut it.k1),
    ("b", |it| &mut it.b),
    ("path", |it| &mut it.path),
    ("title", |it| &mut it.title),
    ("text", |it| &mut it.text),
    ("plain", |it| &mut it.plain),
    ("question", |it| &mut it.question),
    ("pair", |it| &mut it.pair),
    ("single", |it| &mut it.single),
    ("synonym", |it| &mut it.synonym),
    ("pinyin", |it| &mut it.pinyin),
    ("correction", |it| &mut it.correction),
    ("rarity", |it| &mut it.rarity),
    ("coverage", |it| &mut it.coverage),
    ("near", |it| &mut it.near),
    ("section", |it| &mut it.section),
    ("document", |it| &mut it.document),
    ("leaning", |it| &mut it.leaning),
    ("responsible", |it| &mut it.responsible),
    ("reference", |it| &mut it.reference),
];

/// The weights that were found.
#[derive(Clone, Debug)]
pub struct RankingFit {
    /// By name: today's weight, the one found, what it is worth (MRR@10 lost
    /// where it is put back to today's).
    pub rows: Vec<(&'static str, f32, f32, f64)>,
    /// MRR@10 on left-out questions by today's weights and by those found.
    pub left_out: (f64, f64),
    /// Questions that should be answered.
    pub num_questions: usize,
}

/// What `fit --ranking --record` keeps of a fit: the table in the engine is
/// what stands there, or a test fails.
#[derive(Clone, Debug, PartialEq)]
pub struct RankingRecord {
    /// Questions that should be answered.
    pub num_questions: usize,
    /// The weights found, by name.
    pub weights: Vec<(String, f32)>,
}

/// Parts of the questions, each left out once.
const NUM_FOLDS: usize = 5;
const FACTORS: [f32; 2] = [0.75, 1.33];
/// A smaller gain is chance: steps of a quarter of it, taken one after the other, lost on what was left out.
const MIN_GAIN: f64 = 0.002;
/// What is gained by so many steps is all.
const MAX_STEPS: usize = 6;

/// Fits to questions that should be answered; `done` is called after each part.
pub fn fit_ranking(searcher: &Searcher<'_>, questions: &[Question], done: impl Fn()) -> RankingFit {
    let answered: Vec<&Question> = questions.iter().filter(|it| !it.snippets.is_empty()).collect();
    let today = Weights::default();
    let (mut before, mut after, mut num) = (0.0, 0.0, 0.0);
    for fold in 0..NUM_FOLDS {
        let part = |out: bool| {
            let kept = answered.iter().enumerate().filter(move |it| (it.0 % NUM_FOLDS == fold) == out);
            kept.map(|it| *it.1).collect::<Vec<_>>()
        };
        let (rest, out) = (part(false), part(true));
        let found = find(searcher, &rest);
        before += mrr(searcher, &today, &out) * out.len() as f64;
        after += mrr(searcher, &found, &out) * out.len() as f64;
        num += out.len() as f64;
        done();
    }
    let mut found = find(searcher, &answered);
    let best = mrr(searcher, &found, &answered);
    let mut rows = Vec::new();
    for (name, weight) in WEIGHTS {
        let (old, new) = (*weight(&mut today.clone()), *weight(&mut found));
        *weight(&mut found) = old;
        let worth = if old == new { 0.0 } else { best - mrr(searcher, &found, &answered) };
        rows.push((name, old, new, worth));
        *weight(&mut found) = new;
    }
    RankingFit { rows, left_out: (before / num, after / num), num_questions: answered.len() }
}

/// The weights that are fitted, by their names in the table.
pub fn fitted_weights(weights: &Weights) -> Vec<(String, f32)> {
    let mut weights = weights.clone();
    WEIGHTS.iter().map(|(name, weight)| ((*name).to_owned(), *weight(&mut weights))).collect()
}

impl RankingFit {
    /// As it is kept: lines of name, weight and what is told of it, told apart
    /// by tabs.
    pub fn record(&self) -> String {
        let (before, after) = self.left_out;
        let mut lines = format!("questions\t{}\tleft out: MRR@10 {before:.4}, {after:.4}\n", self.num_questions);
        for (name, old, new, worth) in &self.rows {
            lines += &format!("{name}\t{new}\tbefore {old}, worth {worth:.4}\n");
        }
        lines
    }
}

impl RankingRecord {
    /// Reads what [`RankingFit::record`] wrote; nothing of lines that are no
    /// such lines.
    pub fn read(record: &str) -> Self {
        let fields = |line: &str| -> Option<(String, f32)> {
            let mut fields = line.split('\t');
            Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
        };
        let mut weights: Vec<(String, f32)> = record.lines().filter_map(fields).collect();
        let num_questions = weights.iter().find(|it| it.0 == "questions").map_or(0, |it| it.1 as usize);
        weights.retain(|it| it.0 != "questions");
        Self { num_questions, weights }
    }
}

/// Ascends until nothing is gained, then takes back every step that gained by
/// chance or that a later one made needless.
fn find(searcher: &Searcher<'_>, questions: &[&Question]) -> Weights {
    let today = Weights::default();
    let (mut weights, mut best) = (today.clone(), mrr(searcher, &today, questions));
    for _ in 0..MAX_STEPS {
        let Some(step) = steepest(searcher, questions, &weights).filter(|it| best + MIN_GAIN < it.1) else { break };
        (weights, best) = step;
    }
    for (_, weight) in WEIGHTS {
        let mut tried = weights.clone();
        *weight(&mut tried) = *weight(&mut today.clone());
        if tried != weights {
            let got = mrr(searcher, &tried, questions);
            if best < got + MIN_GAIN {
                (weights, best) = (tried, got);
            }
        }
    }
    weights
}

/// The step of one weight that ranks best, the first of equals.
fn steepest(searcher: &Searcher<'_>, questions: &[&Question], from: &Weights) -> Option<(Weights, f64)> {
    let steps = WEIGHTS.iter().flat_map(|(_, weight)| FACTORS.map(|it| (weight, it)));
    let tried = steps.map(|(weight, factor)| {
        let mut tried = from.clone();
        *weight(&mut tried) = rounded(*weight(&mut tried) * factor);
        let got = mrr(searcher, &tried, questions);
        (tried, got)
    });
    tried.reduce(|best, it| if best.1 < it.1 { it } else { best })
}

/// As it is written in the table.
fn rounded(weight: f32) -> f32 {
    (weight * 100.0).round() / 100.0
}

/// Mean reciprocal rank of the first right answer, to rank 10.
fn mrr(searcher: &Searcher<'_>, weights: &Weights, questions: &[&Question]) -> f64 {
    let searcher = Searcher::new(searcher.index()).with_weights(weights.clone());
    let options = SearchOptions { limit: 10, ..SearchOptions::default() };
    let reciprocal = |it: &&Question| {
        let hits = searcher.search(&it.query, &options).hits;
        let is_right =
            |hit: &policy_engine::Hit| grade(&clause_text(searcher.index().clause(hit.clause)), &it.snippets) > 0;
        hits.iter().position(is_right).map_or(0.0, |at| 1.0 / (at as f64 + 1.0))
    };
    questions.iter().map(reciprocal).sum::<f64>() / questions.len().max(1) as f64
}

impl fmt::Display for RankingFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "weight         today   found   worth")?;
        for (name, old, new, worth) in &self.rows {
            writeln!(f, "{name:<12}{old:>8.3}{new:>8.3}{worth:>8.4}")?;
        }
        write!(f, "left out: MRR@10 {:.4} today, {:.4} found", self.left_out.0, self.left_out.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_recorded_is_read_again() {
        let rows = fitted_weights(&Weights::default());
        let row = |it: &(String, f32)| (WEIGHTS.iter().find(|other| other.0 == it.0).unwrap().0, 0.5, it.1, 0.001);
        let fit = RankingFit { rows: rows.iter().map(row).collect(), left_out: (0.9, 0.91), num_questions: 12 };
        assert_eq!(RankingRecord::read(&fit.record()), RankingRecord { num_questions: 12, weights: rows });
    }
}
