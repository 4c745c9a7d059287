//! Who knows no Chinese asks in English: `index/lexicon/english.txt`.

use policy_engine::SearchOptions;

use crate::common::{INDEX, root};

/// Every word of the list finds a clause with one of its official words, and is answered.
#[test]
fn english_words_of_the_commonest_matters_find_clauses() {
    let list = std::fs::read_to_string(root().join("index/lexicon/english.txt")).unwrap();
    let mut num = 0;
    for line in list.lines().filter(|it| !it.is_empty() && !it.starts_with('#')) {
        let (word, official) = line.split_once(" => ").unwrap();
        let page = INDEX.search(word, &SearchOptions::default());
        let first = page.hits.first().unwrap_or_else(|| panic!("{word} finds nothing"));
        let clause = INDEX.clause(first.clause);
        let plain = clause.plain.as_ref().map_or("", |it| &it.summary);
        let said = [&clause.title[..], &clause.text, &INDEX.corpus().path(clause).join(" "), plain].concat();
        let official: Vec<&str> = official.split('@').next().unwrap().split(',').map(str::trim).collect();
        assert!(official.iter().any(|it| said.contains(it)), "{word} finds {}", clause.id);
        assert!(page.confident, "{word} is not answered");
        num += 1;
    }
    assert!(30 <= num, "{num} words");
}
