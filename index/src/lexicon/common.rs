//! How people speak of what documents of any office settle, from
//! `lexicon/common.txt`. It serves documents that nobody has written questions
//! and words for; the others have their own in `synonyms.txt`.

use std::collections::HashSet;
use std::path::Path;

use policy_engine::Synonym;

use crate::error::Result;
use crate::lexicon::list_file::read_optional_list;
use crate::lexicon::synonyms::{SynonymEntry, counts, parse_file};

/// A document in which a word stands so often is about it, even if others
/// settle what people usually ask with the word.
const MIN_COUNT_OF_ELSEWHERE: usize = 5;

/// Reads `lexicon/common.txt`, whose `<=>` count as `=>`; none where a root with lists has no such file.
///
/// # Errors
/// `InvalidUtf8`, `Syntax`, `DuplicateEntry`.
pub fn read_common(root: &Path) -> Result<Vec<SynonymEntry>> {
    let Some(source) = read_optional_list(root, "common.txt")? else { return Ok(Vec::new()) };
    Ok(parse_file(source)?.entries)
}

/// What the entries say of `untaught`, the folded text of the documents that
/// nobody taught: the words that stand in it, of those in `elsewhere` only what
/// stands there often. Where the other lists have such a word, `known`, theirs
/// are kept. Costs time in the text.
pub fn common(entries: &[SynonymEntry], known: &[Synonym], elsewhere: &[String], untaught: &str) -> Vec<Synonym> {
    let words = entries.iter().flat_map(|it| &it.to).chain(known.iter().map(|it| &it.to));
    let counts = counts(words.map(String::as_str), untaught);
    let count = |word: &str| counts.get(word).copied().unwrap_or_default();
    let known: HashSet<&str> = known.iter().filter(|it| 0 < count(&it.to)).map(|it| it.from.as_str()).collect();
    let elsewhere: HashSet<&str> = elsewhere.iter().map(String::as_str).collect();
    let mut synonyms = Vec::new();
    for entry in entries.iter().filter(|it| !known.contains(it.from.as_str())) {
        let least = if elsewhere.contains(entry.from.as_str()) { MIN_COUNT_OF_ELSEWHERE } else { 1 };
        let standing = entry.to.iter().filter(|it| least <= count(it));
        synonyms.extend(standing.map(|it| Synonym { from: entry.from.clone(), to: it.clone(), weight: entry.weight }));
    }
    synonyms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(untaught: &str, expected: &[(&str, &str)]) {
        let entry = |from: &str, to: &[&str]| {
            let to = to.iter().map(|it| (*it).to_owned()).collect();
            SynonymEntry { line: 1, from: from.to_owned(), to, weight: 80, both_ways: false }
        };
        let entries = [entry("房租", &["租金", "租赁"]), entry("养狗", &["犬只"]), entry("老板", &["雇主"])];
        let known = [Synonym { from: "老板".to_owned(), to: "企业".to_owned(), weight: 70 }];
        let found = common(&entries, &known, &["养狗".to_owned()], untaught);
        let found: Vec<_> = found.iter().map(|it| (it.from.as_str(), it.to.as_str())).collect();
        assert_eq!(found, expected, "{untaught}");
    }

    #[test]
    fn an_entry_leads_to_the_words_that_stand_there() {
        check("租金按月缴纳", &[("房租", "租金")]);
        check("房租", &[]);
        check("", &[]);
    }

    #[test]
    fn what_others_settle_takes_a_document_about_it() {
        check("犬只,犬只,犬只,犬只", &[]);
        check("犬只,犬只,犬只,犬只,犬只", &[("养狗", "犬只")]);
    }

    #[test]
    fn the_other_lists_come_first_where_they_say_something() {
        check("雇主,企业", &[]);
        check("雇主", &[("老板", "雇主")]);
    }

    #[test]
    fn the_built_in_list_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let entries = read_common(folder.path()).unwrap();
        assert!(entries.iter().any(|it| it.from == "房租" && it.to.contains(&"租金".to_owned())));
    }
}
