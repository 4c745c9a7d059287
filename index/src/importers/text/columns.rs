//! Tables whose columns are set with spaces: cells begin below the labels, and a line
//! without a first cell goes on with the row above it.

use std::collections::{BTreeMap, BTreeSet};

use super::wrapped::columns;

/// Fewer labels may be two names beside each other, unless one of them says what stands below it.
const MIN_LABELS: usize = 3;
/// What one of two labels ends in.
const LABEL_ENDS: [&str; 20] = [
    "名称", "项目", "标准", "类别", "类型", "金额", "姓名", "单位", "电话", "地址", "时间", "对象", "级别", "等级",
    "内容", "数量", "比例", "费用", "期限", "条件",
];
/// A longer label is text.
const MAX_LABEL_CHARS: usize = 12;
/// Fewer rows below the labels say nothing.
const MIN_ROWS: usize = 2;
/// Cells begin so near their label, in columns of half a Han character.
const NEAR: usize = 2;

/// Rows of the tables of a text, by the lines where they begin; `None` for a line
/// that is a part of the row above it.
pub(super) fn rows_set_with_spaces(lines: &[String]) -> BTreeMap<usize, Option<String>> {
    let mut rows = BTreeMap::new();
    let mut known: BTreeSet<Vec<String>> = BTreeSet::new();
    let mut at = 0;
    while at < lines.len() {
        let found = table_at(&lines[at..], &known);
        known.extend(found.first().map(|it| it.0.clone()));
        let length = found.iter().map(|it| it.1).sum::<usize>();
        for (cells, num_lines) in found {
            rows.insert(at, Some(cells.join("\t")));
            rows.extend((at + 1..at + num_lines).map(|it| (it, None)));
            at += num_lines;
        }
        at += usize::from(length == 0);
    }
    rows
}

/// The rows of the table that begins with the first line, each with its number of lines; none if there is no table.
/// Below labels that are `known` from another table one row is enough.
fn table_at(lines: &[String], known: &BTreeSet<Vec<String>>) -> Vec<(Vec<String>, usize)> {
    let Some(labels) = lines.first().map(|it| pieces(it)) else { return Vec::new() };
    let is_label = |it: &(usize, String)| {
        it.1.chars().count() <= MAX_LABEL_CHARS && !it.1.contains(['。', '；', '，', '：', '\t'])
    };
    if labels.len() < MIN_LABELS && !are_two_labels(&labels) || !labels.iter().all(is_label) {
        return Vec::new();
    }
    let starts: Vec<usize> = labels.iter().map(|it| it.0).collect();
    let mut rows = vec![(labels.into_iter().map(|it| it.1).collect::<Vec<_>>(), 1)];
    for (at, line) in lines.iter().enumerate().skip(1) {
        let Some(cells) = cells(line, &starts) else { break };
        if cells == rows[0].0 {
            // Labels again: a table of its own, and what stands alone above them is its name.
            let is_name = |it: &(Vec<String>, usize)| it.0[1..].iter().all(String::is_empty);
            rows.pop_if(|it| is_name(it));
            break;
        }
        // What stands alone at the edge heads the rows below it, or is text behind the table.
        let is_alone = !cells[0].is_empty() && cells[1..].iter().all(String::is_empty);
        let is_head = || is_label(&(0, cells[0].clone())) && lines.get(at + 1).is_some_and(|it| pieces(it).len() > 1);
        if is_alone && !is_head() {
            break;
        }
        match rows.last_mut().filter(|_| cells[0].is_empty()) {
            Some((above, num_lines)) => {
                above.iter_mut().zip(cells).for_each(|(above, rest)| above.push_str(&rest));
                *num_lines += 1;
            }
            None => rows.push((cells, 1)),
        }
    }
    let min_rows = if known.contains(&rows[0].0) { 1 } else { MIN_ROWS };
    if rows.len() <= min_rows { Vec::new() } else { rows }
}

/// `名称` beside `收费（元/月）`
fn are_two_labels(labels: &[(usize, String)]) -> bool {
    let bare = |it: &str| it.split(['（', '(']).next().unwrap_or_default().trim_end().to_owned();
    let is_known = |it: &(usize, String)| LABEL_ENDS.iter().any(|end| bare(&it.1).ends_with(end));
    labels.len() == 2 && labels.iter().any(is_known)
}

/// The cells of a line below these labels; `None` if one of its pieces stands below none, or over two.
///
/// Where there are as many pieces as labels, each has its own: a long one pushes those behind it.
fn cells(line: &str, starts: &[usize]) -> Option<Vec<String>> {
    let mut cells = vec![String::new(); starts.len()];
    let pieces = pieces(line);
    if pieces.len() == starts.len() && pieces[0].0.abs_diff(starts[0]) <= NEAR && !line.contains('\t') {
        return Some(pieces.into_iter().map(|it| it.1).collect());
    }
    let is_alone = pieces.len() == 1;
    for (start, words) in pieces {
        // The columns are in their order; a line may have as many pieces as there are columns.
        let near = starts.partition_point(|it| it + NEAR < start);
        let at =
            Some(near).filter(|&it| starts.get(it).is_some_and(|it| *it <= start + NEAR) && cells[it].is_empty())?;
        let end = start + words.chars().map(columns).sum::<usize>();
        let is_over_two = starts.get(at + 1).is_some_and(|it| *it < end) && !(is_alone && at == 0);
        if words.contains('\t') || is_over_two {
            return None;
        }
        cells[at] = words;
    }
    cells.iter().any(|it| !it.is_empty()).then_some(cells)
}

/// What stands between gaps of two spaces at least, each with the column where it begins.
fn pieces(line: &str) -> Vec<(usize, String)> {
    let mut pieces: Vec<(usize, String)> = Vec::new();
    let (mut column, mut spaces) = (0, 2);
    for c in line.chars() {
        if c.is_whitespace() && c != '\t' {
            spaces += 1;
        } else {
            match pieces.last_mut().filter(|_| spaces < 2) {
                Some((_, words)) => {
                    words.extend(std::iter::repeat_n(' ', spaces));
                    words.push(c);
                }
                None => pieces.push((column, c.to_string())),
            }
            spaces = 0;
        }
        column += columns(c);
    }
    pieces
}
