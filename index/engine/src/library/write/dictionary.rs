//! Which words and characters of a corpus have lists of their own, and how common they are. A later release keeps those
//! of the one before, in their order: lists that have not changed keep their files.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::postings::Postings;
use crate::index::term_writer::terms;
use crate::index::text::Text;
use crate::index::thesaurus::FILLERS;
use crate::library::files::root::Root;
use crate::model::corpus::Corpus;
use crate::model::field::CharId;

/// Most words of the dictionary: what they weigh in the root, everybody fetches.
const MAX_WORDS: usize = 18_000;

/// The commonest terms, as many as the root has room for, and every word that the thesaurus leads to.
pub(super) fn dictionary(corpus: &Corpus, text: &Postings) -> Vec<(Vec<CharId>, u8)> {
    let targets: BTreeSet<&str> = corpus.lexicon.synonyms.iter().map(|it| it.to.as_str()).collect();
    let counted = |it: &str| {
        let chars = text.encode(it)?;
        let num = text.occurrences(&chars).count();
        Some((chars, num, targets.contains(it)))
    };
    let mut words: Vec<(Vec<CharId>, usize, bool)> = terms(corpus, text).into_iter().filter_map(counted).collect();
    let least = MIN_COUNTS.into_iter().find(|least| words.iter().filter(|it| *least <= it.1).count() <= MAX_WORDS);
    words.retain(|it| it.2 || least.is_none_or(|least| least <= it.1));
    words.sort_unstable();
    words.into_iter().map(|it| (it.0, (1 + it.1).ilog2() as u8)).collect()
}

/// Least occurrences of a word in the dictionary, as far as they are needed.
const MIN_COUNTS: [usize; 9] = [2, 3, 5, 8, 12, 20, 30, 50, 100];

/// Every character of the texts, as printed and folded, of the words and of what people type, with
/// ⌊log2(1 + occurrences)⌋.
pub(super) fn alphabet(corpus: &Corpus, text: &Postings) -> (Vec<char>, Vec<u8>) {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    let known = corpus.lexicon.synonyms.iter().flat_map(|it| it.from.chars().chain(it.to.chars()));
    for it in known.chain(FILLERS.chars()).chain(corpus.lexicon.words.iter().flat_map(|it| it.chars())) {
        counts.entry(it).or_default();
    }
    for it in corpus.lexicon.stop_words.iter().chain(corpus.lexicon.asked_words.iter().map(|it| &it.0)) {
        for it in it.chars() {
            counts.entry(it).or_default();
        }
    }
    for it in corpus.texts().flat_map(str::chars) {
        *counts.entry(it).or_default() += 1;
    }
    // A printed form that is counted folds to characters that occur: only what is searched may be counted.
    let occurs = |it: char| {
        let mut all = true;
        text.normalizer().fold_each(&it.to_string(), |_, it| all &= text.occurs(text.id(it)));
        all
    };
    for it in text.alphabet().in_text() {
        let num = counts.entry(*it).or_default();
        *num = (*num).max(text.num_of(text.id(*it)));
    }
    let value = |(it, num): (&char, &usize)| if occurs(*it) { ((1 + num).ilog2() as u8).max(1) } else { 0 };
    let values = counts.iter().map(value).collect();
    (counts.into_keys().collect(), values)
}

/// The dictionary of a release. A word that occurs no more has an empty list.
pub(super) fn words_of(before: &Root, text: &Postings) -> Vec<(Vec<CharId>, u8)> {
    let id = |it: &u16| before.chars.get(usize::from(*it)).map_or(0, |it| text.id(*it));
    before.words.iter().map(|it| (it.0.iter().map(id).collect(), it.1)).collect()
}

/// The characters of a release in their order, and behind them those that are new.
pub(super) fn behind(before: &Root, chars: &[char], values: &[u8]) -> (Vec<char>, Vec<u8>) {
    let (mut all, mut all_values) = (before.chars.clone(), before.char_values.clone());
    let places: BTreeMap<char, usize> = before.chars.iter().enumerate().map(|it| (*it.1, it.0)).collect();
    for (it, value) in chars.iter().zip(values) {
        match places.get(it) {
            // It was known and occurs now: the least value keeps the ranks as they are.
            Some(at) if all_values[*at] == 0 => all_values[*at] = (*value).min(1),
            Some(_) => {}
            None => {
                all.push(*it);
                all_values.push(*value);
            }
        }
    }
    (all, all_values)
}

/// Per character by id: its place; those that fold to another have none of their own.
pub(super) fn places(chars: &[char], text: &Postings) -> Vec<u16> {
    let mut places = vec![0; usize::from(u16::MAX) + 1];
    for (place, it) in (0..).zip(chars) {
        let id = text.id(*it);
        if text.char_of(id) == *it {
            places[usize::from(id)] = place;
        }
    }
    places
}
