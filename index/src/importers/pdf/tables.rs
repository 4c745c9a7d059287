//! Tables by their printed lines: which glyph is in which cell, and which cells
//! reach over several rows or columns.

use super::lines::{CellShape, Glyph, Line, Piece, Shape, lines_of_glyphs};
use super::rules::{NEAR, Rule, groups};
use crate::importers::html::table::Grid;
use crate::importers::reading::{ReadLine, count};
use crate::structure::numbering::{Marker, split_marker};

/// A full line of a cell leaves less room than a character takes, beside what all leave, in points.
const MAX_ROOM_EM: f32 = 1.1;
const MAX_PADDING: f32 = 7.0;

/// A table's lines, and where its columns and rows begin and end.
pub(super) struct Table {
    rules: Vec<Rule>,
    /// From left to right, the right edge last.
    columns: Vec<f32>,
    /// From top to bottom, the lower edge last.
    rows: Vec<f32>,
}

/// A cell: its first row and column, and how many of each it takes.
struct Cell {
    row: usize,
    column: usize,
    num_rows: usize,
    num_columns: usize,
    glyphs: Vec<Glyph>,
}

/// The tables of a page: lines that cross, with two columns at least.
pub(super) fn tables_of(rules: &[Rule]) -> Vec<Table> {
    let tables = groups(rules).into_iter().map(|rules| {
        let of = |is_level: bool| rules.iter().filter(move |it| it.is_level == is_level);
        // A row that a page cuts has no line above or below, but those beside it.
        let ends = of(false).flat_map(|it| [it.from, it.to]);
        let ends = [ends.clone().fold(f32::MAX, f32::min), ends.fold(f32::MIN, f32::max)];
        let columns = edges(of(false).map(|it| it.at));
        let mut rows = edges(of(true).map(|it| it.at).chain(ends));
        rows.reverse();
        Table { rules, columns, rows }
    });
    let has_level = |it: &Table| it.rules.iter().any(|it| it.is_level);
    tables.filter(|it| has_level(it) && 3 <= it.columns.len() && 2 <= it.rows.len()).collect()
}

/// Ascending, what is near each other once.
fn edges(places: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut places: Vec<f32> = places.collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|a, b| (*a - *b).abs() <= NEAR);
    places
}

impl Table {
    /// The glyph stands within it.
    pub(super) fn holds(&self, glyph: &Glyph) -> bool {
        let (x, y) = middle(glyph);
        let is_between = |place: f32, a: Option<&f32>, b: Option<&f32>| {
            a.zip(b).is_some_and(|(a, b)| a.min(*b) <= place && place <= a.max(*b))
        };
        is_between(x, self.columns.first(), self.columns.last()) && is_between(y, self.rows.first(), self.rows.last())
    }

    /// Its rows as lines; every glyph is in one of them.
    pub(super) fn lines(&self, glyphs: Vec<Glyph>, page: usize) -> Vec<Line> {
        let mut cells = self.cells();
        for glyph in glyphs {
            let (x, y) = middle(&glyph);
            let column = self.columns[1..].iter().position(|it| x < *it).unwrap_or(self.columns.len() - 2);
            let row = self.rows[1..].iter().position(|it| *it < y).unwrap_or(self.rows.len() - 2);
            let is_here = |it: &&mut Cell| it.covers(row, column);
            if let Some(cell) = cells.iter_mut().find(is_here) {
                cell.glyphs.push(glyph);
            }
        }
        self.rows_of(cells, page)
    }

    /// The cells, row by row.
    fn cells(&self) -> Vec<Cell> {
        let (num_rows, num_columns) = (self.rows.len() - 1, self.columns.len() - 1);
        let mut cells: Vec<Cell> = Vec::new();
        for (row, column) in (0..num_rows).flat_map(|row| (0..num_columns).map(move |column| (row, column))) {
            if cells.iter().any(|it| it.covers(row, column)) {
                continue;
            }
            let is_free = |at: usize| !cells.iter().any(|it| it.covers(row, at));
            let wide = (column + 1..num_columns).take_while(|&it| is_free(it) && !self.is_parted(row, it)).count();
            let high = (row + 1..num_rows).take_while(|&it| !self.is_ruled(it, column)).count();
            let glyphs = Vec::new();
            cells.push(Cell { row, column, num_rows: high + 1, num_columns: wide + 1, glyphs });
        }
        cells
    }

    /// A line stands before this column in this row.
    fn is_parted(&self, row: usize, column: usize) -> bool {
        let height = (self.rows[row] + self.rows[row + 1]) / 2.0;
        let is_it = |it: &Rule| !it.is_level && (it.at - self.columns[column]).abs() <= NEAR && it.covers(height);
        self.rules.iter().any(is_it)
    }

    /// A line lies above this row in this column.
    fn is_ruled(&self, row: usize, column: usize) -> bool {
        let place = (self.columns[column] + self.columns[column + 1]) / 2.0;
        let is_it = |it: &Rule| it.is_level && (it.at - self.rows[row]).abs() <= NEAR && it.covers(place);
        self.rules.iter().any(is_it)
    }

    fn shape(&self, row: usize, own: &[&Cell]) -> Shape {
        let num_columns = self.columns.len() - 1;
        let mut cells: Vec<Option<CellShape>> = vec![None; num_columns];
        for cell in own {
            let right = self.columns[cell.column + cell.num_columns];
            let is_full = lines_of_glyphs(cell.glyphs.clone(), 0)
                .last()
                .is_some_and(|it| right - it.right() < MAX_ROOM_EM * it.size + MAX_PADDING);
            cells[cell.column] = Some(CellShape { num_rows: cell.num_rows, is_full });
        }
        let is_open = !(0..num_columns).any(|it| self.is_ruled(row, it));
        Shape { columns: self.columns.clone(), cells, is_open }
    }

    fn rows_of(&self, cells: Vec<Cell>, page: usize) -> Vec<Line> {
        let deepest = cells.iter().filter(|it| it.row == 0).map(|it| it.num_rows).max().unwrap_or(1);
        let is_parted =
            cells.iter().any(|it| it.row == 0 && 1 < it.num_columns && it.num_columns < self.columns.len() - 1);
        let num_header_rows = if is_parted { deepest } else { 1 };
        let mut grid = Grid::default();
        let mut lines = Vec::new();
        for row in 0..self.rows.len() - 1 {
            let own: Vec<&Cell> = cells.iter().filter(|it| it.row == row).collect();
            let num_glyphs: usize = own.iter().map(|it| it.num_chars()).sum();
            let size = own.iter().flat_map(|it| &it.glyphs).map(|it| it.size).fold(0.0, f32::max);
            let words = match own[..] {
                // What spans the whole table is its caption, or a note.
                [only] if only.num_columns == self.columns.len() - 1 => cell_words(&only.glyphs),
                _ => {
                    let cells = own.iter().map(|it| (cell_words(&it.glyphs), it.num_columns, it.num_rows)).collect();
                    grid.row(cells, row < num_header_rows)
                }
            };
            debug_assert_eq!(count(&words.text) - words.num_made(), num_glyphs, "every glyph of a row is in it");
            if 0 < num_glyphs {
                let (x, right) = (self.columns[0], self.columns[self.columns.len() - 1]);
                let pieces = vec![Piece { text: words.text.clone(), x, right }];
                let y = self.rows[row] - size;
                let shape = Some(self.shape(row, &own));
                lines.push(Line { pieces, y, size, page, column: 0, row: Some(words), is_guessed: false, shape });
            }
        }
        lines
    }
}

impl Cell {
    fn covers(&self, row: usize, column: usize) -> bool {
        let within = |at: usize, from: usize, num: usize| from <= at && at < from + num;
        within(row, self.row, self.num_rows) && within(column, self.column, self.num_columns)
    }

    fn num_chars(&self) -> usize {
        self.glyphs.iter().filter(|it| !it.letter.is_whitespace()).count()
    }
}

/// The lines of a cell as one: they were broken to fit.
pub(super) fn cell_words(glyphs: &[Glyph]) -> ReadLine {
    let mut words = String::new();
    for line in lines_of_glyphs(glyphs.to_vec(), 0) {
        let line = line.text();
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let are_words = is_latin(words.chars().next_back()) && is_latin(line.chars().next());
        let is_point = !matches!(split_marker(&line).0, Marker::None);
        if !words.is_empty() && (are_words || is_point) {
            words.push(' ');
        }
        words.push_str(&line);
    }
    ReadLine::new(words, "")
}

/// The middle of a glyph.
fn middle(glyph: &Glyph) -> (f32, f32) {
    ((glyph.x + glyph.right) / 2.0, glyph.y + 0.35 * glyph.size)
}
