//! `policy-index eval`: the figures over a file of questions.

use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::eval::ablation::weights_without;
use crate::eval::fit::fit;
use crate::eval::fit_ranking::fit_ranking;
use crate::eval::qrels::{read_judged, retrieve};
use crate::eval::questions::{evaluate, read_questions};
use crate::source::Source;
use indicatif::ProgressBar;
use policy_engine::Searcher;

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

/// Prints the weights that fit files of questions best, those of the
/// confidence or of the ranking, and how they do on questions left out.
///
/// # Errors
/// `MissingFile`, `InvalidUtf8`, `Syntax`, `Engine`.
pub(super) fn fit_weights(index: &Path, files: &[PathBuf], ranking: bool) -> Result<()> {
    let index = open_index(index)?;
    let mut questions = Vec::new();
    for file in files {
        questions.extend(read_questions(&Source::open(file)?)?);
    }
    let searcher = Searcher::new(&index);
    if !ranking {
        say!("{}", fit(&searcher, &questions));
        return Ok(());
    }
    let bar = ProgressBar::new(5);
    let found = fit_ranking(&searcher, &questions, || bar.inc(1));
    bar.finish_and_clear();
    say!("{found}");
    Ok(())
}
