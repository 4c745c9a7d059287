//! What every part of the page is written with: anchors, lines, the clauses of
//! a document. Escaping is the business of the templates' types.

use maud::{Markup, html};
use policy_engine::{Clause, Corpus};

/// The clauses of a document, in its order.
pub(super) fn clauses_of(corpus: &Corpus, document: usize) -> impl Iterator<Item = &Clause> {
    corpus.clauses.iter().filter(move |clause| usize::from(clause.document) == document)
}

/// Anchor of a document; clause ids begin with a year, so they cannot be equal.
pub(super) fn document_anchor(at: usize) -> String {
    format!("doc-{}", at + 1)
}

/// Text with its lines kept.
pub(super) fn lines(text: &str) -> Markup {
    html! {
        @for (at, line) in text.lines().enumerate() {
            @if at > 0 { br; }
            (line)
        }
    }
}
