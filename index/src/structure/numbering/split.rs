//! The official numbering (GB/T 9704): 第一编, 第一章, 第一节, 第一条, 一、, （一）, 1., (1),
//! in every printed form that has one reading, and the marks of print: 专栏, 表,
//! 附件, ——, ①. Only what a line starts with; whether it is a heading is decided
//! in `paragraphs`, what `1.80` means in `decimals`.

use crate::structure::numbering::digits::{any_number, arabic_number, chinese_number, enclosed, without_space};
use crate::structure::numbering::marker::Marker;

/// Splits a trimmed line into its marker and what follows, without the space
/// between. `专栏` and `表` keep everything up to their number in the marker.
pub fn split_marker(line: &str) -> (Marker, &str) {
    ordinal(line)
        .or_else(|| chinese(line))
        .or_else(|| bracketed(line))
        .or_else(|| number(line))
        .or_else(|| one_character(line))
        .or_else(|| letter(line))
        .or_else(|| labelled(line))
        .or_else(|| line.strip_prefix("——").map(|rest| (Marker::Dash, rest)))
        .map_or((Marker::None, line), |(marker, rest)| (marker, rest.trim_start()))
}

/// `第一编`, `第一章`, `第一节`, `第一条`, `第一部分`, also with spaces or figures within
fn ordinal(line: &str) -> Option<(Marker, &str)> {
    let (n, rest) = any_number(line.strip_prefix('第')?.trim_start())?;
    let rest = rest.trim_start();
    if let Some(rest) = rest.strip_prefix('条') {
        return article(n, rest);
    }
    let units = [("部分", Marker::Division(n)), ("编", Marker::Part(n)), ("章", Marker::Chapter(n))];
    let (unit, marker) = units.into_iter().chain([("节", Marker::Section(n))]).find(|it| rest.starts_with(it.0))?;
    let rest = &rest[unit.len()..];
    (rest.is_empty() || rest.starts_with(char::is_whitespace) || is_name(rest)).then_some((marker, rest))
}

/// Behind 第X章 without a space: `总则`, not `课讲步道。`
fn is_name(rest: &str) -> bool {
    const NO_NAMES: [char; 10] = ['课', '的', '、', '和', '至', '第', '中', '规', '与', '，'];
    rest.chars().count() <= 20 && !rest.starts_with(NO_NAMES) && !rest.ends_with(['。', '；', '，', '：'])
}

fn article(n: u32, rest: &str) -> Option<(Marker, &str)> {
    let suffix = rest.strip_prefix('之').and_then(chinese_number);
    let (suffix, rest) = suffix.unwrap_or((0, rest));
    // 第五条规定的…、第三条和第四条… are running text.
    const RUNNING: [&str; 20] = [
        "第",
        "、",
        "和",
        "及",
        "至",
        "与",
        "或",
        "款",
        "项",
        "的",
        "规定",
        "所列",
        "所称",
        "所规定",
        "所指",
        "修改",
        "中的",
        "，",
        "。",
        "）",
    ];
    (!RUNNING.iter().any(|it| rest.starts_with(it))).then_some((Marker::Article(n, suffix), rest))
}

/// `一、`, `一.`, `一，`, `一 、`
fn chinese(line: &str) -> Option<(Marker, &str)> {
    let (n, rest) = chinese_number(line)?;
    Some((Marker::Chinese(n), rest.trim_start().strip_prefix(['、', '.', '．', '，'])?))
}

/// `（一）`, `(一)`, `（1）`, `(1)`, `（ 一 ）`
fn bracketed(line: &str) -> Option<(Marker, &str)> {
    let inner = line.strip_prefix(['（', '('])?.trim_start();
    let end = |rest: &'_ str| -> Option<usize> {
        let rest = rest.trim_start().strip_prefix(['）', ')'])?;
        Some(line.len() - rest.len())
    };
    if let Some((n, rest)) = chinese_number(inner) {
        return Some((Marker::ChineseInBrackets(n), &line[end(rest)?..]));
    }
    let (n, rest) = arabic_number(inner)?;
    Some((Marker::NumberInBrackets(n), &line[end(rest)?..]))
}

/// `1.`, `1．`, `1、`, `1 .`, `1)`; not `1.5亿元`.
fn number(line: &str) -> Option<(Marker, &str)> {
    let (n, rest) = arabic_number(line)?;
    if let Some(rest) = rest.strip_prefix([')', '）']) {
        return Some((Marker::NumberBeforeBracket(n), rest));
    }
    let rest = rest.trim_start().strip_prefix(['.', '．', '、'])?;
    (!begins_with_digit(rest) || begins_with_year(rest)).then_some((Marker::Number(n), rest))
}

/// `1.2023年以来…` is the first item, whatever stands around it.
fn begins_with_year(text: &str) -> bool {
    let year = text.split_once('年').map_or("", |it| it.0);
    year.len() == 4 && year.bytes().all(|it| it.is_ascii_digit()) && year.starts_with(['1', '2'])
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// `①`, `❶`, `⑴`, `㈠`, `⒈`, `Ⅰ．`
fn one_character(line: &str) -> Option<(Marker, &str)> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let marker = enclosed(first)?;
    if !matches!(marker, Marker::Roman(_)) {
        return Some((marker, rest));
    }
    let rest =
        rest.strip_prefix(['.', '．', '、']).or_else(|| rest.starts_with(char::is_whitespace).then_some(rest))?;
    Some((marker, rest))
}

/// `A.`, `b、`, `a)`
fn letter(line: &str) -> Option<(Marker, &str)> {
    let first = line.chars().next().map(without_width).filter(char::is_ascii_alphabetic)?;
    let mut rest = line.chars();
    rest.next();
    let rest = rest.as_str().strip_prefix(['.', '．', '、', ')', '）'])?;
    let value = u32::from(first.to_ascii_uppercase()) - u32::from('A') + 1;
    (!rest.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some((Marker::Letter(value), rest))
}

fn without_width(c: char) -> char {
    if ('Ａ'..='ｚ').contains(&c) { char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c) } else { c }
}

/// `专栏1 …`, `表1：…`, `附件1`, `附　件`, `附件2：…`
fn labelled(line: &str) -> Option<(Marker, &str)> {
    if let Some(rest) = line.strip_prefix("专栏") {
        let (n, rest) = any_number(rest.trim_start())?;
        return Some((Marker::Box(n), rest));
    }
    if let Some(rest) = line.strip_prefix('表') {
        let (n, rest) = any_number(rest.trim_start())?;
        let end = rest.is_empty() || rest.starts_with(['：', ':', ' ', '\u{3000}']);
        return end.then(|| (Marker::Table(n), rest.trim_start_matches(['：', ':'])));
    }
    annex(without_space(line, "附件")?)
}

/// Longest title in the line of its annex.
const MAX_TITLE_CHARS: usize = 50;

/// What follows a number that is only mentioned.
const RUNNING: [char; 15] = ['所', '中', '的', '、', '和', '至', '及', '与', '或', '-', '—', '）', '》', '.', '规'];

fn annex(rest: &str) -> Option<(Marker, &str)> {
    let rest = rest.trim();
    let colon = |text: &'_ str| text.trim_matches(['：', ':']).is_empty();
    if colon(rest) {
        return Some((Marker::Annex(0), ""));
    }
    let (n, rest) = any_number(rest)?;
    // 附件1所列的… is running text.
    let is_running = rest.contains(['。', '；', '\t']) || rest.starts_with(RUNNING) && !rest.starts_with(['：', ':']);
    let is_short = rest.chars().count() <= MAX_TITLE_CHARS && !rest.contains('，');
    let is_titled = !is_running && (rest.starts_with(['：', ':']) || is_short);
    if !is_titled && !rest.is_empty() {
        return None;
    }
    Some((Marker::Annex(n), rest.trim_start_matches(['：', ':'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, marker: Marker, rest: &str) {
        assert_eq!(split_marker(line), (marker, rest), "{line}");
    }

    #[test]
    fn markers_of_gb_t_9704_are_read() {
        check("第一章 全面开启", Marker::Chapter(1), "全面开启");
        check("第十二节 指导思想", Marker::Section(12), "指导思想");
        check("十一、柳州银保监分局", Marker::Chinese(11), "柳州银保监分局");
        check("（五）关注重点", Marker::ChineseInBrackets(5), "关注重点");
        check("(三)研究方法。", Marker::ChineseInBrackets(3), "研究方法。");
        check("1. 支持", Marker::Number(1), "支持");
        check("１．2023年以来", Marker::Number(1), "2023年以来");
        check("12.“提升", Marker::Number(12), "“提升");
        check("（2）开展", Marker::NumberInBrackets(2), "开展");
        check("②四级", Marker::Circled(2), "四级");
        check("专栏 2 中医药", Marker::Box(2), "中医药");
        check("表1：", Marker::Table(1), "");
        check("附件 2", Marker::Annex(2), "");
        check("附件", Marker::Annex(0), "");
        check("a)　每周公示；", Marker::Letter(1), "每周公示；");
        check("——坚持党的领导。", Marker::Dash, "坚持党的领导。");
    }

    #[test]
    fn running_text_has_no_marker() {
        for line in [
            "2035年柳州市",
            "1.5亿元，",
            "一是以数字化",
            "第一节课",
            "表彰奖励",
            "附件：1. 重点项目清单",
            "专栏姓“专”",
            "27家增加至66家",
            "（含疫苗）",
            "十分重要",
        ] {
            check(line, Marker::None, line);
        }
    }
}
