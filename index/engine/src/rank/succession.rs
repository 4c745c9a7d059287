//! A clause of a document that was repealed or printed anew ranks behind what
//! took its place. What only expired has no successor and stays where it is.

use crate::index::index::Index;
use crate::model::corpus::Corpus;
use crate::model::day::Day;
use crate::rank::candidate::Candidate;
use crate::rank::weights::Weights;

/// Puts candidates, best first, behind the best one of the document that ended
/// theirs by `today`. Where that document is no answer it changes nothing:
/// then the old words are all there is, and say themselves that they are over.
/// Costs time in the candidates.
pub(crate) fn put_behind_successors(index: &Index, today: Day, weights: &Weights, candidates: &mut [Candidate]) {
    let corpus = index.corpus();
    let place = |it: &Candidate| index.clause(it.clause).document;
    let mut is_changed = false;
    for at in 0..candidates.len() {
        let successors = successors(corpus, place(&candidates[at]), today);
        if successors.is_empty() {
            continue;
        }
        let is_better = |it: &&Candidate| {
            it.is_worth_showing && it.is_literal >= candidates[at].is_literal && successors.contains(&place(it))
        };
        let Some(best) = candidates.iter().find(is_better).map(|it| it.score) else { continue };
        let old = &mut candidates[at];
        old.score = (old.score * weights.superseded).min(best.next_down());
        is_changed = true;
    }
    if is_changed {
        candidates.sort_unstable_by(Candidate::order);
    }
}

/// The documents that took the place of one by a day, and of those in turn;
/// empty for almost all.
fn successors(corpus: &Corpus, document: u16, today: Day) -> Vec<u16> {
    let mut found: Vec<u16> = Vec::new();
    let mut last = document;
    while let Some(later) = corpus.documents[usize::from(last)].later(today).filter(|it| it.change.ends()) {
        // Documents that end each other would never end.
        let Some(next) = later.document.filter(|it| *it != document && !found.contains(it)) else { break };
        found.push(next);
        last = next;
    }
    found
}
