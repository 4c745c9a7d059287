//! The head of a document: its number above or below the title, or none; a
//! decree; and where its title stands.

use std::sync::LazyLock;

use regex::Regex;

use super::numbers::{
    enacting, is_beside_number, is_label, is_of_standard, kind_of_number, number_of, number_of_standard,
    numbers_in_parts, split_decree, split_number,
};
use super::offices::{offices_of, offices_under_title};
use super::terms::issued;
use super::title::{can_go_on, is_contents, is_name, title_at};
use crate::importers::dates::{Date, pattern, plain};
use crate::importers::kept::record::Fact;
use crate::importers::reading::ReadLine;
use crate::structure::numbering::{Marker, split_marker};

/// A head is no longer.
const MAX_HEAD_LINES: usize = 16;
/// So many lines of other things may stand above a number.
const MAX_LINES_ABOVE_NUMBER: usize = 5;

/// The head's lines, sorted out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// How many lines it has.
    pub num_lines: usize,
    /// Title as printed, and its first line.
    pub title: Option<(String, usize)>,
    /// 文号, 令号, 统一编号
    pub numbers: Vec<Fact>,
    /// Offices named under the title.
    pub offices: Vec<Fact>,
    /// The first day, which a standard prints on its cover.
    pub effective: Option<Fact>,
    is_standard: bool,
}

/// Reads the head. `given` is the title that the page itself gives.
pub(super) fn read_head(lines: &[ReadLine], given: Option<&str>) -> Head {
    let is_standard = lines.iter().take(MAX_HEAD_LINES).any(|it| number_of_standard(&it.text).is_some());
    let mut head = Head { is_standard, ..Head::default() };
    let given = given.map(plain).unwrap_or_default();
    let mut at = 0;
    while at < lines.len().min(MAX_HEAD_LINES) {
        let length = head.take(&lines[at..], at, &given);
        if length == 0 {
            break;
        }
        at += length;
    }
    head.num_lines = at;
    if head.title.is_none() {
        head.title_further_down(lines, &given);
    }
    head.numbers.sort_by_key(|it| kind_of_number(&it.value));
    head.numbers.dedup_by(|a, b| a.value == b.value);
    head
}

impl Head {
    /// How many of the next lines belong to the head.
    fn take(&mut self, lines: &[ReadLine], at: usize, given: &str) -> usize {
        let text = plain(&lines[0].text);
        let read = format!("第{}行", at + 1);
        if is_contents(&text) {
            return 0;
        }
        if self.is_standard && self.cover_of_standard(&lines[0].text, &read) {
            return 1;
        }
        let told = if self.title.is_some() { passing(lines) } else { 0 };
        if 1 < told {
            let whole: String = lines[..told].iter().map(|it| plain(&it.text)).collect();
            self.numbers.extend(facts(enacting(&whole), &read));
            return told;
        }
        self.numbers_of(lines, &text, &read)
            .or_else(|| self.offices_of_line(lines, &text, &read))
            .or_else(|| over_the_title(lines, &text, self.title.is_none()))
            .unwrap_or_else(|| self.title_of(lines, at, given).unwrap_or(told))
    }

    /// How many lines are the document's number, in whatever form.
    fn numbers_of(&mut self, lines: &[ReadLine], text: &str, read: &str) -> Option<usize> {
        let parts = numbers_in_parts(&lines[0].text);
        if !parts.is_empty() {
            self.numbers.extend(facts(parts, read));
            return Some(1);
        }
        if let Some(value) = number_of(text) {
            self.numbers.extend(facts([value], read));
            return Some(1);
        }
        let next = lines.get(1).map(|it| plain(&it.text)).unwrap_or_default();
        let value = split_decree(text, &next)?;
        self.numbers.extend(facts([value], read));
        Some(2)
    }

    /// How many lines say who issues it: under the title, or beside a day.
    fn offices_of_line(&mut self, lines: &[ReadLine], text: &str, read: &str) -> Option<usize> {
        if is_label(text) || (self.title.is_some() && is_under_title(text)) {
            self.offices.extend(facts(offices_under_title(&lines[0].text), read));
            self.numbers.extend(facts(enacting(text), read));
            return Some(1);
        }
        let next = lines.get(1).map(|it| plain(&it.text)).unwrap_or_default();
        let offices = offices_of(&lines[0].text);
        if self.title.is_none() || !is_day_or_month(&next) || offices.is_empty() {
            return None;
        }
        self.offices.extend(facts(offices, read));
        Some(2)
    }

    /// How many lines are the title, printed for the first time or again.
    fn title_of(&mut self, lines: &[ReadLine], at: usize, given: &str) -> Option<usize> {
        if let Some((title, _)) = &self.title {
            let again = title_at(lines, &plain(title)).filter(|it| plain(&it.0) == plain(title));
            return again.map(|it| it.1);
        }
        let (title, length) = title_at(lines, given)?;
        let (title, number) = split_number(title.trim_start_matches("标题：").trim_start());
        self.numbers.extend(facts(number, &format!("第{}行", at + 1)));
        self.title = Some((title.to_owned(), at + 1));
        Some(length)
    }

    /// The line is one of the cover of a standard, beside its title.
    fn cover_of_standard(&mut self, line: &str, read: &str) -> bool {
        let fact = |value: String| Fact { value, read: read.to_owned() };
        let text = plain(line);
        if let Some(number) = number_of_standard(line) {
            self.numbers.push(fact(number));
            return true;
        }
        // 2026-02-15发布 2026-04-01实施
        if let Some((_, day)) = text.strip_suffix("实施").and_then(|it| it.split_once("发布")) {
            self.effective = Date::find(day).map(|it| fact(it.iso()));
            return true;
        }
        let offices = text.strip_suffix("发布").map(offices_of).unwrap_or_default();
        let is_issued = !offices.is_empty();
        self.offices.extend(offices.into_iter().map(fact));
        is_issued || is_of_standard(&text)
    }

    /// A decree prints the title of what it brings below its own words.
    fn title_further_down(&mut self, lines: &[ReadLine], given: &str) {
        let is_given = |it: &ReadLine| !given.is_empty() && plain(&it.text) == given;
        let is_titled = |it: &ReadLine| {
            let words = plain(&it.text);
            let is_numbered = !matches!(split_marker(it.text.trim()).0, Marker::None);
            given.is_empty() && !is_numbered && can_go_on(&words) && is_name(&words) && words.chars().count() >= 6
        };
        let found = lines.iter().take(60).position(is_given).or_else(|| lines.iter().take(20).position(is_titled));
        // 甲市人民政府关于修改部分规 / 章的决定
        let parted = |at: usize| {
            let (title, length) = title_at(&lines[at..], given)?;
            (1 < length && plain(&lines[at].text).contains("关于") && is_name(&title)).then_some((title, at + 1))
        };
        let before = found.unwrap_or(lines.len()).min(20);
        let parted = (0..before).filter(|_| given.is_empty()).find_map(parted);
        self.title = parted.or_else(|| found.map(|at| (lines[at].text.trim().to_owned(), at + 1)));
    }
}

fn facts(values: impl IntoIterator<Item = String>, read: &str) -> impl Iterator<Item = Fact> {
    values.into_iter().map(move |value| Fact { value, read: read.to_owned() })
}

/// How many lines are the red letters of those who issue it: 甲市人民政府办公室文件
fn over_the_title(lines: &[ReadLine], text: &str, is_above_title: bool) -> Option<usize> {
    let is_paper = text == "文件" || text.ends_with("文件") && text.chars().count() <= 30;
    let is_beside = is_beside_number(&lines[0].text) || is_above_number_and_title(lines);
    if is_paper || is_beside || issued(text).is_some() { Some(1) } else { names_over_number(lines, is_above_title) }
}

/// Whatever it says, it stands above a number, and the title below that: 内部资料　注意保存, （此件公开发布）.
fn is_above_number_and_title(lines: &[ReadLine]) -> bool {
    let is_number = |it: &ReadLine| number_of(&plain(&it.text)).is_some();
    let Some(at) = lines.iter().take(MAX_LINES_ABOVE_NUMBER).position(is_number) else { return false };
    let is_short = |it: &ReadLine| plain(&it.text).chars().count() <= 20 && !it.text.contains(['\t', '。', '；']);
    let is_other = |it: &ReadLine| is_short(it) && !is_name(&it.text) && !it.text.contains("关于");
    let title = || title_at(&lines[at + 1..], "").filter(|it| is_name(&it.0) && it.0.contains("关于"));
    lines[..at].iter().all(is_other) && title().is_some()
}

/// Offices one below the other over the number, or over what is printed beside it, as red letters print them: how
/// many lines. Over the rest of a title they are a part of it, and below it they may be a list.
fn names_over_number(lines: &[ReadLine], is_above_title: bool) -> Option<usize> {
    let is_name = |it: &&ReadLine| !it.text.contains('\t') && !offices_of(&it.text).is_empty();
    let length = lines.iter().take(MAX_HEAD_LINES).take_while(is_name).count();
    let next = lines.get(length)?;
    let words = plain(&next.text);
    let is_over = number_of(&words).is_some() || words == "文件" || is_above_title && is_beside_number(&next.text);
    (0 < length && is_over).then_some(length)
}

/// Dates, and what law prints in brackets under its title.
fn is_under_title(text: &str) -> bool {
    let is_bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    let is_passing = ["通过", "公布", "施行", "修订", "修正", "批准", "发布"].iter().any(|it| text.contains(it));
    let begins_with_date =
        Date::find(text).is_some() && (text.starts_with(|c: char| c.is_ascii_digit()) || text.starts_with('自'));
    is_day_and_office(text)
        || is_day_or_month(text)
        || !offices_under_title(text).is_empty()
        || (is_bracketed && text.chars().count() <= 40)
        || (is_bracketed && is_passing)
        || (is_passing && begins_with_date && text.chars().count() <= 60 && !text.ends_with('。'))
}

/// `2025年9月1日`, `2025年9月`, alone.
fn is_day_or_month(text: &str) -> bool {
    static MONTH: LazyLock<Regex> = LazyLock::new(|| {
        pattern("^(?:(?:19|20)[0-9]{2}|[〇○零一二三四五六七八九]{4})年[0-9一二三四五六七八九十]{1,2}月$")
    });
    Date::only(text).is_some() || MONTH.is_match(text)
}

/// `2011年1月30日`, `2011年1月30日 甲市人民政府`
fn is_day_and_office(text: &str) -> bool {
    let rest = text.split_once('日').map_or("", |it| it.1);
    let is_bare = !text.starts_with(['（', '(']);
    let is_office = || is_bare && (2..=30).contains(&rest.chars().count()) && !offices_of(rest).is_empty();
    let day = &text[..text.len() - rest.len()];
    Date::only(text).is_some() || Date::only(day).is_some() && is_office()
}

/// Lines of what law prints in brackets under its title, where it takes several.
fn passing(lines: &[ReadLine]) -> usize {
    let words = plain(&lines[0].text);
    let is_open = words.starts_with(['（', '(']) && !words.ends_with(['）', ')']);
    if !is_open || Date::find(&words).is_none() {
        return 0;
    }
    let end = lines.iter().take(MAX_HEAD_LINES).position(|it| plain(&it.text).ends_with(['）', ')']));
    end.map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str, given: Option<&str>) -> (String, Vec<String>, usize) {
        let lines: Vec<ReadLine> = text.lines().map(|it| ReadLine::new(it, "")).collect();
        let head = read_head(&lines, given);
        let numbers = head.numbers.into_iter().map(|it| it.value).collect();
        (head.title.map(|it| it.0).unwrap_or_default(), numbers, head.num_lines)
    }

    #[test]
    fn numbers_stand_above_or_below_the_title_or_nowhere() {
        let title = "甲市人民政府关于印发甲市步道办法的通知";
        for text in [
            format!("甲府规〔2024〕1号\n{title}\n各区：\n乙。"),
            format!("{title}\n甲府规[2024]1号\n各区：\n乙。"),
            format!("{title}\n甲府规（2024）1号\n各区：\n乙。"),
            format!("{title}\n2024年1月2日 甲府规【２０２４】１号\n各区：\n乙。"),
            "甲府规〔2024〕1号\n甲市人民政府\n关于印发甲市步道办法\n的通知\n各区：\n乙。".to_owned(),
            format!("甲市人民政府文件\n甲府规〔2024〕1号\n{title}\n各区：\n乙。"),
            "甲府规〔2024〕1号\n甲市人民政府关于印发甲市步道办法\n的通知\n各区：\n乙。".to_owned(),
        ] {
            assert_eq!(head(&text, None).1, ["甲府规〔2024〕1号"], "{text}");
            assert_eq!(head(&text, None).0, title, "{text}");
        }
        assert_eq!(head(&format!("{title}\n各区：\n乙。"), None), (title.to_owned(), vec![], 1));
        let cut = "甲市人民政府关于印发甲市步道办法\n（试行）的通知\n甲府规〔2024〕1号\n各区：\n乙。";
        assert_eq!(head(cut, None).0, "甲市人民政府关于印发甲市步道办法（试行）的通知");
        assert_eq!(head("甲市步道管理办法\n（试行）\n第一条 丁。", None).0, "甲市步道管理办法（试行）");
    }

    #[test]
    fn office_and_number_in_one_row_are_two() {
        let title = "关于开展甲步道养护工作的通知";
        for first in [
            "甲市民政局\t甲民函〔2024〕45号",
            "甲市民政局 甲民函〔2024〕45号",
            "甲市民政局甲民函〔2024〕45号",
            "甲市民政局文件　　甲民函〔2024〕45号",
            "甲民函〔2024〕45号　　　签发人：乙丙",
            "\t甲民函〔2024〕45号\t2024年1月2日",
        ] {
            let found = head(&format!("{first}\n{title}\n各区：\n乙。"), None);
            assert_eq!(found, (title.to_owned(), vec!["甲民函〔2024〕45号".to_owned()], 2), "{first}");
        }
    }

    #[test]
    fn an_answer_prints_its_class_and_who_signs() {
        let title = "对甲市人大四次会议第108号建议的答复";
        for above in [
            "甲市民政局\n类别：A\n签发人：丙丁\n甲民函〔2024〕45号",
            "甲市民政局\n类别：A　签发人：丙丁\n甲民函〔2024〕45号",
            "甲市民政局\n乙市民政局\n（A）\n甲民函〔2024〕45号",
            "甲民函〔2024〕45号\n甲市民政局\n类别：A",
        ] {
            let found = head(&format!("{above}\n{title}\n丁代表：\n乙。"), None);
            let num_lines = above.lines().count() + 1;
            assert_eq!(found, (title.to_owned(), vec!["甲民函〔2024〕45号".to_owned()], num_lines), "{above}");
        }
        let about = "甲府办〔2024〕1号\n甲市人民政府办公室关于做好建议提案答复\n工作的通知\n各区：\n乙。";
        assert_eq!(head(about, None).0, "甲市人民政府办公室关于做好建议提案答复工作的通知");
        let list = "甲市政务服务中心进驻单位名单\n甲市民政局\n甲市财政局\n公开方式：主动公开\n乙中心。";
        assert_eq!(head(list, None).2, 1);
        let parted = "甲民函〔2024〕45号\n关于市十五届人大四次会议\n第108号建议的答复\n丁代表：\n乙。";
        assert_eq!(head(parted, None).0, "关于市十五届人大四次会议第108号建议的答复");
    }

    #[test]
    fn decrees_have_a_number_too() {
        for text in [
            "甲市人民政府令\n第179号\n《甲市步道办法》已经通过，现予公布。\n市长 丙\n甲市步道办法\n第一条 丁。",
            "甲市人民政府令第179号\n《甲市步道办法》已经通过，现予公布。\n甲市步道办法\n第一条 丁。",
        ] {
            let (title, numbers, _) = head(text, Some("甲市步道办法"));
            assert_eq!((title.as_str(), numbers[0].as_str()), ("甲市步道办法", "甲市人民政府令第179号"));
        }
        assert_eq!(number_of("中华人民共和国主席令第二十八号").as_deref(), Some("中华人民共和国主席令第28号"));
        assert_eq!(number_of("甲市民政局公告2024年第5号").as_deref(), Some("甲市民政局公告2024年第5号"));
    }

    #[test]
    fn registered_numbers_come_last() {
        let text = "GZ0320190014\n甲市残疾人联合会办公室规〔2019〕2号\n甲市办法\n第一条 丁。";
        assert_eq!(head(text, None).1, ["甲市残疾人联合会办公室规〔2019〕2号", "GZ0320190014"]);
        assert_eq!(number_of("HHCR-2023-01005").as_deref(), Some("HHCR-2023-01005"));
        assert_eq!(number_of("ABCD01-2024-0001").as_deref(), Some("ABCD01-2024-0001"));
        let both = head("甲府〔2024〕1号　ABCD01-2024-0001\n甲市步道办法\n第一条 丁。", None);
        assert_eq!(both.1, ["甲府〔2024〕1号", "ABCD01-2024-0001"]);
        assert_eq!(number_of("〔2024〕第1号").as_deref(), Some("〔2024〕第1号"));
    }

    #[test]
    fn law_prints_under_its_title_who_passed_it() {
        let text = "甲法\n（1990年6月28日第七届全国人民代表大会常务委员会第十四次会议通过\n根据2009年8月27日决定修正）\n第一条 乙。";
        assert_eq!(head(text, Some("甲法")).2, 3);
        let cut = "甲法\n(2003年8月27日第十届全国人民代表大会\n常务委员会第四次会议通过)\n第一条 乙。";
        assert_eq!(head(cut, Some("甲法")).2, 3);
        assert_eq!(head("甲市步道管理条例\n（2020年1月1日甲市人民代表大会通过）\n第一条 乙。", None).2, 2);
        assert_eq!(head("甲市步道条例\n（2020年8月5日通过）\n第一条 乙。", None).0, "甲市步道条例");
        let decreed =
            "甲市步道办法\n（2010年5月1日甲市人民政府令第3号发布\n根据2021年3月1日《乙决定》修正）\n第一条 乙。";
        assert_eq!(head(decreed, None), ("甲市步道办法".to_owned(), vec!["甲市人民政府令第3号".to_owned()], 3));
        assert_eq!(head("甲市步道办法\n2020年1月1日 甲市民政局\n第一条 乙。", None).2, 2);
    }

    #[test]
    fn numbers_may_stand_in_brackets() {
        for text in [
            "甲市民政局关于步道的通知\n（甲民〔2024〕7号）\n各区：\n乙。",
            "甲市民政局关于步道的通知（甲民〔2024〕7号）\n各区：\n乙。",
            "甲市民政局关于步道的通知（甲民（2024）7号）\n各区：\n乙。",
        ] {
            let (title, numbers, _) = head(text, None);
            assert_eq!(
                (title.as_str(), numbers),
                ("甲市民政局关于步道的通知", vec!["甲民〔2024〕7号".to_owned()]),
                "{text}"
            );
        }
        assert_eq!(split_number("甲市步道办法（试行）"), ("甲市步道办法（试行）", None));
        let text = "甲市步道办法\n（2015年9月30日甲市人民政府令第132号公布　根据2019年11月14日甲市人民政府令第168号修订）\n第一条 乙。";
        assert_eq!(head(text, None).1, ["甲市人民政府令第132号"]);
        assert_eq!(head("公　告\n现将事项公告如下：\n乙。", None).0, "公　告");
    }

    #[test]
    fn what_is_printed_above_a_number_is_no_title() {
        let (title, number) = ("甲市民政局关于步道的通知", "甲民发〔2024〕7号");
        for above in [
            "特急",
            "000001\n机密★1年\n特急",
            "A",
            "类别：A\n公开属性：主动公开",
            "签发人：乙丙",
            "甲市民政局办公室 2024年2月1日印发",
            "甲市民政局　特急",
            "密级：机密\n是否公开：是",
        ] {
            for text in [
                format!("{above}\n{number}\n{title}\n各区：\n乙。"),
                format!("{number}\n{above}\n{title}\n各区：\n乙。"),
            ] {
                let lines = above.lines().count() + 2;
                assert_eq!(head(&text, None), (title.to_owned(), vec![number.to_owned()], lines), "{text}");
            }
        }
        for first in [
            "加急　　甲民发〔2024〕7号",
            "特急甲民发〔2024〕7号",
            "甲民发〔2024〕7号（B类）",
            "文号：甲民发〔2024〕7号　类别：A",
            "甲民发〔2024〕7号（主动公开）",
        ] {
            let found = head(&format!("{first}\n{title}\n各区：\n乙。"), None);
            assert_eq!(found, (title.to_owned(), vec![number.to_owned()], 2), "{first}");
        }
        for between in
            ["发布时间：2024-02-05 来源：市民政局 浏览次数：35", "2024-02-03 10:20　来源：市民政局", "字体：大 中 小"]
        {
            let found = head(&format!("{title}\n{between}\n{number}\n各区：\n乙。"), None);
            assert_eq!(found, (title.to_owned(), vec![number.to_owned()], 3), "{between}");
        }
        for above in
            ["内部资料　注意保存", "（此件公开发布）", "登记号：甲规备〔2024〕9号", "标题：甲市民政局关于步道的通知"]
        {
            let (found, numbers, _) = head(&format!("{above}\n{number}\n{title}\n各区：\n乙。"), None);
            assert_eq!((found.as_str(), numbers), (title, vec![number.to_owned()]), "{above}");
        }
        let own = head("甲市公园\n甲民发〔2024〕7号\n第一条 乙。", None);
        assert_eq!(own.0, "甲市公园", "no other title stands below");
    }

    #[test]
    fn assemblies_count_by_their_terms() {
        let number = "甲市人民代表大会常务委员会公告〔十六届〕第39号";
        let in_brackets = "甲市人民代表大会常务委员会公告（十六届第39号）".to_owned();
        for text in [in_brackets, number.replace('〔', "\n〔"), number.to_owned(), number.replace("39", "三十九")]
        {
            let (title, numbers, _) = head(&format!("{text}\n甲市步道条例\n第一条 乙。"), None);
            assert_eq!((title.as_str(), numbers), ("甲市步道条例", vec![number.to_owned()]), "{text}");
        }
    }

    #[test]
    fn a_title_goes_on_until_it_is_one() {
        let whole = "甲市民政局关于提高低保标准和特困人员供养标准的通知";
        let three = |text: &str| head(&format!("{text}\n甲民发〔2024〕7号\n各区：\n乙。"), None);
        for (text, num_lines) in [
            ("甲市民政局\n关于提高低保标准\n和特困人员供养标准的通知", 4),
            ("甲市民政局关于提高低保标准\n和特困人员供养标准的通知", 3),
            ("甲市民政局关于提高低保标准\n和特困人员\n供养标准的通知", 4),
        ] {
            assert_eq!(three(text), (whole.to_owned(), vec!["甲民发〔2024〕7号".to_owned()], num_lines), "{text}");
        }
        assert_eq!(head("关于步道的补贴标准\n甲类步道\n乙。", None).0, "关于步道的补贴标准");
        assert_eq!(head("甲市民政局\n通　　告\n甲民告〔2024〕7号\n乙。", None).0, "甲市民政局通告");
    }

    #[test]
    fn a_title_may_be_printed_twice() {
        let text = "甲市关于步道的通知\n甲市关于步道\n的通知\n甲府规〔2024〕1号\n各区：\n乙。";
        assert_eq!(head(text, None), ("甲市关于步道的通知".to_owned(), vec!["甲府规〔2024〕1号".to_owned()], 4));
    }

    #[test]
    fn running_text_is_no_head() {
        assert_eq!(head("第一条 下列：\n（一）甲。", None).2, 0);
        assert_eq!(head("为了甲，根据《乙》（丙发〔2020〕1号），制定本办法。", None).2, 0);
        assert_eq!(number_of("根据《乙》（丙发〔2020〕1号"), None);
    }
}
