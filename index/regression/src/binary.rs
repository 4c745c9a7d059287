//! Two kinds: logistic regression by gradient descent with momentum, both kinds weighing alike however many samples each
//! has.

use crate::{Features, power_of_e};

/// Length of a step of the descent and what keeps the weights small.
const RATE: f32 = 20.0;
const MOMENTUM: f32 = 0.9;
const RIDGE: f32 = 1e-4;

/// A weight per feature: above 0 where it speaks for the second kind, below where for the first. Costs time in the
/// features of all samples, each round.
///
/// # Panics
/// When a sample has a feature of that number or above.
pub fn fit_binary(num_features: usize, first: &[Features], second: &[Features], num_rounds: usize) -> Vec<f32> {
    let mut weights = vec![0.0f32; num_features];
    let mut momentum = weights.clone();
    for _ in 0..num_rounds {
        let mut gradient: Vec<f32> = weights.iter().map(|it| RIDGE * it).collect();
        for (samples, target) in [(first, 0.0f32), (second, 1.0)] {
            for it in samples {
                let sum: f32 = it.iter().map(|(row, value)| weights[*row] * value).sum();
                let odds = power_of_e(-sum.abs());
                let got = if 0.0 <= sum { 1.0 / (1.0 + odds) } else { odds / (1.0 + odds) };
                let error = (got - target) * 0.5 / samples.len() as f32;
                it.iter().for_each(|(row, value)| gradient[*row] += error * value);
            }
        }
        for ((weight, momentum), gradient) in weights.iter_mut().zip(&mut momentum).zip(&gradient) {
            *momentum = MOMENTUM * *momentum - RATE * gradient;
            *weight += *momentum;
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_the_kinds_apart_has_weight_and_what_both_have_has_little() {
        let first: Vec<Features> = vec![vec![(0, 0.7), (2, 0.7)]; 9];
        let second: Vec<Features> = vec![vec![(1, 0.7), (2, 0.7)]; 3];
        let weights = fit_binary(4, &first, &second, 100);
        assert!(weights[0] < -1.0 && 1.0 < weights[1], "{weights:?}");
        assert!(weights[2].abs() < 0.1 && weights[3] == 0.0, "{weights:?}");
    }
}
