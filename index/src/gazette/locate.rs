//! Does a `[[document]]` entry fit the lines it names? Its 文号, title and date
//! must be printed there, and nothing of it left behind.

use crate::error::{Kind, Result};
use crate::gazette::catalogue::{Catalogue, DocumentEntry};
use crate::source::Source;
use crate::structure::lines::furniture::is_page_number;
use crate::structure::lines::typography::{
    compact, is_closed, is_date, is_furniture, is_number_line, iso_date, plain_chars,
};

/// A title begins at most so many lines above its number, blank lines included.
const MAX_LINES_ABOVE: usize = 12;

/// Line of the document's 文号. Refuses lines that hold none or another.
///
/// # Errors
/// `BadLines` with where the document is.
pub fn find_number_line(catalogue: &Catalogue, entry: &DocumentEntry, source: &Source) -> Result<usize> {
    let (first, last) = entry.lines;
    let bad = |message: String, help: String| {
        catalogue.source.error_at(Kind::BadLines, entry.entry_line, message, help).fail()
    };
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
/// `BadLines` with the title that is printed, or where the one given begins.
pub fn check_title(catalogue: &Catalogue, entry: &DocumentEntry, source: &Source, number_line: usize) -> Result<()> {
    let lines = |first| title_lines(source, first, number_line);
    let printed = |first| lines(first).flat_map(plain_chars).collect::<String>();
    let meant: String = plain_chars(&entry.document.title).collect();
    if printed(entry.lines.0) == meant {
        return Ok(());
    }
    let start = (number_line.saturating_sub(MAX_LINES_ABOVE)..number_line).rfind(|&line| printed(line) == meant);
    let help = start.map_or_else(
        || format!("the entry should say title = \"{}\"", lines(entry.lines.0).collect::<String>()),
        |line| format!("set first_line = {line}: there the title of the entry begins"),
    );
    not_as_printed(catalogue, entry, number_line, "title", help)
}

/// The date of the entry is the printed one.
///
/// # Errors
/// `BadLines` with the date that is printed.
pub fn check_date(catalogue: &Catalogue, entry: &DocumentEntry, source: &Source, number_line: usize) -> Result<()> {
    let mut lines = (entry.lines.0..=number_line).filter_map(|number| source.line(number));
    let printed = lines.find_map(iso_date).filter(|_| !entry.document.date.is_empty());
    match printed.filter(|date| *date != entry.document.date) {
        Some(date) => {
            not_as_printed(catalogue, entry, number_line, "date", format!("the entry should say date = \"{date}\""))
        }
        None => Ok(()),
    }
}

fn title_lines(source: &Source, first: usize, number_line: usize) -> impl Iterator<Item = &str> {
    let lines = (first..=number_line).filter_map(|number| source.line(number)).map(str::trim);
    lines.filter(|line| !is_date(line) && !is_number_line(line))
}

fn not_as_printed(
    catalogue: &Catalogue,
    entry: &DocumentEntry,
    number_line: usize,
    what: &str,
    help: String,
) -> Result<()> {
    let (first, number) = (entry.lines.0, &entry.document.number);
    let message = format!("{number}: the {what} printed on lines {first} to {number_line} is another");
    catalogue.source.error_at(Kind::BadLines, entry.entry_line, message, help).fail()
}

/// A wrong issuer would turn the running heads of its pages into text.
///
/// # Errors
/// `BadLines` with the name that is printed.
pub fn check_issuer(catalogue: &Catalogue, entry: &DocumentEntry, source: &Source) -> Result<()> {
    let issuer = &entry.document.issuer;
    let lines =
        (entry.lines.0..=entry.lines.1).filter_map(|number| Some((number, running_head(source.line(number)?)?)));
    let is_known = |name: &str| is_furniture(&format!("—{name}—"), issuer) || is_page_number(name);
    let Some((line, name)) = lines.into_iter().find(|(_, name)| !is_known(name)) else {
        return Ok(());
    };
    let message = format!("{}: “{name}” heads the page on line {line}, not the issuer {issuer}", entry.document.number);
    let help =
        format!("the entry should say issuer = \"{name}\"; if the line is no running head, mend it by an [[erratum]]");
    catalogue.source.error_at(Kind::BadLines, entry.entry_line, message, help).fail()
}

/// `——柳州市人民政府办公室——`: dashes on both sides of a name.
fn running_head(line: &str) -> Option<&str> {
    let line = line.trim();
    let name = line.trim_matches('—');
    let has_both = line.starts_with('—') && line.ends_with('—');
    (has_both && !name.is_empty() && !name.contains(['。', '，', '、', '；', '：'])).then_some(name)
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
