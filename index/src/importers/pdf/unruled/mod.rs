//! Tables without printed lines: where several columns of words stand side by side
//! over some lines, with white space down between them, there is one. A cell that
//! takes several lines is put together again.
//!
//! - `cells`: which lines are one cell?
//! - `head`: labels over several columns
//! - `bands`: cells to rows, also those that reach over several

mod bands;
mod cells;
mod head;
#[cfg(test)]
mod tests;

use super::lines::{Glyph, Line, Piece, hardly_apart, on_baselines};
use super::tables::cell_words;
use crate::importers::html::table::Grid;
use crate::importers::reading::count;
use crate::structure::numbering::{Marker, split_marker};
use bands::{Row, rows_of};
use cells::cells_of;
use head::Head;

/// Words so far apart, in ems, stand in two columns, if they do so all the way down.
const MIN_GUTTER_EM: f32 = 0.3;
/// Two columns are a list, or who signs.
const MIN_COLUMNS: usize = 3;
/// Fewer lines are no table.
const MIN_LEVELS: usize = 3;
/// Half a line lower is what stands beside two lines, in the middle of them.
const MAX_HALF_EM: f32 = 1.2;
/// No row is further below the one before, in ems.
const MAX_FALL_EM: f32 = 5.0;

/// Words side by side on one baseline.
#[derive(Clone, Debug)]
struct Fragment {
    x: f32,
    right: f32,
    glyphs: Vec<Glyph>,
}

impl Fragment {
    /// Its baseline: lines of two cells hardly differ, but add up within one.
    fn y(&self) -> f32 {
        self.glyphs.first().map_or(0.0, |it| it.y)
    }
}

/// All that stands on one baseline, or nearly.
#[derive(Clone, Debug)]
struct Level {
    y: f32,
    size: f32,
    fragments: Vec<Fragment>,
}

/// A table, from and to which baseline it reaches.
struct Table {
    from: usize,
    to: usize,
    lines: Vec<Line>,
    /// What stands below it and belongs to no row.
    below: Vec<Glyph>,
}

/// Takes the glyphs of tables without printed lines and gives their rows.
pub(super) fn take_unruled(glyphs: Vec<Glyph>, page: usize) -> (Vec<Line>, Vec<Glyph>) {
    let levels = levels_of(&glyphs);
    let mut lines: Vec<Line> = Vec::new();
    let mut rest: Vec<Glyph> = Vec::new();
    let leading = leading(&levels);
    let (mut at, mut free) = (0, 0);
    while at < levels.len() {
        match table_at(&levels[free..], at - free, leading, page) {
            Some(table) => {
                rest.extend(glyphs_of(&levels[free..free + table.from]));
                rest.extend(table.below);
                lines.extend(table.lines);
                free += table.to;
                at = free;
            }
            None => at += 1,
        }
    }
    rest.extend(glyphs_of(&levels[free..]));
    // Without a table the glyphs stay as they came, white space included.
    if lines.is_empty() { (lines, glyphs) } else { (lines, rest) }
}

/// The table that begins here, or a little below.
fn table_at(levels: &[Level], at: usize, leading: f32, page: usize) -> Option<Table> {
    let (from, to) = region(&levels[at..])?;
    let (from, to) = (at + from, at + to);
    let body = &levels[from..to];
    let columns = columns_of(body)?;
    let head = Head::above(&levels[..from], body, &columns);
    let from = from - head.as_ref().map_or(0, |it| it.num_levels);
    let (rows, below) = rows_of(cells_of(body, &columns, leading), head, columns.len(), body[0].size)?;
    let mut grid = Grid::default();
    let lines = rows.into_iter().map(|row| line(&mut grid, row, &columns, page)).collect();
    Some(Table { from, to, lines, below })
}

/// The usual distance of lines of running text; without any no distance is too large.
fn leading(levels: &[Level]) -> f32 {
    let is_text = |it: &&[Level]| it.iter().all(|it| it.fragments.len() == 1);
    let mut gaps: Vec<f32> = levels.windows(2).filter(is_text).map(|it| it[0].y - it[1].y).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().filter(|_| MIN_LEVELS <= gaps.len()).unwrap_or(f32::MAX)
}

fn glyphs_of(levels: &[Level]) -> impl Iterator<Item = Glyph> {
    levels.iter().flat_map(|it| &it.fragments).flat_map(|it| it.glyphs.iter().copied())
}

fn levels_of(glyphs: &[Glyph]) -> Vec<Level> {
    let rows = on_baselines(glyphs.to_vec(), hardly_apart);
    rows.into_iter().map(level).filter(|it| !it.fragments.is_empty()).collect()
}

fn level(mut row: Vec<Glyph>) -> Level {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let size = row.iter().map(|it| it.size).fold(0.0, f32::max);
    let mut fragments: Vec<Fragment> = Vec::new();
    let y = row[0].y;
    let mut blank: Vec<Glyph> = Vec::new();
    for glyph in row {
        if glyph.letter.is_whitespace() {
            blank.push(glyph);
            continue;
        }
        match fragments.last_mut().filter(|it| glyph.x - it.right < MIN_GUTTER_EM * size) {
            Some(open) => {
                open.glyphs.append(&mut blank);
                open.glyphs.push(glyph);
                open.right = glyph.right;
            }
            None => {
                // White space in between goes with the words before it.
                if let Some(last) = fragments.last_mut() {
                    last.glyphs.append(&mut blank);
                }
                blank.clear();
                fragments.push(Fragment { x: glyph.x, right: glyph.right, glyphs: vec![glyph] });
            }
        }
    }
    Level { y, size, fragments }
}

/// The first lines, from and to, that stand in columns from the first of them on, if any.
fn region(levels: &[Level]) -> Option<(usize, usize)> {
    let first = levels.first()?;
    // Half of a label that takes two lines beside others that take one.
    let is_letter = first.fragments.len() == 1 && words(&first.fragments[0]).trim().chars().count() == 1;
    let max_fall = if is_letter { 2.0 * MAX_HALF_EM } else { MAX_HALF_EM };
    let is_half = || levels.get(1).is_some_and(|it| first.y - it.y < max_fall * first.size);
    if first.fragments.len() < 2 && !is_half() {
        return None;
    }
    let is_near = |it: &[Level]| it[0].y - it[1].y <= MAX_FALL_EM * first.size;
    let mut to = 1;
    let num = |from: usize, to: usize| columns_of(&levels[from..to]).map_or(0, |it| it.len());
    // A heading below the table reaches over its columns.
    let is_across = |to: usize| MIN_LEVELS < to && levels[to].fragments.len() == 1 && num(0, to + 1) < num(0, to);
    while to < levels.len() && is_near(&levels[to - 1..=to]) && 0 < num(0, to + 1) && !is_across(to) {
        to += 1;
    }
    let mut from = 0;
    // A name above the table, or a note below it, reaches over its columns.
    while from + MIN_LEVELS < to && num(from, to) < num(from + 1, to) {
        from += 1;
    }
    while from + MIN_LEVELS < to
        && (num(from, to) < num(from, to - 1) || levels[to - 1].fragments.len() == 1 && is_note(&levels[to - 1]))
    {
        to -= 1;
    }
    let table = &levels[from..to];
    let num_wide = table.iter().filter(|it| MIN_COLUMNS <= it.fragments.len()).count();
    (MIN_LEVELS <= table.len() && 2 <= num_wide).then_some((from, to))
}

fn words(fragment: &Fragment) -> String {
    fragment.glyphs.iter().map(|it| it.letter).collect()
}

fn is_note(level: &Level) -> bool {
    level.fragments.first().is_some_and(|it| ["注", "备注", "说明"].iter().any(|note| words(it).starts_with(note)))
}

/// Where the columns of these lines begin and end; `None` for fewer than three, for
/// contents with dots, and where the first holds nothing but the numbers of a list.
fn columns_of(levels: &[Level]) -> Option<Vec<(f32, f32)>> {
    let size = levels.iter().map(|it| it.size).fold(0.0, f32::max);
    let mut spans: Vec<(f32, f32)> = levels.iter().flat_map(|it| &it.fragments).map(|it| (it.x, it.right)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for (x, right) in spans {
        match columns.last_mut().filter(|it| x - it.1 < MIN_GUTTER_EM * size) {
            Some(open) => open.1 = open.1.max(right),
            None => columns.push((x, right)),
        }
    }
    let all = || levels.iter().flat_map(|it| &it.fragments);
    let is_leader = |it: &Fragment| ["……", "....", "···"].iter().any(|dots| words(it).contains(dots));
    let is_number = |it: &Fragment| {
        let words = words(it);
        let (marker, rest) = split_marker(words.trim());
        !matches!(marker, Marker::None) && rest.is_empty()
    };
    let first = columns.first()?.1;
    let mut numbers = all().filter(|it| it.x < first).peekable();
    let is_list = numbers.peek().is_some() && numbers.all(is_number);
    (MIN_COLUMNS <= columns.len() && !is_list && !all().any(is_leader)).then_some(columns)
}

fn column_of(fragment: &Fragment, columns: &[(f32, f32)]) -> usize {
    columns.iter().position(|it| fragment.x <= it.1).unwrap_or(columns.len() - 1)
}

fn line(grid: &mut Grid, row: Row, columns: &[(f32, f32)], page: usize) -> Line {
    let glyphs = || row.cells.iter().flat_map(|it| &it.cell.glyphs);
    let num_glyphs = glyphs().filter(|it| !it.letter.is_whitespace()).count();
    let size = glyphs().map(|it| it.size).fold(0.0, f32::max);
    let mut cells = Vec::new();
    let mut column = 0;
    while column < columns.len() {
        let own = row.cells.iter().find(|it| it.cell.column == column);
        if !row.reached[column] {
            let words = own.map(|it| cell_words(&it.cell.glyphs)).unwrap_or_default();
            cells.push((words, own.map_or(1, |it| it.cell.num_columns), own.map_or(1, |it| it.num_rows)));
        }
        column += own.map_or(1, |it| it.cell.num_columns);
    }
    let words = grid.row(cells, row.is_header);
    debug_assert_eq!(count(&words.text) - words.num_made(), num_glyphs, "every glyph of a row is in it");
    let (x, right) = (columns[0].0, columns[columns.len() - 1].1);
    let pieces = vec![Piece { text: words.text.clone(), x, right }];
    Line { pieces, y: row.top, size, page, column: 0, row: Some(words), is_guessed: true, shape: None }
}
