//! Running heads, feet and page numbers: what is printed at the edge of page after
//! page, figures aside.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::page::{Line, num_chars};
use crate::importers::dates::{pattern, plain};
use crate::importers::reading::{LeftOut, LeftOuts};

/// So many lines at each edge are looked at.
const NUM_EDGE_LINES: usize = 3;

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^[-—–－─·•\\[(（_＿]*(?:第)?(?:[Pp]age)?[0-9IVXivx一二三四五六七八九十百]{1,6}(?:页)?(?:(?:/|共|,|，|of)+[0-9一二三四五六七八九十百]{1,5}页?)?[-—–－─·•\\])）_＿]*$",
    )
});

/// Leaves out what repeats.
pub fn leave_out(pages: &mut [Vec<Line>], left_out: &mut LeftOuts) {
    let edges: Vec<Vec<usize>> = pages.iter().map(|it| edge(it)).collect();
    let mut seen: HashMap<(String, bool), usize> = HashMap::new();
    for (lines, edge) in pages.iter().zip(&edges) {
        let mut keys: Vec<_> = edge.iter().map(|&at| key(lines, at)).collect();
        keys.sort();
        keys.dedup();
        keys.into_iter().for_each(|key| *seen.entry(key).or_default() += 1);
    }
    // On both of two pages, or on half of many: left and right pages may differ.
    let enough = (pages.len() * 2 / 5).max(2);
    for (lines, edge) in pages.iter_mut().zip(&edges) {
        let is_outermost = |at: usize| edge.first() == Some(&at) || edge.last() == Some(&at);
        for &at in edge.iter().rev() {
            let is_number = PAGE_NUMBER.is_match(&plain(&lines[at].text()));
            let repeats = seen.get(&key(lines, at)).is_some_and(|it| *it >= enough);
            if (is_number && (repeats || is_outermost(at))) || (repeats && num_chars(&lines[at]) > 0) {
                let class = if is_number { LeftOut::PageNumber } else { LeftOut::RunningHead };
                left_out.add_count(class, num_chars(&lines.remove(at)));
            }
        }
    }
}

/// The highest and the lowest lines, in the order in which they are read.
fn edge(lines: &[Line]) -> Vec<usize> {
    let mut by_height: Vec<usize> = (0..lines.len()).collect();
    by_height.sort_by(|a, b| lines[*b].y.total_cmp(&lines[*a].y));
    let top = by_height.iter().take(NUM_EDGE_LINES);
    let mut edge: Vec<usize> = top.chain(by_height.iter().rev().take(NUM_EDGE_LINES)).copied().collect();
    edge.sort_unstable();
    edge.dedup();
    edge
}

/// Words with their figures made equal, and whether they are above the text.
fn key(lines: &[Line], at: usize) -> (String, bool) {
    let words = plain(&lines[at].text());
    let is_figure = |c: char| c.is_ascii_digit();
    let mut out = String::new();
    for c in words.chars() {
        match (is_figure(c), out.ends_with('#')) {
            (true, true) => {}
            (true, false) => out.push('#'),
            (false, _) => out.push(c),
        }
    }
    let highest = lines.iter().map(|it| it.y).fold(f32::MIN, f32::max);
    let lowest = lines.iter().map(|it| it.y).fold(f32::MAX, f32::min);
    (out, highest - lines[at].y < lines[at].y - lowest)
}
