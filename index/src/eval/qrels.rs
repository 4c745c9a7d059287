//! How well a whole corpus is searched, by the measures of the literature:
//! questions whose relevant clauses are judged by id. Two files with tabs, as
//! test collections come: `question id, question` and `question id, clause id`
//! (the “qrels” of TREC). Questions judged by words, and refusals, are `eval`'s.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::time::{Duration, Instant};

use policy_engine::{SearchOptions, Searcher};

use crate::error::{Kind, Result};
use crate::source::Source;

/// Ranks looked at.
const LIMIT: usize = 100;

/// A question with the ids of its relevant clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What people type.
    pub query: String,
    /// Clauses that answer it.
    pub relevant: HashSet<String>,
}

/// Reads questions and judgments; questions without a judgment are left out.
/// A first line whose id is called `id` or `query_id` is a heading.
///
/// # Errors
/// `Syntax` for a line without two columns, or a judgment of no question;
/// `DuplicateEntry` for a second question of one id.
pub fn read_judged(questions: &Source, judgments: &Source) -> Result<Vec<Judged>> {
    let mut judged = Vec::new();
    let mut places = HashMap::new();
    for (number, id, query) in rows(questions)? {
        if places.insert(id.to_owned(), judged.len()).is_some() {
            let message = format!("a second question is called “{id}”");
            return questions.error_at(Kind::DuplicateEntry, number, message, "give it an id of its own").fail();
        }
        judged.push(Judged { query: query.to_owned(), relevant: HashSet::new() });
    }
    for (number, id, clause) in rows(judgments)? {
        let Some(place) = places.get(id) else {
            let message = format!("no question is called “{id}”");
            let help = format!("ids stand in the first column of {}", questions.name);
            return judgments.error_at(Kind::Syntax, number, message, help).fail();
        };
        judged[*place].relevant.insert(clause.to_owned());
    }
    judged.retain(|it| !it.relevant.is_empty());
    Ok(judged)
}

/// Line, first and second column of every row.
fn rows(source: &Source) -> Result<Vec<(usize, &str, &str)>> {
    let mut rows = Vec::new();
    for number in 1..=source.num_lines() {
        let line = source.line(number).unwrap_or_default().trim_end_matches('\r');
        let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
        match columns[..] {
            [""] => {}
            ["id" | "query_id", _] if number == 1 => {}
            [id, rest] => rows.push((number, id, rest)),
            _ => {
                let message = format!("{} instead of 2 columns", columns.len());
                let help = "separate by tabs: the id of the question, then its text or the id of a clause";
                return source.error_at(Kind::Syntax, number, message, help).fail();
            }
        }
    }
    Ok(rows)
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
    fn add(&mut self, ids: &[&str], relevant: &HashSet<String>, time: Duration) {
        let found = |k: usize| ids.iter().take(k).filter(|it| relevant.contains(**it)).count();
        let recall = |k: usize| found(k) as f64 / relevant.len().max(1) as f64;
        let first = ids.iter().take(10).position(|it| relevant.contains(*it));
        self.recall_10 += recall(10);
        self.recall_100 += recall(LIMIT);
        self.mrr_10 += first.map_or(0.0, |at| 1.0 / (at + 1) as f64);
        let at = self.times.partition_point(|it| *it < time);
        self.times.insert(at, time);
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

/// Asks every question, one after the other; `done` is called after each.
pub fn retrieve(searcher: &Searcher<'_>, judged: &[Judged], done: impl Fn()) -> Retrieval {
    let mut figures = Retrieval::default();
    for it in judged {
        let start = Instant::now();
        let page = searcher.search(&it.query, &SearchOptions { limit: LIMIT, ..SearchOptions::default() });
        let time = start.elapsed();
        let ids: Vec<&str> = page.hits.iter().map(|hit| searcher.index().clause(hit.clause).id.as_str()).collect();
        figures.add(&ids, &it.relevant, time);
        done();
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ids: &[&str]) -> HashSet<String> {
        ids.iter().map(|it| (*it).to_owned()).collect()
    }

    fn source(name: &str, text: &str) -> Source {
        Source::new(name, text.to_owned())
    }

    #[test]
    fn figures_are_those_of_the_literature() {
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

    #[test]
    fn questions_meet_their_judgments() {
        let questions = source("q.tsv", "query_id\tquestion\n7\t甲吗？\n8\t乙吗？\n");
        let judged = read_judged(&questions, &source("j.tsv", "query_id\tarticle_id\n7\tA\n7\tB\n")).unwrap();
        assert_eq!(judged, [Judged { query: "甲吗？".into(), relevant: set(&["A", "B"]) }]);
    }

    #[test]
    fn wrong_lines_are_named() {
        let questions = source("q.tsv", "7\t甲吗？\n");
        let error = read_judged(&questions, &source("j.tsv", "7\tA\n9\tB\n")).unwrap_err().render();
        assert!(error.contains("j.tsv:2") && error.contains("“9”"), "{error}");
        let error = read_judged(&questions, &source("j.tsv", "7 A\n")).unwrap_err().render();
        assert!(error.contains("j.tsv:1") && error.contains("1 instead of 2 columns"), "{error}");
    }
}
