//! Glyphs to lines. A line is all glyphs on one baseline of one column; its
//! pieces are parted where the gap is too wide for a space.

use pdf_oxide::layout::{TextChar, TextSpan};

use crate::importers::reading::{ReadLine, count};

/// A gap of so many ems parts two pieces of a line.
const PIECE_GAP_EM: f32 = 1.8;
/// A gap of so many ems shows as a space; narrower ones come from setting lines to one width.
const SPACE_GAP_EM: f32 = 0.8;
/// The gap that a printed space leaves, or that parts Latin words.
const PRINTED_SPACE_EM: f32 = 0.15;

/// A character and its place, in points from the lower left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    /// The character.
    pub letter: char,
    /// Left edge.
    pub x: f32,
    /// Right edge.
    pub right: f32,
    /// Baseline.
    pub y: f32,
    /// Height of its font.
    pub size: f32,
    /// In degrees.
    pub rotation: f32,
}

/// The glyphs of a span. Where their places contradict the order of its words,
/// the words are right, and the places are laid out anew over its width.
pub(super) fn glyphs_of_span(span: &TextSpan) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = span.to_chars().into_iter().map(Glyph::from).collect();
    let is_level = glyphs.iter().all(|it| it.rotation.abs() < 1.0);
    let is_ordered = glyphs.windows(2).all(|it| it[0].x <= it[1].x + 0.01);
    if is_ordered || !is_level {
        return glyphs;
    }
    let total: f32 = glyphs.iter().map(|it| it.right - it.x).sum();
    let scale = if total > 0.0 { span.bbox.width / total } else { 1.0 };
    let mut x = span.bbox.x;
    for glyph in &mut glyphs {
        let width = (glyph.right - glyph.x) * scale;
        (glyph.x, glyph.right) = (x, x + width);
        x += width;
    }
    glyphs
}

impl From<TextChar> for Glyph {
    fn from(it: TextChar) -> Self {
        let size = if it.font_size > 0.5 { it.font_size } else { it.bbox.height.max(1.0) };
        let advance = if it.advance_width > 0.0 { it.advance_width } else { it.bbox.width };
        let (x, y) = (it.origin_x, it.origin_y);
        Self { letter: it.char, x, right: x + advance, y, size, rotation: it.rotation_degrees }
    }
}

/// Glyphs side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    /// Their words.
    pub text: String,
    /// Left edge.
    pub x: f32,
    /// Right edge.
    pub right: f32,
}

/// The cells of a row of a table, as its printed lines show them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shape {
    /// Edges of the columns from left to right.
    pub columns: Vec<f32>,
    /// What begins in this row, by its column.
    pub cells: Vec<Option<CellShape>>,
    /// No line lies above the row: a page cuts it.
    pub is_open: bool,
}

/// A cell of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct CellShape {
    /// Rows that it takes.
    pub num_rows: usize,
    /// Its last line leaves no room.
    pub is_full: bool,
}

/// The glyphs on one baseline of one column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    /// Its pieces from left to right.
    pub pieces: Vec<Piece>,
    /// Baseline.
    pub y: f32,
    /// Height of most of its glyphs.
    pub size: f32,
    /// Page, from 1.
    pub page: usize,
    /// Column, from 0.
    pub column: usize,
    /// The cells of a row of a table.
    pub row: Option<ReadLine>,
    /// That table has no printed lines.
    pub is_guessed: bool,
    /// Of a row within printed lines: its cells.
    pub shape: Option<Shape>,
}

impl Line {
    /// Left edge.
    pub(super) fn x(&self) -> f32 {
        self.pieces.first().map_or(0.0, |it| it.x)
    }

    /// Right edge.
    pub(super) fn right(&self) -> f32 {
        self.pieces.last().map_or(0.0, |it| it.right)
    }

    /// Its words, pieces parted by spaces.
    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Glyphs of one baseline, from top to bottom.
pub(super) fn lines_of_glyphs(glyphs: Vec<Glyph>, page: usize) -> Vec<Line> {
    let rows = on_baselines(glyphs, |first, it| 0.4 * it.size.max(first.size));
    let has_words = |row: &Vec<Glyph>| row.iter().any(|it| !it.letter.is_whitespace());
    rows.into_iter().flat_map(layers).filter(has_words).map(|row| line(row, page)).collect()
}

/// Rows from top to bottom, each from left to right: what stands no further below the first glyph of its row than
/// `reach` says of both.
pub(super) fn on_baselines(mut glyphs: Vec<Glyph>, reach: impl Fn(&Glyph, &Glyph) -> f32) -> Vec<Vec<Glyph>> {
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut().filter(|row| (row[0].y - glyph.y).abs() <= reach(&row[0], &glyph)) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    rows
}

/// The reach of what stands on one baseline, or nearly.
pub(super) fn hardly_apart(_: &Glyph, glyph: &Glyph) -> f32 {
    0.25 * glyph.size
}

/// A foot in its own size that is printed over a line of text is a line of its own.
pub(super) fn layers(row: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    let size = row[0].size.max(row[row.len() - 1].size);
    let main = row.iter().filter(|it| is_near(it.size, size)).count();
    let size = if main * 2 >= row.len() { size } else { row.iter().map(|it| it.size).fold(0.0, f32::max) };
    let (large, small): (Vec<Glyph>, Vec<Glyph>) = row.iter().copied().partition(|it| is_near(it.size, size));
    let overlaps = |a: &Glyph| large.iter().any(|b| a.x < b.right - 0.2 * b.size && b.x < a.right - 0.2 * a.size);
    if !large.is_empty() && small.iter().any(overlaps) { vec![large, small] } else { vec![row] }
}

fn is_near(a: f32, b: f32) -> bool {
    (a - b).abs() <= 0.08 * a.max(b)
}

fn line(mut glyphs: Vec<Glyph>, page: usize) -> Line {
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut sizes: Vec<f32> = glyphs.iter().map(|it| it.size).collect();
    sizes.sort_by(f32::total_cmp);
    let size = sizes[sizes.len() / 2];
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last: Option<Glyph> = None;
    let mut is_parted = false;
    for glyph in &glyphs {
        if glyph.letter.is_whitespace() {
            is_parted = true;
            continue;
        }
        let gap = last.map(|it| (glyph.x - it.right) / size);
        match (pieces.last_mut(), gap) {
            (Some(piece), Some(gap)) if gap < PIECE_GAP_EM => {
                if gap > space_width(last, *glyph, is_parted) {
                    piece.text.push(' ');
                }
                piece.text.push(glyph.letter);
                piece.right = glyph.right;
            }
            _ => pieces.push(Piece { text: glyph.letter.to_string(), x: glyph.x, right: glyph.right }),
        }
        last = Some(*glyph);
        is_parted = false;
    }
    Line { pieces, y: glyphs[0].y, size, page, column: 0, row: None, is_guessed: false, shape: None }
}

/// A printed space shows where it is not squeezed away; without one the gap must be wide.
fn space_width(last: Option<Glyph>, next: Glyph, is_parted: bool) -> f32 {
    let is_latin = |it: Glyph| it.letter.is_ascii_alphanumeric();
    let are_latin = is_latin(next) && last.is_some_and(is_latin);
    if is_parted || are_latin { PRINTED_SPACE_EM } else { SPACE_GAP_EM }
}

/// Characters of a line, white space aside.
pub(super) fn num_chars(line: &Line) -> usize {
    if let Some(row) = &line.row {
        return count(&row.text) - row.num_made();
    }
    line.pieces.iter().map(|it| count(&it.text)).sum()
}
