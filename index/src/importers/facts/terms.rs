//! From when to when, and instead of what: what the text says of its own
//! validity. Only sentences about the document itself count: certificates and
//! agreements have terms too.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::own_words::own_words;
use super::repeals::{TITLED, ended};
use crate::importers::dates::{DATE, Date, number, pattern, plain};
use crate::importers::kept::record::Fact;
use crate::importers::reading::ReadLine;

static EFFECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:自|从|于)(?:{DATE}|(印发|发布|公布|颁布|下发|签发|通过|发文|颁发|公告)之日)(?:起|开始)?(?:(?:满)?([0-9]+|[一二三四五六七八九十]+)(日|天|个月)后?)?\
         (?:起)?(?:正式|试)?(?:施行|实施|执行|生效|试行|行)"
    ))
});
static VALID_FOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:有效期限?|试行期限?|试行|执行期限?|实施期限?)(?:自\\p{Han}{2,6}之日起)?(?:为|是|：|:|暂定)*([0-9]+|[一二两三四五六七八九十]+)(年|个月)|(长期)有效|有效期限?(?:为|：|:)?(长期)",
    )
});
static VALID_UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:有效期限?|执行|实施|施行|试行|有效)[，,]?(?:为|延长|延续|截止|截至|到期日|：|:)*(?:[自从][^，。；至]{{0,24}})?(?:至|到|为)?{DATE}(?:止)?"
    ))
});
/// The document speaks of itself.
static SELF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "本(?:实施|工作|暂行|管理|行动|若干|试行)?(?:办法|通知|规定|细则|方案|意见|规则|条例|措施|政策|规划|计划|标准|指引|指南|\
         公告|通告|决定|制度|文件|清单|规程|规范|目录|预案|纲要|要点|指导意见|章程|法|文)|现(?:修订|修改)?(?:后)?(?:重新)?(?:予以?)?(?:公布|发布|印发)",
    )
});
/// What one 通知 brings together: 以上规定自2025年10月1日起施行.
static TOGETHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^(?:以上|上述)(?:办法|通知|规定|细则|方案|意见|规则|措施|政策|标准|制度|文件|清单)(?:均|统一)?自")
});
/// What a document brings is told with its first day: 现将标准公布如下，自2024年1月1日起执行.
static BRINGS: LazyLock<Regex> =
    LazyLock::new(|| pattern("现将[^。]{2,60}(?:公布|发布|公告|通告|印发)(?:如下|给你)|予以(?:公布|发布)"));
static ISSUED: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^[^。，]{{0,40}}{DATE}印发$")));
/// 有效期自2024年1月1日至2028年12月31日
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!("(?:期限?(?:为|是|：|:)?[自从]?|[自从]){DATE}(?:起|开始)?(?:[，,]?(?:至|到)|[-—－–~～]+){DATE}"))
});
/// 2028年12月31日自动失效
static EXPIRES: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("{DATE}(?:起)?(?:自行|自动|即行)?失效")));
/// 有效期延长5年, 执行期限延长至…, 继续有效
static EXTENDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:有效期限?|期限|时限|试行期|时间|期)(?:统一|分别|各|再|均|予以|继续|自\\p{Han}{2,6}之日起)*(?:延长|延续|顺延|展期)|\
         (?:延长|延续|顺延)[^。；]*(?:有效期|期限)|继续(?:有效|执行|实施|施行|适用)",
    )
});

/// In brackets under a title no 自 is needed: （2023年5月1日起施行）.
static FIRST_DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("(?:自|从|于)?{DATE}(?:起)?(?:正式|试)?(?:施行|实施|执行|生效|试行)")));

/// A first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// Printed, or counted from a printed one.
    Day(Date),
    /// So many days or months after it was issued.
    SinceIssued {
        /// 印发 means the day signed, 公布 the day published.
        is_published: bool,
        /// Days after it.
        days: u32,
        /// Months after it.
        months: u32,
    },
}

/// What a text says of its validity; each with its line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    /// The first day.
    pub start: Option<(Start, usize)>,
    /// The last day, where it is printed.
    pub until: Option<(Date, usize)>,
    /// Months, 0 for 长期.
    pub months: Option<(u32, usize)>,
    /// The day in 甲市人民政府办公室 2024年1月3日印发.
    pub issued: Option<(Date, usize)>,
    /// Numbers or titles of what it repeals.
    pub repeals: Vec<Fact>,
    /// Numbers or titles of what it repeals in part.
    pub amends: Vec<Fact>,
    /// It is a decision that changes other texts.
    is_decision: bool,
    /// The decision has said from when on.
    is_decided: bool,
    /// It says how long others last.
    is_extension: bool,
}

/// Reads the terms of a document.
///
/// A decision prints what it changes behind it: there its own words count.
pub(super) fn read_terms(lines: &[ReadLine], title: &str, num_head_lines: usize) -> Terms {
    let title = plain(title);
    let (is_decision, is_extension) = (title.ends_with("决定"), extends(&title));
    let mut terms = Terms { is_decision, is_extension, ..Terms::default() };
    terms.under_title(&lines[..num_head_lines.min(lines.len())]);
    let texts = own_words(lines, &title);
    for (at, text) in texts.iter().enumerate().filter(|it| !lines[it.0].text.contains('\t')) {
        if let Some(date) = ISSUED.captures(text).and_then(|it| Date::from_groups(&it, 1)) {
            terms.issued = Some((date, at + 1));
        }
        let mut is_own = false;
        for sentence in text.split(['。', '；']).filter(|it| !it.is_empty()) {
            is_own = terms.sentence(sentence, at + 1, is_own);
        }
    }
    terms.repeals.dedup_by(|a, b| a.value == b.value);
    terms
}

/// The line without the first day that it names in brackets.
pub(super) fn without_first_day(text: &str) -> String {
    FIRST_DAY.replace_all(&plain(text), "").into_owned()
}

/// A sentence, or a title, says how long another document lasts.
pub(super) fn extends(text: &str) -> bool {
    EXTENDS.is_match(text)
}

/// The last day that a sentence prints.
pub(super) fn printed_end(text: &str) -> Option<Date> {
    let last = VALID_UNTIL.captures_iter(text).last().and_then(|it| Date::from_groups(&it, 1));
    let span = || SPAN.captures(text).and_then(|it| Date::from_groups(&it, 4));
    let expires = || EXPIRES.captures(text).and_then(|it| Date::from_groups(&it, 1));
    last.filter(|_| !is_only_start(text)).or_else(span).or_else(expires)
}

impl Terms {
    /// Under the title, in brackets: （2021年3月1日第5次常务会议通过，自2021年5月1日起施行）,
    /// over one line or several. What the text itself says counts more.
    fn under_title(&mut self, head: &[ReadLine]) {
        let is_open = |it: &&ReadLine| plain(&it.text).starts_with(['（', '(']);
        let Some(first) = head.iter().position(|it| is_open(&it)).filter(|it| 0 < *it) else { return };
        let text: String = head[first..].iter().map(|it| plain(&it.text)).collect();
        let day = FIRST_DAY.captures_iter(&text).last().and_then(|it| Date::from_groups(&it, 1)).map(Start::Day);
        let since = || EFFECTIVE.captures(&text).and_then(|it| start_of(&it));
        if let Some(start) = day.or_else(since) {
            self.start = Some((start, first + 1));
            self.term(&text, first + 1);
        }
    }

    /// Reads one sentence; tells whether it spoke of the document itself.
    fn sentence(&mut self, text: &str, line: usize, follows_own: bool) -> bool {
        let starts = text.starts_with("自") || text.starts_with("有效期") && (follows_own || !self.is_extension);
        let brings = EFFECTIVE.is_match(text) && (BRINGS.is_match(text) || TOGETHER.is_match(text));
        let is_own = !self.is_of_others(text) && (SELF.is_match(text) || starts || brings);
        if is_own
            && !self.is_decided
            && let Some(start) = EFFECTIVE.captures(text).and_then(|it| start_of(&it))
        {
            self.start = Some((start, line));
            self.is_decided = self.is_decision && ["本决定", "现予公布"].iter().any(|it| text.contains(it));
        }
        let is_of_both = self.is_extension && extends(text);
        let speaks_of_term = is_own && !is_of_both && (EFFECTIVE.is_match(text) || follows_own || is_about_term(text));
        if speaks_of_term {
            self.term(text, line);
        }
        let ended = ended(text);
        let read = |value| Fact { value, read: format!("第{line}行") };
        self.repeals.extend(ended.whole.into_iter().map(read));
        self.amends.extend(ended.parts.into_iter().map(read));
        is_own
    }

    /// The sentence says how long another document lasts.
    fn is_of_others(&self, text: &str) -> bool {
        extends(text) && !SELF.is_match(text) && (self.is_extension || TITLED.is_match(text))
    }

    fn term(&mut self, text: &str, line: usize) {
        let first = SPAN.captures(text).and_then(|it| Date::from_groups(&it, 1));
        self.start = self.start.take().or(first.map(|it| (Start::Day(it), line)));
        if let Some(date) = printed_end(text) {
            self.until = Some((date, line));
        } else if let Some(found) = VALID_FOR.captures(text) {
            self.months = months_of(&found).map(|it| (it, line)).or(self.months);
        }
    }
}

/// 本办法有效期至…, 有效期5年
fn is_about_term(text: &str) -> bool {
    let own_end = SELF.find(text).map_or(0, |it| it.end());
    let rest = &text[own_end..];
    ["有效期", "试行期", "执行期", "长期有效", "执行至", "实施至", "自"].iter().any(|it| rest.starts_with(it))
}

/// `自2024年1月1日起执行` is no end.
fn is_only_start(text: &str) -> bool {
    let ends: Vec<_> = VALID_UNTIL.captures_iter(text).filter_map(|it| it.get(0)).collect();
    let begins = |it: &regex::Match| !it.as_str().contains(['至', '到']) && !it.as_str().contains("有效期为");
    ends.iter().all(begins)
}

fn start_of(found: &Captures) -> Option<Start> {
    let (mut days, mut months) = (0, 0);
    if let (Some(count), Some(unit)) = (found.get(5), found.get(6)) {
        let count = number(count.as_str())?;
        if unit.as_str() == "个月" { months = count } else { days = count }
    }
    let Some(verb) = found.get(4) else {
        return Date::from_groups(found, 1).map(|it| Start::Day(it.plus_months(months).plus_days(days)));
    };
    let is_published = ["发布", "公布", "颁布"].contains(&verb.as_str());
    Some(Start::SinceIssued { is_published, days, months })
}

fn months_of(found: &Captures) -> Option<u32> {
    if found.get(3).or(found.get(4)).is_some() {
        return Some(0);
    }
    let count = number(found.get(1)?.as_str())?;
    Some(if found.get(2)?.as_str() == "年" { count * 12 } else { count })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Terms {
        read_terms(&text.lines().map(|it| ReadLine::new(it, "")).collect::<Vec<_>>(), "", 0)
    }

    fn day(text: &str) -> Date {
        Date::find(text).unwrap()
    }

    #[test]
    fn first_days_are_read() {
        let issued = |is_published, days| Start::SinceIssued { is_published, days, months: 0 };
        for (text, right) in [
            ("第三条 本办法自2024年4月1日起施行。", Start::Day(day("2024-04-01"))),
            ("本办法自2019年2月1日实施，有效期5年。", Start::Day(day("2019-02-01"))),
            ("本规定自二〇二四年四月一日起执行。", Start::Day(day("2024-04-01"))),
            ("经评估，现重新印发，自2021年5月1日起施行。", Start::Day(day("2021-05-01"))),
            ("现予公布，自2021年5月1日起施行。", Start::Day(day("2021-05-01"))),
            ("以上规定自2025年10月1日起施行，有效期5年。", Start::Day(day("2025-10-01"))),
            ("现将补偿标准公布如下，自2024年1月1日起执行。", Start::Day(day("2024-01-01"))),
            ("现将《甲办法》印发给你们，自2024年1月1日起执行。", Start::Day(day("2024-01-01"))),
            ("本细则自印发之日起施行,有效期5年。", issued(false, 0)),
            ("本细则自发文之日起施行。", issued(false, 0)),
            ("本办法自2024年5月1日起至2026年12月31日止执行。", Start::Day(day("2024-05-01"))),
            ("8.2 本预案自印发之日起实施。", issued(false, 0)),
            ("本办法自公布之日起施行。", issued(true, 0)),
            ("本办法自公布之日起30日后施行。", issued(true, 30)),
        ] {
            assert_eq!(terms(text).start, Some((right, 1)), "{text}");
        }
        for text in [
            "自本办法实施之日起申领的凭证有2年有效期。",
            "企业自2024年1月1日起执行新标准。",
            "上述政策所称企业自2024年1月1日起执行新标准。",
            "现将企业名单予以公布，有效期3年。",
        ] {
            assert_eq!(terms(text), Terms::default(), "{text}");
        }
    }

    #[test]
    fn last_days_are_read() {
        for (text, months) in [
            ("本通知自2024年3月4日起施行，有效期5年。", Some(60)),
            ("本办法自印发之日起施行。有效期为三年。", Some(36)),
            ("本办法自印发之日起试行，试行期6个月。", Some(6)),
            ("本办法自印发之日起施行，有效期自印发之日起五年。", Some(60)),
            ("本办法自发布之日起试行两年。", Some(24)),
            ("本办法自印发之日起施行，长期有效。", Some(0)),
            ("服务协议有效期可为1年。", None),
            ("本市凭证设置2年有效期。", None),
            ("本办法所称证书有效期5年。", None),
        ] {
            assert_eq!(terms(text).months.map(|it| it.0), months, "{text}");
        }
        for (text, until) in [
            ("本通知自印发之日起施行，有效期至2026年12月31日。", Some("2026-12-31")),
            ("本办法自2024年1月1日起执行至2025年12月31日止。", Some("2025-12-31")),
            ("本通知自印发之日起执行，至2025年12月31日止。", Some("2025-12-31")),
            ("本办法有效期自2021年1月1日至2025年12月31日。", Some("2025-12-31")),
            ("有效期至二〇二六年十二月三十一日。", Some("2026-12-31")),
            ("本办法自2024年5月1日起至2026年12月31日止执行。", Some("2026-12-31")),
            ("本办法执行期限为2024年5月1日至2026年12月31日。", Some("2026-12-31")),
            ("本办法自2024年5月1日起施行，2029年4月30日自动失效。", Some("2029-04-30")),
            ("补贴执行期限为2023年1月1日至2025年12月31日。", None),
            ("本办法自2024年1月1日起执行。", None),
        ] {
            assert_eq!(terms(text).until.map(|it| it.0), until.map(day), "{text}");
        }
    }
}
