//! Rows of a printed table. Its header is the innermost heading with tabs in
//! it; the cells of header and rows are separated by tabs.

use policy_engine::{Clause, ClauseForm};

use super::{escape, push};

/// Whether a heading is the header of a table.
pub fn is_header(heading: &str) -> bool {
    heading.contains('\t')
}

/// The header a row stands under; `None` for anything that is not a row of such a
/// table.
pub fn header_of(clause: &Clause) -> Option<&str> {
    let header = clause.path.iter().rev().find(|it| is_header(it))?;
    (clause.form == ClauseForm::Row).then_some(header.as_str())
}

/// A table whose rows carry the anchors of their clauses.
pub fn table(out: &mut String, header: &str, rows: &[&Clause]) {
    out.push_str("<div class=\"policies__wide\"><table>\n<thead><tr>");
    for cell in header.split('\t') {
        push(out, &["<th scope=\"col\">", &escape(cell), "</th>"]);
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        push(out, &["<tr id=\"", &escape(&row.id), "\">"]);
        for cell in row.text.split('\t') {
            push(out, &["<td>", &escape(cell), "</td>"]);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}
