//! What the document says of itself, from its text and from the fields of its
//! page, each with where it was read. Where the two disagree the text counts,
//! and the difference is a problem for an editor to decide.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::compare::Check;
use super::extension::read_extension;

use super::head::{Head, read_head};
use super::listed::{Act, Listed, listed};
use super::numbers::{number_of_standard, split_number};
use super::offices::{issuers, signature};
use super::repeals::{bare, in_title, named, numbers_in_text};
use super::terms::read_terms;
use super::title::is_name;
use crate::importers::dates::{pattern, plain};
use crate::importers::kept::record::{Fact, Facts, Problem};
use crate::importers::reading::{ReadLine, Reading};
use crate::structure::lines::typography::compact;

/// Names of the fields that hold a title, the surest first.
const TITLE_FIELDS: [&str; 4] = ["ArticleTitle", "标题", "名称", "document"];

/// What a page is about stands in the first rows of its table.
const NUM_FIRST_LINES: usize = 8;

/// 关于印发《乙办法》的通知
static BROUGHT: LazyLock<Regex> = LazyLock::new(|| {
    pattern("关于(?:公布|发布|印发|转发|批转|颁布|下发)(?:施行|实施)?(.+?)的(?:通知|通告|公告|决定|函)$")
});

/// Facts, how long the head is, and what is doubtful about them.
pub(crate) struct Found {
    /// The facts.
    pub facts: Facts,
    /// Lines of the head.
    pub num_head_lines: usize,
    /// 试行, 暂行
    pub trial: bool,
    /// Contradictions.
    pub problems: Vec<Problem>,
}

/// Reads the facts of a document. `name` is what to call it when nothing else does.
pub(crate) fn read_facts(reading: &Reading, name: &str) -> Found {
    let given = reading.field(&TITLE_FIELDS);
    let given_title = given.map(|it| clean_title(&it.value));
    let head = read_head(&reading.lines, given_title.as_deref());
    let is_called = |line: usize| head.title.as_ref().is_some_and(|it| it.1 < line && is_name(&it.0));
    let in_row = named_in_row(&reading.lines).filter(|it| given.is_none() && !is_called(it.0));
    let mut facts = Facts {
        title: in_row.map_or_else(
            || title(&head, given_title.as_deref(), given.map(|it| it.name.as_str()), called(reading, name)),
            |it| it.1,
        ),
        ..Facts::default()
    };
    let inner = inner_title(&reading.lines, &head, &facts.title.value);
    facts.inner_title = inner;
    facts.numbers.clone_from(&head.numbers);
    if let Some(given) = given.filter(|_| facts.numbers.is_empty()) {
        let number = split_number(&given.value).1;
        facts.numbers.extend(number.map(|value| Fact { value, read: format!("网页字段 {}", given.name) }));
    }
    let mut check = Check::new(reading);
    check.numbers(&mut facts);
    let signature = signature(&reading.lines, head.num_lines);
    facts.issuers = issuers(&facts, &signature, &head.offices, reading);
    check.dates(&mut facts, &signature, &reading.lines[..head.num_lines.min(reading.lines.len())]);
    let terms = read_terms(&reading.lines, &facts.title.value, head.num_lines);
    check.terms(&mut facts, &terms);
    let listed = listed(&reading.lines, &plain(&facts.title.value));
    read_extension(&reading.lines, head.num_lines, &listed, &mut facts);
    add_listed(&listed, &mut facts);
    add_titled(&reading.lines, &mut facts);
    facts.effective = facts.effective.take().or_else(|| head.effective.clone());
    check.title(&facts, &head);
    let inner_name = facts.inner_title.as_ref().map_or("", |it| it.value.as_str());
    facts.kind = kind(&facts, inner_name);
    if ["解读", "问答"].contains(&facts.kind.value.as_str()) {
        // What it explains did that.
        (facts.repeals, facts.amends) = (Vec::new(), Vec::new());
    }
    let trial = [facts.title.value.as_str(), inner_name].iter().any(|it| it.contains("试行") || it.contains("暂行"));
    Found { facts, num_head_lines: head.num_lines, trial, problems: check.problems }
}

/// What tables and lists say is repealed or changed.
fn add_listed(listed: &[Listed], facts: &mut Facts) {
    for (act, facts) in [(Act::Repeals, &mut facts.repeals), (Act::Amends, &mut facts.amends)] {
        let mut known: HashSet<String> = facts.iter().map(|it| it.value.clone()).collect();
        for it in listed.iter().filter(|it| it.act == act) {
            if known.insert(it.name.clone()) {
                facts.push(Fact { value: it.name.clone(), read: format!("第{}行", it.line) });
            }
        }
    }
}

/// What the title says is repealed or changed, by the 文号 that the text gives it.
fn add_titled(lines: &[ReadLine], facts: &mut Facts) {
    let Some((act, titles)) = in_title(&plain(&facts.title.value)) else { return };
    let read = facts.title.read.clone();
    let numbers = numbers_in_text(lines.iter().map(|it| it.text.clone()));
    let mut known: HashSet<String> = facts.repeals.iter().chain(&facts.amends).map(|it| it.value.clone()).collect();
    for title in titles {
        let number = numbers.get(&bare(&title)).cloned();
        if !known.contains(&title) && !number.as_ref().is_some_and(|it| known.contains(it)) {
            let fact = Fact { value: number.unwrap_or(title), read: read.clone() };
            known.insert(fact.value.clone());
            if act == "废止" { facts.repeals.push(fact) } else { facts.amends.push(fact) }
        }
    }
}

/// Without what sites put around it: （转载）, the name of the site.
pub(crate) fn clean_title(given: &str) -> String {
    let bare = given.trim();
    let bare = ["（转载）", "(转载)", "【转载】", "转载："].iter().find_map(|it| bare.strip_prefix(it)).unwrap_or(bare);
    let bare = bare.split(['_', '|']).next().unwrap_or(bare).trim();
    split_number(bare).0.to_owned()
}

/// What a document is called whose text has no title: as the browser's window is, as its head in YAML says, or as
/// the file.
fn called(reading: &Reading, name: &str) -> Fact {
    let said = reading.field(&["窗口标题", "title"]);
    let said = said.map(|it| Fact { value: clean_title(&it.value), read: format!("网页字段 {}", it.name) });
    said.unwrap_or_else(|| Fact { value: name.to_owned(), read: "文件名".to_owned() })
}

fn title(head: &Head, given: Option<&str>, field: Option<&str>, last_resort: Fact) -> Fact {
    let printed = head.title.as_ref();
    match (printed, given) {
        (Some((printed, line)), Some(given)) if plain(printed) == plain(given) => {
            // White space is the page's to know, the form of letters the text's.
            let has_same_letters = compact(printed) == compact(given);
            let value = if has_same_letters { given } else { printed };
            Fact { value: value.to_owned(), read: format!("第{line}行") }
        }
        (_, Some(given)) => {
            Fact { value: given.to_owned(), read: format!("网页字段 {}", field.unwrap_or_default()) }
        }
        (Some((printed, line)), None) => Fact { value: printed.clone(), read: format!("第{line}行") },
        (None, None) => last_resort,
    }
}

/// 事项名称 in a table that a page begins with: its line, and what stands beside it.
fn named_in_row(lines: &[ReadLine]) -> Option<(usize, Fact)> {
    const LABELS: [&str; 6] = ["事项名称", "服务事项名称", "业务名称", "办理事项", "服务名称", "政策名称"];
    let name = |line: &ReadLine| {
        let cells: Vec<&str> = line.text.split('\t').map(str::trim).collect();
        let is_label = |cell: &str| LABELS.contains(&plain(cell).trim_end_matches(['：', ':']));
        cells.windows(2).find(|it| is_label(it[0]) && 2 <= it[1].chars().count()).map(|it| it[1].to_owned())
    };
    let (at, value) = lines.iter().take(NUM_FIRST_LINES).enumerate().find_map(|(at, it)| Some((at, name(it)?)))?;
    Some((at + 1, Fact { value, read: format!("第{}行", at + 1) }))
}

/// The title printed again above the text that the 通知 brings.
fn inner_title(lines: &[ReadLine], head: &Head, title: &str) -> Option<Fact> {
    let title = plain(title);
    // Of several texts none is the one.
    let is_one = |it: &&str| named(it).count() < 2;
    let brought = plain(
        BROUGHT.captures(&title)?.get(1).map(|it| it.as_str()).filter(is_one)?.trim_matches(['《', '》', '“', '”']),
    );
    let bare = |text: &str| plain(text).replace(['《', '》', '“', '”', '〈', '〉'], "");
    let brought = bare(&brought);
    let is_inner = |line: &ReadLine| {
        let words = bare(&line.text);
        let length = words.chars().count();
        length >= 4
            && (brought.ends_with(&words) || (words.ends_with(&brought) && length < 60))
            && !line.text.contains('\t')
    };
    let fact = |at: usize, words: &str| Fact { value: words.to_owned(), read: format!("第{}行", at + 1) };
    let exact = (head.num_lines..lines.len()).find(|&at| bare(&lines[at].text) == brought);
    if let Some(at) = exact {
        return Some(fact(at, lines[at].text.trim()));
    }
    let parted = (head.num_lines..lines.len()).find_map(|at| Some((at, parted_title(&lines[at..], &brought)?)));
    let whole = || (head.num_lines..lines.len()).find(|&at| is_inner(&lines[at]));
    parted.map(|(at, title)| fact(at, &title)).or_else(|| whole().map(|at| fact(at, without_label(&lines[at].text))))
}

/// `附件1：甲办法`, `附件：1.甲办法` without its label.
fn without_label(text: &str) -> &str {
    let text = text.trim();
    let Some(rest) = text.strip_prefix("附件") else { return text };
    rest.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "：:.．、".contains(c))
}

/// A title that is printed on two or three lines.
fn parted_title(lines: &[ReadLine], brought: &str) -> Option<String> {
    let mut title = lines.first()?.text.trim().to_owned();
    lines.iter().skip(1).take(2).find_map(|line| {
        let is_part = 2 <= title.chars().count();
        title.push_str(line.text.trim());
        (is_part && plain(&title) == brought).then(|| title.clone())
    })
}

fn kind(facts: &Facts, inner: &str) -> Fact {
    let (title, read) = (plain(&facts.title.value), facts.title.read.clone());
    let name = if inner.is_empty() { title.clone() } else { plain(inner) };
    let has = |words: &[&str]| words.iter().any(|it| title.contains(it) || name.contains(it));
    let ends = |words: &[&str]| words.iter().any(|it| bare_end(&name).ends_with(it));
    let number = facts.numbers.iter().find(|it| it.value.contains("令第"));
    let is_normative = facts
        .numbers
        .iter()
        .any(|it| it.value.contains("规〔") || it.value.contains("规字〔") || !it.value.contains('号'));
    let questions = title.ends_with('问') || has(&["问答", "常见问题", "问题解答", "热点问题", "有问必答"]);
    let value = match () {
        () if has(&["解读", "一图读懂", "一图看懂", "图解", "图说"]) => "解读",
        () if questions => "问答",
        () if number.is_some_and(|it| it.value.contains("国务院令")) => "行政法规",
        () if number.is_some_and(|it| it.value.contains("政府令")) => "规章",
        () if number.is_some_and(|it| it.value.contains("主席令"))
            || title.starts_with("中华人民共和国") && ends(&["法"]) =>
        {
            "法律"
        }
        () if is_of_assembly(facts, bare_end(&name)) => "地方性法规",
        () if has(&["办事指南", "服务指南", "申报指南", "申请指南", "操作指南"]) => "办事指南",
        () if facts.numbers.iter().any(|it| number_of_standard(&it.value).is_some()) => "标准",
        () if is_normative => "规范性文件",
        () if ends(&["清单", "目录"]) => "清单",
        () if ends(&["规划", "规划纲要"]) => "规划",
        () if ends(&["公告", "通告"]) => "公告",
        () if ends(&["办法", "规定", "细则", "意见", "条例", "规则"]) => "规范性文件",
        () if bare_end(&title).ends_with("通知") => "通知",
        // Nearest of all: an answer or a letter tells an office what holds, a decision or a plan for danger binds.
        () if ends(&["批复", "函", "答复", "通报"]) => "通知",
        () if ends(&["决定", "决议", "预案", "措施", "方案", "规程", "制度", "守则", "章程"]) => {
            "规范性文件"
        }
        () if ends(&["计划", "纲要", "要点"]) => "规划",
        () => "其他",
    };
    Fact {
        value: value.to_owned(),
        read: number.filter(|_| ["规章", "法律", "行政法规"].contains(&value)).map_or(read, |it| it.read.clone()),
    }
}

/// A 条例 of a place, or anything that its assembly passed.
fn is_of_assembly(facts: &Facts, name: &str) -> bool {
    static OF_PLACE: LazyLock<Regex> =
        LazyLock::new(|| pattern("^\\p{Han}{1,10}?(?:[省市州县]|自治区|经济特区)\\p{Han}*条例$"));
    let is_law = ["条例", "办法", "规定", "规则", "决定"].iter().any(|it| name.ends_with(it));
    let passed = facts.issuers.iter().any(|it| it.value.contains("人民代表大会"));
    is_law && passed || OF_PLACE.is_match(name)
}

/// Without （试行） at the end.
fn bare_end(name: &str) -> &str {
    match name.rfind(['（', '(']) {
        Some(at) if name.ends_with(['）', ')']) => &name[..at],
        _ => name.trim_end_matches('》'),
    }
}
