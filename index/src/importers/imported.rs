//! A document that was read, not yet written.

use super::kept::marks::{Mark, STALE_MARK, doubts, lay_over};
use super::kept::record::{Extended, Facts, Problem, RECORD, Record, SOURCE};
use super::reading::Reading;
use super::sniff::Format;
use crate::source::Source;

/// A document that was read, not yet written.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What goes into `document.toml`.
    pub record: Record,
    /// Lines and their places.
    pub reading: Reading,
    /// What kind of file it was.
    pub format: Format,
    /// Clauses that the outline finds today; 0 where its numbering doubts.
    pub num_clauses: usize,
    /// How many of the record's problems, the last ones, are doubts of the outline.
    pub num_doubts: usize,
}

impl Imported {
    /// Counts clauses and doubts anew, with an editor's marks laid over the lines.
    pub(super) fn lay_over(&mut self, marks: &[Mark]) {
        let marked = lay_over(&Source::new(SOURCE, self.reading.source()), &self.reading.strong(), marks);
        let (num_clauses, doubts) = doubts(&marked, self.record.head_lines, &self.record.id);
        let problems = &mut self.record.problems;
        problems.truncate(problems.len().saturating_sub(self.num_doubts));
        let stale = marked.stale.into_iter().map(|message| Problem { line: 0, code: STALE_MARK.to_owned(), message });
        problems.extend(doubts.into_iter().chain(stale));
        self.num_clauses = num_clauses;
    }

    /// The line that `import --json` prints.
    pub fn to_json(&self, file: &str) -> serde_json::Value {
        let Record { id, facts, characters, problems, .. } = &self.record;
        let values = |facts: &[super::kept::record::Fact]| facts.iter().map(|it| it.value.clone()).collect::<Vec<_>>();
        let value = |fact: &Option<super::kept::record::Fact>| fact.as_ref().map(|it| it.value.clone());
        let Facts { kind, title, inner_title, numbers, issuers, signed, published, effective, .. } = facts;
        serde_json::json!({
            "file": file,
            "id": id,
            "kind": kind.value,
            "title": title.value,
            "inner_title": value(inner_title),
            "numbers": values(numbers),
            "issuers": values(issuers),
            "signed": value(signed),
            "published": value(published),
            "effective": value(effective),
            "valid_until": value(&facts.valid_until),
            "valid_for": value(&facts.valid_for),
            "repeals": values(&facts.repeals),
            "amends": values(&facts.amends),
            "extends": facts.extends.iter().map(|it| &it.named.value).collect::<Vec<_>>(),
            "extended_each": facts.extends.iter().map(|it| end(it, facts)).collect::<Vec<_>>(),
            "extended_until": value(&facts.extended_until),
            "extended_for": value(&facts.extended_for),
            "clauses": self.num_clauses,
            "characters": characters,
            "problems": problems,
        })
    }

    /// Name of its record, for messages.
    pub fn record_name(&self) -> String {
        format!("corpus/{}/{RECORD}", self.record.id)
    }
}

/// Its new last day, or how much longer it lasts: its own, or that of all that the notice names.
fn end<'a>(it: &'a Extended, facts: &'a Facts) -> &'a str {
    let of_all = || facts.extended_until.as_ref().or(facts.extended_for.as_ref()).map_or("", |it| it.value.as_str());
    [it.until.as_str(), &it.length].into_iter().find(|it| !it.is_empty()).unwrap_or_else(of_all)
}
