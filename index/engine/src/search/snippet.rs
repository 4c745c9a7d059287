//! The part of a text that shows best why it matched. Returns ranges, never
//! HTML: the view makes `<mark>`.

use std::ops::Range;

/// An excerpt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The excerpt, without ellipses.
    pub text: String,
    /// Byte ranges of `text`, ascending and disjoint.
    pub highlights: Vec<Range<usize>>,
    /// Whether something was left out before it.
    pub cut_start: bool,
    /// Whether something was left out after it.
    pub cut_end: bool,
}

/// The window of at most `max_chars` characters that holds most highlighted
/// ones, starting at a sentence or comma where one is near. `highlights` are
/// byte ranges of `text` on character boundaries, ascending and disjoint.
/// Costs time in the length of `text`.
///
/// # Examples
/// ```
/// use policy_engine::snippet;
///
/// let text = "对就业困难人员给予补贴，每月三百元。";
/// let mark = 36..42; // 每月
/// let part = snippet(text, &[mark], 6);
/// assert_eq!((part.text.as_str(), part.cut_start, part.cut_end), ("每月三百元。", true, false));
/// assert_eq!(&part.text[part.highlights[0].clone()], "每月");
/// ```
pub fn snippet(text: &str, highlights: &[Range<usize>], max_chars: usize) -> Snippet {
    snippet_around(text, highlights, &[], max_chars)
}

/// The same, where some words are known to answer the question: `answers`,
/// ranges like `highlights`, draw the window more than a mark does and are not
/// marked themselves.
///
/// # Examples
/// ```
/// use policy_engine::snippet_around;
///
/// let text = "工伤职工可以配置轮椅。所需费用由基金支付。";
/// let (mark, answer) = (24..30, 45..60); // 轮椅, 由基金支付
/// let part = snippet_around(text, &[mark], &[answer], 10);
/// assert_eq!(part.text, "所需费用由基金支付。");
/// ```
pub fn snippet_around(text: &str, highlights: &[Range<usize>], answers: &[Range<usize>], max_chars: usize) -> Snippet {
    let starts: Vec<usize> = text.char_indices().map(|it| it.0).chain([text.len()]).collect();
    let num_chars = starts.len() - 1;
    let (marked, answering) = (sums(&starts, highlights), sums(&starts, answers));
    let within = |sums: &[usize], start: usize| sums[(start + max_chars).min(num_chars)] - sums[start.min(num_chars)];
    let held = |start: usize| within(&marked, start) + ANSWER_WEIGHT * within(&answering, start);
    let first = best_window(num_chars, max_chars, held);
    let keeps_marks = |start: usize| held(start) == held(first);
    let first = to_break(text, &starts, first, max_chars / 3, keeps_marks);
    let last = (first + max_chars).min(num_chars);
    let range = starts[first]..starts[last];
    Snippet {
        text: text[range.clone()].to_owned(),
        highlights: highlights.iter().filter_map(|it| cut(it, &range)).collect(),
        cut_start: 0 < first,
        cut_end: last < num_chars,
    }
}

/// What a character that answers is worth in characters that match.
const ANSWER_WEIGHT: usize = 2;

/// Per character: how many before it are in one of the ranges, for sums over windows.
fn sums(starts: &[usize], highlights: &[Range<usize>]) -> Vec<usize> {
    let mut sums = vec![0];
    let mut next = highlights.iter().peekable();
    for start in &starts[..starts.len() - 1] {
        while next.next_if(|it| it.end <= *start).is_some() {}
        let is_marked = next.peek().is_some_and(|it| it.start <= *start);
        sums.push(sums[sums.len() - 1] + usize::from(is_marked));
    }
    sums
}

fn best_window(num_chars: usize, max_chars: usize, held: impl Fn(usize) -> usize) -> usize {
    let last = num_chars.saturating_sub(max_chars);
    // The earliest of the best: people read from the start.
    (0..=last).rev().max_by_key(|start| held(*start)).unwrap_or(0)
}

/// Moves a start to just after a 。；or ，so that the excerpt begins where a
/// thought does: back by at most `max_back` characters, else on, but never so
/// far that marks fall out.
fn to_break(text: &str, starts: &[usize], first: usize, max_back: usize, keeps_marks: impl Fn(usize) -> bool) -> usize {
    let is_break = |at: usize| at == 0 || text[..starts[at]].ends_with(['。', '；', '，', '：', '\n']);
    let earliest = first.saturating_sub(max_back);
    let latest = first + (first..starts.len()).take_while(|at| keeps_marks(*at)).count();
    let mut starts_tried = (earliest..=first).rev().chain(first..latest);
    starts_tried.find(|at| is_break(*at) && keeps_marks(*at)).unwrap_or(first)
}

fn cut(highlight: &Range<usize>, window: &Range<usize>) -> Option<Range<usize>> {
    let start = highlight.start.max(window.start);
    let end = highlight.end.min(window.end);
    (start < end).then(|| start - window.start..end - window.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, mark: &str, max_chars: usize, expected: &str) {
        let highlights: Vec<_> = text.match_indices(mark).map(|(at, it)| at..at + it.len()).collect();
        let got = snippet(text, &highlights, max_chars);
        let mut shown = got.text.clone();
        for it in got.highlights.iter().rev() {
            shown.insert(it.end, ']');
            shown.insert(it.start, '[');
        }
        let (before, after) = (if got.cut_start { "…" } else { "" }, if got.cut_end { "…" } else { "" });
        assert_eq!(format!("{before}{shown}{after}"), expected);
    }

    #[test]
    fn short_text_is_shown_whole() {
        check("就业补贴", "补贴", 10, "就业[补贴]");
    }

    #[test]
    fn the_window_with_most_marks_is_shown() {
        check("甲乙丙丁。戊己庚辛壬癸补贴子丑", "补贴", 6, "…庚辛壬癸[补贴]…");
    }

    #[test]
    fn the_window_starts_after_a_break_where_that_keeps_the_marks() {
        check("甲乙丙丁。戊己补贴子丑寅卯辰", "补贴", 6, "…戊己[补贴]子丑…");
    }

    #[test]
    fn max_chars_counts_characters_not_bytes() {
        let text = "字".repeat(100);
        assert_eq!(snippet(&text, &[], 30).text.chars().count(), 30);
    }

    #[test]
    fn empty_text_gives_an_empty_snippet() {
        assert_eq!(snippet("", &[], 10), Snippet::default());
    }
}
