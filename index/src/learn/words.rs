//! The questions' side: a question points where the sum of its words points.
//! No network, so that a search needs none.

use ndarray::{Array2, Axis};

use super::matrix::{Learned, through_unit_rows, to_unit_rows};

/// A row per word. The longer it is, the more the word counts in a question.
#[derive(Clone, Debug)]
pub struct Words {
    rows: Learned,
}

/// What [`Words::forward`] leaves for [`Words::back`].
pub struct Sums {
    /// A row per question, of length 1.
    pub units: Array2<f32>,
    lens: Vec<f32>,
}

impl Words {
    /// Rows to begin with.
    pub fn new(rows: Array2<f32>) -> Self {
        Self { rows: Learned::new(rows) }
    }

    /// The rows.
    pub fn rows(&self) -> &Array2<f32> {
        &self.rows.value
    }

    /// Where questions point, given by the indices of their words.
    pub fn forward(&self, questions: &[&[usize]]) -> Sums {
        let mut units = Array2::zeros((questions.len(), self.rows.value.ncols()));
        for (mut sum, words) in units.axis_iter_mut(Axis(0)).zip(questions) {
            words.iter().for_each(|it| sum += &self.rows.value.row(*it));
        }
        let lens = to_unit_rows(&mut units);
        Sums { units, lens }
    }

    /// Moves the rows of the words against the gradient of where their
    /// questions point.
    pub fn back(&mut self, questions: &[&[usize]], sums: &Sums, gradient: &Array2<f32>, rate: f32) {
        let gradient = through_unit_rows(&sums.units, &sums.lens, gradient);
        let mut touched: Vec<usize> = questions.iter().flat_map(|it| it.iter().copied()).collect();
        touched.sort_unstable();
        touched.dedup();
        let mut sums = Array2::zeros((touched.len(), gradient.ncols()));
        for (words, gradient) in questions.iter().zip(gradient.axis_iter(Axis(0))) {
            for word in *words {
                if let Ok(at) = touched.binary_search(word) {
                    let mut row = sums.row_mut(at);
                    row += &gradient;
                }
            }
        }
        self.rows.step_rows(&touched, &sums, rate);
    }
}
