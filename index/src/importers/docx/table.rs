//! Tables of Word: one row a line, merged cells as in web pages.

use super::xml::Element;

/// Longer cells are not repeated: the rows below would be drowned.
pub(super) const MAX_REPEATED_CHARS: usize = 200;
/// No table of a document is wider.
pub(super) const MAX_SPAN: usize = 60;

/// Rows or cells, also those within content controls.
pub(super) fn parts<'a>(element: &'a Element, name: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    for child in element.elements() {
        match child.name.as_str() {
            it if it == name => found.push(child),
            "sdt" | "sdtContent" | "ins" | "customXml" => found.extend(parts(child, name)),
            _ => {}
        }
    }
    found
}

/// `restart` begins a cell over several rows, anything else goes on with it.
pub(super) fn merge(cell: &Element) -> Option<&str> {
    cell.at(&["tcPr", "vMerge"]).map(|it| it.attr("val").unwrap_or("continue"))
}

pub(super) fn span(cell: &Element) -> usize {
    let value = cell.child("tcPr").and_then(|it| it.value("gridSpan")).and_then(|it| it.parse().ok());
    value.unwrap_or(1).clamp(1, MAX_SPAN)
}

/// A header of two rows has a cell over both and a cell over columns.
pub(super) fn header_rows(rows: &[&Element], cells: &[Vec<&Element>]) -> usize {
    let marked = rows.iter().take_while(|row| row.child("trPr").is_some_and(|it| it.is_on("tblHeader"))).count();
    let Some(first) = cells.first() else { return 0 };
    let is_parted = first.iter().any(|cell| span(cell) > 1);
    let Some(merged) = first.iter().position(|cell| merge(cell) == Some("restart")).filter(|_| is_parted) else {
        return marked.max(1);
    };
    let column: usize = first[..merged].iter().map(|it| span(it)).sum();
    let goes_on = |row: &&Vec<&Element>| {
        let mut at = 0;
        row.iter().any(|cell| {
            let is_here = at == column;
            at += span(cell);
            is_here && merge(cell).is_some_and(|it| it != "restart")
        })
    };
    marked.max(1 + cells.iter().skip(1).take_while(goes_on).count())
}
