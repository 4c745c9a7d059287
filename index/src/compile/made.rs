//! Which clauses of an imported document hold text that its original does not
//! print: numbers that Word counts, cells that were merged and are repeated.

use std::collections::BTreeMap;
use std::ops::Range;

use policy_engine::ClauseForm;

use crate::source::Source;
use crate::structure::clause_draft::ClauseDraft;

/// Kinds of made text, each with its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Made {
    /// 第一条, 1.
    Number,
    /// A merged cell, in each of its rows and columns.
    Cell,
}

impl Made {
    fn sentence(self) -> &'static str {
        match self {
            Self::Number => "文中的自动编号由导入软件补出",
            Self::Cell => "文中的合并的单元格由导入软件补出",
        }
    }

    /// Every clause that could hold it, as the engine supposes where none is named.
    fn may_be_in(self, draft: &ClauseDraft) -> bool {
        let is_row = draft.form == ClauseForm::Row;
        if self == Self::Cell { is_row } else { !is_row && draft.number.is_some() }
    }
}

/// What was made in each line of the source, by the ranges in its map.
pub(super) fn made_lines(source: &Source, map: &Source) -> BTreeMap<usize, Vec<Made>> {
    let of_line = |at: usize| {
        let line = source.line(at)?;
        let ranges = map.line(at + 1)?.rsplit('\t').next()?.split(',').filter_map(range);
        let above = at.checked_sub(1).and_then(|it| source.line(it)).unwrap_or_default();
        let made: Vec<Made> = ranges.map(|it| kind(line, above, &it)).collect();
        (!made.is_empty()).then_some((at, made))
    };
    (1..=source.num_lines()).filter_map(of_line).collect()
}

/// `3..7`, in characters
fn range(text: &str) -> Option<Range<usize>> {
    let (start, end) = text.trim().split_once("..")?;
    Some(start.parse().ok()?..end.parse().ok()?)
}

/// A whole cell that the row above or the cell before holds too is a merged one;
/// a cell may also begin with an automatic number.
fn kind(line: &str, above: &str, range: &Range<usize>) -> Made {
    let chars: Vec<char> = line.chars().collect();
    let is_end = |at: Option<&char>| at.is_none_or(|it| *it == '\t');
    let is_cell = line.contains('\t')
        && is_end(range.start.checked_sub(1).and_then(|it| chars.get(it)))
        && is_end(chars.get(range.end));
    let column = chars.iter().take(range.start).filter(|it| **it == '\t').count();
    let cells: Vec<&str> = line.split('\t').collect();
    let cell = cells.get(column).copied();
    let is_repeated = above.split('\t').nth(column) == cell || column.checked_sub(1).map(|it| cells[it]) == cell;
    if is_cell && is_repeated { Made::Cell } else { Made::Number }
}

/// [`policy_engine::Document::made`] of a document whose clauses' ids begin with
/// `id`. `origins` are the lines of the source that the drafts' lines begin in.
pub(super) fn made_of(
    lines: &BTreeMap<usize, Vec<Made>>,
    origins: &[usize],
    drafts: &[ClauseDraft],
    id: &str,
) -> String {
    let holds = |draft: &ClauseDraft, made: Made| {
        let mut sources = draft.lines.iter().filter_map(|it| origins.get(it.checked_sub(1)?));
        sources.any(|it| lines.get(it).is_some_and(|kinds| kinds.contains(&made)))
    };
    let is_any = |made: &Made| lines.values().any(|it| it.contains(made));
    let line = |made: Made| {
        let (held, rest): (Vec<_>, Vec<_>) = drafts.iter().partition(|it| holds(it, made));
        let is_every = held.iter().all(|it| made.may_be_in(it)) && !rest.iter().any(|it| made.may_be_in(it));
        let suffixes = held.iter().filter_map(|it| it.id.strip_prefix(id)?.strip_prefix('-'));
        let listed: String = suffixes.map(|it| format!(" {it}")).collect();
        if is_every { made.sentence().to_owned() } else { format!("{}\t{id}{listed}", made.sentence()) }
    };
    let made: Vec<String> = [Made::Number, Made::Cell].into_iter().filter(is_any).map(line).collect();
    made.join("\n")
}
