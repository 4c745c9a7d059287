//! Tables that go on over the end of a page: a row that is cut in two is one again,
//! and a cell over several rows is repeated in those of the next page.

use super::lines::{Line, Shape};
use super::rules::NEAR;
use crate::importers::reading::ReadLine;
use crate::structure::lines::typography::is_closed;
use crate::structure::numbering::{Marker, split_marker};

/// Longer cells are not repeated: the rows would be drowned.
const MAX_REPEATED_CHARS: usize = 200;

/// Joins what the ends of pages cut. What is printed on every page was left out before.
pub(super) fn join(pages: &mut [Vec<Line>]) {
    for at in 1..pages.len() {
        let (before, rest) = pages.split_at_mut(at);
        let Some(last) = before.iter_mut().rev().find_map(|it| it.last_mut()) else { continue };
        let page = &mut rest[0];
        let mut num_taken = 0;
        let mut top = page.first().and_then(|it| same_table(last, it));
        if top.is_some() && is_rest(last, &page[0]) {
            append(last, &page.remove(0));
            num_taken = 1;
        } else if page.is_empty() {
            top = None;
        }
        if let Some(top) = top {
            carry_down(last, &top, num_taken, page);
        }
    }
}

/// The shape of the second row, if both are rows of one table.
fn same_table(last: &Line, first: &Line) -> Option<Shape> {
    let (above, below) = (last.shape.as_ref()?, first.shape.as_ref()?);
    let is_near = |(a, b): (&f32, &f32)| (a - b).abs() <= NEAR;
    let is_same = above.columns.len() == below.columns.len() && above.columns.iter().zip(&below.columns).all(is_near);
    let num_columns = below.cells.len();
    (is_same && cells(last).len() == num_columns && cells(first).len() == num_columns).then(|| below.clone())
}

/// The row goes on with the one above: it has words only where that one breaks off,
/// and none where that one begins.
fn is_rest(last: &Line, first: &Line) -> bool {
    let (above, below) = (cells(last), cells(first));
    let shape = last.shape.clone().unwrap_or_default();
    let has_words = |it: &ReadLine| !it.text.trim().is_empty();
    let filled: Vec<usize> = (0..below.len()).filter(|&it| has_words(&below[it])).collect();
    let begins = (0..above.len()).find(|&it| has_words(&above[it]) && above[it].num_made() == 0);
    let num_above = above.iter().filter(|it| has_words(it)).count();
    let is_full = |it: &usize| shape.cells[*it].is_some_and(|it| it.is_full);
    let goes_on = |it: &usize| {
        let is_new = !matches!(split_marker(below[*it].text.trim()).0, Marker::None);
        has_words(&above[*it]) && !is_closed(&above[*it].text) && !is_new
    };
    let is_cut = first.shape.as_ref().is_some_and(|it| it.is_open);
    begins.is_some_and(|it| !filled.contains(&it))
        && !filled.is_empty()
        && filled.len() < num_above
        && filled.iter().all(|it| goes_on(it) && (is_cut || is_full(it)))
}

fn append(last: &mut Line, rest: &Line) {
    let rows = cells(last).into_iter().zip(cells(rest)).map(|(mut cell, rest)| {
        cell.append(&rest);
        cell
    });
    last.row = Some(row(rows));
}

/// A cell without words on top of a page is the end of the one above it, where that or this takes several rows.
fn carry_down(last: &Line, top: &Shape, num_taken: usize, page: &mut [Line]) {
    let values = cells(last);
    let above = last.shape.clone().unwrap_or_default();
    for (column, value) in values.iter().enumerate().map(|(at, it)| (at, it.text.trim())) {
        let Some(cell) = top.cells.get(column).copied().flatten() else { continue };
        let is_over_rows = 1 < cell.num_rows || above.cells[column].is_none_or(|it| 1 < it.num_rows);
        let rows = cell.num_rows.saturating_sub(num_taken).min(page.len());
        let is_bare = |it: &Line| cells(it).get(column).is_some_and(|it| it.text.trim().is_empty());
        let is_short = !value.is_empty() && value.chars().count() <= MAX_REPEATED_CHARS;
        if is_over_rows && is_short && page[..rows].iter().all(is_bare) {
            page[..rows].iter_mut().for_each(|line| repeat(line, column, value));
        }
    }
}

fn repeat(line: &mut Line, column: usize, value: &str) {
    let mut own = cells(line);
    own[column].text.clear();
    own[column].push_made(value);
    line.row = Some(row(own.into_iter()));
}

/// The cells of a row, each with what was made of it.
fn cells(line: &Line) -> Vec<ReadLine> {
    let Some(row) = &line.row else { return Vec::new() };
    let mut start = 0;
    let cell = |text: &str| {
        let end = start + text.chars().count();
        let within = row.made.iter().map(|it| it.start.max(start)..it.end.min(end)).filter(|it| it.start < it.end);
        let made = within.map(|it| it.start - start..it.end - start).collect();
        start = end + 1;
        ReadLine { text: text.to_owned(), made, ..ReadLine::default() }
    };
    row.text.split('\t').map(cell).collect()
}

fn row(cells: impl Iterator<Item = ReadLine>) -> ReadLine {
    let mut whole = ReadLine::default();
    for (at, cell) in cells.enumerate() {
        if 0 < at {
            whole.text.push('\t');
        }
        whole.append(&cell);
    }
    whole
}
