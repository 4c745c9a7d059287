//! Cells to rows. Columns in which every row has a cell tell where the rows are; a cell
//! of another column may reach over several of them, in the middle of which it stands.

use super::cells::Cell;
use super::head::Head;
use crate::importers::pdf::lines::Glyph;

/// What reaches over rows stands in the middle of them, give or take this, in ems.
const MAX_ASIDE_EM: f32 = 0.5;
/// Baselines are one if they differ by less, in ems.
const SAME_EM: f32 = 0.3;

/// Lines of two rows are never nearer to each other, in ems.
const TOUCHING_EM: f32 = 0.95;

/// A row of a table.
pub(super) struct Row {
    /// Its first baseline.
    pub top: f32,
    /// The cells that begin in it.
    pub cells: Vec<Placed>,
    /// By column, whether a cell of a row above reaches into it.
    pub reached: Vec<bool>,
    /// It holds labels.
    pub is_header: bool,
}

/// A cell and how many rows it takes.
pub(super) struct Placed {
    /// The cell.
    pub cell: Cell,
    /// The row it begins in is one of them.
    pub num_rows: usize,
}

/// Where a row is.
#[derive(Clone, Debug)]
struct Band {
    top: f32,
    bottom: f32,
    /// The columns that have a cell in it.
    columns: Vec<usize>,
}

/// First row of a cell and number of its rows.
type Span = (usize, usize);

/// The rows with their cells, and the glyphs of what stands below them; `None` where
/// the places tell nothing of the rows.
pub(super) fn rows_of(
    cells: Vec<Cell>,
    head: Option<Head>,
    num_columns: usize,
    size: f32,
) -> Option<(Vec<Row>, Vec<Glyph>)> {
    let (bands, spans) = places(&cells, head.as_ref(), num_columns, size)?;
    let num_header_rows = if head.as_ref().is_some_and(Head::is_parted) { 2 } else { 1 };
    let (mut placed, mut below) = (Vec::new(), Vec::new());
    for cell in head.into_iter().flat_map(|it| it.cells) {
        let num_rows = rows_of_label(&cell, &bands);
        placed.push((0, Placed { cell, num_rows }));
    }
    for (cell, span) in cells.into_iter().zip(spans) {
        match span {
            Some((row, num_rows)) => placed.push((row, Placed { cell, num_rows })),
            None => below.extend(cell.glyphs),
        }
    }
    let mut rows: Vec<Row> = bands.iter().enumerate().map(|(at, band)| row(at, band, &placed, num_columns)).collect();
    rows.iter_mut().take(num_header_rows).for_each(|it| it.is_header = true);
    placed.into_iter().for_each(|(row, it)| rows[row].cells.push(it));
    Some((rows, below))
}

/// The rows, labels over columns among them, and which of them each cell takes.
fn places(
    cells: &[Cell],
    head: Option<&Head>,
    num_columns: usize,
    size: f32,
) -> Option<(Vec<Band>, Vec<Option<Span>>)> {
    let body = || cells.iter().filter(|it| !head.is_some_and(|head| head.is_halfway(it, size)));
    let of = |column: usize| body().filter(move |it| it.column == column);
    let all = without_single_end(bands_of(body(), size));
    let first_whole = (0..num_columns).rev().max_by_key(|it| of(*it).count())?;
    let is_plain = is_clear(&all) && all.iter().all(|it| 1 < it.columns.len());
    let labels = all.first().filter(|_| head.is_some()).cloned();
    // The rows as one column shows them, and as all do.
    let mut keys: Vec<usize> = (0..num_columns).collect();
    keys.sort_by_key(|it| std::cmp::Reverse(of(*it).count()));
    let by_key = keys.into_iter().map(|it| (it, with_labels(bands_of(of(it), size), labels.as_ref())));
    let whole = || [(first_whole, all.clone())].into_iter();
    let (before, behind) = if is_plain { (Some(whole()), None) } else { (None, Some(whole())) };
    let ways = before.into_iter().flatten().chain(by_key).chain(behind.into_iter().flatten());
    ways.filter(|it| is_clear(&it.1)).find_map(|(key, mut bands)| {
        if let Some((top, bottom)) = head.map(Head::extent) {
            bands.insert(0, Band { top, bottom, columns: Vec::new() });
        }
        let spans = spans_of(cells, &bands, head, num_columns, key, size)?;
        Some((bands, spans))
    })
}

/// The labels are a row, also where the column has none.
fn with_labels(mut bands: Vec<Band>, labels: Option<&Band>) -> Vec<Band> {
    if let Some(labels) = labels.filter(|it| bands.first().is_none_or(|first| first.top < it.bottom)) {
        bands.insert(0, labels.clone());
    }
    bands
}

/// Groups of cells that stand beside each other, from top to bottom.
fn bands_of<'a>(cells: impl Iterator<Item = &'a Cell>, size: f32) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for cell in cells {
        match bands.last_mut().filter(|it| it.bottom - SAME_EM * size <= cell.top) {
            Some(band) => {
                band.bottom = band.bottom.min(cell.bottom);
                band.columns.push(cell.column);
            }
            None => bands.push(Band { top: cell.top, bottom: cell.bottom, columns: vec![cell.column] }),
        }
    }
    bands
}

/// What stands alone at the end is a note below the table.
fn without_single_end(mut bands: Vec<Band>) -> Vec<Band> {
    while bands.pop_if(|it| it.columns.len() == 1).is_some() {}
    bands
}

/// Two rows at least, and no column has two cells in one of them.
fn is_clear(bands: &[Band]) -> bool {
    let is_shared = |it: &Band| {
        let mut used = it.columns.clone();
        used.sort_unstable();
        used.windows(2).any(|it| it[0] == it[1])
    };
    2 <= bands.len() && !bands.iter().any(is_shared)
}

/// The places of all cells; `None` for one that stands below the table.
fn spans_of(
    cells: &[Cell],
    bands: &[Band],
    head: Option<&Head>,
    num_columns: usize,
    first_dense: usize,
    size: f32,
) -> Option<Vec<Option<Span>>> {
    let mut spans: Vec<Option<Span>> = vec![None; cells.len()];
    for column in 0..num_columns {
        let own: Vec<usize> = (0..cells.len()).filter(|it| cells[*it].column == column).collect();
        let label = head.and_then(|it| it.cells.iter().find(|it| it.covers(column)));
        let from = label.map_or(0, |it| rows_of_label(it, bands));
        let column_cells: Vec<&Cell> = own.iter().map(|it| &cells[*it]).collect();
        let found = spans_of_column(&column_cells, bands, from, column < first_dense, size)?;
        own.into_iter().zip(found).for_each(|(at, span)| spans[at] = span);
    }
    Some(spans)
}

/// A label that no other follows below takes both rows of labels.
fn rows_of_label(label: &Cell, bands: &[Band]) -> usize {
    let is_alone = label.num_columns == 1 && bands.get(1).is_some_and(|it| !it.columns.contains(&label.column));
    if is_alone { 2 } else { 1 }
}

fn spans_of_column(
    cells: &[&Cell],
    bands: &[Band],
    from: usize,
    is_leading: bool,
    size: f32,
) -> Option<Vec<Option<Span>>> {
    let touched = |it: &Cell| bands.iter().filter(|band| is_beside(it, band, size)).count();
    // A remark in the middle of three rows may be one of the middle row; what parts the rows on its left is none.
    let reaches = |spans: &Vec<Span>| {
        let is_sure =
            |(cell, span): (&&Cell, &Span)| 1 < span.1 && (is_leading || span.1 % 2 == 0 || 1 < touched(cell));
        cells.iter().zip(spans).any(is_sure)
    };
    if let Some(spans) = filling(cells, bands, from, size).filter(reaches) {
        return Some(spans.into_iter().map(Some).collect());
    }
    let mut free = from;
    let mut spans = Vec::new();
    for cell in cells {
        let Place::Rows(span) = own_rows(cell, bands, size)? else {
            spans.push(None);
            continue;
        };
        if span.0 < free {
            return None;
        }
        free = span.0 + span.1;
        spans.push(Some(span));
    }
    Some(spans)
}

/// The rows of each cell, if together they fill all rows from there on and each cell
/// stands in the middle of its own.
fn filling(cells: &[&Cell], bands: &[Band], from: usize, size: f32) -> Option<Vec<Span>> {
    let mut next = from;
    let mut spans = Vec::new();
    for cell in cells {
        let aside = |last: &usize| (cell.middle() - (bands[next].top + bands[*last].bottom) / 2.0).abs();
        let last = (next..bands.len()).min_by(|a, b| aside(a).total_cmp(&aside(b)))?;
        if MAX_ASIDE_EM * size < aside(&last) {
            return None;
        }
        spans.push((next, last + 1 - next));
        next = last + 1;
    }
    (next == bands.len()).then_some(spans)
}

/// Where a cell stands.
enum Place {
    /// Beside these rows, or between two.
    Rows(Span),
    /// Below all of them.
    Below,
}

/// The rows beside a cell, or the two that it stands between; `None` above the first.
fn own_rows(cell: &Cell, bands: &[Band], size: f32) -> Option<Place> {
    let beside = bands.iter().filter(|it| is_beside(cell, it, size)).count();
    if let Some(first) = bands.iter().position(|it| is_beside(cell, it, size)) {
        return Some(Place::Rows((first, beside)));
    }
    let above = bands.iter().rposition(|it| cell.top < it.bottom)?;
    Some(if above + 1 < bands.len() { Place::Rows((above, 2)) } else { Place::Below })
}

/// Its lines leave no room between them and the row's.
fn is_beside(cell: &Cell, band: &Band, size: f32) -> bool {
    cell.bottom - TOUCHING_EM * size < band.top && band.bottom - TOUCHING_EM * size < cell.top
}

/// A row without its cells.
fn row(at: usize, band: &Band, placed: &[(usize, Placed)], num_columns: usize) -> Row {
    let is_within = |(row, it): &(usize, Placed)| *row < at && at < row + it.num_rows;
    let reaches = |column: usize| placed.iter().any(|it| is_within(it) && it.1.cell.covers(column));
    Row { top: band.top, cells: Vec::new(), reached: (0..num_columns).map(reaches).collect(), is_header: false }
}
