//! How well a whole corpus is searched, by the measures of the literature:
//! questions whose relevant clauses are judged by id. Two files with tabs, as
//! test collections come: `question id, question` and `question id, clause id`
//! (the “qrels” of TREC). Questions judged by words, and refusals, are in `questions`.

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use policy_engine::{SearchOptions, Searcher};

use super::metrics::Retrieval;
use super::rows::rows;
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
    let mut indices = HashMap::new();
    for (number, (id, query)) in pairs(questions)? {
        if indices.insert(id.clone(), judged.len()).is_some() {
            let message = format!("a second question is called “{id}”");
            return questions.error_at(Kind::DuplicateEntry, number, message, "give it an id of its own").fail();
        }
        judged.push(Judged { query, relevant: HashSet::new() });
    }
    for (number, (id, clause)) in pairs(judgments)? {
        let Some(index) = indices.get(&id) else {
            let message = format!("no question is called “{id}”");
            let help = format!("ids are in the first column of {}", questions.name);
            return judgments.error_at(Kind::Syntax, number, message, help).fail();
        };
        judged[*index].relevant.insert(clause);
    }
    judged.retain(|it| !it.relevant.is_empty());
    Ok(judged)
}

/// Line, first and second column of every row; a first line that names the
/// columns is left out.
pub(crate) fn pairs(source: &Source) -> Result<Vec<(usize, (String, String))>> {
    let help = "separate by tabs: the id of the question, then its text or the id of a clause";
    rows(source, 2, &["id", "query_id", "question"], help)
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
    fn questions_meet_their_judgments() {
        let questions = source("q.tsv", "query_id\tquestion\n7\t甲吗？\n8\t乙吗？\n");
        let judged = read_judged(&questions, &source("j.tsv", "query_id\tarticle_id\n7\tA\n7\tB\n")).unwrap();
        assert_eq!(judged, [Judged { query: "甲吗？".into(), relevant: set(&["A", "B"]) }]);
    }

    #[test]
    fn wrong_lines_are_named() {
        let questions = source("q.tsv", "7\t甲吗？\n");
        let error = read_judged(&questions, &source("j.tsv", "7\tA\n9\tB\n")).unwrap_err().to_string();
        assert!(error.contains("j.tsv:2") && error.contains("“9”"), "{error}");
        let error = read_judged(&questions, &source("j.tsv", "7 A\n")).unwrap_err().to_string();
        assert!(error.contains("j.tsv:1") && error.contains("1 instead of 2 columns"), "{error}");
    }
}
