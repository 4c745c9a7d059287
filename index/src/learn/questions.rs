//! What was asked, and which clauses answer: pairs in a file of two columns,
//! or questions and judgments by id as for `eval`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use policy_engine::Corpus;

use crate::error::{Kind, Result};
use crate::eval::qrels;
use crate::source::Source;

/// A question and the clauses that answer it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// As it was asked.
    pub question: String,
    /// Indices of clauses, ascending.
    pub answers: Vec<usize>,
}

/// Where questions stand.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Two columns: question, id of a clause.
    pub pairs: Option<PathBuf>,
    /// Two columns: id, question; and id of the question, id of a clause.
    pub judged: Option<(PathBuf, PathBuf)>,
}

/// All questions of `files`.
///
/// # Errors
/// `Syntax` for a line without two columns or a judgment of no question,
/// `UnknownClause` for an id that no clause has, both at their line.
pub fn read(files: &Files, corpus: &Corpus) -> Result<Vec<Asked>> {
    let ids: HashMap<&str, usize> = corpus.clauses.iter().zip(0..).map(|(it, at)| (it.id.as_str(), at)).collect();
    let mut asked = Vec::new();
    if let Some(path) = &files.pairs {
        asked.extend(pairs(&Source::open(path)?, &ids)?);
    }
    if let Some((questions, judgments)) = &files.judged {
        asked.extend(judged(questions, judgments, &ids)?);
    }
    Ok(asked)
}

/// Lines with the same question are one.
fn pairs(source: &Source, ids: &HashMap<&str, usize>) -> Result<Vec<Asked>> {
    let mut asked: Vec<Asked> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (number, (question, id)) in qrels::pairs(source)? {
        let answer = clause_of(source, number, &id, ids)?;
        let at = *known.entry(question.clone()).or_insert(asked.len());
        if at == asked.len() {
            asked.push(Asked { question, answers: Vec::new() });
        }
        asked[at].answers.push(answer);
    }
    Ok(asked.into_iter().map(sorted).collect())
}

fn judged(questions: &Path, judgments: &Path, ids: &HashMap<&str, usize>) -> Result<Vec<Asked>> {
    let (questions, judgments) = (Source::open(questions)?, Source::open(judgments)?);
    let mut asked: Vec<Asked> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (_, (id, question)) in qrels::pairs(&questions)? {
        known.insert(id, asked.len());
        asked.push(Asked { question, answers: Vec::new() });
    }
    for (number, (id, clause)) in qrels::pairs(&judgments)? {
        let Some(at) = known.get(&id) else {
            let message = format!("no question is called “{id}”");
            let help = format!("ids are in the first column of {}", questions.name);
            return judgments.error_at(Kind::Syntax, number, message, help).fail();
        };
        asked[*at].answers.push(clause_of(&judgments, number, &clause, ids)?);
    }
    Ok(asked.into_iter().filter(|it| !it.answers.is_empty()).map(sorted).collect())
}

fn clause_of(source: &Source, number: usize, id: &str, ids: &HashMap<&str, usize>) -> Result<usize> {
    ids.get(id).copied().ok_or_else(|| {
        let message = format!("no clause has the id “{id}”");
        Box::new(source.error_at(Kind::UnknownClause, number, message, "ids are those of the file of clauses"))
    })
}

fn sorted(mut asked: Asked) -> Asked {
    asked.answers.sort_unstable();
    asked.answers.dedup();
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: [(&str, usize); 2] = [("a", 0), ("b", 1)];

    #[test]
    fn lines_with_one_question_are_one() {
        let source = Source::new("p.tsv", "甲吗\tb\n乙吗\tb\n甲吗\ta\n".to_owned());
        let asked = pairs(&source, &IDS.into()).unwrap();
        let expected = [("甲吗", vec![0, 1]), ("乙吗", vec![1])];
        assert_eq!(asked, expected.map(|(question, answers)| Asked { question: question.into(), answers }));
    }

    #[test]
    fn a_clause_that_does_not_exist_is_named_with_its_line() {
        let source = Source::new("p.tsv", "甲吗\tb\n乙吗\tz\n".to_owned());
        let error = pairs(&source, &IDS.into()).unwrap_err();
        assert_eq!(error.kind, Kind::UnknownClause);
        assert_eq!(error.to_string(), "p.tsv:2: no clause has the id “z”");
        let error = pairs(&Source::new("p.tsv", "甲吗 b\n".to_owned()), &IDS.into()).unwrap_err().to_string();
        assert!(error.contains("p.tsv:1") && error.contains("1 instead of 2 columns"), "{error}");
    }
}
