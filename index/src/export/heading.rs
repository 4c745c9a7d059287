//! Which headings are new at a clause, and their anchors.

use policy_engine::{Clause, Corpus, HeadingId};

/// A heading where it is printed.
pub(super) struct PrintedHeading<'a> {
    /// Its node in the tree.
    pub id: HeadingId,
    /// Headings above it.
    pub depth: usize,
    /// What links lead to: named after the first clause below it and the
    /// depth, which no clause id looks like.
    pub anchor: String,
    /// Its words.
    pub text: &'a str,
}

/// Walks through the headings of a document beside its clauses.
#[derive(Default)]
pub(super) struct Headings {
    /// The first one that was not printed yet.
    next: u32,
}

impl Headings {
    /// The headings up to a clause that were not printed yet, in their order.
    pub(super) fn up_to<'a>(&mut self, corpus: &'a Corpus, clause: &Clause) -> Vec<PrintedHeading<'a>> {
        let end = clause.heading.map_or(0, |it| it.0 + 1);
        let printed = |id: HeadingId| {
            let heading = corpus.heading(id);
            let depth = corpus.ancestors(heading.parent).filter(|(_, it)| !it.text.is_empty()).count();
            let anchor = format!("s-{}-{}", clause.id, depth + 1);
            let is_shown = heading.document == clause.document && !heading.text.is_empty();
            is_shown.then_some(PrintedHeading { id, depth, anchor, text: &heading.text })
        };
        let new = (self.next..end).map(HeadingId).filter_map(printed).collect();
        self.next = self.next.max(end);
        new
    }
}
