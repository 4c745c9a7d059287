//! Tables of Word: one row a line, merged cells as in web pages.

use std::collections::HashMap;

use super::body::Body;
use super::xml::Element;
use crate::importers::reading::{ReadLine, Refusal, count, one_cell};

/// Longer cells are not repeated: the rows below would be drowned.
const MAX_REPEATED_CHARS: usize = 200;
/// No table of a document is wider.
const MAX_SPAN: usize = 60;

/// Reads a table into lines.
pub fn read(body: &mut Body, table: &Element) -> Result<(), Refusal> {
    body.num_tables += 1;
    let rows = parts(table, "tr");
    let cells: Vec<Vec<&Element>> = rows.iter().map(|row| parts(row, "tc")).collect();
    // What spans the whole table above its header is its caption; a table of one column is none.
    let num_captions = cells.iter().take_while(|it| it.len() <= 1).count();
    let num_header_rows = num_captions + header_rows(&rows[num_captions..], &cells[num_captions..]);
    let place = body.num_tables;
    let mut above: HashMap<usize, String> = HashMap::new();
    for (at, (row, cells)) in rows.iter().zip(&cells).enumerate() {
        if row.child("trPr").is_some_and(|it| it.child("del").is_some()) {
            body.deleted(row);
        } else if at < num_captions {
            cells.iter().try_for_each(|cell| body.blocks(cell))?;
        } else {
            let mut line = row_line(body, row, cells, &mut above, at < num_header_rows)?;
            line.place = format!("表{place}第{}行", at + 1);
            // A row of nothing but repeated cells is an empty one.
            if count(&line.text) > line.num_made() {
                body.reading.lines.push(line);
            }
        }
    }
    Ok(())
}

/// Rows or cells, also those within content controls.
fn parts<'a>(element: &'a Element, name: &str) -> Vec<&'a Element> {
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

fn row_line(
    body: &mut Body,
    row: &Element,
    cells: &[&Element],
    above: &mut HashMap<usize, String>,
    is_header: bool,
) -> Result<ReadLine, Refusal> {
    let mut line = ReadLine::default();
    let before = row.child("trPr").and_then(|it| it.value("gridBefore")).and_then(|it| it.parse().ok());
    let mut column = before.unwrap_or(0_usize).min(MAX_SPAN);
    line.text.push_str(&"\t".repeat(column));
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.text.push('\t');
        }
        let words = cell_line(body, cell)?;
        match merge(cell) {
            Some("restart") => {
                let is_repeated = !is_header && words.text.chars().count() <= MAX_REPEATED_CHARS;
                above.insert(column, if is_repeated { words.text.clone() } else { String::new() });
            }
            Some(_) if !is_header => line.push_made(above.get(&column).map_or("", String::as_str)),
            Some(_) => {}
            None => drop(above.remove(&column)),
        }
        line.append(&words);
        let span = span(cell);
        line.text.push_str(&"\t".repeat(span - 1));
        column += span;
    }
    Ok(line)
}

/// The lines of a cell as one.
fn cell_line(body: &mut Body, cell: &Element) -> Result<ReadLine, Refusal> {
    let outer = std::mem::take(&mut body.reading.lines);
    let read = body.blocks(cell);
    body.end();
    let inner = std::mem::replace(&mut body.reading.lines, outer);
    read.map(|()| one_cell(inner))
}

/// `restart` begins a cell over several rows, anything else goes on with it.
fn merge(cell: &Element) -> Option<&str> {
    cell.at(&["tcPr", "vMerge"]).map(|it| it.attr("val").unwrap_or("continue"))
}

fn span(cell: &Element) -> usize {
    let value = cell.child("tcPr").and_then(|it| it.value("gridSpan")).and_then(|it| it.parse().ok());
    value.unwrap_or(1).clamp(1, MAX_SPAN)
}

/// A header of two rows has a cell over both and a cell over columns.
fn header_rows(rows: &[&Element], cells: &[Vec<&Element>]) -> usize {
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
