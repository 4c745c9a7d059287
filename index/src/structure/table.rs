//! What the cells of a table's rows say: which column groups the rows, which names
//! them, and whether a row is a heading.

use crate::structure::paragraphs::{Block, Shape};
use crate::structure::typography::compact;

/// The column, first or second, that only the first row of each group fills,
/// the first row of all included; one of mere numbers names nothing.
pub(super) fn group_column(rows: &[Block]) -> Option<usize> {
    let rows = rows.iter().take_while(|next| next.shape == Shape::Row).filter(|row| only_cell(&row.cells).is_none());
    let cells: Vec<Vec<&str>> = rows.map(|row| row.cells.iter().map(|it| it.trim()).take(2).collect()).collect();
    let is_empty = |at: usize| move |row: &Vec<&str>| row.get(at).is_some_and(|cell| cell.is_empty());
    let is_word =
        |at: usize| move |row: &Vec<&str>| row.get(at).is_some_and(|cell| cell.chars().any(char::is_alphabetic));
    (0..2).find(|&at| cells.iter().any(is_empty(at)) && cells.first().is_some_and(is_word(at)))
}

/// The column whose label says that it holds the name of the row.
pub(super) fn name_column(labels: &[String]) -> Option<usize> {
    let is_name = |label: &String| ["名称", "标题", "题目"].iter().any(|it| compact(label).ends_with(it));
    labels.iter().position(is_name)
}

/// A row with one filled cell is a heading if rows with several follow it; the
/// blank lines of a form are rows.
pub(super) fn heads_rows(rest: &[Block]) -> bool {
    rest.first().is_some_and(|next| next.shape == Shape::Row && only_cell(&next.cells).is_none())
}

/// `一、 就业` and nothing in the other cells.
pub(super) fn only_cell(cells: &[String]) -> Option<&str> {
    let (first, others) = cells.split_first()?;
    let is_blank = |it: &String| it.trim().is_empty();
    (!others.is_empty() && !is_blank(first) && others.iter().all(is_blank)).then(|| first.trim())
}
