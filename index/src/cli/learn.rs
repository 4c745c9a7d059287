//! `policy-index learn`: questions and the clauses that answer them in,
//! vectors out.

use std::path::{Path, PathBuf};
use std::time::Instant;

use policy_engine::{Corpus, Index, index_terms};

use super::compile::{Bars, put};
use super::terminal::say::say;
use crate::compile::build::{BuildOptions, build};
use crate::compile::corpus::with_words;
use crate::compile::digest::encode;
use crate::error::{IndexError, Kind, Result};
use crate::learn::folds::cross_validate;
use crate::learn::lesson::prepare;
use crate::learn::questions::{Asked, Files, read};
use crate::learn::training::{Settings, train};
use crate::learn::vectors::Vectors;
use crate::lexicon::files::LexiconFiles;

/// The arguments of the command.
#[derive(clap::Args)]
pub(super) struct Options {
    /// 每行一条的语料，同 `compile`，不写就用公报（One clause per line, as for `compile`; by default the gazette）
    #[arg(long, value_name = "FILE.jsonl")]
    clauses: Option<PathBuf>,
    /// 两列：问题、回答它的条款号（Two columns: question, id of a clause that answers it）
    #[arg(long, value_name = "TSV")]
    pairs: Option<PathBuf>,
    /// 问题表，同 `eval --qrels`（Questions as for `eval --qrels`: id, question）
    #[arg(long, value_name = "TSV", requires = "qrels")]
    queries: Option<PathBuf>,
    /// 问题号和条款号的对照（Their clauses: id of the question, id of the clause）
    #[arg(long, value_name = "TSV", requires = "queries")]
    qrels: Option<PathBuf>,
    /// teacher.py 给 --texts 写出的词算的向量（Vectors from teacher.py of the words that --texts wrote）
    #[arg(long, value_name = "FILE.npy")]
    teacher: Option<PathBuf>,
    /// 只写出要交给 teacher.py 的词，每行一个（Only write the words a teacher should encode）
    #[arg(long, value_name = "FILE", conflicts_with_all = ["teacher", "out", "folds"])]
    texts: Option<PathBuf>,
    /// 向量写到哪里（The vectors to write）
    #[arg(long, value_name = "VECTORS", default_value = "target/vectors")]
    out: PathBuf,
    /// 不写文件，把问题分成几份轮流留出来测（Write nothing: leave out each part of the questions once）
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..))]
    folds: Option<u16>,
    /// 每个词和条款几维（Numbers per word and clause, a byte each）
    #[arg(long, value_name = "N", default_value_t = Settings::default().num_dims)]
    dims: usize,
    /// 随机种子，相同则结果相同（Equal seeds learn the same）
    #[arg(long, value_name = "N", default_value_t = Settings::default().seed)]
    seed: u64,
    /// 每条条款学几遍（How often every clause is learned from）
    #[arg(long, value_name = "N", default_value_t = Settings::default().clause_rounds)]
    clause_rounds: usize,
    /// 每个问题学几遍（How often every question is learned from）
    #[arg(long, value_name = "N", default_value_t = Settings::default().question_rounds)]
    question_rounds: usize,
}

/// Writes the vectors, or the words for a teacher, or prints what learning is
/// worth for questions left out.
///
/// # Errors
/// Whatever is wrong with the input; then nothing is written.
pub(super) fn run(root: &Path, options: Options) -> Result<()> {
    let start = Instant::now();
    let bars = Bars::default();
    let (corpus, asked) = corpus_and_questions(root, &options, &bars)?;
    if let Some(path) = &options.texts {
        bars.finish();
        return write_texts(path, &corpus);
    }
    if asked.is_empty() {
        let help = "give --pairs, or --queries and --qrels, or clauses with questions";
        return IndexError::new(Kind::Syntax, "no questions to learn from", help).fail();
    }
    let mut index = open(&corpus)?;
    let lesson = prepare(&corpus, &index, &asked, options.teacher.as_deref(), &bars)?;
    let settings = Settings {
        num_dims: options.dims,
        seed: options.seed,
        clause_rounds: options.clause_rounds,
        question_rounds: options.question_rounds,
    };
    if let Some(num_parts) = options.folds {
        let folds = (usize::from(num_parts), settings);
        let figures = cross_validate(&lesson, &corpus, &mut index, &asked, folds, &bars);
        bars.finish();
        say!("{figures}");
        return Ok(());
    }
    let all: Vec<usize> = (0..asked.len()).collect();
    let latent = train(&lesson, &all, settings, &bars);
    let bytes = Vectors::new(&corpus, latent).to_bytes()?;
    bars.finish();
    put(&options.out, &bytes)?;
    let seconds = start.elapsed().as_secs_f64();
    say!("learned from {} questions and {} clauses", asked.len(), corpus.clauses.len());
    say!("wrote {} ({} bytes) in {seconds:.1} s", options.out.display(), bytes.len());
    Ok(())
}

/// The corpus with its words, without vectors, and all questions.
fn corpus_and_questions(root: &Path, options: &Options, bars: &Bars) -> Result<(Corpus, Vec<Asked>)> {
    let (mut corpus, by_clause) = match &options.clauses {
        Some(path) => with_words(path, &LexiconFiles::read(root)?, bars)?,
        None => {
            let build = build(root, BuildOptions::default())?;
            (build.corpus, build.questions)
        }
    };
    let judged = options.queries.clone().zip(options.qrels.clone());
    let mut asked = read(&Files { pairs: options.pairs.clone(), judged }, &corpus)?;
    for (clause, questions) in by_clause {
        asked.extend(questions.into_iter().map(|question| Asked { question, answers: vec![clause] }));
    }
    corpus.latent = policy_engine::Latent::default();
    Ok((corpus, asked))
}

fn write_texts(path: &Path, corpus: &Corpus) -> Result<()> {
    let texts = index_terms(corpus);
    put(path, (texts.join("\n") + "\n").as_bytes())?;
    say!("wrote {} ({} words)", path.display(), texts.len());
    Ok(())
}

fn open(corpus: &Corpus) -> Result<Index> {
    Index::open(&encode(corpus)?).map_err(|error| {
        let help = "please report it: the build wrote what the engine cannot read";
        Box::new(IndexError::new(Kind::Engine, error.to_string(), help))
    })
}
