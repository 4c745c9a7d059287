//! Numbers that look random and are the same on every machine: SplitMix64
//! (Steele, Lea, Flood: “Fast splittable pseudorandom number generators”, 2014).

/// A row of numbers; equal seeds give equal rows.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Begins the row of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// One of `num` indices; 0 if there are none.
    pub fn index(&mut self, num: usize) -> usize {
        (self.number() % num.max(1) as u64) as usize
    }

    /// About normal, mean 0 and deviation 1: the sum of twelve even ones.
    pub fn normal(&mut self) -> f32 {
        (0..12).map(|_| (self.number() >> 40) as f32 / (1_u32 << 24) as f32).sum::<f32>() - 6.0
    }

    /// Puts items into another order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.index(end + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_seeds_give_equal_rows() {
        let row = |seed| {
            std::iter::repeat_with({
                let mut it = Random::new(seed);
                move || it.number()
            })
            .take(5)
        };
        assert!(row(7).eq(row(7)) && row(7).ne(row(8)));
        let mut shuffled: Vec<usize> = (0..100).collect();
        Random::new(1).shuffle(&mut shuffled);
        assert!(!shuffled.is_sorted());
        shuffled.sort_unstable();
        assert!(shuffled.into_iter().eq(0..100));
    }

    #[test]
    fn normal_numbers_spread_as_they_should() {
        let mut random = Random::new(1);
        let numbers: Vec<f32> = (0..10_000).map(|_| random.normal()).collect();
        let mean = numbers.iter().sum::<f32>() / 1e4;
        let variance = numbers.iter().map(|it| (it - mean).powi(2)).sum::<f32>() / 1e4;
        assert!(mean.abs() < 0.05 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
    }
}
