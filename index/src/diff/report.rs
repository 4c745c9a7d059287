//! What an editor and a machine are told about two index files.

use std::collections::BTreeSet;

use policy_engine::{Clause, Corpus, Document};
use serde::Serialize;

use super::clauses::{Match, match_clauses, number};
use crate::enrich::plain_notes::text_hash;
use crate::structure::lines::typography::compact;

/// A clause, so that it can be found and recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClauseRef {
    /// Its id.
    pub id: String,
    /// 文号 of its document.
    pub document: String,
    /// `柳政办〔2022〕31号，四、1.`
    pub citation: String,
    /// What it is called.
    pub title: String,
    /// Its words.
    pub text: String,
}

/// A clause that is there in both, with other words or under another id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its id in the old file.
    pub old_id: String,
    /// The clause as it is now.
    #[serde(flatten)]
    pub clause: ClauseRef,
    /// Its words in the old file.
    pub old_text: String,
    /// Hash of the words as they are now.
    pub text_hash: String,
}

/// Work for an editor, on a plain note or on questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Task {
    /// `rewrite` (the words changed), `rename` (only the id did), `remove` (the clause is gone).
    pub action: &'static str,
    /// The clause's id in the old file: what the note or question names.
    pub old_id: String,
    /// Its id now; none if it is gone.
    pub id: Option<String>,
    /// What to write as its `text_hash`; none if it is gone.
    pub text_hash: Option<String>,
}

/// All that changed from one file to the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// 文号 of documents that only the new file has.
    pub documents_new: Vec<String>,
    /// 文号 of documents that only the old file has.
    pub documents_gone: Vec<String>,
    /// 文号 of documents of which title, days or fate changed.
    pub documents_changed: Vec<String>,
    /// Clauses with the same id and the same words.
    pub num_same: usize,
    /// Clauses that only the new file has.
    pub new: Vec<ClauseRef>,
    /// Clauses that only the old file has.
    pub gone: Vec<ClauseRef>,
    /// Clauses whose words changed, their ids as well or not.
    pub changed: Vec<Change>,
    /// Clauses of which only the id changed: links to the old one break.
    pub moved: Vec<Change>,
    /// Plain notes (便民说明) to look at.
    pub notes: Vec<Task>,
    /// Questions (相似问) to look at.
    pub questions: Vec<Task>,
}

/// Compares two corpora. White space in a text is no change.
pub fn diff(old: &Corpus, new: &Corpus) -> Diff {
    let matches = match_clauses(old, new);
    let mut diff = Diff { num_same: 0, ..documents(old, new) };
    for it in &matches {
        diff.add_match(old, new, *it);
    }
    let (known, found): (BTreeSet<usize>, BTreeSet<usize>) = matches.iter().map(|it| (it.old, it.new)).unzip();
    diff.new = (0..new.clauses.len()).filter(|it| !found.contains(it)).map(|it| clause_ref(new, it)).collect();
    for at in (0..old.clauses.len()).filter(|it| !known.contains(it)) {
        diff.gone.push(clause_ref(old, at));
        diff.add_tasks(&old.clauses[at], "remove", None);
    }
    diff
}

impl Diff {
    /// Whether both files say the same.
    pub fn is_empty(&self) -> bool {
        let documents = [&self.documents_new, &self.documents_gone, &self.documents_changed];
        documents.iter().all(|it| it.is_empty())
            && [&self.new, &self.gone].iter().all(|it| it.is_empty())
            && [&self.changed, &self.moved].iter().all(|it| it.is_empty())
    }

    fn add_match(&mut self, old: &Corpus, new: &Corpus, it: Match) {
        let (before, after) = (&old.clauses[it.old], &new.clauses[it.new]);
        let has_same_words = compact(&before.text) == compact(&after.text);
        // Where only white space differs the hash does: what is bound to it must follow.
        let has_same_hash = before.text == after.text;
        if !has_same_words {
            self.changed.push(change(old, new, it));
            self.add_tasks(before, "rewrite", Some(after));
        } else if before.id != after.id || !has_same_hash {
            if before.id == after.id {
                self.num_same += 1;
            } else {
                self.moved.push(change(old, new, it));
            }
            self.add_tasks(before, "rename", Some(after));
        } else {
            self.num_same += 1;
        }
    }

    /// Whatever hangs on the clause of the old file.
    fn add_tasks(&mut self, before: &Clause, action: &'static str, after: Option<&Clause>) {
        let task = Task {
            action,
            old_id: before.id.clone(),
            id: after.map(|it| it.id.clone()),
            text_hash: after.map(|it| text_hash(&it.text)),
        };
        if before.plain.is_some() {
            self.notes.push(task.clone());
        }
        if !before.questions.is_empty() {
            self.questions.push(task);
        }
    }
}

fn documents(old: &Corpus, new: &Corpus) -> Diff {
    // A title within a title had double marks in older files.
    let plain = |number: &str| number.replace('〈', "《").replace('〉', "》");
    let find =
        |corpus: &Corpus, number: &str| corpus.documents.iter().find(|it| plain(&it.number) == plain(number)).cloned();
    let without = |corpus: &Corpus, other: &Corpus| {
        let numbers = corpus.documents.iter().map(|it| &it.number);
        numbers.filter(|it| find(other, it).is_none()).cloned().collect::<Vec<_>>()
    };
    let is_changed = |it: &&Document| find(old, &it.number).is_some_and(|before| facts(&before) != facts(it));
    Diff {
        documents_new: without(new, old),
        documents_gone: without(old, new),
        documents_changed: new.documents.iter().filter(is_changed).map(|it| it.number.clone()).collect(),
        ..Diff::default()
    }
}

/// What a reader is told of a document; places in the corpus aside.
fn facts(document: &Document) -> impl PartialEq + use<> {
    let later = document.terms.later.iter().map(|it| (it.change as u8, it.from, it.name.clone()));
    let later: Vec<_> = later.collect();
    let terms = &document.terms;
    let days = (document.published, terms.effective, terms.until, terms.is_open, document.period);
    (document.title.clone(), document.issuer.clone(), document.date.clone(), days, later)
}

fn clause_ref(corpus: &Corpus, at: usize) -> ClauseRef {
    let clause = &corpus.clauses[at];
    ClauseRef {
        id: clause.id.clone(),
        document: number(corpus, at).to_owned(),
        citation: corpus.citation(clause),
        title: clause.title.clone(),
        text: clause.text.clone(),
    }
}

fn change(old: &Corpus, new: &Corpus, it: Match) -> Change {
    let before = &old.clauses[it.old];
    Change {
        old_id: before.id.clone(),
        clause: clause_ref(new, it.new),
        old_text: before.text.clone(),
        text_hash: text_hash(&new.clauses[it.new].text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use policy_engine::{PlainNote, Questions};

    const LONG: &str = "对在本市创办企业的高校毕业生，按规定给予一次性创业补贴五千元";

    fn corpus(clauses: &[(&str, &str)]) -> Corpus {
        let clause = |it: &(&str, &str)| Clause {
            id: it.0.into(),
            text: it.1.into(),
            plain: Some(PlainNote::default()),
            questions: Questions { asked: vec!["有补贴吗".into()], words: Vec::new() },
            ..Clause::default()
        };
        let documents = vec![Document { number: "甲府〔2024〕1号".into(), ..Document::default() }];
        Corpus { documents, clauses: clauses.iter().map(clause).collect(), ..Corpus::default() }
    }

    fn ids(changes: &[Change]) -> Vec<(&str, &str)> {
        changes.iter().map(|it| (it.old_id.as_str(), it.clause.id.as_str())).collect()
    }

    #[test]
    fn a_clause_put_in_moves_the_ids_behind_it_and_nothing_else() {
        let old = corpus(&[("1", "甲甲甲"), ("2", "乙乙乙"), ("3", LONG)]);
        let more = LONG.replace("五千元", "一万元");
        let new = corpus(&[("1", "甲甲甲"), ("2", "丁丁丁丁"), ("3", "乙乙乙"), ("4", &more)]);
        let diff = diff(&old, &new);
        assert_eq!((diff.num_same, ids(&diff.moved), ids(&diff.changed)), (1, vec![("2", "3")], vec![("3", "4")]));
        assert_eq!((diff.new.len(), diff.new[0].id.as_str(), diff.gone.len()), (1, "2", 0));
        let tasks: Vec<_> = diff.notes.iter().map(|it| (it.action, it.old_id.as_str(), it.id.as_deref())).collect();
        assert_eq!(tasks, [("rename", "2", Some("3")), ("rewrite", "3", Some("4"))]);
        assert_eq!(diff.notes[1].text_hash.as_deref(), Some(text_hash(&more).as_str()));
        assert_eq!(diff.questions, diff.notes);
    }

    #[test]
    fn what_is_gone_takes_its_notes_along() {
        let diff = diff(&corpus(&[("1", "甲甲甲"), ("2", "乙乙乙")]), &corpus(&[("1", "甲甲甲")]));
        assert_eq!((diff.gone.len(), diff.notes[0].action, diff.notes[0].id.as_deref()), (1, "remove", None));
        assert!(!diff.is_empty());
    }

    #[test]
    fn the_same_file_has_not_changed() {
        let corpus = corpus(&[("1", "甲"), ("2", "甲"), ("3", LONG)]);
        let diff = diff(&corpus, &corpus);
        assert!(diff.is_empty() && diff.notes.is_empty() && diff.num_same == 3);
    }

    #[test]
    fn the_fate_of_a_document_is_a_change() {
        let (old, mut new) = (corpus(&[]), corpus(&[]));
        new.documents[0].terms.until = policy_engine::Day::new(2029, 1, 31);
        assert_eq!(diff(&old, &new).documents_changed, ["甲府〔2024〕1号"]);
        new.documents[0].number = "甲府〔2024〕2号".into();
        let diff = diff(&old, &new);
        assert_eq!((diff.documents_new.len(), diff.documents_gone.len()), (1, 1));
    }
}
