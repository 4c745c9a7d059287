//! Which words of people are short for words of the documents? 公租房 stands
//! nowhere where 公共租赁住房 does, and means the same.

use std::collections::{BTreeMap, HashMap, HashSet};

use policy_engine::Synonym;
use policy_engine::normalizer::is_han;

/// A shorter word is short for too much: 电工 for 电力工程.
const MIN_SHORT_CHARS: usize = 3;
/// The full form is at most so many times as long.
const MAX_TIMES_LONGER: usize = 2;
/// Characters left out between two that stay.
const MAX_LEFT_OUT: usize = 2;
/// What stands once may be there by chance: 工资条 in `员工工资支付条例`.
const MIN_COUNT: usize = 2;
/// It means the same, but it was a guess.
const WEIGHT: u8 = 90;

/// Each of `words` with the form in which the corpus writes it in full most
/// often: all its characters in order, between its first and its last, few
/// others among them. None for words that have synonyms, or occur themselves.
/// `corpus` is folded. Costs time in the corpus, whatever the number of words.
pub fn full_forms(words: &[String], known: &[Synonym], corpus: &str) -> Vec<Synonym> {
    let known: HashSet<&str> = known.iter().map(|it| it.from.as_str()).collect();
    let mut by_first: HashMap<char, Vec<Vec<char>>> = HashMap::new();
    for word in words.iter().filter(|it| !known.contains(it.as_str())) {
        let chars: Vec<char> = word.chars().collect();
        if MIN_SHORT_CHARS <= chars.len() && chars.iter().all(|it| is_han(*it)) {
            by_first.entry(chars[0]).or_default().push(chars);
        }
    }
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let corpus: Vec<char> = corpus.chars().collect();
    for (start, first) in corpus.iter().enumerate() {
        for word in by_first.get(first).into_iter().flatten() {
            if let Some(len) = len_of_full(word, &corpus[start..]) {
                let full = corpus[start..start + len].iter().collect();
                *counts.entry(word.iter().collect()).or_default().entry(full).or_default() += 1;
            }
        }
    }
    counts.into_iter().filter_map(|(word, forms)| most_usual(word, &forms)).collect()
}

/// How many characters of `text` the full form of `word` takes that it begins
/// with.
fn len_of_full(word: &[char], text: &[char]) -> Option<usize> {
    let mut len = 1;
    for c in &word[1..] {
        let between = text[len..].iter().take(MAX_LEFT_OUT + 1).take_while(|it| is_han(**it));
        len += between.clone().position(|it| it == c)? + 1;
    }
    (len <= word.len() * MAX_TIMES_LONGER).then_some(len)
}

fn most_usual(word: String, forms: &BTreeMap<String, usize>) -> Option<Synonym> {
    // Where the word itself stands, it finds itself.
    let (to, count) = forms.iter().max_by_key(|it| it.1)?;
    (MIN_COUNT <= *count && !forms.contains_key(&word)).then(|| Synonym { from: word, to: to.clone(), weight: WEIGHT })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(corpus: &str, expected: &[(&str, &str)]) {
        let words: Vec<String> = ["公租房", "工资条", "新能源车", "高铁", "^南宁", "婚检"].map(String::from).into();
        let known = [Synonym { from: "新能源车".into(), to: "电动汽车".into(), weight: 70 }];
        let found = full_forms(&words, &known, corpus);
        let found: Vec<_> = found.iter().map(|it| (it.from.as_str(), it.to.as_str())).collect();
        assert_eq!(found, expected, "{corpus}");
    }

    #[test]
    fn a_word_finds_its_full_form() {
        check("公共租赁住房由住建部门管理。申请公共租赁住房的", &[("公租房", "公共租赁住房")]);
        check("公租住房、公共租赁住房,公共租赁住房", &[("公租房", "公共租赁住房")]);
    }

    #[test]
    fn chance_is_no_full_form() {
        // Once; with a mark between; too far apart; where the word itself stands.
        check("员工工资支付条例", &[]);
        check("公共租赁、住房;公共租赁、住房", &[]);
        check("公共设施租赁的住房公共设施租赁的住房", &[]);
        check("公租房,公共租赁住房,公共租赁住房", &[]);
    }

    #[test]
    fn short_words_and_those_with_synonyms_have_none() {
        check("高速铁路高速铁路新能源汽车新能源汽车", &[]);
    }
}
