//! What words have to do with each other, learned from a large corpus. Words
//! of like clauses point in like directions of a space of few dimensions, so
//! that a question about 离婚 leans towards clauses about 夫妻 and 子女 that
//! lack the word (latent semantic analysis: Deerwester et al., *Indexing by
//! Latent Semantic Analysis*, 1990). `policy-index` learns; here directions
//! are added up and compared. Three documents teach nothing: their index has
//! none. Without the feature `latent`, as in the browser, whatever an index
//! has is passed over.

use crate::model::corpus::{ClauseId, Latent};
use crate::rank::math::power;

impl Latent {
    /// The sum of the directions of words, given by index and weight, of
    /// length 1; `None` if none of them was learned.
    pub(crate) fn direction(&self, words: impl Iterator<Item = (usize, f32)>) -> Option<Vec<f32>> {
        let mut sum = vec![0.0; self.num_dims];
        for (place, weight) in words {
            let row = row(&self.words, self.num_dims, place);
            let share = weight / len_of(row).max(1.0);
            sum.iter_mut().zip(row).for_each(|(sum, it)| *sum += share * f32::from(*it));
        }
        let len = power(sum.iter().map(|it| it * it).sum(), 0.5);
        sum.iter_mut().for_each(|it| *it /= len);
        (0.0 < len).then_some(sum)
    }

    /// Cosine between a direction of length 1 and that of a clause.
    pub(crate) fn proximity(&self, direction: &[f32], clause: ClauseId) -> f32 {
        let row = row(&self.clauses, self.num_dims, clause.0 as usize);
        let product: f32 = direction.iter().zip(row).map(|(a, b)| a * f32::from(*b)).sum();
        product / len_of(row).max(1.0)
    }
}

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
        Latent { num_dims: 2, words: vec![127, 0, 0, 127], clauses: vec![127, 0, 100, 100, 0, 0] }
    }

    #[test]
    fn directions_of_words_add_up_and_clauses_along_them_are_near() {
        let latent = latent();
        let first = latent.direction([(0, 3.0)].into_iter()).unwrap();
        let proximity: Vec<f32> = (0..4).map(|at| latent.proximity(&first, ClauseId(at))).collect();
        assert!((proximity[0] - 1.0).abs() < 1e-3 && (proximity[1] - 0.707).abs() < 1e-3, "{proximity:?}");
        assert_eq!(proximity[2..], [0.0, 0.0]);
        let both = latent.direction([(0, 1.0), (1, 1.0)].into_iter()).unwrap();
        assert!((latent.proximity(&both, ClauseId(1)) - 1.0).abs() < 1e-3);
        assert_eq!(latent.direction([(9, 1.0)].into_iter()), None);
        assert_eq!(Latent::default().direction([(0, 1.0)].into_iter()), None);
    }
}
