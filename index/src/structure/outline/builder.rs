//! From paragraphs to clauses: the stack of open headings gives every clause its
//! path and its id. Ids follow the printed numbers, so they stay when words change.

use std::collections::BTreeSet;

use policy_engine::{ClauseForm, Heading, HeadingId, Number, NumberKind, ancestors};

use crate::structure::clause_draft::ClauseDraft;
use crate::structure::lines::typography::{compact, is_closed, same_words};
use crate::structure::numbering::Marker;
use crate::structure::outline::heading_stack::{Doubt, HeadingKind, HeadingStack, OpenHeading};
use crate::structure::outline::table::{group_column, heads_rows, name_column, only_cell, second_labels};
use crate::structure::outline::title::{names_an_office, title_of, title_of_cell, words_of_heading};
use crate::structure::paragraphs::{Block, COLONS, Layout, NAMES_OF_DIVISIONS, Shape};
use crate::structure::problem::Problem;

/// Paragraphs of an article lie between 条 and 一、.
const PARAGRAPH_LEVEL: u8 = 35;
/// That of 一、
const SECTION_LEVEL: u8 = 40;
/// As much of a line as a message shows.
const MAX_QUOTED_CHARS: usize = 16;

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
    /// What an editor should look at.
    pub problems: Vec<Problem>,
}

/// Walks through the blocks of a document's body.
pub struct OutlineBuilder<'a> {
    /// Beginning of every id, `2022-31`.
    id: &'a str,
    layout: Layout,
    /// Entries of the printed contents, without white space.
    contents: &'a BTreeSet<String>,
    stack: HeadingStack,
    out: Outline,
    /// The last clause is still open: a box item collects its paragraphs.
    collecting: bool,
    /// Paragraphs of the front so far.
    num_front: u32,
    num_tables: u32,
    /// Headings so far, by their nodes.
    opened: Vec<(HeadingId, Block)>,
}

impl<'a> OutlineBuilder<'a> {
    /// Begins after the title and the covering note, which are given.
    pub fn new(id: &'a str, front: Vec<ClauseDraft>, contents: &'a BTreeSet<String>, layout: Layout) -> Self {
        let num_front = u32::try_from(front.len()).unwrap_or(u32::MAX);
        let out = Outline { drafts: front, ..Outline::default() };
        Self {
            id,
            layout,
            contents,
            stack: HeadingStack::default(),
            out,
            collecting: false,
            num_front,
            num_tables: 0,
            opened: Vec::new(),
        }
    }

    /// Makes clauses of all blocks.
    pub fn run(mut self, blocks: &[Block]) -> Outline {
        for (at, block) in blocks.iter().enumerate() {
            let rest = &blocks[at + 1..];
            match (block.shape, block.marker) {
                (Shape::Row, _) => self.row(block, rest),
                (Shape::Heading, Marker::Table(number)) => self.table(block, number),
                (Shape::Heading, Marker::Box(number)) => self.boxed(block, number),
                (Shape::Heading, Marker::None) if rest.first().is_some_and(|next| next.shape == Shape::Row) => {
                    self.caption(block);
                }
                (Shape::Heading, Marker::None) if block.is_title => self.title(block),
                (Shape::Heading, Marker::None) => self.bare_heading(block, rest),
                (Shape::Heading, _) => self.heading(block),
                (Shape::Item, Marker::Article(..)) => self.article(block, rest),
                (Shape::Item, _) => self.item(block, rest),
                (Shape::Paragraph, _) if block.in_article && self.stack.in_article() => {
                    self.paragraph_of_article(block, rest);
                }
                (Shape::Paragraph, _) => self.paragraph(block, rest),
            }
        }
        self.stack.close_to(0);
        self.out.headings = self.stack.take_tree();
        self.keep_empty_headings();
        name_only_children(&mut self.out.drafts, &self.out.headings);
        self.out
    }

    fn heading(&mut self, block: &Block) {
        self.enter(block);
        let Some(level) = block.level else { return };
        if self.stack.in_box() {
            // The heading of a box item is part of the item.
            let part = self.stack.fresh(self.id, &block.marker.id_part());
            let id = self.stack.id(self.id, Some(&part));
            self.push(id, block, title_of(&block.text), ClauseForm::Box);
            self.collecting = true;
            return;
        }
        let kind = if matches!(block.marker, Marker::Annex(_)) { HeadingKind::Annex } else { HeadingKind::Section };
        let part = self.stack.fresh(self.id, &block.marker.id_part());
        self.open(OpenHeading::new(kind, level, part), block);
        self.out.heading_lines.extend(&block.lines);
    }

    fn open(&mut self, heading: OpenHeading, block: &Block) {
        let node = self.stack.push(heading, &block.text, block.marker.printed());
        self.opened.extend(node.map(|it| (it, block.clone())));
    }

    /// A heading over nothing is a clause: no printed words are lost.
    fn keep_empty_headings(&mut self) {
        let drafts = self.out.drafts.iter();
        let above = drafts.flat_map(|it| ancestors(&self.out.headings, it.heading).map(|(id, _)| id));
        let used: BTreeSet<u32> = above.map(|it| it.0).collect();
        for (node, block) in std::mem::take(&mut self.opened) {
            if used.contains(&node.0) || block.text.is_empty() {
                continue;
            }
            let part = self.stack.fresh(self.id, &format!("h{}", node.0 + 1));
            self.push(format!("{}-{part}", self.id), &block, title_of(&block.text), ClauseForm::Paragraph);
            let line = block.lines.first().copied();
            let at = self.out.drafts.iter().position(|it| line < it.lines.first().copied());
            if let Some(mut draft) = self.out.drafts.pop() {
                draft.heading = self.out.headings.get(node.0 as usize).and_then(|it| it.parent);
                self.out.drafts.insert(at.unwrap_or(self.out.drafts.len()), draft);
            }
            self.out.heading_lines.retain(|line| !block.lines.contains(line));
        }
    }

    /// Closes what the block's number closes and notes if it is not the next one.
    fn enter(&mut self, block: &Block) {
        self.collecting = false;
        let line = block.lines.first().copied().unwrap_or_default();
        if let Err(doubt) = self.stack.enter(block.marker, block.level, line) {
            self.out.problems.push(out_of_order(block, line, doubt));
        }
    }

    /// The title of a text within the document: what follows begins anew. It is
    /// no heading where it repeats the title of the document.
    fn title(&mut self, block: &Block) {
        self.collecting = false;
        self.stack.close_to(0);
        self.out.heading_lines.extend(&block.lines);
        let is_repeated = self.out.drafts.first().is_some_and(|it| same_words(&it.text, &block.text));
        if !is_repeated {
            self.open(OpenHeading::new(HeadingKind::Title, 2, String::new()), block);
        }
    }

    /// 第X条: its first paragraph is a clause, all others and its items belong to it.
    fn article(&mut self, block: &Block, rest: &[Block]) {
        self.enter(block);
        let Some(level) = block.level else { return };
        let part = self.stack.fresh(self.id, &block.marker.id_part());
        let id = self.stack.id(self.id, Some(&part));
        let within = || rest.iter().take_while(|it| it.in_article && !matches!(it.marker, Marker::Article(..)));
        let is_paragraph = |it: &Block| it.shape == Shape::Paragraph && !is_table_note(it);
        let has_paragraphs = within().any(is_paragraph);
        if !has_paragraphs {
            self.push(id.clone(), block, title_of(&block.text), ClauseForm::Item);
        }
        if within().next().is_none() {
            return;
        }
        let printed = printed_number(block);
        self.stack.push(OpenHeading::new(HeadingKind::Article, level, part), printed, block.marker.printed());
        let number = self.stack.next_of_article();
        if has_paragraphs {
            self.push(id, block, title_of(&block.text), ClauseForm::Item);
            self.count(number);
            self.open_paragraph(String::new(), number, rest);
        }
    }

    /// 第二款: counted, not printed.
    fn paragraph_of_article(&mut self, block: &Block, rest: &[Block]) {
        if self.belongs_to_last(block) {
            return self.append_to_last(block);
        }
        self.collecting = false;
        if is_table_note(block) && self.stack.in_table() {
            return self.paragraph(block, rest);
        }
        self.stack.close_to(PARAGRAPH_LEVEL);
        let number = self.stack.next_of_article();
        let part = format!("p{}", number.unwrap_or_default());
        let part = self.stack.fresh(self.id, &part);
        let id = self.stack.id(self.id, Some(&part));
        self.push(id, block, title_of(&block.text), ClauseForm::Paragraph);
        self.count(number);
        self.open_paragraph(part, number, rest);
    }

    /// What follows with a number, or a table, belongs to this paragraph.
    fn open_paragraph(&mut self, part: String, number: Option<u32>, rest: &[Block]) {
        let is_beneath = |it: &Block| it.in_article && (is_item(it) || it.shape == Shape::Row);
        if rest.first().is_some_and(is_beneath) {
            let heading = OpenHeading::new(HeadingKind::Paragraph, PARAGRAPH_LEVEL, part);
            self.stack.push(heading, "", number.map(paragraph_number));
        }
    }

    /// The last clause is a paragraph of its article.
    fn count(&mut self, number: Option<u32>) {
        if let Some(draft) = self.out.drafts.last_mut() {
            draft.number = number.map(paragraph_number);
        }
    }

    /// 前言, 规划指标及名词解释, 注释：, `“十四五”时期的主要目标：`
    fn bare_heading(&mut self, block: &Block, rest: &[Block]) {
        self.collecting = false;
        self.out.heading_lines.extend(&block.lines);
        let words = compact(&block.text);
        let kind = match words.trim_end_matches('：') {
            "前言" | "序言" | "引言" => HeadingKind::Preface,
            "注释" => HeadingKind::Notes,
            name if name.contains("名词解释") => HeadingKind::Glossary,
            _ if block.text.ends_with('：') && rest.first().is_some_and(|next| next.marker == Marker::Dash) => {
                return self.open(OpenHeading::new(HeadingKind::LeadIn, 90, String::new()), block);
            }
            _ => HeadingKind::Section,
        };
        let level = if kind == HeadingKind::Section { self.level_of_name(&words, rest) } else { 10 };
        self.stack.close_to(level);
        let part = if kind == HeadingKind::Section { self.stack.next_unnumbered() } else { String::new() };
        self.open(OpenHeading::new(kind, level, part), block);
    }

    /// A name without a number stands just above what follows it: the numbers of
    /// a list, or paragraphs. What the contents list is a chapter.
    fn level_of_name(&self, words: &str, rest: &[Block]) -> u8 {
        let is_chapter = self.contents.contains(words) || NAMES_OF_DIVISIONS.contains(&words);
        let next = rest.first().filter(|_| !is_chapter);
        match next.map(|it| (it.level, it.is_plain())) {
            Some((Some(level), _)) => level.saturating_sub(2).max(10),
            Some((None, true)) if !self.stack.is_empty() => 88,
            _ => 10,
        }
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
        let part = self.stack.fresh(self.id, &format!("t{number}"));
        self.open(OpenHeading::new(HeadingKind::Table, 95, part), block);
    }

    /// A table without number; it belongs to the innermost open heading.
    fn caption(&mut self, block: &Block) {
        self.collecting = false;
        self.stack.close_to(90);
        self.out.heading_lines.extend(&block.lines);
        let heading = self.unnumbered_table();
        self.open(heading, block);
    }

    fn unnumbered_table(&mut self) -> OpenHeading {
        self.num_tables += 1;
        OpenHeading::new(HeadingKind::Table, 95, format!("t{}", self.num_tables))
    }

    fn row(&mut self, block: &Block, rest: &[Block]) {
        self.collecting = false;
        if !self.stack.in_table() {
            let heading = self.unnumbered_table();
            self.stack.push(heading, "", None);
        }
        let Some(table) = self.stack.top_mut() else { return };
        let has_rows = rest.first().is_some_and(|next| next.shape == Shape::Row);
        if !table.has_labels && has_rows {
            let second = second_labels(&block.cells, rest);
            table.awaits_labels = second.is_some();
            table.group_column = group_column(&rest[usize::from(second.is_some())..]);
            let labels = second.unwrap_or_else(|| block.cells.clone());
            table.name_column = name_column(&labels);
            self.stack.set_columns(&labels);
            self.out.labels.extend(&block.lines);
        } else if std::mem::take(&mut table.awaits_labels) {
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
        let num_columns = table.num_columns;
        if self.layout == Layout::Paragraphs && num_columns != 0 && block.cells.len() != num_columns {
            // Once for the table: where one row is uneven, others are.
            table.num_columns = 0;
            let line = block.lines.first().copied().unwrap_or_default();
            self.out.problems.push(uneven(line, block.cells.len(), num_columns));
        }
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
        let part = self.stack.fresh(self.id, &row.to_string());
        let id = self.stack.id(self.id, Some(&part));
        self.push(id, block, title_of_cell(name), ClauseForm::Row);
        if let Some(draft) = self.out.drafts.last_mut() {
            draft.number = Some(Number { kind: NumberKind::Row, value: row, suffix: 0 });
        }
    }

    fn item(&mut self, block: &Block, rest: &[Block]) {
        self.enter(block);
        let (form, part) = if self.stack.in_glossary() || self.stack.in_notes() {
            (ClauseForm::Term, self.stack.next_term())
        } else if self.stack.in_box() {
            (ClauseForm::Box, block.marker.id_part())
        } else {
            (ClauseForm::Item, block.marker.id_part())
        };
        let title = title_of(&block.text);
        let part = self.stack.fresh(self.id, &part);
        let id = self.stack.id(self.id, Some(&part));
        self.push(id, block, title.clone(), form);
        let level = block.level;
        let is_beneath = |next: &Block| next.level.is_some() && level < next.level;
        match level {
            Some(level) if block.owns_paragraphs || rest.first().is_some_and(is_beneath) => {
                self.stack.push(OpenHeading::new(HeadingKind::Section, level, part), &title, block.marker.printed());
            }
            _ => self.stack.after_item(),
        }
    }

    fn paragraph(&mut self, block: &Block, rest: &[Block]) {
        self.out.problems.extend(doubtful(block).filter(|_| self.layout == Layout::Paragraphs));
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
        if self.layout == Layout::Paragraphs {
            self.stack.close_lead_ins();
        }
        if self.stack.is_after_item()
            && (self.layout == Layout::Pages || speaks_of_whole(block))
            && rest.iter().take_while(|next| !ends_body(next)).all(|next| next.shape == Shape::Paragraph)
        {
            // A closing paragraph speaks of the whole document.
            self.stack.close_to_annex();
        }
        if self.is_front(rest) || self.stack.in_preface() {
            self.num_front += 1;
            let id = format!("{}-f{}", self.id, self.num_front);
            return self.push(id, block, title_of(&block.text), ClauseForm::Front);
        }
        let part = self.stack.next_paragraph();
        let part = self.stack.fresh(self.id, &part);
        let id = self.stack.id(self.id, Some(&part));
        let form = if self.stack.in_box() { ClauseForm::Box } else { ClauseForm::Paragraph };
        self.push(id, block, title_of(&block.text), form);
        self.open_lead_in(block, part, rest);
    }

    /// Nothing but the front came before, and sections follow.
    fn is_front(&self, rest: &[Block]) -> bool {
        let is_first = self.stack.is_empty() && self.out.drafts.iter().all(|draft| draft.form == ClauseForm::Front);
        let mut body = rest.iter().take_while(|next| !ends_body(next));
        is_first && body.any(|next| next.shape == Shape::Heading || next.shape == Shape::Item)
    }

    /// `个人借款人申请条件：` within a section keeps the list that it introduces.
    fn open_lead_in(&mut self, block: &Block, part: String, rest: &[Block]) {
        let next = rest.first().filter(|it| it.marker.is_first()).and_then(|it| it.level);
        // 一、 begins the sections of the text that the paragraph introduces.
        let is_deeper = |level: &u8| SECTION_LEVEL < *level && self.stack.level() + 2 < *level;
        if self.layout == Layout::Pages || self.stack.is_empty() || !block.text.ends_with(COLONS) {
            return;
        }
        if let Some(level) = next.filter(is_deeper) {
            // Counted, so that a citation need not hold the whole sentence.
            let number = part.trim_start_matches('p').parse().ok().map(paragraph_number);
            let heading = OpenHeading::new(HeadingKind::Paragraph, level - 2, part);
            self.stack.push(heading, &title_of(&block.text), number);
        }
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
        self.out.problems.extend(half_sentence(block).filter(|_| self.layout == Layout::Paragraphs));
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

fn paragraph_number(value: u32) -> Number {
    Number { kind: NumberKind::Paragraph, value, suffix: 0 }
}

/// `第二条`, as printed.
fn printed_number(block: &Block) -> &str {
    block.text[..block.body_start_bytes].trim_end()
}

fn is_item(block: &Block) -> bool {
    block.shape == Shape::Item && !matches!(block.marker, Marker::Article(..))
}

fn uneven(line: usize, num_cells: usize, num_columns: usize) -> Problem {
    let chinese = format!("这一行有{num_cells}格，表头有{num_columns}格，请核对合并的单元格");
    let english = format!("this row has {num_cells} cells and the table {num_columns} columns; compare merged cells");
    Problem { line, code: "row-width", chinese, english }
}

/// A sentence that ends nowhere, although the line does.
fn half_sentence(block: &Block) -> Option<Problem> {
    let end = block.text.trim_end().chars().last()?;
    let is_cut = matches!(end, '，' | '、') || end.is_alphabetic() && block.text.contains('。');
    let is_half = is_cut && block.cells.is_empty() && block.text.lines().count() == 1;
    is_half.then(|| Problem {
        line: block.lines.last().copied().unwrap_or_default(),
        code: "half-sentence",
        chinese: "这一行停在半句上，后半句可能在别处或已缺失，请对照原件".to_owned(),
        english: "ends in the middle of a sentence; the rest may stand elsewhere or be lost".to_owned(),
    })
}

/// A line that begins like a number in a form that has no one reading.
fn doubtful(block: &Block) -> Option<Problem> {
    let end = block.text.find(|c: char| !c.is_ascii_digit())?;
    let next = block.text[end..].chars().next()?;
    let is_numbered = (1..=2).contains(&end) && (next.is_whitespace() || "，,：:；;".contains(next));
    let words: String = block.text.chars().take(MAX_QUOTED_CHARS).collect();
    is_numbered.then(|| Problem {
        line: block.lines.first().copied().unwrap_or_default(),
        code: "looks-numbered",
        chinese: format!("“{words}”像是有编号，但这种写法读法不止一种，按一段处理，请对照原件"),
        english: "looks numbered, but the form has more than one reading; taken for a paragraph".to_owned(),
    })
}

fn out_of_order(block: &Block, line: usize, doubt: Doubt) -> Problem {
    let words: String = block.text.chars().take(MAX_QUOTED_CHARS).collect();
    let (chinese, english) = match doubt.previous {
        Some((last, before)) => (
            format!("“{words}”的编号接不上第{before}行的{}，中间可能有缺漏或重复，请对照原件", last.named()),
            format!("the number does not follow {} on line {before}; compare with the original", last.named()),
        ),
        None => (
            format!("“{words}”前面没有编号为1的同级条目，请对照原件",),
            "no number 1 comes before it; compare with the original".to_owned(),
        ),
    };
    Problem { line, code: "number-order", chinese, english }
}

fn is_table_note(block: &Block) -> bool {
    ["注：", "备注：", "说明："].iter().any(|it| block.text.starts_with(it))
}

/// `本通知自…起施行。`
fn speaks_of_whole(block: &Block) -> bool {
    const WORDS: [&str; 10] =
        ["施行", "执行", "实施", "废止", "有效期", "本通知", "本意见", "本方案", "本办法", "贯彻落实"];
    WORDS.iter().any(|it| block.text.contains(it)) || block.text.starts_with("附件")
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
        if alone
            && !words.is_empty()
            && !names_an_office(words)
            && drafts[at].form == ClauseForm::Paragraph
            && is_closed(&drafts[at].text)
        {
            drafts[at].title = words_of_heading(words).to_owned();
        }
    }
}
