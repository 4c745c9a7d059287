//! Everyday words and what the documents say instead, from
//! `lexicon/synonyms.txt`, in English from `lexicon/english.txt`; and other
//! names of offices. All words come out folded.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use aho_corasick::AhoCorasick;
use policy_engine::{Synonym, fold};

use crate::error::Result;
use crate::lexicon::departments::Department;
use crate::lexicon::list_file::{UniqueNames, narrow, read_list, read_optional_list, some_entries, syntax, words};
use crate::source::Source;

/// `@` left out.
const USUAL_WEIGHT: u8 = 70;
/// What another name of an office is worth.
const OFFICE_WEIGHT: u8 = 95;
/// An office's shorter names would find too much: `人社` is part of many words.
const MIN_OFFICE_CHARS: usize = 3;

/// A line of `synonyms.txt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynonymEntry {
    /// Its line.
    pub line: usize,
    /// What people type, folded.
    pub from: String,
    /// What the documents say, folded.
    pub to: Vec<String>,
    /// Percent.
    pub weight: u8,
    /// `<=>`: the other way round as well.
    pub both_ways: bool,
}

/// Entries and the name of their file, for warnings.
#[derive(Debug, Default)]
pub struct SynonymFile {
    /// Under the root.
    pub name: String,
    /// In the order of their lines.
    pub entries: Vec<SynonymEntry>,
}

/// Reads `lexicon/synonyms.txt` and, where there is one, `lexicon/english.txt`.
///
/// # Errors
/// `MissingFile`, `InvalidUtf8`, `Syntax`, `DuplicateEntry`.
pub fn read_synonyms(root: &Path) -> Result<Vec<SynonymFile>> {
    let sources = [Some(read_list(root, "synonyms.txt")?), read_optional_list(root, "english.txt")?];
    sources.into_iter().flatten().map(parse_file).collect()
}

/// The entries of a list of this form.
pub(crate) fn parse_file(source: Source) -> Result<SynonymFile> {
    let mut names = UniqueNames::default();
    let mut synonyms = Vec::new();
    for entry in some_entries(&source)? {
        let synonym = parse_synonym(entry.line, entry.text)
            .ok_or_else(|| syntax(&source, entry.line, "打工仔 => 农民工, 劳动者 @85"))?;
        names.insert(&source, entry.line, &synonym.from)?;
        synonyms.push(synonym);
    }
    Ok(SynonymFile { name: source.name, entries: synonyms })
}

fn parse_synonym(line: usize, text: &str) -> Option<SynonymEntry> {
    let text = &narrow(text);
    let (both_ways, (from, rest)) = match text.split_once("<=>") {
        Some(parts) => (true, parts),
        None => (false, text.split_once("=>")?),
    };
    let (to, weight) = match rest.rsplit_once('@') {
        Some((to, weight)) => (to, weight.trim().parse().ok().filter(|it| (1..=100).contains(it))?),
        None => (rest, USUAL_WEIGHT),
    };
    let from = fold(from);
    let to: Vec<String> = words(to).map(fold).filter(|it| !it.is_empty() && *it != from).collect();
    (!from.is_empty() && !to.is_empty()).then_some(SynonymEntry { line, from, to, weight, both_ways })
}

/// The words that do not occur in the corpus and have no synonyms, each as an
/// entry that leads nowhere.
pub fn leading_nowhere<'a>(words: &'a [String], known: &'a [Synonym], corpus: &str) -> Vec<Synonym> {
    let standing = standing(words.iter().map(String::as_str), corpus);
    let known: HashSet<&str> = known.iter().map(|it| it.from.as_str()).collect();
    let nowhere = words.iter().filter(|it| !standing.contains(it.as_str()) && !known.contains(it.as_str()));
    nowhere.map(|it| Synonym { from: it.clone(), to: String::new(), weight: 0 }).collect()
}

/// All directed pairs: the entries both ways where they say so, and every name
/// of an office to the names the corpus uses for it. `corpus` is the folded
/// text of all clauses.
pub fn thesaurus<'a>(
    entries: impl Iterator<Item = &'a SynonymEntry>,
    departments: &[Department],
    corpus: &str,
) -> Vec<Synonym> {
    let mut pairs: BTreeMap<(String, String), u8> = BTreeMap::new();
    let mut add = |from: &str, to: &str, weight: u8| {
        let known = pairs.entry((from.to_owned(), to.to_owned())).or_default();
        *known = weight.max(*known);
    };
    for entry in entries {
        for to in &entry.to {
            add(&entry.from, to, entry.weight);
            if entry.both_ways {
                add(to, &entry.from, entry.weight);
            }
        }
    }
    let names: Vec<String> = departments.iter().flat_map(Department::names).map(fold).collect();
    let long = names.iter().map(String::as_str).filter(|it| MIN_OFFICE_CHARS <= it.chars().count());
    let offices = standing(long, corpus);
    for department in departments {
        let names: Vec<String> = department.names().map(fold).collect();
        let used: Vec<&String> = names.iter().filter(|it| offices.contains(it.as_str())).collect();
        // A name inside another finds whatever the other finds.
        let shortest = used.iter().filter(|it| !used.iter().any(|other| other != *it && it.contains(other.as_str())));
        let targets: Vec<&String> = shortest.copied().collect();
        for name in &names {
            targets.iter().filter(|to| !to.contains(name.as_str())).for_each(|to| add(name, to, OFFICE_WEIGHT));
        }
    }
    pairs.into_iter().map(|((from, to), weight)| Synonym { from, to, weight }).collect()
}

/// Entries whose right-hand words do not occur in the corpus: (line, word).
pub fn unreached(entries: &[SynonymEntry], corpus: &str) -> Vec<(usize, String)> {
    let words = || entries.iter().flat_map(|entry| entry.to.iter().map(move |to| (entry.line, to)));
    let standing = standing(words().map(|(_, to)| to.as_str()), corpus);
    words().filter(|(_, to)| !standing.contains(to.as_str())).map(|(line, to)| (line, to.clone())).collect()
}

/// Those of the words that occur in the corpus; one pass over it for all.
fn standing<'a>(words: impl Iterator<Item = &'a str>, corpus: &str) -> HashSet<&'a str> {
    counts(words, corpus).into_keys().collect()
}

/// How often each of the words occurs, of those that do; one pass over the
/// corpus for all.
pub(crate) fn counts<'a>(words: impl Iterator<Item = &'a str>, corpus: &str) -> HashMap<&'a str, usize> {
    let words: Vec<&str> = words.collect::<HashSet<_>>().into_iter().collect();
    let mut counts = HashMap::new();
    // Patterns are few thousand short words: the automaton always fits.
    if let Ok(automaton) = AhoCorasick::new(&words) {
        for hit in automaton.find_overlapping_iter(corpus) {
            *counts.entry(words[hit.pattern().as_usize()]).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_has_words_and_weight() {
        let entry = parse_synonym(1, "打工仔 => 农民工, 劳动者 @85").unwrap();
        assert_eq!(entry.from, "打工仔");
        assert_eq!(entry.to, ["农民工", "劳动者"]);
        assert_eq!((entry.weight, entry.both_ways), (85, false));
        assert_eq!(parse_synonym(1, "打工仔 ＝＞ 农民工，劳动者 ＠85").unwrap(), entry);
        let entry = parse_synonym(1, "高校 <=> 院校").unwrap();
        assert_eq!((entry.weight, entry.both_ways), (70, true));
        for bad in
            ["打工仔", "打工仔 =>", "=> 农民工", "打工仔 => 农民工 @101", "打工仔 => 农民工 @很像", "高校 => 高校"]
        {
            assert_eq!(parse_synonym(1, bad), None, "{bad}");
        }
    }

    #[test]
    fn offices_lead_to_the_names_the_corpus_uses() {
        let department = Department {
            name: "市残联".to_owned(),
            long_name: "柳州市残疾人联合会".to_owned(),
            aliases: vec!["残联".to_owned(), "残疾人组织".to_owned()],
        };
        let pairs = thesaurus([].iter(), &[department], "八,市残联");
        let pairs: Vec<_> = pairs.iter().map(|it| (it.from.as_str(), it.to.as_str())).collect();
        // 残联 itself is part of 市残联, so it needs no entry.
        assert_eq!(pairs, [("柳州市残疾人联合会", "市残联"), ("残疾人组织", "市残联")]);
    }
}
