//! Documents that a table or a list names one by one, and what becomes of them: 附件
//! 废止的规范性文件目录 with 文件名称 and 文号, 下列文件予以废止：.

use super::numbers::{number_of, split_number};
use super::repeals::named;
use std::sync::LazyLock;

use regex::Regex;

use crate::importers::dates::{Date, pattern, plain};
use crate::importers::reading::ReadLine;
use crate::structure::numbering::{Marker, split_marker};

/// A longer line is no name of a table or list.
const MAX_CAPTION_CHARS: usize = 60;
/// So many lines above a table may name it.
const MAX_LINES_ABOVE: usize = 4;

/// What becomes of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// 废止, 失效
    Repeals,
    /// 修改
    Amends,
    /// 继续有效, 延长有效期
    Extends,
}

/// One of the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    /// What becomes of it.
    pub act: Act,
    /// Its 文号 where one is printed, its title otherwise.
    pub name: String,
    /// The cell that says how long it lasts.
    pub end: Option<String>,
    /// Its line, from 1 on.
    pub line: usize,
}

/// Every document that a table or a list of the text names, in reading order.
pub(super) fn listed(lines: &[ReadLine], title: &str) -> Vec<Listed> {
    let (mut found, mut columns, mut list) = (Vec::new(), None, None);
    for (at, line) in lines.iter().enumerate() {
        if !line.text.contains('\t') {
            columns = None;
            found.extend(list.and_then(|act| item(&line.text, act, at + 1)));
            list = act_of_list(&line.text, list);
            continue;
        }
        let cells: Vec<String> = line.text.split('\t').map(plain).collect();
        match Columns::of(&cells) {
            Some(labels) => columns = Some((labels, act_above(&lines[..at], title))),
            None => found.extend(columns.as_ref().and_then(|(columns, act)| columns.row(&cells, *act, at + 1))),
        }
    }
    found
}

/// Where the columns of a table of documents stand.
struct Columns {
    serial: Option<usize>,
    title: usize,
    number: Option<usize>,
    verdict: Option<usize>,
    end: Option<usize>,
    /// The label of `end` speaks of prolonging. Below 有效期 alone, 5年 is how long the document was to last from its own
    /// first day on, not how much longer it does.
    is_longer: bool,
}

impl Columns {
    /// The labels of a table that holds titles and numbers of documents.
    fn of(cells: &[String]) -> Option<Self> {
        let find = |is: &dyn Fn(&str) -> bool| cells.iter().position(|it| is(it));
        let has = |words: &'static [&'static str]| move |it: &str| words.iter().any(|word| it.contains(word));
        let of_end =
            |it: &str| !it.starts_with('原') && has(&["有效期", "失效日期", "截止日期", "到期日"])(it);
        let title = find(&|it| it.ends_with("名称") || it.ends_with("标题") || it == "文件")?;
        let number = find(&has(&["文号", "发文字号", "文件编号", "令号"]));
        let is_of_documents = number.is_some() || cells[title].contains("文件") || cells[title].contains("规章");
        let longer = find(&has(&["延长"]));
        is_of_documents.then(|| Self {
            serial: find(&|it| it == "序号" || it == "编号"),
            title,
            number,
            verdict: find(&has(&["意见", "结果", "结论", "处理方式", "文件状态", "备注"])),
            end: longer.or_else(|| find(&of_end)),
            is_longer: longer.is_some(),
        })
    }

    /// The document of a row; the name of a group is none.
    fn row(&self, cells: &[String], act: Option<Act>, line: usize) -> Option<Listed> {
        let cell = |at: usize| cells.get(at).map_or("", String::as_str);
        let (title, behind) = split_number(cell(self.title));
        let number = self.number.and_then(|at| number_of(cell(at))).or(behind);
        let is_counted = self.serial.is_none_or(|at| cell(at).starts_with(|c: char| c.is_ascii_digit()));
        let title = title.trim_start_matches('《').trim_end_matches('》');
        let name = number.or_else(|| Some(title.to_owned()).filter(|it| is_counted && 4 <= it.chars().count()))?;
        let verdict = self.verdict.and_then(|at| act_of(cell(at)));
        let end = self.end.map(|at| cell(at).to_owned());
        let says_end = |it: &String| self.is_longer || it.contains("延长") || Date::find(it).is_some();
        let end = end.filter(|it| !it.is_empty() && says_end(it));
        Some(Listed { act: verdict.or(act)?, name, end, line })
    }
}

/// What the name of a table says, the sentence above it, or the title of it all.
fn act_above(above: &[ReadLine], title: &str) -> Option<Act> {
    let lines = above.iter().rev().take(MAX_LINES_ABOVE).map(|it| plain(&it.text));
    lines.filter(|it| is_caption(it)).find_map(|it| act_of(&it)).or_else(|| act_of(title))
}

/// What a text says of documents, if it is one thing.
fn act_of(text: &str) -> Option<Act> {
    const WORDS: [(Act, &[&str]); 3] = [
        (Act::Repeals, &["废止", "失效", "停止执行"]),
        (Act::Amends, &["修改", "修订", "修正"]),
        (Act::Extends, &["继续有效", "继续执行", "继续实施", "延长", "延续", "保留"]),
    ];
    if is_planned(text) {
        return None;
    }
    let mut said = WORDS.iter().filter(|(_, words)| words.iter().any(|it| text.contains(it))).map(|it| it.0);
    said.next().filter(|_| said.next().is_none())
}

/// 拟废止的文件 are in force.
fn is_planned(text: &str) -> bool {
    ["拟废止", "拟宣布", "建议废止", "建议宣布", "待废止"].iter().any(|it| text.contains(it))
}

/// The name of a table or list, or a sentence that introduces it.
fn is_caption(text: &str) -> bool {
    const NAMES: [&str; 6] = ["目录", "清单", "名单", "一览表", "文件", "规章"];
    let is_name = text.chars().count() <= MAX_CAPTION_CHARS && NAMES.iter().any(|it| text.contains(it));
    text.ends_with(['：', ':']) || is_name && !text.ends_with(['。', '；'])
}

/// What the documents of the list undergo in which the next line may stand.
fn act_of_list(text: &str, list: Option<Act>) -> Option<Act> {
    let text = plain(text);
    let last = text.rsplit('。').next().unwrap_or_default();
    if is_planned(last) {
        return None;
    }
    if is_caption(&text) && act_of(last).is_some() && named(last).next().is_none() {
        return act_of(last);
    }
    // The names of its groups, 附件 and （共3件） do not end a list.
    list.filter(|act| item(&text, *act, 0).is_some() || text.chars().count() <= 20 && !text.ends_with('。'))
}

/// Behind the title stands its number, a day in brackets or what becomes of it, and nothing else: 《丙办法》自2024年1月1日起施行
/// below a list is a sentence of its own.
fn is_nothing_more(rest: &str) -> bool {
    static LAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "^(?:[（(](?:[^第]|第[0-9一二三四五六七八九十百零〇]+号){1,60}[）)]|[\\p{Han}]{1,12}[〔\\[][0-9]{4}[〕\\]][0-9]+号)*(?:同时|予以|一并|均)?(?:废止|失效|停止执行|修改)?[；。、，;]*$",
        )
    });
    LAST.is_match(rest)
}

/// `（一）甲府规〔2019〕7号 甲办法`, and no sentence.
static NUMBER_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(\\p{Han}{1,12}[〔\\[（(【](?:19|20)[0-9]{2}[〕\\]）)】]第?[0-9]{1,5}号)[，、：:]?\
         (?:《.{2,80}》|[\\p{Han}“”〈〉《》（）()]{1,60}(?:办法|通知|规定|细则|意见|方案|通告|公告|决定|措施|标准|规则|制度))?\
         (?:[（(][^（）()]*[）)])?[；。;]?$",
    )
});

/// `1.《甲办法》（甲府规〔2019〕7号）`, `甲办法（甲府规〔2019〕7号）`, `甲府规〔2019〕7号 甲办法`: a document and nothing
/// else.
fn item(text: &str, act: Act, line: usize) -> Option<Listed> {
    let (marker, body) = split_marker(text.trim());
    let body = plain(body);
    let quoted = named(&body).next().filter(|(before, _)| before.is_empty()).map(|it| it.1);
    let is_counted = marker != Marker::None;
    let counted = || split_number(body.trim_end_matches(['；', '。'])).1.filter(|_| is_counted);
    if let Some(found) = NUMBER_FIRST.captures(&body).filter(|_| is_counted && act != Act::Extends) {
        return Some(Listed { act, name: number_of(&found[1])?, end: None, line });
    }
    let name = quoted.or_else(counted)?;
    let rest = body.rsplit_once('》').map_or("", |it| it.1);
    (is_nothing_more(rest) && act != Act::Extends).then_some(Listed { act, name, end: None, line })
}
