//! Running heads, feet and page numbers: what is printed at the edge of page after
//! page, figures aside.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::{Line, num_chars};
use crate::importers::dates::{pattern, plain};
use crate::importers::reading::{LeftOut, LeftOuts, ReadLine};

/// So much further than usual a running head is from the text.
const MIN_GAP: f32 = 1.15;
/// Labels take no more rows.
const MAX_LABEL_ROWS: usize = 3;
/// So many lines at each edge are looked at.
const NUM_EDGE_LINES: usize = 3;

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^[-—–－─·•\\[(（_＿]*(?:第)?(?:[Pp]age)?[0-9IVXivx一二三四五六七八九十百]{1,6}(?:页)?(?:(?:/|共|,|，|of)+[0-9一二三四五六七八九十百]{1,5}页?)?[-—–－─·•\\])）_＿]*$",
    )
});

/// Leaves out what repeats.
pub(super) fn leave_out(pages: &mut [Vec<Line>], left_out: &mut LeftOuts) {
    leave_out_labels(pages, left_out);
    let repeated = Repeated::of(pages);
    for lines in pages {
        let fixed = edge(lines).into_iter().filter(|&at| repeated.is_fixed(lines, at) && num_chars(&lines[at]) > 0);
        let mut out: Vec<usize> = fixed.collect();
        out.extend([true, false].iter().flat_map(|&top| margin(lines, top, &repeated)));
        out.sort_unstable();
        out.dedup();
        for at in out.into_iter().rev() {
            let is_number = is_page_number(&lines[at]);
            let class = if is_number { LeftOut::PageNumber } else { LeftOut::RunningHead };
            left_out.add_count(class, num_chars(&lines.remove(at)));
        }
    }
}

/// The labels of a table that are printed again on top of each page it goes on to.
fn leave_out_labels(pages: &mut [Vec<Line>], left_out: &mut LeftOuts) {
    let mut labels: Vec<ReadLine> = Vec::new();
    for lines in pages {
        let first = lines.iter().position(|it| it.row.is_some()).unwrap_or(0);
        let again = lines[first..].iter().zip(&labels).take_while(|it| it.0.row.as_ref() == Some(it.1)).count();
        let again = lines.drain(first..first + again).map(|it| num_chars(&it)).sum();
        left_out.add_count(LeftOut::RunningHead, again);
        // The last table of the page may go on on the next.
        let start = lines.iter().rposition(|it| it.row.is_none()).map_or(0, |it| it + 1);
        let is_begun = again == 0 && lines.get(start).is_some();
        if is_begun {
            labels = lines[start..].iter().filter_map(|it| it.row.clone()).take(MAX_LABEL_ROWS).collect();
        }
    }
}

/// The lines at the edges of all pages.
struct Repeated {
    /// Height and size of each, a page once, by its words.
    places: HashMap<(String, bool), Vec<(f32, f32)>>,
    /// On both of two pages, or on half of many: left and right pages may differ.
    enough: usize,
    /// On most pages, and more than two.
    most: usize,
    /// Usual distance from line to line, in ems.
    leading: f32,
}

impl Repeated {
    fn of(pages: &[Vec<Line>]) -> Self {
        let mut places: HashMap<(String, bool), Vec<(f32, f32)>> = HashMap::new();
        for lines in pages {
            let mut on_page: HashMap<(String, bool), (f32, f32)> = HashMap::new();
            for at in edge(lines) {
                let (key, place) = (key(lines, at), (lines[at].y, lines[at].size));
                let (outermost, is_top) = (on_page.get(&key).copied().unwrap_or(place), key.1);
                let is_outer = if is_top { outermost.0 < place.0 } else { place.0 < outermost.0 };
                on_page.insert(key, if is_outer { place } else { outermost });
            }
            on_page.into_iter().for_each(|(key, place)| places.entry(key).or_default().push(place));
        }
        let enough = (pages.len() * 2 / 5).max(2);
        Self { places, enough, most: (pages.len() * 3 / 5).max(3), leading: leading(pages) }
    }

    /// None for the rows of a table: they are alike, and no running heads.
    fn places(&self, lines: &[Line], at: usize) -> &[(f32, f32)] {
        if lines[at].row.is_some() {
            return &[];
        }
        self.places.get(&key(lines, at)).map_or(&[], Vec::as_slice)
    }

    /// On enough pages, and here as large: the title of a document is often its running head, in larger letters.
    fn is_often(&self, lines: &[Line], at: usize) -> bool {
        let places = self.places(lines, at);
        let num_as_large = places.iter().filter(|it| lines[at].size <= 1.15 * it.1).count();
        self.enough <= places.len() && 2 * num_as_large > places.len()
    }

    /// At the same place of most pages: then it is no text, whatever is around it.
    fn is_fixed(&self, lines: &[Line], at: usize) -> bool {
        let is_here = |place: &&(f32, f32)| (place.0 - lines[at].y).abs() < 3.0;
        self.most <= self.places(lines, at).iter().filter(is_here).count()
    }
}

fn is_page_number(line: &Line) -> bool {
    PAGE_NUMBER.is_match(&plain(&line.text()))
}

/// From the edge inwards what is printed on other pages too, or is a page number;
/// words only where they stand apart from the text: the same half sentence may
/// begin two pages.
fn margin(lines: &[Line], top: bool, repeated: &Repeated) -> Vec<usize> {
    let mut by_height: Vec<usize> = (0..lines.len()).collect();
    by_height.sort_by(|a, b| lines[*b].y.total_cmp(&lines[*a].y));
    if !top {
        by_height.reverse();
    }
    let is_number = |at: usize| is_page_number(&lines[at]);
    // A page number is the outermost line, or one that repeats.
    let is_out = |it: &(usize, &usize)| {
        let (place, at) = (it.0, *it.1);
        repeated.is_often(lines, at) && num_chars(&lines[at]) > 0 || is_number(at) && place == 0
    };
    let run = by_height.iter().enumerate().take(NUM_EDGE_LINES).take_while(is_out);
    let mut run: Vec<usize> = run.map(|it| *it.1).collect();
    // The same words once more, further in, are the title itself.
    let is_again = |it: &usize| run[..*it].iter().any(|&outer| key(lines, outer) == key(lines, run[*it]));
    run.truncate((1..run.len()).find(is_again).unwrap_or(run.len()));
    let is_apart = |place: usize| {
        let (Some(&outer), Some(&inner)) = (by_height.get(place), by_height.get(place + 1)) else { return false };
        let (outer, inner) = (&lines[outer], &lines[inner]);
        let gap = (outer.y - inner.y).abs() / inner.size;
        gap > repeated.leading * MIN_GAP || gap < 0.2 || (outer.size - inner.size).abs() > 0.08 * inner.size
    };
    let last = (0..run.len()).rev().find(|&at| is_number(run[at]) || is_apart(at));
    run[..last.map_or(0, |it| it + 1)].to_vec()
}

/// Usual distance from line to line, in ems.
fn leading(pages: &[Vec<Line>]) -> f32 {
    let gaps = pages.iter().flat_map(|it| it.windows(2)).map(|it| (it[0].y - it[1].y).abs() / it[1].size);
    let mut gaps: Vec<f32> = gaps.filter(|it| *it > 0.5).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len().saturating_sub(1) / 2).copied().unwrap_or(1.6)
}

/// The highest and the lowest lines, in the order in which they are read; those of two columns count as one.
fn edge(lines: &[Line]) -> Vec<usize> {
    let mut by_height: Vec<usize> = (0..lines.len()).collect();
    by_height.sort_by(|a, b| lines[*b].y.total_cmp(&lines[*a].y));
    let mut edge = outermost(lines, by_height.iter());
    edge.extend(outermost(lines, by_height.iter().rev()));
    edge.sort_unstable();
    edge.dedup();
    edge
}

fn outermost<'a>(lines: &[Line], inwards: impl Iterator<Item = &'a usize>) -> Vec<usize> {
    let mut heights: Vec<f32> = Vec::new();
    let is_edge = |at: &usize| {
        let y = lines[*at].y;
        if heights.last().is_none_or(|it| 1.0 < (it - y).abs()) {
            heights.push(y);
        }
        heights.len() <= NUM_EDGE_LINES
    };
    inwards.copied().take_while(is_edge).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::importers::pdf::page::lines_of_page;
    use crate::importers::pdf::tests::{large, pages};

    /// The words left of pages that all have the title as their running head, the first one also as its title.
    fn left(num_pages: usize, size_of_title: f32) -> Vec<String> {
        let mut left_out = LeftOuts::default();
        let page = |at: usize| {
            let mut glyphs = large("甲市供水办法", 200.0, 800.0, 9.0);
            if at == 0 {
                glyphs.extend(large("甲市供水办法", 180.0, 740.0, size_of_title));
            }
            for line in 0..5 {
                let words = ["甲", "乙", "丙", "丁"][at].repeat(20) + ["子", "丑", "寅", "卯", "辰"][line];
                glyphs.extend(large(&words, 50.0, 700.0 - 16.0 * line as f32, 10.0));
            }
            glyphs
        };
        let mut pages: Vec<_> = (0..num_pages).map(|at| lines_of_page(page(at), &[], at + 1, &mut left_out)).collect();
        leave_out(&mut pages, &mut left_out);
        pages.iter().flatten().map(|it| plain(&it.text())).filter(|it| it.starts_with("甲市")).collect()
    }

    #[test]
    fn a_title_that_is_the_running_head_too_stays() {
        for (num_pages, size) in [(2, 16.0), (3, 16.0), (4, 16.0), (3, 9.0)] {
            assert_eq!(left(num_pages, size), ["甲市供水办法"], "{num_pages} pages, {size}");
        }
    }

    #[test]
    fn the_same_half_sentence_on_top_of_two_pages_is_no_running_head() {
        let page = |first| {
            vec![
                (first, 50.0, 700.0),
                ("准执行：", 50.0, 684.0),
                ("１．甲乙丙丁戊己庚辛；", 50.0, 668.0),
                ("２．甲乙丙丁戊己庚辛。", 50.0, 652.0),
            ]
        };
        let (first, second) = (page("（一）甲乙丙丁，按照以下标"), page("（二）戊己庚辛，按照以下标"));
        let (mut read, mut left_out) = pages(&[&first, &second]);
        leave_out(&mut read, &mut left_out);
        assert_eq!(left_out.0.len(), 0, "{left_out:?}");
        let (first, second) = (page("准执行：甲"), page("准执行：甲"));
        let (mut read, mut left_out) = pages(&[&first[..2], &second[..2]]);
        leave_out(&mut read, &mut left_out);
        assert_eq!(left_out.0.len(), 0, "nor where it is the first line: {left_out:?}");
    }
}
