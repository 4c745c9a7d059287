//! Which blocks are headings: by their words, their length, and what lies beneath.

use std::collections::BTreeSet;

use crate::structure::lines::Forced;
use crate::structure::lines::furniture::is_any_date;
use crate::structure::lines::typography::{compact, has_inner_stop, is_closed, is_number_line};
use crate::structure::numbering::Marker;
use crate::structure::numbering::answers::behind_answer;
use crate::structure::paragraphs::block::{Block, COLONS, Layout, SEMICOLONS, Shape};
use crate::structure::paragraphs::labels::is_case;
use crate::structure::paragraphs::marks::NAMES_OF_DIVISIONS;

/// Longest single sentence that, ending in a full stop, is still a heading when
/// a paragraph follows: `(三)严格督查评估。`
const MAX_STOPPED_HEADING_CHARS: usize = 20;

/// Longest numbered line without a stop that is a heading.
const MAX_TITLE_CHARS: usize = 80;

/// A question that tells a case, and is answered below it, may take so many.
const MAX_QUESTION_CHARS: usize = 200;

/// Longest name of a part of a text without a number.
const MAX_LABEL_CHARS: usize = 16;

/// Longest line without a number that can be a heading.
pub(super) const MAX_BARE_HEADING_CHARS: usize = 30;

pub(super) fn is_heading(blocks: &[Block], at: usize, contents: &BTreeSet<String>, layout: Layout) -> bool {
    let block = &blocks[at];
    if let Some(forced) = block.forced {
        return forced != Forced::Text;
    }
    let Some(next) = blocks.get(at + 1) else { return false };
    // `……`
    if !block.has_words() {
        return false;
    }
    match block.shape {
        Shape::Heading => true,
        Shape::Row => false,
        Shape::Paragraph if block.is_title => true,
        // Labels in a row are a list of names.
        Shape::Paragraph if layout == Layout::Paragraphs && block.is_appendix() => !next.is_appendix(),
        Shape::Paragraph if block.in_article => is_caption(block, next),
        Shape::Paragraph => {
            if at == 0 && layout == Layout::Paragraphs && addresses_an_office(&block.text) {
                return false;
            }
            let is_named = is_bare_heading(block, contents) || is_lead_in(block, next) || is_caption(block, next);
            is_named || layout == Layout::Paragraphs && (is_strong_name(block, next) || is_name_of_part(block, next))
        }
        Shape::Item if block.divides() => has_any_beneath(block, next),
        Shape::Item if block.in_article => false,
        Shape::Item if layout == Layout::Paragraphs => has_any_beneath(block, next) && is_titled(blocks, at, next),
        Shape::Item if has_inner_stop(block.body()) => is_dated_heading(block, next) || is_question(block, next),
        Shape::Item => has_beneath(blocks, at),
    }
}

/// A deeper number, a paragraph or a table follows.
fn has_any_beneath(block: &Block, next: &Block) -> bool {
    match (block.level, next.level) {
        (Some(level), Some(next)) => level < next,
        _ => !next.is_title,
    }
}

/// `一、甲是什么？`
fn is_question(block: &Block, next: &Block) -> bool {
    block.text.ends_with(['？', '?']) && has_any_beneath(block, next)
}

/// Where every line is a whole paragraph, a numbered line over others is their
/// heading if its words are a name or a question, not a sentence.
fn is_titled(blocks: &[Block], at: usize, next: &Block) -> bool {
    let block = &blocks[at];
    let body = block.body();
    let length = body.chars().count();
    let is_deeper = next.level.is_some();
    match body.trim_end().trim_end_matches(['”', '’']).chars().last() {
        Some('？' | '?') => true,
        Some('：' | ':') => {
            length <= MAX_STOPPED_HEADING_CHARS && !body.contains(['，', ',', '。']) && !introduces(body)
        }
        Some('。') => {
            let is_topic = matches!(block.marker, Marker::Chinese(_) | Marker::ChineseInBrackets(_));
            let is_short = length <= MAX_STOPPED_HEADING_CHARS && !has_inner_stop(body) && !body.ends_with("的。");
            let is_above = is_plain_paragraph(next) && !is_last_of_list(blocks, at);
            is_topic && is_short && (is_deeper || next.marker == Marker::Dash || is_above)
        }
        Some('；' | ';' | '，' | ',' | '！') | None => false,
        _ if has_inner_stop(body) && has_value(next) => false,
        _ => length <= MAX_TITLE_CHARS && !body.contains('。') && (is_deeper || !is_last_of_list(blocks, at)),
    }
}

/// `监督电话：0770-8812346`: beside `九、咨询电话：0770-8812345`, not beneath it.
fn has_value(block: &Block) -> bool {
    let label = block.text.split(COLONS).next().unwrap_or_default();
    block.is_plain() && label.len() < block.text.trim_end_matches(COLONS).len() && is_label(label)
}

fn is_label(text: &str) -> bool {
    text.chars().count() <= MAX_LABEL_CHARS && !text.contains(['。', '；', '，', '：', ':', ',', ';'])
}

fn is_plain_paragraph(block: &Block) -> bool {
    block.is_plain() && is_closed(&block.text)
}

/// The item before has nothing beneath, so this one, the last, has nothing either;
/// but a name behind a whole sentence, or behind `五、收费标准：不收费`, is none of its kind.
fn is_last_of_list(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    let before = at.checked_sub(1).and_then(|at| blocks.get(at));
    let is_before = |it: &Block| it.level == block.level && it.marker.number() + 1 == block.marker.number();
    let has_value = |it: &Block| has_inner_stop(it.body());
    let is_alike = |it: &Block| is_closed(&it.text) == is_closed(&block.text) && has_value(it) == has_value(block);
    // What comes behind a semicolon ends the same list.
    let goes_on = |it: &Block| it.text.trim_end().ends_with(SEMICOLONS);
    before.is_some_and(|it| is_before(it) && (is_alike(it) || goes_on(it)))
}

/// `市发改委：` as the first line: for whom it is.
fn addresses_an_office(text: &str) -> bool {
    const ENDS: [char; 15] = ['委', '局', '府', '厅', '部', '会', '院', '办', '处', '队', '社', '校', '司', '厂', '行'];
    text.ends_with(COLONS) && text.trim_end_matches(COLONS).ends_with(ENDS)
}

/// A short line in bold over one that is not: 申请条件, `没有工作，怎么参保`.
fn is_strong_name(block: &Block, next: &Block) -> bool {
    let label = block.text.trim_end_matches(COLONS);
    let is_name = !label.contains(['。', '；', ';', '：', ':']) && !label.starts_with('各') && !introduces(label);
    let is_note = block.text.starts_with(['（', '(']) || is_any_date(&block.text);
    let is_other = is_note || is_number_of_document(&block.text) || block.is_attachment();
    block.is_strong
        && !next.is_strong
        && block.is_plain()
        && next.shape != Shape::Heading
        && is_name
        && !is_other
        && block.text.chars().count() <= MAX_BARE_HEADING_CHARS
}

/// A short line without number and stop over the first of a list or a paragraph.
fn is_name_of_part(block: &Block, next: &Block) -> bool {
    let length = block.text.chars().count();
    let is_first = next.level.is_some() && next.marker.number() == 1;
    let is_name = !block.text.contains(['。', '；', '，', '：', '、', ':', ',', ';']) && !is_closed(&block.text);
    let label = block.text.trim_end_matches(['：', ':']);
    let is_label = is_label(label) && !is_closed(label) && !introduces(label);
    let is_answer = behind_answer(&next.text).is_some();
    let max_chars = if is_answer { MAX_QUESTION_CHARS } else { MAX_TITLE_CHARS };
    let is_answered = block.text.ends_with(['？', '?']) && length <= max_chars && (next.is_plain() || is_answer);
    let is_salutation = block.text.starts_with('各') && block.text.ends_with(COLONS);
    if is_salutation || !block.is_plain() || is_number_of_document(&block.text) || block.is_attachment() {
        return false;
    }
    let is_above = is_plain_paragraph(next) && 2 * length <= next.text.chars().count() && length <= MAX_LABEL_CHARS;
    is_answered
        || is_case(&block.text) && !is_case(&next.text) && next.shape != Shape::Heading
        || is_first && length <= MAX_BARE_HEADING_CHARS && (is_name || is_label)
        || is_above && is_name
}

/// `应当符合下列条件：`, `预警分为四级：`: a sentence that the list below it ends.
fn introduces(label: &str) -> bool {
    const WORDS: [&str; 10] = ["下列", "以下", "如下", "下表", "应当", "包括", "分为", "之一", "属于", "按照"];
    // `会议议定：`, `市政府决定：`: who says it, and that it is said.
    const SAYINGS: [&str; 8] = ["承诺", "决定", "议定", "同意", "指出", "强调", "批复", "答复"];
    let said = label.trim_end_matches(COLONS);
    WORDS.iter().any(|it| label.contains(it)) || said.starts_with("会议") || SAYINGS.iter().any(|it| said.ends_with(it))
}

/// `甲政办〔2024〕1号`, `第179号`
fn is_number_of_document(text: &str) -> bool {
    is_number_line(text) || compact(text).ends_with('号')
}

/// In a list the paragraphs between two items belong to the first of them.
pub(super) fn owns_paragraphs(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    let is_part = |it: &Block| it.is_plain() || it.marker == Marker::Dash && it.shape == Shape::Paragraph;
    let is_item = block.shape == Shape::Item && !block.in_article && blocks.get(at + 1).is_some_and(is_part);
    let level = block.level;
    let next = || blocks[at + 1..].iter().find(|it| it.level.is_some_and(|it| Some(it) <= level));
    let is_next = |it: &Block| it.level == level && it.marker.number() == block.marker.number() + 1;
    // What an item introduces is its own, also where it is the last.
    let introduces = block.text.ends_with(COLONS);
    is_item && (introduces || next().is_some_and(is_next) || ends_like_the_one_before(blocks, at))
}

/// `1.申请对象。` and `2.申请流程。`, each over one paragraph: the last is as the one
/// before it.
fn ends_like_the_one_before(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    let is_sibling = |it: &&Block| it.level.is_some_and(|it| Some(it) <= block.level);
    let before = blocks[..at].iter().rev().find(is_sibling);
    let is_previous = |it: &Block| it.level == block.level && it.marker.number() + 1 == block.marker.number();
    let is_name = |it: &Block| it.body().chars().count() <= MAX_STOPPED_HEADING_CHARS && !has_inner_stop(it.body());
    let has_one =
        blocks.get(at + 1).is_some_and(is_plain_paragraph) && !blocks.get(at + 2).is_some_and(Block::is_plain);
    has_one && is_name(block) && before.is_some_and(|it| is_previous(it) && is_name(it) && it.owns_paragraphs)
}

/// `（一）宣传动员阶段：2022年1月—4月。` over a paragraph.
fn is_dated_heading(block: &Block, next: &Block) -> bool {
    let body = block.body().trim_end_matches('。');
    let is_short = body.chars().count() <= MAX_BARE_HEADING_CHARS && !body.contains(['。', '；']);
    let is_plain = next.shape == Shape::Paragraph && next.marker == Marker::None && !next.after_furniture;
    is_short && is_plain && matches!(block.marker, Marker::ChineseInBrackets(_)) && is_closed(&block.text)
}

/// 前言, 注释： and what the contents list.
pub(super) fn is_bare_heading(block: &Block, contents: &BTreeSet<String>) -> bool {
    const NAMES: [&str; 8] = ["前言", "序言", "引言", "结语", "附录", "参考文献", "注释", "注释："];
    let words = compact(&block.text);
    let is_name = NAMES.iter().chain(&NAMES_OF_DIVISIONS).any(|it| *it == words);
    block.marker == Marker::None && !block.in_article && (is_name || contents.contains(&words))
}

/// `“十四五”时期的主要目标：` above a run of `——…。`
fn is_lead_in(block: &Block, next: &Block) -> bool {
    let short = block.text.chars().count() <= MAX_BARE_HEADING_CHARS;
    next.marker == Marker::Dash && block.marker == Marker::None && block.text.ends_with('：') && short
}

/// The name of a table in a line of its own above it.
fn is_caption(block: &Block, next: &Block) -> bool {
    let is_table = next.shape == Shape::Row || next.is_form;
    is_table
        && !block.is_form
        && block.marker == Marker::None
        && (block.is_phrase() || block.is_unit)
        && !block.is_attachment()
}

/// Something belongs under this item: a deeper number, a paragraph, a box, a table.
fn has_beneath(blocks: &[Block], at: usize) -> bool {
    let (Some(block), Some(next)) = (blocks.get(at), blocks.get(at + 1)) else { return false };
    let is_short = block.body().chars().count() <= MAX_STOPPED_HEADING_CHARS;
    match (block.level, next.level) {
        (Some(level), Some(next)) => level < next,
        _ if next.shape == Shape::Row => is_short || !is_closed(&block.text),
        _ if is_closed(&block.text) => is_short,
        _ => true,
    }
}
