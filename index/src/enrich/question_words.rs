//! What a clause's questions teach beyond its own words: the words people use
//! and the document does not, as many as the file has room for.
//!
//! Document expansion by questions (Nogueira, Yang, Lin, Cho: “Document
//! expansion by query prediction”, 2019), with questions that people wrote.
//! Kept are the words that tell a clause from others: used in several of its
//! questions, and in those of few other clauses.

use std::collections::{BTreeMap, BTreeSet};

use policy_engine::{Corpus, Questions, fold};

use crate::language::segmenter::WordSegmenter;

/// Questions of a clause that travel as they are.
const NUM_ASKED: usize = 2;
/// How many characters such a question has.
const ASKED_CHARS: std::ops::RangeInclusive<usize> = 6..=14;
/// Words of a clause's questions that travel.
const NUM_WORDS: usize = 16;
/// A word that is used to ask for so many clauses is listed even where no
/// clause needs it: it tells little, and that is worth knowing.
const MIN_COMMON: usize = 6;
/// Exponent of how many questions of a clause hold a word.
const FREQUENCY: f64 = 0.7;

/// Puts into every clause what its questions teach, and into the lexicon how
/// many clauses each of their words is used for. The stop words of the lexicon
/// must be there.
///
/// Costs time in the questions times the clauses.
pub fn add_questions(corpus: &mut Corpus, by_clause: &BTreeMap<usize, Vec<String>>) {
    let words = words_of(by_clause, &corpus.lexicon.stop_words);
    let own: Vec<String> = (0..corpus.clauses.len()).map(|at| own_words(corpus, at)).collect();
    let num_asked = num_asked(&words);
    let num_clauses = corpus.clauses.len() as f64;
    // Clauses that hold a word or are asked for in it.
    let spread = |word: &str| num_asked[word] + own.iter().filter(|it| it.contains(word)).count();
    let mut kept = BTreeSet::new();
    for (at, questions) in &words {
        let asked = shortest(&by_clause[at], NUM_ASKED);
        let known = [own[*at].as_str(), &fold(&asked.join(","))].join(",");
        let rarity = |word: &str| (num_clauses / spread(word) as f64).ln().max(0.0);
        let words = telling(questions, &known, rarity);
        kept.extend(words.iter().cloned());
        corpus.clauses[*at].questions = Questions { asked, words };
    }
    let is_listed = |it: &(&str, usize)| kept.contains(it.0) || MIN_COMMON <= it.1;
    let listed = num_asked.iter().map(|(word, num)| (*word, *num)).filter(is_listed);
    corpus.lexicon.asked_words = listed.map(|(word, num)| (word.to_owned(), num as u32)).collect();
}

/// Per clause and question its words, without those that carry no meaning.
fn words_of(by_clause: &BTreeMap<usize, Vec<String>>, stop_words: &[String]) -> BTreeMap<usize, Vec<BTreeSet<String>>> {
    let segmenter = WordSegmenter::new([]);
    let stop_words: BTreeSet<&str> = stop_words.iter().map(String::as_str).collect();
    let is_word = |it: &String| 1 < it.chars().count() && !stop_words.contains(it.as_str());
    let words = |it: &String| segmenter.tokens(it).into_iter().filter(is_word).collect();
    by_clause.iter().map(|(at, it)| (*at, it.iter().map(words).collect())).collect()
}

/// Per word: the clauses whose questions hold it.
fn num_asked(words: &BTreeMap<usize, Vec<BTreeSet<String>>>) -> BTreeMap<&str, usize> {
    let mut num: BTreeMap<&str, usize> = BTreeMap::new();
    for questions in words.values() {
        let all: BTreeSet<&str> = questions.iter().flatten().map(String::as_str).collect();
        all.into_iter().for_each(|it| *num.entry(it).or_default() += 1);
    }
    num
}

/// The words that tell most, ascending; `known` holds what the clause says.
fn telling(questions: &[BTreeSet<String>], known: &str, rarity: impl Fn(&str) -> f64) -> Vec<String> {
    let mut frequency: BTreeMap<&String, f64> = BTreeMap::new();
    for word in questions.iter().flatten().filter(|it| !known.contains(it.as_str())) {
        *frequency.entry(word).or_default() += 1.0;
    }
    let weighted = frequency.into_iter().map(|(word, num)| (num.powf(FREQUENCY) * rarity(word), word));
    let mut ranked: Vec<(f64, &String)> = weighted.collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let mut words: Vec<String> = ranked.into_iter().take(NUM_WORDS).map(|it| it.1.clone()).collect();
    words.sort_unstable();
    words
}

/// The shortest `num` questions that are whole ones, in the editor's order.
pub fn shortest(questions: &[String], num: usize) -> Vec<String> {
    let lens = questions.iter().map(|it| it.chars().count());
    let mut short: Vec<(usize, usize)> = lens.zip(0..).filter(|it| ASKED_CHARS.contains(&it.0)).collect();
    short.sort_unstable();
    short.truncate(num);
    short.sort_unstable_by_key(|it| it.1);
    short.into_iter().map(|it| questions[it.1].clone()).collect()
}

/// All words of a clause, folded, that it is found by without questions.
fn own_words(corpus: &Corpus, at: usize) -> String {
    let clause = &corpus.clauses[at];
    let note = clause.plain.iter().flat_map(|it| [&it.summary, &it.who, &it.what, &it.contact]);
    let printed = corpus.path(clause).into_iter().chain([clause.title.as_str(), &clause.text]);
    printed.chain(note.map(String::as_str)).map(fold).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use policy_engine::Clause;

    #[test]
    fn words_that_tell_a_clause_from_others_are_kept() {
        let texts = ["对新就业形态劳动者给予保障", "建设体育公园"];
        let clauses = texts.map(|it| Clause { text: it.into(), ..Clause::default() }).to_vec();
        let mut corpus = Corpus { clauses, ..Corpus::default() };
        let asked = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<String>>();
        let questions = BTreeMap::from([
            (0, asked(&["骑手送外卖摔伤了公司不管找哪个", "送外卖有没有保障"])),
            (1, asked(&["附近有没有地方打羽毛球", "公司旁边能不能修个球场给大家打羽毛球"])),
        ]);
        add_questions(&mut corpus, &questions);
        let words = &corpus.clauses[0].questions.words;
        assert!(words.contains(&"骑手".to_owned()) && !words.contains(&"保障".to_owned()), "{words:?}");
        assert!(words.is_sorted());
        assert_eq!(corpus.clauses[0].questions.asked, ["送外卖有没有保障"]);
        let listed: BTreeMap<&str, u32> = corpus.lexicon.asked_words.iter().map(|it| (it.0.as_str(), it.1)).collect();
        assert_eq!(listed.get("骑手"), Some(&1));
    }
}
