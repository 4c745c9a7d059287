//! How much of what questions teach holds for questions that nobody learned
//! from: each part is left out once, and then asked.

use std::fmt;

use policy_engine::{Corpus, Index, Searcher};

use super::lesson::Lesson;
use super::questions::Asked;
use super::random::Random;
use super::training::{Settings, train};
use crate::eval::metrics::Retrieval;
use crate::eval::qrels::{Judged, retrieve};
use crate::progress::Progress;

/// Figures per part, and over all questions.
pub struct Folds {
    /// One per part left out.
    pub parts: Vec<Retrieval>,
    /// Over all parts.
    pub all: Retrieval,
}

/// Learns `num_parts` times from all questions but one part, and asks that
/// part. The questions are parted at random, by the seed.
///
/// Costs as many trainings, and a search per question.
pub fn cross_validate(
    lesson: &Lesson,
    corpus: &Corpus,
    index: &mut Index,
    asked: &[Asked],
    (num_parts, settings): (usize, Settings),
    progress: &impl Progress,
) -> Folds {
    let mut order: Vec<usize> = (0..asked.len()).collect();
    Random::new(settings.seed).shuffle(&mut order);
    let mut folds = Folds { parts: Vec::new(), all: Retrieval::default() };
    for part in 0..num_parts {
        let is_out = |place: &usize| place % num_parts == part;
        let (out, rest): (Vec<usize>, Vec<usize>) = (0..order.len()).partition(is_out);
        let rest: Vec<usize> = rest.into_iter().map(|it| order[it]).collect();
        index.teach(train(lesson, &rest, settings, progress));
        let judged: Vec<Judged> = out.into_iter().map(|it| judged(corpus, &asked[order[it]])).collect();
        progress.begin("asking", judged.len());
        let figures = retrieve(&Searcher::new(index), &judged, || progress.step());
        folds.all.extend(&figures);
        folds.parts.push(figures);
    }
    folds
}

fn judged(corpus: &Corpus, asked: &Asked) -> Judged {
    let relevant = asked.answers.iter().map(|it| corpus.clauses[*it].id.clone()).collect();
    Judged { query: asked.question.clone(), relevant }
}

impl fmt::Display for Folds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, part) in (1..).zip(&self.parts) {
            writeln!(f, "part {number} left out\n{part}")?;
        }
        write!(f, "all parts\n{}", self.all)
    }
}
