//! Which words of a clause answer the question as it was put? 谁出钱 is answered by 由…支付, 多少 by a number with its
//! unit, 多久 by days. What matched is marked by the engine; here is only what draws the excerpt towards an answer.

use std::ops::Range;

/// Words of a question, and where a text answers it.
struct Asked {
    words: &'static [&'static str],
    find: fn(&str) -> Vec<Range<usize>>,
}

const ASKED: &[Asked] = &[
    Asked { words: &["谁", "哪个部门", "哪个单位", "哪里", "找哪", "出钱", "掏钱"], find: actors },
    Asked { words: &["多少", "几", "金额", "标准", "钱"], find: amounts },
    Asked { words: &["什么时候", "何时", "多久", "多长", "期限", "截止", "几天"], find: times },
    Asked {
        words: &["条件", "资格", "能不能", "可以吗", "哪些人", "谁能", "谁可以"], find: conditions
    },
];

/// What follows a number that is an amount, and one that is a time.
const AMOUNT_UNITS: &[&str] =
    &["元", "万", "亿", "%", "％", "倍", "个", "人", "名", "家", "平方", "公里", "岁", "周岁", "年", "月", "项", "次"];
const TIME_UNITS: &[&str] = &["年", "月", "日", "天", "个月", "个工作日", "工作日", "小时"];
/// What somebody does after 由.
const DONE_BY: &[&str] =
    &["支付", "负责", "承担", "出资", "缴费", "缴纳", "牵头", "发放", "受理", "审核", "给予", "解决"];
/// Characters between 由 and what is done.
const MOST_BETWEEN: usize = 24;
const CONDITIONS: &[&str] = &["符合", "条件", "具有", "可以", "可按", "不得", "应当", "无需"];

/// Byte ranges of `text` that answer what `query` asks, ascending and disjoint; none for what is no question. Costs time
/// in the length of the text.
pub fn answering(query: &str, text: &str) -> Vec<Range<usize>> {
    let asked = ASKED.iter().filter(|it| it.words.iter().any(|word| query.contains(word)));
    let mut found: Vec<_> = asked.flat_map(|it| (it.find)(text)).collect();
    found.sort_by_key(|it| (it.start, it.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in found {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// 由工伤保险基金支付, 无需职工个人缴费.
fn actors(text: &str) -> Vec<Range<usize>> {
    let by = text.match_indices('由').filter_map(|(start, _)| {
        let rest = &text[start..];
        let rest = &rest[..rest.find(['。', '；', '\n']).unwrap_or(rest.len())];
        let ends = DONE_BY.iter().filter_map(|it| rest.find(it).map(|at| at + it.len()));
        let end = ends.min().filter(|end| rest[..*end].chars().count() <= MOST_BETWEEN)?;
        Some(start..start + end)
    });
    by.chain(all(text, &["个人缴费", "个人不缴费", "自费", "自付"])).collect()
}

fn amounts(text: &str) -> Vec<Range<usize>> {
    numbers(text, AMOUNT_UNITS)
}

fn times(text: &str) -> Vec<Range<usize>> {
    numbers(text, TIME_UNITS)
}

fn conditions(text: &str) -> Vec<Range<usize>> {
    all(text, CONDITIONS)
}

fn all(text: &str, words: &[&str]) -> Vec<Range<usize>> {
    let each = words.iter().flat_map(|word| text.match_indices(word));
    each.map(|(at, word)| at..at + word.len()).collect()
}

/// Numbers in digits with one of the units behind them.
fn numbers(text: &str, units: &[&str]) -> Vec<Range<usize>> {
    let is_digit = |it: char| it.is_ascii_digit() || it == '.' || it == ',';
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|it: char| it.is_ascii_digit()).map(|it| at + it) {
        let end = text[start..].find(|it| !is_digit(it)).map_or(text.len(), |it| start + it);
        let unit = units.iter().filter(|unit| text[end..].starts_with(**unit)).map(|it| it.len()).max();
        out.extend(unit.map(|len| start..end + len));
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, text: &str, expected: &[&str]) {
        let found: Vec<&str> = answering(query, text).into_iter().map(|it| &text[it]).collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn words_that_answer_are_found() {
        let who = "配置辅助器具所需费用由工伤保险基金支付，无需职工个人缴费。由此类推。";
        check("工伤后配轮椅谁出钱", who, &["由工伤保险基金支付", "个人缴费"]);
        check("工伤后配轮椅", who, &[]);
        check("能补多少", "每人每月补贴300元，2022年起，最多1.5万元。", &["300元", "2022年", "1.5万"]);
        check("多久办好", "在15个工作日内办结。", &["15个工作日"]);
        check("申请条件", "符合条件的企业可以申请。", &["符合", "条件", "可以"]);
    }

    #[test]
    fn ranges_do_not_meet() {
        let text = "由市人社局在30日内负责发放补贴500元。";
        for query in ["谁多久发多少钱", "多少", "谁"] {
            let found = answering(query, text);
            assert!(found.windows(2).all(|it| it[0].end <= it[1].start), "{found:?}");
        }
    }
}
