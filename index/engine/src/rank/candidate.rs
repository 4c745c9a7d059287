//! A clause that may become a hit, with its score.

use std::cmp::Ordering;

use crate::model::corpus::ClauseId;
use crate::query::match_kind::MatchKind;

/// A clause with its score.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub clause: ClauseId,
    pub score: f32,
    /// Whether the clause holds the whole input as typed.
    pub is_literal: bool,
    /// Share of the query's weight that the clause expresses, 0 to 1.
    pub coverage: f32,
    /// Of it, what only the questions people ask hold.
    pub asked: f32,
    pub is_worth_showing: bool,
    pub why: MatchKinds,
}

impl Candidate {
    /// Best first: whole inputs before all others, then by score, then by
    /// the order of the documents.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let literal_first = other.is_literal.cmp(&self.is_literal);
        literal_first.then(other.score.total_cmp(&self.score)).then(self.clause.cmp(&other.clause))
    }
}

/// A set of reasons, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MatchKinds(u8);

impl MatchKinds {
    const ALL: [MatchKind; 7] = [
        MatchKind::Literal,
        MatchKind::Synonym,
        MatchKind::Pinyin,
        MatchKind::Homophone,
        MatchKind::Typo,
        MatchKind::Plain,
        MatchKind::Question,
    ];

    pub(crate) fn insert(&mut self, why: MatchKind) {
        self.0 |= 1 << why as u8;
    }

    pub(crate) fn list(self) -> Vec<MatchKind> {
        Self::ALL.into_iter().filter(|it| self.0 & 1 << *it as u8 != 0).collect()
    }
}
