//! An element's lines, as a browser would break them.

use std::collections::HashSet;

use scraper::Html;

use super::dom::{self, NodeId, NodeRef, Places};
use super::table::{Grid, cells_of, header_rows, is_layout, num_captions, rows_of, span};
use crate::importers::counting::counted;
use crate::importers::reading::{LeftOut, LeftOuts, ReadLine, count, is_invisible, one_cell};
use crate::importers::text::wrapped::{RawLine, columns, unwrapped};

/// Elements that begin a line of their own.
const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
    "caption",
];

/// The element begins a line of its own, or is a cell.
pub(super) fn is_block(node: NodeRef) -> bool {
    dom::is(node, &BLOCKS) || dom::is(node, &["td", "th", "table"])
}

/// Blocks with words among these nodes, each with what stands in it and in no block inside of it.
pub(super) fn blocks<'a>(nodes: impl Iterator<Item = NodeRef<'a>>) -> Vec<NodeRef<'a>> {
    let texts = nodes.filter(|it| it.value().as_text().is_some_and(|text| count(text) > 0));
    let mut blocks: Vec<NodeRef> = texts.filter_map(|it| it.ancestors().find(|it| is_block(*it))).collect();
    blocks.dedup();
    blocks
}

/// So many line breaks stand for the beginning or the end of a block.
const BLOCK_BREAKS: usize = 2;

/// The lines of these elements, one after the other, without those of the elements in `skipped`.
pub(super) fn lines_of(
    html: &Html,
    roots: &[NodeId],
    skipped: &HashSet<NodeId>,
    left_out: &mut LeftOuts,
) -> Vec<ReadLine> {
    let mut walk = Walk::new(html, skipped, left_out);
    for &root in roots {
        walk.inside(dom::node(html, root));
        walk.end_line();
    }
    // Old pages break their sentences at one width, each line by a `<br>`.
    let lines = walk.lines.into_iter().zip(walk.shapes);
    unwrapped(lines.map(|(line, it)| RawLine::indented(it.indent, line, it.begins_block)).collect())
}

/// How a line begins.
#[derive(Clone, Copy, Default)]
struct LineShape {
    /// Columns of white space before it.
    indent: usize,
    /// It begins a block, or stands below a blank line.
    begins_block: bool,
}

/// Goes through elements and gathers lines.
pub(super) struct Walk<'a> {
    html: &'a Html,
    left_out: &'a mut LeftOuts,
    places: Places,
    /// Lines that are finished.
    pub lines: Vec<ReadLine>,
    /// How each of them begins.
    shapes: Vec<LineShape>,
    line: ReadLine,
    shape: LineShape,
    /// Line breaks since the last words; a block counts as several.
    num_breaks: usize,
    /// Block in which the open line began.
    block: Option<NodeId>,
    /// White space that is shown only if words follow.
    space: Option<char>,
    /// Elements to pass over.
    skipped: &'a HashSet<NodeId>,
    /// Characters of the open line that are bold or stand in a heading.
    num_strong: usize,
}

impl<'a> Walk<'a> {
    /// Begins without any line; the elements in `skipped` are passed over.
    pub(super) fn new(html: &'a Html, skipped: &'a HashSet<NodeId>, left_out: &'a mut LeftOuts) -> Self {
        Self {
            html,
            left_out,
            places: Places::default(),
            lines: Vec::new(),
            shapes: Vec::new(),
            line: ReadLine::default(),
            shape: LineShape::default(),
            num_breaks: BLOCK_BREAKS,
            block: None,
            space: None,
            skipped,
            num_strong: 0,
        }
    }

    /// The lines of a cell as one.
    pub(super) fn cell(&mut self, cell: NodeRef) -> ReadLine {
        let mut inner = Walk::new(self.html, self.skipped, self.left_out);
        // What was counted for one cell is not counted again for the next.
        inner.places = std::mem::take(&mut self.places);
        inner.inside(cell);
        inner.end_line();
        self.places = inner.places;
        one_cell(inner.lines)
    }

    /// Goes through everything under a node.
    pub(super) fn inside(&mut self, node: NodeRef) {
        for child in node.children() {
            self.node(child);
        }
    }

    fn node(&mut self, node: NodeRef) {
        if let Some(text) = node.value().as_text() {
            return self.text(node, text);
        }
        let Some(element) = node.value().as_element() else { return };
        let name = element.name();
        if dom::is_no_text(node) || self.skipped.contains(&node.id()) {
            return;
        }
        let class = match name {
            "select" | "option" | "button" | "textarea" => Some(LeftOut::Form),
            "title" => Some(LeftOut::WindowTitle),
            // The head and foot of a sheet, as LibreOffice saves a document.
            "div" if element.attr("title") == Some("header") => Some(LeftOut::Header),
            "div" if element.attr("title") == Some("footer") => Some(LeftOut::Footer),
            _ => dom::is_hidden(element).then_some(LeftOut::Hidden),
        };
        if let Some(class) = class {
            return self.left_out.add(class, &dom::text(self.html, node.id()));
        }
        match name {
            "br" => self.break_line(),
            "table" => {
                self.end_line();
                self.table(node);
                self.num_breaks = BLOCK_BREAKS;
            }
            _ if BLOCKS.contains(&name) => self.block(node, name),
            _ => self.inside(node),
        }
    }

    fn block(&mut self, node: NodeRef, name: &str) {
        self.end_line();
        self.num_breaks = BLOCK_BREAKS;
        let num_lines = self.lines.len();
        self.inside(node);
        self.end_line();
        self.num_breaks = BLOCK_BREAKS;
        if name == "li"
            && let Some(number) = list_number(node, &mut self.places)
            && let Some(line) = self.lines.get_mut(num_lines)
            && !begins_with_number(&line.text)
        {
            let mut numbered = line.bare();
            numbered.push_made(&number);
            numbered.append(line);
            *line = numbered;
        }
    }

    /// Reads a table into lines.
    fn table(&mut self, table: NodeRef) {
        let rows = rows_of(table);
        for caption in table.children().filter(|it| dom::is(*it, &["caption"])) {
            self.inside(caption);
            self.end_line();
        }
        if is_layout(table, &rows) {
            for cell in rows.iter().flat_map(|row| cells_of(*row)).filter(|it| !self.skipped.contains(&it.id())) {
                self.inside(cell);
                self.end_line();
            }
            return self.strays(table);
        }
        // What spans the whole table above its header is its caption.
        let num_captions = num_captions(&rows);
        for cell in rows[..num_captions].iter().flat_map(|row| cells_of(*row)) {
            self.inside(cell);
            self.end_line();
        }
        let rows = &rows[num_captions..];
        let num_header_rows = header_rows(rows);
        let mut grid = Grid::default();
        for (at, row) in rows.iter().enumerate() {
            let cells =
                cells_of(*row).into_iter().map(|cell| (self.cell(cell), span(cell, "colspan"), span(cell, "rowspan")));
            let mut line = grid.row(cells.collect(), at < num_header_rows);
            line.place = self.places.path(self.html, row.id());
            // A row of nothing but repeated cells is an empty one.
            if count(&line.text) > line.num_made() {
                self.lines.push(line);
                self.shapes.push(LineShape { begins_block: true, ..LineShape::default() });
            }
        }
        self.strays(table);
    }

    /// Parts of a table that hold no rows but words.
    fn strays(&mut self, table: NodeRef) {
        for part in
            table.children().filter(|it| !dom::is(*it, &["caption", "thead", "tbody", "tfoot", "tr", "colgroup"]))
        {
            self.inside(part);
            self.end_line();
        }
    }

    fn text(&mut self, node: NodeRef, text: &str) {
        let breaks = node.ancestors().any(keeps_breaks);
        let is_strong = dom::is_strong(node);
        for c in text.chars() {
            if breaks && c == '\n' {
                self.break_line();
            } else if is_invisible(c) {
                self.left_out.add_count(LeftOut::Invisible, 1);
            } else if c.is_whitespace() {
                let is_shown = breaks || !c.is_ascii_whitespace();
                self.shape.indent += if self.line.text.is_empty() && is_shown { columns(c) } else { 0 };
                self.white(c);
            } else {
                self.visible(node, c);
                self.num_strong += usize::from(is_strong);
            }
        }
    }

    /// A run of white space is one, and wide if any of it is wide.
    fn white(&mut self, c: char) {
        let shown = match (self.space, c) {
            (_, '\u{3000}') => c,
            (Some(before), '\n' | '\r') => before,
            (None, '\n' | '\r') => '\n',
            (Some('\u{3000}'), _) => '\u{3000}',
            _ => ' ',
        };
        self.space = Some(shown);
    }

    fn visible(&mut self, node: NodeRef, c: char) {
        if self.line.text.is_empty() {
            self.space = None;
            self.shape.begins_block = self.num_breaks != 1;
            self.num_breaks = 0;
            self.block = node.parent().map(|it| it.id());
        }
        let last = self.line.text.chars().next_back();
        match self.space.take() {
            // A line broken in the page's source: between two Han characters nothing is shown.
            Some('\n') if last.is_some_and(is_han) && is_han(c) => {}
            Some('\n') => self.line.text.push(' '),
            Some(space) => self.line.text.push(space),
            None => {}
        }
        self.line.text.push(c);
    }

    fn break_line(&mut self) {
        self.end_line();
        self.num_breaks += 1;
    }

    /// Ends the open line; one without words is none.
    pub(super) fn end_line(&mut self) {
        self.space = None;
        let mut line = std::mem::take(&mut self.line);
        let shape = std::mem::take(&mut self.shape);
        let num_strong = std::mem::take(&mut self.num_strong);
        if count(&line.text) > 0 {
            line.is_strong = num_strong == count(&line.text);
            line.place = self.block.map(|it| self.places.path(self.html, it)).unwrap_or_default();
            self.lines.push(line);
            self.shapes.push(shape);
        }
    }
}

/// Its lines are shown as they are written.
fn keeps_breaks(node: NodeRef) -> bool {
    let style = node.value().as_element().and_then(|it| it.attr("style")).unwrap_or_default();
    let style: String = style.to_lowercase().split_whitespace().collect();
    dom::is(node, &["pre", "textarea"]) || style.contains("white-space:pre")
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// The number that a browser prints before an item of an ordered list.
fn list_number(item: NodeRef, places: &mut Places) -> Option<String> {
    let list = item.parent().filter(|it| dom::is(*it, &["ol"]))?;
    let element = list.value().as_element()?;
    let style = element.attr("style").unwrap_or_default().replace(' ', "");
    let own = item.value().as_element().and_then(|it| it.attr("style")).unwrap_or_default().replace(' ', "");
    if [&style, &own].iter().any(|it| it.contains("list-style:none") || it.contains("list-style-type:none")) {
        return None;
    }
    let start: usize = element.attr("start").and_then(|it| it.parse().ok()).unwrap_or(1);
    let before = places.items_before(item);
    let number = u32::try_from(start.checked_add(before)?).ok()?;
    let format = match element.attr("type") {
        Some("A") => "upperLetter",
        Some("a") => "lowerLetter",
        Some("I") => "upperRoman",
        Some("i") => "lowerRoman",
        _ if style.contains("cjk-ideographic") || style.contains("simp-chinese") => "chineseCounting",
        _ => "decimal",
    };
    let point = if format == "chineseCounting" { "、" } else { ". " };
    Some(format!("{}{point}", counted(format, number)?))
}

/// The item brings a number of its own.
fn begins_with_number(text: &str) -> bool {
    let bare = text.trim_start_matches(['（', '(', '第']);
    bare.starts_with(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c))
        && bare.chars().take(5).any(|c| "、.．）)，章节条".contains(c))
}
