//! Rows of unit length, and numbers that follow their gradient.

use ndarray::{Array2, ArrayViewMut1, Axis, Zip};

/// Divides every row by its length; the lengths.
pub fn to_unit_rows(rows: &mut Array2<f32>) -> Vec<f32> {
    let unit = |mut row: ArrayViewMut1<'_, f32>| {
        let len = row.dot(&row).sqrt().max(MIN_LEN);
        row.mapv_inplace(|it| it / len);
        len
    };
    rows.axis_iter_mut(Axis(0)).map(unit).collect()
}

/// The gradient before [`to_unit_rows`], from that after it: what would only
/// change the length falls away.
pub fn through_unit_rows(units: &Array2<f32>, lens: &[f32], gradient: &Array2<f32>) -> Array2<f32> {
    let mut before = gradient.clone();
    for ((mut row, unit), len) in before.axis_iter_mut(Axis(0)).zip(units.axis_iter(Axis(0))).zip(lens) {
        let along = row.dot(&unit);
        row.scaled_add(-along, &unit);
        row.mapv_inplace(|it| it / len);
    }
    before
}

const MIN_LEN: f32 = 1e-9;

/// Numbers that are learned, by Adam (Kingma, Ba 2015): each with the mean of
/// its gradient and of the gradient's square.
#[derive(Clone, Debug)]
pub struct Learned {
    /// The numbers.
    pub value: Array2<f32>,
    mean: Array2<f32>,
    square: Array2<f32>,
    num_steps: i32,
}

impl Learned {
    /// Numbers to begin with.
    pub fn new(value: Array2<f32>) -> Self {
        let zeros = Array2::zeros(value.dim());
        Self { value, mean: zeros.clone(), square: zeros, num_steps: 0 }
    }

    /// Moves all numbers against their gradient, by about `rate`.
    pub fn step(&mut self, gradient: &Array2<f32>, rate: f32) {
        let adam = self.next_step(rate);
        Zip::from(&mut self.value).and(&mut self.mean).and(&mut self.square).and(gradient).for_each(adam);
    }

    /// The same for some rows: `gradient` has one per index in `rows`.
    pub fn step_rows(&mut self, rows: &[usize], gradient: &Array2<f32>, rate: f32) {
        let adam = self.next_step(rate);
        for (at, gradient) in rows.iter().zip(gradient.axis_iter(Axis(0))) {
            let (value, mean) = (self.value.row_mut(*at), self.mean.row_mut(*at));
            Zip::from(value).and(mean).and(self.square.row_mut(*at)).and(gradient).for_each(&adam);
        }
    }

    fn next_step(&mut self, rate: f32) -> impl Fn(&mut f32, &mut f32, &mut f32, &f32) + use<> {
        self.num_steps = self.num_steps.saturating_add(1);
        let seen = |share: f32| 1.0 - share.powi(self.num_steps);
        let (of_mean, of_square) = (seen(MEAN), seen(SQUARE));
        move |value, mean, square, gradient| {
            *mean += (1.0 - MEAN) * (gradient - *mean);
            *square += (1.0 - SQUARE) * (gradient * gradient - *square);
            *value -= rate * (*mean / of_mean) / ((*square / of_square).sqrt() + 1e-8);
        }
    }
}

/// How much of the means each step keeps.
const MEAN: f32 = 0.9;
const SQUARE: f32 = 0.999;

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::arr2;

    #[test]
    fn learned_numbers_find_the_lowest_place() {
        let mut learned = Learned::new(arr2(&[[3.0, -2.0], [1.0, 1.0]]));
        for _ in 0..2_000 {
            let gradient = &learned.value - &arr2(&[[1.0, 1.0], [0.0, 0.0]]);
            let first = gradient.select(Axis(0), &[0]);
            learned.step_rows(&[0], &first, 0.01);
        }
        assert!((learned.value[[0, 0]] - 1.0).abs() < 0.01 && (learned.value[[0, 1]] - 1.0).abs() < 0.01);
        assert_eq!(learned.value.row(1).to_vec(), [1.0, 1.0]);
    }

    #[test]
    fn gradients_of_unit_rows_are_slopes() {
        let rows = arr2(&[[0.3_f32, -0.4, 1.2]]);
        let towards = arr2(&[[0.5_f32, 0.1, -0.7]]);
        let value = |rows: &Array2<f32>| {
            let mut units = rows.clone();
            to_unit_rows(&mut units);
            (&units * &towards).sum()
        };
        let mut units = rows.clone();
        let lens = to_unit_rows(&mut units);
        let gradient = through_unit_rows(&units, &lens, &towards);
        for at in 0..3 {
            let mut moved = rows.clone();
            moved[[0, at]] += 1e-2;
            let slope = (value(&moved) - value(&rows)) / 1e-2;
            assert!((slope - gradient[[0, at]]).abs() < 1e-2, "{slope} {gradient}");
        }
    }
}
