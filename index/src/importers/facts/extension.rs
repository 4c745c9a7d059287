//! What a document says of the validity of others: 《乙办法》有效期延长至2027年12月31日.
//! It is the other that lasts longer; the notice says nothing of its own end.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::cited::Citations;
use super::listed::{Act, Listed};
use super::repeals::{named, named_before};
use super::terms::{extends, printed_end};
use crate::importers::dates::{DATE, Date, number, pattern, plain};
use crate::importers::kept::record::{Extended, Fact, Facts};
use crate::importers::reading::ReadLine;

static LONGER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:延长|延续|顺延|展期|继续(?:有效|执行|实施|施行))(?:时间|期限)?(?:为|：|:)?([0-9]+|[一二两三四五六七八九十]+)(年|个月)",
    )
});
static TO: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("(?:延长|延续|顺延|展期|继续)[^。；]*(?:至|到|[-—－–~～]){DATE}")));
/// Before what is only cited.
static CITING: LazyLock<Regex> = LazyLock::new(|| pattern("根据|按照|依据|依照|遵照|结合"));
/// Where a sentence said no length in so much of it, what follows is not cut either: each cut costs a look at all
/// that stands before it.
const MAX_PART_BYTES: usize = 20_000;
/// What a title names without 书名号: 关于延长乙办法有效期的通知, 关于乙办法继续有效的通知
static IN_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "关于(?:延长|延续)(.+?)(?:有效期限?|(?:执行|实施|施行|试行)?期限?)的|关于(.+?)(?:继续(?:有效|执行|实施|施行)|延期)",
    )
});

/// Reads which documents last longer, and how long, into the facts.
pub(super) fn read_extension(lines: &[ReadLine], num_head_lines: usize, listed: &[Listed], facts: &mut Facts) {
    let title = plain(&facts.title.value);
    let mut reader = Reader { is_subject: extends(&title), ..Reader::default() };
    for (at, line) in lines.iter().enumerate().skip(num_head_lines).filter(|(_, it)| !it.text.contains('\t')) {
        let text = plain(&line.text);
        let sentences = text.split(['。', '；']).filter(|it| !it.is_empty());
        sentences.for_each(|it| reader.sentence(it, &format!("第{}行", at + 1)));
    }
    let short = short_names(lines);
    for it in &mut reader.named {
        if let Some(name) = short.get(&it.named.value) {
            it.named.value.clone_from(name);
        }
    }
    reader.named.extend(listed.iter().filter(|it| it.act == Act::Extends).map(of_table));
    let has_length = reader.of_all.is_some() || reader.named.iter().any(has_own);
    if reader.named.is_empty() && has_length && reader.is_subject {
        let read = &facts.title.read;
        let named = |value| Extended { named: Fact { value, read: read.clone() }, ..Extended::default() };
        reader.named = in_title(&title).into_iter().map(named).collect();
    }
    reader.settle(facts);
}

/// 《乙市步道办法》（乙府规〔2022〕5号，以下简称《办法》）: what a text calls a document further down.
fn short_names(lines: &[ReadLine]) -> HashMap<String, String> {
    static SHORT: LazyLock<Regex> = LazyLock::new(|| pattern("^[^《》]*以下(?:统)?简称(?:为|：)?《([^《》]+)》"));
    let mut short = HashMap::new();
    for text in lines.iter().map(|it| plain(&it.text)).filter(|it| it.contains("简称")) {
        for (behind, name) in named_before(&text) {
            if let Some(found) = SHORT.captures(behind) {
                short.insert(found[1].to_owned(), name);
            }
        }
    }
    short
}

/// How much longer a document lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Length {
    Until(String),
    For(String),
}

/// Goes through the sentences of a notice.
#[derive(Default)]
struct Reader {
    /// The title says that others last longer: that is all the notice is about.
    is_subject: bool,
    /// What follows is a list of documents.
    is_list: bool,
    /// What lasts longer.
    named: Vec<Extended>,
    /// What is said of all that have no end of their own, and where.
    of_all: Option<(Length, String)>,
}

impl Reader {
    fn sentence(&mut self, sentence: &str, read: &str) {
        let is_named = !names_in(sentence).is_empty();
        let is_longer = LONGER.is_match(sentence) || TO.is_match(sentence);
        let is_said = extends(sentence) && (self.is_subject || is_named) || self.is_subject && is_named && is_longer;
        let is_about = is_said || self.is_subject && sentence.starts_with("有效期");
        for part in parts(sentence) {
            let (names, length) = (names_in(part), length(part));
            let each = each_length(part, names.len());
            if names.is_empty() && is_about {
                let is_surer = !matches!((&self.of_all, &length), (Some((Length::Until(_), _)), Some(Length::For(_))));
                let of_all = length.filter(|_| is_surer).map(|it| (it, read.to_owned()));
                self.of_all = of_all.or(self.of_all.take());
            } else if is_said || self.is_list {
                let lengths = each.unwrap_or_else(|| vec![length; names.len()]);
                let named = names.into_iter().zip(lengths);
                self.named.extend(named.map(|(name, length)| extended(name, read, length)));
            }
        }
        self.is_list = sentence.ends_with(['：', ':']) && is_about || self.is_list && !sentence.starts_with("本");
    }

    /// Puts what is said once of all documents where all find it.
    fn settle(self, facts: &mut Facts) {
        let Self { mut named, mut of_all, .. } = self;
        // A document named again may have its end there.
        named.sort_by_key(|it| !has_own(it));
        let mut seen = HashSet::new();
        named.retain(|it| seen.insert(it.named.value.clone()));
        named.sort_by_key(|it| line_of(&it.named.read));
        let first = named.first().and_then(own_length).filter(|_| of_all.is_none());
        if let Some(length) = first.filter(|it| named.iter().all(|other| own_length(other).as_ref() == Some(it))) {
            of_all = Some((length, named[0].named.read.clone()));
        }
        for it in &mut named {
            // A day says more than a count of years.
            let is_counted = it.until.is_empty() && matches!(of_all, Some((Length::Until(_), _)));
            if is_counted || of_all.as_ref().map(|it| &it.0) == own_length(it).as_ref() {
                (it.until, it.length) = (String::new(), String::new());
            }
        }
        named.retain(|it| of_all.is_some() || has_own(it));
        facts.extends = named;
        match of_all {
            Some((Length::Until(value), read)) => facts.extended_until = Some(Fact { value, read }),
            Some((Length::For(value), read)) => facts.extended_for = Some(Fact { value, read }),
            None => {}
        }
    }
}

fn has_own(it: &Extended) -> bool {
    own_length(it).is_some()
}

fn own_length(it: &Extended) -> Option<Length> {
    let until = Some(&it.until).filter(|it| !it.is_empty()).map(|it| Length::Until(it.clone()));
    until.or_else(|| Some(Length::For(it.length.clone())).filter(|_| !it.length.is_empty()))
}

fn line_of(read: &str) -> usize {
    read.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0)
}

fn extended(value: String, read: &str, length: Option<Length>) -> Extended {
    let (until, length) = match length {
        Some(Length::Until(until)) => (until, String::new()),
        Some(Length::For(length)) => (String::new(), length),
        None => (String::new(), String::new()),
    };
    Extended { named: Fact { value, read: read.to_owned() }, until, length }
}

fn of_table(row: &Listed) -> Extended {
    extended(row.name.clone(), &format!("第{}行", row.line), row.end.as_deref().and_then(length_in_cell))
}

/// A sentence cut before every document that is named behind the end of another:
/// 《甲》延长至2026年12月31日，《乙》延长至2027年12月31日.
fn parts(sentence: &str) -> Vec<&str> {
    let (mut parts, mut start, mut seen, mut has_length) = (Vec::new(), 0, 0, false);
    for end in named(sentence).map(|it| it.0.len()) {
        let part = &sentence[start..end];
        if MAX_PART_BYTES < part.len() {
            break;
        }
        // Without a year or a month nothing new was said of any length.
        if sentence[seen..end].contains(['年', '月']) {
            has_length = length(part).is_some();
        }
        seen = end;
        if has_length && !names_in(part).is_empty() {
            parts.push(part);
            (start, has_length) = (end, false);
        }
    }
    parts.push(&sentence[start..]);
    parts
}

fn length(text: &str) -> Option<Length> {
    let until = TO.captures(text).and_then(|it| Date::from_groups(&it, 1)).or_else(|| printed_end(text));
    let counted = || Some(Length::For(counted(LONGER.captures(text)?)?));
    until.map(|it| Length::Until(it.iso())).or_else(counted)
}

/// 《甲》《乙》有效期分别延长至2026年12月31日、2027年12月31日, …分别延长2年、3年: as many as documents. Where they are not, none of them is
/// known to belong to one.
fn each_length(text: &str, num_names: usize) -> Option<Vec<Option<Length>>> {
    static COUNT: LazyLock<Regex> =
        LazyLock::new(|| pattern("([0-9]{1,2}|[一二两三四五六七八九十]+)(年|个月)(?:[、，和及与]|$)"));
    let behind = text.split_once("分别").filter(|_| 1 < num_names)?.1;
    let days = dates_in(behind).into_iter().map(|it| Length::Until(it.iso())).collect::<Vec<Length>>();
    let counts = COUNT.captures_iter(behind).filter_map(|it| Some(Length::For(counted(it)?))).collect();
    let each = [days, counts].into_iter().find(|it| it.len() == num_names);
    Some(each.map_or_else(|| vec![None; num_names], |it| it.into_iter().map(Some).collect()))
}

/// `2027年12月31日`, `延长至2027-12-31`, `延长2年` in the cell of a table; the last day of a span.
fn length_in_cell(cell: &str) -> Option<Length> {
    let until = dates_in(cell).pop().or_else(|| Date::find(cell));
    let counted = || Some(Length::For(counted(LONGER.captures(&format!("延长{}", cell.trim_start_matches("延长")))?)?));
    until.map(|it| Length::Until(it.iso())).or_else(counted)
}

fn dates_in(text: &str) -> Vec<Date> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(DATE));
    DAY.captures_iter(text).filter_map(|it| Date::from_groups(&it, 1)).collect()
}

fn counted(found: Captures) -> Option<String> {
    Some(format!("{}{}", number(&found[1])?, &found[2]))
}

/// What a sentence names, but for what it only cites.
fn names_in(sentence: &str) -> Vec<String> {
    let citations = Citations::of(sentence, &CITING);
    named(sentence).filter(|(before, _)| !citations.holds(before.len())).map(|it| it.1).collect()
}

fn in_title(title: &str) -> Vec<String> {
    let names = names_in(title);
    let bare = || IN_TITLE.captures(title).and_then(|it| Some(it.get(1).or(it.get(2))?.as_str().to_owned()));
    if names.is_empty() { bare().into_iter().collect() } else { names }
}
