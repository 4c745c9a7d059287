//! What an editor should look at: numbers out of order, uneven rows, half sentences.

use crate::structure::numbering::{Marker, split_marker};
use crate::structure::outline::heading_stack::Doubt;
use crate::structure::paragraphs::{Block, COLONS};
use crate::structure::problem::Problem;

/// As much of a line as a message shows.
const MAX_QUOTED_CHARS: usize = 16;

pub(super) fn uneven(line: usize, num_cells: usize, num_columns: usize) -> Problem {
    let chinese = format!("这一行有{num_cells}格，表头有{num_columns}格，请核对合并的单元格");
    let english = format!("this row has {num_cells} cells and the table {num_columns} columns; compare merged cells");
    Problem { line, code: "row-width", chinese, english }
}

/// A sentence that ends nowhere, although the line does.
pub(super) fn half_sentence(block: &Block) -> Option<Problem> {
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

/// A number of an article, and nothing behind it: it may have been taken out, or be lost.
pub(super) fn empty_article(block: &Block) -> Option<Problem> {
    block.body().trim().is_empty().then(|| Problem {
        line: block.lines.first().copied().unwrap_or_default(),
        code: "empty-article",
        chinese: format!("“{}”后面没有内容，可能这一条已删去，也可能漏了，请对照原件", block.text.trim()),
        english: "no words follow the number; the article may have been taken out, or be lost".to_owned(),
    })
}

/// `（删除）`, `已废止。`, `（此条删去）`
pub(super) fn says_that_it_is_gone(body: &str) -> bool {
    const WORDS: [&str; 14] = [
        "删除",
        "删去",
        "废止",
        "已删除",
        "已删去",
        "已废止",
        "失效",
        "已失效",
        "本条删除",
        "本条删去",
        "此条删除",
        "此条删去",
        "本条废止",
        "略",
    ];
    let bare = body.trim().trim_matches(['（', '）', '(', ')', '〔', '〕', '[', ']', '【', '】', '。', ' ']);
    WORDS.contains(&bare)
}

/// A line that begins like a number in a form that has no one reading.
pub(super) fn doubtful(block: &Block) -> Option<Problem> {
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

/// `2.乙。` behind `注：1.甲。`: the list began in the line of its label.
pub(super) fn continues_note(before: &str, marker: Marker) -> bool {
    const LABELS: [&str; 6] = ["注", "备注", "说明", "注释", "附注", "填表说明"];
    let rest = LABELS.into_iter().find_map(|it| before.trim_start().strip_prefix(it)?.strip_prefix(COLONS));
    rest.map(|it| split_marker(it.trim_start()).0)
        .is_some_and(|first| first.is_first() && first.level() == marker.level() && marker.number() == 2)
}

pub(super) fn out_of_order(block: &Block, line: usize, doubt: Doubt) -> Problem {
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
