//! From lines to blocks (headings, items, paragraphs, table rows): what a page break
//! cut in two is joined again, and every numbered line is told apart as a heading or
//! an item. Under which heading a block belongs is decided in `outline`.

use std::collections::BTreeSet;

use crate::structure::lines::Line;
use crate::structure::lines::typography::{compact, has_inner_stop, is_closed, is_number_line, same_words};
use crate::structure::numbering::Marker;
use crate::structure::numbering::decimals::Decimals;

/// Longest single sentence that, ending in a full stop, is still a heading when
/// a paragraph follows: `(三)严格督查评估。`
const MAX_STOPPED_HEADING_CHARS: usize = 20;
/// Colons and semicolons of either width.
pub(in crate::structure) const COLONS: [char; 2] = ['：', ':'];
const SEMICOLONS: [char; 2] = ['；', ';'];
/// Longest numbered line without a stop that is a heading.
const MAX_TITLE_CHARS: usize = 80;
/// Longest name of a part of a text without a number.
const MAX_LABEL_CHARS: usize = 16;
/// Longest line without a number that can be a heading.
const MAX_BARE_HEADING_CHARS: usize = 30;

/// How lines and paragraphs go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Pages as printed: a page break may cut a paragraph anywhere.
    Pages,
    /// One paragraph per line.
    Paragraphs,
}

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
    /// How deep it stands; that of its marker, or deeper within an answer.
    pub level: Option<u8>,
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
    /// 第X条, or what belongs to one.
    pub in_article: bool,
    /// The title of a text within the document: what stands below begins anew.
    pub is_title: bool,
    /// An item whose next paragraphs belong to it.
    pub owns_paragraphs: bool,
}

impl Block {
    fn new(line: &Line, (marker, body): (Marker, &str)) -> Self {
        let is_row = line.text.contains('\t') && !matches!(marker, Marker::Box(_) | Marker::Table(_));
        let shape = match marker {
            _ if is_row => Shape::Row,
            Marker::None | Marker::Dash => Shape::Paragraph,
            Marker::Box(_) | Marker::Table(_) | Marker::Annex(_) => Shape::Heading,
            _ => Shape::Item,
        };
        let text = if is_row { line.text.clone() } else { line.text.trim().to_owned() };
        Self {
            level: marker.level().filter(|_| !is_row),
            marker: if is_row { Marker::None } else { marker },
            cells: if is_row { text.split('\t').map(str::to_owned).collect() } else { Vec::new() },
            body_start_bytes: if is_row { 0 } else { text.len() - body.trim_end().len() },
            text,
            lines: vec![line.number],
            after_furniture: line.after_furniture,
            shape,
            in_article: false,
            is_title: false,
            owns_paragraphs: false,
        }
    }

    /// Text without a number, and no row.
    pub fn is_plain(&self) -> bool {
        self.shape == Shape::Paragraph && self.marker == Marker::None
    }

    /// The words behind the marker.
    pub fn body(&self) -> &str {
        &self.text[self.body_start_bytes..]
    }

    /// Words that name something printed elsewhere.
    fn demote(&mut self) {
        self.marker = Marker::None;
        self.level = None;
        self.shape = Shape::Paragraph;
        self.body_start_bytes = 0;
    }

    fn body_names_an_annex(&self) -> bool {
        self.shape == Shape::Paragraph && compact(&self.text).starts_with("附件") && self.text.contains('：')
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
pub fn blocks(lines: &[Line], contents: &BTreeSet<String>, layout: Layout) -> Vec<Block> {
    let mut blocks = marked(lines);
    demote_lists_of_annexes(&mut blocks);
    mark_titles(&mut blocks, layout);
    mark_articles(&mut blocks);
    nest_answers(&mut blocks);
    blocks = join(blocks, lines, contents, layout);
    if layout == Layout::Pages {
        absorb_cut_headings(&mut blocks);
        join_cut_items(&mut blocks);
    }
    for at in 0..blocks.len() {
        if is_heading(&blocks, at, contents, layout) {
            blocks[at].shape = Shape::Heading;
        } else if layout == Layout::Paragraphs && owns_paragraphs(&blocks, at) {
            blocks[at].owns_paragraphs = true;
        }
    }
    blocks
}

/// One block per line, with what it begins with.
fn marked(lines: &[Line]) -> Vec<Block> {
    let decimals = Decimals::of(lines);
    (0..lines.len()).map(|at| Block::new(&lines[at], decimals.split(lines, at))).collect()
}

/// `附件1：…` `附件2：…` in a row name the annexes, as does one that is printed
/// again further down or has nothing beneath.
fn demote_lists_of_annexes(blocks: &mut [Block]) {
    let is_annex = |block: &Block| matches!(block.marker, Marker::Annex(_));
    let is_titled = |block: &Block| is_annex(block) && !block.body().is_empty();
    for at in 0..blocks.len() {
        let (before, rest) = blocks.split_at(at);
        let Some((block, rest)) = rest.split_first() else { continue };
        let is_beside = |other: Option<&Block>| other.is_some_and(|it| is_titled(it) || it.body_names_an_annex());
        let is_again = rest.iter().any(|it| is_annex(it) && it.marker == block.marker);
        let is_listed = is_titled(block) && (is_beside(before.last()) || is_beside(rest.first()) || is_again);
        let names = |next: &Block| next.marker == Marker::Number(1) || compact(&next.text).starts_with("附件");
        let introduces =
            block.text.ends_with(['：', ':']) && block.body().is_empty() && rest.first().is_some_and(names);
        if is_annex(block) && (is_listed || introduces || rest.is_empty()) {
            blocks[at].demote();
        }
    }
}

/// A title with a text of its own below, `甲市步道建设办法` over 第一章 or 第一条.
fn mark_titles(blocks: &mut [Block], layout: Layout) {
    for at in 0..blocks.len() {
        // A page may cut a sentence above one of its own.
        let begins = |next: &Block| match next.marker {
            Marker::Division(1) | Marker::Part(1) | Marker::Chapter(1) | Marker::Article(1, 0) => true,
            Marker::Chinese(1) => layout == Layout::Paragraphs,
            Marker::None => layout == Layout::Paragraphs && next.is_plain() && is_closed(&next.text),
            _ => false,
        };
        let next = blocks.get(at + 1).filter(|it| begins(it));
        let block = &blocks[at];
        blocks[at].is_title = next.is_some() && block.is_plain() && block.is_phrase() && names_a_text(&block.text);
    }
}

fn names_a_text(text: &str) -> bool {
    const ENDS: [&str; 14] = [
        "办法", "规定", "细则", "条例", "方案", "规划", "计划", "意见", "规则", "章程", "制度", "规程", "预案", "准则",
    ];
    let bare = text.rsplit_once(['（', '(']).map_or(text, |it| it.0).trim_end();
    let length = compact(bare).chars().count();
    (6..=60).contains(&length) && ENDS.iter().any(|it| compact(bare).ends_with(it))
}

/// From 第X条 to the next division, annex or title everything belongs to an article.
fn mark_articles(blocks: &mut [Block]) {
    let mut in_article = false;
    for block in blocks {
        let is_outside = block.marker.divides() || block.is_title || matches!(block.marker, Marker::Annex(_));
        let is_name = block.is_plain() && NAMES_OF_DIVISIONS.contains(&compact(&block.text).as_str());
        in_article = match block.marker {
            Marker::Article(..) => true,
            _ => in_article && !is_outside && !is_name,
        };
        block.in_article = in_article;
    }
}

/// Between two questions of a list every number that begins with 1 belongs to
/// the answer, whatever its form: （一） and （二） under `1.甲是什么？`.
fn nest_answers(blocks: &mut [Block]) {
    let is_question = |it: &Block| it.shape == Shape::Item && !it.in_article && it.text.ends_with(['？', '?']);
    let is_same = |a: &Block, b: &Block| std::mem::discriminant(&a.marker) == std::mem::discriminant(&b.marker);
    for at in (0..blocks.len()).filter(|&at| is_question(&blocks[at])).collect::<Vec<_>>() {
        let question = &blocks[at];
        let Some(level) = question.level.filter(|_| !question.marker.divides()) else { continue };
        let follows = |it: &Block| is_question(it) && is_same(it, question) && it.marker.follows(question.marker);
        let Some(length) = blocks[at + 1..].iter().position(follows) else { continue };
        let answer = &blocks[at + 1..=at + length];
        let outer: Vec<&Block> = answer.iter().filter(|it| it.level.is_some_and(|it| it <= level)).collect();
        let first = |it: &Block| outer.iter().find(|other| is_same(it, other)).is_some_and(|it| it.marker.is_first());
        let is_outside = |it: &&&Block| it.marker.divides() || matches!(it.marker, Marker::Annex(_)) || !first(it);
        if outer.iter().any(|it| is_outside(&it)) {
            continue;
        }
        for block in &mut blocks[at + 1..=at + length] {
            block.level = block.level.map(|it| if it <= level { level + (it / 10).max(1) } else { it });
        }
    }
}

/// Divisions of a text that are printed without a number.
pub(in crate::structure) const NAMES_OF_DIVISIONS: [&str; 4] = ["总则", "附则", "罚则", "分则"];

/// Appends lines to the unfinished paragraph or item before them.
fn join(unjoined: Vec<Block>, lines: &[Line], contents: &BTreeSet<String>, layout: Layout) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut in_list = false;
    for (next, line) in unjoined.into_iter().zip(lines) {
        let Some(last) = blocks.last_mut() else {
            blocks.push(next);
            continue;
        };
        in_list = goes_on_in_list(last, &next, in_list);
        match separator(last, &next, line, in_list, contents, layout) {
            Some(separator) => last.append(&next.text, &next.lines, separator),
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
    if is_annex_title(last, next) {
        return Some(" ");
    }
    if is_attachment_list(last, next) || in_list {
        return Some("\n");
    }
    if is_attachment(last) || layout == Layout::Paragraphs || !continues(last, next, contents) {
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

/// `附件` is printed in a line of its own, above its title.
fn is_annex_title(last: &Block, next: &Block) -> bool {
    let is_label = matches!(last.marker, Marker::Annex(_)) && last.lines.len() == 1;
    is_label && next.shape == Shape::Paragraph && next.marker == Marker::None && next.is_phrase()
}

/// `附件：1. …` followed by `2. …`: one list. Its second number may be lost, but
/// what repeats a name of the list is the title of the attachment.
fn is_attachment_list(last: &Block, next: &Block) -> bool {
    let is_named = || next.marker == Marker::None && next.is_phrase() && !same_words(&last.text, &next.text);
    let Some(first) = attachments(last) else { return false };
    let is_list = first.is_empty() || first.starts_with(['1', '１', '⒈']) || first.starts_with("附件");
    let is_listed = |next: &Block| next.shape == Shape::Paragraph && compact(&next.text).starts_with("附件");
    let is_next = matches!(next.marker, Marker::Number(_)) || is_listed(next);
    is_list && next.shape != Shape::Row && (is_next || !first.is_empty() && is_named())
}

/// `附件：…` is complete although no stop follows.
fn is_attachment(block: &Block) -> bool {
    attachments(block).is_some()
}

/// What is named behind `附件：`, without white space.
fn attachments(block: &Block) -> Option<String> {
    let words = compact(&block.text);
    let names = ["附件：", "附件:", "附表：", "附表:"].iter().find_map(|it| words.strip_prefix(it));
    names.filter(|_| block.marker == Marker::None).map(str::to_owned)
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
fn absorb_cut_headings(blocks: &mut Vec<Block>) {
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
fn join_cut_items(blocks: &mut Vec<Block>) {
    for at in 0..blocks.len() {
        if blocks.get(at).is_some_and(|it| it.shape == Shape::Item && !it.in_article) && is_cut_item(blocks, at) {
            let rest = blocks.remove(at + 1);
            blocks[at].append(&rest.text, &rest.lines, "");
        }
    }
}

fn is_heading(blocks: &[Block], at: usize, contents: &BTreeSet<String>, layout: Layout) -> bool {
    let block = &blocks[at];
    let Some(next) = blocks.get(at + 1) else { return false };
    match block.shape {
        Shape::Heading => true,
        Shape::Row => false,
        Shape::Paragraph if block.is_title => true,
        Shape::Paragraph if block.in_article => is_caption(block, next),
        Shape::Paragraph => {
            let is_named = is_bare_heading(block, contents) || is_lead_in(block, next) || is_caption(block, next);
            is_named || layout == Layout::Paragraphs && is_name_of_part(block, next)
        }
        Shape::Item if block.marker.divides() => has_any_beneath(block, next),
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
    match body.trim_end().chars().last() {
        Some('？' | '?') => true,
        Some('：' | ':') => length <= MAX_STOPPED_HEADING_CHARS && !body.contains(['，', ',']),
        Some('。') => {
            let is_topic = matches!(block.marker, Marker::Chinese(_) | Marker::ChineseInBrackets(_));
            let is_short = length <= MAX_STOPPED_HEADING_CHARS && !has_inner_stop(body) && !body.ends_with("的。");
            is_topic && is_short && (is_deeper || is_plain_paragraph(next) && !is_last_of_list(blocks, at))
        }
        Some('；' | ';' | '，' | ',' | '！') | None => false,
        _ => length <= MAX_TITLE_CHARS && !body.contains('。') && (is_deeper || !is_last_of_list(blocks, at)),
    }
}

fn is_plain_paragraph(block: &Block) -> bool {
    block.is_plain() && is_closed(&block.text)
}

/// The item before has nothing beneath, so this one, the last, has nothing either.
fn is_last_of_list(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    let before = at.checked_sub(1).and_then(|at| blocks.get(at));
    let is_sibling = |it: &Block| it.level == block.level && it.marker.number() + 1 == block.marker.number();
    before.is_some_and(is_sibling)
}

/// A short line without number and stop over the first of a list or a paragraph.
fn is_name_of_part(block: &Block, next: &Block) -> bool {
    let length = block.text.chars().count();
    let is_first = next.level.is_some() && next.marker.number() == 1;
    let is_name = !block.text.contains(['。', '；', '，', '：', '、', ':']);
    let is_label = block.text.trim_end_matches(['：', ':']).chars().count() <= MAX_LABEL_CHARS
        && !block.text.trim_end_matches(['：', ':']).contains(['。', '；', '，', '：', ':']);
    let is_answered = block.text.ends_with(['？', '?']) && length <= MAX_TITLE_CHARS && next.is_plain();
    let is_table_label = compact(&block.text).starts_with("附表") && length <= MAX_LABEL_CHARS && !is_attachment(block);
    if !block.is_plain() || is_number_of_document(&block.text) || is_attachment(block) {
        return false;
    }
    let is_above = is_plain_paragraph(next) && 2 * length <= next.text.chars().count() && length <= MAX_LABEL_CHARS;
    is_answered
        || is_table_label
        || is_first && length <= MAX_BARE_HEADING_CHARS && (is_name || is_label)
        || is_above && is_name
}

/// `甲政办〔2024〕1号`, `第179号`
fn is_number_of_document(text: &str) -> bool {
    is_number_line(text) || compact(text).ends_with('号')
}

/// In a list the paragraphs between two items belong to the first of them.
fn owns_paragraphs(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    let is_item = block.shape == Shape::Item && !block.in_article && blocks.get(at + 1).is_some_and(Block::is_plain);
    let level = block.level;
    let next = || blocks[at + 1..].iter().find(|it| it.level.is_some_and(|it| Some(it) <= level));
    is_item && next().is_some_and(|it| it.level == level && it.marker.number() == block.marker.number() + 1)
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
    next.shape == Shape::Row && block.marker == Marker::None && block.is_phrase() && !is_attachment(block)
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
