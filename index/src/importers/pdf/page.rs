//! A page: which way up it is read, tables by their printed lines, columns one
//! after the other.

use super::lines::{Glyph, Line, Piece, lines_of_glyphs};
use super::rules::Rule;
use super::tables::tables_of;
use super::unruled::take_unruled;
use crate::importers::reading::{LeftOut, LeftOuts, is_invisible};

/// So many lines of a column make it one.
const MIN_COLUMN_LINES: usize = 5;

/// The lines of a page from top to bottom, over all columns; `rules` are its
/// printed lines.
pub(super) fn lines_of_page(glyphs: Vec<Glyph>, rules: &[Rule], page: usize, left_out: &mut LeftOuts) -> Vec<Line> {
    // Where the page is turned its lines are not.
    let is_level = glyphs.iter().all(|it| it.rotation.abs() < 1.0);
    let mut glyphs = without_shadows(upright(glyphs, left_out), left_out);
    let mut lines = Vec::new();
    for table in tables_of(rules).into_iter().filter(|_| is_level) {
        let (own, others): (Vec<Glyph>, Vec<Glyph>) = glyphs.into_iter().partition(|it| table.holds(it));
        lines.extend(table.lines(own, page));
        glyphs = others;
    }
    let text = lines_of_glyphs(glyphs.clone(), page);
    // Two columns of running text are none of a table.
    if is_level && gutter(&text).is_none() {
        let (rows, others) = take_unruled(glyphs, page);
        lines.extend(rows);
        lines.extend(lines_of_glyphs(others, page));
    } else {
        lines.extend(text);
    }
    lines.sort_by(|a, b| b.y.total_cmp(&a.y));
    lines
}

/// The same lines, one column after the other.
pub(super) fn in_reading_order(rows: Vec<Line>) -> Vec<Line> {
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
        let of = |pieces, column| Line {
            pieces,
            y: row.y,
            size: row.size,
            page: row.page,
            column,
            row: None,
            is_guessed: false,
            shape: None,
        };
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
