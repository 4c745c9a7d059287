//! What a clause gains from its surroundings. Statutes and gazettes say in a
//! heading, or once at the start, what a whole section is about; a clause
//! among others that fit the question fits it better than one that shares
//! its words by chance.

use crate::index::boundaries::Boundaries;
use crate::rank::weights::Weights;

/// Adds to every clause that earned something a share of what the best of
/// its section and of its document earned. Costs time in the clauses.
pub(crate) fn lend_to_neighbours(boundaries: &Boundaries, earned: &[f32], weights: &Weights) -> Vec<f32> {
    let mut scores = earned.to_vec();
    lend(&boundaries.sections, weights.section, earned, &mut scores);
    lend(&boundaries.documents, weights.document, earned, &mut scores);
    scores
}

fn lend(bounds: &[u32], share: f32, earned: &[f32], scores: &mut [f32]) {
    for it in bounds.windows(2) {
        let group = it[0] as usize..it[1] as usize;
        let more = share * mean_of_best(&earned[group.clone()]);
        let gaining = scores[group].iter_mut().filter(|it| 0.0 < **it);
        gaining.for_each(|it| *it += more);
    }
}

/// Clauses of a group that speak for it. A group with fewer gives less: one
/// clause is no surroundings.
const NUM_BEST: usize = 4;

fn mean_of_best(earned: &[f32]) -> f32 {
    let mut best = [0.0f32; NUM_BEST];
    for it in earned {
        if best[NUM_BEST - 1] < *it {
            let at = best.partition_point(|other| it <= other);
            best[at..].rotate_right(1);
            best[at] = *it;
        }
    }
    best.iter().sum::<f32>() / NUM_BEST as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::corpus::Clause;
    use crate::model::heading::HeadingId;

    fn clause(document: u16, heading: u32) -> Clause {
        Clause { document, heading: Some(HeadingId(heading)), ..Clause::default() }
    }

    #[test]
    fn a_clause_among_others_that_fit_gains_more_than_a_lone_one() {
        let clauses = [clause(0, 0), clause(0, 0), clause(0, 0), clause(0, 1), clause(1, 2)];
        let weights = Weights { section: 0.5, document: 0.0, ..Weights::default() };
        let scores = lend_to_neighbours(&Boundaries::new(&clauses), &[4.0, 2.0, 0.0, 4.0, 4.0], &weights);
        assert_eq!(scores, [4.75, 2.75, 0.0, 4.5, 4.5]);
    }

    #[test]
    fn the_best_speak_for_a_group_in_any_order() {
        assert_eq!(mean_of_best(&[1.0, 8.0, 0.0, 4.0, 2.0, 2.0]), 4.0);
        assert_eq!(mean_of_best(&[]), 0.0);
    }
}
