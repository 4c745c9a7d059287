//! Whom a clause is for, what it is about and who is responsible: rule files
//! `audiences.txt`, `kinds.txt` and the names of offices, applied to every
//! clause. Exceptions are in `collections.toml`.

use std::path::Path;

use policy_engine::{ClauseForm, Facet, FacetId, FacetValue, fold};

use crate::error::{Kind, Result};
use crate::gazette::catalogue::Catalogue;
use crate::lexicon::departments::{Department, Offices};
use crate::lexicon::list_file::{UniqueNames, read_list, some_entries, syntax, words};
use crate::structure::clause_draft::ClauseDraft;

/// A line of `audiences.txt` or `kinds.txt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetRule {
    /// Name shown.
    pub name: String,
    /// Its line.
    line: usize,
    /// One of these must occur in the clause, folded.
    needles: Vec<String>,
    /// These are crossed out first, folded.
    crossed_out: Vec<String>,
}

impl FacetRule {
    fn applies(&self, text: &str) -> bool {
        if !self.crossed_out.iter().any(|it| text.contains(it.as_str())) {
            return self.needles.iter().any(|it| text.contains(it.as_str()));
        }
        let mut rest = text.to_owned();
        for word in &self.crossed_out {
            rest = rest.replace(word.as_str(), "\n");
        }
        self.needles.iter().any(|it| rest.contains(it.as_str()))
    }
}

/// Words of the rules that do not occur in `corpus`, the folded text of all
/// clauses: (line, word).
pub fn unreached<'a>(rules: &'a [FacetRule], corpus: &str) -> Vec<(usize, &'a str)> {
    let words =
        |rule: &'a FacetRule| rule.needles.iter().chain(&rule.crossed_out).map(move |word| (rule.line, word.as_str()));
    rules.iter().flat_map(words).filter(|(_, word)| !corpus.contains(word)).collect()
}

/// Reads a rule file of `lexicon/`.
///
/// # Errors
/// `MissingFile`, `InvalidUtf8`, `Syntax`, `DuplicateEntry`.
pub fn read_rules(root: &Path, name: &str) -> Result<Vec<FacetRule>> {
    let source = read_list(root, name)?;
    let mut names = UniqueNames::default();
    let mut rules = Vec::new();
    for entry in some_entries(&source)? {
        let rule = parse(entry.line, entry.text)
            .ok_or_else(|| syntax(&source, entry.line, "农民工: 农民工, 外出务工, !欠薪"))?;
        names.insert(&source, entry.line, &rule.name)?;
        rules.push(rule);
    }
    Ok(rules)
}

fn parse(line: usize, text: &str) -> Option<FacetRule> {
    let (name, list) = text.split_once([':', '：'])?;
    let (crossed_out, needles): (Vec<_>, Vec<_>) = words(list).partition(|word| word.starts_with(['!', '！']));
    let needles: Vec<String> = needles.into_iter().map(fold).collect();
    let mut crossed_out: Vec<String> =
        crossed_out.iter().map(|word| fold(word.trim_start_matches(['!', '！']))).collect();
    crossed_out.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let name = name.trim().to_owned();
    (!name.is_empty() && !needles.is_empty()).then_some(FacetRule { name, line, needles, crossed_out })
}

/// All values and the rules that give them.
#[derive(Debug)]
pub struct FacetRules {
    /// Every value, audiences first, then kinds, then departments.
    pub values: Vec<FacetValue>,
    audiences: Vec<FacetRule>,
    kinds: Vec<FacetRule>,
    offices: Offices,
}

impl FacetRules {
    /// Takes the rules in their order.
    pub fn new(audiences: Vec<FacetRule>, kinds: Vec<FacetRule>, departments: &[Department]) -> Self {
        let value = |facet, name: &str, long_name: &str| {
            let long_name = if long_name == name { "" } else { long_name };
            FacetValue { facet, name: name.to_owned(), long_name: long_name.to_owned() }
        };
        let mut values: Vec<_> = audiences.iter().map(|it| value(Facet::Audience, &it.name, "")).collect();
        values.extend(kinds.iter().map(|it| value(Facet::Kind, &it.name, "")));
        values.extend(departments.iter().map(|it| value(Facet::Department, &it.name, &it.long_name)));
        Self { values, audiences, kinds, offices: Offices::new(departments) }
    }

    /// Values of a clause by the rules: text and `words_above` it together. Titles,
    /// covering notes and prefaces are about the whole document and have none.
    pub fn of<'a>(&self, draft: &'a ClauseDraft, words_above: impl Iterator<Item = &'a str>) -> Vec<FacetId> {
        if draft.form == ClauseForm::Front {
            return Vec::new();
        }
        let text: Vec<String> = words_above.chain([draft.text.as_str()]).map(fold).collect();
        let text = text.join("\n");
        let rules = self.audiences.iter().chain(&self.kinds);
        let mut found: Vec<usize> = rules.enumerate().filter(|(_, it)| it.applies(&text)).map(|(at, _)| at).collect();
        let first_office = self.audiences.len() + self.kinds.len();
        found.extend(self.offices.find(&text).into_iter().map(|at| first_office + at));
        found.into_iter().filter_map(|at| u16::try_from(at).ok()).map(FacetId).collect()
    }

    /// Applies the `[[facet]]` entries of `collections.toml`.
    ///
    /// # Errors
    /// `UnknownClause`, `UnknownFacet`.
    pub fn apply_exceptions(&self, catalogue: &Catalogue, ids: &[&str], facets: &mut [Vec<FacetId>]) -> Result<()> {
        for entry in &catalogue.facets {
            let at = |kind, message: String, help: &str| {
                Box::new(catalogue.source.error_at(kind, entry.entry_line, message, help))
            };
            let Some(clause) = ids.iter().position(|id| *id == entry.clause) else {
                let help = "copy the id from `policy-index search` or the address of the clause";
                return Err(at(Kind::UnknownClause, format!("no clause has the id {}", entry.clause), help));
            };
            let find = |name: &String| {
                let value = self.values.iter().position(|it| it.name == *name).and_then(|at| u16::try_from(at).ok());
                let help = "use a name of lexicon/audiences.txt, kinds.txt or departments.txt";
                value
                    .map(FacetId)
                    .ok_or_else(|| at(Kind::UnknownFacet, format!("no facet value is called {name}"), help))
            };
            for name in &entry.add {
                facets[clause].push(find(name)?);
            }
            for name in &entry.remove {
                let value = find(name)?;
                facets[clause].retain(|it| *it != value);
            }
            facets[clause].sort_unstable();
            facets[clause].dedup();
        }
        Ok(())
    }
}

/// Leaves out values that no clause has and renumbers the rest.
pub fn drop_unused(values: Vec<FacetValue>, facets: &mut [Vec<FacetId>]) -> Vec<FacetValue> {
    let mut is_used = vec![false; values.len()];
    facets.iter().flatten().for_each(|id| is_used[usize::from(id.0)] = true);
    let before = is_used.iter().scan(0_u16, |next, &used| {
        let index = *next;
        *next += u16::from(used);
        Some(index)
    });
    let indices: Vec<u16> = before.collect();
    facets.iter_mut().flatten().for_each(|id| *id = FacetId(indices[usize::from(id.0)]));
    values.into_iter().zip(is_used).filter(|(_, used)| *used).map(|(value, _)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossed_out_words_do_not_count() {
        let rule = parse(1, "企业: 企业, !企业年金").unwrap();
        assert!(rule.applies("企业年金和企业"));
        assert!(!rule.applies("加快发展企业年金"));
    }

    #[test]
    fn unused_values_go_and_the_rest_moves_up() {
        let value = |name: &str| FacetValue { facet: Facet::Kind, name: name.to_owned(), long_name: String::new() };
        let mut facets = vec![vec![FacetId(2)], vec![FacetId(0), FacetId(2)]];
        let values = drop_unused(vec![value("甲"), value("乙"), value("丙")], &mut facets);
        assert_eq!(values.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["甲", "丙"]);
        assert_eq!(facets, [vec![FacetId(1)], vec![FacetId(0), FacetId(1)]]);
    }
}
