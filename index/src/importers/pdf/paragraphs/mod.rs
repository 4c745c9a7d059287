//! Lines to paragraphs: one ends where its last line is short, or where the
//! next is indented, larger, or further away. Lines whose pieces are under
//! each other are rows of a table.

mod setting;
#[cfg(test)]
mod tests;
mod words;

use super::lines::Line;
use crate::importers::dates::Date;
use crate::importers::reading::ReadLine;
use crate::importers::text::wrapped::begins_list;
use setting::{
    Edges, MAX_INDENT_EM, MAX_SHORTFALL_EM, MAX_STRETCH_EM, MIN_SPACING, Setting, edge_of, edges, has_room, is_centred,
    is_set_between, leading,
};
use words::{
    begins_item, counts_within, ends_entry, ends_title, is_closed, is_open, is_rest, needs_space, width_of_word,
};

/// A stretched line that leaves more room was not stretched: it is the last of its paragraph.
const MAX_LAST_STRETCH_EM: f32 = 1.1;
/// Lines of one paragraph are never set further apart.
const MIN_FAR_EM: f32 = 2.0;

/// Joins the lines of all pages.
pub(super) fn join(pages: &[Vec<Line>]) -> Vec<ReadLine> {
    let edges = edges(pages);
    let lines: Vec<&Line> = pages.iter().flatten().collect();
    let rows = rows(&lines);
    let leadings: Vec<f32> = pages.iter().map(|page| leading(&page.iter().collect::<Vec<_>>())).collect();
    let setting = Setting::of(&lines, &edges);
    let mut out: Vec<ReadLine> = Vec::new();
    let mut last: Option<&Line> = None;
    for (at, line) in lines.iter().enumerate() {
        let edge = edge_of(&edges, line);
        let goes_on = last.is_some_and(|last| {
            let before = edge_of(&edges, last);
            let leading = leadings.get(line.page.saturating_sub(1)).copied().unwrap_or(1.6);
            let is_row = rows[at] || rows[at - 1] || line.row.is_some() || last.row.is_some();
            let is_full = (before.right - last.right()) / last.size < MAX_STRETCH_EM && last.column == line.column;
            let is_counted = || is_full && out.last().is_some_and(|open| counts_within(&open.text, &line.text()));
            let at_edge = (line.x() - edge.left) / line.size < MAX_STRETCH_EM;
            let is_list = || out.last().is_some_and(|open| begins_list(&open.text, &line.text()));
            let goes_on = || !is_list() && continues((last, before), (line, edge), leading, setting);
            !is_row && (at_edge && is_counted() || goes_on())
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
pub(super) const IN_TABLE: &str = " 表 ";

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
    let kind = match line.row {
        Some(_) if line.is_guessed => " 无线表 ",
        Some(_) => IN_TABLE,
        None => " ",
    };
    format!("第{}页{kind}{x},{y} {}x{}", line.page, (line.right() - line.x()).round(), line.size.round())
}

fn continues((last, before): (&Line, Edges), (line, edge): (&Line, Edges), leading: f32, setting: Setting) -> bool {
    // A day alone in its line ends a signature, wherever it is set.
    if ends_entry(&last.text()) || Date::only(&last.text()).is_some() {
        return false;
    }
    let is_same_column = last.page == line.page && last.column == line.column;
    let gap = (last.y - line.y) / line.size;
    // Where paragraphs are set apart, they are told by that.
    let is_spaced = setting.spacing.is_some_and(|usual| gap > usual * MIN_SPACING);
    let is_far = is_same_column && (is_spaced || gap > (leading * 1.45).max(MIN_FAR_EM));
    let is_other_size = (last.size - line.size).abs() > 0.12 * last.size.max(line.size);
    // A long word that did not fit, or a mark that must not begin a line, leaves room as well.
    let word = line.pieces.first().map_or(0.0, |it| width_of_word(&it.text));
    let room = (before.right - last.right()) / last.size;
    let shortfall = if setting.is_justified { MAX_LAST_STRETCH_EM } else { MAX_SHORTFALL_EM };
    // What the next line begins with would have fitted: the sentence was the last of its paragraph.
    let has_room = if setting.is_tight { has_room((last, before), line) } else { room > shortfall + word };
    let leads = last.text().trim_end().ends_with(['：', ':']) && setting::has_room((last, before), line);
    let is_short = room > MAX_SHORTFALL_EM + word || has_room && is_closed(&last.text()) || leads;
    let starts_inside = (line.x() - edge.left) / line.size > 0.8;
    // Two centred lines of a title end short of both edges alike.
    let leaves_columns = (last.column == 0) != (line.column == 0);
    // What is centred or set to the right is no part of what begins at the left.
    let is_inside = |it: &Line, edge: Edges| (it.x() - edge.left) / it.size > MAX_INDENT_EM;
    let is_moved = (line.x() - edge.left - (last.x() - before.left)).abs() > 0.8 * line.size;
    // An indented line that happens to leave as much room goes on at the left edge.
    let is_indented = setting.has_indents && !starts_inside && !is_closed(&last.text()) && !ends_title(&last.text());
    let is_aside = is_moved && (is_inside(line, edge) || is_inside(last, before))
        || is_centred(last, before) && !is_centred(line, edge) && !is_indented
        || is_set_between(last, before) && !is_set_between(line, edge) && !is_centred(line, edge)
        || is_centred(line, edge) && !is_centred(last, before) && is_closed(&last.text());
    // The day below a signature begins as far inside as the name above it.
    let is_day = Date::only(&line.text()).is_some();
    let is_apart = is_other_size || is_far || leaves_columns || is_aside || is_day;
    if !is_apart && is_rest(&last.text(), &line.text()) {
        return true;
    }
    // The rest of a title that is wider than the page is centred below it.
    let is_cut_title = is_centred(line, edge) && room < MAX_LAST_STRETCH_EM && !is_closed(&last.text());
    let is_whole = ends_title(&last.text()) || line.text().trim_end().ends_with('号');
    if is_cut_title && !is_whole && !(is_other_size || is_far || leaves_columns || is_day) {
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
    let begins_item = begins_item(&last.text(), &line.text());
    if setting.has_indents {
        // A document of short paragraphs hardly shows where its left edge is.
        let ends_early = room > MAX_LAST_STRETCH_EM + word && begins_item && is_closed(&last.text());
        return !starts_inside && !ends_early;
    }
    if setting.spacing.is_some() && is_same_column {
        return true;
    }
    // Where lines are set to one width, the last of a paragraph alone may leave room.
    let leaves_room = setting.is_justified && room > setting.max_stretch;
    let begins_anew = (starts_inside || leaves_room) && is_closed(&last.text());
    !begins_item && !begins_anew
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
