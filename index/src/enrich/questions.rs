//! 相似问: how people ask for a clause, from `questions/*.tsv`, bound to the
//! words it had when they were written. Questions whose clause changed are
//! left out and named: they may ask for what is no longer said.

use std::collections::BTreeMap;
use std::path::Path;

use crate::enrich::plain_notes::text_hash;
use crate::error::{Kind, Result};
use crate::source::Source;
use crate::structure::clause_draft::ClauseDraft;

/// Stands for the clause (and the hash) of a question that none answers.
const NO_CLAUSE: &str = "-";

/// A question and the clause that answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionEntry {
    /// Id of the clause.
    pub clause: String,
    /// Hash of the words it was written for.
    pub text_hash: String,
    /// The question.
    pub question: String,
    /// Index of its file among [`QuestionFiles::sources`].
    pub source: usize,
    /// Its line.
    pub line: usize,
}

/// All questions.
#[derive(Debug, Default)]
pub struct QuestionFiles {
    /// The files, by name.
    pub sources: Vec<Source>,
    /// The questions, in the order of files and lines.
    pub entries: Vec<QuestionEntry>,
}

/// The questions of a corpus, by clause, and what an editor should look at.
#[derive(Debug, Default)]
pub struct BoundQuestions {
    /// Per clause: its questions, in their order.
    pub by_clause: BTreeMap<usize, Vec<String>>,
    /// Questions that no clause answers.
    pub unanswered: Vec<String>,
    /// Questions without their clause, or whose clause changed.
    pub notes: Vec<String>,
}

impl QuestionFiles {
    /// Reads every `.tsv` file of `questions/`, in order of their names. A
    /// root without that folder has none.
    ///
    /// # Errors
    /// `InvalidUtf8`; `Syntax` for a line without its three columns;
    /// `DuplicateEntry` for a question that is there twice.
    pub fn read(root: &Path) -> Result<Self> {
        let mut files = Self::default();
        for name in file_names(&root.join("questions")) {
            let source = Source::read(root, &format!("questions/{name}"))?;
            files.add(source)?;
        }
        Ok(files)
    }

    fn add(&mut self, source: Source) -> Result<()> {
        let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
        for line in 1..=source.num_lines() {
            let text = source.line(line).unwrap_or_default().trim_end();
            if text.is_empty() || text.starts_with('#') || text.starts_with("id\t") {
                continue;
            }
            let [clause, text_hash, question] = columns(&source, line, text)?;
            let key = (clause.to_owned(), question.to_owned());
            if let Some(first) = known.insert(key, line) {
                let message = format!("the question “{question}” is there twice");
                let help = "remove one of the two lines";
                return Err(Box::new(source.error_at_both(Kind::DuplicateEntry, (first, line), message, help)));
            }
            self.entries.push(QuestionEntry {
                clause: clause.to_owned(),
                text_hash: text_hash.to_owned(),
                question: question.to_owned(),
                source: self.sources.len(),
                line,
            });
        }
        self.sources.push(source);
        Ok(())
    }

    /// The questions of each clause. Those of another wording are left out.
    pub fn bind(&self, drafts: &[ClauseDraft]) -> BoundQuestions {
        let index: BTreeMap<&str, usize> = drafts.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
        let hashes: Vec<String> = drafts.iter().map(|it| text_hash(&it.text)).collect();
        let mut bound = BoundQuestions::default();
        for entry in &self.entries {
            let place = format!("{}:{}", self.sources[entry.source].name, entry.line);
            match index.get(entry.clause.as_str()) {
                None if entry.clause == NO_CLAUSE => bound.unanswered.push(entry.question.clone()),
                None => bound.notes.push(format!("{place}: there is no clause {}", entry.clause)),
                Some(at) if hashes[*at] != entry.text_hash => bound.notes.push(format!(
                    "{place}: clause {} was changed; read the question again and set its hash to {}",
                    entry.clause, hashes[*at]
                )),
                Some(at) => bound.by_clause.entry(*at).or_default().push(entry.question.clone()),
            }
        }
        bound
    }
}

fn columns<'a>(source: &Source, line: usize, text: &'a str) -> Result<[&'a str; 3]> {
    let columns: Vec<&str> = text.split('\t').map(str::trim).collect();
    match columns[..] {
        [clause, hash, question] if columns.iter().all(|it| !it.is_empty()) => Ok([clause, hash, question]),
        _ => {
            let message = format!("{} columns where there are three", columns.len());
            let help = "a line is: id of the clause, hash of its text, question, with tabs between them";
            Err(Box::new(source.error_at(Kind::Syntax, line, message, help)))
        }
    }
}

fn file_names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|it| it.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|it| it.ends_with(".tsv")).collect();
    names.sort();
    names
}
