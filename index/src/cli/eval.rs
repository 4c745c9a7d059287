//! `policy-index eval`: the figures over a file of questions.

use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::eval::ablation::weights_without;
use crate::eval::fit::fit;
use crate::eval::fit_ranking::fit_ranking;
use crate::eval::qrels::{read_judged, retrieve};
use crate::eval::questions::{Question, evaluate, read_questions};
use crate::source::Source;
use indicatif::ProgressBar;
use policy_engine::Searcher;

use super::compile::put;
use super::terminal::open_index::open_index;
use super::terminal::say::say;

/// Prints the figures over a file of questions, some mechanisms switched off;
/// with judgments by id those of the literature on retrieval.
///
/// # Errors
/// `MissingFile`, `InvalidUtf8`, `Syntax`, `Engine`.
pub(super) fn run(index: &Path, queries: &Path, qrels: Option<&Path>, without: &[String]) -> Result<()> {
    let index = open_index(index)?;
    let weights = weights_without(without.iter().map(String::as_str))?;
    let searcher = Searcher::new(&index).with_weights(weights);
    let queries = Source::open(queries)?;
    let Some(qrels) = qrels else {
        say!("{}", evaluate(&searcher, &read_questions(&queries)?));
        return Ok(());
    };
    let judged = read_judged(&queries, &Source::open(qrels)?)?;
    let bar = ProgressBar::new(judged.len() as u64);
    let figures = retrieve(&searcher, &judged, || bar.inc(1));
    bar.finish_and_clear();
    say!("{figures}");
    Ok(())
}

/// Prints the weights of the confidence that fit files of questions best, and
/// how they do on questions left out.
///
/// # Errors
/// `MissingFile`, `InvalidUtf8`, `Syntax`, `Engine`.
pub(super) fn fit_confidence(index: &Path, files: &[PathBuf]) -> Result<()> {
    let index = open_index(index)?;
    say!("{}", fit(&Searcher::new(&index), &read_all(files)?));
    Ok(())
}

/// The same for the weights of the ranking; keeps them in `record`.
///
/// # Errors
/// As [`fit_confidence`], and `Unwritable`.
pub(super) fn fit_the_ranking(index: &Path, files: &[PathBuf], record: Option<&Path>) -> Result<()> {
    let index = open_index(index)?;
    let questions = read_all(files)?;
    let bar = ProgressBar::new(5);
    let found = fit_ranking(&Searcher::new(&index), &questions, || bar.inc(1));
    bar.finish_and_clear();
    say!("{found}");
    record.map_or(Ok(()), |it| put(it, found.record().as_bytes()))
}

fn read_all(files: &[PathBuf]) -> Result<Vec<Question>> {
    let mut questions = Vec::new();
    for file in files {
        questions.extend(read_questions(&Source::open(file)?)?);
    }
    Ok(questions)
}
