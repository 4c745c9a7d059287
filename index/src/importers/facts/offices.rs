//! Who issued a document, and on which day: the offices under its text, in its
//! number, in its title or in the fields of its page.

use std::sync::LazyLock;

use regex::Regex;

use crate::importers::dates::{DATE, Date, pattern, plain};
use crate::importers::kept::record::{Fact, Facts};
use crate::importers::reading::{ReadLine, Reading};
use crate::structure::lines::furniture::is_person_who_signs;

/// An office's name ends so.
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^\\p{Han}{1,24}(?:局|委员会|委|办公室|办公厅|办|政府|厅|部|院|会|残联|妇联|中心|银行|支行|分行|总队|支队|大队|署|处|所|馆|公司|社|站|协会)$",
    )
});

/// 第七届全国人民代表大会常务委员会第十四次会议通过
static PASSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(全国|[\\p{Han}&&[^届日]]{1,8}?[省市区县州])(?:第[^第]{1,4}届)?(人民代表大会(?:常务委员会)?)(?:第[^第]{1,6}次会议|通过)",
    )
});

/// （2021年3月1日甲市人民政府第5次常务会议通过）, （甲市民政局2022年6月1日发布）
static BROUGHT_BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "([\\p{{Han}}&&[^届日年月经]]{{1,20}}?人民政府)(?:{DATE})?(?:第[^第]{{1,8}}次|[^，。]{{0,6}})(?:政府)?常务会议|\
         [（(]([\\p{{Han}}&&[^届日年月经]]{{3,24}}?(?:局|委员会|办公室|办公厅|政府|厅|院)){DATE}(?:发布|公布|印发|颁布)"
    ))
});

/// Day and offices under a text.
#[derive(Default)]
pub(super) struct Signature {
    pub(super) date: Option<Fact>,
    offices: Vec<Fact>,
}

/// The first day in a line of its own under the names of offices or of a mayor;
/// where there is none, the first in a line of its own.
pub(super) fn signature(lines: &[ReadLine], from: usize) -> Signature {
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
        // 2024.2.1 without a name above may be anything.
        first = first.or(date.filter(|_| lines[at].text.contains('日')));
    }
    Signature { date: first, offices: Vec::new() }
}

/// A longer line signs nothing, white space between its words included.
const MAX_SIGNING_CHARS: usize = 500;

/// A day alone in its line, or behind the names of offices.
fn signing(text: &str) -> Option<(Date, Vec<String>)> {
    let day = |text: &str| Date::only(text).or_else(|| Date::only_in_figures(text));
    if let Some(date) = day(text) {
        return Some((date, Vec::new()));
    }
    // A row of figures may begin a day with each of them.
    let bare = Some(text.trim()).filter(|it| it.chars().count() <= MAX_SIGNING_CHARS)?;
    let cut = bare.char_indices().filter(|(_, c)| c.is_numeric() || *c == '〇' || *c == '二').map(|(at, _)| at);
    let (offices, date) = cut.filter_map(|at| Some((&bare[..at], day(&bare[at..])?))).next()?;
    Some((date, offices_of(offices))).filter(|it| !it.1.is_empty())
}

fn is_signatory(text: &str) -> bool {
    let text = plain(text);
    text.chars().count() <= 10 && is_person_who_signs(&text)
}

/// The offices that are all of a line.
pub(super) fn offices_of(text: &str) -> Vec<String> {
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

/// Under a title: `（市民政局、市财政局）`, `甲市民政局（2026年3月）`, `（甲市民政局 2026年3月）`.
pub(super) fn offices_under_title(text: &str) -> Vec<String> {
    static DAY: LazyLock<Regex> =
        LazyLock::new(|| pattern("[（(]?(?:19|20)[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:发布|公布|编印)?[）)]?$"));
    let text = text.trim();
    let inner = text.strip_prefix(['（', '(']).and_then(|it| it.strip_suffix(['）', ')']));
    let words = inner.unwrap_or(text);
    let start = DAY.find(words).map_or(words.len(), |it| it.start());
    // A name alone below a title may begin a list of names.
    if inner.is_some() || start < words.len() { offices_of(&words[..start]) } else { Vec::new() }
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

/// Who issued it: the longer list of those that sign it and those that its title begins with.
pub(super) fn issuers(facts: &Facts, signature: &Signature, under_title: &[Fact], reading: &Reading) -> Vec<Fact> {
    let by_title = facts.title.value.split_once("关于").map(|it| title_offices(it.0)).unwrap_or_default();
    let by_title: Vec<Fact> = facts_read(by_title, &facts.title.read);
    let mut best = if by_title.len() > signature.offices.len() { by_title } else { signature.offices.clone() };
    if best.is_empty() {
        best = facts.numbers.iter().filter_map(decreeing).collect();
    }
    if best.is_empty() {
        best = under_title.to_vec();
    }
    if best.is_empty() {
        best = last_offices(&reading.lines).or_else(|| passing(&reading.lines)).unwrap_or_default();
    }
    if best.is_empty() {
        best = by_page(reading);
    }
    if best.is_empty() {
        best = facts_read(office_of_title(&facts.title.value).into_iter().collect(), &facts.title.read);
    }
    let mut seen = std::collections::HashSet::new();
    best.retain(|it| seen.insert(it.value.clone()));
    best
}

/// The offices that the page names as those that issued it, or else as its source.
fn by_page(reading: &Reading) -> Vec<Fact> {
    let issuing = reading.field(&["发布机关", "发文机关", "制定机关", "发布机构"]);
    let source = || reading.field(&["ContentSource", "信息来源", "文章来源", "稿件来源", "来源"]);
    let Some(field) = issuing.or_else(source) else { return Vec::new() };
    let name = without_site(&field.value);
    let is_site = name.len() < field.value.trim().len();
    let is_source = issuing.is_none();
    let is_issuer = |it: &String| !is_source || !is_medium(it) && (!is_site || publishes_its_own(it, reading));
    let offices = offices_of(name).into_iter().filter(is_issuer).collect();
    facts_read(offices, &format!("网页字段 {}", field.name))
}

/// `甲市民政局` of `甲市民政局门户网站`.
fn without_site(value: &str) -> &str {
    let end = ["门户网站", "政务网站", "官方网站", "官网", "网站", "门户"]
        .iter()
        .find_map(|it| value.trim().strip_suffix(it));
    end.unwrap_or(value).trim()
}

/// 新华社, 甲市日报社, 甲市融媒体中心 tell what others issued; 甲市新闻出版局 is an office.
fn is_medium(name: &str) -> bool {
    const MEDIA: [&str; 9] = ["新华社", "通讯社", "报社", "日报", "晚报", "融媒", "新闻", "传媒", "广播电视台"];
    let is_office = ["局", "署", "办", "办公室"].iter().any(|it| name.ends_with(it));
    !is_office && MEDIA.iter().any(|it| name.contains(it))
}

/// The site of a government holds what all its offices issue; that of an office, what it issued itself.
fn publishes_its_own(office: &str, reading: &Reading) -> bool {
    let is_of_all = ["政府", "办公室", "办公厅"].iter().any(|it| office.ends_with(it));
    !is_of_all || reading.lines.iter().any(|it| plain(&it.text).contains(office))
}

/// `甲市民政局权责清单`, `甲市民政局2024年政府信息公开指南`: the office that a title begins
/// with, where what follows can only be its own.
fn office_of_title(title: &str) -> Option<String> {
    static OWN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "^(\\p{Han}{2,24}?(?:局|委员会|人民政府|办公室|办公厅|管理处|服务中心|联合会))\
             (?:[0-9]{4}年|权责|权力|责任清单|政府信息公开|公共服务|行政许可|行政执法|行政处罚|行政检查|双随机|随机抽查|证明事项|部门预算|公开招聘|工作规则)",
        )
    });
    Some(OWN.captures(&plain(title))?[1].to_owned())
}

/// Offices under a text that bears no day.
fn last_offices(lines: &[ReadLine]) -> Option<Vec<Fact>> {
    let from = lines.len().saturating_sub(8);
    let found = lines.iter().enumerate().skip(from.max(3)).map(|(at, line)| (at, offices_of(&line.text)));
    let (at, offices) = found.rev().find(|it| !it.1.is_empty())?;
    Some(facts_read(offices, &format!("第{}行", at + 1)))
}

/// The assembly or the office that passed it, as printed under its title.
fn passing(lines: &[ReadLine]) -> Option<Vec<Fact>> {
    let head: String = lines.iter().take(6).map(|it| plain(&it.text)).collect();
    if let Some(found) = PASSED.captures(&head) {
        return Some(facts_read(vec![format!("{}{}", &found[1], &found[2])], "标题下"));
    }
    let found = BROUGHT_BY.captures(&head)?;
    // Between the two names stand the three groups of a date.
    let office = found.get(1).or(found.get(5))?;
    Some(facts_read(vec![office.as_str().to_owned()], "标题下"))
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
