//! Rows of a printed table: a real table, its columns labelled.

use policy_engine::{Clause, Corpus, HeadingId};

use super::heading::PrintedHeading;
use super::markup::{escape, push};

/// A row and the parts of the table that begin with it.
pub struct Row<'a> {
    /// The clause.
    pub clause: &'a Clause,
    /// Headings inside the table that are new here.
    pub parts: Vec<PrintedHeading<'a>>,
}

/// A table whose rows carry the anchors of their clauses.
pub fn table(out: &mut String, corpus: &Corpus, id: HeadingId, rows: &[Row]) {
    let labels = &corpus.heading(id).columns;
    out.push_str("<div class=\"policies__wide\"><table>\n<thead><tr>");
    for label in labels {
        push(out, &["<th scope=\"col\">", &escape(label), "</th>"]);
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    let columns = labels.len().to_string();
    for row in rows {
        let is_named = |text: &str| row.clause.cells.iter().any(|it| row.clause.text[it.clone()].trim() == text);
        for part in row.parts.iter().filter(|part| !is_named(part.text)) {
            push(out, &["<tr><th colspan=\"", &columns, "\" scope=\"colgroup\" id=\"", &escape(&part.anchor), "\">"]);
            push(out, &[&escape(part.text), "</th></tr>\n"]);
        }
        cells(out, row.clause);
    }
    out.push_str("</tbody>\n</table></div>\n");
}

/// The cell that names the row leads to where it can be shared and asked about.
fn cells(out: &mut String, row: &Clause) {
    let id = escape(&row.id);
    push(out, &["<tr id=\"", &id, "\">"]);
    let mut is_named = false;
    for cell in row.cells.iter().map(|it| &row.text[it.clone()]) {
        let names = !is_named && !row.title.is_empty() && cell.contains(&row.title);
        is_named |= names;
        match names {
            true => push(out, &["<td><a href=\"index.html#id=", &id, "\">", &escape(cell), "</a></td>"]),
            false => push(out, &["<td>", &escape(cell), "</td>"]),
        }
    }
    out.push_str("</tr>\n");
}
