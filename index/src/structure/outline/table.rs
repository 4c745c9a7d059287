//! What the cells of a table's rows say: which column groups the rows, which names
//! them, and whether a row is a heading.

use std::collections::BTreeSet;

use crate::structure::lines::typography::compact;
use crate::structure::numbering::{Marker, split_marker};
use crate::structure::paragraphs::{Block, Shape};

/// The column, first or second, that only the first row of each group fills,
/// the first row of all included; one of mere numbers names nothing.
pub(super) fn group_column(rows: &[Block]) -> Option<usize> {
    let rows = rows.iter().take_while(|next| next.shape == Shape::Row).filter(|row| only_cell(&row.cells).is_none());
    let cells: Vec<Vec<&str>> = rows.map(|row| row.cells.iter().map(|it| it.trim()).take(2).collect()).collect();
    let is_empty = |at: usize| move |row: &Vec<&str>| row.get(at).is_some_and(|cell| cell.is_empty());
    let is_word =
        |at: usize| move |row: &Vec<&str>| row.get(at).is_some_and(|cell| cell.chars().any(char::is_alphabetic));
    (0..2).find(|&at| cells.iter().any(is_empty(at)) && cells.first().is_some_and(is_word(at)))
}

/// The column whose label says that it holds the name of the row.
pub(super) fn name_column(labels: &[String]) -> Option<usize> {
    let is_name = |label: &String| ["名称", "标题", "题目"].iter().any(|it| compact(label).ends_with(it));
    labels.iter().position(is_name)
}

/// A row with one filled cell is a heading if rows with several follow it; the
/// blank lines of a form are rows.
pub(super) fn heads_rows(rest: &[Block]) -> bool {
    rest.first().is_some_and(|next| next.shape == Shape::Row && only_cell(&next.cells).is_none())
}

/// `一、 就业` and nothing in the other cells.
pub(super) fn only_cell(cells: &[String]) -> Option<&str> {
    let (first, others) = cells.split_first()?;
    let is_blank = |it: &String| it.trim().is_empty();
    (!others.is_empty() && !is_blank(first) && others.iter().all(is_blank)).then(|| first.trim())
}

/// The labels of two rows as one, where the first has blank cells, or a label
/// repeated over several columns, and the next row names just those columns:
/// `序号 标准` over ` 城市 农村`.
pub(super) fn second_labels(labels: &[String], rest: &[Block]) -> Option<Vec<String>> {
    let cells = &rest.first().filter(|next| next.shape == Shape::Row)?.cells;
    let follows = rest.get(1).is_some_and(|next| next.shape == Shape::Row);
    let label = |at: usize| labels.get(at).map_or("", |it| it.trim());
    // A blank cell belongs to the label before it.
    let groups =
        filled(cells.len().max(labels.len()), |at, before| if label(at).is_empty() { before } else { label(at) });
    let group = |at: usize| groups[at];
    let is_shared = |at: usize| {
        let is_beside = |other: usize| other < cells.len() && group(other) == group(at);
        at.checked_sub(1).is_some_and(is_beside) || is_beside(at + 1)
    };
    // A blank cell belongs to the second label before it, under the same first one.
    let seconds = filled(cells.len(), |at, before| match cells[at].trim() {
        "" if 0 < at && is_shared(at) && group(at - 1) == group(at) => before,
        cell => cell,
    });
    let second = |at: usize| seconds[at];
    let fits = |at: usize| {
        let cell = cells[at].trim();
        let is_name =
            !cell.is_empty() && cell.chars().count() <= MAX_LABEL_CHARS && cell.chars().any(char::is_alphabetic);
        if is_shared(at) {
            is_name || cell.is_empty() && !second(at).is_empty()
        } else {
            cell.is_empty() || cell == label(at)
        }
    };
    let num_named =
        (0..cells.len()).filter(|&at| is_shared(at) && ![label(at), ""].contains(&cells[at].trim())).count();
    // The blank cells of a form part nothing, and no label of it stands over both rows.
    let has_blank = (0..cells.len()).any(|at| is_shared(at) && cells[at].trim().is_empty());
    let is_over_both = (0..cells.len()).any(|at| !is_shared(at));
    let is_parted = (1..cells.len()).any(|at| {
        let cell = cells[at].trim();
        group(at - 1) == group(at) && !cell.is_empty() && ![cell, ""].contains(&second(at - 1))
    });
    let is_fitting = labels.len() <= cells.len() && 2 <= num_named && (0..cells.len()).all(fits);
    let is_second = follows && is_parted && (is_over_both || !has_blank) && is_fitting;
    let joined = |at: usize| match (group(at), second(at)) {
        (group, cell) if cell.is_empty() || cell == group => group.to_owned(),
        (group, cell) => format!("{group} {cell}").trim().to_owned(),
    };
    is_second.then(|| (0..cells.len()).map(joined).collect())
}

/// A label for each of so many cells, made from its column and the label before it. Thousands of cells may be blank, so
/// none looks back further than that.
fn filled<'a>(num_cells: usize, label: impl Fn(usize, &'a str) -> &'a str) -> Vec<&'a str> {
    let next = |before: &mut &'a str, at: usize| {
        *before = label(at, before);
        Some(*before)
    };
    (0..num_cells).scan("", next).collect()
}

/// A longer cell is no label.
const MAX_LABEL_CHARS: usize = 16;
/// An item of a list is no shorter; `1.标准` may head a column.
const MIN_ITEM_CHARS: usize = 8;

/// The column of the names in a table without a header: of labels and values, 事项名称 | 残疾人补贴, two such pairs in a
/// row, or one behind the name of a group that is repeated; or of rows that are counted from the first.
pub fn pairs_from(rows: &[&[String]]) -> Option<usize> {
    let rows: Vec<&&[String]> = rows.iter().filter(|it| only_cell(it).is_none()).collect();
    if is_counted(&rows) {
        return Some(1);
    }
    let width = rows.iter().map(|row| row.iter().rposition(|it| !it.trim().is_empty()).map_or(0, |at| at + 1)).max()?;
    let from = match width {
        2 | 4 => 0,
        3 if is_grouped(&rows) => 1,
        _ => return None,
    };
    let cell = |row: &[String], at: usize| row.get(at).map_or("", |it| it.trim()).to_owned();
    let pairs_of = |row: &&&[String]| {
        let columns = (from..width).step_by(2);
        columns.map(|at| (cell(row, at), cell(row, at + 1))).filter(|it| *it != Default::default()).collect::<Vec<_>>()
    };
    let pairs: Vec<Vec<(String, String)>> = rows.iter().map(pairs_of).collect();
    let labels: Vec<&str> = pairs.iter().flatten().map(|it| it.0.as_str()).collect();
    let is_asked = labels.iter().all(|it| is_question_or_answer(it));
    let is_distinct = labels.iter().collect::<BTreeSet<_>>().len() == labels.len();
    let is_labelled = labels.iter().all(|it| is_label(it)) && (is_asked || is_distinct);
    let first = pairs.first()?;
    let kinds: Vec<&str> = labels.iter().filter_map(|it| field(it)).collect();
    let is_headed = |it: &(String, String)| field(&it.0).is_none() || field(&it.1).is_some();
    // 低保对象, 特困对象 are things of one kind.
    let are_several = 1 < kinds.iter().collect::<BTreeSet<_>>().len();
    let are_fields = are_several && labels.len() * 2 <= kinds.len() * 3 && !first.iter().any(is_headed);
    let is_told = first.iter().any(|it| is_running(&it.1));
    (1 < pairs.len() && is_labelled && (is_asked || are_fields || is_told)).then_some(from)
}

/// The first row is counted as those below it are: 1, 2, 3.
fn is_counted(rows: &[&&[String]]) -> bool {
    let counts = |(at, row): (usize, &&&[String])| row.first().is_some_and(|it| it.trim() == (at + 1).to_string());
    let is_word = |it: &String| it.chars().any(char::is_alphabetic);
    1 < rows.len() && rows.iter().enumerate().all(counts) && rows.iter().all(|row| row.get(1).is_some_and(is_word))
}

/// The first cells name groups of rows, one of several rows at least.
fn is_grouped(rows: &[&&[String]]) -> bool {
    let first = |row: &&&[String]| row.first().map_or("", |it| it.trim()).to_owned();
    let names: Vec<String> = rows.iter().map(first).collect();
    let is_word = |it: &String| it.chars().any(char::is_alphabetic);
    names.iter().all(is_word) && names.windows(2).any(|it| it[0] == it[1])
}

/// 问 or 答, in the first cell of a row.
pub(super) fn is_question_or_answer(label: &str) -> bool {
    ["问", "答", "问题", "回答", "答复", "解答"].contains(&label.trim().trim_end_matches(['：', ':']))
}

/// 问, and not 答.
pub(super) fn is_question(label: &str) -> bool {
    is_question_or_answer(label) && label.trim().starts_with('问')
}

fn is_label(cell: &str) -> bool {
    let is_short = (1..=MAX_LABEL_CHARS).contains(&cell.chars().count());
    is_short && cell.chars().any(char::is_alphabetic) && !cell.contains(['。', '；', '，'])
}

/// What a guide calls its fields, by its end; a table's columns are called so too, the things in it are not.
fn field(cell: &str) -> Option<&'static str> {
    const ENDS: [&str; 48] = [
        "名称", "主体", "机构", "部门", "单位", "时限", "期限", "时间", "日期", "标准", "依据", "条件", "材料", "流程",
        "程序", "方式", "渠道", "途径", "地点", "地址", "窗口", "电话", "网址", "邮箱", "邮编", "对象", "范围", "类型",
        "类别", "编码", "编号", "结果", "收费", "费用", "数量", "份数", "限制", "层级", "形式", "情况", "内容", "要求",
        "说明", "事项", "金额", "额度", "比例", "人数",
    ];
    let bare = cell.trim().trim_end_matches(['：', ':']);
    ENDS.into_iter().find(|it| bare.ends_with(it))
}

/// A cell of sentences or of a list heads no column; in brackets a label may have some.
fn is_running(cell: &str) -> bool {
    let mut depth = 0_usize;
    let outside = cell.chars().filter(|&c| {
        depth = match c {
            '（' | '(' => depth + 1,
            '）' | ')' => depth.saturating_sub(1),
            _ => depth,
        };
        depth == 0
    });
    let is_list = !matches!(split_marker(cell).0, Marker::None) && MIN_ITEM_CHARS <= cell.chars().count();
    is_list || outside.collect::<String>().contains(['。', '；'])
}
