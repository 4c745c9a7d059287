//! Finds the ranking weights: one after the other is made larger and smaller
//! and kept where the questions rank better (coordinate ascent, as in Metzler
//! and Croft: “Linear feature-based models for information retrieval”, 2007).
//! What is gained is measured on the fifth of the questions that was left out.

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
}

/// Parts of the questions, each left out once.
const NUM_FOLDS: usize = 5;
const FACTORS: [f32; 2] = [0.75, 1.33];
/// A smaller gain is chance.
const MIN_GAIN: f64 = 0.0005;

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
        let found = ascend(searcher, &rest);
        before += mrr(searcher, &today, &out) * out.len() as f64;
        after += mrr(searcher, &found, &out) * out.len() as f64;
        num += out.len() as f64;
        done();
    }
    let mut found = ascend(searcher, &answered);
    let best = mrr(searcher, &found, &answered);
    let mut rows = Vec::new();
    for (name, weight) in WEIGHTS {
        let (old, new) = (*weight(&mut today.clone()), *weight(&mut found));
        *weight(&mut found) = old;
        rows.push((name, old, new, best - mrr(searcher, &found, &answered)));
        *weight(&mut found) = new;
    }
    RankingFit { rows, left_out: (before / num, after / num) }
}

fn ascend(searcher: &Searcher<'_>, questions: &[&Question]) -> Weights {
    let mut weights = Weights::default();
    let mut best = mrr(searcher, &weights, questions);
    for (_, weight) in WEIGHTS {
        for factor in FACTORS {
            let mut tried = weights.clone();
            *weight(&mut tried) *= factor;
            let got = mrr(searcher, &tried, questions);
            if best + MIN_GAIN < got {
                (weights, best) = (tried, got);
            }
        }
    }
    weights
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
