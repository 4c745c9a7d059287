//! From when to when, and instead of what: what the text says of its own
//! validity. Only sentences about the document itself count: certificates and
//! agreements have terms too.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::own_words::own_words;
use super::repeals::{TITLED, amended, bare, ended, ended_in_list, in_title};
use crate::importers::dates::{COUNT, DATE, Date, number, pattern, plain};
use crate::importers::kept::record::Fact;
use crate::importers::reading::ReadLine;
use crate::structure::numbering::{Marker, split_marker};

/// How an office says from when on: its groups are a day or the act that makes the document known.
fn since() -> String {
    format!("(?:{DATE}{HOUR}|(印发|发布|公布|颁布|下发|签发|通过|发文|颁发|公告)之日)")
}

static EFFECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:自|从|于){}(?:起|开始)?(?:(?:满)?({COUNT})(日|天|个月)后?)?\
         (?:起)?(?:正式|试)?(?:施行|实施|执行|实行|生效|试行|行)",
        since()
    ))
});
/// 自2024年3月起施行: the first day is that of the month.
static EFFECTIVE_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(?:自|从)((?:19|20)[0-9]{2}年[0-9]{1,2}月)份?(?:起|开始)(?:正式|试)?(?:施行|实施|执行|生效|试行)")
});
/// 有效期3年，自发布之日起计算; 施行日期为2024年3月1日
static TERM_BEGINS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let counted =
        format!("有效期限?(?:为|是|：|:|暂定)*(?:(?:{COUNT})(?:年半?|个月))?[，,（(]?(?:自|从){}(?:起|开始)", since());
    let named = format!("(?:施行|实施|执行|生效)(?:时间|日期)(?:为|是|：|:)?[自从]?{DATE}");
    [pattern(&counted), pattern(&named)]
});
static VALID_FOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:有效(?:期限?|期间|时间)|(?:试行|执行|实施|施行)(?:期限?|期间|时间)|试行|[，,](?:暂定|为期)(?:执行|实施|试行)?)\
         (?:为|是|：|:|暂定)*(?:自\\p{{Han}}{{2,6}}之日起)?(?:为|是|：|:|暂定)*({COUNT}|半)(年半?|个月)|(长期)有效|有效期限?(?:为|：|:)?(长期)",
    ))
});
static VALID_UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:有效(?:期限?|期间|时间)?|(?:执行|实施|施行|试行)(?:期限?|期间|时间)?)[，,]?(?:为|延长|延续|截止|截至|到期日|：|:)*\
         (?:[自从][^，。；至]{{0,24}})?(?:至|到|为)?{DATE}(?:止)?"
    ))
});
/// The document speaks of itself; 基本办法 does not.
static SELF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:^|[^基根成资原样文标])本(?:实施|工作|暂行|管理|行动|若干|试行|补充|操作|指导|技术|服务|应急|专项|扶持|奖励|补贴){0,2}\
         (?:办法|通知|规定|细则|方案|意见|规则|条例|措施|政策|规划|计划|标准|指引|指南|公告|通告|决定|制度|文件|清单|规程|\
         规范|目录|预案|纲要|要点|章程|批复|复函|函|答复|通报|令|决议|纪要|名录|手册|守则|须知|基准|法|文)|\
         现(?:修订|修改)?(?:后)?(?:重新)?(?:予以?)?(?:公布|发布|印发)",
    )
});
/// They part a sentence.
const COMMAS: [char; 2] = ['，', ','];
/// 本办法第二条自…起施行: the rest of it begins on another day.
static PART: LazyLock<Regex> = LazyLock::new(|| pattern("第[0-9一二三四五六七八九十百零〇]+(?:条|款|项|章|节)"));
/// 其余条款自2024年3月1日起施行
static REST: LazyLock<Regex> =
    LazyLock::new(|| pattern("^其[余他]各?(?:条款|条文|规定|部分|内容|条|项)?(?:均|仍|统一)?(?:自|从)"));
/// `第九条　自2024年3月1日起施行。`: a whole article says it of the whole document.
static BARE_ARTICLE: LazyLock<Regex> =
    LazyLock::new(|| pattern("^第[0-9一二三四五六七八九十百零〇]+条\\s+自[^，。；]*(?:施行|实施|生效)(?:[，,。]|$)"));
/// 本办法有效期至…, 有效期5年: what follows the document's name for itself.
static OF_TERM: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^的?(?:有效(?:期|时间)|(?:试行|执行|实施|施行|生效|适用)(?:期|时间|日期|至)|长期有效|自|从)")
});
/// What a notice is about, and from when on: 停车收费标准从2024年8月1日起执行.
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:调整后的?|新的?|上述|以上)?(\\p{Han}{0,12}?)(标准|价格|收费|待遇|政策|措施|额度|定额|基数|比例|目录)(?:均|统一)?(?:自|从)",
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
/// 有效期自2024年1月1日至2028年12月31日, 自2024年1月1日起，2028年12月31日止: the groups are a day, what parts the two,
/// the other day and 止.
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:(?:(?:有效|执行|实施|施行|试行|适用)(?:期限?|期间|时间)|(?:^|[，,])期限?)(?:为|是|：|:)?[自从]?|[自从]){DATE}\
         (?:起|开始)?([，,]?(?:至|到)|[-—－–~～]+|[，,]){DATE}(止)?"
    ))
});
/// 2028年12月31日自动失效; behind a comma the document itself is what ends: ，2028年12月31日废止
static EXPIRES: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    ["{DATE}起?(?:自行|自动|即行)?失效", "[，,]{DATE}(?:自行|自动)?(?:废止|终止)"]
        .map(|it| pattern(&it.replace("{DATE}", DATE)))
});
/// 有效期至2026年12月底
static MONTH_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:有效|执行|实施|施行|试行)(?:期限?)?(?:为|截止|截至|：|:)*(?:至|到)((?:19|20)[0-9]{2}年[0-9]{1,2}月)(?:底|末)",
    )
});
/// 有效期延长5年, 执行期限延长至…, 继续有效
static EXTENDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:有效期限?|期限|时限|试行期|时间|期)(?:统一|分别|各|再|均|予以|继续|自\\p{Han}{2,6}之日起)*(?:延长|延续|顺延|展期)|\
         (?:延长|延续|顺延)[^。；]*(?:有效期|期限)|继续(?:有效|执行|实施|施行|适用)",
    )
});

/// An hour on a first day: 零时, 8:00. At 24时 the day is over.
const HOUR: &str =
    "(?:凌晨)?(?:(?:[01]?[0-9]|2[0-3]|零)[时点](?:整|(?:[0-9]{1,2}|零)分)?|(?:[01]?[0-9]|2[0-3])[:：][0-9]{2})?";

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
    /// Everything in `repeals`, and, as in part, in `amends`.
    known: HashSet<(bool, String)>,
    title: String,
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
    let mut terms = Terms { title: title.clone(), is_decision, is_extension, ..Terms::default() };
    terms.under_title(&lines[..num_head_lines.min(lines.len())]);
    let mut texts = own_words(lines, &title);
    texts.truncate(num_own_lines(&texts, &title));
    for (text, _) in texts.iter_mut().zip(lines).filter(|it| BARE_ARTICLE.is_match(it.1.text.trim())) {
        *text = split_marker(text).1.to_owned();
    }
    let paragraphs = || (1..).zip(&texts).filter(|it| !lines[it.0 - 1].text.contains('\t'));
    for (line, text) in paragraphs() {
        if let Some(date) = issued(text) {
            terms.issued = Some((date, line));
        }
        // 八、有效期5年: behind another sentence it may be that of a certificate.
        let mut is_own = !is_extension && begins_with_term(text);
        for sentence in sentences(text) {
            is_own = terms.sentence(sentence, line, is_own);
        }
        terms.add(false, text.split('。').flat_map(ended_in_list), line);
    }
    if !terms.says_when() && !is_extension {
        paragraphs().for_each(|(line, text)| terms.of_subject(text, line, &title));
    }
    terms
}

/// Lines up to where a decision prints anew what it changes: what stands there was said before.
fn num_own_lines(texts: &[String], title: &str) -> usize {
    let changed = in_title(title).filter(|it| it.0 == "修改").map(|it| it.1).unwrap_or_default();
    let decided = texts.iter().position(|it| it.contains("本决定")).unwrap_or(texts.len());
    let is_anew = |text: &String| changed.iter().any(|it| bare(it) == bare(text));
    texts.iter().skip(decided).position(is_anew).map_or(texts.len(), |at| decided + at)
}

/// `有效期5年`, also behind 八、 or 第八条; an item may be one of a certificate.
fn begins_with_term(text: &str) -> bool {
    let (marker, words) = split_marker(text);
    matches!(marker, Marker::None | Marker::Chinese(_) | Marker::Article(..)) && words.starts_with("有效期")
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '；']).filter(|it| !it.is_empty())
}

/// The day of 甲市人民政府办公室 2024年1月3日印发, as a line without white space.
pub(super) fn issued(text: &str) -> Option<Date> {
    ISSUED.captures(text).and_then(|it| Date::from_groups(&it, 1))
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
    let last = VALID_UNTIL.captures_iter(text).last();
    let span = SPAN.captures_iter(text).find(is_span);
    let end = |it: &Captures| it.get(0).map_or(0, |it| it.end());
    // 有效期为2024年2月1日至2027年1月31日: the first of the two days is no end.
    let goes_on = |it: &Captures| span.as_ref().is_some_and(|span| start(span) < end(it) && end(it) < end(span));
    let by_last =
        || last.filter(|it| !goes_on(it)).filter(|_| !is_only_start(text)).and_then(|it| Date::from_groups(&it, 1));
    let by_span = || span.as_ref().and_then(|it| Date::from_groups(it, 5));
    // 《乙办法》自2024年3月1日起失效: that one expires.
    let is_of_other = |it: &Captures| {
        let words = text[..start(it)].rsplit(['，', ',']).next().unwrap_or_default();
        words.contains(['》', '原'])
    };
    let expires = || {
        let found = |it: &'static Regex| it.captures(text).filter(|it| !is_of_other(it));
        EXPIRES.iter().find_map(|it| Date::from_groups(&found(it)?, 1))
    };
    let month = || Date::find(&format!("{}1日", &MONTH_END.captures(text)?[1]));
    by_last().or_else(by_span).or_else(expires).or_else(|| Some(month()?.plus_months(1).yesterday()))
}

/// Behind a comma alone the second day is one only with 止.
fn is_span(found: &Captures) -> bool {
    !matches!(&found[4], "，" | ",") || found.get(8).is_some()
}

fn start(found: &Captures) -> usize {
    found.get(0).map_or(0, |it| it.start())
}

/// The first day that a sentence names for the whole of a document.
fn first_day(text: &str) -> Option<Start> {
    let mut all = EFFECTIVE.captures_iter(text).chain(EFFECTIVE_MONTH.captures_iter(text));
    // 自2019年3月1日起施行的《乙办法》: its own first day.
    let is_told = |it: &Captures| text[it.get(0).map_or(0, |it| it.end())..].starts_with('的');
    let leads = Leads::of(text);
    let whole = all.find(|it| !leads.is_of_part(start(it)) && !is_told(it));
    let begins = || is_about_term(text).then(|| TERM_BEGINS.iter().find_map(|it| it.captures(text))).flatten();
    whole.or_else(begins).and_then(|it| start_of(&it))
}

/// Where a text speaks of the document and of its parts. A text may name thousands of first days, so it is gone through
/// once and not once for each of them.
struct Leads<'a> {
    text: &'a str,
    /// Ends of the names that the document has for itself.
    own_ends: Vec<usize>,
    commas: Vec<usize>,
    /// Where numbers of parts begin.
    parts: Vec<usize>,
}

impl<'a> Leads<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            own_ends: SELF.find_iter(text).map(|it| it.end()).collect(),
            commas: text.char_indices().filter(|it| COMMAS.contains(&it.1)).map(|it| it.0).collect(),
            parts: PART.find_iter(text).map(|it| it.start()).collect(),
        }
    }

    /// The words before a first day at this byte name a part of the document.
    fn is_of_part(&self, day: usize) -> bool {
        let last = |places: &[usize], end: usize| places[..places.partition_point(|it| *it < end)].last().copied();
        let own_end = last(&self.own_ends, day + 1).unwrap_or(0);
        let end = own_end + self.text[own_end..day].trim_end_matches(COMMAS).len();
        let comma = last(&self.commas, end).filter(|it| own_end <= *it);
        let begin = comma.map_or(own_end, |it| it + self.text[it..].chars().next().map_or(0, char::len_utf8));
        let names_part = last(&self.parts, end).is_some_and(|it| begin <= it);
        names_part || ["附件", "附表"].iter().any(|it| self.text[begin..end].starts_with(it))
    }
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

    /// Reads one sentence; tells whether it spoke of how long the document itself holds, or who interprets it.
    fn sentence(&mut self, text: &str, line: usize, follows_own: bool) -> bool {
        let starts = text.starts_with("自") || REST.is_match(text) || begins_with_term(text) && follows_own;
        let brings = EFFECTIVE.is_match(text) && (BRINGS.is_match(text) || TOGETHER.is_match(text));
        let is_own = !self.is_of_others(text) && (SELF.is_match(text) || starts || brings);
        if is_own
            && !self.is_decided
            && let Some(start) = first_day(text)
        {
            self.start = Some((start, line));
            self.is_decided = self.is_decision && ["本决定", "现予公布"].iter().any(|it| text.contains(it));
        }
        let is_of_both = self.is_extension && extends(text);
        let speaks_of_term = is_own && !is_of_both && (EFFECTIVE.is_match(text) || follows_own || is_about_term(text));
        if speaks_of_term {
            self.term(text, line);
        }
        let ended = ended(text, &self.title);
        self.add(false, ended.whole, line);
        self.add(true, ended.parts.into_iter().chain(amended(text, &self.title)), line);
        is_own && (speaks_of_term || EFFECTIVE.is_match(text) || text.contains("解释"))
    }

    /// Adds what a line repeals, whole or in part. A list may hold tens of thousands.
    fn add(&mut self, is_in_part: bool, names: impl IntoIterator<Item = String>, line: usize) {
        let facts = if is_in_part { &mut self.amends } else { &mut self.repeals };
        for value in names {
            if self.known.insert((is_in_part, value.clone())) {
                facts.push(Fact { value, read: format!("第{line}行") });
            }
        }
    }

    /// The text has said from when on, or until when.
    fn says_when(&self) -> bool {
        self.start.is_some() || self.until.is_some() || self.months.is_some()
    }

    /// A notice that says nothing of itself may say it of what its title is about.
    fn of_subject(&mut self, text: &str, line: usize, title: &str) {
        let is_about_it = |it: &&str| {
            let found =
                SUBJECT.captures(it).filter(|it| title.contains(if it[1].is_empty() { &it[2] } else { &it[1] }));
            found.is_some() && EFFECTIVE.is_match(it)
        };
        if let Some(sentence) = sentences(split_marker(text).1).find(is_about_it)
            && !self.says_when()
        {
            self.start = first_day(sentence).map(|it| (it, line));
            self.term(sentence, line);
        }
    }

    /// The sentence says how long another document lasts.
    fn is_of_others(&self, text: &str) -> bool {
        extends(text) && !SELF.is_match(text) && (self.is_extension || TITLED.is_match(text))
    }

    fn term(&mut self, text: &str, line: usize) {
        let first = SPAN.captures_iter(text).find(is_span).and_then(|it| Date::from_groups(&it, 1));
        self.start = self.start.take().or(first.map(|it| (Start::Day(it), line)));
        if let Some(date) = printed_end(text) {
            self.until = Some((date, line));
        } else if let Some(found) = VALID_FOR.captures(text) {
            self.months = months_of(&found).map(|it| (it, line)).or(self.months);
        }
    }
}

fn is_about_term(text: &str) -> bool {
    let own_end = SELF.find(text).map_or(0, |it| it.end());
    OF_TERM.is_match(&text[own_end..])
}

/// `自2024年1月1日起执行` is no end.
fn is_only_start(text: &str) -> bool {
    let ends: Vec<_> = VALID_UNTIL.captures_iter(text).filter_map(|it| it.get(0)).collect();
    let begins = |it: &regex::Match| !it.as_str().contains(['至', '到', '截']) && !it.as_str().contains("有效期为");
    ends.iter().all(begins)
}

fn start_of(found: &Captures) -> Option<Start> {
    let (mut days, mut months) = (0, 0);
    if let (Some(count), Some(unit)) = (found.get(5), found.get(6)) {
        let count = number(count.as_str())?;
        if unit.as_str() == "个月" { months = count } else { days = count }
    }
    let Some(verb) = found.get(4) else {
        let day = Date::from_groups(found, 1).or_else(|| Date::find(&format!("{}1日", &found[1])))?;
        return Some(Start::Day(day.plus_months(months).plus_days(days)));
    };
    let is_published = ["发布", "公布", "颁布"].contains(&verb.as_str());
    Some(Start::SinceIssued { is_published, days, months })
}

fn months_of(found: &Captures) -> Option<u32> {
    if found.get(3).or(found.get(4)).is_some() {
        return Some(0);
    }
    let (count, unit) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let months = if unit.starts_with('年') { 12 } else { 1 };
    let half = if unit == "年半" { 6 } else { 0 };
    if count == "半" { Some(months / 2).filter(|it| 0 < *it) } else { Some(number(count)? * months + half) }
}

#[cfg(test)]
mod tests;
