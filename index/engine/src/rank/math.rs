//! Logarithms and powers, to six digits: what ranking needs. Those of the
//! standard library are right to the last bit, by way of tables that would
//! travel to every phone, and differ between machines.

use std::f32::consts::{LN_2, LOG2_E, SQRT_2};

/// The natural logarithm of a positive number.
pub(crate) fn ln(number: f32) -> f32 {
    const EXPONENT_BITS: u32 = 0x7f80_0000;
    let bits = number.to_bits();
    let mut exponent = ((bits & EXPONENT_BITS) >> 23) as f32 - 127.0;
    let mut fraction = f32::from_bits(bits & !EXPONENT_BITS | 1.0f32.to_bits());
    if SQRT_2 < fraction {
        fraction *= 0.5;
        exponent += 1.0;
    }
    // ln x = 2 artanh((x − 1) / (x + 1)): near 1 a few terms are enough.
    let y = (fraction - 1.0) / (fraction + 1.0);
    let square = y * y;
    let series = [1.0 / 9.0, 1.0 / 7.0, 1.0 / 5.0, 1.0 / 3.0, 1.0];
    exponent * LN_2 + 2.0 * y * series.into_iter().fold(0.0, |sum, it| sum * square + it)
}

/// `base` to the `exponent`; 0 for what is not positive.
pub(crate) fn power(base: f32, exponent: f32) -> f32 {
    if base <= 0.0 { 0.0 } else { exp(ln(base) * exponent) }
}

/// e to the `number`, which is kept within what a number can hold.
pub(crate) fn exp(number: f32) -> f32 {
    const MOST: f32 = 126.0;
    let scaled = (number * LOG2_E).clamp(-MOST, MOST);
    let whole = (scaled + 126.5) as i32 - 126;
    let rest = (scaled - whole as f32) * LN_2;
    let series = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    f32::from_bits(((whole + 127) << 23) as u32) * series.into_iter().fold(0.0, |sum, it| sum * rest + it)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_near(got: f32, expected: f32) -> bool {
        (got - expected).abs() <= 2e-6 + expected.abs() * 5e-6
    }

    proptest! {
        #[test]
        fn powers_are_right_to_six_digits(base in 1e-6f32..1e6, exponent in 0.0f32..3.0) {
            prop_assert!(is_near(ln(base), base.ln()), "ln {}: {} {}", base, ln(base), base.ln());
            let (got, expected) = (power(base, exponent), base.powf(exponent));
            prop_assert!((got - expected).abs() <= expected * 5e-5, "{} {}: {} {}", base, exponent, got, expected);
        }
    }

    #[test]
    fn nothing_to_any_power_is_nothing() {
        assert_eq!((power(0.0, 0.2), power(-1.0, 1.5)), (0.0, 0.0));
        assert!(is_near(power(2.0, 0.5), SQRT_2) && ln(1.0) == 0.0);
    }
}
