//! Lines that name what follows them, though they bear no number of the outline:
//! `附表1`, `附：标志说明`, `案例一：…`.

use crate::structure::lines::typography::is_closed;
use crate::structure::numbering::{any_number, counted_letter, without_space};

/// Longest title in the line of its label.
const MAX_TITLE_CHARS: usize = 50;
/// What is appended to a text, each with a number behind it or none.
const APPENDED: [&str; 3] = ["附表", "附图", "附录"];
/// What is told one after the other, each with a number.
const CASES: [&str; 14] =
    ["典型案例", "案例", "示例", "实例", "例", "问题", "情形", "步骤", "方式", "类型", "场景", "环节", "阶段", "专题"];

/// `附表1 步道申请表`, `附录A`, `附件1-1`, `附：标志说明`; a list of names is none.
pub(super) fn is_appendix(text: &str) -> bool {
    appendix(text).is_some()
}

/// A label whose title is printed below it: `附表1`, `附：`.
pub(super) fn is_bare_appendix(text: &str) -> bool {
    appendix(without_status(text)).is_some_and(str::is_empty)
}

/// Without `（资料性）` behind the label of an appendix.
pub(super) fn without_status(text: &str) -> &str {
    const STATUS: [&str; 4] = ["（资料性）", "（规范性）", "（资料性附录）", "（规范性附录）"];
    STATUS.iter().find_map(|it| text.trim_end().strip_suffix(it)).unwrap_or(text).trim_end()
}

/// The title behind the label of an appendix, empty where there is none.
fn appendix(text: &str) -> Option<&str> {
    let text = text.trim();
    let title = match text.strip_prefix(['附']).and_then(|it| it.trim_start().strip_prefix(['：', ':'])) {
        Some(title) => title,
        None => numbered_appendix(text)?,
    };
    let title = title.trim().trim_start_matches(['：', ':']).trim_start();
    let is_name = |c: char| !c.is_ascii_digit() && !c.is_numeric();
    let is_title = !title.contains(['。', '；', '，', '\t', '：', ':']) && title.starts_with(is_name);
    (title.is_empty() || is_title && title.chars().count() <= MAX_TITLE_CHARS).then_some(title)
}

/// What follows `附表1`, `附图一`, `附录A`, `附录`, `附件1-1`.
fn numbered_appendix(text: &str) -> Option<&str> {
    // Standards space it out: 附　录　A.
    if let Some(rest) = APPENDED.iter().find_map(|it| without_space(text, it)) {
        let counted = any_number(rest.trim_start()).or_else(|| counted_letter(rest.trim_start()));
        let rest = counted.map_or(rest, |it| behind_dash(it.1).unwrap_or(it.1));
        return is_parted(rest).then_some(rest);
    }
    let rest = behind_dash(any_number(text.strip_prefix("附件")?.trim_start())?.1)?;
    is_parted(rest).then_some(rest)
}

/// `-1`
fn behind_dash(rest: &str) -> Option<&str> {
    Some(any_number(rest.strip_prefix(['-', '－', '—', '–', '.'])?)?.1)
}

fn is_parted(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '：' || c == ':')
}

/// `案例一`, `案例1：张某领取补贴`, `情形二 在校学生`.
pub(super) fn is_case(text: &str) -> bool {
    let text = text.trim();
    let rest = CASES.iter().find_map(|it| Some(any_number(text.strip_prefix(it)?.trim_start())?.1));
    let is_short = text.chars().count() <= MAX_TITLE_CHARS && !text.contains(['。', '；', '\t']);
    let ends_open = !is_closed(text) || text.ends_with(['：', ':', '？', '?']);
    rest.is_some_and(|it| is_parted(it) || it.starts_with(['、', '.', '．'])) && is_short && ends_open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appendices_are_told_from_lists_and_running_text() {
        for (text, title) in [
            ("附表1", ""),
            ("附表 一", ""),
            ("附表1-2", ""),
            ("附表1：步道申请表", "步道申请表"),
            ("附表１ 步道申请表", "步道申请表"),
            ("附图", ""),
            ("附录", ""),
            ("附录A 步道标志", "步道标志"),
            ("附　录　A", ""),
            ("附录：步道标志", "步道标志"),
            ("附件1-1", ""),
            ("附件1-1：步道申请表", "步道申请表"),
            ("附：", ""),
            ("附:", ""),
            ("附：步道标志、标线说明", "步道标志、标线说明"),
        ] {
            assert_eq!(appendix(text), Some(title), "{text}");
        }
        for text in [
            "附：1.申请表",
            "附表1所列的项目。",
            "附表1、附表2",
            "附录所列的",
            "附件1",
            "附件：乙表",
            "附则",
            "附带条件的",
            "附：甲，乙。",
            "附表：1.申请表",
        ] {
            assert_eq!(appendix(text), None, "{text}");
        }
    }

    #[test]
    fn cases_have_a_number() {
        for text in
            ["案例一", "案例1：张某领取补贴", "典型案例2 甲公司", "例3：", "情形二 在校学生", "问题1：如何申请？"]
        {
            assert!(is_case(text), "{text}");
        }
        for text in ["案例", "例如一、", "案例一中的甲领取了补贴。", "问题一大堆", "方式1和方式2", "例一所说的甲。"]
        {
            assert!(!is_case(text), "{text}");
        }
    }
}
