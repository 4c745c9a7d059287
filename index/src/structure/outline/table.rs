//! What the cells of a table's rows say: which column groups the rows, which names
//! them, and whether a row is a heading.

use crate::structure::lines::typography::compact;
use crate::structure::paragraphs::{Block, Shape};

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

/// The labels of two rows as one, where the first has blank cells, or a label
/// repeated over several columns, and the next row names just those columns:
/// `序号 标准` over ` 城市 农村`.
pub(super) fn second_labels(labels: &[String], rest: &[Block]) -> Option<Vec<String>> {
    let cells = &rest.first().filter(|next| next.shape == Shape::Row)?.cells;
    let follows = rest.get(1).is_some_and(|next| next.shape == Shape::Row);
    let label = |at: usize| labels.get(at).map_or("", |it| it.trim());
    // A blank cell belongs to the label before it.
    let group = |at: usize| (0..=at).rev().map(label).find(|it| !it.is_empty()).unwrap_or_default();
    let is_shared = |at: usize| {
        let is_beside = |other: usize| other < cells.len() && group(other) == group(at);
        at.checked_sub(1).is_some_and(is_beside) || is_beside(at + 1)
    };
    // A blank cell belongs to the second label before it, under the same first one.
    let second = |at: usize| {
        let beside = (0..=at).rev().take_while(|&it| it == at || is_shared(at) && group(it) == group(at));
        beside.map(|it| cells[it].trim()).find(|it| !it.is_empty()).unwrap_or_default()
    };
    let fits = |at: usize| {
        let cell = cells[at].trim();
        let is_name =
            !cell.is_empty() && cell.chars().count() <= MAX_LABEL_CHARS && cell.chars().any(char::is_alphabetic);
        if is_shared(at) {
            is_name || cell.is_empty() && !second(at).is_empty()
        } else {
            cell.is_empty() || cell == label(at)
        }
    };
    let num_named =
        (0..cells.len()).filter(|&at| is_shared(at) && ![label(at), ""].contains(&cells[at].trim())).count();
    // The blank cells of a form part nothing, and no label of it stands over both rows.
    let has_blank = (0..cells.len()).any(|at| is_shared(at) && cells[at].trim().is_empty());
    let is_over_both = (0..cells.len()).any(|at| !is_shared(at));
    let is_parted = (1..cells.len()).any(|at| {
        let cell = cells[at].trim();
        group(at - 1) == group(at) && !cell.is_empty() && ![cell, ""].contains(&second(at - 1))
    });
    let is_fitting = labels.len() <= cells.len() && 2 <= num_named && (0..cells.len()).all(fits);
    let is_second = follows && is_parted && (is_over_both || !has_blank) && is_fitting;
    let joined = |at: usize| match (group(at), second(at)) {
        (group, cell) if cell.is_empty() || cell == group => group.to_owned(),
        (group, cell) => format!("{group} {cell}").trim().to_owned(),
    };
    is_second.then(|| (0..cells.len()).map(joined).collect())
}

/// A longer cell is no label.
const MAX_LABEL_CHARS: usize = 16;
