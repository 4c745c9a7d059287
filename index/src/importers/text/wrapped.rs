//! Text that was broken into lines of one width: its paragraphs are put together again.

use crate::importers::facts::is_number;
use crate::importers::reading::ReadLine;
use crate::structure::lines::typography::is_closed;
use crate::structure::numbering::{Marker, split_marker};

/// Fewer full lines say nothing of the width of a text.
const MIN_FULL_LINES: usize = 4;
/// Widths of lines that can be broken to, in columns; Han characters take two.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=160;
/// A mark that must not begin a line, or a word that does not fit, leaves so much room.
const MAX_ROOM: usize = 6;

/// A line as it lies in the file.
pub(in crate::importers) struct RawLine {
    /// What is read of it.
    pub line: ReadLine,
    /// Columns of white space that it begins with.
    indent: usize,
    /// Columns up to its last character.
    width: usize,
    /// A blank line comes before it.
    after_blank: bool,
}

impl RawLine {
    /// `raw` is the whole line, `line` what is read of it.
    pub(super) fn new(raw: &str, line: ReadLine, after_blank: bool) -> Self {
        let indent = raw.chars().take_while(|c| c.is_whitespace()).map(columns).sum();
        Self { line, indent, width: raw.trim_end().chars().map(columns).sum(), after_blank }
    }

    /// A line behind so many columns of white space.
    pub(in crate::importers) fn indented(indent: usize, line: ReadLine, after_blank: bool) -> Self {
        let width = indent + line.text.chars().map(columns).sum::<usize>();
        Self { line, indent, width, after_blank }
    }
}

/// How wide a character is; Han characters take two columns.
pub(in crate::importers) fn columns(c: char) -> usize {
    if c.is_ascii() || c == '\u{a0}' { 1 } else { 2 }
}

/// One line for each paragraph, if the text was broken to a width; else as it was.
pub(in crate::importers) fn unwrapped(lines: Vec<RawLine>) -> Vec<ReadLine> {
    let Some(width) = width_of(&lines) else { return lines.into_iter().map(|it| it.line).collect() };
    let has_indents = has_indents(&lines, width);
    let mut out: Vec<ReadLine> = Vec::new();
    let mut last: Option<(usize, bool)> = None;
    for raw in lines {
        let word = word_width(&raw.line.text);
        let goes_on = last.is_some_and(|(before, is_row)| {
            let is_full = width <= before + MAX_ROOM + word;
            // A title as wide as the text is whole above its number.
            let begins = raw.after_blank || raw.line.text.contains('\t') || is_row || is_number(&raw.line.text);
            let is_list = out.last().is_some_and(|open| begins_list(&open.text, &raw.line.text));
            let is_apart = is_list || if has_indents { raw.indent > 1 } else { begins_anew(out.last(), &raw) };
            is_full && !begins && !is_apart && !is_signed(out.last(), &raw, width)
        });
        last = Some((raw.width, raw.line.text.contains('\t')));
        match out.last_mut() {
            Some(open) if goes_on => {
                if needs_space(&open.text, &raw.line.text) {
                    open.text.push(' ');
                }
                open.append(&raw.line);
            }
            _ => out.push(raw.line),
        }
    }
    out
}

/// The width that lines were broken to: many lines without an end come near the
/// widest, and hardly any line without an end is shorter but names and titles.
fn width_of(lines: &[RawLine]) -> Option<usize> {
    let is_text = |it: &&RawLine| !it.line.text.contains('\t');
    let width = lines.iter().filter(is_text).map(|it| it.width).max().filter(|it| WIDTHS.contains(it))?;
    let is_full = |it: &RawLine| width <= it.width + MAX_ROOM;
    let pairs = lines.windows(2).filter(|it| is_text(&&it[0]) && !it[1].after_blank);
    // 1.《甲办法》（甲府〔2010〕1号） above 2.《乙办法》… is whole, and says nothing of the width.
    let goes_on = |it: &&[RawLine]| !begins_list(&it[0].line.text, &it[1].line.text);
    let open =
        pairs.filter(|it| !is_closed(&it[0].line.text) && !it[0].line.text.ends_with(['；', ';'])).filter(goes_on);
    let long: Vec<&RawLine> = open.map(|it| &it[0]).filter(|it| 3 * width <= 4 * it.width).collect();
    let full = long.iter().filter(|it| is_full(it)).count();
    let is_open = |it: &RawLine| !is_closed(&it.line.text) && !it.line.text.ends_with(['；', ';']);
    let goes_on = |it: &&[RawLine]| {
        it[0].indent > 1 && is_full(&it[0]) && is_open(&it[0]) && it[1].indent <= 1 && is_rest(&it[1])
    };
    let is_beside = |it: &&[RawLine]| it.iter().all(|it| is_text(&it)) && !it[1].after_blank;
    let num_below = lines.windows(2).filter(is_beside).filter(goes_on).count();
    // Where paragraphs are indented, the end of a sentence that is not says enough.
    let is_ended = || lines.windows(2).filter(goes_on).any(|it| is_closed(&it[1].line.text));
    let is_wrapped = MIN_FULL_LINES <= full || 0 < num_below && full <= 2 * num_below && is_ended();
    // A long title stands at the edge or in the middle, not where paragraphs begin.
    let names = if num_below == 0 { 0 } else { long.iter().filter(|it| it.indent <= 1 && !is_full(it)).count() };
    (is_wrapped && (long.len() - names) * 3 <= full * 5).then_some(width)
}

/// It begins like the middle of a sentence.
fn is_rest(raw: &RawLine) -> bool {
    matches!(split_marker(raw.line.text.trim()).0, Marker::None)
}

/// Behind most lines that are short and closed an indented one follows.
fn has_indents(lines: &[RawLine], width: usize) -> bool {
    let ends = |it: &&[RawLine]| is_closed(&it[0].line.text) && it[0].width + 2 * MAX_ROOM < width;
    let begun: Vec<bool> = lines.windows(2).filter(ends).map(|it| it[1].indent > 1).collect();
    !begun.is_empty() && begun.iter().filter(|it| **it).count() * 2 >= begun.len()
}

/// Without indents a number begins a paragraph, and so does what follows a sentence
/// and begins with more room than its own lines have.
fn begins_anew(last: Option<&ReadLine>, raw: &RawLine) -> bool {
    let is_number = !matches!(split_marker(raw.line.text.trim()).0, Marker::None);
    is_number && last.is_some_and(|it| is_closed(&it.text) || it.text.ends_with(['；', ';'])) || raw.indent > 1
}

/// `1.甲` behind `…如下：`, or `2.乙` behind a whole `1.甲；` or `1.《甲办法》`: a line of its own, however
/// full the one above it is. A list may also run on within its paragraph: `（一）甲；（二）乙`.
pub(in crate::importers) fn begins_list(open: &str, line: &str) -> bool {
    let (marker, rest) = split_marker(line.trim());
    let is_next = |before: Marker, it: Marker| {
        std::mem::discriminant(&before) == std::mem::discriminant(&it) && it.follows(before)
    };
    let runs_on = || rest.split(STOPS).skip(1).any(|it| is_next(marker, split_marker(it.trim()).0));
    let open = open.trim();
    let is_first = open.ends_with(['：', ':']) && marker.is_first() && !runs_on();
    is_first || open.ends_with(|c| STOPS.contains(&c) || "》）)".contains(c)) && is_next(split_marker(open).0, marker)
}

/// What an item of a list ends with.
const STOPS: [char; 3] = ['。', '；', ';'];

/// A name or a day below a sentence.
fn is_signed(last: Option<&ReadLine>, raw: &RawLine, width: usize) -> bool {
    let is_short = 2 * raw.width < width && !is_closed(&raw.line.text) && !raw.line.text.contains(['，', '；']);
    is_short && last.is_some_and(|it| is_closed(&it.text))
}

/// Columns of the word or number that a line begins with: it is not broken.
fn word_width(text: &str) -> usize {
    text.chars().take_while(char::is_ascii_graphic).count()
}

/// Latin words keep their space over the end of a line.
fn needs_space(before: &str, after: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    is_letter(before.chars().next_back()) && is_letter(after.chars().next())
}
