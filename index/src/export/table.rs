//! Rows of a printed table. Its header is a heading with tabs in it; the cells of
//! header and rows are separated by tabs, and what comes below the header in a
//! path names a part of the table.

use policy_engine::{Clause, ClauseForm};

use super::heading::Heading;
use super::markup::{escape, push};

/// A row and the parts of the table that begin with it.
pub struct Row<'a> {
    /// The clause.
    pub clause: &'a Clause,
    /// Headings below the header that are new here.
    pub parts: Vec<Heading<'a>>,
}

/// Whether a heading is the header of a table.
pub fn is_header(heading: &str) -> bool {
    heading.contains('\t')
}

/// Depth of the headings below the header of a row; `None` for
/// anything that is not a row of such a table.
pub fn part_depth(clause: &Clause) -> Option<usize> {
    let header = clause.path.iter().rposition(|it| is_header(it))?;
    (clause.form == ClauseForm::Row).then_some(header + 1)
}

/// Both are rows under the same header, which ends at `depth`.
pub fn is_same_table(first: &Clause, next: &Clause, depth: usize) -> bool {
    part_depth(next) == Some(depth) && next.path[..depth] == first.path[..depth]
}

/// A table whose rows carry the anchors of their clauses.
pub fn table(out: &mut String, header: &str, rows: &[Row]) {
    out.push_str("<div class=\"policies__wide\"><table>\n<thead><tr>");
    for cell in header.split('\t') {
        push(out, &["<th scope=\"col\">", &escape(cell), "</th>"]);
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    let columns = header.split('\t').count().to_string();
    for row in rows {
        for part in row.parts.iter().filter(|part| !row.clause.text.split('\t').any(|cell| cell.trim() == part.text)) {
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
    for cell in row.text.split('\t') {
        let names = !is_named && !row.title.is_empty() && cell.contains(&row.title);
        is_named |= names;
        match names {
            true => push(out, &["<td><a href=\"index.html#id=", &id, "\">", &escape(cell), "</a></td>"]),
            false => push(out, &["<td>", &escape(cell), "</td>"]),
        }
    }
    out.push_str("</tr>\n");
}
