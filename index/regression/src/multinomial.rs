//! Many classes: multinomial logistic regression by stochastic gradient descent (Bottou, “Large-scale machine learning
//! with stochastic gradient descent”, 2010), no weight below zero. Samples of no class pull away from all of them.

use crate::{Features, power_of_e};

/// Length of a step of the descent, and which share of it is lost by the last: the last few samples would weigh most.
const RATE: f32 = 2.0;
const DECAY: f32 = 0.95;
/// How far no class at all is leaned to, and the step towards it of a sample that has none. Such samples are beside the
/// classes, not of one kind: with whole steps they would take from the classes what ranks them.
const NONE: f32 = 5.0;
const NONE_SHARE: f32 = 0.35;

/// What is known of one thing.
pub struct Sample {
    /// What it is recognised by.
    pub features: Features,
    /// The class it belongs to; `None` if it belongs to none of them.
    pub class: Option<usize>,
}

/// Weights, one row per feature and one column per class.
pub struct Multinomial {
    num_classes: usize,
    /// Negative for a weight that fell away.
    weights: Vec<f32>,
}

impl Multinomial {
    /// Nothing is known yet: all weights are 0.
    pub fn new(num_features: usize, num_classes: usize) -> Self {
        Self { num_classes, weights: vec![0.0; num_features * num_classes] }
    }

    /// Fits the weights further. Costs time in the samples times their features times the classes, each round.
    ///
    /// # Panics
    /// When a sample has a feature or a class that the model has not.
    pub fn descend(&mut self, samples: &[Sample], num_rounds: usize) {
        let stride = stride(samples.len());
        let num_steps = (num_rounds * samples.len()) as f32;
        for round in 0..num_rounds {
            for at in 0..samples.len() {
                let done = (round * samples.len() + at) as f32 / num_steps;
                self.step(&samples[(at * stride + round) % samples.len()], RATE * (1.0 - DECAY * done));
            }
        }
    }

    fn step(&mut self, sample: &Sample, rate: f32) {
        let num = self.num_classes;
        let mut errors = vec![0.0f32; num];
        for (row, value) in &sample.features {
            let weights = &self.weights[row * num..(row + 1) * num];
            errors.iter_mut().zip(weights).for_each(|(sum, it)| *sum += value * it.max(0.0));
        }
        errors.push(NONE);
        soften(&mut errors);
        errors[sample.class.unwrap_or(num)] -= 1.0;
        let rate = if sample.class.is_none() { rate * NONE_SHARE } else { rate };
        for (row, value) in &sample.features {
            let weights = &mut self.weights[row * num..(row + 1) * num];
            let rate = rate * value;
            for (weight, error) in weights.iter_mut().zip(&errors) {
                // A choice between two values and no branch: several weights are moved at once.
                let moved = (*weight - rate * error).max(0.0);
                *weight = if *weight < 0.0 { *weight } else { moved };
            }
        }
    }

    /// Lets all weights fall away but the largest; further descents leave them out.
    pub fn keep_largest(&mut self, num: usize) {
        let least = self.ascending().iter().rev().nth(num).copied().unwrap_or(0.0);
        self.weights.iter_mut().filter(|it| **it <= least).for_each(|it| *it = -1.0);
    }

    /// The weights that speak for something, the largest last.
    pub fn ascending(&self) -> Vec<f32> {
        let mut weights: Vec<f32> = self.weights.iter().copied().filter(|it| 0.0 < *it).collect();
        weights.sort_by(f32::total_cmp);
        weights
    }

    /// Per feature its weights, one per class; at most 0 where it does not speak for the class.
    pub fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.weights.chunks(self.num_classes.max(1))
    }
}

/// A way through all samples that is far from their order.
fn stride(num: usize) -> usize {
    let divisor = |mut a: usize, mut b: usize| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    (1..=num * 618 / 1000).rev().find(|it| divisor(*it, num) == 1).unwrap_or(1)
}

/// Sums to shares of 1, by e to their power.
fn soften(sums: &mut [f32]) {
    let most = sums.iter().copied().fold(0.0, f32::max);
    sums.iter_mut().for_each(|it| *it = power_of_e(*it - most));
    let all: f32 = sums.iter().sum();
    sums.iter_mut().for_each(|it| *it /= all);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted() -> Multinomial {
        let sample =
            |features: &[usize], class| Sample { features: features.iter().map(|it| (*it, 0.7)).collect(), class };
        let samples = [sample(&[0, 3], Some(0)), sample(&[1, 3], Some(1)), sample(&[2, 3], None)];
        let mut model = Multinomial::new(4, 2);
        model.descend(&samples, 30);
        model
    }

    #[test]
    fn a_feature_speaks_for_the_class_of_its_samples_alone() {
        let model = fitted();
        let rows: Vec<&[f32]> = model.rows().collect();
        assert!(0.0 < rows[0][0] && rows[0][1] <= 0.0, "{rows:?}");
        assert!(0.0 < rows[1][1] && rows[1][0] <= 0.0, "{rows:?}");
        assert!(rows[2].iter().all(|it| *it <= 0.0), "what none of the classes has: {rows:?}");
    }

    #[test]
    fn what_fell_away_stays_away() {
        let mut model = fitted();
        model.keep_largest(1);
        assert_eq!(model.ascending().len(), 1);
        model.descend(&[Sample { features: vec![(3, 1.0)], class: Some(1) }], 5);
        assert_eq!(model.ascending().len(), 1);
    }

    #[test]
    fn every_sample_comes_once_in_a_round() {
        for num in [1, 2, 7, 100, 1_000] {
            let mut places: Vec<usize> = (0..num).map(|at| at * stride(num) % num).collect();
            places.sort_unstable();
            assert_eq!(places, (0..num).collect::<Vec<usize>>());
        }
    }
}
