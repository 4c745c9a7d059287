//! Of two versions of a document the one that counts today ranks first: a clause
//! of what was repealed or printed anew behind what took its place, a clause of
//! what is not yet in force behind what it will end. What only expired has no
//! successor and stays where it is.

use crate::index::index::Index;
use crate::model::corpus::Corpus;
use crate::model::day::Day;
use crate::model::terms::Later;
use crate::model::validity::State;
use crate::rank::candidate::Candidate;
use crate::rank::weights::Weights;

/// Puts candidates, best first, behind the best one of the version that counts
/// today in place of theirs. Where that version is no answer it changes
/// nothing: then these words are all there is, and say themselves how far they
/// are in force. Costs time in the candidates.
pub(crate) fn put_behind_successors(index: &Index, today: Day, weights: &Weights, candidates: &mut [Candidate]) {
    let corpus = index.corpus();
    let place = |it: &Candidate| index.clause(it.clause).document;
    let mut is_changed = false;
    for at in 0..candidates.len() {
        let document = place(&candidates[at]);
        let mut counting = successors(corpus, document, today);
        if corpus.documents[usize::from(document)].state(today) == State::NotYet {
            counting.extend(predecessors(corpus, document, today));
        }
        if counting.is_empty() {
            continue;
        }
        let is_better = |it: &&Candidate| {
            it.is_worth_showing && it.is_literal >= candidates[at].is_literal && counting.contains(&place(it))
        };
        let Some(best) = candidates.iter().find(is_better).map(|it| it.score) else { continue };
        let other = &mut candidates[at];
        other.score = (other.score * weights.superseded).min(best.next_down());
        is_changed = true;
    }
    if is_changed {
        candidates.sort_unstable_by(Candidate::order);
    }
}

/// What a document will end on a later day.
fn predecessors(corpus: &Corpus, document: u16, today: Day) -> impl Iterator<Item = u16> + '_ {
    let is_ended = move |it: &Later| it.change.ends() && it.document == Some(document) && it.from > Some(today);
    (0..).zip(&corpus.documents).filter(move |(_, it)| it.terms.later.iter().any(is_ended)).map(|(place, _)| place)
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
