//! Learns which clauses the characters of a question speak for.
//!
//! Multinomial logistic regression over the characters of every question.
//! Questions that no clause answers pull away from all of them. Then the small
//! weights fall away, the others are fitted once more and rounded to a few
//! steps, so that what travels is some kilobytes. No random numbers: the same
//! questions give the same bytes.

use std::collections::BTreeMap;

use policy_engine::{Bucket, Leanings, MAX_STEPS, PAIR, buckets_of, fold, pairs_of};
use policy_regression::{Multinomial, Sample};

use super::doubt::{Example, add_doubt};

/// Rounds over all questions, before and after the small weights fell away.
const NUM_ROUNDS: [usize; 2] = [20, 10];
/// How many weights travel.
const NUM_WEIGHTS: usize = 13_000;
/// Characters times clauses beyond which nothing is learned: memory and time
/// would be those of a corpus that `latent` is for.
const MAX_CELLS: usize = 8_000_000;
/// The share of the weights that are rounded below the last step.
const ROUNDED: f64 = 0.97;

/// What the questions of each clause teach, and those that no clause answers.
/// Nothing without questions.
///
/// Costs time in the questions times their characters times the clauses: a
/// third of a second for three documents.
pub fn learn(by_clause: &BTreeMap<usize, Vec<String>>, unanswered: &[String]) -> Leanings {
    let clauses: Vec<usize> = by_clause.keys().copied().collect();
    let chars = |it: &String| fold(it).chars().collect::<Vec<char>>();
    let asked = by_clause.values().enumerate().flat_map(|(class, it)| it.iter().map(move |it| (class, it)));
    let asked: Vec<(usize, Vec<char>)> = asked.map(|(class, it)| (class, chars(it))).collect();
    let unanswered: Vec<Vec<char>> = unanswered.iter().map(chars).collect();
    let rarities = rarities(asked.iter().map(|it| &it.1).chain(&unanswered).map(|it| buckets_of(it)));
    let numbers: Vec<u16> = rarities.keys().copied().collect();
    if numbers.is_empty() || MAX_CELLS < numbers.len() * clauses.len() {
        return Leanings::default();
    }
    let example = |it: &Vec<char>| example(it, &rarities, &numbers);
    let sample = |class, it| Sample { features: example(it).features, class };
    let answered = asked.iter().map(|it| sample(Some(it.0), &it.1));
    let samples: Vec<Sample> = answered.chain(unanswered.iter().map(|it| sample(None, it))).collect();
    let mut model = Multinomial::new(numbers.len(), clauses.len());
    model.descend(&samples, NUM_ROUNDS[0]);
    model.keep_largest(NUM_WEIGHTS);
    model.descend(&samples, NUM_ROUNDS[1]);
    let mut leanings = rounded(&model, &numbers, &rarities, &clauses);
    let answered: Vec<Example> = asked.iter().map(|it| example(&it.1)).collect();
    add_doubt(&mut leanings, &answered, &unanswered.iter().map(example).collect::<Vec<_>>());
    leanings
}

/// Per bucket how rare it is among the questions, in quarters of a natural
/// logarithm; those that are in none are not there.
fn rarities(questions: impl Iterator<Item = Vec<u16>>) -> BTreeMap<u16, u8> {
    let mut counts: BTreeMap<u16, u32> = BTreeMap::new();
    let mut num = 0.0f64;
    for question in questions {
        num += 1.0;
        question.iter().for_each(|it| *counts.entry(*it).or_default() += 1);
    }
    let rarity = |count: u32| ((num / f64::from(count + 1)).ln() * 4.0).round().clamp(1.0, f64::from(PAIR - 1)) as u8;
    counts.into_iter().map(|(number, count)| (number, rarity(count))).collect()
}

fn example(question: &[char], rarities: &BTreeMap<u16, u8>, numbers: &[u16]) -> Example {
    let buckets = buckets_of(question);
    let squares: f32 = buckets.iter().map(|it| f32::from(rarities[it]).powi(2)).sum();
    let len = squares.sqrt().max(1.0);
    let feature = |it: &u16| (numbers.partition_point(|other| other < it), f32::from(rarities[it]) / len);
    Example { features: buckets.iter().map(feature).collect(), len, pairs: pairs_of(question) }
}

/// The weights in steps, the largest few cut.
fn rounded(model: &Multinomial, numbers: &[u16], rarities: &BTreeMap<u16, u8>, clauses: &[usize]) -> Leanings {
    let weights = model.ascending();
    let Some(most) = weights.get((weights.len() as f64 * ROUNDED) as usize) else { return Leanings::default() };
    let step = most / f32::from(MAX_STEPS);
    let steps = |it: f32| (it / step).round().clamp(0.0, f32::from(MAX_STEPS)) as u8;
    let bucket = |(number, row): (&u16, &[f32])| {
        let leaning = clauses.iter().zip(row).map(|(clause, it)| (*clause as u32, steps(*it)));
        Bucket { number: *number, rarity: rarities[number], doubt: 0, clauses: leaning.filter(|it| 0 < it.1).collect() }
    };
    let buckets = numbers.iter().zip(model.rows()).map(bucket);
    Leanings { buckets: buckets.collect(), step: (step * 1000.0).round() as u32, doubt_step: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions() -> BTreeMap<usize, Vec<String>> {
        let asked = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<String>>();
        BTreeMap::from([
            (0, asked(&["骑手摔伤了找哪个", "送外卖摔了有没有保障", "骑车送餐出事算工伤吗"])),
            (2, asked(&["哪里能打球", "附近有没有球场", "下班想打羽毛球"])),
        ])
    }

    #[test]
    fn characters_lean_to_the_clause_they_ask_for() {
        let none = ["护照怎么办".to_owned(), "驾照怎么办".to_owned()];
        let leanings = learn(&questions(), &none);
        let bucket = |it: char| leanings.buckets.iter().find(|other| other.number == buckets_of(&[it])[0]).unwrap();
        let steps = |it, clause| bucket(it).clauses.iter().find(|it| it.0 == clause).map_or(0, |it| it.1);
        assert!(0 < steps('摔', 0) && steps('摔', 2) == 0);
        assert!(0 < steps('球', 2) && 0 < bucket('照').doubt && bucket('球').doubt < 0);
        assert_eq!(learn(&questions(), &none), leanings);
    }

    #[test]
    fn nothing_is_learned_from_nothing() {
        assert_eq!(learn(&BTreeMap::new(), &[]), Leanings::default());
    }
}
