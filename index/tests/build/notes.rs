//! The notes say what their clauses say: no number, no office and no word of
//! regret that is not there, and as short as their editors agreed.

use std::collections::BTreeSet;

use crate::corpus::{clause, real};
use policy_engine::{Clause, ClauseForm, Facet, PlainNote};

fn explained() -> impl Iterator<Item = (&'static Clause, &'static PlainNote)> {
    real().corpus.clauses.iter().filter_map(|clause| Some((clause, clause.plain.as_ref()?)))
}

/// Digits and points in a row: `3.32`, `2025`.
fn numbers(text: &str) -> BTreeSet<&str> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    parts.map(|part| part.trim_matches('.')).filter(|part| !part.is_empty()).collect()
}

#[test]
fn every_number_stands_in_the_clause() {
    for (clause, note) in explained() {
        let labels = real().corpus.columns(clause).join("\n");
        let around = [real().corpus.path(clause).join("\n").as_str(), &labels, &clause.text].join("\n");
        let known = numbers(&around);
        let fields = [&note.summary, &note.who, &note.what, &note.contact].map(String::as_str).join("\n");
        // The city's hotline is where a note sends people whom the clause sends nowhere.
        let fields = fields.replace("可拨12345咨询", "");
        let invented: Vec<&str> = numbers(&fields).difference(&known).copied().collect();
        assert!(invented.is_empty(), "{}: {invented:?} in {fields}", clause.id);
    }
}

#[test]
fn every_office_is_named_by_the_clause_or_said_not_to_be() {
    let corpus = &real().corpus;
    for (clause, note) in explained() {
        let of_clause = |name: &str| clause.facets.iter().any(|id| corpus.facets[usize::from(id.0)].name == name);
        for office in corpus.facets.iter().filter(|it| it.facet == Facet::Department) {
            let Some((before, _)) = note.contact.split_once(&office.name) else { continue };
            assert!(of_clause(&office.name) || before.ends_with("可问"), "{}: {}", clause.id, note.contact);
        }
        assert!(!note.contact.is_empty(), "{}", clause.id);
    }
}

#[test]
fn notes_are_short_and_do_not_speak_of_what_is_missing() {
    for (clause, note) in explained() {
        let most = if clause.collection == 1 { [80, 30, 60] } else { [50, 25, 45] };
        for (field, most) in [&note.summary, &note.who, &note.what].into_iter().zip(most) {
            assert!((1..=most).contains(&field.chars().count()), "{}: {field}", clause.id);
        }
        let said = [&note.summary, &note.who, &note.what].map(String::as_str).concat();
        assert!(!["没写", "未写", "没有规定", "未规定"].iter().any(|it| said.contains(it)), "{}: {said}", clause.id);
    }
}

#[test]
fn every_measure_for_rehabilitation_and_every_facility_is_explained() {
    let corpus = &real().corpus;
    let is_measure = |it: &&Clause| it.collection != 1 && it.form != ClauseForm::Front;
    let open: Vec<&str> =
        corpus.clauses.iter().filter(is_measure).filter(|it| it.plain.is_none()).map(|it| it.id.as_str()).collect();
    // What is left is addressed to offices, or only says in which spirit.
    assert_eq!(open, ["2022-31-p1", "2022-28-1-1-p1"]);
    let boxes = corpus.clauses.iter().filter(|it| it.form == ClauseForm::Box || it.form == ClauseForm::Term);
    assert!(boxes.into_iter().all(|it| it.plain.is_some()));
    assert!(explained().count() >= 160);
    assert!(clause(corpus, "2022-31-8-p1").plain.is_some());
}
