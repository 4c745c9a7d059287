//! Questions with the words a right answer holds, asked one after the other;
//! some should not be answered at all.

use std::collections::BTreeMap;
use std::fmt;

use policy_engine::{Clause, SearchOptions, Searcher};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::metrics::{Figures, Ranks, grade};
use super::rows::rows;
use crate::error::Result;
use crate::source::Source;

/// Ranks looked at.
const LIMIT: usize = 20;

/// A line of the questions file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// What kind of question.
    pub kind: String,
    /// What people type.
    pub query: String,
    /// Words of right answers, white space removed; the first has grade 2, the
    /// others 1. Empty for a question that should not be answered.
    pub snippets: Vec<String>,
}

/// Reads a file with the columns id, type, query, collection, relevant.
///
/// # Errors
/// `Syntax` for a line without five columns.
pub fn read_questions(source: &Source) -> Result<Vec<Question>> {
    let help = "separate by tabs: id, type, query, collection, relevant";
    let rows: Vec<(usize, Row)> = rows(source, 5, &["id"], help)?;
    Ok(rows.into_iter().map(|(_, row)| row.into()).collect())
}

/// A line of the file.
#[derive(Deserialize)]
struct Row {
    id: String,
    kind: String,
    query: String,
    _collection: String,
    relevant: String,
}

impl From<Row> for Question {
    fn from(Row { id, kind, query, relevant, .. }: Row) -> Self {
        let snippets = relevant.split(" || ").map(normal).filter(|it| !it.is_empty() && it != "-").collect();
        Self { id, kind, query, snippets }
    }
}

/// NFKC without white space.
fn normal(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// The result of an evaluation.
#[derive(Debug, Default)]
pub struct Report {
    /// By type, in order of their names.
    pub by_kind: BTreeMap<String, Figures>,
    /// Over all questions that should be answered.
    pub overall: Figures,
    /// Questions that should not be answered: how many, how many were refused.
    pub none: (usize, usize),
    /// The same by type.
    pub none_by_kind: BTreeMap<String, (usize, usize)>,
    /// Questions that should be answered but were presented as unanswered.
    pub withheld: Vec<String>,
    /// Questions without a right answer among the first three.
    pub missed: Vec<String>,
    /// Questions whose snippets occur in no clause.
    pub unknown: Vec<String>,
}

/// Asks every question.
pub fn evaluate(searcher: &Searcher<'_>, questions: &[Question]) -> Report {
    let texts: Vec<String> = searcher.index().corpus().clauses.iter().map(clause_text).collect();
    let mut report = Report::default();
    for question in questions {
        let page = searcher.search(&question.query, &SearchOptions { limit: LIMIT, ..SearchOptions::default() });
        let is_answered = page.confident && !page.hits.is_empty();
        if question.snippets.is_empty() {
            for it in [&mut report.none, report.none_by_kind.entry(question.kind.clone()).or_default()] {
                it.0 += 1;
                it.1 += usize::from(!is_answered);
            }
            continue;
        }
        let mut ideal: Vec<u8> =
            texts.iter().map(|text| grade(text, &question.snippets)).filter(|&it| it > 0).collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        let grades: Vec<u8> =
            page.hits.iter().map(|hit| grade(&texts[hit.clause.0 as usize], &question.snippets)).collect();
        let label = format!("{} {} ({})", question.id, question.query, question.kind);
        if ideal.is_empty() {
            report.unknown.push(label.clone());
        }
        if !is_answered {
            report.withheld.push(label.clone());
        }
        if !grades.iter().take(3).any(|&grade| grade > 0) {
            report.missed.push(label);
        }
        let ranks = Ranks { grades, ideal };
        report.by_kind.entry(question.kind.clone()).or_default().add(&ranks);
        report.overall.add(&ranks);
    }
    report
}

/// The words an answer is judged by.
pub(super) fn clause_text(clause: &Clause) -> String {
    normal(&format!("{}{}", clause.title, clause.text))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<14}{:>4}  Success@1  Success@3   MRR@10  nDCG@10", "type", "n")?;
        for (kind, figures) in &self.by_kind {
            writeln!(f, "{kind:<14}{figures}")?;
        }
        writeln!(f, "{:<14}{}", "overall", self.overall)?;
        writeln!(f, "should not be answered: {} of {} refused", self.none.1, self.none.0)?;
        for (kind, (num, refused)) in &self.none_by_kind {
            writeln!(f, "  {kind}: {refused} of {num}")?;
        }
        writeln!(f, "wrongly withheld: {} of {}", self.withheld.len(), self.overall.num_questions)?;
        let lists = [("withheld", &self.withheld), ("missed", &self.missed), ("in no clause", &self.unknown)];
        for (what, labels) in lists {
            labels.iter().try_for_each(|label| writeln!(f, "  {what}: {label}"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    #[test]
    fn questions_have_five_columns() {
        let read = |text: &str| read_questions(&Source::new("q.tsv", text.to_owned()));
        let questions =
            read("id\ttype\tquery\tcollection\trelevant\nd1\tnone\t地铁\tx\t-\nd2\texact\t非共识\tx\t甲 乙 || 丙\n");
        let questions = questions.unwrap();
        assert!(questions[0].snippets.is_empty());
        assert_eq!(questions[1].snippets, ["甲乙", "丙"]);
        let error = read("d1\tnone\t地铁").unwrap_err();
        assert_eq!(error.kind, Kind::Syntax);
        assert!(error.to_string().contains("q.tsv:1"));
    }
}
