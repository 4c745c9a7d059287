//! Numbers of documents in every form in which they are printed: 甲政办〔2024〕1号,
//! 甲市人民政府令第179号, 2025年第3号, 统一编号.

use std::sync::LazyLock;

use regex::Regex;

use super::offices::offices_of;
use crate::importers::dates::{Date, number, pattern, plain};

/// 甲政办规〔2024〕1号 in any brackets, alone or behind a date or 特急; （B类） behind it says who answers whom.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:.*日)?(?:特急|特提|加急|平急|急件)?(?:发?文字?号[：:])?\
         ([\\p{Han}A-Za-z]{0,24}?)[〔\\[(（【［﹝{]((?:19|20)[0-9]{2})[〕\\])）】］﹞}](第?[0-9]{1,5})号\
         (?:[（(](?:[A-Z][类级]?|(?:主动|依申请|不予|此件)?公开(?:发布)?)[）)])?$",
    )
});
/// 统一编号
static REGISTERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^(?:统一编号[：:])?([A-Z]{2,6}(?:[0-9]{2}[-—])?[-—]?(?:19|20)?[0-9]{2,4}[-—]?[0-9]{3,10})$")
});
/// 甲市人民政府令第179号, 主席令第二十八号
static DECREE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:.*日)?(\\p{Han}{2,30}?(?:令|公告|通告))[（(]?(?:((?:19|20)[0-9]{2})年)?第([0-9]{1,5}|[一二三四五六七八九十百零〇○]{1,8})号[）)]?(?:公布|发布)?[）)]?$",
    )
});
/// 2025年第3号, alone in its line: the number of a 公告 whose office the title names.
static SERIAL_OF_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern("^[（(]?((?:19|20)[0-9]{2}年第[0-9]{1,5}号)[）)]?$"));
static DECREE_SERIAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^[（(]?(?:((?:19|20)[0-9]{2})年)?第?([0-9]{1,5}|[一二三四五六七八九十百零〇○]{1,8})号[）)]?$")
});
/// 〔十六届〕第39号: an assembly counts by its terms.
static SERIAL_OF_TERM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^[〔\\[（(【](第?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,4})届)[〕\\]）)】]?第?([0-9]{1,5}|[一二三四五六七八九十百零〇○]{1,8})号[）)]?$",
    )
});
/// What the red head prints above a number: copy, secrecy, urgency, class of an answer.
static ABOVE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:[0-9]{6}|(?:绝密|机密|秘密)(?:★(?:[0-9]{1,2}[年月]|长期))?|特急|特提|加急|平急|急件|[（(]?[A-D]类?[）)]?)+$",
    )
});
/// What is printed beside a number.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:索引号|发文机关|发文字号|文号|发布机构|发布单位|(?:成文|发文|生成|发布|公开)(?:日期|时间)|(?:主题|信息|体裁)分类|主题词|\
         (?:信息|文章|稿件)?来源|(?:办理)?类别|办理结果|是否公开|公开(?:属性|方式|形式|类别|范围|时限)|签发人?|密级|紧急程度|份号|\
         统一编号|登记号|备案号|有效性|(?:浏览|阅读|点击)(?:次数|量|数)?|作者|(?:责任)?编辑|字[体号])[：:]",
    )
});
static ENACTING: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^[（(].*?日(\\p{Han}{2,24}?令)(?:第)?([0-9]{1,5}|[一二三四五六七八九十百零〇○]{1,8})号(?:公布|发布)")
});

/// The number of a standard: DB4521/T 012—2026, GB/T 1.1—2020.
static STANDARD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^((?:GB|DB[0-9]{2,6}|T|[A-Z]{2,5})(?:/[A-Z]{1,6})?)\\s*([0-9]{1,6}(?:\\.[0-9]{1,2})?[—–-](?:19|20)[0-9]{2})$",
    )
});
/// What stands around the title of a standard: its classes, its kind, its name in English.
static OF_STANDARD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:ICS[0-9.]+|CCS[A-Z][0-9]{1,2}|(?:中国标准文献分类号|备案号|代替).*|(?:GB|DB[0-9]{2,6})(?:/[A-Z]{1,2})?|\
         .{2,16}(?:国家|行业|地方|团体|企业)标准|[-A-Za-z0-9,.:;()]{12,})$",
    )
});

/// The number of a standard that is all of a line.
pub(super) fn number_of_standard(text: &str) -> Option<String> {
    let found = STANDARD.captures(text.trim())?;
    Some(format!("{} {}", &found[1], &found[2]))
}

/// A line on the cover of a standard, without white space.
pub(super) fn is_of_standard(text: &str) -> bool {
    OF_STANDARD.is_match(text)
}

/// The number of a document is all of the line.
pub(crate) fn is_number(line: &str) -> bool {
    number_of(&plain(line)).is_some()
}

/// 文号 first, 统一编号 last.
pub(super) fn kind_of_number(number: &str) -> u8 {
    match number {
        it if it.contains('〔') => 0,
        it if it.starts_with(|c: char| c.is_ascii_uppercase()) => 2,
        _ => 1,
    }
}

/// The number that is all of a line without white space, with 〔〕.
pub(super) fn number_of(text: &str) -> Option<String> {
    let bare = text.strip_prefix(['（', '(']).and_then(|it| it.strip_suffix("号）").or_else(|| it.strip_suffix("号)")));
    if let Some(bare) = bare {
        return number_of(&format!("{bare}号"));
    }
    if let Some(found) = NUMBER.captures(text) {
        return Some(format!("{}〔{}〕{}号", behind_office(&found[1]), &found[2], &found[3]));
    }
    if let Some(found) = REGISTERED.captures(text) {
        return Some(found[1].to_owned());
    }
    if let Some(found) = SERIAL_OF_YEAR.captures(text) {
        return Some(found[1].to_owned());
    }
    let of_term = || text.find(['〔', '[', '（', '(', '【']).and_then(|at| decree_of_term(&text[..at], &text[at..]));
    let Some(found) = DECREE.captures(text) else { return of_term() };
    Some(decree(&found[1], found.get(2).map(|it| it.as_str()), &found[3]))
}

/// 甲民函 of 甲市民政局甲民函: a page sets the office right before its number.
fn behind_office(letters: &str) -> &str {
    const MAX_LETTERS: usize = 8;
    let ends = letters.char_indices().map(|(at, c)| at + c.len_utf8());
    let is_apart = |at: &usize| {
        let (office, rest) = letters.split_at(*at);
        let is_office = ["局", "委员会", "人民政府", "办公室", "办公厅"].iter().any(|it| office.ends_with(it));
        is_office && 5 <= office.chars().count() && (2..=MAX_LETTERS).contains(&rest.chars().count())
    };
    let is_long = MAX_LETTERS <= letters.chars().count();
    ends.rev().filter(|_| is_long).find(is_apart).map_or(letters, |at| &letters[at..])
}

/// The numbers of a line whose parts are numbers, offices, days
/// and who signs: `甲市民政局⇥甲民函〔2024〕45号`, `甲府〔2024〕1号　　签发人：乙`.
pub(super) fn numbers_in_parts(text: &str) -> Vec<String> {
    let parts: Vec<String> = text.split_whitespace().map(plain).filter(|it| !it.is_empty()).collect();
    let number = |it: &String| number_of(it).filter(|it| it.contains('〔') || REGISTERED.is_match(it));
    let are_known = 1 < parts.len() && parts.iter().all(|it| number(it).is_some() || is_beside(it));
    parts.iter().filter(|_| are_known).filter_map(number).collect()
}

/// 特急, 机密★1年, 000001
fn is_above_number(text: &str) -> bool {
    ABOVE_NUMBER.is_match(text)
}

/// `索引号：…`, `类别：A`: what is printed beside the number of a document.
pub(super) fn is_label(text: &str) -> bool {
    LABEL.is_match(text)
}

/// A line of what stands around a number and of offices and days: `甲市民政局　特急`, `2024-02-03 10:20　来源：市民政局`.
pub(super) fn is_beside_number(text: &str) -> bool {
    let parts: Vec<String> = text.split_whitespace().map(plain).collect();
    parts.iter().all(|it| is_beside(it)) && parts.iter().any(|it| is_above_number(it) || is_label(it))
}

fn is_beside(part: &str) -> bool {
    static TIME: LazyLock<Regex> = LazyLock::new(|| pattern("^[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?$"));
    let is_day = Date::only(part).is_some() || Date::only_in_figures(part).is_some() || TIME.is_match(part);
    is_day || is_above_number(part) || is_label(part) || part.ends_with("文件") || !offices_of(part).is_empty()
}

/// A longer text behind a title is no number, and each of its brackets may begin one.
const MAX_CHARS_IN_BRACKETS: usize = 200;

/// `关于步道的通知（甲民〔2024〕7号）`: the title, and the number behind it.
pub(super) fn split_number(title: &str) -> (&str, Option<String>) {
    let title = title.trim();
    let number = |at: usize| number_of(&plain(&title[at..])).filter(|it| it.contains('〔'));
    let from = title.char_indices().rev().nth(MAX_CHARS_IN_BRACKETS).map_or(0, |it| it.0);
    let brackets = title[from..].char_indices().filter(|it| matches!(it.1, '（' | '(')).map(|it| from + it.0);
    let found = brackets.filter(|it| 0 < *it).filter_map(|at| Some((title[..at].trim_end(), Some(number(at)?)))).next();
    found.unwrap_or((title, None))
}

/// `（2015年9月30日甲市人民政府令第132号公布 自…起施行）`: the decree that brought it.
pub(super) fn enacting(text: &str) -> Option<String> {
    let found = ENACTING.captures(text)?;
    Some(decree(&found[1], None, &found[2]))
}

/// `广州市人民政府令` and `第179号` on two lines.
pub(super) fn split_decree(first: &str, second: &str) -> Option<String> {
    if let Some(number) = decree_of_term(first, second) {
        return Some(number);
    }
    let found = is_of_decree(first).then(|| DECREE_SERIAL.captures(second)).flatten()?;
    Some(decree(first, found.get(1).map(|it| it.as_str()), &found[2]))
}

/// `甲市人民代表大会常务委员会公告` and `〔十六届〕第39号`.
fn decree_of_term(first: &str, second: &str) -> Option<String> {
    let found = is_of_decree(first).then(|| SERIAL_OF_TERM.captures(second)).flatten()?;
    Some(format!("{first}〔{}〕第{}号", &found[1], number(&found[2])?))
}

fn is_of_decree(text: &str) -> bool {
    text.chars().count() <= 30 && !text.contains("关于") && ["令", "公告", "通告"].iter().any(|it| text.ends_with(it))
}

fn decree(office: &str, year: Option<&str>, serial: &str) -> String {
    let serial = number(serial).map_or_else(|| serial.to_owned(), |it| it.to_string());
    let year = year.map(|it| format!("{it}年")).unwrap_or_default();
    format!("{office}{year}第{serial}号")
}
