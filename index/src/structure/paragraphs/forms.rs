//! Forms to be filled in: a table of labels and blank cells, 盖章, 填表人：. Nobody asks
//! for one of its lines, so the whole of it is one block, with all its lines.

use std::sync::LazyLock;

use regex_lite::Regex;

use crate::structure::lines::typography::{compact, is_closed, pattern};
use crate::structure::paragraphs::block::{Block, Shape};

/// A longer line is text.
const MAX_BLANK_CHARS: usize = 80;
/// A longer cell is no label.
const MAX_LABEL_CHARS: usize = 20;

/// Labels with nothing behind them: `填报单位（盖章）：　　填报日期：　年　月　日`.
static BLANKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:[^：:。，；]{1,20}[：:][_＿]*(?:[_＿]*年[_＿]*月[_＿]*日)?)+(?:人|元|万元|份)?$|\
         ^(?:[^：:。，；]{0,16}[（(](?:盖章|签字|签名|签章|公章)[）)])?[_＿]*年[_＿]*月[_＿]*日$",
    )
});
/// Somebody is to sign, or to write when and by whom it was filled in.
static SIGNED: LazyLock<Regex> =
    LazyLock::new(|| pattern("盖章|签字|签章|签名|公章|手印|[（(]章[）)]|(?:^|[^0-9０-９])年[_＿]*月[_＿]*日$"));
static FILLED_IN: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:填表|填报|申报|申请|承诺|经办|审核|制表|报送)(?:人|单位|部门|日期|时间)"));

/// What a form is called.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:申请|申报|登记|审批|审核|审查|备案|报名|推荐|评估|信息|汇总|调查|反馈|核定|确认|变更)表$|花名册$|承诺书$|委托书$|申请书$|回执$",
    )
});

/// Puts the lines of a form into one block, and lines with blanks below each other.
pub(super) fn merge_forms(blocks: Vec<Block>) -> Vec<Block> {
    let mut merged: Vec<Block> = Vec::new();
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        let mut run = vec![block];
        while run[0].shape == Shape::Row && rest.peek().is_some_and(|it| it.shape == Shape::Row) {
            run.extend(rest.next());
        }
        if is_form(&run, is_named(&merged)) {
            merged.push(form_of(&run));
        } else {
            merged.extend(run);
        }
    }
    join_blanks(merged)
}

/// `附件1 甲申请表` stands right above, or above its first line of blanks.
fn is_named(before: &[Block]) -> bool {
    let names = |it: &Block| {
        let name = it.text.trim_end().trim_end_matches(|c: char| "）)".contains(c) || c.is_ascii_digit());
        let bare = if name.len() < it.text.trim_end().len() {
            name.rsplit_once(['（', '(']).map_or(name, |it| it.0)
        } else {
            name
        };
        !is_closed(&it.text) && NAMED.is_match(&compact(bare))
    };
    before.iter().rev().take(3).find(|it| !is_blank(it)).is_some_and(names)
}

fn form_of(run: &[Block]) -> Block {
    let row =
        |it: &Block| it.cells.iter().map(|it| it.trim()).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("　");
    let rows: Vec<String> = run.iter().map(row).filter(|it| !it.is_empty()).collect();
    Block {
        shape: Shape::Paragraph,
        text: rows.join("\n"),
        cells: Vec::new(),
        lines: run.iter().flat_map(|it| it.lines.clone()).collect(),
        is_form: true,
        ..run[0].clone()
    }
}

/// Lines with blanks belong to the form that they stand above or below, and to
/// each other.
fn join_blanks(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::new();
    for next in blocks {
        let is_below = |last: &Block| (last.is_form || is_blank(last)) && (next.is_form || is_blank(&next));
        let is_note = |last: &Block| last.is_form && next.is_plain() && is_note(&next.text);
        match joined.last_mut().filter(|it| is_below(it) || is_note(it)) {
            Some(last) => {
                last.is_form |= next.is_form;
                last.append(&next.text, &next.lines, "\n");
            }
            None => joined.push(next),
        }
    }
    joined
}

/// `注：本表一式两份。`
fn is_note(text: &str) -> bool {
    ["注：", "备注：", "说明：", "填表说明："].iter().any(|it| text.starts_with(it) && it.len() < text.trim_end().len())
}

/// A line, or lines, to be filled in.
fn is_blank(block: &Block) -> bool {
    let is_line = |text: &str| {
        let words = compact(text);
        let num_labels = words.matches(['：', ':']).count();
        let is_asked = 1 < num_labels || SIGNED.is_match(&words) || FILLED_IN.is_match(&words);
        words.chars().count() <= MAX_BLANK_CHARS && BLANKS.is_match(&words) && is_asked
    };
    let is_plain = block.is_plain() && !block.in_article && block.forced.is_none();
    is_plain && !block.text.is_empty() && block.text.lines().all(is_line)
}

/// Rows of a form: labels with blank cells behind them, blank rows, or blank cells
/// and a place to sign.
fn is_form(run: &[Block], is_named: bool) -> bool {
    let is_open = |it: &Block| it.shape == Shape::Row && it.forced.is_none() && !it.in_article;
    if !run.iter().all(is_open) {
        return false;
    }
    let cells = || run.iter().flat_map(|it| &it.cells).map(|it| it.trim());
    let (num_cells, num_blank) = (cells().count(), cells().filter(|it| it.is_empty()).count());
    let is_signed = cells().any(|it| SIGNED.is_match(&compact(it)));
    let is_ledger = 1 < run.len() && run[1..].iter().all(|it| num_filled(it) <= 1) && 2 < run[0].cells.len();
    let is_blank = |most: usize| num_cells < most * num_blank;
    let is_so_named = is_named && (is_signed || is_blank(3) || run.len() == 1);
    is_so_named || is_signed && is_blank(5) || is_ledger || asks(run)
}

fn num_filled(row: &Block) -> usize {
    row.cells.iter().filter(|it| !it.trim().is_empty()).count()
}

/// Nearly every cell that is filled is a label, and a blank one follows it.
fn asks(run: &[Block]) -> bool {
    let (mut num_filled, mut num_asking) = (0, 0);
    for row in run {
        let cells: Vec<&str> = row.cells.iter().map(|it| it.trim()).collect();
        for (at, cell) in cells.iter().enumerate().filter(|it| !it.1.is_empty()) {
            let is_label = cell.chars().count() <= MAX_LABEL_CHARS && !is_closed(cell);
            let is_asking = is_label && cells.get(at + 1).is_some_and(|it| it.is_empty());
            num_filled += 1;
            num_asking += usize::from(is_asking);
        }
    }
    2 <= num_asking && 4 * num_filled <= 5 * num_asking && 1 < run.len()
}
