//! Lines to paragraphs: one ends where its last line is short, or where the
//! next is indented, larger, or further away. Lines whose pieces are under
//! each other are rows of a table.

use std::collections::HashMap;

use super::lines::Line;
use crate::importers::dates::Date;
use crate::importers::reading::ReadLine;
use crate::structure::lines::typography;
use crate::structure::numbering::{Marker, split_marker};

/// A line that ends earlier ends its paragraph.
const MAX_SHORTFALL_EM: f32 = 2.3;
/// No paragraph begins further inside.
const MAX_INDENT_EM: f32 = 4.5;
/// A line that is stretched to the width of its column leaves less room.
const MAX_STRETCH_EM: f32 = 0.4;
/// No sentence is as short.
const MAX_REST_CHARS: usize = 4;
/// Rounding of places and widths takes less.
const SPARE_EM: f32 = 0.15;
/// A stretched line that leaves more room was not stretched: it is the last of its paragraph.
const MAX_LAST_STRETCH_EM: f32 = 1.1;
/// Lines of one paragraph are never set further apart.
const MIN_FAR_EM: f32 = 2.0;
/// Paragraphs that are set apart are so much further apart than their lines.
const MIN_SPACING: f32 = 1.12;
/// Fewer lines say nothing of how they are set.
const MIN_LINES: usize = 4;
/// Edges of lines that are the same differ by less.
const SAME_EDGE_EM: f32 = 0.6;

/// The page's edges of running text, per page and column.
#[derive(Clone, Copy, Debug)]
struct Edges {
    left: f32,
    right: f32,
    /// As far right as a line reaches that does not end in a mark: marks may hang over the edge.
    full: f32,
}

/// How the paragraphs of a document are set.
#[derive(Clone, Copy, Debug)]
struct Setting {
    /// They begin with an indent.
    has_indents: bool,
    /// Their lines are stretched to one width.
    is_justified: bool,
    /// So much room, in ems, such lines leave at most.
    max_stretch: f32,
    /// Lines that go on leave no room for what the next begins with.
    is_tight: bool,
    /// Lines of one paragraph are this far apart, in ems, and paragraphs further; `None`
    /// where the distances say nothing.
    spacing: Option<f32>,
}

/// Joins the lines of all pages.
pub(super) fn join(pages: &[Vec<Line>]) -> Vec<ReadLine> {
    let edges = edges(pages);
    let lines: Vec<&Line> = pages.iter().flatten().collect();
    let rows = rows(&lines);
    let leadings: Vec<f32> = pages.iter().map(|page| leading(&page.iter().collect::<Vec<_>>())).collect();
    let setting = Setting {
        has_indents: has_indents(&lines, &edges),
        is_justified: is_justified(&lines, &edges),
        max_stretch: max_stretch(&lines, &edges),
        is_tight: is_tight(&lines, &edges),
        spacing: spacing(&lines, &edges),
    };
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
            let own = own.filter(|_| enough).unwrap_or(whole);
            // A page of short paragraphs may show its edge in one line, where other pages show it in many.
            let own_lines = || page.iter().filter(|it| is_text(it, column));
            let is_left = own_lines().any(|it| (it.x() - whole.left).abs() < SAME_EDGE_EM * it.size);
            let is_right = own_lines().any(|it| (it.right() - whole.right).abs() < SAME_EDGE_EM * it.size);
            // Where no paragraph takes two lines, the page shows nothing but indents, and no right edge.
            let size = own_lines().map(|it| it.size).fold(0.0, f32::max);
            let is_indent = (0.8 * size..=MAX_INDENT_EM * size).contains(&(own.left - whole.left));
            let num_full = own_lines().filter(|it| (it.right() - own.right).abs() < SAME_EDGE_EM * it.size).count();
            let is_narrower = own.right < whole.right && num_full < 2;
            let left = if is_left || is_indent { whole.left } else { own.left };
            let right = if is_right || is_narrower { whole.right } else { own.right };
            let full = if is_right || is_narrower { whole.full } else { own.full };
            edges.insert((at + 1, column), Edges { left, right, full });
        }
    }
    edges
}

fn edges_of(lines: &[&Line]) -> Option<Edges> {
    let lefts = lines.iter().map(|it| (it.x(), it.size)).collect();
    let rights = lines.iter().map(|it| (-it.right(), it.size)).collect();
    let right = -outermost(rights)?;
    let is_mark = |it: &str| it.ends_with(['，', '。', '；', '：', '、', '！', '？', '）', '》', '”']);
    let ends = lines.iter().filter(|it| !is_mark(it.text().trim_end())).map(|it| (-it.right(), it.size)).collect();
    Some(Edges { left: outermost(lefts)?, right, full: outermost(ends).map_or(right, |it| -it) })
}

/// No line reaches beyond the edge; where several end, it is the edge, however many do not reach it.
fn outermost(mut ends: Vec<(f32, f32)>) -> Option<f32> {
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let enough = ends.len() / 50;
    let is_edge = |at: usize| ends.get(at + enough).is_some_and(|it| it.0 - ends[at].0 < SAME_EDGE_EM * it.1);
    let at = (0..ends.len()).find(|&at| is_edge(at)).unwrap_or(0);
    ends.get(at).map(|it| it.0)
}

fn edge_of(edges: &HashMap<(usize, usize), Edges>, line: &Line) -> Edges {
    let own = Edges { left: line.x(), right: line.right(), full: line.right() };
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

/// The room of lines that are stretched and go on, with a little more: some programs
/// stretch to a hair, others leave a third of a character.
fn max_stretch(lines: &[&Line], edges: &HashMap<(usize, usize), Edges>) -> f32 {
    let room = |it: &&&Line| (edge_of(edges, it).right - it.right()) / it.size;
    let goes_on = lines.iter().filter(|it| it.row.is_none() && !is_closed(&it.text()));
    let rooms: Vec<f32> = goes_on.map(|it| room(&it)).filter(|it| *it < MAX_STRETCH_EM).collect();
    let widest = rooms.iter().copied().fold(0.0, f32::max);
    if MIN_LINES <= rooms.len() { (widest + SPARE_EM).min(MAX_STRETCH_EM) } else { MAX_STRETCH_EM }
}

/// What the next line begins with would have fitted into the last.
fn has_room((last, before): (&Line, Edges), line: &Line) -> bool {
    let spare = (before.full - last.right()) / last.size;
    spare > width_of_beginning(&line.text()) * advance(last) - SPARE_EM
}

/// Nine of ten lines that are nearly full, and end no sentence, had no room for the next word.
fn is_tight(lines: &[&Line], edges: &HashMap<(usize, usize), Edges>) -> bool {
    let is_beside = |it: &&[&Line]| it[0].page == it[1].page && it[0].column == it[1].column && it[1].y < it[0].y;
    // What goes on does so at the left edge.
    let indent = |it: &Line| (it.x() - edge_of(edges, it).left) / it.size;
    let is_text = |it: &&[&Line]| {
        it.iter().all(|it| it.row.is_none()) && indent(it[0]) < MAX_SHORTFALL_EM && indent(it[1]) < SAME_EDGE_EM
    };
    let is_nearly_full = |it: &&[&Line]| {
        let room = (edge_of(edges, it[0]).right - it[0].right()) / it[0].size;
        room < MAX_SHORTFALL_EM && !is_closed(&it[0].text())
    };
    let pairs = || lines.windows(2).filter(is_beside).filter(is_text).filter(is_nearly_full);
    let loose = pairs().filter(|it| has_room((it[0], edge_of(edges, it[0])), it[1])).count();
    let all = pairs().count();
    10 * loose <= all
}

/// Nine of ten lines that are nearly full, and end no sentence, are full.
fn is_justified(lines: &[&Line], edges: &HashMap<(usize, usize), Edges>) -> bool {
    let room = |it: &&&Line| (edge_of(edges, it).right - it.right()) / it.size;
    let mut sizes: Vec<f32> = lines.iter().map(|it| it.size).collect();
    sizes.sort_by(f32::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let is_text = |it: &&&Line| it.row.is_none() && (it.size - usual).abs() < 0.12 * usual && !is_closed(&it.text());
    let goes_on = || lines.iter().filter(is_text).filter(|it| begins_left(it, edge_of(edges, it)));
    let nearly_full = goes_on().filter(|it| room(it) < MAX_SHORTFALL_EM).count();
    let full = goes_on().filter(|it| room(it) < MAX_STRETCH_EM).count();
    10 * nearly_full <= 11 * full
}

/// The distance between the lines of a paragraph, if paragraphs are set further
/// apart: lines that surely go on are all so near, and most lines that surely end
/// are followed by more room.
fn spacing(lines: &[&Line], edges: &HashMap<(usize, usize), Edges>) -> Option<f32> {
    let is_text = |it: &&[&Line]| it.iter().all(|it| it.row.is_none()) && it[0].page == it[1].page;
    let pairs = || lines.windows(2).filter(is_text).filter(|it| it[0].column == it[1].column);
    let gap = |it: &[&Line]| (it[0].y - it[1].y) / it[1].size;
    let room = |it: &Line| (edge_of(edges, it).right - it.right()) / it.size;
    let goes_on = |it: &&[&Line]| room(it[0]) < MAX_STRETCH_EM && !is_closed(&it[0].text());
    let mut within: Vec<f32> = pairs().filter(goes_on).map(gap).filter(|it| *it > 0.5).collect();
    within.sort_by(f32::total_cmp);
    let usual = *within.get(within.len() / 2)?;
    let is_near = |it: &f32| *it <= usual * MIN_SPACING;
    let ends = |it: &&[&Line]| MAX_SHORTFALL_EM < room(it[0]) && is_closed(&it[0].text());
    let behind: Vec<f32> = pairs().filter(ends).map(gap).filter(|it| *it > 0.5).collect();
    let is_even = within.iter().filter(|it| is_near(it)).count() * 20 >= within.len() * 19;
    let is_apart = behind.iter().filter(|it| !is_near(it)).count() * 10 >= behind.len() * 9;
    let enough = MIN_LINES <= within.len() && MIN_LINES <= behind.len();
    (enough && is_even && is_apart).then_some(usual)
}

/// As far from the left edge as from the right one.
fn is_centred(line: &Line, edge: Edges) -> bool {
    let (before, behind) = ((line.x() - edge.left) / line.size, (edge.right - line.right()) / line.size);
    0.8 < before && (before - behind).abs() < 0.3
}

/// At the left edge or with an indent: neither centred nor set to the right.
fn begins_left(line: &Line, edge: Edges) -> bool {
    !is_centred(line, edge) && (line.x() - edge.left) / line.size <= MAX_INDENT_EM
}

fn is_indented(line: &Line, edge: Edges) -> bool {
    let indent = (line.x() - edge.left) / line.size;
    (0.8..=MAX_INDENT_EM).contains(&indent) && !is_centred(line, edge)
}

fn continues((last, before): (&Line, Edges), (line, edge): (&Line, Edges), leading: f32, setting: Setting) -> bool {
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
    let is_short = room > MAX_SHORTFALL_EM + word || has_room && is_closed(&last.text());
    let starts_inside = (line.x() - edge.left) / line.size > 0.8;
    // Two centred lines of a title end short of both edges alike.
    let leaves_columns = (last.column == 0) != (line.column == 0);
    // What is centred or set to the right is no part of what begins at the left.
    let is_inside = |it: &Line, edge: Edges| (it.x() - edge.left) / it.size > MAX_INDENT_EM;
    let is_moved = (line.x() - edge.left - (last.x() - before.left)).abs() > 0.8 * line.size;
    let is_aside = is_moved && (is_inside(line, edge) || is_inside(last, before))
        || is_centred(last, before) && !is_centred(line, edge)
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

/// The title of a document ends here.
fn ends_title(text: &str) -> bool {
    const ENDS: [&str; 14] =
        ["通知", "决定", "意见", "批复", "公告", "通告", "通报", "办法", "规定", "细则", "条例", "方案", "规划", "函"];
    ENDS.iter().any(|it| text.trim_end().ends_with(it))
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
    is_before_year || is_closed(last) && begins_section(line) || !matches!(split_marker(line).0, Marker::None)
}

/// `1.3 适用范围`, `2 组织体系`
fn begins_section(line: &str) -> bool {
    let Some((number, name)) = line.trim().split_once(char::is_whitespace) else { return false };
    let is_number =
        number.len() <= 8 && number.split('.').all(|it| (1..=2).contains(&it.len()) && it.parse::<u8>().is_ok());
    is_number && name.chars().count() <= 20 && name.starts_with(|c: char| c.is_alphabetic()) && !is_closed(name)
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

/// Width in ems of what stays together at the beginning of a line: its first word or
/// character, the brackets before it and the marks behind it.
fn width_of_beginning(text: &str) -> f32 {
    const OPENING: &str = "（《〈“‘〔【「";
    const CLOSING: &str = "，。；：、！？）》〉”’〕】」％…";
    let mut width = 0.0;
    let mut rest = text.trim_start().chars().peekable();
    while let Some(c) = rest.next_if(|it| OPENING.contains(*it)) {
        width += width_of(c);
    }
    let first = rest.next().map_or(0.0, width_of);
    let is_word = first < 1.0;
    width += first;
    while let Some(c) =
        rest.next_if(|it| CLOSING.contains(*it) || is_word && width_of(*it) < 1.0 && !it.is_whitespace())
    {
        width += width_of(c);
    }
    width
}

/// Width of a character in ems.
fn width_of(c: char) -> f32 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// How far the characters of a line are apart, in ems: letters may be spaced out.
fn advance(line: &Line) -> f32 {
    let units: f32 = line.text().chars().map(width_of).sum();
    if units < 8.0 { 1.0 } else { ((line.right() - line.x()) / line.size / units).max(1.0) }
}

fn is_closed(text: &str) -> bool {
    typography::is_closed(text) || text.trim_end().ends_with(['；', ';'])
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
