//! How both sides are taught. First every clause's own sentences lead to it,
//! then questions to the clauses that answer them, each against the other
//! clauses of its batch and against those that a search by words mistakes for
//! an answer: the nearer of two clauses should be the right one (InfoNCE: van
//! den Oord, Li, Vinyals 2018; hard negatives: Karpukhin et al., “Dense
//! passage retrieval”, 2020).

use ndarray::{Array2, ArrayView2, ArrayViewMut1, Axis};
use policy_engine::Latent;
use rayon::prelude::*;

use super::clauses::Clauses;
use super::lesson::Lesson;
use super::matrix::to_unit_rows;
use super::random::Random;
use super::words::Words;
use crate::language::lsa::{quantized, quantized_together};
use crate::progress::Progress;

/// What can be chosen.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Numbers per row; each is a byte per word and clause.
    pub num_dims: usize,
    /// Equal seeds learn the same from the same files.
    pub seed: u64,
    /// How often every clause is learned from.
    pub clause_rounds: usize,
    /// How often every question is learned from.
    pub question_rounds: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { num_dims: 64, seed: 1, clause_rounds: 2, question_rounds: 6 }
    }
}

/// Sentences of clauses per step.
const CLAUSE_BATCH: usize = 512;
/// Questions per step; each brings its mistaken clauses.
const QUESTION_BATCH: usize = 128;
/// Mistaken clauses per question and step.
const NUM_MISTAKEN: usize = 7;
/// What a cosine is multiplied by before the softmax.
const SHARPNESS: f32 = 20.0;
/// What the directions are worth in a search, against its words.
const WEIGHT_PERCENT: u8 = 150;
/// Step widths of words and of clauses.
const WORD_RATE: f32 = 0.003;
const CLAUSE_RATE: f32 = 0.001;

/// Rows for the terms and clauses of the lesson, learned from those of its
/// questions whose indices are given.
///
/// Costs seconds for 50,000 clauses and 1,000 questions.
pub fn train(lesson: &Lesson, questions: &[usize], settings: Settings, progress: &impl Progress) -> Latent {
    let mut random = Random::new(settings.seed);
    let project = principal(&lesson.clauses, settings.num_dims, &mut random);
    let words = Words::new(first_rows(lesson, &project));
    let mut sides = Sides { words, clauses: Clauses::new(project, &mut random) };
    learn_from_clauses(&mut sides, lesson, settings.clause_rounds, &mut random, progress);
    learn_from_questions(&mut sides, lesson, questions, settings.question_rounds, &mut random, progress);
    sides.latent(lesson)
}

struct Sides {
    words: Words,
    clauses: Clauses,
}

/// Questions or sentences with the clause each should lead to.
#[derive(Default)]
struct Batch<'a> {
    words: Vec<&'a [usize]>,
    /// Per question the clause, then clauses that are nobody's answer.
    clauses: Vec<usize>,
    /// Per question the clauses that are right too, ascending.
    answers: Vec<&'a [usize]>,
}

fn learn_from_clauses(
    sides: &mut Sides,
    lesson: &Lesson,
    num_rounds: usize,
    random: &mut Random,
    progress: &impl Progress,
) {
    let mut clauses: Vec<usize> = (0..lesson.sentences.len()).filter(|it| !lesson.sentences[*it].is_empty()).collect();
    progress.begin("from clauses", clauses.len() * num_rounds);
    for _ in 0..num_rounds {
        random.shuffle(&mut clauses);
        for chunk in clauses.chunks(CLAUSE_BATCH) {
            let mut batch = Batch { clauses: chunk.to_vec(), ..Batch::default() };
            for clause in chunk {
                let sentences = &lesson.sentences[*clause];
                batch.words.push(&sentences[random.index(sentences.len())]);
                batch.answers.push(&[]);
            }
            sides.step(lesson, &batch);
            chunk.iter().for_each(|_| progress.step());
        }
    }
}

fn learn_from_questions(
    sides: &mut Sides,
    lesson: &Lesson,
    questions: &[usize],
    num_rounds: usize,
    random: &mut Random,
    progress: &impl Progress,
) {
    let is_useful =
        |it: &&usize| !lesson.questions[**it].words.is_empty() && !lesson.questions[**it].answers.is_empty();
    let mut questions: Vec<usize> = questions.iter().filter(is_useful).copied().collect();
    progress.begin("from questions", questions.len() * num_rounds);
    for _ in 0..num_rounds {
        random.shuffle(&mut questions);
        for chunk in questions.chunks(QUESTION_BATCH) {
            sides.step(lesson, &question_batch(lesson, chunk, random));
            chunk.iter().for_each(|_| progress.step());
        }
    }
}

fn question_batch<'a>(lesson: &'a Lesson, questions: &[usize], random: &mut Random) -> Batch<'a> {
    let mut batch = Batch::default();
    let mut mistaken = Vec::new();
    for at in questions {
        let question = &lesson.questions[*at];
        batch.words.push(&question.words);
        batch.answers.push(&question.answers);
        batch.clauses.push(question.answers[random.index(question.answers.len())]);
        let num = NUM_MISTAKEN.min(question.mistaken.len());
        mistaken.extend((0..num).map(|_| question.mistaken[random.index(question.mistaken.len())]));
    }
    batch.clauses.extend(mistaken);
    batch
}

impl Sides {
    /// Moves both sides a little, so that each question lies nearer to its
    /// clause than to the others.
    fn step(&mut self, lesson: &Lesson, batch: &Batch<'_>) {
        let known = lesson.clauses.select(Axis(0), &batch.clauses);
        let (sums, places) = (self.words.forward(&batch.words), self.clauses.forward(&known));
        let mut wrong = sums.units.dot(&places.units.t());
        for (at, (mut row, answers)) in wrong.axis_iter_mut(Axis(0)).zip(&batch.answers).enumerate() {
            for (place, clause) in batch.clauses.iter().enumerate() {
                if place != at && (*clause == batch.clauses[at] || answers.binary_search(clause).is_ok()) {
                    row[place] = f32::NEG_INFINITY;
                }
            }
            to_shares(row.view_mut());
            row[at] -= 1.0;
        }
        wrong *= SHARPNESS / batch.words.len() as f32;
        let (of_sums, of_places) = (wrong.dot(&places.units), wrong.t().dot(&sums.units));
        self.words.back(&batch.words, &sums, &of_sums, WORD_RATE);
        self.clauses.back(&known, &places, &of_places, CLAUSE_RATE);
    }

    fn latent(&self, lesson: &Lesson) -> Latent {
        let clauses = self.clauses.forward(&lesson.clauses).units;
        let num_dims = clauses.ncols();
        let numbers = |rows: &Array2<f32>| rows.iter().copied().collect::<Vec<f32>>();
        Latent {
            num_dims,
            weight_percent: WEIGHT_PERCENT,
            words: quantized_together(&numbers(self.words.rows())),
            clauses: quantized(&numbers(&clauses), num_dims),
        }
    }
}

/// Softmax of cosines.
fn to_shares(mut row: ArrayViewMut1<'_, f32>) {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.mapv_inplace(|it| (SHARPNESS * (it - most)).exp());
    let sum = row.sum();
    row.mapv_inplace(|it| it / sum);
}

/// Words begin where their own sense lies, the rarer the longer.
fn first_rows(lesson: &Lesson, project: &Array2<f32>) -> Array2<f32> {
    let mut rows = lesson.words.dot(project);
    to_unit_rows(&mut rows);
    for (mut row, rarity) in rows.axis_iter_mut(Axis(0)).zip(&lesson.rarity) {
        row *= rarity / 10.0;
    }
    rows
}

/// The directions in which clauses differ most, a column each, found by
/// repeated multiplication (subspace iteration).
fn principal(rows: &Array2<f32>, num_dims: usize, random: &mut Random) -> Array2<f32> {
    let num_dims = num_dims.min(rows.ncols());
    let alike = covariance(rows);
    let mut directions = Array2::from_shape_simple_fn((num_dims, rows.ncols()), || random.normal());
    for _ in 0..NUM_MULTIPLICATIONS {
        directions = directions.dot(&alike);
        make_upright(&mut directions);
    }
    directions.reversed_axes().as_standard_layout().to_owned()
}

const NUM_MULTIPLICATIONS: usize = 20;

/// Sums of products of columns. Cut into equal parts whatever the machine, so
/// that the sums are the same.
fn covariance(rows: &Array2<f32>) -> Array2<f32> {
    let parts: Vec<ArrayView2<'_, f32>> = rows.axis_chunks_iter(Axis(0), PART).collect();
    let parts: Vec<Array2<f32>> = parts.par_iter().map(|it| it.t().dot(it)).collect();
    parts.into_iter().fold(Array2::zeros((rows.ncols(), rows.ncols())), |sum, it| sum + it)
}

const PART: usize = 8_192;

/// Makes rows perpendicular and of length 1 (Gram and Schmidt).
fn make_upright(rows: &mut Array2<f32>) {
    for at in 0..rows.nrows() {
        let (before, mut rest) = rows.view_mut().split_at(Axis(0), at);
        let mut row = rest.row_mut(0);
        for other in before.axis_iter(Axis(0)) {
            let along = row.dot(&other);
            row.scaled_add(-along, &other);
        }
        let len = row.dot(&row).sqrt().max(f32::MIN_POSITIVE);
        row.mapv_inplace(|it| it / len);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::lesson::Question;
    use crate::progress::Quiet;

    /// Eight clauses and as many words of nothing in common; word n asks for
    /// clause n.
    fn lesson() -> Lesson {
        let mut random = Random::new(5);
        let mut rows = || {
            let mut rows = Array2::from_shape_simple_fn((8, 12), || random.normal());
            to_unit_rows(&mut rows);
            rows
        };
        let (clauses, words) = (rows(), rows());
        let mistaken = |at: usize| (0..8).filter(|it| *it != at).collect();
        let question = |at| Question { words: vec![at], answers: vec![at], mistaken: mistaken(at) };
        let questions = (0..8).map(question).collect();
        Lesson { clauses, words, rarity: vec![2.0; 8], sentences: vec![Vec::new(); 8], questions }
    }

    /// How many words lie nearest to their clause.
    fn num_right(latent: &Latent) -> usize {
        let rows = |numbers: &[i8]| {
            let numbers = numbers.iter().map(|it| f32::from(*it)).collect();
            let mut rows = Array2::from_shape_vec((8, latent.num_dims), numbers).unwrap();
            to_unit_rows(&mut rows);
            rows
        };
        let near = rows(&latent.words).dot(&rows(&latent.clauses).t());
        let best = |at: &usize| (0..8).all(|other| near[[*at, other]] <= near[[*at, *at]]);
        (0..8).filter(best).count()
    }

    #[test]
    fn words_come_to_lie_with_the_clauses_they_ask_for() {
        let lesson = lesson();
        let all: Vec<usize> = (0..8).collect();
        let taught = |question_rounds| {
            let settings = Settings { num_dims: 6, seed: 1, clause_rounds: 1, question_rounds };
            train(&lesson, &all, settings, &Quiet)
        };
        assert!(num_right(&taught(0)) < 5);
        assert_eq!(num_right(&taught(400)), 8);
        assert_eq!(taught(3), taught(3));
    }

    #[test]
    fn principal_directions_are_those_in_which_rows_differ() {
        let rows = Array2::from_shape_fn((50, 3), |(at, column)| match column {
            0 => at as f32,
            1 => 0.1 * (at % 7) as f32,
            _ => 0.0,
        });
        let directions = principal(&rows, 2, &mut Random::new(1));
        assert!(0.99 < directions[[0, 0]].abs() && directions[[2, 0]].abs() < 1e-3, "{directions}");
        let upright = directions.t().dot(&directions);
        assert!(upright[[0, 1]].abs() < 1e-4 && (upright[[1, 1]] - 1.0).abs() < 1e-4, "{upright}");
    }
}
