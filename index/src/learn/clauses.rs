//! The clauses' side: what is known of a clause, cut down to few dimensions
//! and bent a little, so that it lies where the questions point that it
//! answers.
//!
//! ```text
//! known (some hundred numbers) ── project + shift ──► few ──┬──────────────────────────► + ──► length 1
//!                                                           └─► widen ─► above 0 ─► narrow ┘
//! ```
//!
//! This runs when the index is made; only its results travel.

use ndarray::{Array2, Axis};

use super::matrix::{Learned, through_unit_rows, to_unit_rows};
use super::random::Random;

/// The numbers of the drawing above.
#[derive(Clone, Debug)]
pub struct Clauses {
    project: Learned,
    shift: Learned,
    widen: Learned,
    raise: Learned,
    narrow: Learned,
}

/// What [`Clauses::forward`] leaves for [`Clauses::back`].
pub struct Places {
    /// A row per clause, of length 1.
    pub units: Array2<f32>,
    lens: Vec<f32>,
    few: Array2<f32>,
    wide: Array2<f32>,
}

/// How many times the few dimensions are widened.
const WIDTH: usize = 4;

impl Clauses {
    /// Begins with a projection, and without bending.
    pub fn new(project: Array2<f32>, random: &mut Random) -> Self {
        let num_dims = project.ncols();
        let scale = 1.0 / (num_dims as f32).sqrt();
        let widen = Array2::from_shape_simple_fn((num_dims, WIDTH * num_dims), || random.normal() * scale);
        let zeros = |rows, columns| Learned::new(Array2::zeros((rows, columns)));
        Self {
            project: Learned::new(project),
            shift: zeros(1, num_dims),
            widen: Learned::new(widen),
            raise: zeros(1, WIDTH * num_dims),
            narrow: zeros(WIDTH * num_dims, num_dims),
        }
    }

    /// Where clauses lie, a row of `known` each.
    pub fn forward(&self, known: &Array2<f32>) -> Places {
        let few = known.dot(&self.project.value) + &self.shift.value;
        let wide = (few.dot(&self.widen.value) + &self.raise.value).mapv_into(|it| it.max(0.0));
        let mut units = wide.dot(&self.narrow.value) + &few;
        let lens = to_unit_rows(&mut units);
        Places { units, lens, few, wide }
    }

    /// Moves all numbers against the gradient of where the clauses lie.
    pub fn back(&mut self, known: &Array2<f32>, places: &Places, gradient: &Array2<f32>, rate: f32) {
        let sum = |it: &Array2<f32>| it.sum_axis(Axis(0)).insert_axis(Axis(0));
        let bent = through_unit_rows(&places.units, &places.lens, gradient);
        let mut wide = bent.dot(&self.narrow.value.t());
        wide.zip_mut_with(&places.wide, |it, above| *it *= f32::from(u8::from(0.0 < *above)));
        let few = &bent + &wide.dot(&self.widen.value.t());
        self.narrow.step(&places.wide.t().dot(&bent), rate);
        self.widen.step(&places.few.t().dot(&wide), rate);
        self.raise.step(&sum(&wide), rate);
        self.project.step(&known.t().dot(&few), rate);
        self.shift.step(&sum(&few), rate);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Axis;

    fn random(rows: usize, columns: usize, random: &mut Random) -> Array2<f32> {
        Array2::from_shape_simple_fn((rows, columns), || random.normal())
    }

    #[test]
    fn clauses_learn_to_lie_where_they_should() {
        let mut numbers = Random::new(3);
        let known = random(6, 12, &mut numbers);
        let mut targets = random(6, 4, &mut numbers);
        to_unit_rows(&mut targets);
        let mut clauses = Clauses::new(random(12, 4, &mut numbers), &mut numbers);
        let worst = |clauses: &Clauses| {
            let near = (clauses.forward(&known).units * &targets).sum_axis(Axis(1));
            near.iter().copied().fold(f32::INFINITY, f32::min)
        };
        let before = worst(&clauses);
        for _ in 0..400 {
            let places = clauses.forward(&known);
            clauses.back(&known, &places, &targets.mapv(|it| -it), 0.01);
        }
        let after = worst(&clauses);
        assert!(before < 0.5 && 0.99 < after, "{before} {after}");
    }
}
