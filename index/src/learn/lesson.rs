//! Clauses, words and questions in numbers: everything that training needs,
//! and no text any more.

use std::collections::HashMap;
use std::path::Path;

use ndarray::{Array2, Axis, concatenate};
use policy_engine::{Corpus, Index, SearchOptions, Searcher, Weights, index_terms};
use rayon::prelude::*;

use super::matrix::to_unit_rows;
use super::questions::Asked;
use super::teacher;
use crate::error::Result;
use crate::language::lsa::analyse;
use crate::progress::Progress;

/// What is learned from.
pub struct Lesson {
    /// A row per clause, of length 1.
    pub clauses: Array2<f32>,
    /// A row per term of the index, of length 1.
    pub words: Array2<f32>,
    /// Per term ln(clauses / those that hold it).
    pub rarity: Vec<f32>,
    /// Per clause some of its sentences, in the indices of their words.
    pub sentences: Vec<Vec<Vec<usize>>>,
    /// What was asked.
    pub questions: Vec<Question>,
}

/// A question in numbers.
pub struct Question {
    /// Indices of its words.
    pub words: Vec<usize>,
    /// Clauses that answer it, ascending.
    pub answers: Vec<usize>,
    /// Clauses that a search by words finds in their place, best first.
    pub mistaken: Vec<usize>,
}

/// Numbers per clause and word that say which words occur with which.
const NUM_OWN_DIMS: usize = 128;
/// Sentences of a clause that are learned from.
const NUM_SENTENCES: usize = 3;
/// Sentences of fewer words say nothing.
const MIN_WORDS: usize = 2;
/// Hits that are looked through for clauses that do not answer.
const NUM_MISTAKEN: usize = 50;

/// Makes the lesson. `index` is that of the corpus, without vectors;
/// `encoded` are a teacher's.
///
/// Costs a search per question and a cut of every clause.
///
/// # Errors
/// As [`teacher::read`]; `Engine` if the corpus has too few words to say
/// anything.
pub fn prepare(
    corpus: &Corpus,
    index: &Index,
    asked: &[Asked],
    encoded: Option<&Path>,
    progress: &impl Progress,
) -> Result<Lesson> {
    let terms = index_terms(corpus);
    let Known { clauses, words, rarity } = known(corpus, terms.len(), encoded, progress)?;
    let cutter = Cutter::new(index, &terms);
    progress.begin("cutting sentences", corpus.clauses.len());
    let sentences = corpus.clauses.par_iter().map(|it| {
        progress.step();
        cutter.sentences(&it.text)
    });
    let sentences: Vec<Vec<Vec<usize>>> = sentences.collect();
    progress.begin("asking", asked.len());
    // What vectors add is learned against what words alone find.
    let searcher = Searcher::new(index).with_weights(Weights { latent: 0.0, ..Weights::default() });
    let questions = asked.par_iter().map(|it| {
        progress.step();
        question(&searcher, &cutter, it)
    });
    Ok(Lesson { clauses, words, rarity, sentences, questions: questions.collect() })
}

/// What is known before anything was asked.
struct Known {
    clauses: Array2<f32>,
    words: Array2<f32>,
    rarity: Vec<f32>,
}

/// Which words occur with which, and what a teacher knows of each word; a
/// clause is what its words are.
fn known(corpus: &Corpus, num_words: usize, encoded: Option<&Path>, progress: &impl Progress) -> Result<Known> {
    let taught = encoded.map(|it| teacher::read(it, num_words)).transpose()?;
    let found = analyse(corpus, NUM_OWN_DIMS, progress)?;
    let (mut clauses, mut words) = (unit_rows(&found.clauses, found.num_dims), unit_rows(&found.words, found.num_dims));
    if let Some(mut taught) = taught {
        center(&mut taught);
        let numbers: Vec<f32> = taught.iter().copied().collect();
        let sums = unit_rows(&found.clauses_of(&numbers, taught.ncols()), taught.ncols());
        (clauses, words) = (beside(&sums, &clauses), beside(&taught, &words));
    }
    Ok(Known { clauses, words, rarity: found.rarity })
}

/// Rows of length 1. Numbers that are no whole rows would be no rows.
fn unit_rows(numbers: &[f32], num_dims: usize) -> Array2<f32> {
    let shape = (numbers.len() / num_dims.max(1), num_dims);
    let mut rows = Array2::from_shape_vec(shape, numbers.to_vec()).unwrap_or_default();
    to_unit_rows(&mut rows);
    rows
}

/// Takes from all rows what they have in common, which tells nothing.
fn center(rows: &mut Array2<f32>) {
    if let Some(mean) = rows.mean_axis(Axis(0)) {
        *rows -= &mean;
    }
    to_unit_rows(rows);
}

/// Rows of both, side by side, of length 1.
fn beside(a: &Array2<f32>, b: &Array2<f32>) -> Array2<f32> {
    let mut rows = concatenate(Axis(1), &[a.view(), b.view()]).unwrap_or_default();
    to_unit_rows(&mut rows);
    rows
}

fn question(searcher: &Searcher<'_>, cutter: &Cutter<'_>, asked: &Asked) -> Question {
    let options = SearchOptions { limit: NUM_MISTAKEN, ..SearchOptions::default() };
    let hits = searcher.search(&asked.question, &options).hits;
    let mistaken = hits.iter().map(|it| it.clause.0 as usize).filter(|it| asked.answers.binary_search(it).is_err());
    Question { words: cutter.words(&asked.question), answers: asked.answers.clone(), mistaken: mistaken.collect() }
}

/// Cuts texts as questions are cut.
struct Cutter<'a> {
    index: &'a Index,
    terms: HashMap<&'a str, usize>,
}

impl<'a> Cutter<'a> {
    fn new(index: &'a Index, terms: &[&'a str]) -> Self {
        Self { index, terms: terms.iter().zip(0..).map(|(it, at)| (*it, at)).collect() }
    }

    fn words(&self, text: &str) -> Vec<usize> {
        self.index.tokens(text).iter().filter_map(|it| self.terms.get(it.0.as_str()).copied()).collect()
    }

    /// The first sentences that say something, in words.
    fn sentences(&self, text: &str) -> Vec<Vec<usize>> {
        let sentences = text.split(['。', '；', '！', '？', '\n']).map(|it| self.words(it));
        sentences.filter(|it| MIN_WORDS <= it.len()).take(NUM_SENTENCES).collect()
    }
}
