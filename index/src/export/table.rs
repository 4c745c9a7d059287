//! Rows of a printed table: a real table, its columns labelled.

use maud::{Markup, html};
use policy_engine::{Clause, Corpus, HeadingId};

use super::heading::PrintedHeading;

/// A row and the parts of the table that begin with it.
pub(super) struct Row<'a> {
    /// The clause.
    pub clause: &'a Clause,
    /// Headings inside the table that are new here.
    pub parts: Vec<PrintedHeading<'a>>,
}

/// A table whose rows carry the anchors of their clauses.
pub(super) fn table(corpus: &Corpus, id: HeadingId, rows: &[Row]) -> Markup {
    let labels = &corpus.heading(id).columns;
    html! {
        div.policies__wide {
            table {
                thead { tr { @for label in labels { th scope="col" { (label) } } } }
                "\n"
                tbody {
                    @for row in rows {
                        @for part in row.parts.iter().filter(|it| !is_named(row.clause, it.text)) {
                            tr { th colspan=(labels.len()) scope="colgroup" id=(part.anchor) { (part.text) } }
                        }
                        (cells(row.clause)) "\n"
                    }
                }
            }
        }
    }
}

/// Whether a cell says the words already.
fn is_named(row: &Clause, words: &str) -> bool {
    row.cells.iter().any(|it| row.text[it.clone()].trim() == words)
}

/// The cell that names the row leads to where it can be shared and asked about.
fn cells(row: &Clause) -> Markup {
    let cells = || row.cells.iter().map(|it| &row.text[it.clone()]);
    let naming = cells().position(|it| !row.title.is_empty() && it.contains(&row.title));
    html! {
        tr id=(row.id) {
            @for (at, cell) in cells().enumerate() {
                td {
                    @if naming == Some(at) { a href={ "index.html#id=" (row.id) } { (cell) } } @else { (cell) }
                }
            }
        }
    }
}
