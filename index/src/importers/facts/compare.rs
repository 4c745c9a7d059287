//! The fields of a page held against the text: the text counts, and where they
//! differ an editor decides.

use std::sync::LazyLock;

use regex::Regex;

use super::head::Head;
use super::numbers::number_of;
use super::offices::Signature;
use super::terms::{Start, Terms, without_first_day};
use crate::importers::dates::{Date, pattern, plain};
use crate::importers::kept::record::{Fact, Facts, Problem};
use crate::importers::reading::{ReadLine, Reading, problem};

/// Names of the day of publication, the surest first.
const PUBLISHED: [&str; 8] = ["PubDate", "发布日期", "发布时间", "公开日期", "发表日期", "发表时间", "日期", "时间"];
/// A page may be touched long after; where it says nothing else, that is its day.
const TOUCHED: [&str; 2] = ["更新日期", "更新时间"];

/// Fields held against the text.
pub(super) struct Check<'a> {
    reading: &'a Reading,
    /// The day is only that on which it was passed.
    is_only_passed: bool,
    /// Where field and text differ.
    pub(super) problems: Vec<Problem>,
}

impl<'a> Check<'a> {
    /// Nothing was compared yet.
    pub(super) fn new(reading: &'a Reading) -> Self {
        Self { reading, is_only_passed: false, problems: Vec::new() }
    }

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

    pub(super) fn numbers(&mut self, facts: &mut Facts) {
        for name in ["文号", "发文字号", "统一编号"] {
            let Some(field) = self.reading.field(&[name]) else { continue };
            let value = plain(&field.value);
            let registered = || Some(value.clone()).filter(|it| name == "统一编号" && is_code(it));
            let read = number_of(&value).or_else(|| number_of(&format!("{value}号"))).or_else(registered);
            let Some(value) = read else { continue };
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

    pub(super) fn dates(&mut self, facts: &mut Facts, signature: &Signature, head: &[ReadLine]) {
        let in_head = || {
            let lines = head.iter().enumerate().filter(|it| published_in(&it.1.text).is_none());
            let dated = lines.filter_map(|(at, line)| Some((at, Date::find(&without_first_day(&line.text))?))).next();
            dated.map(|(at, date)| Fact { value: date.iso(), read: format!("第{}行", at + 1) })
        };
        let is_passed = |it: &ReadLine| it.text.contains("通过") && !it.text.contains("布");
        self.is_only_passed = signature.date.is_none() && head.iter().any(is_passed);
        let field = self.day(&["成文日期", "发文日期"]);
        let printed = signature.date.clone().or_else(in_head);
        if let (Some(printed), Some(field)) = (&printed, &field)
            && printed.value != field.value
        {
            self.differs("signed-differs", ("成文日期", "day signed"), printed, field);
        }
        facts.signed = printed.or(field);
        let printed = || {
            let (at, date) = head.iter().enumerate().find_map(|(at, it)| Some((at, published_in(&it.text)?)))?;
            Some(Fact { value: date.iso(), read: format!("第{}行", at + 1) })
        };
        facts.published = self.day(&PUBLISHED).or_else(printed).or_else(|| self.day(&TOUCHED));
    }

    pub(super) fn terms(&mut self, facts: &mut Facts, terms: &Terms) {
        facts.repeals.clone_from(&terms.repeals);
        facts.amends.clone_from(&terms.amends);
        let by_page = self.day(&["实施日期", "施行日期", "生效日期"]);
        let by_text = terms
            .start
            .as_ref()
            .and_then(|(start, line)| first_day(facts, (start, *line), terms, by_page.as_ref(), self.is_only_passed));
        // 印发之日 is not the day on which a meeting passed it.
        let is_issued = matches!(terms.start, Some((Start::SinceIssued { is_published: false, .. }, _)));
        let by_text = by_text.filter(|_| !(is_issued && self.is_only_passed && terms.issued.is_none()));
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
        self.state(facts);
    }

    /// A page may call a document ended without saying when: no day can be read from that.
    fn state(&mut self, facts: &Facts) {
        static ENDED: LazyLock<Regex> =
            LazyLock::new(|| pattern("^[（(【\\[]已?(?:失效|废止)[）)】\\]]|[（(【\\[]已?(?:失效|废止)[）)】\\]]$"));
        let title = ENDED.is_match(&plain(&facts.title.value)).then(|| ("标题".to_owned(), facts.title.value.as_str()));
        let field = self
            .reading
            .field(&["文件状态", "有效性", "时效性"])
            .map(|it| (format!("网页字段 {} ", it.name), it.value.as_str()));
        let field = field.filter(|it| ["失效", "废止", "无效"].iter().any(|word| it.1.contains(word)));
        let Some((name, value)) = field.or(title).filter(|_| facts.valid_until.is_none()) else { return };
        let chinese = format!(
            "{name}写着“{value}”，正文和网页都没有写明哪一天失效，请查明后在 document.toml 里填 valid_until 或 repealed_by"
        );
        let english = format!("the page calls it {value} and names no last day; find out and write it down");
        self.problems.push(problem(0, "ended-undated", &chinese, &english));
    }

    pub(super) fn title(&mut self, facts: &Facts, head: &Head) {
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

/// `发布时间：2024-02-05 来源：…` above a text: nobody signed it on that day.
fn published_in(text: &str) -> Option<Date> {
    static TIMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern("(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.](?:[0-9]{2}[0-9]{1,2}|[0-9]{2,3})[:：][0-9]{2}")
    });
    let text = plain(text);
    let label = ["发布日期", "发布时间"].iter().find_map(|it| text.find(&[it, "："].concat()));
    // 2024-02-03 10:20: only a site knows the minute.
    let is_timed = || TIMED.find(&text).map(|it| it.start());
    Date::find(&text[label.or_else(is_timed)?..])
}

/// COBD05-2023-0006: a field that says so needs no form of its own.
fn is_code(value: &str) -> bool {
    let is_plain = value.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    is_plain && (6..=30).contains(&value.len()) && value.starts_with(|c: char| c.is_ascii_uppercase())
}

/// So many days after it was signed a document is published; what is published
/// later is published anew.
const MAX_DAYS_TO_PUBLISH: u32 = 60;

/// The printed day; or the day it was issued, as the text prints it (…日印发),
/// as the page gives it, or as it was signed. 发布之日 is the day it was published,
/// where that is not long after.
fn first_day(
    facts: &Facts,
    (start, line): (&Start, usize),
    terms: &Terms,
    by_page: Option<&Fact>,
    is_only_passed: bool,
) -> Option<Fact> {
    let Start::SinceIssued { is_published, days, months } = *start else {
        let Start::Day(date) = start else { return None };
        return Some(Fact { value: date.iso(), read: format!("第{line}行") });
    };
    let printed = terms.issued.filter(|_| !is_published);
    let printed = printed.map(|(date, line)| Fact { value: date.iso(), read: format!("第{line}行") });
    // A decree makes known what it brings on its own day, whenever a site shows it.
    let is_decreed = !is_only_passed && facts.signed.is_some() && facts.numbers.iter().any(|it| is_decree(&it.value));
    let published = facts.published.as_ref().filter(|it| is_published && is_soon(it, facts.signed.as_ref()));
    let published = published.filter(|_| !is_decreed);
    if printed.is_none() && by_page.is_some() {
        return by_page.cloned();
    }
    let printed = printed.map(|it| (it, "印发"));
    let published = || published.map(|it| (it.clone(), "发布"));
    let signed = || facts.signed.clone().map(|it| (it, "成文"));
    let (issued, day) = printed.or_else(published).or_else(signed)?;
    let date = Date::find(&issued.value)?.plus_months(months).plus_days(days);
    // Readers see it, who know no lines of ours.
    Some(Fact { value: date.iso(), read: format!("第{line}行，自{day}之日起算") })
}

/// 甲市人民政府令第88号, 甲市人民代表大会常务委员会公告第3号
fn is_decree(number: &str) -> bool {
    number.contains("令第") || number.contains("令〔") || number.contains("人民代表大会") && number.contains("公告")
}

fn is_soon(published: &Fact, signed: Option<&Fact>) -> bool {
    let Some(signed) = signed.and_then(|it| Date::find(&it.value)) else { return true };
    let published = Date::find(&published.value);
    Some(signed) <= published && published <= Some(signed.plus_days(MAX_DAYS_TO_PUBLISH))
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
    Some(Fact { value: start.last_of_months(months).iso(), read: format!("第{line}行，自施行之日推算") })
}

/// Some sites count the day itself.
fn is_same_end(a: &str, b: &str) -> bool {
    let next = |text: &str| Date::find(text).map(|it| it.plus_days(1));
    a == b || next(a) == Date::find(b) || next(b) == Date::find(a)
}
