//! Learns what speaks against any answer: logistic regression by gradient descent over the characters of questions that
//! clauses answer and of questions that none does, both kinds weighing alike. Single characters say what is asked
//! about; pairs (几点, 能告) say how, and the few hundred that tell most travel with them.

use std::collections::{BTreeMap, BTreeSet};

use policy_engine::{Bucket, Leanings, MAX_DOUBT, PAIR_WEIGHT};
use policy_regression::{Features, fit_binary};

/// A pair of neighbouring characters: its number and its mark.
type Pair = (u16, u8);

/// A question.
pub(super) struct Example {
    /// Its characters by their places among the buckets, each with what it is worth.
    pub features: Features,
    /// What that was divided by.
    pub len: f32,
    pub pairs: Vec<Pair>,
}

/// Rounds of the descent, before and after most pairs fell away.
const NUM_ROUNDS: [usize; 2] = [100, 300];
/// The largest doubts are cut to this share of the largest.
const CUT: f32 = 0.7;
/// A pair of fewer questions says nothing of others.
const MIN_QUESTIONS: u32 = 2;
/// How many pairs travel.
const NUM_PAIRS: usize = 700;

/// Puts into the buckets what each doubts, and buckets of pairs beside them.
pub(super) fn add_doubt(leanings: &mut Leanings, answered: &[Example], unanswered: &[Example]) {
    if answered.is_empty() || unanswered.is_empty() {
        return;
    }
    let num_chars = leanings.buckets.len();
    let taken: BTreeSet<u16> = leanings.buckets.iter().map(|it| it.number).collect();
    let counts = count(answered.iter().chain(unanswered), &taken);
    let frequent: Vec<Pair> = counts.iter().filter(|it| MIN_QUESTIONS <= *it.1).map(|it| *it.0).collect();
    let weights = descend(num_chars, &frequent, answered, unanswered, NUM_ROUNDS[0]);
    let worth = |(at, pair): (usize, &Pair)| weights[num_chars + at].abs() * (counts[pair] as f32).sqrt().sqrt();
    let pairs = most_telling(&frequent, &frequent.iter().enumerate().map(worth).collect::<Vec<f32>>());
    let weights = descend(num_chars, &pairs, answered, unanswered, NUM_ROUNDS[1]);
    let most = weights.iter().fold(0.0f32, |most, it| most.max(it.abs())) * CUT;
    let step = (most / f32::from(MAX_DOUBT)).max(f32::MIN_POSITIVE);
    let steps = |it: &f32| (it / step).round().clamp(-f32::from(MAX_DOUBT), f32::from(MAX_DOUBT)) as i8;
    leanings.buckets.iter_mut().zip(&weights).for_each(|(bucket, it)| bucket.doubt = steps(it));
    let of_pair =
        |(pair, it): (&Pair, &f32)| Bucket { number: pair.0, rarity: pair.1, doubt: steps(it), clauses: vec![] };
    let of_pairs = pairs.iter().zip(&weights[num_chars..]).map(of_pair);
    leanings.buckets.extend(of_pairs.filter(|it| it.doubt != 0));
    leanings.buckets.sort_by_key(|it| it.number);
    leanings.doubt_step = (step * 1000.0).round() as u32;
}

/// Per pair how many questions hold it; those are left out whose number a character has.
fn count<'a>(examples: impl Iterator<Item = &'a Example>, taken: &BTreeSet<u16>) -> BTreeMap<Pair, u32> {
    let mut counts = BTreeMap::new();
    for pair in examples.flat_map(|it| &it.pairs).filter(|it| !taken.contains(&it.0)) {
        *counts.entry(*pair).or_default() += 1;
    }
    counts
}

/// The pairs worth most, one of a number, ascending.
fn most_telling(pairs: &[Pair], worth: &[f32]) -> Vec<Pair> {
    let mut best: BTreeMap<u16, (f32, Pair)> = BTreeMap::new();
    for (pair, worth) in pairs.iter().zip(worth) {
        let own = best.entry(pair.0).or_insert((*worth, *pair));
        if own.0 < *worth {
            *own = (*worth, *pair);
        }
    }
    let mut best: Vec<(f32, Pair)> = best.into_values().collect();
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut pairs: Vec<Pair> = best.into_iter().take(NUM_PAIRS).map(|it| it.1).collect();
    pairs.sort_unstable();
    pairs
}

/// The weights of the characters, then of the pairs, which must ascend.
fn descend(
    num_chars: usize,
    pairs: &[Pair],
    answered: &[Example],
    unanswered: &[Example],
    num_rounds: usize,
) -> Vec<f32> {
    let features = |it: &Example| {
        let places = it.pairs.iter().filter_map(|it| pairs.binary_search(it).ok());
        let of_pairs = places.map(|at| (num_chars + at, f32::from(PAIR_WEIGHT) / it.len));
        it.features.iter().copied().chain(of_pairs).collect::<Features>()
    };
    let [answered, unanswered] = [answered, unanswered].map(|it| it.iter().map(features).collect::<Vec<Features>>());
    fit_binary(num_chars + pairs.len(), &answered, &unanswered, num_rounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(chars: &[usize], pairs: &[Pair]) -> Example {
        Example { features: chars.iter().map(|it| (*it, 0.5)).collect(), len: 40.0, pairs: pairs.to_vec() }
    }

    #[test]
    fn what_only_pairs_tell_apart_is_learned_from_them() {
        let bucket = |number| Bucket { number, rarity: 20, ..Bucket::default() };
        let mut leanings = Leanings { buckets: vec![bucket(1), bucket(5)], step: 1, doubt_step: 0 };
        // The second pair has the number of a character, and the third is in one question alone.
        let (asked, taken, rare) = ((3, 70), (5, 80), (4, 90));
        let answered: Vec<Example> = (0..4).map(|_| example(&[0, 1], &[])).collect();
        let mut others: Vec<Example> = (0..3).map(|_| example(&[0, 1], &[asked, taken])).collect();
        others.push(example(&[0, 1], &[asked, rare]));
        add_doubt(&mut leanings, &answered, &others);
        let numbers: Vec<u16> = leanings.buckets.iter().map(|it| it.number).collect();
        assert_eq!(numbers, [1, 3, 5]);
        assert_eq!((leanings.buckets[1].rarity, leanings.buckets[1].doubt), (70, MAX_DOUBT));
        assert!(leanings.buckets[0].doubt <= 0);
    }

    #[test]
    fn one_pair_of_a_number_travels() {
        assert_eq!(most_telling(&[(3, 70), (3, 71), (9, 64)], &[1.0, 2.0, 0.5]), [(3, 71), (9, 64)]);
    }
}
