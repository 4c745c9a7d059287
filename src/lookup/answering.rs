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
    let mut out: Vec<Range<usize>> = Vec::new();
    // Loops, and no sorting: few are found, and the browser has to fetch every kind of sorting.
    for asked in ASKED {
        if asked.words.iter().any(|word| query.contains(word)) {
            for range in (asked.find)(text) {
                insert(&mut out, range);
            }
        }
    }
    out
}

/// Puts a range in its place, as one with those it meets.
fn insert(all: &mut Vec<Range<usize>>, mut range: Range<usize>) {
    let at = all.partition_point(|it| it.end <= range.start);
    while let Some(met) = all.get(at).filter(|it| it.start < range.end) {
        range = range.start.min(met.start)..range.end.max(met.end);
        all.remove(at);
    }
    all.insert(at, range);
}

/// 由工伤保险基金支付, 无需职工个人缴费.
fn actors(text: &str) -> Vec<Range<usize>> {
    let mut out = all(text, &["个人缴费", "个人不缴费", "自费", "自付"]);
    for by in all(text, &["由"]) {
        let rest = &text[by.start..];
        let mut end = usize::MAX;
        for done in all(rest, DONE_BY) {
            end = end.min(done.end);
        }
        let Some(said) = rest.get(..end) else { continue };
        let is_one_thought = !said.chars().any(|it| matches!(it, '。' | '；' | '\n'));
        if is_one_thought && said.chars().count() <= MOST_BETWEEN {
            out.push(by.start..by.start + end);
        }
    }
    out
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
    let mut out = Vec::new();
    for word in words {
        let mut from = 0;
        while let Some(at) = text[from..].find(word).map(|it| from + it) {
            from = at + word.len();
            out.push(at..from);
        }
    }
    out
}

/// Numbers in digits with one of the units behind them.
fn numbers(text: &str, units: &[&str]) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while bytes.get(at).is_some_and(|it| it.is_ascii_digit() || (start < at && matches!(it, b'.' | b','))) {
            at += 1;
        }
        let mut len = 0;
        for unit in units {
            if start < at && bytes[at..].starts_with(unit.as_bytes()) {
                len = len.max(unit.len());
            }
        }
        if 0 < len {
            out.push(start..at + len);
        }
        at += usize::from(start == at);
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
