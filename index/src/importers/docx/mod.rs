//! Word files of 2007 and later.
//!
//! - `package`: the parts of the file, and what refers to which
//! - `xml`: a part as a tree
//! - `numbering`: which number does Word print before a paragraph?
//! - `body`: paragraphs and tables, and what is in them
//! - `table`: which rows and cells has a table, and which are merged?
//! - `notes`: the words of foot and end notes
//! - `raw`: how many characters are there, counted without understanding them?

mod body;
mod notes;
mod numbering;
mod package;
mod raw;
mod styles;
mod table;
mod xml;

use std::collections::HashMap;

use super::reading::{LeftOut, ReadLine, Reading, Refusal, count, problem};
use body::Body;
use numbering::Numbering;
use package::Package;
use styles::Styles;
use xml::Element;

/// Reads a Word file. Insertions are taken as made, deletions as done; heads,
/// feet, remarks, hidden text and field codes are left out by class.
///
/// # Errors
/// A file that is damaged, protected, or holds nothing.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, Refusal> {
    let mut package = Package::open(bytes)?;
    let document = package.main_document()?;
    let styles = Styles::read(&package.part("word/styles.xml")?);
    let numbering = Numbering::read(&package.part("word/numbering.xml")?);
    let mut reading = Reading::default();
    let notes = {
        let mut body = Body::new(&mut package, &styles, numbering, &mut reading);
        body.blocks(&document)?;
        body.end();
        body.notes
    };
    add_notes(&mut package, &mut reading, notes)?;
    leave_out_other_parts(&mut package, &mut reading)?;
    reading.num_original += raw::num_chars(&document);
    Ok(reading)
}

/// Foot and end notes come after the text, in the order in which it refers to them.
fn add_notes(
    package: &mut Package,
    reading: &mut Reading,
    notes: Vec<(String, String, String)>,
) -> Result<(), Refusal> {
    let parts = [("footnote", package.part("word/footnotes.xml")?), ("endnote", package.part("word/endnotes.xml")?)];
    let mut lines = Vec::new();
    let mut places = HashMap::new();
    for (at, (kind, id, _)) in notes.iter().enumerate() {
        places.entry((kind.as_str(), id.as_str())).or_insert(at);
    }
    for (kind, part) in &parts {
        reading.num_original += raw::num_chars(part);
        for note in part.descendants(kind) {
            let id = note.attr("id").unwrap_or_default();
            let Some(&at) = places.get(&(*kind, id)) else {
                reading.left_out.add(LeftOut::Hidden, &raw::text(note));
                continue;
            };
            lines.push((at, note_line(reading, note, &notes[at].2)));
        }
    }
    lines.sort_by_key(|it| it.0);
    lines.retain(|(_, line)| count(&line.text) > 0);
    if lines.is_empty() {
        return Ok(());
    }
    let mut label = ReadLine::new("", "脚注");
    label.push_made("注释：");
    reading.lines.push(label);
    for (at, (_, words)) in lines.into_iter().enumerate() {
        let mut line = ReadLine::new("", words.place.clone());
        line.push_made(&format!("{}. ", at + 1));
        line.append(&words);
        reading.lines.push(line);
    }
    Ok(())
}

fn note_line(reading: &mut Reading, note: &Element, place: &str) -> ReadLine {
    let paragraphs: Vec<String> =
        note.descendants("p").map(|it| notes::visible_text(it, &mut reading.left_out)).collect();
    let words: Vec<&str> = paragraphs.iter().map(|it| it.trim()).filter(|it| !it.is_empty()).collect();
    ReadLine::new(words.join(" "), format!("{place}的脚注"))
}

fn leave_out_other_parts(package: &mut Package, reading: &mut Reading) -> Result<(), Refusal> {
    for name in package.names() {
        let file = name.strip_prefix("word/").unwrap_or_default();
        let class = match () {
            () if file.starts_with("header") => LeftOut::Header,
            () if file.starts_with("footer") => LeftOut::Footer,
            () if file == "comments.xml" => LeftOut::Comment,
            () => continue,
        };
        let part = package.part(&name)?;
        reading.num_original += raw::num_chars(&part);
        reading.left_out.add(class, &raw::text(&part));
    }
    Ok(())
}

/// Tells the editor that changes were tracked.
fn tracked(reading: &mut Reading) {
    if reading.problems.iter().all(|it| it.code != "tracked-changes") {
        let chinese = "文件里有未接受的修订，已按“全部接受”读入，请确认这是定稿";
        let english =
            "the file holds tracked changes, read as if all were accepted; make sure that it is the final text";
        reading.problems.push(problem(0, "tracked-changes", chinese, english));
    }
}

#[cfg(test)]
mod tests;
