//! The cells of a table without printed lines: lines of one column that belong together.

use super::{Level, column_of};
use crate::importers::pdf::lines::Glyph;

/// A cell's line that goes on in the next leaves no more room, in ems.
const MAX_ROOM_EM: f32 = 1.6;
/// Distances of lines are the same if none is this much larger.
const SAME_DISTANCE: f32 = 1.02;
/// Lines of one cell are no further apart than this, of their usual distance.
const MAX_SPREAD: f32 = 1.12;

/// The lines of a cell that belong together.
pub(super) struct Cell {
    /// Its first column.
    pub column: usize,
    /// How many columns it takes.
    pub num_columns: usize,
    /// Its first baseline.
    pub top: f32,
    /// Its last baseline.
    pub bottom: f32,
    /// All that it holds.
    pub glyphs: Vec<Glyph>,
}

impl Cell {
    /// Halfway between its first baseline and its last.
    pub(super) fn middle(&self) -> f32 {
        (self.top + self.bottom) / 2.0
    }

    /// It is in this column, perhaps among others.
    pub(super) fn covers(&self, column: usize) -> bool {
        (self.column..self.column + self.num_columns).contains(&column)
    }
}

/// The cells from top to bottom: lines of one column, each full but the last.
pub(super) fn cells_of(levels: &[Level], columns: &[(f32, f32)], leading: f32) -> Vec<Cell> {
    // Cells are set no wider than running text.
    let distance = usual_distance(levels, columns);
    let spread = if leading * MAX_SPREAD < distance { 0.0 } else { distance * MAX_SPREAD };
    let mut cells: Vec<Cell> = Vec::new();
    let mut open: Vec<Option<(usize, bool)>> = vec![None; columns.len()];
    for level in levels {
        for fragment in &level.fragments {
            let column = column_of(fragment, columns);
            let is_full = columns[column].1 - fragment.right < MAX_ROOM_EM * level.size;
            let before = open[column].filter(|it| it.1 && cells[it.0].bottom - fragment.y() <= spread).map(|it| it.0);
            // Two words of one line in one column are one cell.
            let beside = open[column].filter(|it| (cells[it.0].bottom - fragment.y()).abs() < 1.0).map(|it| it.0);
            let at = beside.or(before).unwrap_or(cells.len());
            if at == cells.len() {
                cells.push(Cell {
                    column,
                    num_columns: 1,
                    top: fragment.y(),
                    bottom: fragment.y(),
                    glyphs: Vec::new(),
                });
            }
            cells[at].bottom = fragment.y();
            cells[at].glyphs.extend(&fragment.glyphs);
            open[column] = Some((at, is_full));
        }
    }
    cells.sort_by(|a, b| b.top.total_cmp(&a.top).then(a.column.cmp(&b.column)));
    cells
}

/// The distance of lines in one cell: the smallest of those below each other that is found twice; 0
/// where every line is a row of its own.
fn usual_distance(levels: &[Level], columns: &[(f32, f32)]) -> f32 {
    let mut distances: Vec<(f32, usize)> = Vec::new();
    for column in 0..columns.len() {
        let own = |it: &Level| {
            let first = it.fragments.iter().find(|it| column_of(it, columns) == column)?;
            Some((first.y(), it.fragments.len()))
        };
        let own: Vec<(f32, usize)> = levels.iter().filter_map(own).collect();
        distances.extend(own.windows(2).map(|it| (it[0].0 - it[1].0, it[0].1.min(it[1].1))));
    }
    distances.sort_by(|a, b| a.0.total_cmp(&b.0));
    // What stands between two rows has a distance of its own, those of lines are found again.
    let is_again = |it: &&[(f32, usize)]| it[1].0 <= it[0].0 * SAME_DISTANCE;
    let Some(least) = distances.windows(2).find(is_again).or(distances.chunks(1).next()).map(|it| it[0].0) else {
        return 0.0;
    };
    let has_wider = distances.last().is_some_and(|it| least * MAX_SPREAD < it.0);
    // Where most cells of two lines are filled, the lines are rows: one cell may reach over them.
    let fullest = levels.iter().map(|it| it.fragments.len()).max().unwrap_or(0);
    let mut near = distances.iter().filter(|it| (least..=least * MAX_SPREAD).contains(&it.0));
    if has_wider && near.any(|it| 2 * it.1 <= fullest) { least } else { 0.0 }
}
