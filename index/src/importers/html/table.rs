//! Tables: one row a line, cells parted by tabs. A cell over several rows is
//! repeated in each, as made; in the header it stays blank below, as is usual
//! in print. A cell over several columns is followed by blank ones; an amount
//! holds for each of them and is repeated.

use super::dom::{self, NodeRef};
use crate::importers::reading::{LineBuilder, ReadLine, holds_for_each_column};
use crate::structure::outline::pairs_from;

/// No table of a document is wider; a page that says so means something else.
const MAX_SPAN: usize = 60;
/// Longer cells are not repeated: the rows below would be drowned.
const MAX_REPEATED_CHARS: usize = 200;

/// Cells that reach into the rows below, one per column.
#[derive(Clone, Default)]
pub(crate) struct Reaching {
    /// How many more rows.
    rows: usize,
    /// What is repeated there.
    text: String,
}

/// Rows of this table, not of tables inside it.
pub(crate) fn rows_of(table: NodeRef) -> Vec<NodeRef> {
    let groups = table.children().filter(|it| dom::is(*it, &["thead", "tbody", "tfoot", "tr"]));
    let rows = groups.flat_map(|group| {
        if dom::is(group, &["tr"]) {
            vec![group]
        } else {
            group.children().filter(|it| dom::is(*it, &["tr"])).collect()
        }
    });
    rows.collect()
}

pub(crate) fn cells_of(row: NodeRef) -> Vec<NodeRef> {
    row.children().filter(|it| dom::is(*it, &["td", "th"])).collect()
}

/// One column, or tables within: it only places things on the page.
pub(crate) fn is_layout(table: NodeRef, rows: &[NodeRef]) -> bool {
    let is_nested = |it: &NodeRef| dom::is(*it, &["table"]) && it.id() != table.id();
    rows.iter().all(|row| cells_of(*row).len() <= 1) || table.descendants().any(|it| is_nested(&it))
}

/// Rows over the whole table that are its caption. Where several such rows part a table of labels and values, the
/// first is the name of the first part: 基本信息, 办理信息.
pub(super) fn num_captions(rows: &[NodeRef]) -> usize {
    let is_single = |row: &NodeRef| cells_of(*row).len() == 1;
    let num_captions = rows.iter().take_while(|it| is_single(it)).count();
    let rest = &rows[num_captions..];
    let heads = |pair: &[NodeRef]| is_single(&pair[0]) && !is_single(&pair[1]);
    let words =
        |cell: NodeRef| cell.descendants().filter_map(|it| it.value().as_text().map(|it| it.to_string())).collect();
    let cells: Vec<Vec<String>> =
        rest.iter().filter(|it| !is_single(it)).map(|row| cells_of(*row).into_iter().map(words).collect()).collect();
    let are_pairs = || pairs_from(&cells.iter().map(Vec::as_slice).collect::<Vec<_>>()).is_some();
    let is_parted = num_captions > 0 && rest.windows(2).any(heads) && are_pairs();
    num_captions - usize::from(is_parted)
}

/// A header of two rows has a cell over both and a cell over columns. Where only the first cell reaches down, it names
/// a group of rows, and there is no header.
pub(crate) fn header_rows(rows: &[NodeRef]) -> usize {
    let cells = rows.first().map(|row| cells_of(*row)).unwrap_or_default();
    let reaches_down = |cell: &NodeRef| 1 < span(*cell, "rowspan");
    let is_parted = cells.iter().any(|cell| span(*cell, "colspan") > 1);
    if 1 < cells.len() && !is_parted && cells.iter().enumerate().all(|(at, cell)| reaches_down(cell) == (at == 0)) {
        return 0;
    }
    let deepest = cells.iter().map(|cell| span(*cell, "rowspan")).max().unwrap_or(1);
    if is_parted && deepest > 1 { deepest } else { 1 }
}

pub(crate) fn span(cell: NodeRef, name: &str) -> usize {
    let value = cell.value().as_element().and_then(|it| it.attr(name)).and_then(|it| it.trim().parse().ok());
    value.unwrap_or(1).clamp(1, MAX_SPAN)
}

/// Puts cells at their columns.
#[derive(Default)]
pub(crate) struct Grid {
    reaching: Vec<Reaching>,
}

impl Grid {
    /// The line of a row, from its cells with their spans over columns and rows.
    pub(crate) fn row(&mut self, cells: Vec<(ReadLine, usize, usize)>, is_header: bool) -> ReadLine {
        let mut line = LineBuilder::default();
        let mut column = 0;
        for (cell, columns, rows) in cells {
            column = self.skip_reaching(&mut line, column);
            begin_cell(&mut line, column);
            line.append(&cell);
            let text =
                if is_header || cell.text.chars().count() > MAX_REPEATED_CHARS { String::new() } else { cell.text };
            let is_repeated = !is_header && 0 < column && holds_for_each_column(&text);
            for at in column..column + columns {
                if at > column {
                    begin_cell(&mut line, at);
                }
                let shown = if at == column || is_repeated { text.as_str() } else { "" };
                if at > column {
                    line.push_made(shown);
                }
                self.reach(at, rows - 1, shown.to_owned());
            }
            column += columns;
        }
        self.skip_reaching(&mut line, column);
        line.line()
    }

    fn reach(&mut self, column: usize, rows: usize, text: String) {
        if self.reaching.len() <= column {
            self.reaching.resize(column + 1, Reaching::default());
        }
        self.reaching[column] = Reaching { rows, text };
    }

    /// Repeats the cells that reach down to this row, up to the next free column.
    fn skip_reaching(&mut self, line: &mut LineBuilder, mut column: usize) -> usize {
        while let Some(reaching) = self.reaching.get_mut(column).filter(|it| it.rows > 0) {
            reaching.rows -= 1;
            begin_cell(line, column);
            if !reaching.text.is_empty() {
                line.push_made(&reaching.text);
            }
            column += 1;
        }
        column
    }
}

fn begin_cell(line: &mut LineBuilder, column: usize) {
    if column > 0 {
        line.push('\t');
    }
}
