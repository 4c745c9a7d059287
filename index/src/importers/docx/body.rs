//! Paragraphs and tables, and what is in them.

use std::collections::HashMap;

use super::numbering::Numbering;
use super::package::Package;
use super::styles::Styles;
use super::table::{MAX_REPEATED_CHARS, MAX_SPAN, header_rows, merge, parts, span};
use super::xml::Element;
use super::{raw, tracked};
use crate::importers::html;
use crate::importers::reading::{
    LeftOut, LineBuilder, ReadLine, Reading, Refusal, count, holds_for_each_column, is_invisible, one_cell, problem,
};
use crate::importers::sniff::{Format, decode, sniff};
use crate::importers::text;

/// Elements that only hold others.
const TRANSPARENT: [&str; 11] =
    ["ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "body"];

/// Goes through a document.
pub(super) struct Body<'a, 'b> {
    package: &'a mut Package<'b>,
    styles: &'a Styles,
    numbering: Numbering,
    reading: &'a mut Reading,
    /// Foot and end notes referred to: kind, id, place.
    pub notes: Vec<(String, String, String)>,
    num_paragraphs: usize,
    num_tables: usize,
    /// What is read stands in a table.
    in_cell: bool,
    /// The paragraph whose end was deleted goes on in the next.
    open: Option<ReadLine>,
    /// Text boxes of the paragraph being read.
    boxes: Vec<Element>,
}

impl<'a, 'b> Body<'a, 'b> {
    /// Begins before the first paragraph.
    pub(super) fn new(
        package: &'a mut Package<'b>,
        styles: &'a Styles,
        numbering: Numbering,
        reading: &'a mut Reading,
    ) -> Self {
        let (notes, boxes) = (Vec::new(), Vec::new());
        Self {
            package,
            styles,
            numbering,
            reading,
            notes,
            num_paragraphs: 0,
            num_tables: 0,
            in_cell: false,
            open: None,
            boxes,
        }
    }

    /// Reads paragraphs and tables.
    pub(super) fn blocks(&mut self, element: &Element) -> Result<(), Refusal> {
        for block in element.elements() {
            match block.name.as_str() {
                "p" => self.paragraph(block)?,
                "tbl" => self.table(block)?,
                "altChunk" => self.chunk(block)?,
                "del" | "moveFrom" => self.deleted(block),
                "AlternateContent" => {
                    let chosen = self.choice(block);
                    self.blocks(&chosen)?;
                }
                "sectPr" | "tcPr" | "tblPr" | "trPr" | "sdtPr" | "sdtEndPr" => {}
                _ => self.blocks(block)?,
            }
        }
        Ok(())
    }

    /// What is still open when the document ends.
    pub(super) fn end(&mut self) {
        if let Some(line) = self.open.take() {
            self.push(line);
        }
    }

    /// Leaves out a part that was struck out.
    fn deleted(&mut self, element: &Element) {
        let words = raw::text(element);
        self.reading.left_out.add(LeftOut::Deleted, &words);
        tracked(self.reading);
    }

    /// Reads a table into lines.
    fn table(&mut self, table: &Element) -> Result<(), Refusal> {
        self.num_tables += 1;
        let rows = parts(table, "tr");
        let cells: Vec<Vec<&Element>> = rows.iter().map(|row| parts(row, "tc")).collect();
        // What spans the whole table above its header is its caption; a table of one column is none.
        let num_captions = cells.iter().take_while(|it| it.len() <= 1).count();
        let num_header_rows = num_captions + header_rows(&rows[num_captions..], &cells[num_captions..]);
        let place = self.num_tables;
        let mut above: HashMap<usize, String> = HashMap::new();
        for (at, (row, cells)) in rows.iter().zip(&cells).enumerate() {
            if row.child("trPr").is_some_and(|it| it.child("del").is_some()) {
                self.deleted(row);
            } else if at < num_captions {
                cells.iter().try_for_each(|cell| self.blocks(cell))?;
            } else {
                let mut line = self.row_line(row, cells, &mut above, at < num_header_rows)?;
                line.place = format!("表{place}第{}行", at + 1);
                // A row of nothing but repeated cells is an empty one.
                if count(&line.text) > line.num_made() {
                    self.reading.lines.push(line);
                }
            }
        }
        Ok(())
    }

    fn row_line(
        &mut self,
        row: &Element,
        cells: &[&Element],
        above: &mut HashMap<usize, String>,
        is_header: bool,
    ) -> Result<ReadLine, Refusal> {
        let mut line = LineBuilder::default();
        let before = row.child("trPr").and_then(|it| it.value("gridBefore")).and_then(|it| it.parse().ok());
        let mut column = before.unwrap_or(0_usize).min(MAX_SPAN);
        (0..column).for_each(|_| line.push('\t'));
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                line.push('\t');
            }
            let words = self.cell_line(cell)?;
            match merge(cell) {
                Some("restart") => {
                    let is_repeated = !is_header && words.text.chars().count() <= MAX_REPEATED_CHARS;
                    above.insert(column, if is_repeated { words.text.clone() } else { String::new() });
                }
                Some(_) if !is_header => line.push_made(above.get(&column).map_or("", String::as_str)),
                Some(_) => {}
                None => drop(above.remove(&column)),
            }
            line.append(&words);
            let span = span(cell);
            let is_repeated = !is_header && 0 < column && holds_for_each_column(&words.text);
            for _ in 1..span {
                line.push('\t');
                line.push_made(if is_repeated { &words.text } else { "" });
            }
            column += span;
        }
        Ok(line.line())
    }

    /// The lines of a cell as one.
    fn cell_line(&mut self, cell: &Element) -> Result<ReadLine, Refusal> {
        let outer = std::mem::take(&mut self.reading.lines);
        let was_in_cell = std::mem::replace(&mut self.in_cell, true);
        let read = self.blocks(cell);
        self.in_cell = was_in_cell;
        self.end();
        let inner = std::mem::replace(&mut self.reading.lines, outer);
        read.map(|()| one_cell(inner))
    }

    fn paragraph(&mut self, paragraph: &Element) -> Result<(), Refusal> {
        self.num_paragraphs += 1;
        let place = format!("第{}段", self.num_paragraphs);
        let properties = paragraph.child("pPr").cloned().unwrap_or_default();
        let style = properties.value("pStyle").unwrap_or_default().to_owned();
        let is_strong = self.styles.is_strong(&style);
        // The tenth level is that of running text.
        let is_heading = properties.value("outlineLvl").map_or_else(|| self.styles.is_heading(&style), |it| it != "9");
        let is_hidden = self.styles.is_hidden(&style);
        let mut run = Run { is_hidden, is_strong, num_strong: 0, text: String::new(), place: &place };
        self.inside(paragraph, &mut run);
        let words = std::mem::take(&mut run.text);
        let is_strong = is_heading || 0 < run.num_strong && run.num_strong == count(&words);
        let mark = properties.child("rPr").cloned().unwrap_or_default();
        let mut line = ReadLine { is_strong, ..ReadLine::new("", place.clone()) };
        if count(&words) > 0 || !(mark.is_on("vanish") || mark.child("del").is_some()) {
            let number = self.number(&properties, &style);
            // A column of 序号 holds nothing but numbers that Word counts.
            if let Some(number) = number.filter(|_| count(&words) > 0 || self.in_cell) {
                line.push_made(&number);
            }
        }
        line.append(&ReadLine::new(words, ""));
        if let Some(mut open) = self.open.take() {
            open.append(&line);
            line = open;
        }
        if mark.child("del").is_some() {
            tracked(self.reading);
            self.open = Some(line);
        } else {
            self.push(line);
        }
        for held in std::mem::take(&mut self.boxes) {
            self.blocks(&held)?;
        }
        Ok(())
    }

    /// A line of the source for every line that the writer broke.
    fn push(&mut self, line: ReadLine) {
        let mut start = 0;
        for part in line.text.split('\n') {
            let end = start + part.chars().count();
            let made = line.made.iter().map(|it| it.start.max(start)..it.end.min(end)).filter(|it| !it.is_empty());
            let made = made.map(|it| it.start - start..it.end - start).collect();
            let mut part = ReadLine { text: part.to_owned(), made, ..line.bare() };
            part.trim();
            if count(&part.text) > 0 {
                self.reading.lines.push(part);
            }
            start = end + 1;
        }
    }

    fn number(&mut self, properties: &Element, style: &str) -> Option<String> {
        let direct = properties.child("numPr");
        let by_style = self.styles.numbering(style);
        let num_id = direct.and_then(|it| it.value("numId")).or(by_style.map(|it| it.1))?.to_owned();
        let level = direct.and_then(|it| it.value("ilvl")).and_then(|it| it.parse().ok());
        let of_style = by_style.and_then(|(at, id, level)| self.numbering.level_of_style(id, at).or(level));
        let level = level.or(of_style.filter(|_| direct.is_none_or(|it| it.child("numId").is_none()))).unwrap_or(0);
        self.numbering.next(&num_id, level)
    }

    /// Goes through what is in a paragraph.
    fn inside(&mut self, element: &Element, run: &mut Run) {
        for child in element.elements() {
            match child.name.as_str() {
                "r" => self.run(child, run),
                "del" | "moveFrom" => self.deleted(child),
                "ins" | "moveTo" => {
                    tracked(self.reading);
                    self.inside(child, run);
                }
                name if TRANSPARENT.contains(&name) => self.inside(child, run),
                "oMath" | "oMathPara" => run.text.push_str(&raw::text(child)),
                "AlternateContent" => {
                    let chosen = self.choice(child);
                    self.inside(&chosen, run);
                }
                "pPr" | "sdtPr" | "sdtEndPr" => {}
                _ => self.other(child),
            }
        }
    }

    /// An element that this reader does not know: no word of it may vanish.
    fn other(&mut self, element: &Element) {
        if raw::num_chars(element) > 0 {
            self.reading.left_out.add(LeftOut::Alternate, &raw::text(element));
        }
    }

    fn run(&mut self, element: &Element, run: &mut Run) {
        let properties = element.child("rPr").cloned().unwrap_or_default();
        let by_style = properties.value("rStyle").map(|it| self.styles.is_hidden(it));
        let is_hidden = match properties.child("vanish") {
            Some(_) => properties.is_on("vanish"),
            None => by_style.unwrap_or(false) || run.is_hidden,
        };
        let is_strong = if properties.child("b").is_some() { properties.is_on("b") } else { run.is_strong };
        let before = run.text.len();
        for child in element.elements() {
            match child.name.as_str() {
                "t" | "delText" if is_hidden => self.reading.left_out.add(LeftOut::Hidden, &child.own_text()),
                "t" => self.words(&child.own_text(), run),
                "delText" => self.reading.left_out.add(LeftOut::Deleted, &child.own_text()),
                "instrText" | "delInstrText" => self.reading.left_out.add(LeftOut::FieldCode, &child.own_text()),
                "tab" | "ptab" => run.text.push(' '),
                "br" | "cr" => run.text.push('\n'),
                "noBreakHyphen" | "sym" => run.text.extend(raw::sign(child)),
                "footnoteReference" => self.note("footnote", child, run),
                "endnoteReference" => self.note("endnote", child, run),
                "AlternateContent" => {
                    let chosen = self.choice(child);
                    self.drawing(&chosen);
                }
                "ruby" => self.ruby(child, run),
                "rPr" => {}
                _ => self.drawing(child),
            }
        }
        run.num_strong += if is_strong { count(run.text.get(before..).unwrap_or_default()) } else { 0 };
    }

    fn words(&mut self, words: &str, run: &mut Run) {
        let invisible: String = words.chars().filter(|&c| is_invisible(c)).collect();
        self.reading.left_out.add(LeftOut::Invisible, &invisible);
        run.text.extend(
            words
                .chars()
                .filter(|&c| !is_invisible(c))
                .map(|c| if c.is_whitespace() && c != '\u{3000}' { ' ' } else { c }),
        );
    }

    fn note(&mut self, kind: &str, element: &Element, run: &Run) {
        self.notes.push((kind.to_owned(), element.attr("id").unwrap_or_default().to_owned(), run.place.to_owned()));
    }

    /// Readings above characters are no part of the text.
    fn ruby(&mut self, element: &Element, run: &mut Run) {
        for part in element.elements() {
            match part.name.as_str() {
                "rubyBase" => self.inside(part, run),
                _ => self.other(part),
            }
        }
    }

    /// Keeps the text boxes of a drawing for after the paragraph.
    fn drawing(&mut self, element: &Element) {
        match element.name.as_str() {
            "txbxContent" => self.boxes.push(element.clone()),
            "AlternateContent" => {
                let chosen = self.choice(element);
                self.drawing(&chosen);
            }
            "t" => self.other(element),
            _ => element.elements().for_each(|it| self.drawing(it)),
        }
    }

    /// The form of a drawing for new programs, or the other where it holds no
    /// words; the words of the form not chosen are left out.
    fn choice(&mut self, element: &Element) -> Element {
        let forms: Vec<&Element> = element.elements().collect();
        let best = forms.iter().position(|it| raw::num_chars(it) > 0).unwrap_or(0);
        for (at, form) in forms.iter().enumerate().filter(|it| it.0 != best) {
            debug_assert_ne!(at, best);
            self.reading.left_out.add(LeftOut::Alternate, &raw::text(form));
        }
        forms.get(best).map(|it| (*it).clone()).unwrap_or_default()
    }

    /// A document within the document, in whatever form.
    fn chunk(&mut self, element: &Element) -> Result<(), Refusal> {
        let Some((name, bytes)) = self.package.target(element.attr("id").unwrap_or_default())? else { return Ok(()) };
        let read = match sniff(&bytes)? {
            Format::Html => html::read_whole(&html::mhtml::page(&bytes)?)?,
            Format::Docx => super::read(&bytes)?,
            Format::Text => text::read(&decode(&bytes)?),
            _ => {
                let chinese = format!("嵌入的部分 {name} 读不出来，请在 Word 里打开并另存");
                let english = format!("the embedded part {name} cannot be read; open and save the file in Word");
                self.reading.problems.push(problem(0, "part-unread", &chinese, &english));
                return Ok(());
            }
        };
        self.reading.num_original += read.num_original;
        for (class, count) in read.left_out.0 {
            self.reading.left_out.add_count(class, count);
        }
        self.reading.problems.extend(read.problems);
        let placed = read.lines.into_iter().map(|it| ReadLine { place: format!("{name} {}", it.place), ..it });
        self.reading.lines.extend(placed);
        Ok(())
    }
}

/// Words of a paragraph so far.
struct Run<'a> {
    is_hidden: bool,
    /// The style of the paragraph is bold.
    is_strong: bool,
    /// How many characters are bold, white space aside.
    num_strong: usize,
    text: String,
    place: &'a str,
}
