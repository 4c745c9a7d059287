//! How far is a document in force on a day? Never more certain than its own
//! words. The day is passed in; days are compared as they are written,
//! `2025-05-01`.

use policy_engine::Document;
use serde::Serialize;

use crate::importers::kept::record::{Fact, Record};

/// A term without an end.
const FOR_EVER: &str = "长期";

/// What is said of a document on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Validity {
    /// `not_yet`, `in_force`, `expired`, `repealed`, `planned`, `plan_over` or `unstated`.
    pub state: &'static str,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// Where that was read: a line of the source, or the document that repeals this one.
    pub basis: String,
}

/// The state of an imported document; `others` may repeal it.
pub fn of_record<'a>(record: &Record, others: impl IntoIterator<Item = &'a Record>, today: &str) -> Validity {
    let facts = &record.facts;
    let value = |fact: &Option<Fact>| fact.as_ref().map(|it| it.value.clone());
    let (from, until) = (value(&facts.effective), value(&facts.valid_until));
    let is_open = facts.valid_for.as_ref().is_some_and(|it| it.value == FOR_EVER);
    let read = [&facts.valid_until, &facts.valid_for, &facts.effective].into_iter().flatten().next();
    let mut basis = read.map(|it| it.read.clone()).unwrap_or_default();
    let state = if let Some(other) = others.into_iter().find(|it| repeals(it, record, today)) {
        basis = name(other);
        "repealed"
    } else if from.as_deref().is_some_and(|it| today < it) {
        "not_yet"
    } else if until.as_deref().is_some_and(|it| it < today) {
        "expired"
    } else if until.is_some() || is_open {
        "in_force"
    } else {
        "unstated"
    };
    Validity { state, from, until, basis }
}

fn name(record: &Record) -> String {
    record.facts.numbers.first().unwrap_or(&record.facts.title).value.clone()
}

/// `record` names `old` among what it repeals, and is in force.
fn repeals(record: &Record, old: &Record, today: &str) -> bool {
    let is_in_force = record.facts.effective.as_ref().is_some_and(|it| it.value.as_str() <= today);
    let is_it = |it: &Fact| old.facts.numbers.iter().chain([&old.facts.title]).any(|own| own.value == it.value);
    record.id != old.id && is_in_force && record.facts.repeals.iter().any(is_it)
}

/// The state of a document of which only the planning period is known.
pub fn of_document(document: &Document, today: &str) -> Validity {
    let Some((first, last)) = document.period else { return Validity { state: "unstated", ..Validity::default() } };
    let (from, until) = (format!("{first:04}-01-01"), format!("{last:04}-12-31"));
    let state = if until.as_str() < today { "plan_over" } else { "planned" };
    Validity { state, from: Some(from), until: Some(until), basis: format!("{first}—{last}年") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(value: &str) -> Fact {
        Fact { value: value.to_owned(), read: "第4行".to_owned() }
    }

    #[test]
    fn a_state_depends_on_the_day_alone() {
        let mut old = Record { id: "a".to_owned(), ..Record::default() };
        assert_eq!(of_record(&old, [], "2026-01-01").state, "unstated");
        old.facts.numbers = vec![fact("甲府规〔2024〕7号")];
        old.facts.effective = Some(fact("2024-02-01"));
        assert_eq!(of_record(&old, [], "2026-01-01").state, "unstated");
        old.facts.valid_until = Some(fact("2029-01-31"));
        for (today, state) in [
            ("2024-01-31", "not_yet"),
            ("2024-02-01", "in_force"),
            ("2029-01-31", "in_force"),
            ("2029-02-01", "expired"),
        ] {
            assert_eq!(of_record(&old, [], today).state, state, "{today}");
        }
        let mut new = Record { id: "b".to_owned(), ..Record::default() };
        new.facts.title = fact("乙办法");
        new.facts.effective = Some(fact("2027-01-01"));
        new.facts.repeals = vec![fact("甲府规〔2024〕7号")];
        assert_eq!(of_record(&old, [&new], "2026-12-31").state, "in_force");
        let gone = of_record(&old, [&new], "2027-01-01");
        assert_eq!((gone.state, gone.basis.as_str()), ("repealed", "乙办法"));
    }

    #[test]
    fn a_plan_runs_to_the_end_of_its_last_year() {
        let plan = Document { period: Some((2021, 2025)), ..Document::default() };
        let states = ["2025-12-31", "2026-01-01"].map(|it| of_document(&plan, it).state);
        assert_eq!(states, ["planned", "plan_over"]);
    }
}
