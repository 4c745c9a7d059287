//! What a block is by those around it: an annex or only its name, the title of a
//! text of its own, a part of an article, a part of an answer.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex_lite::Regex;

use crate::structure::lines::Forced;
use crate::structure::lines::typography::{compact, is_closed, pattern};
use crate::structure::numbering::Marker;
use crate::structure::paragraphs::block::{Block, COLONS, Layout, Shape};

/// Divisions of a text that are printed without a number.
pub(in crate::structure) const NAMES_OF_DIVISIONS: [&str; 4] = ["总则", "附则", "罚则", "分则"];

/// `附件1：…` `附件2：…` in a row name the annexes, as does one that is printed
/// again further down or has nothing beneath.
pub(super) fn demote_lists_of_annexes(blocks: &mut [Block]) {
    let is_annex = |block: &Block| matches!(block.marker, Marker::Annex(_));
    let is_titled = |block: &Block| is_annex(block) && !block.body().is_empty();
    let annexes = blocks.iter().enumerate().filter(|it| is_annex(it.1));
    let last: HashMap<u32, usize> = annexes.map(|(at, it)| (it.marker.number(), at)).collect();
    for at in 0..blocks.len() {
        let (before, rest) = blocks.split_at(at);
        let Some((block, rest)) = rest.split_first() else { continue };
        let is_beside = |other: Option<&Block>| other.is_some_and(|it| is_titled(it) || it.body_names_an_annex());
        let is_again = is_annex(block) && last.get(&block.marker.number()).is_some_and(|last| at < *last);
        let is_listed = is_titled(block) && (is_beside(before.last()) || is_beside(rest.first()) || is_again);
        let names = |next: &Block| next.marker == Marker::Number(1) || compact(&next.text).starts_with("附件");
        let introduces =
            block.text.ends_with(['：', ':']) && block.body().is_empty() && rest.first().is_some_and(names);
        if is_annex(block) && block.forced.is_none() && (is_listed || introduces || rest.is_empty()) {
            blocks[at].demote();
        }
    }
}

/// `附件：供水价格表` right above a table is its annex; elsewhere it says that there is one.
pub(super) fn mark_annexes_over_tables(blocks: &mut [Block]) {
    for at in 1..blocks.len() {
        let (block, next) = (&blocks[at - 1], &blocks[at]);
        let name = compact(&block.text);
        let is_named =
            ["附件：", "附件:", "附表：", "附表:"].iter().any(|it| name.starts_with(it) && it.len() < name.len());
        if is_named && block.is_plain() && block.forced.is_none() && next.shape == Shape::Row {
            blocks[at - 1].become_annex();
        }
    }
}

/// A title with a text of its own below, `甲市步道建设办法` over 第一章 or 第一条.
pub(super) fn mark_titles(blocks: &mut [Block], layout: Layout) {
    for at in 0..blocks.len() {
        // A page may cut a sentence above one of its own.
        let begins = |next: &Block| match next.marker {
            Marker::Division(1) | Marker::Part(1) | Marker::Chapter(1) | Marker::Article(1, 0) => true,
            Marker::Chinese(1) => layout == Layout::Paragraphs,
            // `1 总则`
            Marker::Number(1) | Marker::Decimal(1, 1) => layout == Layout::Paragraphs && next.is_phrase(),
            Marker::None => layout == Layout::Paragraphs && next.is_plain() && is_closed(&next.text),
            _ => false,
        };
        let is_numbered = blocks.get(at + 1).is_some_and(|it| it.is_plain() && is_document_number(&it.text));
        let is_parted = is_numbered || blocks.get(at + 1).is_some_and(Block::is_bracketed);
        let next = blocks.get(at + 1 + usize::from(is_parted)).filter(|it| begins(it));
        let block = &blocks[at];
        blocks[at].is_title = next.is_some()
            && block.forced.is_none()
            && block.is_plain()
            && block.is_phrase()
            && (names_a_text(&block.text)
                || is_numbered && names_a_paper(&block.text)
                || next.is_some_and(begins_standard) && names_a_standard(&block.text));
    }
}

/// `乙民发〔2024〕9号` in a line of its own.
fn is_document_number(text: &str) -> bool {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern("^[^〔\\[（(]{1,20}[〔\\[（(][12][0-9]{3}[〕\\]）)]第?[0-9]{1,5}号$"));
    NUMBER.is_match(&compact(text))
}

/// 关于提高标准的通知, with its number below: what an office passes on is printed whole.
fn names_a_paper(text: &str) -> bool {
    const ENDS: [&str; 6] = ["通知", "公告", "通告", "决定", "批复", "函"];
    let words = compact(text);
    words.contains("关于") && ENDS.iter().any(|it| words.ends_with(it))
}

/// `1 范围`: so every standard begins.
fn begins_standard(next: &Block) -> bool {
    matches!(next.marker, Marker::Number(1) | Marker::Decimal(1, 1)) && compact(next.body()) == "范围"
}

fn names_a_standard(text: &str) -> bool {
    const ENDS: [&str; 10] = ["规范", "标准", "指南", "导则", "通则", "要求", "规则", "规程", "方法", "准则"];
    let words = compact(text);
    (4..=60).contains(&words.chars().count()) && ENDS.iter().any(|it| words.ends_with(it))
}

fn names_a_text(text: &str) -> bool {
    const ENDS: [&str; 18] = [
        "办法",
        "规定",
        "细则",
        "条例",
        "方案",
        "规划",
        "计划",
        "意见",
        "规则",
        "章程",
        "制度",
        "规程",
        "预案",
        "准则",
        "若干措施",
        "政策措施",
        "工作要点",
        "工作指引",
    ];
    let bare = text.rsplit_once(['（', '(']).map_or(text, |it| it.0).trim_end();
    let length = compact(bare).chars().count();
    (6..=60).contains(&length) && ENDS.iter().any(|it| compact(bare).ends_with(it))
}

/// Longest name of a part above articles.
const MAX_DIVISION_CHARS: usize = 30;

/// `一、受理` over 第一条, `二、审理` over 第九条: what usually is the deepest number
/// divides the text here, as 章 do.
pub(super) fn mark_divisions(blocks: &mut [Block]) {
    let level = |marker: Marker| match marker {
        Marker::Chinese(_) => Some(25),
        Marker::ChineseInBrackets(_) => Some(27),
        _ => None,
    };
    for at in (0..blocks.len()).rev() {
        let is_below = |next: &Block| matches!(next.marker, Marker::Article(..)) || next.heads_articles;
        let block = &blocks[at];
        let is_name = block.shape == Shape::Item
            && block.is_phrase()
            && block.body().chars().count() <= MAX_DIVISION_CHARS
            && !block.text.ends_with(['；', '，', '、']);
        blocks[at].heads_articles =
            level(block.marker).is_some() && is_name && blocks.get(at + 1).is_some_and(is_below);
    }
    let mut last: Vec<(Marker, bool)> = Vec::new();
    for block in blocks.iter_mut().filter(|it| level(it.marker).is_some()) {
        let same = last.iter_mut().find(|it| std::mem::discriminant(&it.0) == std::mem::discriminant(&block.marker));
        // The last item of a list within an article looks alike; the item before it does not.
        let is_begun = block.marker.is_first() || same.as_ref().is_some_and(|it| it.1 && block.marker.follows(it.0));
        block.heads_articles &= is_begun;
        if block.heads_articles {
            block.level = level(block.marker);
        }
        match same {
            Some(same) => *same = (block.marker, block.heads_articles),
            None => last.push((block.marker, block.heads_articles)),
        }
    }
}

/// From 第X条 to the next division, annex or title everything belongs to an article.
pub(super) fn mark_articles(blocks: &mut [Block]) {
    let mut in_article = false;
    for block in blocks {
        let is_outside = block.divides()
            || block.is_title
            || block.forced == Some(Forced::Heading)
            || matches!(block.marker, Marker::Annex(_))
            || block.names_what_is_appended();
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
///
/// So it is between `1)甲：` and `2)乙：`, where no list of that form begins anew.
pub(super) fn nest_answers(blocks: &mut [Block]) {
    let is_question = |it: &Block| it.shape == Shape::Item && !it.in_article && it.text.ends_with(['？', '?']);
    nest_between(blocks, |it| is_question(it), true);
    let is_inner = |it: &Block| matches!(it.marker, Marker::NumberBeforeBracket(_) | Marker::Circled(_));
    nest_between(blocks, is_inner, false);
    // `1)` between `a)` and `b)`, as standards count.
    nest_between(blocks, |it| matches!(it.marker, Marker::Letter(_)), false);
}

fn is_same(a: &Block, b: &Block) -> bool {
    std::mem::discriminant(&a.marker) == std::mem::discriminant(&b.marker)
}

/// Two lines of a list that stand further apart are not held to be neighbours. The last line of each of many lists has
/// none, and would be looked for up to the end of the text.
const MAX_ANSWER_BLOCKS: usize = 1000;

/// Between two lines of a list every number that begins with 1 is a part of the first.
fn nest_between(blocks: &mut [Block], is_question: impl Fn(&Block) -> bool, may_restart: bool) {
    let mut nested: Option<(usize, Marker)> = None;
    for at in (0..blocks.len()).filter(|&at| is_question(&blocks[at])).collect::<Vec<_>>() {
        let question = &blocks[at];
        let Some(level) = question.level.filter(|_| !question.divides()) else { continue };
        let follows = |it: &Block| is_question(it) && is_same(it, question) && it.marker.follows(question.marker);
        let length = match blocks[at + 1..].iter().take(MAX_ANSWER_BLOCKS).position(follows) {
            Some(length) => length,
            // The last of a list is as the one before it.
            None => match nested.filter(|it| question.marker.follows(blocks[it.0].marker)) {
                Some((_, inner)) => length_of_last(&blocks[at + 1..], inner),
                None => continue,
            },
        };
        let answer = &blocks[at + 1..=at + length];
        let outer: Vec<&Block> = answer.iter().filter(|it| it.level.is_some_and(|it| it <= level)).collect();
        let first = |it: &Block| outer.iter().find(|other| is_same(it, other)).is_some_and(|it| it.marker.is_first());
        let is_outside = |it: &&&Block| it.divides() || matches!(it.marker, Marker::Annex(_)) || !first(it);
        let restarts = !may_restart && outer.iter().any(|it| is_same(it, question));
        if restarts || outer.iter().any(|it| is_outside(&it)) {
            continue;
        }
        nested = outer.first().map(|it| (at, it.marker));
        for block in &mut blocks[at + 1..=at + length] {
            block.level = block.level.map(|it| if it <= level { level + (it / 10).max(1) } else { it });
        }
    }
}

/// How many blocks are numbers of the form of `inner`, or stand between them.
fn length_of_last(blocks: &[Block], inner: Marker) -> usize {
    let is_inner = |it: &Block| std::mem::discriminant(&it.marker) == std::mem::discriminant(&inner);
    let length = blocks.iter().take_while(|it| it.level.is_none() || is_inner(it)).count();
    blocks[..length].iter().rposition(is_inner).map_or(0, |it| it + 1)
}

/// Where the list of an article goes on behind paragraphs, （三） behind （二）, they
/// belong to the item before; one that introduces a list or speaks of 前款 does not.
pub(super) fn mark_paragraphs_of_items(blocks: &mut [Block]) {
    for at in 1..blocks.len() {
        let next = &blocks[at];
        let Some(level) = next.level.filter(|_| next.in_article) else { continue };
        let num_between = blocks[..at].iter().rev().take_while(|it| it.in_article && it.is_plain()).count();
        let between = at - num_between..at;
        if num_between == 0 {
            continue;
        }
        let is_outside = |it: &&Block| !it.in_article || matches!(it.marker, Marker::Article(..));
        let above = blocks[..between.start].iter().rev().take_while(|it| !is_outside(it));
        let sibling = above.take_while(|it| it.level.is_none_or(|it| level <= it)).find(|it| it.level == Some(level));
        let goes_on = sibling.is_some_and(|it| next.marker.number() == it.marker.number() + 1);
        let stands_alone = |it: &Block| {
            it.text.ends_with(COLONS) || ["前款", "前项", "有前"].iter().any(|start| it.text.starts_with(start))
        };
        if goes_on && !blocks[between.clone()].iter().any(stands_alone) {
            blocks[between].iter_mut().for_each(|it| it.of_item = Some(level));
        }
    }
}
