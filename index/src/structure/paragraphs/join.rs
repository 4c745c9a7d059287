//! Which lines are one paragraph: a page break may cut it anywhere, a list stays with
//! the words that introduce it, a title with the 附件 above it.

use std::collections::BTreeSet;

use crate::structure::lines::Line;
use crate::structure::lines::typography::{compact, has_inner_stop, is_closed, same_words};
use crate::structure::numbering::Marker;
use crate::structure::paragraphs::block::{Block, COLONS, Layout, SEMICOLONS, Shape};
use crate::structure::paragraphs::captions::is_caption_alone;
use crate::structure::paragraphs::headings::{MAX_BARE_HEADING_CHARS, is_bare_heading};
use crate::structure::paragraphs::labels::without_status;

/// So many names of figures stand together; for each that is added all are looked at.
const MAX_CAPTIONS: usize = 100;
/// So many attachments may be named without numbers; each name is looked for among those before it.
const MAX_ATTACHMENTS: usize = 500;
/// A longer title is none.
const MAX_ANNEX_TITLE_CHARS: usize = 70;

/// Appends lines to the unfinished paragraph or item before them.
pub(super) fn join(unjoined: Vec<Block>, lines: &[Line], contents: &BTreeSet<String>, layout: Layout) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut in_list = false;
    for (next, line) in unjoined.into_iter().zip(lines) {
        let Some(last) = blocks.last_mut() else {
            blocks.push(next);
            continue;
        };
        in_list = goes_on_in_list(last, &next, in_list);
        match separator(last, &next, line, in_list, contents, layout) {
            Some(separator) => {
                last.is_unit |= next.is_unit;
                last.append(&next.text, &next.lines, separator);
            }
            None => blocks.push(next),
        }
    }
    blocks
}

/// What parts the next line from the block it belongs to; `None` if it begins one.
fn separator(
    last: &Block,
    next: &Block,
    line: &Line,
    in_list: bool,
    contents: &BTreeSet<String>,
    layout: Layout,
) -> Option<&'static str> {
    if is_annex_title(last, next) || next.is_unit && names_table(last) {
        return Some(" ");
    }
    if layout == Layout::Paragraphs && is_bare_number(last) && is_words_of(last, next) {
        return Some(" ");
    }
    let is_titled = || !last.body().is_empty() || 1 < last.lines.len();
    let is_annex = matches!(last.marker, Marker::Annex(_)) && last.shape == Shape::Heading && is_titled();
    let is_appendix = 1 < last.lines.len() && last.is_appendix();
    if (last.is_title || is_annex || is_appendix) && next.is_bracketed() {
        return Some("");
    }
    if in_list || is_attachment_list(last, next) {
        return Some("\n");
    }
    if layout == Layout::Paragraphs && (is_caption_of(last, next) || last.names_interpreter() && next.names_contact()) {
        return Some("\n");
    }
    if last.is_attachment() || layout == Layout::Paragraphs || !continues(last, next, contents) {
        return None;
    }
    Some(if line.adjacent || is_list(last) { "\n" } else { "" })
}

/// `（一）其中：` with `甲为2094元；` and `乙为2121元。`: a list without numbers stays
/// with the words that introduce it.
fn goes_on_in_list(last: &Block, next: &Block, in_list: bool) -> bool {
    let is_member = next.is_plain() && (next.text.ends_with(SEMICOLONS) || in_list && last.text.ends_with(SEMICOLONS));
    is_member && (in_list || last.text.ends_with(COLONS) && last.shape != Shape::Row && last.shape != Shape::Heading)
}

/// `表1 任务分解`, `任务分解表`, `附件1` over its title
fn names_table(block: &Block) -> bool {
    let is_annex = matches!(block.marker, Marker::Annex(_)) && 1 < block.lines.len();
    let is_table = (matches!(block.marker, Marker::Table(_)) || is_annex) && block.shape == Shape::Heading;
    let is_name = block.is_plain() && block.is_phrase() && block.text.chars().count() <= MAX_BARE_HEADING_CHARS;
    is_table || is_name && !block.is_attachment()
}

/// `图1 办理流程` stays with the sentence above it, and a note of the figure with its name;
/// right below a heading with the sentence that follows.
fn is_caption_of(last: &Block, next: &Block) -> bool {
    if last.is_plain() && last.lines.len() <= MAX_CAPTIONS && last.text.lines().all(is_caption_alone) {
        let is_text = next.is_plain() && next.forced.is_none() && !next.is_title;
        return is_text && (is_closed(&next.text) || is_caption_alone(&next.text));
    }
    let is_captioned = last.text.contains('\n') && last.text.lines().next_back().is_some_and(is_caption_alone);
    let is_note = next.is_plain() && next.text.starts_with("注：");
    // What a question or a name heads is no part of it.
    let is_sentence = last.shape == Shape::Item && last.text.ends_with(['。', '；']) || is_captioned;
    let is_text = (last.shape == Shape::Paragraph || is_sentence) && !last.is_attachment();
    let is_caption = next.is_plain() && next.forced.is_none() && is_caption_alone(&next.text);
    is_text && (is_caption && (is_closed(&last.text) || is_captioned) || is_note && is_captioned)
}

/// `第一条`, `一、`, `第一章` in a line of its own.
fn is_bare_number(block: &Block) -> bool {
    let is_outline = !matches!(block.marker, Marker::Annex(_) | Marker::Box(_) | Marker::Table(_) | Marker::Dash);
    block.shape == Shape::Item && is_outline && block.body().trim().is_empty() && block.forced.is_none()
}

/// The line below a number alone holds its words: a name below 第一章, text below 第一条.
fn is_words_of(number: &Block, next: &Block) -> bool {
    let is_plain = next.is_plain() && !next.is_title && next.forced.is_none() && !next.is_appendix();
    is_plain && (!number.divides() || next.is_phrase())
}

/// `附件` is printed in a line of its own, above its title.
fn is_annex_title(last: &Block, next: &Block) -> bool {
    let is_label = matches!(last.marker, Marker::Annex(_)) || last.is_bare_appendix();
    // A long title takes two lines, and ends in the second.
    let is_cut = || {
        let is_short = last.text.chars().count() + next.text.chars().count() <= MAX_ANNEX_TITLE_CHARS;
        matches!(last.marker, Marker::Annex(_)) && is_short && !ends_title(&last.text) && ends_title(&next.text)
    };
    let has_status = || without_status(&last.text).len() < last.text.trim_end().len();
    let is_title = last.lines.len() == 1 || last.lines.len() == 2 && (is_cut() || has_status());
    is_label
        && is_title
        && next.forced.is_none()
        && !next.is_appendix()
        && next.shape == Shape::Paragraph
        && next.marker == Marker::None
        && next.is_phrase()
}

fn ends_title(text: &str) -> bool {
    const ENDS: [&str; 22] = [
        "表", "书", "单", "图", "案", "法", "见", "告", "知", "程序", "标准", "说明", "流程", "目录", "指南", "规定",
        "细则", "条例", "要点", "计划", "规划", "规则",
    ];
    let bare = text.rsplit_once(['（', '(']).filter(|_| text.ends_with(['）', ')'])).map_or(text, |it| it.0);
    ENDS.iter().any(|it| bare.trim_end().ends_with(it))
}

/// `附件：1. …` followed by `2. …`: one list. Its second number may be lost, but
/// what repeats a name of the list is the title of the attachment, and what comes
/// below who signed that of the text they bring.
fn is_attachment_list(last: &Block, next: &Block) -> bool {
    let is_named = || {
        let is_name = next.marker == Marker::None && next.is_phrase() && !next.is_appendix();
        is_name && last.lines.len() <= MAX_ATTACHMENTS && !same_words(&last.text, &next.text)
    };
    let Some(first) = last.attachments() else { return false };
    let is_list = first.is_empty() || first.starts_with(['1', '１', '⒈']) || first.starts_with("附件");
    let is_listed = |next: &Block| next.shape == Shape::Paragraph && compact(&next.text).starts_with("附件");
    let is_next = matches!(next.marker, Marker::Number(_)) || is_listed(next);
    is_list && !next.after_signature && next.shape != Shape::Row && (is_next || !first.is_empty() && is_named())
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
        // Nothing in an article is a heading: what has no end goes on.
        _ if last.in_article && last.shape != Shape::Row => !is_closed(&last.text) && !last.text.ends_with('；'),
        Shape::Paragraph if next.is_title || last.is_title => false,
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
pub(super) fn absorb_cut_headings(blocks: &mut Vec<Block>) {
    let mut at = 0;
    while at + 1 < blocks.len() {
        let (this, next) = (&blocks[at], &blocks[at + 1]);
        let can_go_on =
            this.shape == Shape::Heading || this.shape == Shape::Item && this.is_phrase() && !this.in_article;
        let is_rest = next.is_plain()
            && !next.is_title
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
pub(super) fn join_cut_items(blocks: &mut Vec<Block>) {
    for at in 0..blocks.len() {
        if blocks.get(at).is_some_and(|it| it.shape == Shape::Item && !it.in_article) && is_cut_item(blocks, at) {
            let rest = blocks.remove(at + 1);
            blocks[at].append(&rest.text, &rest.lines, "");
        }
    }
}

/// A line that a page break cut in its first sentence looks like a heading over
/// a paragraph; its neighbours of the same kind tell.
fn is_cut_item(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    let level = block.level;
    let is_plain = blocks.get(at + 1).is_some_and(|next| next.marker == Marker::None && next.shape == Shape::Paragraph);
    if !block.is_phrase() || !is_plain {
        return false;
    }
    let is_sibling = |other: &&Block| other.level == level;
    let is_within = |other: &&Block| other.level.is_none_or(|it| level <= Some(it));
    let before = blocks[..at].iter().rev().take_while(is_within).find(is_sibling);
    let after = blocks[at + 1..].iter().take_while(is_within).find(is_sibling);
    let is_text = |other: &Block| has_inner_stop(other.body()) || is_closed(&other.text);
    before.or(after).is_some_and(is_text)
}
