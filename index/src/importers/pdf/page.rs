//! Glyphs to lines. A line is all glyphs on one baseline of one column; its
//! pieces are parted where the gap is too wide for a space.

use pdf_oxide::layout::{TextChar, TextSpan};

use super::rules::Rule;
use super::tables::tables_of;
use crate::importers::reading::{LeftOut, LeftOuts, ReadLine, count, is_invisible};

/// A gap of so many ems parts two pieces of a line.
const PIECE_GAP_EM: f32 = 1.8;
/// A gap of so many ems shows as a space; narrower ones come from setting lines to one width.
const SPACE_GAP_EM: f32 = 0.8;
/// The gap that a printed space leaves, or that parts Latin words.
const PRINTED_SPACE_EM: f32 = 0.15;
/// So many lines of a column make it one.
const MIN_COLUMN_LINES: usize = 5;

/// A character and its place, in points from the lower left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
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
pub fn glyphs_of_span(span: &TextSpan) -> Vec<Glyph> {
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
pub struct Piece {
    /// Their words.
    pub text: String,
    /// Left edge.
    pub x: f32,
    /// Right edge.
    pub right: f32,
}

/// The glyphs on one baseline of one column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
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
    /// The cells of a row of a table that was found by its printed lines.
    pub row: Option<ReadLine>,
}

impl Line {
    /// Left edge.
    pub fn x(&self) -> f32 {
        self.pieces.first().map_or(0.0, |it| it.x)
    }

    /// Right edge.
    pub fn right(&self) -> f32 {
        self.pieces.last().map_or(0.0, |it| it.right)
    }

    /// Its words, pieces parted by spaces.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The lines of a page from top to bottom, over all columns; `rules` are its
/// printed lines.
pub fn lines_of_page(glyphs: Vec<Glyph>, rules: &[Rule], page: usize, left_out: &mut LeftOuts) -> Vec<Line> {
    // Where the page is turned its lines are not.
    let is_level = glyphs.iter().all(|it| it.rotation.abs() < 1.0);
    let mut glyphs = without_shadows(upright(glyphs, left_out), left_out);
    let mut lines = Vec::new();
    for table in tables_of(rules).into_iter().filter(|_| is_level) {
        let (own, others): (Vec<Glyph>, Vec<Glyph>) = glyphs.into_iter().partition(|it| table.holds(it));
        lines.extend(table.lines(own, page));
        glyphs = others;
    }
    lines.extend(lines_of_glyphs(glyphs, page));
    lines.sort_by(|a, b| b.y.total_cmp(&a.y));
    lines
}

/// The same lines, one column after the other.
pub fn in_reading_order(rows: Vec<Line>) -> Vec<Line> {
    match gutter(&rows) {
        Some(middle) => in_columns(rows, middle),
        None => rows,
    }
}

/// Most of a page is read in one direction; stamps and watermarks across it are left out.
fn upright(glyphs: Vec<Glyph>, left_out: &mut LeftOuts) -> Vec<Glyph> {
    let turn = |it: &Glyph| (it.rotation / 90.0).round() as i32 % 4;
    let is_straight = |it: &Glyph| (it.rotation - 90.0 * (it.rotation / 90.0).round()).abs() < 3.0;
    let counts = [0, 1, 2, 3].map(|at| glyphs.iter().filter(|it| is_straight(it) && turn(it) == at).count());
    let main = (0..4).max_by_key(|at| (counts[*at], usize::from(*at == 0))).unwrap_or(0);
    let mut kept = Vec::new();
    for glyph in glyphs {
        if is_invisible(glyph.letter) {
            left_out.add_count(LeftOut::Invisible, 1);
        } else if is_straight(&glyph) && turn(&glyph) == i32::try_from(main).unwrap_or(0) {
            kept.push(turned(glyph, main));
        } else {
            left_out.add_count(LeftOut::RunningHead, usize::from(!glyph.letter.is_whitespace()));
        }
    }
    kept
}

fn turned(glyph: Glyph, quarter: usize) -> Glyph {
    let width = glyph.right - glyph.x;
    let (x, y) = match quarter {
        1 => (-glyph.y, glyph.x),
        2 => (-glyph.x, -glyph.y),
        3 => (glyph.y, -glyph.x),
        _ => (glyph.x, glyph.y),
    };
    Glyph { x, right: x + width, y, ..glyph }
}

/// Bold letters are sometimes printed twice, a hair apart.
fn without_shadows(glyphs: Vec<Glyph>, left_out: &mut LeftOuts) -> Vec<Glyph> {
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let is_same = |it: &Glyph| {
            let near = glyph.size * 0.2;
            it.letter == glyph.letter && (it.x - glyph.x).abs() < near && (it.y - glyph.y).abs() < near
        };
        // A shadow follows within its own line.
        if !glyph.letter.is_whitespace() && kept.iter().rev().take(200).any(is_same) {
            left_out.add_count(LeftOut::Duplicate, 1);
        } else {
            kept.push(glyph);
        }
    }
    kept
}

/// Glyphs of one baseline, from top to bottom.
pub fn lines_of_glyphs(mut glyphs: Vec<Glyph>, page: usize) -> Vec<Line> {
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut().filter(|row| (row[0].y - glyph.y).abs() <= 0.4 * glyph.size.max(row[0].size)) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    let has_words = |row: &Vec<Glyph>| row.iter().any(|it| !it.letter.is_whitespace());
    rows.into_iter().flat_map(layers).filter(has_words).map(|row| line(row, page)).collect()
}

/// A foot in its own size that is printed over a line of text is a line of its own.
fn layers(row: Vec<Glyph>) -> Vec<Vec<Glyph>> {
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
    Line { pieces, y: glyphs[0].y, size, page, column: 0, row: None }
}

/// A printed space shows where it is not squeezed away; without one the gap must be wide.
fn space_width(last: Option<Glyph>, next: Glyph, is_parted: bool) -> f32 {
    let is_latin = |it: Glyph| it.letter.is_ascii_alphanumeric();
    let are_latin = is_latin(next) && last.is_some_and(is_latin);
    if is_parted || are_latin { PRINTED_SPACE_EM } else { SPACE_GAP_EM }
}

/// The middle between two columns of running text, if the page is set so.
fn gutter(rows: &[Line]) -> Option<f32> {
    let left = rows.iter().map(Line::x).fold(f32::MAX, f32::min);
    let right = rows.iter().map(Line::right).fold(f32::MIN, f32::max);
    let width = right - left;
    if rows.len() < MIN_COLUMN_LINES || width <= 0.0 {
        return None;
    }
    let pieces = || rows.iter().flat_map(|it| &it.pieces);
    let candidates = (35..=65).map(|percent| left + width * percent as f32 / 100.0);
    let crossing = |x: f32| pieces().filter(|it| it.x < x - 1.0 && x + 1.0 < it.right).count();
    let fewest = candidates.clone().map(crossing).min()?;
    let best: Vec<f32> = candidates.filter(|x| crossing(*x) == fewest).collect();
    let middle = best[best.len() / 2];
    let is_full = |it: &Piece, from: f32, to: f32| it.right - it.x > 0.7 * (to - from);
    let num_left = pieces().filter(|it| it.right <= middle + 1.0 && is_full(it, left, middle)).count();
    let num_right = pieces().filter(|it| it.x >= middle - 1.0 && is_full(it, middle, right)).count();
    let is_column = |count: usize| count >= MIN_COLUMN_LINES && count * 3 >= rows.len();
    (fewest * 4 <= rows.len() && is_column(num_left) && is_column(num_right)).then_some(middle)
}

/// Lines across both columns part the page; between them left comes before right.
fn in_columns(rows: Vec<Line>, middle: f32) -> Vec<Line> {
    let (mut done, mut left, mut right) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        if row.row.is_some() || row.pieces.iter().any(|it| it.x < middle - 1.0 && middle + 1.0 < it.right) {
            done.append(&mut left);
            done.append(&mut right);
            done.push(row);
            continue;
        }
        let (own_left, own_right): (Vec<Piece>, Vec<Piece>) = row.pieces.into_iter().partition(|it| it.x < middle);
        let of = |pieces, column| Line { pieces, y: row.y, size: row.size, page: row.page, column, row: None };
        if !own_left.is_empty() {
            left.push(of(own_left, 1));
        }
        if !own_right.is_empty() {
            right.push(of(own_right, 2));
        }
    }
    done.append(&mut left);
    done.append(&mut right);
    done
}

/// Characters of a line, white space aside.
pub fn num_chars(line: &Line) -> usize {
    if let Some(row) = &line.row {
        return count(&row.text) - row.num_made();
    }
    line.pieces.iter().map(|it| count(&it.text)).sum()
}
