//! Does a `[[document]]` entry fit the lines it names? Its 文号, title and date
//! must be printed there, and nothing of it left behind.

use crate::config::{Config, DocumentEntry};
use crate::error::{Kind, Result};
use crate::source::Source;
use crate::text::{compact, is_closed, is_date, is_number_line, iso_date, plain_chars};

/// A title begins at most so many lines above its number, blank lines included.
const MAX_LINES_ABOVE: usize = 12;

/// Line of the document's 文号. Refuses lines that hold none or another.
///
/// # Errors
/// `BadLines` with where the document is.
pub fn find_number_line(config: &Config, entry: &DocumentEntry, source: &Source) -> Result<usize> {
    let (first, last) = entry.lines;
    let bad =
        |message: String, help: String| config.source.error_at(Kind::BadLines, entry.entry_line, message, help).fail();
    let number = &entry.document.number;
    if first == 0 || last < first || source.num_lines() < last {
        let help = match source.num_lines() {
            0 => format!("{} is empty; put back the text it had", source.name),
            lines => format!("{} has lines 1 to {lines}; first_line must not be after last_line", source.name),
        };
        return bad(format!("{number}: there are no lines {first} to {last}"), help);
    }
    let numbers: Vec<usize> = number_lines(source, first..=last).collect();
    let own = numbers.iter().copied().find(|&line| holds(source, line, number));
    let other = numbers.iter().copied().find(|&line| !holds(source, line, number));
    match (own, other) {
        (Some(_), Some(other)) => {
            let words = source.line(other).unwrap_or_default().trim();
            let help = format!("end the document before line {other} of {}", source.name);
            bad(format!("{number}: another document begins within its lines: “{words}” on line {other}"), help)
        }
        (Some(own), None) if own - first <= 10 => Ok(own),
        (Some(own), None) => bad(
            format!("{number}: its title should begin shortly before line {own}, not on line {first}"),
            format!("set first_line to the first line of the title in {}", source.name),
        ),
        (None, _) => {
            let elsewhere = number_lines(source, 1..=source.num_lines()).find(|&line| holds(source, line, number));
            let help = elsewhere.map_or_else(
                || format!("{number} is printed under no title in {}; check the number and the file", source.name),
                |line| {
                    format!("in {} it is printed on line {line}; set first_line and last_line around it", source.name)
                },
            );
            bad(format!("{number}: this number is not printed on lines {first} to {last}"), help)
        }
    }
}

/// The entry says what is printed: every citation is made of it.
///
/// # Errors
/// `BadLines` with the title or date that is printed.
pub fn check_title(config: &Config, entry: &DocumentEntry, source: &Source, number_line: usize) -> Result<()> {
    let lines = |first: usize| (first..=number_line).filter_map(|number| source.line(number)).map(str::trim);
    let is_title = |line: &&str| !is_date(line) && !is_number_line(line);
    let printed = |first: usize| lines(first).filter(is_title).flat_map(plain_chars).collect::<String>();
    let bad =
        |message: String, help: String| config.source.error_at(Kind::BadLines, entry.entry_line, message, help).fail();
    let (first, document) = (entry.lines.0, &entry.document);
    let meant: String = plain_chars(&document.title).collect();
    if printed(first) != meant {
        let message = format!("{}: the title printed on lines {first} to {number_line} is another", document.number);
        let start = (number_line.saturating_sub(MAX_LINES_ABOVE)..number_line).rfind(|&it| printed(it) == meant);
        return match start {
            Some(line) => bad(message, format!("set first_line = {line}: there the title of the entry begins")),
            None => bad(
                message,
                format!("the entry should say title = \"{}\"", lines(first).filter(is_title).collect::<String>()),
            ),
        };
    }
    let date = lines(first).filter_map(iso_date).next();
    match date.filter(|it| !document.date.is_empty() && *it != document.date) {
        Some(date) => bad(
            format!("{}: the date printed on lines {first} to {number_line} is another", document.number),
            format!("the entry should say date = \"{date}\""),
        ),
        None => Ok(()),
    }
}

fn number_lines(source: &Source, range: std::ops::RangeInclusive<usize>) -> impl Iterator<Item = usize> {
    range.filter(|&line| source.line(line).is_some_and(|text| is_number_line(text.trim())))
}

fn holds(source: &Source, line: usize, number: &str) -> bool {
    source.line(line).is_some_and(|text| compact(text).ends_with(&compact(number)))
}

/// Whoever counts lines may stop too early; titles are no sentences.
pub fn left_over(entry: &DocumentEntry, source: &Source) -> Option<usize> {
    let after =
        (entry.lines.1 + 1..=source.num_lines()).filter_map(|number| Some((number, source.line(number)?.trim())));
    let mut before_next = after.take_while(|(_, text)| !is_number_line(text));
    before_next.find(|(_, text)| is_closed(text) || text.contains('\t')).map(|(number, _)| number)
}
