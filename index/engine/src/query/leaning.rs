//! Which clauses the characters of a query lean to. Added to the score of
//! words, it bridges what no word bridges: a question that shares nothing with
//! the clause shares characters with other questions for it.

use crate::model::corpus::ClauseId;
use crate::model::leanings::{Bucket, Leanings, PAIR_WEIGHT, buckets_of, pairs_of};

/// How far a query leans to each clause; 0 and more.
#[derive(Debug, Default)]
pub(crate) struct Leaning {
    /// Per clause; empty if nothing was learned.
    clauses: Vec<f32>,
    /// How far they speak against any answer; below 0 for one.
    pub doubt: f32,
    /// Characters that lean anywhere: a few say little.
    pub num_chars: usize,
}

impl Leaning {
    /// Costs time in the characters times the clauses that one speaks for.
    pub(crate) fn new(leanings: &Leanings, folded: &[char], num_clauses: usize) -> Self {
        let find = |it: u16| leanings.buckets.binary_search_by_key(&it, |bucket| bucket.number).ok();
        let bucket = |it: u16| find(it).map(|at| &leanings.buckets[at]);
        let found: Vec<&Bucket> = buckets_of(folded).into_iter().filter_map(bucket).collect();
        let found: Vec<&Bucket> = found.into_iter().filter(|it| !it.is_of_pairs()).collect();
        if found.is_empty() {
            return Self::default();
        }
        let squares: f32 = found.iter().map(|it| f32::from(it.rarity) * f32::from(it.rarity)).sum();
        let num_chars = found.len();
        let len = squares.sqrt().max(1.0);
        let (unit, doubt_unit) = (leanings.step as f32 / 1000.0 / len, leanings.doubt_step as f32 / 1000.0 / len);
        let (mut clauses, mut doubt) = (vec![0.0; num_clauses], 0.0);
        for bucket in found {
            let rarity = f32::from(bucket.rarity);
            doubt += doubt_unit * rarity * f32::from(bucket.doubt);
            for (clause, steps) in &bucket.clauses {
                // Reading checked that there is such a clause.
                clauses[*clause as usize] += unit * rarity * f32::from(*steps);
            }
        }
        for (number, mark) in pairs_of(folded) {
            let pair = bucket(number).filter(|it| it.rarity == mark);
            doubt += pair.map_or(0.0, |it| doubt_unit * f32::from(PAIR_WEIGHT) * f32::from(it.doubt));
        }
        Self { clauses, doubt, num_chars }
    }

    /// The same for some clauses alone, by their places among these; behind them stands the furthest that it leans to any
    /// other. `numbers` ascend.
    #[cfg(feature = "library")]
    pub(crate) fn among(&self, numbers: &[u32]) -> Self {
        if self.clauses.is_empty() {
            return Self::default();
        }
        let of = |it: &u32| self.of(ClauseId(*it));
        let others = (0..).zip(&self.clauses).filter(|it: &(u32, &f32)| numbers.binary_search(&it.0).is_err());
        let most = others.map(|it| *it.1).fold(0.0, f32::max);
        Self { clauses: numbers.iter().map(of).chain([most]).collect(), ..*self }
    }

    pub(crate) fn of(&self, clause: ClauseId) -> f32 {
        self.clauses.get(clause.0 as usize).copied().unwrap_or_default()
    }

    /// To the clause it leans to most but for one.
    pub(crate) fn most_but(&self, clause: Option<ClauseId>) -> f32 {
        let others = (0..).zip(&self.clauses).filter(|it| clause != Some(ClauseId(it.0)));
        others.map(|it| *it.1).fold(0.0, f32::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::leanings::PAIR;

    #[test]
    fn rare_characters_lean_furthest() {
        let number = |it: char| buckets_of(&[it])[0];
        let bucket =
            |it, rarity, clause, doubt| Bucket { number: number(it), rarity, doubt, clauses: vec![(clause, 2)] };
        let mut buckets = vec![bucket('骑', 4, 0, -1), bucket('的', 3, 1, 0), bucket('税', 4, 1, 6)];
        buckets.sort_by_key(|it| it.number);
        let leanings = Leanings { buckets, step: 500, doubt_step: 100 };
        let asked = Leaning::new(&leanings, &['骑', '的'], 2);
        assert!((asked.of(ClauseId(0)) - 0.8).abs() < 1e-3 && (asked.of(ClauseId(1)) - 0.6).abs() < 1e-3);
        assert!((asked.doubt + 0.08).abs() < 1e-3 && asked.most_but(None) == asked.of(ClauseId(0)));
        assert_eq!(asked.most_but(Some(ClauseId(0))), asked.of(ClauseId(1)));
        assert!((Leaning::new(&leanings, &['税'], 2).doubt - 0.6).abs() < 1e-3);
        assert_eq!(Leaning::new(&leanings, &['手'], 2).of(ClauseId(0)), 0.0);
    }

    #[test]
    fn pairs_doubt_where_their_characters_meet() {
        let number = buckets_of(&['几'])[0];
        let (pair, mark) = pairs_of(&['几', '点'])[0];
        let mut buckets = vec![
            Bucket { number, rarity: 10, doubt: 0, clauses: vec![(0, 1)] },
            Bucket { number: pair, rarity: mark, doubt: 5, clauses: Vec::new() },
        ];
        buckets.sort_by_key(|it| it.number);
        let leanings = Leanings { buckets, step: 500, doubt_step: 100 };
        assert!((Leaning::new(&leanings, &['几', '点'], 1).doubt - 1.0).abs() < 1e-3);
        assert_eq!(Leaning::new(&leanings, &['几', '个', '点'], 1).doubt, 0.0);
    }

    #[test]
    fn a_character_is_no_pair_though_one_has_its_number() {
        let bucket = Bucket { number: buckets_of(&['几'])[0], rarity: PAIR, doubt: 5, clauses: Vec::new() };
        let asked = Leaning::new(&Leanings { buckets: vec![bucket], step: 500, doubt_step: 100 }, &['几'], 1);
        assert_eq!((asked.num_chars, asked.doubt), (0, 0.0));
    }

    #[cfg(feature = "library")]
    #[test]
    fn among_some_clauses_the_others_are_one() {
        let asked = Leaning { clauses: vec![0.1, 0.4, 0.3, 0.2], doubt: 1.0, num_chars: 2 };
        let some = asked.among(&[0, 2]);
        assert_eq!((some.of(ClauseId(0)), some.of(ClauseId(1)), some.doubt, some.num_chars), (0.1, 0.3, 1.0, 2));
        assert_eq!((some.most_but(Some(ClauseId(1))), asked.most_but(Some(ClauseId(2)))), (0.4, 0.4));
        assert_eq!(Leaning::default().among(&[0]).most_but(None), 0.0);
    }
}
