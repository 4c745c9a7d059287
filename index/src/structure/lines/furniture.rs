//! What is printed around an official text: page numbers, running heads, 抄送, 印发 and
//! 公开方式 lines, what a web page prints under its article, name and date.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex_lite::Regex;

use crate::structure::lines::Line;
use crate::structure::lines::typography::{compact, half_width, is_closed, is_date, pattern};

/// Longer lines are text.
const MAX_FURNITURE_CHARS: usize = 60;
/// （此件公开发布） and its like.
const MAX_NOTE_CHARS: usize = 20;
/// So many offices may sign above one date.
const MAX_SIGNATURES: usize = 8;
const MAX_SIGNATURE_CHARS: usize = 40;

/// What a line is that belongs to no clause and is no heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// Page numbers, running heads, 抄送, 印发, 公开方式, what a web page prints under its text.
    Furniture,
    /// The printed table of contents.
    Contents,
    /// Name of the office and date under the text.
    Signature,
}

/// Takes what is no text out of `lines` and says what each of them is.
pub(in crate::structure) fn take_furniture(lines: &mut Vec<Line>) -> BTreeMap<usize, Aside> {
    let mut asides = BTreeMap::new();
    lines.retain(|line| {
        let is_furniture = line.forced.is_none() && (is_furniture_of_text(&line.text) || is_page_number(&line.text));
        if is_furniture {
            asides.insert(line.number, Aside::Furniture);
        }
        !is_furniture
    });
    let told = history_lines(lines);
    lines.retain(|line| !told.contains(&line.number));
    asides.extend(told.into_iter().map(|line| (line, Aside::Furniture)));
    let signed = signed_lines(lines);
    let mut is_behind = false;
    lines.retain_mut(|line| {
        line.after_signature = is_behind;
        is_behind = line.forced.is_none() && signed.contains(&line.number);
        !is_behind
    });
    let left: BTreeSet<usize> = lines.iter().map(|it| it.number).collect();
    asides.extend(signed.difference(&left).map(|line| (*line, Aside::Signature)));
    asides
}

/// What is printed in brackets below the title of a text within the document:
/// `（2010年5月1日甲市人民政府令第35号公布　根据2023年6月19日…修正）`, over one line or several.
fn history_lines(lines: &[Line]) -> BTreeSet<usize> {
    let mut told = BTreeSet::new();
    for at in 1..lines.len() {
        let rest = lines[at..].iter().take(MAX_HISTORY_LINES);
        let length = rest.clone().position(|it| it.text.trim_end().ends_with(['）', ')'])).map_or(0, |it| it + 1);
        let whole: String = rest.take(length).map(|it| compact(&it.text)).collect();
        let is_below_title = !is_closed(&lines[at - 1].text) && !lines[at - 1].text.contains('\t');
        if is_below_title && lines[at].forced.is_none() && HISTORY.is_match(&whole) {
            told.extend(lines[at..at + length].iter().map(|it| it.number));
        }
    }
    told
}

/// So many lines take what law says of its changes.
const MAX_HISTORY_LINES: usize = 12;

static HISTORY: LazyLock<Regex> = LazyLock::new(|| {
    const DAY: &str = "(?:[0-9０-９]{4}|[一二〇○零九三四五六七八]{4})年[^。；]{1,6}月";
    pattern(&format!(
        "^[（(](?:根据|经)?{DAY}[^。；]*(?:通过|公布|发布|颁布|修订|修正|修改|批准|施行|印发)[^。；]*[）)]$"
    ))
});

/// 抄送：…, …2024年1月3日印发, 公开方式：主动公开, （此件公开发布）, 【返回顶部】.
pub fn is_furniture_of_text(text: &str) -> bool {
    const STARTS: [&str; 11] = [
        "抄送：",
        "抄送:",
        "主题词：",
        "公开方式：",
        "公开属性：",
        "公开类别：",
        "信息公开选项：",
        "公开方式:",
        "分享到：",
        "浏览次数：",
        "责任编辑：",
    ];
    const TAILS: [&str; 8] =
        ["返回顶部", "关闭窗口", "关闭本页", "打印本页", "打印页面", "扫一扫在手机打开", "分享文章到", "扫一扫分享"];
    let bare = compact(text);
    let length = bare.chars().count();
    let is_tail = || length <= MAX_FURNITURE_CHARS && TAILS.iter().any(|it| bare.contains(it)) && !bare.contains('。');
    STARTS.iter().any(|it| bare.starts_with(it)) || is_release_note(&bare) || is_printing_note(&bare) || is_tail()
}

/// （此件公开发布）, （此件主动公开）, 此件不公开
fn is_release_note(bare: &str) -> bool {
    bare.chars().count() <= MAX_NOTE_CHARS && RELEASE_NOTE.is_match(bare)
}

/// 甲市人民政府办公室2024年1月3日印发
fn is_printing_note(bare: &str) -> bool {
    bare.chars().count() <= MAX_FURNITURE_CHARS && PRINTING_NOTE.is_match(bare)
}

static RELEASE_NOTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[（(\[【]*此件.*公开"));
static PRINTING_NOTE: LazyLock<Regex> = LazyLock::new(|| pattern("年.*月.*日印发$"));

/// A page number in any form: `4`, `－4－`, `第 4 页 共 5 页`, `4/5`, `Page 4`, `第四页`,
/// or the running head of a gazette with or without one.
pub fn is_page_number(text: &str) -> bool {
    // A row of a table may hold nothing but figures.
    if text.contains('\t') {
        return false;
    }
    let bare: String = compact(text).chars().map(half_width).collect();
    PAGE_NUMBER.is_match(&bare.trim_matches(|c: char| MARKS.contains(c)).to_lowercase())
}

const MARKS: &str = "—－-–─·•_＿~～[]()（）〔〕【】|";

/// Years have four figures.
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    const FIGURE: &str = "[0-9]{1,3}";
    const COUNT: &str = "(?:[0-9]{1,3}|[零〇一二三四五六七八九十百]+)";
    const OF: &str = "[共/，,总(（]*";
    pattern(&format!(
        "^(?:{FIGURE}(?:/{FIGURE})?|第{COUNT}页(?:{OF}{COUNT}?[页)）]*)?|(?:page|p\\.){COUNT}(?:页{OF}{COUNT}?[页)）]*)?)$"
    ))
});

/// `柳州市人民政府公报 2024年第5期`, with or without a page number.
pub fn is_running_head(text: &str) -> bool {
    let bare = compact(text);
    let bare = bare.trim_matches(|c: char| MARKS.contains(c));
    let name = bare.trim_matches(|c: char| c.is_ascii_digit() || MARKS.contains(c));
    let is_named = name.split_once("公报").is_some_and(|(head, rest)| head.ends_with("政府") && is_issue(rest));
    bare.chars().count() <= 30 && (is_named || !bare.is_empty() && is_issue(bare))
}

/// `2024年第5期`, or nothing.
fn is_issue(text: &str) -> bool {
    ISSUE.is_match(text)
}

static ISSUE: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:[0-9]+年第[0-9]+期)?$"));

/// A date in a line of its own under the name of an office, and that name.
fn signed_lines(lines: &[Line]) -> BTreeSet<usize> {
    let mut signed = BTreeSet::new();
    for at in (0..lines.len()).filter(|&at| is_any_date(&lines[at].text)) {
        let is_signed = |it: &&Line| is_signature(&it.text) || is_row_of_signatures(&it.text);
        let above = lines[..at].iter().rev().take(MAX_SIGNATURES).take_while(is_signed);
        let names: Vec<usize> = above.map(|it| it.number).collect();
        let is_last = lines.get(at + 1).is_none_or(|next| begins_annex(&next.text));
        if !names.is_empty() || is_last {
            signed.insert(lines[at].number);
            signed.extend(names);
        }
    }
    signed
}

fn begins_annex(text: &str) -> bool {
    compact(text).starts_with("附件")
}

/// `2024年1月2日` or `二〇二四年一月二日` and nothing else.
pub fn is_any_date(text: &str) -> bool {
    is_date(text) || DATE_IN_WORDS.is_match(&compact(text))
}

static DATE_IN_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    const DIGITS: &str = "[〇○零Ｏ０O0一二三四五六七八九十元廿卅]+";
    pattern(&format!("^{DIGITS}年{DIGITS}月{DIGITS}日$"))
});

/// Offices that sign side by side stand in the cells of a table without lines.
fn is_row_of_signatures(text: &str) -> bool {
    let mut cells = text.split('\t').filter(|it| !it.trim().is_empty()).peekable();
    text.contains('\t') && cells.peek().is_some() && cells.all(is_signature)
}

/// Who signs a decree.
const PERSONS: [&str; 14] =
    ["市长", "省长", "州长", "主席", "总理", "县长", "区长", "主任", "局长", "部长", "厅长", "署长", "行长", "院长"];

/// 市长 某某, 代省长 某某: who signs a decree, as a line without blanks begins.
pub fn is_person_who_signs(bare: &str) -> bool {
    let bare = bare.strip_prefix(['代', '副']).unwrap_or(bare);
    PERSONS.iter().any(|it| bare.starts_with(it))
}

/// The name of an office, of several, or of who signs: `市长：某某`.
fn is_signature(text: &str) -> bool {
    const OFFICES: [char; 20] = [
        '局', '府', '委', '厅', '部', '室', '会', '院', '办', '处', '队', '心', '行', '关', '署', '所', '联', '司',
        '团', '社',
    ];
    let bare = compact(text);
    let is_person = is_person_who_signs(&bare);
    let is_office = bare.ends_with(OFFICES) || is_person && bare.chars().count() <= 10;
    let is_short = bare.chars().count() <= MAX_SIGNATURE_CHARS && !bare.contains(['，', '；', '、', '\t']);
    is_office
        && is_short
        && !is_closed(text)
        && !text.contains('\t')
        && !bare.starts_with(|c: char| "第一二三四五六七八九十（(".contains(c) || bare.starts_with("第一人民"))
}
