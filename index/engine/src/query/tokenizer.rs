//! Cuts folded text into tokens over the words of the index: the row of words
//! that is likeliest by how often each occurs in the corpus. No second
//! dictionary.
//!
//! Every word has the probability of its occurrences among the characters of
//! the corpus (a unigram model), and the best row is found from left to right
//! (Viterbi, *Error bounds for convolutional codes*, 1967; for Chinese words:
//! Sproat, Shih, Gale and Chang, *A stochastic finite-state word-segmentation
//! algorithm for Chinese*, 1996). Costs are negative logarithms to base 2.
//!
//! Law: the tokens put together are the text.

use std::ops::Range;

use crate::index::alphabet::{Alphabet, CharKind};
use crate::index::thesaurus::Thesaurus;
use crate::index::vocabulary::Vocabulary;
use crate::index::word_list::WordList;
use crate::model::field::CharId;

/// A stretch of folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// In characters.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
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

/// The cheapest row of tokens up to a position, by its last token.
#[derive(Clone, Copy)]
struct Step {
    cost: f32,
    start: usize,
    kind: TokenKind,
}

/// Cuts text into tokens.
pub(crate) struct Tokenizer<'a> {
    pub alphabet: &'a Alphabet,
    pub vocabulary: &'a Vocabulary,
    /// Its keys are words too, though they occur in no document.
    pub thesaurus: &'a Thesaurus,
    pub stop_words: &'a WordList,
    /// log2 of the characters in the corpus: what makes counts likelihoods.
    pub log_size: f32,
}

impl Tokenizer<'_> {
    /// The tokens of folded text. Costs time in its length times the longest
    /// term that begins at each position.
    pub(crate) fn tokens(&self, chars: &[CharId]) -> Vec<Token> {
        let mut steps: Vec<Option<Step>> = vec![None; chars.len() + 1];
        steps[0] = Some(Step { cost: 0.0, start: 0, kind: TokenKind::Punctuation });
        for start in 0..chars.len() {
            let Some(Step { cost, .. }) = steps[start] else { continue };
            let rest = &chars[start..];
            let mut reach = |num_chars: usize, kind, more: f32| {
                let (step, total) = (&mut steps[start + num_chars], cost + more);
                if step.is_none_or(|it| total < it.cost) {
                    *step = Some(Step { cost: total, start, kind });
                }
            };
            let (num_chars, kind) = self.run(rest);
            reach(num_chars, kind, self.log_size + UNKNOWN_PENALTY);
            // A term may be a part of the run (`5g` in `5g网络`): then the run can be cut.
            reach(1, kind, self.log_size + 2.0 * UNKNOWN_PENALTY);
            let mut reach_term = |num_chars, value: f32| reach(num_chars, TokenKind::Term, self.log_size - value);
            self.vocabulary.prefixes(rest, |num_chars, value| reach_term(num_chars, f32::from(value)));
            self.thesaurus.prefixes(rest, |num_chars, is_whole| {
                reach_term(num_chars, if is_whole { KEY_VALUE } else { LOOSE_KEY_VALUE });
            });
            self.stop_words.prefixes(rest, |num_chars, _| {
                reach(num_chars, TokenKind::Stop, self.log_size - STOP_VALUE);
            });
        }
        trace(&steps)
    }

    /// The run that `chars`, which are not empty, begin with.
    fn run(&self, chars: &[CharId]) -> (usize, TokenKind) {
        let kind = self.alphabet.kind(chars[0]);
        let num_alike = || chars.iter().take_while(|it| self.alphabet.kind(**it) == kind).count();
        match kind {
            CharKind::Letter => (num_alike(), TokenKind::Letters),
            CharKind::Digit => (num_alike(), TokenKind::Digits),
            CharKind::Word => (1, TokenKind::Char),
            CharKind::Sign => (1, TokenKind::Punctuation),
        }
    }
}

/// A stop word is taken for as common as a word that occurs 255 times.
const STOP_VALUE: f32 = 8.0;
/// A thesaurus key is taken for as common as a word that occurs 15 times.
const KEY_VALUE: f32 = 4.0;
/// One with fillers in it is a guess.
const LOOSE_KEY_VALUE: f32 = 2.0;
/// What a character that is no term costs beyond the rarest term, in bits.
const UNKNOWN_PENALTY: f32 = 4.0;

/// Walks back from the end; every position is reached because every character
/// can be a token by itself.
fn trace(steps: &[Option<Step>]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut end = steps.len() - 1;
    while let Some(Step { start, kind, .. }) = steps[end].filter(|_| 0 < end) {
        tokens.push(Token { range: start..end, kind });
        end = start;
    }
    tokens.reverse();
    tokens
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::format::budget::Budget;
    use crate::index::postings::Postings;
    use crate::index::term_dictionary::TermDictionary;
    use crate::index::term_writer::{build, terms};
    use crate::index::text::Text;
    use crate::model::corpus::{Clause, Corpus, Lexicon};
    use proptest::prelude::*;

    fn parts(text: &str) -> Vec<String> {
        let words = ["15分钟健身圈", "健身", "就业", "补贴", "贴申", "申请"];
        let printed = "15分钟健身圈，15分钟健身圈，健身健身健身。就业就业就业就业，补贴申请补贴补贴，申请";
        let corpus = Corpus {
            clauses: vec![Clause { text: printed.to_owned(), ..Clause::default() }],
            lexicon: Lexicon { words: words.map(str::to_owned).to_vec(), ..Lexicon::default() },
            ..Corpus::default()
        };
        let index = Postings::knowing(&corpus, "吗怎么".chars());
        let words = terms(&corpus, &index);
        let chars: BTreeSet<char> = words.iter().flat_map(|it| it.chars()).collect();
        let chars: Vec<char> = chars.into_iter().collect();
        let vocabulary = Vocabulary::new(
            &TermDictionary::open(&build(&words, &chars).unwrap(), chars, &Budget::of_file(0)).unwrap(),
            &index,
        );
        let ids = |text: &str| text.chars().map(|it| index.id(it)).collect::<Vec<_>>();
        let mut stop_words = ["吗", "怎么"].map(ids);
        stop_words.sort_unstable();
        let stop_words = WordList::new(stop_words.iter().map(Vec::as_slice));
        let (alphabet, vocabulary, thesaurus) = (index.alphabet(), &vocabulary, &Thesaurus::default());
        let tokenizer = Tokenizer { alphabet, vocabulary, thesaurus, stop_words: &stop_words, log_size: 10.0 };
        let chars: Vec<char> = text.chars().collect();
        let tokens = tokenizer.tokens(&ids(text));
        tokens.into_iter().map(|it| chars[it.range].iter().collect()).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(parts(text).join("|"), expected);
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
            prop_assert_eq!(parts(&text).concat(), text);
        }
    }
}
