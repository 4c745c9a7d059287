//! Cuts folded text into tokens over the terms FST: the row of words that is
//! likeliest by how often each stands in the corpus. No second dictionary.
//!
//! Law: the tokens put together are the text.

use std::ops::Range;

use crate::index::postings::Postings;
use crate::index::term_dictionary::TermDictionary;
use crate::index::thesaurus::Thesaurus;
use crate::index::vocabulary::Vocabulary;
use crate::model::field::CharId;
use crate::text::normalizer::is_han;

/// A stretch of folded text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the folded text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A term of the index or a key of the thesaurus.
    Term,
    /// A question word or politeness.
    Stop,
    /// A run of Latin letters that is no term.
    Letters,
    /// A run of digits that is no term.
    Digits,
    /// A single character that is no term.
    Char,
    /// A character that carries no meaning.
    Punctuation,
}

/// A way to reach a place in the text.
#[derive(Clone, Copy)]
struct Step {
    cost: f32,
    start_bytes: usize,
    kind: TokenKind,
}

/// Cuts text into tokens.
pub(crate) struct Tokenizer<'a> {
    pub text: &'a Postings,
    pub terms: &'a TermDictionary,
    pub vocabulary: &'a Vocabulary,
    /// Its keys are words too, though they stand in no document.
    pub thesaurus: &'a Thesaurus,
    /// Ascending.
    pub stop_words: &'a [String],
    /// log2 of the characters in the corpus: what makes counts likelihoods.
    pub log_size: f32,
}

impl Tokenizer<'_> {
    /// The tokens of folded text. Costs time in its length times the longest
    /// term that begins at each place.
    pub fn tokens(&self, folded: &str) -> Vec<Token> {
        let mut steps: Vec<Option<Step>> = vec![None; folded.len() + 1];
        steps[0] = Some(Step { cost: 0.0, start_bytes: 0, kind: TokenKind::Punctuation });
        let chars: Vec<char> = folded.chars().collect();
        let ids: Vec<Option<CharId>> = chars.iter().map(|it| self.text.char_id(*it)).collect();
        let starts: Vec<usize> = folded.char_indices().map(|it| it.0).chain([folded.len()]).collect();
        for (at, it) in chars.iter().enumerate() {
            let start_bytes = starts[at];
            let Some(Step { cost, .. }) = steps[start_bytes] else { continue };
            let mut reach = |end_bytes: usize, kind, more: f32| {
                let total = cost + more;
                if steps[end_bytes].is_none_or(|it| total < it.cost) {
                    steps[end_bytes] = Some(Step { cost: total, start_bytes, kind });
                }
            };
            let rest = &folded[start_bytes..];
            let (len_bytes, kind) = run(rest, *it);
            reach(start_bytes + len_bytes, kind, self.log_size + UNKNOWN_PENALTY);
            // A term may be a part of the run (`5g` in `5g网络`): then the run can be cut.
            reach(starts[at + 1], kind, self.log_size + 2.0 * UNKNOWN_PENALTY);
            let mut reach_term = |num_chars: usize, value: f32| {
                reach(starts[at + num_chars], TokenKind::Term, self.log_size - value);
            };
            self.terms.prefixes(&ids[at..], |num_chars| {
                let word: Vec<CharId> = ids[at..at + num_chars].iter().flatten().copied().collect();
                reach_term(num_chars, f32::from(self.vocabulary.value_of(&word)));
            });
            self.thesaurus.prefixes(&chars[at..], |num_chars, is_whole| {
                reach_term(num_chars, if is_whole { KEY_VALUE } else { LOOSE_KEY_VALUE });
            });
            self.stop_prefixes(rest, |len| reach(start_bytes + len, TokenKind::Stop, self.log_size - STOP_VALUE));
        }
        trace(&steps)
    }

    fn stop_prefixes(&self, text: &str, mut emit: impl FnMut(usize)) {
        let ends = text.char_indices().map(|(at, it)| at + it.len_utf8()).take(MAX_STOP_CHARS);
        for end in ends {
            if self.stop_words.binary_search_by(|it| it.as_str().cmp(&text[..end])).is_ok() {
                emit(end);
            }
        }
    }
}

/// A stop word is taken for as common as a word that stands 255 times.
const STOP_VALUE: f32 = 8.0;
/// A thesaurus key is taken for as common as a word that stands 15 times.
const KEY_VALUE: f32 = 4.0;
/// One with fillers in it is a guess.
const LOOSE_KEY_VALUE: f32 = 2.0;
/// What a character that is no term costs beyond the rarest term, in bits.
const UNKNOWN_PENALTY: f32 = 4.0;
const MAX_STOP_CHARS: usize = 8;

/// The run that starts a text whose first character is `first`.
fn run(text: &str, first: char) -> (usize, TokenKind) {
    let while_all = |like: fn(&char) -> bool| text.chars().take_while(like).map(char::len_utf8).sum();
    if first.is_ascii_lowercase() {
        (while_all(char::is_ascii_lowercase), TokenKind::Letters)
    } else if first.is_ascii_digit() {
        (while_all(char::is_ascii_digit), TokenKind::Digits)
    } else if is_han(first) || crate::text::normalizer::is_word_char(first) {
        (first.len_utf8(), TokenKind::Char)
    } else {
        (first.len_utf8(), TokenKind::Punctuation)
    }
}

/// Walks back from the end; the last place is always reached because every
/// character can stand alone.
fn trace(steps: &[Option<Step>]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut end = steps.len() - 1;
    while let Some(Step { start_bytes, kind, .. }) = steps[end].filter(|_| 0 < end) {
        tokens.push(Token { range: start_bytes..end, kind });
        end = start_bytes;
    }
    tokens.reverse();
    tokens
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::corpus::{Clause, Corpus, Lexicon};
    use proptest::prelude::*;

    fn segment(text: &str) -> Vec<Token> {
        let words = ["15分钟健身圈", "健身", "就业", "补贴", "贴申", "申请"];
        let printed = "15分钟健身圈，15分钟健身圈，健身健身健身。就业就业就业就业，补贴申请补贴补贴，申请";
        let corpus = Corpus {
            clauses: vec![Clause { text: printed.to_owned(), ..Clause::default() }],
            lexicon: Lexicon { words: words.map(str::to_owned).to_vec(), ..Lexicon::default() },
            ..Corpus::default()
        };
        let index = Postings::new(&corpus);
        let words = crate::index::term_dictionary::terms(&corpus, &index);
        let chars: BTreeSet<char> = words.iter().flat_map(|it| it.chars()).collect();
        let chars: Vec<char> = chars.into_iter().collect();
        let terms = TermDictionary::open(crate::index::term_dictionary::build(&words, &chars).unwrap(), chars)
            .unwrap()
            .for_text(&index);
        let stop_words = ["吗".to_owned(), "怎么".to_owned()];
        let thesaurus = Thesaurus::default();
        let vocabulary = Vocabulary::new(&terms, &index);
        let (vocabulary, thesaurus, stop_words) = (&vocabulary, &thesaurus, &stop_words[..]);
        let tokenizer = Tokenizer { text: &index, terms: &terms, vocabulary, thesaurus, stop_words, log_size: 10.0 };
        tokenizer.tokens(text)
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let tokens = segment(text);
        let parts: Vec<&str> = tokens.iter().map(|it| &text[it.range.clone()]).collect();
        assert_eq!(parts.join("|"), expected);
    }

    #[test]
    fn the_likeliest_row_of_terms_wins() {
        check("就业补贴申请吗", "就业|补贴|申请|吗");
        check("怎么就业", "怎么|就业");
        check("15分钟健身圈", "15分钟健身圈");
    }

    #[test]
    fn runs_of_letters_and_digits_stay_together() {
        check("2025年jiuye补贴", "2025|年|jiuye|补贴");
    }

    proptest! {
        #[test]
        fn tokens_put_together_are_the_text(text in "[就业补贴申请怎么吗15分钟健身圈a-z0-9，。\\PC]{0,40}") {
            let tokens = segment(&text);
            let parts: String = tokens.iter().map(|it| &text[it.range.clone()]).collect();
            prop_assert_eq!(parts, text);
        }
    }
}
