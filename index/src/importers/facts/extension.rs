//! What a document says of the validity of others: 《乙办法》有效期延长至2027年12月31日.
//! It is the other that lasts longer; the notice says nothing of its own end.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::terms::{extends, named, printed_end};
use crate::importers::dates::{DATE, Date, number, pattern, plain};
use crate::importers::kept::record::{Fact, Facts};
use crate::importers::reading::ReadLine;

static LONGER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:延长|延续|顺延|展期|继续(?:有效|执行|实施|施行))(?:时间|期限)?(?:为|：|:)?([0-9]+|[一二两三四五六七八九十]+)(年|个月)",
    )
});
static TO: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("(?:延长|延续|顺延|展期|继续)[^。；]*(?:至|到|[-—－–~～]){DATE}")));
/// What is only cited.
static CITED: LazyLock<Regex> = LazyLock::new(|| pattern("(?:根据|按照|依据|依照|遵照|结合)[^，；。]*$"));
/// What a title names without 书名号: 关于延长乙办法有效期的通知, 关于乙办法继续有效的通知
static IN_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "关于(?:延长|延续)(.+?)(?:有效期限?|(?:执行|实施|施行|试行)?期限?)的|关于(.+?)(?:继续(?:有效|执行|实施|施行)|延期)",
    )
});

/// Reads which documents last longer, and how long, into the facts.
pub(super) fn read_extension(lines: &[ReadLine], num_head_lines: usize, facts: &mut Facts) {
    let title = plain(&facts.title.value);
    let mut reader = Reader { is_subject: extends(&title), is_list: false };
    for (at, line) in lines.iter().enumerate().skip(num_head_lines) {
        let text = plain(&line.text);
        let sentences = text.split(['。', '；']).filter(|it| !it.is_empty());
        sentences.for_each(|it| reader.sentence(it, &format!("第{}行", at + 1), facts));
    }
    if facts.extended_until.is_none() && facts.extended_for.is_none() {
        facts.extends.clear();
    } else if facts.extends.is_empty() && reader.is_subject {
        let read = &facts.title.read;
        facts.extends = in_title(&title).into_iter().map(|value| Fact { value, read: read.clone() }).collect();
    }
    facts.extends.dedup_by(|a, b| a.value == b.value);
}

/// Goes through the sentences of a notice.
struct Reader {
    /// The title says that others last longer: that is all the notice is about.
    is_subject: bool,
    /// What follows is a list of documents.
    is_list: bool,
}

impl Reader {
    fn sentence(&mut self, sentence: &str, read: &str, facts: &mut Facts) {
        let names = names_in(sentence);
        let is_said = extends(sentence) && (self.is_subject || !names.is_empty());
        if is_said || self.is_list {
            facts.extends.extend(names.into_iter().map(|value| Fact { value, read: read.to_owned() }));
        }
        let is_about = is_said || self.is_subject && sentence.starts_with("有效期");
        if is_about {
            length(sentence, read, facts);
        }
        self.is_list = sentence.ends_with(['：', ':']) && is_about || self.is_list && !sentence.starts_with("本");
    }
}

fn length(sentence: &str, read: &str, facts: &mut Facts) {
    let fact = |value: String| Some(Fact { value, read: read.to_owned() });
    let until = TO.captures(sentence).and_then(|it| Date::from_groups(&it, 1)).or_else(|| printed_end(sentence));
    if let Some(until) = until {
        facts.extended_until = fact(until.iso());
    } else if let Some((count, unit)) = LONGER.captures(sentence).and_then(counted) {
        facts.extended_for = fact(format!("{count}{unit}"));
    }
}

fn counted(found: Captures) -> Option<(u32, String)> {
    Some((number(&found[1])?, found[2].to_owned()))
}

/// What a sentence names, but for what it only cites.
fn names_in(sentence: &str) -> Vec<String> {
    named(sentence).filter(|(before, _)| !CITED.is_match(before)).map(|it| it.1).collect()
}

fn in_title(title: &str) -> Vec<String> {
    let names = names_in(title);
    let bare = || IN_TITLE.captures(title).and_then(|it| Some(it.get(1).or(it.get(2))?.as_str().to_owned()));
    if names.is_empty() { bare().into_iter().collect() } else { names }
}
