//! How the paragraphs of a document are set: where its lines begin and end, how far
//! they are apart, whether they are stretched to one width.

use std::collections::HashMap;

use super::words::{advance, is_closed, width_of_beginning};
use crate::importers::pdf::lines::Line;

/// A line that ends earlier ends its paragraph.
pub(super) const MAX_SHORTFALL_EM: f32 = 2.3;
/// No paragraph begins further inside.
pub(super) const MAX_INDENT_EM: f32 = 4.5;
/// A line that is stretched to the width of its column leaves less room.
pub(super) const MAX_STRETCH_EM: f32 = 0.4;
/// Rounding of places and widths takes less.
const SPARE_EM: f32 = 0.15;
/// Paragraphs that are set apart are so much further apart than their lines.
pub(super) const MIN_SPACING: f32 = 1.12;
/// Lines that are not stretched end so far before the edge, all those of a page.
const MAX_RAGGED_EM: f32 = 1.5;
/// Places of one edge differ by less.
const MIN_INSIDE_EM: f32 = 0.06;
/// Fewer lines say nothing of how they are set.
const MIN_LINES: usize = 4;
/// Edges of lines that are the same differ by less.
const SAME_EDGE_EM: f32 = 0.6;

/// The page's edges of running text, per page and column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edges {
    /// Where most lines begin.
    pub left: f32,
    /// Where most lines end.
    pub right: f32,
    /// As far right as a line reaches that does not end in a mark: marks may hang over the edge.
    pub full: f32,
}

/// How the paragraphs of a document are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// They begin with an indent.
    pub has_indents: bool,
    /// Their lines are stretched to one width.
    pub is_justified: bool,
    /// So much room, in ems, such lines leave at most.
    pub max_stretch: f32,
    /// Lines that go on leave no room for what the next begins with.
    pub is_tight: bool,
    /// Lines of one paragraph are this far apart, in ems, and paragraphs further; `None`
    /// where the distances say nothing.
    pub spacing: Option<f32>,
}

impl Setting {
    /// Looks at all lines of a document.
    pub(super) fn of(lines: &[&Line], edges: &HashMap<(usize, usize), Edges>) -> Self {
        Self {
            has_indents: has_indents(lines, edges),
            is_justified: is_justified(lines, edges),
            max_stretch: max_stretch(lines, edges),
            is_tight: is_tight(lines, edges),
            spacing: spacing(lines, edges),
        }
    }
}

/// Most lines begin at the left edge and end at the right one.
pub(super) fn edges(pages: &[Vec<Line>]) -> HashMap<(usize, usize), Edges> {
    let mut edges = HashMap::new();
    let all: Vec<&Line> = pages.iter().flatten().filter(|it| it.row.is_none()).collect();
    let usual = usual_size(&all);
    // The title and the notes have edges of their own.
    let is_text = |it: &&Line, column: usize| it.column == column && it.row.is_none() && is_near(it.size, usual);
    let all = |column: usize| pages.iter().flatten().filter(move |it| is_text(it, column));
    for column in 0..3 {
        let Some(whole) = edges_of(&all(column).collect::<Vec<_>>()) else { continue };
        let whole = if column == 0 { around_title(whole, pages, usual) } else { whole };
        for (at, page) in pages.iter().enumerate() {
            let own = edges_of(&page.iter().filter(|it| is_text(it, column)).collect::<Vec<_>>());
            // A last page with three short lines knows nothing of its right edge.
            let enough = page.iter().filter(|it| is_text(it, column)).count() >= 8;
            let own = own.filter(|_| enough).unwrap_or(whole);
            // A page of short paragraphs may show its edge in one line, where other pages show it in many.
            let own_lines = || page.iter().filter(|it| is_text(it, column));
            let is_left = own_lines().any(|it| (it.x() - whole.left).abs() < SAME_EDGE_EM * it.size);
            let is_near = |it: f32| (it - whole.right).abs();
            let is_right = own_lines().any(|it| is_near(it.right()) < SAME_EDGE_EM * it.size)
                || own.right < whole.right && is_near(own.right) < MAX_RAGGED_EM * usual;
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

/// A text of short lines shows no right edge, but the middle of its title: it is as far from there as the left one.
fn around_title(edges: Edges, pages: &[Vec<Line>], usual: f32) -> Edges {
    // Marks at the ends of a line may hang over it.
    let is_bare = |it: &Line| {
        it.text().chars().next_back().is_some_and(char::is_alphanumeric) && it.text().starts_with(char::is_alphanumeric)
    };
    let is_title = |it: &&Line| it.column == 0 && it.row.is_none() && 1.12 * usual < it.size && is_bare(it);
    let mut middles: Vec<f32> = pages.iter().flatten().filter(is_title).map(|it| (it.x() + it.right()) / 2.0).collect();
    middles.sort_by(f32::total_cmp);
    let Some(middle) = middles.get(middles.len() / 2) else { return edges };
    let right = 2.0 * middle - edges.left;
    let is_beyond = edges.right < right && right < edges.right + MAX_INDENT_EM * usual;
    if is_beyond { Edges { right, full: right.max(edges.full), ..edges } } else { edges }
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

pub(super) fn edge_of(edges: &HashMap<(usize, usize), Edges>, line: &Line) -> Edges {
    let own = Edges { left: line.x(), right: line.right(), full: line.right() };
    edges.get(&(line.page, line.column)).copied().unwrap_or(own)
}

/// Usual distance from line to line, in ems.
pub(super) fn leading(lines: &[&Line]) -> f32 {
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
pub(super) fn has_room((last, before): (&Line, Edges), line: &Line) -> bool {
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

/// The size of most lines.
fn usual_size(lines: &[&Line]) -> f32 {
    let mut sizes: Vec<f32> = lines.iter().map(|it| it.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

fn is_near(size: f32, usual: f32) -> bool {
    (size - usual).abs() < 0.12 * usual
}

/// Nine of ten lines that are nearly full, and end no sentence, are full.
fn is_justified(lines: &[&Line], edges: &HashMap<(usize, usize), Edges>) -> bool {
    let room = |it: &&&Line| (edge_of(edges, it).right - it.right()) / it.size;
    let usual = usual_size(lines);
    let is_text = |it: &&&Line| it.row.is_none() && is_near(it.size, usual) && !is_closed(&it.text());
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
pub(super) fn is_centred(line: &Line, edge: Edges) -> bool {
    let (before, behind) = ((line.x() - edge.left) / line.size, (edge.right - line.right()) / line.size);
    0.8 < before && (before - behind).abs() < 0.3
}

/// A hair inside of both edges alike: a title that nearly fills its line, among lines that
/// are stretched from edge to edge.
pub(super) fn is_set_between(line: &Line, edge: Edges) -> bool {
    let (before, behind) = ((line.x() - edge.left) / line.size, (edge.right - line.right()) / line.size);
    (MIN_INSIDE_EM..0.8).contains(&before) && (before - behind).abs() < MIN_INSIDE_EM
}

/// At the left edge or with an indent: neither centred nor set to the right.
fn begins_left(line: &Line, edge: Edges) -> bool {
    !is_centred(line, edge) && (line.x() - edge.left) / line.size <= MAX_INDENT_EM
}

fn is_indented(line: &Line, edge: Edges) -> bool {
    let indent = (line.x() - edge.left) / line.size;
    (0.8..=MAX_INDENT_EM).contains(&indent) && !is_centred(line, edge)
}
