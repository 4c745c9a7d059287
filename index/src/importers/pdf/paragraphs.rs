//! Lines to paragraphs: one ends where its last line is short, or where the
//! next is indented, larger, or further away. Lines whose pieces are under
//! each other are rows of a table.

use std::collections::HashMap;

use super::lines::Line;
use crate::importers::reading::ReadLine;
use crate::structure::numbering::{Marker, split_marker};

/// A line that ends earlier ends its paragraph.
const MAX_SHORTFALL_EM: f32 = 2.3;
/// No paragraph begins further inside.
const MAX_INDENT_EM: f32 = 4.5;
/// A line that is stretched to the width of its column leaves less room.
const MAX_STRETCH_EM: f32 = 0.4;
/// No sentence is as short.
const MAX_REST_CHARS: usize = 4;
/// Lines of one paragraph are never set further apart.
const MIN_FAR_EM: f32 = 2.0;

/// The page's edges of running text, per page and column.
#[derive(Clone, Copy, Debug)]
struct Edges {
    left: f32,
    right: f32,
}

/// How the paragraphs of a document are set.
#[derive(Clone, Copy, Debug)]
struct Setting {
    /// They begin with an indent.
    has_indents: bool,
    /// Their lines are stretched to one width.
    is_justified: bool,
}

/// Joins the lines of all pages.
pub fn join(pages: &[Vec<Line>]) -> Vec<ReadLine> {
    let edges = edges(pages);
    let lines: Vec<&Line> = pages.iter().flatten().collect();
    let rows = rows(&lines);
    let leadings: Vec<f32> = pages.iter().map(|page| leading(&page.iter().collect::<Vec<_>>())).collect();
    let setting = Setting { has_indents: has_indents(&lines, &edges), is_justified: is_justified(&lines, &edges) };
    let mut out: Vec<ReadLine> = Vec::new();
    let mut last: Option<&Line> = None;
    for (at, line) in lines.iter().enumerate() {
        let edge = edge_of(&edges, line);
        let goes_on = last.is_some_and(|last| {
            let before = edge_of(&edges, last);
            let leading = leadings.get(line.page.saturating_sub(1)).copied().unwrap_or(1.6);
            let is_row = rows[at] || rows[at - 1] || line.row.is_some() || last.row.is_some();
            !is_row && continues((last, before), (line, edge), leading, setting)
        });
        match out.last_mut() {
            Some(open) if goes_on => {
                let words = line.text();
                if needs_space(&open.text, &words) {
                    open.text.push(' ');
                }
                open.text.push_str(&words);
            }
            _ => out.push(read_line(line, rows[at])),
        }
        last = Some(line);
    }
    out
}

/// What the place of a row says that was found by the lines of its table.
pub const IN_TABLE: &str = " 表 ";

fn read_line(line: &Line, is_row: bool) -> ReadLine {
    match &line.row {
        Some(row) => ReadLine { place: place(line), ..row.clone() },
        None => ReadLine::new(words(line, is_row), place(line)),
    }
}

fn words(line: &Line, is_row: bool) -> String {
    if is_row { line.pieces.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("\t") } else { line.text() }
}

fn place(line: &Line) -> String {
    let (x, y) = (line.x().round(), line.y.round());
    let kind = if line.row.is_some() { IN_TABLE } else { " " };
    format!("第{}页{kind}{x},{y} {}x{}", line.page, (line.right() - line.x()).round(), line.size.round())
}

/// Most lines begin at the left edge and end at the right one.
fn edges(pages: &[Vec<Line>]) -> HashMap<(usize, usize), Edges> {
    let mut edges = HashMap::new();
    let is_text = |it: &&Line, column: usize| it.column == column && it.row.is_none();
    let all = |column: usize| pages.iter().flatten().filter(move |it| is_text(it, column));
    for column in 0..3 {
        let Some(whole) = edges_of(&all(column).collect::<Vec<_>>()) else { continue };
        for (at, page) in pages.iter().enumerate() {
            let own = edges_of(&page.iter().filter(|it| is_text(it, column)).collect::<Vec<_>>());
            // A last page with three short lines knows nothing of its right edge.
            let enough = page.iter().filter(|it| is_text(it, column)).count() >= 8;
            edges.insert((at + 1, column), own.filter(|_| enough).unwrap_or(whole));
        }
    }
    edges
}

fn edges_of(lines: &[&Line]) -> Option<Edges> {
    let mut lefts: Vec<f32> = lines.iter().map(|it| it.x()).collect();
    let mut rights: Vec<f32> = lines.iter().map(|it| it.right()).collect();
    lefts.sort_by(f32::total_cmp);
    rights.sort_by(f32::total_cmp);
    let left = *lefts.get(lefts.len() / 20)?;
    let right = *rights.get(rights.len().saturating_sub(1 + rights.len() / 12))?;
    Some(Edges { left, right })
}

fn edge_of(edges: &HashMap<(usize, usize), Edges>, line: &Line) -> Edges {
    let own = Edges { left: line.x(), right: line.right() };
    edges.get(&(line.page, line.column)).copied().unwrap_or(own)
}

/// Usual distance from line to line, in ems.
fn leading(lines: &[&Line]) -> f32 {
    let is_text = |it: &[&Line]| it[0].row.is_none() && it[1].row.is_none();
    let pairs = lines.windows(2).filter(|it| is_text(it) && it[0].page == it[1].page && it[0].column == it[1].column);
    let mut gaps: Vec<f32> = pairs.map(|it| (it[0].y - it[1].y) / it[1].size).filter(|it| *it > 0.5).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(1.6)
}

/// Paragraphs of this document begin with an indent.
fn has_indents(lines: &[&Line], edges: &HashMap<(usize, usize), Edges>) -> bool {
    let indented = lines.iter().filter(|it| is_indented(it, edge_of(edges, it))).count();
    indented * 12 >= lines.len()
}

/// Nine of ten lines that are nearly full are full; the others end a paragraph.
fn is_justified(lines: &[&Line], edges: &HashMap<(usize, usize), Edges>) -> bool {
    let room = |it: &&&Line| (edge_of(edges, it).right - it.right()) / it.size;
    let nearly_full = lines.iter().filter(|it| room(it) < MAX_SHORTFALL_EM).count();
    let full = lines.iter().filter(|it| room(it) < MAX_STRETCH_EM).count();
    10 * nearly_full <= 11 * full
}

fn is_indented(line: &Line, edge: Edges) -> bool {
    let indent = (line.x() - edge.left) / line.size;
    (0.8..=MAX_INDENT_EM).contains(&indent)
}

fn continues((last, before): (&Line, Edges), (line, edge): (&Line, Edges), leading: f32, setting: Setting) -> bool {
    let is_same_column = last.page == line.page && last.column == line.column;
    let gap = (last.y - line.y) / line.size;
    let is_far = is_same_column && gap > (leading * 1.45).max(MIN_FAR_EM);
    let is_other_size = (last.size - line.size).abs() > 0.12 * last.size.max(line.size);
    // A long word that did not fit, or a mark that must not begin a line, leaves room as well.
    let word = line.pieces.first().map_or(0.0, |it| width_of_word(&it.text));
    let is_short = (before.right - last.right()) / last.size > MAX_SHORTFALL_EM + word;
    let starts_inside = (line.x() - edge.left) / line.size > 0.8;
    // Two centred lines of a title end short of both edges alike.
    let leaves_columns = (last.column == 0) != (line.column == 0);
    // What is centred or set to the right is no part of what begins at the left.
    let is_inside = |it: &Line, edge: Edges| (it.x() - edge.left) / it.size > MAX_INDENT_EM;
    let is_moved = (line.x() - edge.left - (last.x() - before.left)).abs() > 0.8 * line.size;
    let is_aside = is_moved && (is_inside(line, edge) || is_inside(last, before));
    let is_apart = is_other_size || is_far || leaves_columns || is_aside;
    if !is_apart && is_rest(&last.text(), &line.text()) {
        return true;
    }
    // A title breaks anywhere, also within its brackets.
    if is_open(&last.text()) && !is_other_size && !is_far && !leaves_columns {
        return true;
    }
    // Where paragraphs are indented, a long line without an end goes on at the left edge.
    let is_long = 0.6 * (before.right - before.left) < last.right() - last.x();
    let has_no_end = setting.has_indents && !starts_inside && is_long && !is_closed(&last.text());
    if is_apart || is_short && !has_no_end {
        return false;
    }
    if setting.has_indents {
        return !starts_inside;
    }
    let begins_item = begins_item(&last.text(), &line.text());
    // Where lines are set to one width, the last of a paragraph alone may leave room.
    let leaves_room = setting.is_justified && (before.right - last.right()) / last.size > MAX_STRETCH_EM;
    let begins_anew = (starts_inside || leaves_room) && is_closed(&last.text());
    !begins_item && !begins_anew
}

/// A bracket or a quotation is not closed.
fn is_open(text: &str) -> bool {
    let count = |c: char| text.matches(c).count();
    [('（', '）'), ('《', '》'), ('〔', '〕'), ('“', '”')].iter().any(|it| count(it.1) < count(it.0))
}

/// A number, also one before a year: `1.2023年以来…`
fn begins_item(last: &str, line: &str) -> bool {
    let is_year = |it: &str| it.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('年');
    let rest = line.trim().trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', '．']);
    let is_before_year = is_closed(last) && rest.is_some_and(is_year);
    is_before_year || !matches!(split_marker(line).0, Marker::None)
}

/// `…的其他场` and `合。`: a line of a few characters that ends a sentence is none
/// of its own.
fn is_rest(last: &str, line: &str) -> bool {
    let line = line.trim();
    let is_number = !matches!(split_marker(line).0, Marker::None);
    !is_closed(last) && line.ends_with('。') && line.chars().count() <= MAX_REST_CHARS && !is_number
}

/// Width in ems of what a text begins with and no line is broken in: Latin words,
/// figures and their brackets. Han characters break anywhere.
fn width_of_word(text: &str) -> f32 {
    let is_han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let word = text.chars().take_while(|c| !is_han(*c) && !c.is_whitespace());
    word.map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

fn is_closed(text: &str) -> bool {
    text.trim_end().ends_with(['。', '：', '；', '！', '？'])
}

/// Latin words keep their space over the end of a line.
fn needs_space(before: &str, after: &str) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == ',' || c == '.');
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    is_latin(before.chars().next_back()) && is_word(after.chars().next())
}

/// Lines with several pieces are rows where a neighbour has pieces at the same places.
fn rows(lines: &[&Line]) -> Vec<bool> {
    let is_wide = |at: usize| lines[at].row.is_none() && lines[at].pieces.len() > 1;
    let is_aligned = |a: usize, b: usize| {
        let near = lines[a].size * 1.5;
        let has = |x: f32| lines[b].pieces.iter().skip(1).any(|it| (it.x - x).abs() < near);
        is_wide(a) && is_wide(b) && lines[a].pieces.iter().skip(1).any(|it| has(it.x))
    };
    let neighbours = |at: usize| [at.checked_sub(1), Some(at + 1).filter(|it| *it < lines.len())];
    (0..lines.len()).map(|at| neighbours(at).into_iter().flatten().any(|it| is_aligned(at, it))).collect()
}
