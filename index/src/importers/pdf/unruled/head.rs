//! Labels over several columns: they stand above the lines that show the columns, and
//! reach over the white space between them.

use super::cells::Cell;
use super::{Fragment, Level, MAX_HALF_EM, column_of, words};
use crate::structure::numbering::{Marker, split_marker};

/// Lines of a label that takes several columns.
const MAX_LEVELS: usize = 3;
/// Two lines of labels are no further apart, in ems.
const MAX_FALL_EM: f32 = 2.6;
/// A label stands over the middle of its columns or begins where they do, give or take this, in ems.
const MAX_ASIDE_EM: f32 = 3.0;
/// With more columns there are too many ways to part them.
const MAX_COLUMNS: usize = 14;

/// The uppermost labels of a table, each over one column or several.
pub(super) struct Head {
    /// From left to right.
    pub cells: Vec<Cell>,
    /// How many lines above the columns it takes.
    pub num_levels: usize,
    /// Columns whose only label stands halfway between these and those below.
    pub halfway: Vec<usize>,
    /// Baseline of the labels below.
    pub below: f32,
}

impl Head {
    /// The labels above a table, if there are any that reach over several columns, or one for each.
    pub(super) fn above(levels: &[Level], table: &[Level], columns: &[(f32, f32)]) -> Option<Self> {
        let below = table.iter().find(|it| 1 < it.fragments.len())?.y;
        let is_halfway = |it: &&Level| below + 0.3 * it.size < it.y;
        let halfway = table.iter().take_while(is_halfway).flat_map(|it| &it.fragments);
        let mut halfway: Vec<usize> = halfway.map(|it| column_of(it, columns)).collect();
        halfway.dedup();
        let near = levels_near(levels, table, columns);
        let head = |num: usize| Some((num, parted(labels_of(&levels[levels.len() - num..])?, columns, &halfway)?));
        let (num_levels, cells) = (1..=near).rev().find_map(head)?;
        // One label alone may be the name of the table.
        (1 < cells.len() || !halfway.is_empty()).then_some(Self { cells, num_levels, halfway, below })
    }

    /// Its first baseline and its last.
    pub(super) fn extent(&self) -> (f32, f32) {
        let top = self.cells.iter().map(|it| it.top).fold(f32::MIN, f32::max);
        (top, self.cells.iter().map(|it| it.bottom).fold(f32::MAX, f32::min))
    }

    /// It has a label over several columns, so that labels follow below.
    pub(super) fn is_parted(&self) -> bool {
        self.cells.iter().any(|it| 1 < it.num_columns)
    }

    /// The cell is the only label of its column, halfway between two lines of labels.
    pub(super) fn is_halfway(&self, cell: &Cell, size: f32) -> bool {
        self.halfway.contains(&cell.column) && self.below + 0.3 * size < cell.bottom
    }
}

/// How many lines right above the table are labels: several
/// beside each other, or one half a line above others. A sentence is none.
fn levels_near(levels: &[Level], table: &[Level], columns: &[(f32, f32)]) -> usize {
    let size = table[0].size;
    let left = columns[0].0 - 2.0 * size;
    let mut below = table[0].y;
    let is_label = |it: &Fragment| {
        let words = words(it);
        left < it.x && !words.contains('。') && matches!(split_marker(words.trim()).0, Marker::None)
    };
    let is_near = |it: &&Level| {
        let fall = it.y - std::mem::replace(&mut below, it.y);
        let most = if it.fragments.len() == 1 { MAX_HALF_EM } else { MAX_FALL_EM };
        fall < most * size && it.fragments.iter().all(is_label)
    };
    levels.iter().rev().take(MAX_LEVELS).take_while(is_near).count()
}

/// The labels of these lines: what stands closely below something goes on with it.
/// `None` where two of them are neither beside each other nor one.
fn labels_of(levels: &[Level]) -> Option<Vec<(f32, f32, Cell)>> {
    let mut cells: Vec<(f32, f32, Cell)> = Vec::new();
    for level in levels {
        for it in &level.fragments {
            let is_over = |(x, right, _): &&mut (f32, f32, Cell)| *x < it.right && it.x < *right;
            match cells.iter_mut().find(is_over) {
                Some((x, right, cell)) if cell.bottom - it.y() < MAX_HALF_EM * 1.6 * level.size => {
                    (*x, *right) = (x.min(it.x), right.max(it.right));
                    cell.bottom = it.y();
                    cell.glyphs.extend(&it.glyphs);
                }
                Some(_) => return None,
                None => cells.push((it.x, it.right, cell(it))),
            }
        }
    }
    cells.sort_by(|a, b| a.0.total_cmp(&b.0));
    cells.windows(2).all(|it| it[0].1 < it[1].0).then_some(cells)
}

fn cell(fragment: &Fragment) -> Cell {
    Cell { column: 0, num_columns: 1, top: fragment.y(), bottom: fragment.y(), glyphs: fragment.glyphs.clone() }
}

/// Gives each label the columns that it stands over, so that none is left; `None` if they do not fit.
fn parted(labels: Vec<(f32, f32, Cell)>, columns: &[(f32, f32)], taken: &[usize]) -> Option<Vec<Cell>> {
    let free: Vec<usize> = (0..columns.len()).filter(|it| !taken.contains(it)).collect();
    let places: Vec<(f32, f32)> = labels.iter().map(|it| (it.0, it.1)).collect();
    let size = labels.iter().flat_map(|it| &it.2.glyphs).map(|it| it.size).fold(1.0, f32::max);
    let aside = |label: (f32, f32), group: &[usize]| {
        let (x, right) = (columns[group[0]].0, columns[group[group.len() - 1]].1);
        let middle = (label.0 + label.1 - x - right).abs() / 2.0;
        middle.min((label.0 - x).abs()) / size
    };
    let (_, nums) = best(&places, &free, &aside).filter(|_| free.len() <= MAX_COLUMNS)?;
    let mut rest = free.as_slice();
    let cells = labels.into_iter().zip(nums).map(|((_, _, cell), num)| {
        let (own, others) = rest.split_at(num);
        rest = others;
        Cell { column: own[0], num_columns: num, ..cell }
    });
    Some(cells.collect())
}

/// How many columns each label takes, and how far aside they stand altogether.
fn best(
    labels: &[(f32, f32)],
    free: &[usize],
    aside: &impl Fn((f32, f32), &[usize]) -> f32,
) -> Option<(f32, Vec<usize>)> {
    let Some((first, others)) = labels.split_first() else { return free.is_empty().then(Default::default) };
    let is_whole = |num: &usize| free[..*num].windows(2).all(|it| it[0] + 1 == it[1]);
    let ways = (1..=free.len().min(MAX_COLUMNS)).take_while(is_whole).filter_map(|num| {
        let own = aside(*first, &free[..num]);
        let (rest, mut nums) = (own <= MAX_ASIDE_EM).then(|| best(others, &free[num..], aside))??;
        nums.insert(0, num);
        Some((own + rest, nums))
    });
    ways.min_by(|a, b| a.0.total_cmp(&b.0))
}
