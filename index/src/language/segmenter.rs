//! The words of a corpus: what becomes the terms FST, and with it the
//! dictionary of the browser. jieba cuts; nothing else is decided here.

use std::collections::HashSet;

use jieba_rs::Jieba;
use policy_engine::fold;
use policy_engine::normalizer::{is_han, is_word_char};
use rayon::prelude::*;

/// Cuts text into words.
pub struct WordSegmenter {
    jieba: Jieba,
}

impl WordSegmenter {
    /// Loads the dictionary (about a tenth of a second) and adds `words`,
    /// which are then never cut apart.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut jieba = Jieba::new();
        for word in words {
            jieba.add_word(word, None, None);
        }
        Self { jieba }
    }

    /// The folded words of all texts, sorted, each once. `done` is called
    /// after each text, from any thread.
    pub fn words(&self, texts: &[&str], done: impl Fn() + Sync) -> Vec<String> {
        let cut = |mut words: HashSet<String>, text: &&str| {
            self.cut(text, &mut words);
            done();
            words
        };
        let merge = |mut a: HashSet<String>, b: HashSet<String>| {
            if a.len() < b.len() {
                return b.into_iter().chain(a).collect();
            }
            a.extend(b);
            a
        };
        let words = texts.par_iter().fold(HashSet::new, cut).reduce(HashSet::new, merge);
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort_unstable();
        words
    }

    /// The folded words of a text in their order, none inside another.
    pub fn tokens(&self, text: &str) -> Vec<String> {
        self.jieba.cut(text, true).into_iter().map(|it| fold(it.word)).collect()
    }

    fn cut(&self, text: &str, words: &mut HashSet<String>) {
        for token in self.jieba.cut_for_search(text, true) {
            let word = fold(token.word);
            if is_term(&word) && !words.contains(&word) {
                words.insert(word);
            }
        }
    }
}

/// Two characters or more, all of them letters, digits or Han, not only digits.
pub fn is_term(word: &str) -> bool {
    let mut chars = word.chars();
    chars.clone().nth(1).is_some() && chars.clone().all(is_word_char) && chars.any(|c| is_han(c) || c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_sorted() {
        let words = WordSegmenter::new(["城乡居民"]).words(&["城乡居民参加APP培训，2025年。"], || ());
        assert!(words.contains(&"城乡居民".to_owned()));
        assert!(words.contains(&"app".to_owned()));
        assert!(!words.iter().any(|word| word == "2025" || word.contains('，')));
        assert!(words.is_sorted());
    }
}
