//! How good the answers are: questions with the words a right answer holds,
//! and the figures of the literature over them (DESIGN §6).

use std::collections::BTreeMap;
use std::fmt;

use policy_engine::{Clause, Index, SearchOptions, Searcher, Weights};
use unicode_normalization::UnicodeNormalization;

use crate::error::{IndexError, Kind, Result};
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
    let mut questions = Vec::new();
    for number in 1..=source.num_lines() {
        let line = source.line(number).unwrap_or_default();
        if line.trim().is_empty() || number == 1 && line.starts_with("id\t") {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, kind, query, _, relevant] = columns[..] else {
            let help = "separate by tabs: id, type, query, collection, relevant";
            let message = format!("{} columns instead of 5", columns.len());
            return source.error_at(Kind::Syntax, number, message, help).fail();
        };
        let snippets = relevant.split(" || ").map(normal).filter(|it| !it.is_empty() && it != "-").collect();
        questions.push(Question { id: id.into(), kind: kind.into(), query: query.into(), snippets });
    }
    Ok(questions)
}

/// NFKC without white space.
fn normal(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

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
    fn add(&mut self, ranks: &Ranks) {
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
struct Ranks {
    grades: Vec<u8>,
    ideal: Vec<u8>,
}

fn dcg(grades: &[u8]) -> f64 {
    let gains = grades.iter().take(10).enumerate();
    gains.map(|(at, &grade)| (f64::from(1_u32 << grade) - 1.0) / (at as f64 + 2.0).log2()).sum()
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
    /// Questions that should be answered but were presented as unanswered.
    pub withheld: Vec<String>,
    /// Questions without a right answer among the first three.
    pub missed: Vec<String>,
    /// Questions whose snippets stand in no clause.
    pub unknown: Vec<String>,
}

/// Takes one mechanism out of the ranking.
type SwitchOff = fn(&mut Weights);

/// What can be switched off to see what it is worth, and how.
const MECHANISMS: [(&str, SwitchOff); 13] = [
    ("synonym", |it| it.synonym = 0.0),
    ("single", |it| it.single = 0.0),
    ("pinyin", |it| it.pinyin = 0.0),
    ("correction", |it| it.correction = 0.0),
    ("pair", |it| it.pair = 0.0),
    ("plain", |it| it.plain = 0.0),
    ("title", |it| it.title = it.text),
    ("near", |it| it.near = 0.0),
    ("context", |it| (it.section, it.document) = (0.0, 0.0)),
    ("latent", |it| it.latent = 0.0),
    ("coverage", |it| it.coverage = 0.0),
    ("rarity", |it| it.rarity = 1.0),
    ("responsible", |it| it.responsible = 0.0),
];

/// The ranking weights with some mechanisms switched off.
///
/// # Errors
/// `Syntax` for a name that is none, with those that are.
pub fn weights_without<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Weights> {
    let mut weights = Weights::default();
    for name in names {
        let Some((_, switch_off)) = MECHANISMS.iter().find(|it| it.0 == name) else {
            let known = MECHANISMS.map(|it| it.0).join(", ");
            let message = format!("no mechanism is called “{name}”");
            return Err(Box::new(IndexError::new(Kind::Syntax, message, format!("one of {known}"))));
        };
        switch_off(&mut weights);
    }
    Ok(weights)
}

/// Asks every question.
pub fn evaluate(searcher: &Searcher<'_>, questions: &[Question]) -> Report {
    let texts: Vec<String> = searcher.index().corpus().clauses.iter().map(clause_text).collect();
    let mut report = Report::default();
    for question in questions {
        let page = searcher.search(&question.query, &SearchOptions { limit: LIMIT, ..SearchOptions::default() });
        let is_answered = page.confident && !page.hits.is_empty();
        if question.snippets.is_empty() {
            report.none.0 += 1;
            report.none.1 += usize::from(!is_answered);
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

fn clause_text(clause: &Clause) -> String {
    normal(&format!("{}{}", clause.title, clause.text))
}

fn grade(text: &str, snippets: &[String]) -> u8 {
    match snippets.iter().position(|snippet| text.contains(snippet.as_str())) {
        Some(0) => 2,
        Some(_) => 1,
        None => 0,
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<14}{:>4}  Success@1  Success@3   MRR@10  nDCG@10", "type", "n")?;
        for (kind, figures) in &self.by_kind {
            writeln!(f, "{kind:<14}{figures}")?;
        }
        writeln!(f, "{:<14}{}", "overall", self.overall)?;
        writeln!(f, "should not be answered: {} of {} refused", self.none.1, self.none.0)?;
        writeln!(f, "wrongly withheld: {} of {}", self.withheld.len(), self.overall.num_questions)?;
        let lists = [("withheld", &self.withheld), ("missed", &self.missed), ("in no clause", &self.unknown)];
        for (what, labels) in lists {
            labels.iter().try_for_each(|label| writeln!(f, "  {what}: {label}"))?;
        }
        Ok(())
    }
}

/// Opens an index file.
///
/// # Errors
/// `MissingFile`; `Engine` with the reason if it is no index.
pub fn open_index(path: &std::path::Path) -> Result<Index> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        let help = "compile it first: policy-index compile --out FILE";
        Box::new(IndexError::new(Kind::MissingFile, format!("{name}: cannot be read: {error}"), help))
    })?;
    Index::open(&bytes).map_err(|error| {
        let help = "compile it again with this build of policy-index";
        Box::new(IndexError::new(Kind::Engine, format!("{name}: {error}"), help))
    })
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

    #[test]
    fn mechanisms_are_switched_off_by_name() {
        let weights = weights_without(["synonym", "context"]).unwrap();
        assert_eq!((weights.synonym, weights.section, weights.document), (0.0, 0.0, 0.0));
        let error = weights_without(["magic"]).unwrap_err();
        assert!(error.render().contains("synonym, single"), "{}", error.render());
    }

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
        assert!(error.render().contains("q.tsv:1"));
    }
}
