//! Which clause of the new file is which of the old one? First what kept id
//! and words, then the same words under another id, then the same id with
//! other words, and last what is alike within one document.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use policy_engine::Corpus;

use crate::structure::lines::typography::compact;

/// Two clauses that are one: indexes in the old and in the new corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Index in the old corpus.
    pub old: usize,
    /// Index in the new corpus.
    pub new: usize,
}

/// Clauses that share less than this of their pairs of characters are two.
const MIN_ALIKE: f64 = 0.6;
/// More comparisons than this are not made: the files have little in common.
const MAX_COMPARISONS: usize = 20_000_000;

/// Pairs every clause of `old` with at most one of `new`, by old index. Costs
/// time in the clauses, and in the square of those of a document that found
/// neither their words nor their id again.
pub fn match_clauses(old: &Corpus, new: &Corpus) -> Vec<Match> {
    let mut pairing = Pairing { old, new, found: Vec::new(), left: all(old), free: all(new) };
    pairing.by(|corpus, at| (corpus.clauses[at].id.clone(), words(corpus, at)));
    pairing.by(|corpus, at| (number(corpus, at).to_owned(), words(corpus, at)));
    pairing.by(|corpus, at| (String::new(), words(corpus, at)));
    pairing.by(|corpus, at| (number(corpus, at).to_owned(), corpus.clauses[at].id.clone()));
    pairing.by_likeness();
    pairing.found.sort_unstable_by_key(|it| it.old);
    pairing.found
}

struct Pairing<'a> {
    old: &'a Corpus,
    new: &'a Corpus,
    found: Vec<Match>,
    /// Of the old corpus, without a partner.
    left: BTreeSet<usize>,
    /// Of the new corpus, likewise.
    free: BTreeSet<usize>,
}

impl Pairing<'_> {
    /// Pairs what has the same key, in the order of the documents.
    fn by(&mut self, key: impl Fn(&Corpus, usize) -> (String, String)) {
        let mut by_key: BTreeMap<(String, String), VecDeque<usize>> = BTreeMap::new();
        for &at in &self.free {
            by_key.entry(key(self.new, at)).or_default().push_back(at);
        }
        for old in self.left.clone() {
            if let Some(new) = by_key.get_mut(&key(self.old, old)).and_then(VecDeque::pop_front) {
                self.pair(old, new);
            }
        }
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.left.remove(&old);
        self.free.remove(&new);
        self.found.push(Match { old, new });
    }

    /// Pairs what is most alike first.
    fn by_likeness(&mut self) {
        if MAX_COMPARISONS < self.left.len().saturating_mul(self.free.len()) {
            return;
        }
        let grams = |corpus: &Corpus, at: usize| (at, number(corpus, at).to_owned(), pairs(&words(corpus, at)));
        let left: Vec<_> = self.left.iter().map(|&at| grams(self.old, at)).collect();
        let free: Vec<_> = self.free.iter().map(|&at| grams(self.new, at)).collect();
        let mut alike = Vec::new();
        for (old, document, of_old) in &left {
            let same = free.iter().filter(|it| it.1 == *document);
            alike.extend(same.map(|(new, _, of_new)| (likeness(of_old, of_new), *old, *new)));
        }
        alike.retain(|it| MIN_ALIKE <= it.0);
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, old, new) in alike {
            if self.left.contains(&old) && self.free.contains(&new) {
                self.pair(old, new);
            }
        }
    }
}

fn all(corpus: &Corpus) -> BTreeSet<usize> {
    (0..corpus.clauses.len()).collect()
}

fn words(corpus: &Corpus, at: usize) -> String {
    compact(&corpus.clauses[at].text)
}

pub(super) fn number(corpus: &Corpus, at: usize) -> &str {
    corpus.document_of(&corpus.clauses[at]).map_or("", |it| &it.number)
}

/// Neighbouring characters, ascending.
fn pairs(text: &str) -> Vec<(char, char)> {
    let mut pairs: Vec<_> = text.chars().zip(text.chars().skip(1)).collect();
    pairs.sort_unstable();
    pairs
}

/// Share of the pairs that both have (Dice).
fn likeness(a: &[(char, char)], b: &[(char, char)]) -> f64 {
    let (mut at, mut other, mut common) = (0, 0, 0);
    while at < a.len() && other < b.len() {
        match a[at].cmp(&b[other]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => (at, other, common) = (at + 1, other + 1, common + 1),
        }
    }
    if a.len() + b.len() == 0 { 0.0 } else { 2.0 * f64::from(common) / (a.len() + b.len()) as f64 }
}
