//! A title: over one line or several, where it ends, and what is none.

use std::sync::LazyLock;

use regex::Regex;

use super::numbers::{is_label, number_of};
use super::offices::{offices_of, offices_under_title};
use crate::importers::dates::{Date, pattern, plain};
use crate::importers::reading::ReadLine;

/// A title is printed on no more lines than this.
const MAX_TITLE_LINES: usize = 6;

/// What a title ends in.
static TITLE_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:通知|通告|公告|通报|决定|命令|意见|批复|答复|函|办法|规定|细则|条例|规则|方案|规划|计划|纲要|要点|措施|清单|指南|指引|\
         标准|规程|规范|目录|问答|解答|解读|问题|[0-9一二三四五六七八九十]+问|法|宪法|制度|章程|预案|名单|\
         说明|须知|手册|流程|解释|决议|安排|纪要|守则|名录)(?:[（(][^（）()]{1,30}[）)])?[》”]?$",
    )
});

/// How a title never begins.
static CUT_END: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:的|[（(][^（）()]{1,12}[）)](?:的|[》”]|$))"));

/// It ends as titles do, and is no sentence.
pub(crate) fn is_name(title: &str) -> bool {
    let words = plain(title);
    !is_sentence(&words) && TITLE_END.is_match(&words)
}

/// The title that begins on the first of these lines, and its number of lines.
pub(super) fn title_at(lines: &[ReadLine], given: &str) -> Option<(String, usize)> {
    let mut title = String::new();
    for (at, line) in lines.iter().take(MAX_TITLE_LINES).enumerate() {
        let words = plain(&line.text);
        if at > 0 && (!can_go_on(&words) || is_contents(&words)) {
            break;
        }
        title = joined(&title, line.text.trim());
        let whole = plain(&title);
        if !given.is_empty() && given.ends_with(&whole) && given.chars().count() <= whole.chars().count() + 6 {
            return Some((title, at + 1));
        }
        // 关于印发步道办法 / 的通知, 关于印发步道办法 / （试行）的通知
        let is_cut = lines.get(at + 1).is_some_and(|it| is_end_of_title(&plain(&it.text)));
        let is_cut = is_cut || is_unfinished(&whole, &lines[at + 1..]);
        let goes_on = is_cut || (!given.is_empty() && given.contains(&whole));
        if !goes_on && TITLE_END.is_match(&whole) && !is_sentence(&whole) && whole.chars().count() >= 4 {
            return Some((title, at + 1));
        }
    }
    // One line that is neither sentence nor number, above everything else.
    let first = plain(&lines.first()?.text);
    let is_name = ["公告", "通告", "通知", "通报", "决定", "公示"].contains(&first.as_str());
    let is_long = (4..=60).contains(&first.chars().count());
    let is_heading = (is_long || is_name) && can_go_on(&first) && !first.ends_with("文件");
    (is_heading && given.is_empty()).then(|| (lines[0].text.trim().to_owned(), 1))
}

/// 关于提高低保标准 / 和特困人员供养标准的通知: what begins with 关于 is a title when it ends as 通知, where the lines
/// below end it so.
fn is_unfinished(whole: &str, below: &[ReadLine]) -> bool {
    static FINISHED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "(?:的[^的]{0,6}(?:意见|办法|规定|细则|方案|措施|报告|请示|答复|说明|解读|解释|决议|规划|计划)|\
             通知|通告|公告|通报|决定|命令|批复|函)(?:[（(][^（）()]{1,30}[）)])?$",
        )
    });
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern("的[^的]{0,6}(?:通知|通告|公告|通报|决定|命令|批复|答复|函|意见)(?:[（(][^（）()]{1,30}[）)])?$")
    });
    if !whole.contains("关于") || FINISHED.is_match(whole) {
        return false;
    }
    let is_part = |it: &String| {
        can_go_on(it) && !it.contains("关于") && !is_label(it) && offices_of(it).is_empty() && !it.starts_with("附件")
    };
    let parts: Vec<String> = below.iter().take(2).map(|it| plain(&it.text)).take_while(is_part).collect();
    let end = parts.iter().position(|it| ENDS.is_match(it));
    end.is_some_and(|at| {
        parts[..at].iter().all(|it| !TITLE_END.is_match(it) || it.starts_with(['和', '及', '与', '、']))
    })
}

/// With the contents the text begins.
pub(super) fn is_contents(text: &str) -> bool {
    ["目录", "目次"].contains(&text)
}

/// `的通知`, `（试行）`; `（2020年8月5日通过）` and `（市民政局）` are none.
fn is_end_of_title(text: &str) -> bool {
    let is_history = Date::find(text).is_some() || ["通过", "公布", "施行", "批准"].iter().any(|it| text.contains(it));
    let names_offices = !offices_under_title(text).is_empty();
    CUT_END.is_match(text) && !names_offices && !(is_history && text.starts_with(['（', '(']))
}

fn joined(title: &str, next: &str) -> String {
    // 甲市民政局 / 通　告
    if ["公告", "通告", "通知", "通报"].contains(&plain(next).as_str()) {
        return format!("{title}{}", if title.is_empty() { next.to_owned() } else { plain(next) });
    }
    let needs_space = title.ends_with(office_end) && !next.starts_with("关于") && !title.is_empty();
    format!("{title}{}{next}", if needs_space { " " } else { "" })
}

fn office_end(c: char) -> bool {
    "局厅委部院".contains(c)
}

pub(super) fn can_go_on(text: &str) -> bool {
    let is_numbered = text.starts_with("第一") || text.starts_with("一、") || text.starts_with("1.");
    number_of(text).is_none()
        && Date::only(text).is_none()
        && !is_sentence(text)
        && !text.contains('\t')
        && !is_numbered
}

fn is_sentence(text: &str) -> bool {
    text.contains('。') || text.contains('；') || text.ends_with(['：', ':', '，']) || text.chars().count() > 120
}
