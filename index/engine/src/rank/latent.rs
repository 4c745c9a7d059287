//! What words have to do with each other, learned when the index was made.
//! Words point in directions of a space of few dimensions, clauses too, so
//! that a question about 离婚 leans towards clauses about 夫妻 and 子女 that
//! lack the word: from like clauses (latent semantic analysis: Deerwester et
//! al., *Indexing by Latent Semantic Analysis*, 1990), or from questions and
//! the clauses that answer them (`policy-index learn`). Here directions are
//! added up and compared, nothing is learned. Three documents teach nothing:
//! their index has none. Without the feature `latent`, as in the browser,
//! whatever an index has is passed over.

use crate::model::corpus::Latent;
use crate::rank::math::power;

impl Latent {
    /// Adds to scores what clauses earn by where they lie: at most `weight`
    /// times `weight_percent` of the best score. The nearest earn it although
    /// they have none.
    pub(crate) fn lean(&self, scores: &mut [f32], words: impl Iterator<Item = usize>, weight: f32) {
        let Some(direction) = self.direction(words) else { return };
        let proximities = self.proximities(&direction);
        let least = nearest(&proximities, NUM_NEAREST);
        let best = scores.iter().copied().fold(0.0, f32::max);
        let most = weight * f32::from(self.weight_percent) / 100.0 * best;
        for (score, proximity) in scores.iter_mut().zip(proximities) {
            if 0.0 < *score || least <= proximity {
                *score += most * proximity.max(0.0);
            }
        }
    }

    /// The sum of the rows of words, given by index, of length 1; `None` if
    /// none of them was learned.
    fn direction(&self, words: impl Iterator<Item = usize>) -> Option<Vec<f32>> {
        let mut sum = vec![0.0; self.num_dims];
        for place in words {
            sum.iter_mut().zip(row(&self.words, self.num_dims, place)).for_each(|(sum, it)| *sum += f32::from(*it));
        }
        let len = power(sum.iter().map(|it| it * it).sum(), 0.5);
        sum.iter_mut().for_each(|it| *it /= len);
        (0.0 < len).then_some(sum)
    }

    /// Per clause the cosine between its row and a direction of length 1.
    /// Costs time in the rows.
    fn proximities(&self, direction: &[f32]) -> Vec<f32> {
        let proximity = |row: &[i8]| {
            let product: f32 = direction.iter().zip(row).map(|(a, b)| a * f32::from(*b)).sum();
            product / len_of(row).max(1.0)
        };
        self.clauses.chunks_exact(self.num_dims.max(1)).map(proximity).collect()
    }
}

/// The proximity from which on a clause is among so many nearest.
fn nearest(proximities: &[f32], num: usize) -> f32 {
    let mut sorted = proximities.to_vec();
    let Some(last) = num.min(sorted.len()).checked_sub(1) else { return f32::INFINITY };
    *sorted.select_nth_unstable_by(last, |a, b| b.total_cmp(a)).1
}

/// Clauses that become candidates by where they lie alone.
const NUM_NEAREST: usize = 200;

/// Out of bounds is no row, and no row points nowhere.
fn row(rows: &[i8], num_dims: usize, place: usize) -> &[i8] {
    rows.chunks_exact(num_dims.max(1)).nth(place).unwrap_or_default()
}

fn len_of(row: &[i8]) -> f32 {
    let squares: i32 = row.iter().map(|it| i32::from(*it) * i32::from(*it)).sum();
    power(squares as f32, 0.5)
}

#[cfg(all(test, feature = "latent"))]
mod tests {
    use super::*;

    fn latent() -> Latent {
        let (words, clauses) = (vec![127, 0, 0, 127, 0, 3], vec![127, 0, 100, 100, 0, 0]);
        Latent { num_dims: 2, weight_percent: 50, words, clauses }
    }

    #[test]
    fn rows_of_words_add_up_and_clauses_along_them_are_near() {
        let latent = latent();
        let first = latent.direction([0].into_iter()).unwrap();
        let proximities = latent.proximities(&first);
        assert!((proximities[0] - 1.0).abs() < 1e-3 && (proximities[1] - 0.707).abs() < 1e-3, "{proximities:?}");
        assert_eq!(proximities[2..], [0.0]);
        let both = latent.direction([0, 1].into_iter()).unwrap();
        assert!((latent.proximities(&both)[1] - 1.0).abs() < 1e-3);
        assert_eq!(latent.direction([9].into_iter()), None);
        assert_eq!(Latent::default().direction([0].into_iter()), None);
    }

    #[test]
    fn the_nearest_earn_something_although_they_have_nothing() {
        let mut scores = [0.0, 2.0, 0.0];
        latent().lean(&mut scores, [0].into_iter(), 1.0);
        assert!((scores[0] - 1.0).abs() < 1e-2 && (scores[1] - 2.707).abs() < 1e-2, "{scores:?}");
        assert_eq!(scores[2], 0.0);
    }

    #[test]
    fn a_short_row_counts_little() {
        let latent = latent();
        let direction = latent.direction([0, 2].into_iter()).unwrap();
        assert!(0.99 < latent.proximities(&direction)[0], "{direction:?}");
    }
}
