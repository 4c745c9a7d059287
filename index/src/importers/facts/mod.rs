//! What the document says of itself, from its text and from the fields of its
//! page, each with where it was read. Where the two disagree the text counts,
//! and the difference is a problem for an editor to decide.

mod head;
mod terms;

use std::sync::LazyLock;

use regex::Regex;

use crate::importers::dates::{Date, pattern, plain};
use crate::importers::kept::record::{Fact, Facts, Problem};
use crate::importers::reading::{ReadLine, Reading, problem};
use head::{Head, number_of, read_head};
use terms::{Start, Terms, read_terms};

/// Names of the fields that hold a title, the surest first.
const TITLE_FIELDS: [&str; 4] = ["ArticleTitle", "标题", "名称", "document"];
/// An office's name ends so.
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^\\p{Han}{1,24}(?:局|委员会|委|办公室|办公厅|办|政府|厅|部|院|会|中心|银行|支行|分行|总队|支队|大队|署|处|所|馆|公司|社|站|协会)$",
    )
});
/// 关于印发《乙办法》的通知
static BROUGHT: LazyLock<Regex> = LazyLock::new(|| {
    pattern("关于(?:公布|发布|印发|转发|批转|颁布|下发)(?:施行|实施)?(.+?)的(?:通知|通告|公告|决定|函)$")
});

/// 第七届全国人民代表大会常务委员会第十四次会议通过
static PASSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(全国|[\\p{Han}&&[^届日]]{1,8}?[省市区县州])(?:第[^第]{1,4}届)?(人民代表大会(?:常务委员会)?)(?:第[^第]{1,6}次会议|通过)",
    )
});

/// Facts, how long the head is, and what is doubtful about them.
pub struct Found {
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
pub fn read_facts(reading: &Reading, name: &str) -> Found {
    let given = reading.field(&TITLE_FIELDS);
    let given_title = given.map(|it| clean_title(&it.value));
    let head = read_head(&reading.lines, given_title.as_deref());
    let mut facts = Facts {
        title: title(&head, given_title.as_deref(), given.map(|it| it.name.as_str()), name),
        ..Facts::default()
    };
    let inner = inner_title(&reading.lines, &head, &facts.title.value);
    facts.inner_title = inner;
    facts.numbers.clone_from(&head.numbers);
    let mut check = Check { reading, problems: Vec::new() };
    check.numbers(&mut facts);
    let signature = signature(&reading.lines, head.num_lines);
    facts.issuers = issuers(&facts, &signature, reading);
    check.dates(&mut facts, &signature, &reading.lines[..head.num_lines.min(reading.lines.len())]);
    check.terms(&mut facts, &read_terms(&reading.lines));
    check.title(&facts, &head);
    let inner_name = facts.inner_title.as_ref().map_or("", |it| it.value.as_str());
    facts.kind = kind(&facts, inner_name);
    let trial = [facts.title.value.as_str(), inner_name].iter().any(|it| it.contains("试行") || it.contains("暂行"));
    Found { facts, num_head_lines: head.num_lines, trial, problems: check.problems }
}

/// Without what sites put around it: （转载）, the name of the site.
pub fn clean_title(given: &str) -> String {
    let bare = given.trim();
    let bare = ["（转载）", "(转载)", "【转载】", "转载："].iter().find_map(|it| bare.strip_prefix(it)).unwrap_or(bare);
    bare.split(['_', '|']).next().unwrap_or(bare).trim().to_owned()
}

fn title(head: &Head, given: Option<&str>, field: Option<&str>, name: &str) -> Fact {
    let printed = head.title.as_ref();
    match (printed, given) {
        (Some((printed, line)), Some(given)) if plain(printed) == plain(given) => {
            Fact { value: given.to_owned(), read: format!("第{line}行") }
        }
        (_, Some(given)) => {
            Fact { value: given.to_owned(), read: format!("网页字段 {}", field.unwrap_or_default()) }
        }
        (Some((printed, line)), None) => Fact { value: printed.clone(), read: format!("第{line}行") },
        (None, None) => Fact { value: name.to_owned(), read: "文件名".to_owned() },
    }
}

/// The title printed again above the text that the 通知 brings.
fn inner_title(lines: &[ReadLine], head: &Head, title: &str) -> Option<Fact> {
    let title = plain(title);
    let brought = plain(BROUGHT.captures(&title)?.get(1)?.as_str().trim_matches(['《', '》', '“', '”']));
    let bare = |text: &str| plain(text).replace(['《', '》', '“', '”', '〈', '〉'], "");
    let is_inner = |line: &ReadLine| {
        let words = bare(&line.text);
        let length = words.chars().count();
        length >= 4
            && (bare(&brought).ends_with(&words) || (words.ends_with(&bare(&brought)) && length < 60))
            && !line.text.contains('\t')
    };
    let at = (head.num_lines..lines.len()).find(|&at| is_inner(&lines[at]))?;
    let read = format!("第{}行", at + 1);
    Some(Fact { value: lines[at].text.trim().to_owned(), read })
}

/// Day and offices under a text.
#[derive(Default)]
struct Signature {
    date: Option<Fact>,
    offices: Vec<Fact>,
}

/// The first day that stands alone under the names of offices or of a mayor;
/// where none does, the first that stands alone.
fn signature(lines: &[ReadLine], from: usize) -> Signature {
    let mut first = None;
    for at in from..lines.len() {
        let Some((date, offices_here)) = signing(&lines[at].text) else { continue };
        let read = format!("第{}行", at + 1);
        let mut offices: Vec<Fact> = Vec::new();
        for (above, line) in lines[from..at].iter().enumerate().rev().take(12) {
            let names = offices_of(&line.text);
            if names.is_empty() {
                break;
            }
            let facts = names.into_iter().map(|value| Fact { value, read: format!("第{}行", from + above + 1) });
            offices.splice(0..0, facts);
        }
        offices.extend(offices_here.into_iter().map(|value| Fact { value, read: read.clone() }));
        let date = Some(Fact { value: date.iso(), read });
        let is_signed_by_a_person = at > from && is_signatory(&lines[at - 1].text);
        if !offices.is_empty() || is_signed_by_a_person {
            return Signature { date, offices };
        }
        first = first.or(date);
    }
    Signature { date: first, offices: Vec::new() }
}

/// A day alone in its line, or behind the names of offices.
fn signing(text: &str) -> Option<(Date, Vec<String>)> {
    if let Some(date) = Date::only(text) {
        return Some((date, Vec::new()));
    }
    let bare = text.trim();
    let cut = bare.char_indices().filter(|(_, c)| c.is_numeric() || *c == '〇' || *c == '二').map(|(at, _)| at);
    let (offices, date) = cut.filter_map(|at| Some((offices_of(&bare[..at]), Date::only(&bare[at..])?))).next()?;
    (!offices.is_empty()).then_some((date, offices))
}

fn is_signatory(text: &str) -> bool {
    let text = plain(text);
    let offices = ["市长", "省长", "区长", "县长", "主席", "总理", "部长", "局长", "主任", "州长"];
    text.chars().count() <= 10 && offices.iter().any(|it| text.starts_with(it))
}

/// The offices that are all of a line.
pub fn offices_of(text: &str) -> Vec<String> {
    if text.chars().count() > 160 || text.contains(['。', '：', '；']) {
        return Vec::new();
    }
    let parts = text.split(|c: char| c.is_whitespace() || "、，,".contains(c)).filter(|it| !it.is_empty());
    let parts: Vec<String> = parts.map(plain).collect();
    // 财  政  局: letters spaced out are one name.
    let spaced = parts.iter().filter(|it| it.chars().count() == 1).count();
    let parts = if spaced * 2 > parts.len() { vec![parts.concat()] } else { parts };
    let names: Vec<String> = parts.iter().flat_map(|it| unglued(it)).collect();
    if names.iter().all(|it| OFFICE.is_match(it)) { names } else { Vec::new() }
}

/// 甲市民政局甲市财政局 are two.
fn unglued(text: &str) -> Vec<String> {
    let place = text.char_indices().find(|(_, c)| "省市区县州".contains(*c)).map(|(at, c)| &text[..at + c.len_utf8()]);
    let Some(place) = place.filter(|it| (2..=6).contains(&it.chars().count())) else { return vec![text.to_owned()] };
    let mut names: Vec<String> = Vec::new();
    for part in text.split(place).skip(1) {
        match names.last_mut() {
            Some(last) if !OFFICE.is_match(last) => last.push_str(&format!("{place}{part}")),
            _ => names.push(format!("{place}{part}")),
        }
    }
    names
}

/// Who issued it: the longest of what stands under it and what its title begins with.
fn issuers(facts: &Facts, signature: &Signature, reading: &Reading) -> Vec<Fact> {
    let by_title = facts.title.value.split_once("关于").map(|it| title_offices(it.0)).unwrap_or_default();
    let by_title: Vec<Fact> = facts_read(by_title, &facts.title.read);
    let mut best = if by_title.len() > signature.offices.len() { by_title } else { signature.offices.clone() };
    if best.is_empty() {
        best = facts.numbers.iter().filter_map(decreeing).collect();
    }
    if best.is_empty() {
        best = last_offices(&reading.lines).or_else(|| passing(&reading.lines)).unwrap_or_default();
    }
    if best.is_empty() {
        let field =
            reading.field(&["发布机关", "发文机关", "制定机关", "发布机构", "ContentSource", "信息来源", "来源"]);
        let value = field.map_or("", |it| it.value.trim_end_matches("官网").trim_end_matches("网站"));
        let offices = offices_of(value.trim_end_matches("门户"));
        best = facts_read(offices, &format!("网页字段 {}", field.map_or("", |it| it.name.as_str())));
    }
    let mut seen = std::collections::HashSet::new();
    best.retain(|it| seen.insert(it.value.clone()));
    best
}

/// Offices under a text that bears no day.
fn last_offices(lines: &[ReadLine]) -> Option<Vec<Fact>> {
    let from = lines.len().saturating_sub(8);
    let found = lines.iter().enumerate().skip(from.max(3)).map(|(at, line)| (at, offices_of(&line.text)));
    let (at, offices) = found.rev().find(|it| !it.1.is_empty())?;
    Some(facts_read(offices, &format!("第{}行", at + 1)))
}

/// The assembly that passed a law, as printed under its title.
fn passing(lines: &[ReadLine]) -> Option<Vec<Fact>> {
    let head: String = lines.iter().take(6).map(|it| plain(&it.text)).collect();
    let found = PASSED.captures(&head)?;
    Some(facts_read(vec![format!("{}{}", &found[1], &found[2])], "标题下"))
}

fn facts_read(values: Vec<String>, read: &str) -> Vec<Fact> {
    values.into_iter().map(|value| Fact { value, read: read.to_owned() }).collect()
}

/// 甲市卫生健康委等4部门 names no office in full.
fn title_offices(text: &str) -> Vec<String> {
    if text.contains('等') { Vec::new() } else { offices_of(text) }
}

/// The office of a decree's number.
fn decreeing(number: &Fact) -> Option<Fact> {
    let (office, _) = number.value.split_once("令第")?;
    let office = office.strip_prefix("中华人民共和国").filter(|it| OFFICE.is_match(it)).unwrap_or(office);
    OFFICE.is_match(office).then(|| Fact { value: office.to_owned(), read: number.read.clone() })
}

/// Fields held against the text.
struct Check<'a> {
    reading: &'a Reading,
    problems: Vec<Problem>,
}

impl Check<'_> {
    /// The day in a field, and the field's name.
    fn day(&self, names: &[&str]) -> Option<Fact> {
        let field = self.reading.field(names)?;
        let value = Date::find(&field.value)?.iso();
        Some(Fact { value, read: format!("网页字段 {}", field.name) })
    }

    fn differs(&mut self, code: &str, what: (&str, &str), text: &Fact, field: &Fact) {
        let (chinese, english) = what;
        let line = text.read.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0);
        let chinese = format!(
            "{chinese}两处不一致：正文为 {}（{}），网页为 {}（{}），请核对后在 document.toml 里改定，read 写“编辑”",
            text.value, text.read, field.value, field.read
        );
        let english = format!("{english}: the text says {}, the page says {}", text.value, field.value);
        self.problems.push(problem(line, code, &chinese, &english));
    }

    fn numbers(&mut self, facts: &mut Facts) {
        for name in ["文号", "发文字号", "统一编号"] {
            let Some(field) = self.reading.field(&[name]) else { continue };
            let value = plain(&field.value);
            let Some(value) = number_of(&value).or_else(|| number_of(&format!("{value}号"))) else { continue };
            let field = Fact { value, read: format!("网页字段 {name}") };
            let is_same_kind = |it: &&Fact| it.value.contains('〔') && field.value.contains('〔');
            match facts.numbers.iter().find(is_same_kind).cloned() {
                Some(printed) if printed.value != field.value => {
                    self.differs("number-differs", ("文号", "number"), &printed, &field);
                }
                Some(_) => {}
                None if facts.numbers.iter().any(|it| it.value == field.value) => {}
                None => facts.numbers.push(field),
            }
        }
    }

    fn dates(&mut self, facts: &mut Facts, signature: &Signature, head: &[ReadLine]) {
        let in_head = || {
            let dated = head.iter().enumerate().find_map(|(at, line)| Some((at, Date::find(&line.text)?)));
            dated.map(|(at, date)| Fact { value: date.iso(), read: format!("第{}行", at + 1) })
        };
        let field = self.day(&["成文日期", "发文日期"]);
        let printed = signature.date.clone().or_else(in_head);
        if let (Some(printed), Some(field)) = (&printed, &field)
            && printed.value != field.value
        {
            self.differs("signed-differs", ("成文日期", "day signed"), printed, field);
        }
        facts.signed = printed.or(field);
        facts.published = self.day(&["PubDate", "发布日期", "发布时间"]);
    }

    fn terms(&mut self, facts: &mut Facts, terms: &Terms) {
        facts.repeals.clone_from(&terms.repeals);
        let by_page = self.day(&["实施日期", "施行日期", "生效日期"]);
        let by_text =
            terms.start.as_ref().and_then(|(start, line)| first_day(facts, (start, *line), terms, by_page.as_ref()));
        if let (Some(text), Some(page)) = (&by_text, &by_page)
            && text.value != page.value
        {
            self.differs("effective-differs", ("施行日期", "first day"), text, page);
        }
        facts.effective = by_text.or(by_page);
        facts.valid_for =
            terms.months.map(|(months, line)| Fact { value: term(months), read: format!("第{line}行") });
        let printed = terms.until.map(|(date, line)| Fact { value: date.iso(), read: format!("第{line}行") });
        let by_text = printed.or_else(|| computed_end(facts, terms));
        let by_page = self.day(&["失效日期", "废止日期"]);
        if let (Some(text), Some(page)) = (&by_text, &by_page)
            && !is_same_end(&text.value, &page.value)
        {
            self.differs("valid-until-differs", ("失效日期", "last day"), text, page);
        }
        facts.valid_until = by_text.or(by_page);
    }

    fn title(&mut self, facts: &Facts, head: &Head) {
        let Some((printed, line)) = &head.title else {
            if facts.title.read == "文件名" {
                let chinese = "没有认出标题，暂用文件名，请在 document.toml 里改正";
                self.problems.push(problem(
                    0,
                    "title-missing",
                    chinese,
                    "no title was recognised; the file's name stands in",
                ));
            }
            return;
        };
        let (given, words) = (plain(&facts.title.value), plain(printed));
        if !given.contains(&words) && !words.contains(&given) {
            let printed = Fact { value: printed.clone(), read: format!("第{line}行") };
            self.differs("title-differs", ("标题", "title"), &printed, &facts.title.clone());
        }
    }
}

/// The printed day; or the day it was issued, as the text prints it (…日印发),
/// as the page gives it, or as it was signed.
fn first_day(facts: &Facts, (start, line): (&Start, usize), terms: &Terms, by_page: Option<&Fact>) -> Option<Fact> {
    let Start::SinceIssued { is_published, days, months } = *start else {
        let Start::Day(date) = start else { return None };
        return Some(Fact { value: date.iso(), read: format!("第{line}行") });
    };
    let printed = terms.issued.filter(|_| !is_published);
    let printed = printed.map(|(date, line)| Fact { value: date.iso(), read: format!("第{line}行") });
    let published = facts.published.as_ref().filter(|_| is_published && facts.signed.is_none());
    if printed.is_none() && by_page.is_some() {
        return by_page.cloned();
    }
    let issued = printed.or_else(|| facts.signed.clone()).or_else(|| published.cloned())?;
    let date = Date::find(&issued.value)?.plus_months(months).plus_days(days);
    Some(Fact { value: date.iso(), read: format!("第{line}行，自{}起算", issued.read) })
}

fn term(months: u32) -> String {
    match months {
        0 => "长期".to_owned(),
        it if it % 12 == 0 => format!("{}年", it / 12),
        it => format!("{it}个月"),
    }
}

/// Five years from 2019-07-01 end with 2024-06-30.
fn computed_end(facts: &Facts, terms: &Terms) -> Option<Fact> {
    let (months, line) = terms.months.filter(|(months, _)| *months > 0)?;
    let start = Date::find(&facts.effective.as_ref()?.value)?;
    Some(Fact {
        value: start.plus_months(months).yesterday().iso(), read: format!("第{line}行，自施行之日推算")
    })
}

/// Some sites count the day itself.
fn is_same_end(a: &str, b: &str) -> bool {
    let next = |text: &str| Date::find(text).map(|it| it.plus_days(1));
    a == b || next(a) == Date::find(b) || next(b) == Date::find(a)
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
        () if has(&["解读"]) => "解读",
        () if questions => "问答",
        () if number.is_some_and(|it| it.value.contains("国务院令")) => "行政法规",
        () if number.is_some_and(|it| it.value.contains("政府令")) => "规章",
        () if number.is_some_and(|it| it.value.contains("主席令"))
            || title.starts_with("中华人民共和国") && ends(&["法"]) =>
        {
            "法律"
        }
        () if has(&["办事指南", "服务指南", "申报指南", "申请指南", "操作指南"]) => "办事指南",
        () if is_normative => "规范性文件",
        () if ends(&["清单", "目录"]) => "清单",
        () if ends(&["规划", "规划纲要"]) => "规划",
        () if ends(&["公告", "通告"]) => "公告",
        () if ends(&["办法", "规定", "细则", "意见", "条例", "规则"]) => "规范性文件",
        () if title.ends_with("通知") => "通知",
        () => "其他",
    };
    Fact {
        value: value.to_owned(),
        read: number.filter(|_| ["规章", "法律", "行政法规"].contains(&value)).map_or(read, |it| it.read.clone()),
    }
}

/// Without （试行） at the end.
fn bare_end(name: &str) -> &str {
    match name.rfind(['（', '(']) {
        Some(at) if name.ends_with(['）', ')']) => &name[..at],
        _ => name.trim_end_matches('》'),
    }
}

#[cfg(test)]
mod tests;
