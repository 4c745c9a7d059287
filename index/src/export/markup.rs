//! What every part of the page is written with: escaped text, anchors, the
//! clauses of a document.

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
pub(super) fn lines(text: &str) -> String {
    text.lines().map(escape).collect::<Vec<_>>().join("<br>\n")
}

/// Text for HTML, in elements and in attributes.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub(super) fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}
