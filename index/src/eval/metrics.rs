//! The figures of the literature: Success@k, MRR, nDCG, and recall.

use std::collections::HashSet;
use std::fmt;
use std::time::Duration;

/// Figures over a set of questions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// How many questions.
    pub num_questions: usize,
    success_1: f64,
    success_3: f64,
    mrr_10: f64,
    ndcg_10: f64,
}

impl Figures {
    pub(super) fn add(&mut self, ranks: &Ranks) {
        let first = ranks.grades.iter().position(|&grade| grade > 0).map(|at| at + 1);
        let within = |k: usize| f64::from(u8::from(first.is_some_and(|rank| rank <= k)));
        self.num_questions += 1;
        self.success_1 += within(1);
        self.success_3 += within(3);
        self.mrr_10 += first.filter(|&rank| rank <= 10).map_or(0.0, |rank| 1.0 / rank as f64);
        self.ndcg_10 += dcg(&ranks.grades) / dcg(&ranks.ideal).max(f64::MIN_POSITIVE);
    }

    fn mean(&self, sum: f64) -> f64 {
        sum / self.num_questions.max(1) as f64
    }

    /// Share of questions with a right answer in first place.
    pub fn success_1(&self) -> f64 {
        self.mean(self.success_1)
    }

    /// Share of questions with a right answer among the first three.
    pub fn success_3(&self) -> f64 {
        self.mean(self.success_3)
    }

    /// Mean of 1 / rank of the first right answer, 0 beyond ten.
    pub fn mrr_10(&self) -> f64 {
        self.mean(self.mrr_10)
    }

    /// Normalised discounted cumulative gain over the first ten.
    pub fn ndcg_10(&self) -> f64 {
        self.mean(self.ndcg_10)
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { num_questions, .. } = self;
        let (one, three, mrr, ndcg) = (self.success_1(), self.success_3(), self.mrr_10(), self.ndcg_10());
        write!(f, "{num_questions:>4}  {one:>9.3}  {three:>9.3}  {mrr:>7.3}  {ndcg:>7.3}")
    }
}

/// Grades by rank, and the best order of all that is relevant.
pub(super) struct Ranks {
    pub(super) grades: Vec<u8>,
    pub(super) ideal: Vec<u8>,
}

fn dcg(grades: &[u8]) -> f64 {
    let gains = grades.iter().take(10).enumerate();
    gains.map(|(at, &grade)| (f64::from(1_u32 << grade) - 1.0) / (at as f64 + 2.0).log2()).sum()
}

/// The grade of a clause with this text: 2 for the first snippet, 1 for another, 0 for none.
pub(super) fn grade(text: &str, snippets: &[String]) -> u8 {
    match snippets.iter().position(|snippet| text.contains(snippet.as_str())) {
        Some(0) => 2,
        Some(_) => 1,
        None => 0,
    }
}

/// Figures over judged questions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Retrieval {
    recall_10: f64,
    recall_100: f64,
    mrr_10: f64,
    /// Ascending.
    times: Vec<Duration>,
}

impl Retrieval {
    pub(super) fn add(&mut self, ids: &[&str], relevant: &HashSet<String>, time: Duration) {
        let found = |k: usize| ids.iter().take(k).filter(|it| relevant.contains(**it)).count();
        let recall = |k: usize| found(k) as f64 / relevant.len().max(1) as f64;
        let first = ids.iter().take(10).position(|it| relevant.contains(*it));
        self.recall_10 += recall(10);
        self.recall_100 += recall(100);
        self.mrr_10 += first.map_or(0.0, |at| 1.0 / (at + 1) as f64);
        let at = self.times.partition_point(|it| *it < time);
        self.times.insert(at, time);
    }

    /// Adds the figures of other questions.
    #[cfg(feature = "learn")]
    pub(crate) fn extend(&mut self, other: &Self) {
        self.recall_10 += other.recall_10;
        self.recall_100 += other.recall_100;
        self.mrr_10 += other.mrr_10;
        self.times.extend(&other.times);
        self.times.sort_unstable();
    }

    fn mean(&self, sum: f64) -> f64 {
        sum / self.times.len().max(1) as f64
    }

    /// Mean share of the relevant clauses among the first ten.
    pub fn recall_10(&self) -> f64 {
        self.mean(self.recall_10)
    }

    /// Mean share of the relevant clauses among the first hundred.
    pub fn recall_100(&self) -> f64 {
        self.mean(self.recall_100)
    }

    /// Mean of 1 / rank of the first relevant clause, 0 beyond ten.
    pub fn mrr_10(&self) -> f64 {
        self.mean(self.mrr_10)
    }

    fn millis(&self, share: f64) -> f64 {
        let at = (self.times.len() as f64 * share) as usize;
        self.times.get(at).map_or(0.0, |it| it.as_secs_f64() * 1e3)
    }
}

impl fmt::Display for Retrieval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ten, hundred, mrr) = (self.recall_10(), self.recall_100(), self.mrr_10());
        writeln!(f, "   n     R@10    R@100   MRR@10   p50 ms   p95 ms")?;
        write!(f, "{:>4}  {ten:>7.4}  {hundred:>7.4}  {mrr:>7.4}", self.times.len())?;
        write!(f, "  {:>7.1}  {:>7.1}", self.millis(0.5), self.millis(0.95))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(grades: &[u8], ideal: &[u8]) -> Figures {
        let mut figures = Figures::default();
        figures.add(&Ranks { grades: grades.to_vec(), ideal: ideal.to_vec() });
        figures
    }

    #[test]
    fn figures_are_those_of_the_literature() {
        let best = figures(&[2, 1], &[2, 1]);
        assert_eq!((best.success_1(), best.success_3(), best.mrr_10(), best.ndcg_10()), (1.0, 1.0, 1.0, 1.0));
        let second = figures(&[0, 2], &[2]);
        assert_eq!((second.success_1(), second.success_3(), second.mrr_10()), (0.0, 1.0, 0.5));
        assert!((second.ndcg_10() - 1.0 / 3_f64.log2()).abs() < 1e-9);
        let never = figures(&[0; 20], &[2]);
        assert_eq!((never.success_3(), never.mrr_10(), never.ndcg_10()), (0.0, 0.0, 0.0));
    }

    fn set(ids: &[&str]) -> HashSet<String> {
        ids.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn recall_is_that_of_the_literature() {
        let mut figures = Retrieval::default();
        let ids: Vec<String> = (0..100).map(|it| it.to_string()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        figures.add(&ids, &set(&["1", "50"]), Duration::from_millis(3));
        assert_eq!((figures.recall_10(), figures.recall_100(), figures.mrr_10()), (0.5, 1.0, 0.5));
        figures.add(&[], &set(&["1"]), Duration::from_millis(1));
        assert_eq!((figures.recall_10(), figures.recall_100(), figures.mrr_10()), (0.25, 0.5, 0.25));
        assert_eq!(figures.millis(0.5), 3.0);
        assert!(figures.to_string().ends_with("   2   0.2500   0.5000   0.2500      3.0      3.0"), "{figures}");
    }
}
