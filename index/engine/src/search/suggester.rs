//! Suggestions while typing: terms, clause titles and questions people ask, by
//! prefix in characters or pinyin. Also what the on-screen keyboard offers.

use crate::index::index::Index;
use crate::index::text::Text;
use crate::model::field::{CharId, Field};
use crate::query::phonetic::{PhoneticMatcher, fit_start};
use crate::query::query::Input;
use crate::search::results::Suggestion;

impl Index {
    /// Terms and titles that begin with `input` (typed as characters, as
    /// pinyin, as initials or mixed), the most used in the corpus first, then
    /// titles in document order, last of all up to two questions that hold it;
    /// each text once, at most `limit`. Costs time in the terms, titles and
    /// questions, and in the square of the letters of `input`: callers cut it.
    ///
    /// # Examples
    /// ```
    /// # use policy_engine::{Clause, Collection, Corpus, Document, Index, Lexicon, encode};
    /// # let clause = |id: &str, text: &str| Clause { id: id.into(), text: text.into(), ..Clause::default() };
    /// # let corpus = Corpus {
    /// #     collections: vec![Collection { id: "jobs".into(), name: "就业".into(), examples: vec![] }],
    /// #     documents: vec![Document::default()],
    /// #     clauses: vec![clause("1", "对就业困难人员给予社会保险补贴。补贴每月三百元。"), clause("2", "增建体育健身步道。")],
    /// #     lexicon: Lexicon {
    /// #         words: vec!["补贴".into()],
    /// #         readings: vec![('补', "bu".into()), ('贴', "tie".into())],
    /// #         ..Lexicon::default()
    /// #     },
    /// #     ..Corpus::default()
    /// # };
    /// # let index = Index::open(&encode(&corpus)?)?;
    /// let suggestions = index.suggest("bt", 5);
    /// assert_eq!((suggestions[0].text.as_str(), suggestions[0].num_clauses), ("补贴", 1));
    /// assert!(index.suggest("", 5).is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn suggest(&self, input: &str, limit: usize) -> Vec<Suggestion> {
        let input = Input::new(&self.postings, input);
        if input.chars.is_empty() || limit == 0 {
            return Vec::new();
        }
        let questions = self.suggest_questions(&input, NUM_QUESTIONS.min(limit / 2));
        let limit = limit - questions.len();
        let mut found = Vec::new();
        self.suggest_terms(&input, limit, &mut found);
        self.suggest_titles(&input, limit, &mut found);
        found.extend(questions);
        found
    }

    /// Questions that hold the input, those that begin with it first.
    fn suggest_questions(&self, input: &Input, limit: usize) -> Vec<Suggestion> {
        let folded: String = input.chars.iter().collect();
        let mut found: Vec<(usize, &String)> = Vec::new();
        if 1 < input.chars.len() {
            for question in self.corpus().clauses.iter().flat_map(|it| &it.questions.asked) {
                let at = self.postings.normalizer().fold(question).find(&folded);
                found.extend(at.map(|at| (at.min(1), question)));
            }
        }
        found.sort_by_key(|it| it.0);
        let suggestion =
            |text: &String| Suggestion { text: text.clone(), clause: None, is_question: true, num_clauses: 1 };
        found.into_iter().take(limit).map(|it| suggestion(it.1)).collect()
    }

    fn suggest_terms(&self, input: &Input, limit: usize, found: &mut Vec<Suggestion>) {
        for chars in words_that_begin(input, &self.phonetic(), limit) {
            let text = self.postings.decode(chars);
            found.push(Suggestion {
                text,
                clause: None,
                is_question: false,
                num_clauses: self.num_clauses_with(chars),
            });
        }
    }

    fn suggest_titles(&self, input: &Input, limit: usize, found: &mut Vec<Suggestion>) {
        let folded: String = input.chars.iter().collect();
        for clause in &self.corpus().clauses {
            let title = self.postings.normalizer().fold(&clause.title);
            let is_near = title.contains(&folded) && 1 < input.chars.len();
            if found.len() < limit && is_near && found.iter().all(|it| it.text != clause.title) {
                let (text, clause) = (clause.title.clone(), Some(clause.id.clone()));
                found.push(Suggestion { text, clause, is_question: false, num_clauses: 1 });
            }
        }
    }

    fn num_clauses_with(&self, chars: &[CharId]) -> u32 {
        let official = self.postings.occurrences(chars).filter(|it| it.field != Field::Question);
        let mut clauses: Vec<_> = official.map(|it| it.clause).collect();
        clauses.sort_unstable();
        clauses.dedup();
        clauses.len() as u32
    }
}

/// The words that begin with the input: those as typed first, then those that sound alike, each the most used first.
pub(crate) fn words_that_begin<'a>(input: &Input, phonetic: &PhoneticMatcher<'a>, limit: usize) -> Vec<&'a [CharId]> {
    let prefixes = Prefixes { literal: &input.ids, sounds: phonetic.beginnings(&input.chars) };
    let words = phonetic.vocabulary.words().filter(|it| 1 < it.chars.len());
    let mut ranked: Vec<_> =
        words.filter_map(|it| Some((prefixes.cost(it.chars)?, u8::MAX - it.value, it.chars))).collect();
    ranked.sort_unstable();
    ranked.into_iter().take(limit).map(|it| it.2).collect()
}

/// Questions among the suggestions.
const NUM_QUESTIONS: usize = 2;

/// Everything the beginning of a word may have been typed as.
struct Prefixes<'a> {
    literal: &'a [CharId],
    /// Per reading: what it costs, and per position what fits.
    sounds: Vec<(u32, Vec<Vec<u8>>)>,
}

impl Prefixes<'_> {
    /// How far the start of a word is from what was typed; `None` if it
    /// starts otherwise.
    fn cost(&self, chars: &[CharId]) -> Option<u32> {
        if chars.starts_with(self.literal) {
            return Some(0);
        }
        let sounds = self.sounds.iter();
        sounds.filter_map(|(cost, pattern)| Some(1 + cost + fit_start(pattern, chars)?)).min()
    }
}
