//! A page: which way up it is read, tables by their printed lines.

use super::columns::{gutter, lines_in_columns};
use super::lines::{Glyph, Line, lines_of_glyphs};
use super::rules::Rule;
use super::tables::tables_of;
use super::unruled::take_unruled;
use crate::importers::reading::{LeftOut, LeftOuts, is_invisible};

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
    if let Some(text) = is_level.then(|| lines_in_columns(&glyphs, page)).flatten() {
        lines.extend(text);
    } else {
        let text = lines_of_glyphs(glyphs.clone(), page);
        // Two columns of running text are none of a table.
        let is_text = !is_level || gutter(&text).is_some();
        let (rows, others) = if is_text { (text, Vec::new()) } else { take_unruled(glyphs, page) };
        lines.extend(rows);
        lines.extend(lines_of_glyphs(others, page));
    }
    lines.sort_by(|a, b| b.y.total_cmp(&a.y));
    lines
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
