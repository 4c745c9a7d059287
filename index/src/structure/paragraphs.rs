//! From lines to blocks (headings, items, paragraphs, table rows): what a page break
//! cut in two is joined again, and every numbered line is told apart as a heading or
//! an item. Under which heading a block belongs is decided in `outline`.

use std::collections::BTreeSet;

use crate::structure::line::Line;
use crate::structure::numbering::{Marker, split_marker};
use crate::structure::typography::{compact, has_inner_stop, is_closed, same_words};

/// Longest single sentence that, ending in a full stop, is still a heading when
/// a paragraph follows: `(三)严格督查评估。`
const MAX_STOPPED_HEADING_CHARS: usize = 20;
/// Longest line without a number that can be a heading.
const MAX_BARE_HEADING_CHARS: usize = 30;

/// What a block is, as far as its own words and its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Other blocks belong under it.
    Heading,
    /// A numbered item with its text.
    Item,
    /// Text without a number.
    Paragraph,
    /// A row of a table; its cells are parted by tabs.
    Row,
}

/// A block of text: one or more lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it starts with.
    pub marker: Marker,
    /// Its words as printed, marker included; the cells of a row are parted by tabs.
    pub text: String,
    /// The cells of a row.
    pub cells: Vec<String>,
    /// Where in `text` the words behind the marker begin.
    pub body_start_bytes: usize,
    /// The lines it was made from.
    pub lines: Vec<usize>,
    /// Page furniture comes before it.
    pub after_furniture: bool,
    /// Heading, item, paragraph or row.
    pub shape: Shape,
}

impl Block {
    fn new(line: &Line) -> Self {
        let (marker, body) = split_marker(&line.text);
        let is_row = line.text.contains('\t') && !matches!(marker, Marker::Box(_) | Marker::Table(_));
        let shape = match marker {
            _ if is_row => Shape::Row,
            Marker::None | Marker::Dash => Shape::Paragraph,
            Marker::Box(_) | Marker::Table(_) | Marker::Annex(_) => Shape::Heading,
            _ => Shape::Item,
        };
        let text = if is_row { line.text.clone() } else { line.text.trim().to_owned() };
        let body_start_bytes = if is_row { 0 } else { text.len() - body.trim_end().len() };
        let marker = if is_row { Marker::None } else { marker };
        let cells = if is_row { text.split('\t').map(str::to_owned).collect() } else { Vec::new() };
        Self {
            marker,
            text,
            cells,
            body_start_bytes,
            lines: vec![line.number],
            after_furniture: line.after_furniture,
            shape,
        }
    }

    /// The words behind the marker.
    pub fn body(&self) -> &str {
        &self.text[self.body_start_bytes..]
    }

    fn append(&mut self, other: &str, numbers: &[usize], separator: &str) {
        self.text.push_str(separator);
        self.text.push_str(other);
        self.lines.extend(numbers);
    }

    /// Could be a heading by its words alone: one phrase, not a whole sentence.
    fn is_phrase(&self) -> bool {
        !is_closed(&self.text) && !has_inner_stop(self.body())
    }
}

/// Joins lines to blocks and decides which are headings. `contents` are the
/// entries of the printed contents, without white space.
pub fn blocks(lines: &[Line], contents: &BTreeSet<String>) -> Vec<Block> {
    let mut blocks = join(lines, contents);
    absorb_cut_headings(&mut blocks);
    join_cut_items(&mut blocks);
    for at in 0..blocks.len() {
        if is_heading(&blocks, at, contents) {
            blocks[at].shape = Shape::Heading;
        }
    }
    blocks
}

/// Appends lines to the unfinished paragraph or item before them.
fn join(lines: &[Line], contents: &BTreeSet<String>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines {
        let next = Block::new(line);
        match blocks.last_mut() {
            Some(last) if is_annex_title(last, &next) => last.append(&next.text, &next.lines, " "),
            Some(last) if is_attachment_list(last, &next) => last.append(&next.text, &next.lines, "\n"),
            Some(last) if is_attachment(last) => blocks.push(next),
            Some(last) if continues(last, &next, contents) => {
                let separator = if line.adjacent || is_list(last) { "\n" } else { "" };
                last.append(&next.text, &next.lines, separator);
            }
            _ => blocks.push(next),
        }
    }
    blocks
}

/// `附件` is printed in a line of its own, above its title.
fn is_annex_title(last: &Block, next: &Block) -> bool {
    let is_label = matches!(last.marker, Marker::Annex(_)) && last.lines.len() == 1;
    is_label && next.shape == Shape::Paragraph && next.marker == Marker::None && next.is_phrase()
}

/// `附件：1. …` followed by `2. …`: one list. Its second number may be lost, but
/// what repeats a name of the list is the title of the attachment.
fn is_attachment_list(last: &Block, next: &Block) -> bool {
    let is_named = || next.marker == Marker::None && next.is_phrase() && !same_words(&last.text, &next.text);
    last.text.starts_with("附件：1")
        && next.shape != Shape::Row
        && (matches!(next.marker, Marker::Number(_)) || is_named())
}

/// `附件：…` is complete although no stop follows.
fn is_attachment(block: &Block) -> bool {
    block.marker == Marker::None && ["附件：", "附件:"].iter().any(|it| block.text.starts_with(it))
}

/// Short lines under each other, names and offices; a page ends between two.
fn is_list(block: &Block) -> bool {
    let mut lines = block.text.lines();
    lines.clone().nth(1).is_some() && lines.all(|line| line.chars().count() <= MAX_BARE_HEADING_CHARS)
}

fn continues(last: &Block, next: &Block, contents: &BTreeSet<String>) -> bool {
    let is_plain = next.marker == Marker::None && next.shape == Shape::Paragraph;
    if !is_plain || contents.contains(&compact(&next.text)) {
        return false;
    }
    match last.shape {
        Shape::Paragraph => !is_closed(&last.text) && !is_bare_heading(last, contents),
        // The number was printed last on its page.
        Shape::Item if last.body().is_empty() => true,
        Shape::Item => !is_closed(&last.text) && has_inner_stop(last.body()) || is_item_over_page(last, next),
        Shape::Heading | Shape::Row => false,
    }
}

/// An item with text of its own has no paragraphs; what follows it at the top
/// of the next page is its own next sentence.
fn is_item_over_page(last: &Block, next: &Block) -> bool {
    next.after_furniture
        && has_inner_stop(last.body())
        && matches!(last.marker, Marker::Number(_) | Marker::NumberInBrackets(_))
}

/// `（五）关注重点精准发力，促进重点人` + `群健身活动开展`: the rest of a heading is a
/// short line without a full stop.
fn absorb_cut_headings(blocks: &mut Vec<Block>) {
    let mut at = 0;
    while at + 1 < blocks.len() {
        let (this, next) = (&blocks[at], &blocks[at + 1]);
        let can_go_on = this.shape == Shape::Heading || this.shape == Shape::Item && this.is_phrase();
        let is_rest = next.shape == Shape::Paragraph
            && next.marker == Marker::None
            && next.is_phrase()
            && next.text.chars().count() <= 2 * MAX_BARE_HEADING_CHARS;
        if can_go_on && is_rest {
            let next = blocks.remove(at + 1);
            blocks[at].append(&next.text, &next.lines, "");
        } else {
            at += 1;
        }
    }
}

/// Gives an item that was cut in its first sentence the rest of it.
fn join_cut_items(blocks: &mut Vec<Block>) {
    for at in 0..blocks.len() {
        if blocks.get(at).is_some_and(|block| block.shape == Shape::Item) && is_cut_item(blocks, at) {
            let rest = blocks.remove(at + 1);
            blocks[at].append(&rest.text, &rest.lines, "");
        }
    }
}

fn is_heading(blocks: &[Block], at: usize, contents: &BTreeSet<String>) -> bool {
    let block = &blocks[at];
    let Some(next) = blocks.get(at + 1) else { return false };
    match block.shape {
        Shape::Heading => true,
        Shape::Paragraph => is_bare_heading(block, contents) || is_lead_in(block, next) || is_caption(block, next),
        Shape::Item if has_inner_stop(block.body()) => is_dated_heading(block, next),
        Shape::Item => has_beneath(blocks, at),
        Shape::Row => false,
    }
}

/// `（一）宣传动员阶段：2022年1月—4月。` over a paragraph.
fn is_dated_heading(block: &Block, next: &Block) -> bool {
    let body = block.body().trim_end_matches('。');
    let is_short = body.chars().count() <= MAX_BARE_HEADING_CHARS && !body.contains(['。', '；']);
    let is_plain = next.shape == Shape::Paragraph && next.marker == Marker::None && !next.after_furniture;
    is_short && is_plain && matches!(block.marker, Marker::ChineseInBrackets(_)) && is_closed(&block.text)
}

/// 前言, 注释： and what the contents list.
fn is_bare_heading(block: &Block, contents: &BTreeSet<String>) -> bool {
    const NAMES: [&str; 7] = ["前言", "序言", "引言", "结语", "附录", "注释", "注释："];
    let words = compact(&block.text);
    block.marker == Marker::None && (NAMES.contains(&words.as_str()) || contents.contains(&words))
}

/// `“十四五”时期的主要目标：` above a run of `——…。`
fn is_lead_in(block: &Block, next: &Block) -> bool {
    let short = block.text.chars().count() <= MAX_BARE_HEADING_CHARS;
    next.marker == Marker::Dash && block.marker == Marker::None && block.text.ends_with('：') && short
}

/// The name of a table in a line of its own above it.
fn is_caption(block: &Block, next: &Block) -> bool {
    next.shape == Shape::Row && block.marker == Marker::None && block.is_phrase() && !is_attachment(block)
}

/// Something belongs under this item: a deeper number, a paragraph, a box, a table.
fn has_beneath(blocks: &[Block], at: usize) -> bool {
    let (Some(block), Some(next)) = (blocks.get(at), blocks.get(at + 1)) else { return false };
    let is_short = block.body().chars().count() <= MAX_STOPPED_HEADING_CHARS;
    match (block.marker.level(), next.marker.level()) {
        (Some(level), Some(next)) => level < next,
        _ if next.shape == Shape::Row => is_short || !is_closed(&block.text),
        _ if is_closed(&block.text) => is_short,
        _ => true,
    }
}

/// A line that a page break cut in its first sentence looks like a heading over
/// a paragraph; its neighbours of the same kind tell.
fn is_cut_item(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    let level = block.marker.level();
    let is_plain = blocks.get(at + 1).is_some_and(|next| next.marker == Marker::None && next.shape == Shape::Paragraph);
    if !block.is_phrase() || !is_plain {
        return false;
    }
    let is_sibling = |other: &&Block| other.marker.level() == level;
    let is_within = |other: &&Block| other.marker.level().is_none_or(|it| level <= Some(it));
    let before = blocks[..at].iter().rev().take_while(is_within).find(is_sibling);
    let after = blocks[at + 1..].iter().take_while(is_within).find(is_sibling);
    let is_text = |other: &Block| has_inner_stop(other.body()) || is_closed(&other.text);
    before.or(after).is_some_and(is_text)
}
