//! Where sections and documents begin among the clauses.

use crate::model::corpus::Clause;

/// Derived when opening. Both lists are ascending, start with 0 and end with
/// the number of clauses.
pub(crate) struct Boundaries {
    /// Where the clauses under one heading begin.
    pub sections: Vec<u32>,
    /// Where the clauses of one document begin.
    pub documents: Vec<u32>,
}

impl Boundaries {
    /// Costs time in the clauses.
    pub(crate) fn new(clauses: &[Clause]) -> Self {
        let documents = bounds(clauses, |a, b| a.document == b.document);
        let sections = bounds(clauses, |a, b| a.document == b.document && a.heading == b.heading);
        Self { sections, documents }
    }
}

fn bounds(clauses: &[Clause], together: impl Fn(&Clause, &Clause) -> bool) -> Vec<u32> {
    let pairs = (1u32..).zip(clauses.windows(2));
    let breaks = pairs.filter(|it| !together(&it.1[0], &it.1[1])).map(|it| it.0);
    let mut bounds: Vec<u32> = std::iter::once(0).chain(breaks).collect();
    bounds.push(clauses.len() as u32);
    bounds
}
