//! Logistic regression over sparse features by gradient descent: no random numbers, no function of the system's, so that
//! the same samples give the same weights on every machine.
//!
//! - [`Multinomial`] · Which of many classes does a sample belong to?
//! - [`fit_binary`] · Does it belong to the one kind or the other?
//!
//! A crate of its own for one reason: nearly all time of compiling an index is spent in these loops, so that they alone
//! have to be optimised where the build step is compiled to be run once.

mod binary;
mod multinomial;

pub use binary::fit_binary;
pub use multinomial::{Multinomial, Sample};

/// The features a sample has, by number, each with its value; all others are 0.
pub type Features = Vec<(usize, f32)>;

/// e to a number of at most 0, near enough, and the same on every machine:
/// (1 + x/1024) to the 1024.
fn power_of_e(number: f32) -> f32 {
    let mut power = (1.0 + number / 1024.0).max(0.0);
    for _ in 0..10 {
        power *= power;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_to_the_power_is_near_enough() {
        for it in [0.0f32, -0.5, -2.0, -9.0] {
            assert!((power_of_e(it) - it.exp()).abs() < 0.002, "{it}");
        }
        assert_eq!(power_of_e(-2000.0), 0.0);
    }
}
