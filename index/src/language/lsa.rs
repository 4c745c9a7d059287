//! What a large corpus teaches about its own words: latent semantic analysis
//! (Deerwester et al. 1990). The matrix of terms and clauses, weighted by
//! rarity, is cut down to its strongest dimensions by a randomized singular
//! value decomposition (Halko, Martinsson, Tropp 2011); words that occur
//! in like clauses then point in like directions. How a search uses them is in the
//! engine (`latent`).

use std::collections::HashMap;

use policy_engine::{Clause, ClauseId, Corpus, Latent, index_terms};
use rayon::prelude::*;
use single_svdlib::SvdMat;
use single_svdlib::randomized::{RandomizedConfig, svd_with};

use crate::error::{IndexError, Kind, Result};
use crate::language::segmenter::WordSegmenter;
use crate::progress::Progress;

/// Fewer clauses teach nothing: 2,800 articles of law found no more with than
/// without, 5,000 did.
pub const MIN_CLAUSES: usize = 5_000;
/// Numbers per direction: 50 to 300 do about as well, and each is a byte per
/// term and clause.
const NUM_DIMS: usize = 64;
/// What the directions are worth in a search, against its words.
const WEIGHT_PERCENT: u8 = 70;
/// Equal corpora learn the same: from the same random numbers, with the sums
/// cut for as many threads on every machine.
const SEED: u64 = 1;
const NUM_THREADS: usize = 2;

/// What the clauses of a corpus teach; nothing if they are few.
///
/// Costs seconds for 50,000 clauses.
///
/// # Errors
/// `Engine` if the decomposition fails.
pub fn learn(corpus: &Corpus, progress: &impl Progress) -> Result<Latent> {
    if corpus.clauses.len() < MIN_CLAUSES {
        return Ok(Latent::default());
    }
    let Analysis { num_dims, mut words, clauses, rarity, .. } = analyse(corpus, NUM_DIMS, progress)?;
    for (word, rarity) in words.chunks_mut(num_dims.max(1)).zip(rarity) {
        word.iter_mut().for_each(|it| *it *= rarity);
    }
    let (words, clauses) = (quantized_together(&words), quantized(&clauses, num_dims));
    Ok(Latent { num_dims, weight_percent: WEIGHT_PERCENT, words, clauses })
}

/// Where words and clauses lie by which occur with which.
#[derive(Debug, Default)]
pub struct Analysis {
    /// Numbers per row.
    pub num_dims: usize,
    /// A row of length 1 per term, in the order of `index_terms`.
    pub words: Vec<f32>,
    /// A row per clause.
    pub clauses: Vec<f32>,
    /// Per term ln(clauses / those that hold it).
    pub rarity: Vec<f32>,
    /// Per term what it is worth in the clauses that hold it.
    rows: Vec<TermRow>,
}

impl Analysis {
    /// Per clause the sum of other rows of its terms, `num_dims` numbers each.
    pub fn clauses_of(&self, words: &[f32], num_dims: usize) -> Vec<f32> {
        let num_clauses = self.clauses.len() / self.num_dims.max(1);
        sums(&self.rows, words, num_clauses, num_dims.max(1))
    }
}

/// Decomposes the words of any corpus into at most `max_dims` dimensions; none
/// if it has no terms.
///
/// Costs seconds for 50,000 clauses.
///
/// # Errors
/// `Engine` if the decomposition fails.
pub fn analyse(corpus: &Corpus, max_dims: usize, progress: &impl Progress) -> Result<Analysis> {
    let num_clauses = corpus.clauses.len();
    progress.begin("learning from words", num_clauses);
    let counts = counts(corpus, progress);
    let rows = weighted(&counts, num_clauses);
    let num_dims = max_dims.min(rows.len()).min(num_clauses);
    if num_dims == 0 {
        return Ok(Analysis::default());
    }
    let words = directions(&rows, num_clauses, num_dims)?;
    let clauses = sums(&rows, &words, num_clauses, num_dims);
    let rarity = counts.iter().map(|it| rarity(it.len(), num_clauses)).collect();
    Ok(Analysis { num_dims, words, clauses, rarity, rows })
}

/// Per term the clauses it occurs in, ascending, and how often. Only whole
/// words count: 民法 inside 人民法院 teaches wrong things.
fn counts(corpus: &Corpus, progress: &impl Progress) -> Vec<Vec<(ClauseId, u32)>> {
    let terms = index_terms(corpus);
    let indices: HashMap<&str, usize> = terms.iter().enumerate().map(|(at, it)| (*it, at)).collect();
    let segmenter = WordSegmenter::new([]);
    let indices_in = |clause: &Clause| {
        progress.step();
        let texts = corpus.path(clause).into_iter().chain([clause.title.as_str(), &clause.text]);
        let tokens = texts.flat_map(|it| segmenter.tokens(it));
        tokens.filter_map(|it| indices.get(it.as_str()).copied()).collect::<Vec<usize>>()
    };
    let clauses: Vec<Vec<usize>> = corpus.clauses.par_iter().map(indices_in).collect();
    let mut rows: Vec<Vec<(ClauseId, u32)>> = vec![Vec::new(); terms.len()];
    for (clause, indices) in (0..).map(ClauseId).zip(clauses) {
        for index in indices {
            match rows[index].last_mut().filter(|last| last.0 == clause) {
                Some(last) => last.1 += 1,
                None => rows[index].push((clause, 1)),
            }
        }
    }
    rows
}

fn rarity(num_holding: usize, num_clauses: usize) -> f32 {
    (num_clauses as f32 / num_holding.max(1) as f32).ln()
}

/// A number per clause that holds the term.
type TermRow = Vec<(ClauseId, f32)>;

/// tf·idf, (1 + ln tf) · ln(N / df), each clause brought to length 1.
fn weighted(counts: &[Vec<(ClauseId, u32)>], num_clauses: usize) -> Vec<TermRow> {
    let weigh = |row: &Vec<(ClauseId, u32)>| {
        let rarity = rarity(row.len(), num_clauses);
        row.iter().map(|(clause, num)| (*clause, (1.0 + (*num as f32).ln()) * rarity)).collect()
    };
    let mut rows: Vec<TermRow> = counts.par_iter().map(weigh).collect();
    let mut squares = vec![0.0_f32; num_clauses];
    rows.iter().flatten().for_each(|(clause, weight)| squares[clause.0 as usize] += weight * weight);
    rows.par_iter_mut().flatten().for_each(|(clause, weight)| {
        *weight /= squares[clause.0 as usize].sqrt().max(f32::MIN_POSITIVE);
    });
    rows
}

/// Per term `num_dims` numbers: its left singular vector times the singular
/// values, of length 1.
fn directions(rows: &[TermRow], num_clauses: usize, num_dims: usize) -> Result<Vec<f32>> {
    let config = RandomizedConfig::new(num_dims).seed(SEED);
    let failed = |error: String| {
        let help = "please report it with the corpus";
        Box::new(IndexError::new(Kind::Engine, format!("learning from the corpus failed: {error}"), help))
    };
    let threads = rayon::ThreadPoolBuilder::new().num_threads(NUM_THREADS).build();
    let threads = threads.map_err(|error| failed(error.to_string()))?;
    let found = threads.install(|| svd_with(&matrix(rows, num_clauses), &config, None));
    let found = found.map_err(|error| failed(error.to_string()))?;
    let mut words: Vec<f32> = (&found.u * &found.s).iter().copied().collect();
    words.par_chunks_mut(num_dims).for_each(scale_to_one);
    Ok(words)
}

fn matrix(rows: &[TermRow], num_clauses: usize) -> SvdMat<f32> {
    let mut ends = vec![0_u64];
    let (mut columns, mut weights) = (Vec::new(), Vec::new());
    for row in rows {
        columns.extend(row.iter().map(|it| it.0.0));
        weights.extend(row.iter().map(|it| it.1));
        ends.push(columns.len() as u64);
    }
    SvdMat::new((rows.len(), num_clauses), ends, columns, weights)
}

fn scale_to_one(row: &mut [f32]) {
    let len = row.iter().map(|it| it * it).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    row.iter_mut().for_each(|it| *it /= len);
}

/// Per clause the sum of the directions of its terms, by their weights.
fn sums(rows: &[TermRow], words: &[f32], num_clauses: usize, num_dims: usize) -> Vec<f32> {
    let mut clauses = vec![0.0; num_clauses * num_dims];
    for (row, word) in rows.iter().zip(words.chunks(num_dims)) {
        for (clause, weight) in row {
            let start = clause.0 as usize * num_dims;
            let sum = &mut clauses[start..start + num_dims];
            sum.iter_mut().zip(word).for_each(|(sum, it)| *sum += weight * it);
        }
    }
    clauses
}

/// All rows in whole numbers, the largest of all 127: their lengths stay what
/// they are to each other.
pub fn quantized_together(rows: &[f32]) -> Vec<i8> {
    let most = rows.iter().map(|it| it.abs()).fold(f32::MIN_POSITIVE, f32::max);
    rows.iter().map(|it| (it / most * 127.0).round() as i8).collect()
}

/// Each row in whole numbers, its largest 127.
pub fn quantized(rows: &[f32], num_dims: usize) -> Vec<i8> {
    let quantize = |row: &[f32]| {
        let most = row.iter().map(|it| it.abs()).fold(f32::MIN_POSITIVE, f32::max);
        row.iter().map(|it| (it / most * 127.0).round() as i8).collect::<Vec<i8>>()
    };
    rows.par_chunks(num_dims).flat_map_iter(quantize).collect()
}

#[cfg(test)]
mod tests {
    use policy_engine::{Collection, Document, Lexicon};

    use super::*;
    use crate::progress::Quiet;

    const THEMES: [[&str; 4]; 3] =
        [["离婚", "夫妻", "子女", "财产"], ["工资", "劳动", "合同", "加班"], ["盗窃", "犯罪", "刑罚", "监狱"]];

    /// Clauses of two words each, every one about a single theme.
    fn corpus(num_clauses: usize) -> Corpus {
        let text = |at: usize| {
            let theme = THEMES[at % 3];
            format!("{}，{}。", theme[at / 3 % 4], theme[(at / 3 + 1 + at / 12 % 3) % 4])
        };
        let clause = |at| Clause { text: text(at), ..Clause::default() };
        let mut words: Vec<String> = THEMES.iter().flatten().map(|it| (*it).to_owned()).collect();
        words.sort_unstable();
        let lexicon = Lexicon { words, ..Lexicon::default() };
        let collection = Collection { id: String::new(), name: String::new(), examples: Vec::new() };
        let (collections, documents) = (vec![collection], vec![Document::default()]);
        let clauses = (0..num_clauses).map(clause).collect();
        Corpus { collections, documents, clauses, lexicon, ..Corpus::default() }
    }

    fn cosine(a: &[i8], b: &[i8]) -> f32 {
        let product = |a: &[i8], b: &[i8]| a.iter().zip(b).map(|it| f32::from(*it.0) * f32::from(*it.1)).sum::<f32>();
        product(a, b) / (product(a, a) * product(b, b)).sqrt()
    }

    #[test]
    fn words_of_like_clauses_point_in_like_directions() {
        let corpus = corpus(MIN_CLAUSES);
        // As many dimensions as themes: each becomes one.
        let words = quantized(&analyse(&corpus, 3, &Quiet).unwrap().words, 3);
        let terms = index_terms(&corpus);
        let theme_of = |term: &str| THEMES.iter().position(|it| it.contains(&term));
        for (a, row_a) in terms.iter().zip(words.chunks(3)) {
            for (b, row_b) in terms.iter().zip(words.chunks(3)) {
                let near = cosine(row_a, row_b);
                assert_eq!(theme_of(a) == theme_of(b), 0.5 < near, "{a} {b} {near}");
            }
        }
    }

    #[test]
    fn a_row_per_term_and_clause_and_the_same_every_time() {
        let corpus = corpus(MIN_CLAUSES);
        let latent = learn(&corpus, &Quiet).unwrap();
        assert_eq!((latent.num_dims, latent.words.len(), latent.clauses.len()), (12, 12 * 12, MIN_CLAUSES * 12));
        assert_eq!(learn(&corpus, &Quiet).unwrap(), latent);
        policy_engine::encode(&Corpus { latent, ..corpus }).unwrap();
    }

    #[test]
    fn few_clauses_teach_nothing() {
        assert_eq!(learn(&corpus(MIN_CLAUSES - 1), &Quiet).unwrap(), Latent::default());
    }
}
