//! Tables without printed lines: where several columns of words stand side by side
//! over some lines, with white space down between them, there is one. A cell that
//! takes several lines is put together again.

use super::lines::{Glyph, Line, Piece};
use super::tables::cell_words;
use crate::importers::html::table::Grid;
use crate::importers::reading::count;
use crate::structure::numbering::{Marker, split_marker};

/// Words so far apart, in ems, stand in two columns, if they do so all the way down.
const MIN_GUTTER_EM: f32 = 0.3;
/// Two columns are a list, or who signs.
const MIN_COLUMNS: usize = 3;
/// Fewer lines are no table.
const MIN_LEVELS: usize = 3;
/// A cell's line that goes on in the next leaves no more room, in ems.
const MAX_ROOM_EM: f32 = 1.6;
/// Lines of one cell are no further apart than this, of their usual distance.
const MAX_SPREAD: f32 = 1.12;
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

/// All that stands on one baseline.
#[derive(Clone, Debug)]
struct Level {
    y: f32,
    size: f32,
    fragments: Vec<Fragment>,
}

/// The lines of a cell that belong together.
struct Cell {
    column: usize,
    top: f32,
    bottom: f32,
    glyphs: Vec<Glyph>,
}

/// Takes the glyphs of tables without printed lines and gives their rows.
pub(super) fn take_unruled(glyphs: Vec<Glyph>, page: usize) -> (Vec<Line>, Vec<Glyph>) {
    let levels = levels_of(&glyphs);
    let mut lines = Vec::new();
    let mut rest: Vec<Glyph> = Vec::new();
    let mut at = 0;
    while at < levels.len() {
        let table = region(&levels[at..]).and_then(|(from, to)| {
            let table = &levels[at + from..at + to];
            Some((from, to, rows_of(table, &columns_of(table)?, page)?))
        });
        match table {
            Some((from, to, (rows, below))) => {
                rest.extend(glyphs_of(&levels[at..at + from]));
                lines.extend(rows);
                rest.extend(below);
                at += to;
            }
            None => {
                rest.extend(glyphs_of(&levels[at..=at]));
                at += 1;
            }
        }
    }
    // Without a table the glyphs stay as they came, white space included.
    if lines.is_empty() { (lines, glyphs) } else { (lines, rest) }
}

fn glyphs_of(levels: &[Level]) -> impl Iterator<Item = Glyph> {
    levels.iter().flat_map(|it| &it.fragments).flat_map(|it| it.glyphs.iter().copied())
}

fn levels_of(glyphs: &[Glyph]) -> Vec<Level> {
    let mut sorted: Vec<Glyph> = glyphs.to_vec();
    sorted.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in sorted {
        match rows.last_mut().filter(|row| (row[0].y - glyph.y).abs() <= 0.25 * glyph.size) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
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
    while to < levels.len() && is_near(&levels[to - 1..=to]) && columns_of(&levels[..=to]).is_some() {
        to += 1;
    }
    let num = |from: usize, to: usize| columns_of(&levels[from..to]).map_or(0, |it| it.len());
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

/// The rows as lines, and the glyphs of what stands below them; every glyph is in one of them.
fn rows_of(levels: &[Level], columns: &[(f32, f32)], page: usize) -> Option<(Vec<Line>, Vec<Glyph>)> {
    let size = levels.first()?.size;
    let mut rows: Vec<(f32, f32, Vec<Cell>)> = Vec::new();
    for cell in cells_of(levels, columns) {
        match rows.last_mut().filter(|it| it.1 - 0.3 * size <= cell.top) {
            Some(row) => {
                row.1 = row.1.min(cell.bottom);
                row.2.push(cell);
            }
            None => rows.push((cell.top, cell.bottom, vec![cell])),
        }
    }
    let mut below = Vec::new();
    while let Some(row) = rows.pop_if(|it| it.2.len() == 1) {
        below.extend(row.2.into_iter().flat_map(|it| it.glyphs));
    }
    let is_shared = |row: &(f32, f32, Vec<Cell>)| {
        let mut used: Vec<usize> = row.2.iter().map(|it| it.column).collect();
        used.sort_unstable();
        used.windows(2).any(|it| it[0] == it[1])
    };
    // Two cells of one column in one row: the lines tell nothing of the rows.
    if rows.len() < 2 || rows.iter().any(is_shared) {
        return None;
    }
    let mut grid = Grid::default();
    let lines = rows.into_iter().enumerate().map(|(at, row)| line(&mut grid, row, at == 0, columns, page)).collect();
    Some((lines, below))
}

fn line(
    grid: &mut Grid,
    (top, _, cells): (f32, f32, Vec<Cell>),
    is_first: bool,
    columns: &[(f32, f32)],
    page: usize,
) -> Line {
    let num_glyphs: usize = cells.iter().flat_map(|it| &it.glyphs).filter(|it| !it.letter.is_whitespace()).count();
    let size = cells.iter().flat_map(|it| &it.glyphs).map(|it| it.size).fold(0.0, f32::max);
    let of = |column: usize| cells.iter().find(|it| it.column == column).map(|it| cell_words(&it.glyphs));
    let row = (0..columns.len()).map(|it| (of(it).unwrap_or_default(), 1, 1)).collect();
    let words = grid.row(row, is_first);
    debug_assert_eq!(count(&words.text) - words.num_made(), num_glyphs, "every glyph of a row is in it");
    let (x, right) = (columns[0].0, columns[columns.len() - 1].1);
    let pieces = vec![Piece { text: words.text.clone(), x, right }];
    Line { pieces, y: top, size, page, column: 0, row: Some(words), is_guessed: true }
}

/// The cells from top to bottom: lines of one column, each full but the last.
fn cells_of(levels: &[Level], columns: &[(f32, f32)]) -> Vec<Cell> {
    let spread = usual_distance(levels, columns) * MAX_SPREAD;
    let mut cells: Vec<Cell> = Vec::new();
    let mut open: Vec<Option<(usize, bool)>> = vec![None; columns.len()];
    for level in levels {
        for fragment in &level.fragments {
            let column = column_of(fragment, columns);
            let is_full = columns[column].1 - fragment.right < MAX_ROOM_EM * level.size;
            let before = open[column].filter(|it| it.1 && cells[it.0].bottom - level.y <= spread).map(|it| it.0);
            // Two words of one line in one column are one cell.
            let beside = open[column].filter(|it| (cells[it.0].bottom - level.y).abs() < 1.0).map(|it| it.0);
            let at = beside.or(before).unwrap_or(cells.len());
            if at == cells.len() {
                cells.push(Cell { column, top: level.y, bottom: level.y, glyphs: Vec::new() });
            }
            cells[at].bottom = level.y;
            cells[at].glyphs.extend(&fragment.glyphs);
            open[column] = Some((at, is_full));
        }
    }
    cells.sort_by(|a, b| b.top.total_cmp(&a.top).then(a.column.cmp(&b.column)));
    cells
}

/// The distance of lines in one cell: the smallest of those below each other; 0
/// where every line is a row of its own.
fn usual_distance(levels: &[Level], columns: &[(f32, f32)]) -> f32 {
    let mut distances: Vec<f32> = Vec::new();
    for column in 0..columns.len() {
        let has = |it: &&Level| it.fragments.iter().any(|it| column_of(it, columns) == column);
        let heights: Vec<f32> = levels.iter().filter(has).map(|it| it.y).collect();
        distances.extend(heights.windows(2).map(|it| it[0] - it[1]));
    }
    distances.sort_by(f32::total_cmp);
    let Some(&least) = distances.first() else { return 0.0 };
    let has_wider = distances.last().is_some_and(|it| least * MAX_SPREAD < *it);
    // Where all cells of a line are filled, line after line, the lines are rows.
    let is_partial = |it: &&Level| it.fragments.len() < columns.len();
    if has_wider && levels.iter().any(|it| is_partial(&it)) { least } else { 0.0 }
}
