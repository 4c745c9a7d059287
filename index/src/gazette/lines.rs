//! The lines of one document: errata mended, strayed lines put back, page
//! furniture and printed contents set aside. What remains is the text proper,
//! split into title, covering note and body; `structure` makes clauses of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Kind, Result};
use crate::gazette::catalogue::{Catalogue, DocumentEntry};
use crate::gazette::locate::{check_date, check_issuer, check_title, find_number_line, left_over};
use crate::source::Source;
use crate::structure::lines::contents::{entries_of, take_contents};
use crate::structure::lines::furniture::{is_any_date, is_furniture_of_text, is_page_number, is_running_head};
use crate::structure::lines::typography::{is_closed, is_date, is_furniture, is_number_line, plain_chars, same_words};
use crate::structure::lines::{Line, trimmed};
use crate::structure::numbering::{Marker, split_marker};

/// A title is printed on no more lines than this.
const MAX_TITLE_LINES: usize = 4;

/// What a line was taken for. Every line that is not blank has exactly one use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineUse {
    /// Text of the clause with this index among the document's clauses.
    Clause(usize),
    /// A heading, found again in the path of the clauses beneath it.
    Heading,
    /// The column labels of a table, likewise in the path of its rows.
    Labels,
    /// Running head or foot, page number.
    Furniture,
    /// The printed table of contents.
    Contents,
    /// Name of the office and date under the text.
    Signature,
    /// Title of the next document, on the last page of this one.
    NextTitle,
}

/// A document's lines, sorted out.
#[derive(Debug)]
pub struct DocumentLines {
    /// Title lines and the line of the 文号.
    pub title: Vec<Line>,
    /// Salutation and covering note; only the salutation where the document
    /// has no title of its own beneath.
    pub cover: Vec<Line>,
    /// Title of the text that the note introduces, printed again.
    pub inner_title: Vec<Line>,
    /// What is printed under that title and not in the first one, a period.
    pub subtitle: Vec<Line>,
    /// The text itself.
    pub body: Vec<Line>,
    /// Entries of the printed contents, without white space.
    pub contents: BTreeSet<String>,
    /// Lines that are not text, and what they are.
    pub uses: BTreeMap<usize, LineUse>,
    /// The words of every line that is not blank, mended.
    pub words: BTreeMap<usize, String>,
    /// The first line of text behind the last one and before the next document.
    pub left_over: Option<usize>,
    /// Characters that errata took away and put in.
    pub mended: (usize, usize),
}

impl DocumentLines {
    /// Sorts the lines of `entry` in `source`.
    ///
    /// # Errors
    /// `BadLines` if the lines do not hold the document, `NoSuchText` if an
    /// erratum or move fits no line, or several.
    pub fn read(catalogue: &Catalogue, entry: &DocumentEntry, source: &Source) -> Result<Self> {
        let number_line = find_number_line(catalogue, entry, source)?;
        check_title(catalogue, entry, source, number_line)?;
        check_date(catalogue, entry, source, number_line)?;
        check_issuer(catalogue, entry, source)?;
        let mut lines = text_lines(entry, source);
        let mended = mend(catalogue, entry, &mut lines)?;
        let words = lines.iter().map(|line| (line.number, line.text.clone())).collect();
        put_back(catalogue, entry, &mut lines)?;
        let mut uses = BTreeMap::new();
        set_aside_next_title(entry, source, &mut lines, &mut uses);
        let mut lines = set_aside_furniture(entry, number_line, lines, &mut uses);
        let title = split_off_while(&mut lines, |line| line.number <= number_line);
        let (cover, inner_title) = split_cover(&title, &mut lines);
        let whole_title: String = plain_chars(&whole(&title)).collect();
        let is_repeated = |line: &Line| whole_title.contains(&plain_chars(&line.text).collect::<String>());
        let (inner_title, subtitle) = inner_title.into_iter().partition(is_repeated);
        let contents = take_contents(&mut lines);
        uses.extend(contents.iter().map(|line| (line.number, LineUse::Contents)));
        Ok(Self {
            title,
            cover,
            inner_title,
            subtitle,
            body: lines,
            contents: entries_of(&contents),
            uses,
            words,
            left_over: left_over(entry, source),
            mended,
        })
    }
}

fn text_lines(entry: &DocumentEntry, source: &Source) -> Vec<Line> {
    let (first, last) = entry.lines;
    let mut adjacent = false;
    let mut lines = Vec::new();
    for number in first..=last {
        let text = source.line(number).unwrap_or_default();
        if !trimmed(text).trim().is_empty() {
            lines.push(Line { adjacent, ..Line::new(number, text) });
        }
        adjacent = !text.trim().is_empty();
    }
    lines
}

/// Applies the errata; returns characters removed and inserted.
fn mend(catalogue: &Catalogue, entry: &DocumentEntry, lines: &mut [Line]) -> Result<(usize, usize)> {
    let mut mended = (0, 0);
    for erratum in catalogue.errata.iter().filter(|it| it.document == entry.document.number) {
        let line = only_line_with(catalogue, entry, lines, &erratum.find, (erratum.entry_line, "erratum"))?;
        line.text = line.text.replacen(&erratum.find, &erratum.replace, 1);
        mended.0 += erratum.find.chars().count();
        mended.1 += erratum.replace.chars().count();
    }
    Ok(mended)
}

/// Puts strayed lines behind the lines they continue.
fn put_back(catalogue: &Catalogue, entry: &DocumentEntry, lines: &mut Vec<Line>) -> Result<()> {
    for stray in catalogue.moves.iter().filter(|it| it.document == entry.document.number) {
        let what = (stray.entry_line, "move");
        let from = only_line_with(catalogue, entry, lines, &stray.line, what)?.number;
        let after = only_line_with(catalogue, entry, lines, &stray.after, what)?.number;
        let Some(at) = lines.iter().position(|line| line.number == from) else { continue };
        let mut line = lines.remove(at);
        line.adjacent = false;
        let at = lines.iter().position(|line| line.number == after).map_or(lines.len(), |at| at + 1);
        lines.insert(at, line);
    }
    Ok(())
}

fn only_line_with<'a>(
    catalogue: &Catalogue,
    entry: &DocumentEntry,
    lines: &'a mut [Line],
    words: &str,
    (entry_line, what): (usize, &str),
) -> Result<&'a mut Line> {
    let times: usize = lines.iter().map(|line| line.text.matches(words).count()).sum();
    let found = lines.iter_mut().find(|line| !words.is_empty() && line.text.contains(words));
    match found {
        Some(line) if times == 1 => Ok(line),
        _ => {
            let number = &entry.document.number;
            let message = format!("{what}: “{words}” occurs {times} times on the lines of {number}, not once");
            let help = "copy the words from one line of the text file, as many as make them unique; \
                        remove the entry if the text no longer needs it";
            catalogue.source.error_at(Kind::NoSuchText, entry_line, message, help).fail()
        }
    }
}

/// The next document's title is often printed on this one's last page; whoever
/// counts lines up to the next 文号 includes it.
fn set_aside_next_title(
    entry: &DocumentEntry,
    source: &Source,
    lines: &mut Vec<Line>,
    uses: &mut BTreeMap<usize, LineUse>,
) {
    let after = (entry.lines.1 + 1..=source.num_lines()).filter_map(|number| source.line(number)).map(str::trim);
    // The date is in the line of the 文号 or in one of its own above.
    let next = after.filter(|text| !text.is_empty()).find(|text| !is_date(text));
    if !next.is_some_and(is_number_line) {
        return;
    }
    let is_title = |line: &&Line| !is_closed(&line.text) && !line.text.contains('\t');
    let trailing = lines.iter().rev().take(MAX_TITLE_LINES).take_while(is_title);
    let Some(num_lines) = trailing.map(|line| line.text.starts_with(&entry.document.issuer)).position(|it| it) else {
        return;
    };
    for line in lines.drain(lines.len() - num_lines - 1..) {
        uses.insert(line.number, LineUse::NextTitle);
    }
}

fn set_aside_furniture(
    entry: &DocumentEntry,
    number_line: usize,
    lines: Vec<Line>,
    uses: &mut BTreeMap<usize, LineUse>,
) -> Vec<Line> {
    let issuer = &entry.document.issuer;
    let mut text = Vec::new();
    let mut after_furniture = false;
    for mut line in lines {
        let is_furniture_of_page =
            is_furniture(&line.text, issuer) || is_page_number(&line.text) || is_running_head(&line.text);
        if is_furniture_of_page || number_line < line.number && is_furniture_of_text(&line.text) {
            uses.insert(line.number, LineUse::Furniture);
            after_furniture = true;
        } else if number_line < line.number && (line.text == *issuer || is_any_date(&line.text)) {
            uses.insert(line.number, LineUse::Signature);
        } else {
            line.after_furniture = std::mem::take(&mut after_furniture);
            text.push(line);
        }
    }
    text
}

fn split_off_while(lines: &mut Vec<Line>, mut test: impl FnMut(&Line) -> bool) -> Vec<Line> {
    let at = lines.iter().position(|line| !test(line)).unwrap_or(lines.len());
    let rest = lines.split_off(at);
    std::mem::replace(lines, rest)
}

/// The covering note goes up to where the title is printed again.
fn split_cover(title: &[Line], lines: &mut Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    let whole_title = whole(title);
    let is_title = |line: &Line| same_words(&whole_title, &line.text);
    if lines.iter().take(6).any(is_title) {
        let cover = split_off_while(lines, |line| !is_title(line));
        let inner_title = split_off_while(lines, |line| is_title(line) || is_period(&line.text));
        return (cover, inner_title);
    }
    let mut open = true;
    let is_salutation = |line: &Line| line.text.ends_with('：') && split_marker(&line.text).0 == Marker::None;
    let cover = split_off_while(lines, |line| std::mem::replace(&mut open, false) && is_salutation(line));
    (cover, Vec::new())
}

fn whole(lines: &[Line]) -> String {
    lines.iter().map(|line| line.text.as_str()).collect()
}

/// `(2021年-2025年)` under a title.
fn is_period(text: &str) -> bool {
    text.starts_with(['(', '（']) && text.ends_with([')', '）']) && text.chars().count() <= 20
}
