//! From paragraphs to clauses: the stack of open headings gives every clause its
//! path and its id. Ids follow the printed numbers, so they stay when words change.

use policy_engine::{ClauseForm, Heading, Number, NumberKind, ancestors};

use crate::structure::clause_draft::ClauseDraft;
use crate::structure::heading_stack::{HeadingKind, HeadingStack, OpenHeading};
use crate::structure::numbering::Marker;
use crate::structure::paragraphs::{Block, Shape};
use crate::structure::table::{group_column, heads_rows, name_column, only_cell};
use crate::structure::title::{names_an_office, title_of, title_of_cell, words_of_heading};
use crate::structure::typography::{compact, is_closed};

/// A heading that does not follow the one before.
#[derive(Debug)]
pub struct OutOfOrder {
    /// Its line.
    pub line: usize,
    /// Its words.
    pub heading: String,
    /// The number it should have had.
    pub expected: u32,
    /// The line of the heading before it, if there was one.
    pub previous_line: Option<usize>,
}

/// What the outline of a document yields.
#[derive(Debug, Default)]
pub struct Outline {
    /// Clauses in reading order.
    pub drafts: Vec<ClauseDraft>,
    /// The tree of headings, in reading order.
    pub headings: Vec<Heading>,
    /// Lines that are headings.
    pub heading_lines: Vec<usize>,
    /// Lines that are column labels.
    pub labels: Vec<usize>,
}

/// Walks through the blocks of a document's body.
pub struct OutlineBuilder<'a> {
    /// Beginning of every id, `2022-31`.
    id: &'a str,
    stack: HeadingStack,
    out: Outline,
    /// The last clause is still open: a box item collects its paragraphs.
    collecting: bool,
    /// Paragraphs of the front so far.
    num_front: u32,
    num_tables: u32,
}

impl<'a> OutlineBuilder<'a> {
    /// Begins after the title and the covering note, which are given.
    pub fn new(id: &'a str, front: Vec<ClauseDraft>) -> Self {
        let num_front = u32::try_from(front.len()).unwrap_or(u32::MAX);
        let out = Outline { drafts: front, ..Outline::default() };
        Self { id, stack: HeadingStack::default(), out, collecting: false, num_front, num_tables: 0 }
    }

    /// Makes clauses of all blocks.
    ///
    /// # Errors
    /// The first heading out of order.
    pub fn run(mut self, blocks: &[Block]) -> Result<Outline, OutOfOrder> {
        for (at, block) in blocks.iter().enumerate() {
            let rest = &blocks[at + 1..];
            match (block.shape, block.marker) {
                (Shape::Row, _) => self.row(block, rest),
                (Shape::Heading, Marker::Table(number)) => self.table(block, number),
                (Shape::Heading, Marker::Box(number)) => self.boxed(block, number),
                (Shape::Heading, Marker::None) if rest.first().is_some_and(|next| next.shape == Shape::Row) => {
                    self.caption(block);
                }
                (Shape::Heading, Marker::None) => self.bare_heading(block),
                (Shape::Heading, _) => self.heading(block)?,
                (Shape::Item, _) => self.item(block, rest)?,
                (Shape::Paragraph, _) => self.paragraph(block, rest),
            }
        }
        self.out.headings = self.stack.into_tree();
        name_only_children(&mut self.out.drafts, &self.out.headings);
        Ok(self.out)
    }

    fn heading(&mut self, block: &Block) -> Result<(), OutOfOrder> {
        self.enter(block)?;
        let Some(level) = block.marker.level() else { return Ok(()) };
        if self.stack.in_box() {
            // The heading of a box item is part of the item.
            let id = self.stack.id(self.id, Some(&block.marker.number().to_string()));
            self.push(id, block, title_of(&block.text), ClauseForm::Box);
            self.collecting = true;
            return Ok(());
        }
        let kind = if matches!(block.marker, Marker::Annex(_)) { HeadingKind::Annex } else { HeadingKind::Section };
        let number = block.marker.number();
        let part = if kind == HeadingKind::Annex { format!("a{}", number.max(1)) } else { number.to_string() };
        self.open(OpenHeading::new(kind, level, part), block);
        self.out.heading_lines.extend(&block.lines);
        Ok(())
    }

    fn open(&mut self, heading: OpenHeading, block: &Block) {
        self.stack.push(heading, &block.text, block.marker.printed());
    }

    /// Closes what the block's number closes and checks that it is the next one.
    fn enter(&mut self, block: &Block) -> Result<(), OutOfOrder> {
        self.collecting = false;
        let line = block.lines.first().copied().unwrap_or_default();
        self.stack.enter(block.marker, line).map_err(|(expected, previous_line)| OutOfOrder {
            line,
            heading: block.text.clone(),
            expected,
            previous_line,
        })
    }

    /// 前言, 规划指标及名词解释, 注释：, `“十四五”时期的主要目标：`
    fn bare_heading(&mut self, block: &Block) {
        self.collecting = false;
        self.out.heading_lines.extend(&block.lines);
        let words = compact(&block.text);
        let kind = match words.trim_end_matches('：') {
            "前言" | "序言" | "引言" => HeadingKind::Preface,
            "注释" => HeadingKind::Notes,
            name if name.contains("名词解释") => HeadingKind::Glossary,
            _ if block.text.ends_with('：') => {
                return self.open(OpenHeading::new(HeadingKind::LeadIn, 90, String::new()), block);
            }
            _ => HeadingKind::Section,
        };
        self.stack.close_to(10);
        let part = if kind == HeadingKind::Section { self.stack.next_unnumbered() } else { String::new() };
        self.open(OpenHeading::new(kind, 10, part), block);
    }

    fn boxed(&mut self, block: &Block, number: u32) {
        self.collecting = false;
        self.stack.close_boxes();
        self.out.heading_lines.extend(&block.lines);
        self.open(OpenHeading::new(HeadingKind::Box, 55, format!("z{number}")), block);
    }

    /// A table belongs to the section, not to the last （五） before it.
    fn table(&mut self, block: &Block, number: u32) {
        self.collecting = false;
        self.stack.close_to(50);
        self.num_tables = self.num_tables.max(number);
        self.out.heading_lines.extend(&block.lines);
        self.open(OpenHeading::new(HeadingKind::Table, 95, format!("t{number}")), block);
    }

    /// A table without number; it belongs to the innermost open heading.
    fn caption(&mut self, block: &Block) {
        self.collecting = false;
        self.stack.close_to(90);
        self.out.heading_lines.extend(&block.lines);
        self.unnumbered_table(&block.text);
    }

    fn unnumbered_table(&mut self, caption: &str) {
        self.num_tables += 1;
        let part = format!("t{}", self.num_tables);
        self.stack.push(OpenHeading::new(HeadingKind::Table, 95, part), caption, None);
    }

    fn row(&mut self, block: &Block, rest: &[Block]) {
        self.collecting = false;
        if !self.stack.in_table() {
            self.unnumbered_table("");
        }
        let Some(table) = self.stack.top_mut() else { return };
        if !table.has_labels {
            table.group_column = group_column(rest);
            table.name_column = name_column(&block.cells);
            self.stack.set_columns(&block.cells);
            self.out.labels.extend(&block.lines);
        } else if let Some(only) = only_cell(&block.cells).filter(|it| is_closed(it)) {
            self.table_note(block, only);
        } else if let Some(only) = only_cell(&block.cells).filter(|_| heads_rows(rest)) {
            self.stack.open_table_part(only);
            self.out.heading_lines.extend(&block.lines);
        } else {
            self.data_row(block);
        }
    }

    /// `注：[]内为五年累计数。` in the first cell of the last row.
    fn table_note(&mut self, block: &Block, note: &str) {
        if let Some(table) = self.stack.top_mut() {
            table.close_parts();
        }
        let note = Block { text: note.to_owned(), cells: Vec::new(), ..block.clone() };
        self.paragraph(&note, &[]);
    }

    fn data_row(&mut self, block: &Block) {
        let Some(table) = self.stack.top_mut() else { return };
        let mut cells: Vec<&str> = block.cells.iter().map(|it| it.trim()).collect();
        let named = table.name_column.and_then(|at| cells.get(at)).copied();
        table.rows += 1;
        let row = table.rows;
        if let Some(first) = table.group_column.filter(|&at| at < cells.len()).map(|at| cells.remove(at)) {
            if !first.is_empty() {
                self.stack.open_group(first);
            }
            if cells.first().is_some_and(|cell| cell.is_empty()) {
                cells[0] = first;
            }
        }
        let is_name = |cell: &&str| title_of_cell(cell).chars().filter(|c| !c.is_ascii()).count() >= 2;
        let name = named.into_iter().chain(cells.iter().copied()).find(is_name).or(cells.first().copied());
        let name = name.unwrap_or_default();
        let id = self.stack.id(self.id, Some(&row.to_string()));
        self.push(id, block, title_of_cell(name), ClauseForm::Row);
        if let Some(draft) = self.out.drafts.last_mut() {
            draft.number = Some(Number { kind: NumberKind::Row, value: row, suffix: 0 });
        }
    }

    fn item(&mut self, block: &Block, rest: &[Block]) -> Result<(), OutOfOrder> {
        self.enter(block)?;
        let (form, part) = if self.stack.in_glossary() || self.stack.in_notes() {
            (ClauseForm::Term, self.stack.next_term())
        } else if self.stack.in_box() {
            (ClauseForm::Box, block.marker.number().to_string())
        } else {
            (ClauseForm::Item, block.marker.number().to_string())
        };
        let title = title_of(&block.text);
        let id = self.stack.id(self.id, Some(&part));
        self.push(id, block, title.clone(), form);
        let level = block.marker.level();
        let has_children =
            rest.first().is_some_and(|next| next.marker.level().is_some() && level < next.marker.level());
        match level {
            Some(level) if has_children => {
                self.stack.push(OpenHeading::new(HeadingKind::Section, level, part), &title, block.marker.printed());
            }
            _ => self.stack.after_item(),
        }
        Ok(())
    }

    fn paragraph(&mut self, block: &Block, rest: &[Block]) {
        if self.belongs_to_last(block) {
            return self.append_to_last(block);
        }
        self.collecting = false;
        if self.stack.in_table() && !is_table_note(block) {
            self.stack.close_to(95);
        }
        if block.marker != Marker::Dash && !self.stack.in_table() {
            self.stack.close_to(90);
        }
        if self.stack.is_after_item()
            && rest.iter().take_while(|next| !ends_body(next)).all(|next| next.shape == Shape::Paragraph)
        {
            // A closing paragraph speaks of the whole document.
            self.stack.close_to_annex();
        }
        let is_front = self.stack.is_empty() && self.out.drafts.iter().all(|draft| draft.form == ClauseForm::Front);
        let mut body = rest.iter().take_while(|next| !ends_body(next));
        let has_sections = body.any(|next| next.shape == Shape::Heading || next.shape == Shape::Item);
        if is_front && has_sections || self.stack.in_preface() {
            self.num_front += 1;
            let id = format!("{}-f{}", self.id, self.num_front);
            return self.push(id, block, title_of(&block.text), ClauseForm::Front);
        }
        let part = self.stack.next_paragraph();
        let id = self.stack.id(self.id, Some(&part));
        let form = if self.stack.in_box() { ClauseForm::Box } else { ClauseForm::Paragraph };
        self.push(id, block, title_of(&block.text), form);
    }

    /// Paragraphs of a box item, and `（责任单位：…）` in a line of its own.
    fn belongs_to_last(&self, block: &Block) -> bool {
        let is_duty =
            ["（责任单位", "〔责任单位", "（牵头单位", "〔牵头单位"].iter().any(|it| block.text.starts_with(it));
        (self.collecting || is_duty) && self.out.drafts.last().is_some_and(|draft| draft.form != ClauseForm::Front)
    }

    fn append_to_last(&mut self, block: &Block) {
        if let Some(last) = self.out.drafts.last_mut() {
            for text in std::iter::once(&mut last.text).chain(last.cells.last_mut()) {
                text.push('\n');
                text.push_str(&block.text);
            }
            last.lines.extend(&block.lines);
        }
    }

    fn push(&mut self, id: String, block: &Block, title: String, form: ClauseForm) {
        self.out.drafts.push(ClauseDraft {
            id,
            heading: self.stack.innermost(),
            number: block.marker.printed(),
            title,
            text: block.text.clone(),
            cells: block.cells.clone(),
            form,
            lines: block.lines.clone(),
        });
    }
}

fn is_table_note(block: &Block) -> bool {
    ["注：", "备注：", "说明："].iter().any(|it| block.text.starts_with(it))
}

/// Annex and notes come after the body.
fn ends_body(block: &Block) -> bool {
    let is_notes = compact(&block.text).trim_end_matches('：') == "注释";
    block.shape == Shape::Heading && (matches!(block.marker, Marker::Annex(_)) || is_notes)
}

/// The only paragraph under a heading is called what the heading says, unless
/// that names an office.
fn name_only_children(drafts: &mut [ClauseDraft], headings: &[Heading]) {
    for at in 0..drafts.len() {
        let Some(own) = drafts[at].heading else { continue };
        let is_under = |it: &ClauseDraft| ancestors(headings, it.heading).any(|(id, _)| id == own);
        let before = at.checked_sub(1).and_then(|at| drafts.get(at));
        let alone = !before.is_some_and(is_under) && !drafts.get(at + 1).is_some_and(is_under);
        let words = &headings[own.0 as usize].text;
        if alone && !names_an_office(words) && drafts[at].form == ClauseForm::Paragraph && is_closed(&drafts[at].text) {
            drafts[at].title = words_of_heading(words).to_owned();
        }
    }
}
