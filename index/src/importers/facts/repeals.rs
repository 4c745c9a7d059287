//! What a sentence repeals, in whole or in part, and which documents it names.
//!
//! Only what the document does itself counts: 该条例施行后，《乙办法》同时废止 tells what another did, and 《乙办法》第三条同时废止
//! leaves the rest of it in force.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::cited::Citations;
use super::numbers::number_of;
use crate::importers::dates::{pattern, plain};
use crate::structure::numbering::split_marker;

/// A title, and the number in brackets behind it.
pub(super) static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern("《((?:[^《》]|《[^《》]*》)+)》(?:[（(]((?:[^（）()]|[（(][0-9]{4}[）)])*?号)[^（）()]*[）)])?")
});
static BARE_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern("([\\p{Han}]{1,12}?[〔\\[（(【](?:19|20)[0-9]{2}[〕\\]）)】]第?[0-9]{1,5}号)"));

/// Before 决定废止: another does it, others shall, or it was done.
static OTHERS: LazyLock<Regex> = LazyLock::new(|| pattern("国务院|省|自治区|国家|各|应|要|须|可以|拟"));
/// Words before a 文号 without 书名号: 同时废止甲府〔2019〕3号.
static NOT_OF_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern("[原和及与起将对的]|废止|执行|施行|实施|印发|发布"));
/// Words that end a document.
const ENDS: &str = "(?:废止|作废|失效|停止(?:执行|施行|实施)|不再(?:执行|施行|实施))";
/// They stand behind what they end.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("{ENDS}$")));
/// A clause that names no document ends those before it only where it has no subject of its own: 现予以废止, but not
/// 原有规定同时废止.
static ONLY_VERB: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "^(?:(?:自|从|于)[^，]*?(?:起|日|后)|(?:该|上述|以上|前述)\\p{{Han}}{{1,6}}?|经研究|现|同时|同步|即行?|随即|随之|予以?|一并|一律|均|\
         都|亦|全部|相应|依法|自然|自行|自动|正式|决定|并|也|宣布|作)*{ENDS}$"
    ))
});
/// Or before it: 决定废止2010年1月1日发布的《乙办法》.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(决定|宣布|(?:^|[，,、])并?(?:现|同时|一并|即行|自[^《》，,]{{2,24}}起))([^《》应要须可拟已各]{{0,24}}?){ENDS}(?:[^《》，：；]{{0,40}}的|原)?$"
    ))
});
/// 本办法代替《乙办法》: who takes the place of another ends it.
static INSTEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "((?:^|[，,])(?:本[\\p{Han}&&[^的]]{1,4}?)?(?:现|并|同时|全面)?(?:代替|取代|替代))(?:[^《》，：；]{0,40}的|原)?$",
    )
});
/// Behind what it takes the place of: a document, not what that says somewhere.
static WHOLE_OR_PART: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:[（(][^（）()]*[）)])?(?:[、，,；。和及与等]|第|$)"));
/// In a document that is about nothing else no more is needed: 一、废止《乙办法》.
static ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{ENDS}(?:[^《》，：；]{{0,40}}的|原)?$")));
/// 《乙办法》已于2020年废止, 拟废止, 到期废止
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:已(?:经)?[^，《》（）()]{{0,16}}?|(?:拟|建议|[^相]应当?|不|未|期满|届满|到期)[^，《》（）()的]{{0,6}}?){ENDS}$"
    ))
});
/// 如《乙办法》废止, 因《乙办法》失效
static CONDITION: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:如果?|若|一旦|因|凡|除|在)"));
/// 本办法同时废止: what the sentence ends is the document itself.
static ENDS_ITSELF: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("本[\\p{{Han}}&&[^起后时]]{{1,4}}?(?:同时|即行|自行|自动|相应)?{ENDS}$")));
/// Before what is only cited.
static CITING: LazyLock<Regex> = LazyLock::new(|| pattern("根据|按照|依据|依照|遵照|结合|贯彻|落实|参照|违反"));
/// 《丙条例》施行后, 《丙条例》自2024年1月1日起施行: what the other does is told.
static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:[（(][^（）()]*[）)])?[^《》，,（）()本停废的同]{0,24}?(?:施行|实施|生效|出台|颁布)(?:后|之后|以后|之日|时|起|，|,|$)",
    )
});
static SINCE: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:[（(][^（）()]*[）)])?(?:自|从|于)[0-9一二〇]"));
/// 该条例施行后
static OF_THAT: LazyLock<Regex> = LazyLock::new(|| {
    pattern("该(?:条例|办法|规定|细则|意见|方案|通知|规章|文件|决定|法)[^，]*?(?:施行|实施|生效|出台|颁布|印发|发布)")
});
/// 第三条, 有关供水的规定: a part of what is named before.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:[（(][^（）()]*[）)])?(?:文件)?(?:中|内|里)?的?(?:第[0-9一二三四五六七八九十百]|附件|附表|部分|\
         (?:涉及|[^《》，、；和及自等]){0,30}(?:规定|条款|条文|内容|部分|事项|要求|标准|政策)\
         (?:中|同时|即行|自|从|一并|均|予以|停止|废止|失效|不再|修改|$|、|，|和|及))",
    )
});
/// Behind the last document of a list.
static NOTHING_MORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^(?:[（(][^（）()]*[）)])?等?(?:[0-9一二三四五六七八九十]*[件个份])?(?:规范性文件|文件|规章)?[。；，]?$")
});
/// Between two of them.
static BETWEEN: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:[（(][^（）()]*[）)])?(?:、|，|,|和|及|与|以及)*(?:[^《》，：；]{0,40}的|原)?$"));
/// 与本办法不一致的，同时废止
static CONFLICTS: LazyLock<Regex> = LazyLock::new(|| pattern("不一致|抵触|不符|冲突|不相符"));

/// The numbers or titles of what a sentence ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ended {
    /// Whole documents.
    pub whole: Vec<String>,
    /// Documents of which a part goes on.
    pub parts: Vec<String>,
}

/// A document that a sentence names.
struct Named<'a> {
    /// Its 文号 where one is printed, its title otherwise.
    name: String,
    /// Its title, empty where only its 文号 is printed.
    title: &'a str,
    /// Where the sentence names it.
    place: Range<usize>,
}

/// Reads what a sentence of the document called `title` ends.
pub(super) fn ended(text: &str, title: &str) -> Ended {
    let all = all_named(text);
    if all.is_empty() || is_of_another(text, &all, title) {
        return Ended::default();
    }
    let mut ending = Ending { text, all: &all, seen: HashSet::new(), found: Ended::default() };
    ending.before_verbs();
    if ending.found == Ended::default() {
        ending.behind_verb(title);
    }
    ending.found
}

/// 下列文件同时废止：《乙办法》；《丙办法》（甲府〔2019〕3号）: the sentence up to its 。
pub(super) fn ended_in_list(sentence: &str) -> Vec<String> {
    let Some((head, tail)) = sentence.split_once('：') else { return Vec::new() };
    let is_list = BEHIND.is_match(head) && !TOLD.is_match(head) && all_named(head).is_empty();
    let items = tail.split(['；', ';']).filter(|_| is_list).map(|it| split_marker(it).1);
    let names = |item: &str| {
        let all = all_named(item);
        let is_all = all.first().is_some_and(|it| BETWEEN.is_match(&item[..it.place.start]))
            && all.last().is_some_and(|it| NOTHING_MORE.is_match(&item[it.place.end..]))
            && all.windows(2).all(|it| BETWEEN.is_match(&item[it[0].place.end..it[1].place.start]));
        all.into_iter().filter(|_| is_all).map(|it| it.name).collect::<Vec<_>>()
    };
    items.flat_map(names).collect()
}

/// What one clause of a sentence says of the documents that it names.
struct Clause<'a> {
    words: &'a str,
    /// It names any.
    names_any: bool,
    /// Those that it does not only cite.
    objects: Vec<usize>,
    /// A list that may go on in the next clause.
    is_list: bool,
    /// 如《乙办法》废止, 《乙办法》废止的: no document is ended, nor any that is named before.
    is_condition: bool,
}

impl<'a> Clause<'a> {
    /// The clause at `place`, which names the documents in `here`.
    fn of(text: &'a str, place: &Range<usize>, all: &[Named], here: Range<usize>) -> Self {
        let words = &text[place.clone()];
        let citations = Citations::of(words, &CITING);
        let is_cited = |at: usize| is_cited(words, all[at].place.start - place.start, &citations);
        // Brackets behind a title may reach over the end of the clause.
        let behind = |at: usize| text.get(all[at].place.end..place.end).unwrap_or_default();
        let is_list = here.clone().next_back().is_some_and(|at| NOTHING_MORE.is_match(behind(at)));
        Self {
            words,
            names_any: !here.is_empty(),
            is_list: is_list && !here.clone().next().is_some_and(is_cited),
            is_condition: !here.is_empty() && (CONDITION.is_match(words) || words.ends_with('的')),
            objects: here.filter(|&at| !is_cited(at)).collect(),
        }
    }

    /// It ends with a verb, and what that ends stands before it.
    fn is_verb(&self) -> bool {
        BEHIND.is_match(self.words)
            && (self.names_any || ONLY_VERB.is_match(self.words))
            && !TOLD.is_match(self.words)
            && !ENDS_ITSELF.is_match(self.words)
    }
}

/// The words before a title only cite it; 根据2015年…修改的《乙办法》 tells of its history.
fn is_cited(text: &str, start: usize, citations: &Citations) -> bool {
    citations.holds(start) && !["修改的", "修正的", "修订的"].iter().any(|it| text[..start].ends_with(it))
}

/// Gathers what a sentence ends.
struct Ending<'a> {
    text: &'a str,
    /// What the sentence names, in reading order.
    all: &'a [Named<'a>],
    /// Names that were found, and whether in part.
    seen: HashSet<(bool, &'a str)>,
    found: Ended,
}

impl<'a> Ending<'a> {
    /// The objects of every verb at the end of a clause: those of its own clause, or of the nearest one before it that
    /// names any, and the lists that lead up to them. A sentence may hold thousands of verbs and of titles, so each
    /// clause is read once, and a list is followed back only as far as no other verb did.
    fn before_verbs(&mut self) {
        let clauses = self.clauses();
        let mut followed = [0, 0];
        let (mut nearest, mut is_in_part) = (None, false);
        for (at, clause) in clauses.iter().enumerate() {
            if clause.is_condition || !clause.objects.is_empty() {
                (nearest, is_in_part) = (Some(at).filter(|_| !clause.is_condition), false);
            }
            is_in_part |= !clause.names_any && CONFLICTS.is_match(clause.words);
            if let Some(last) = nearest.filter(|_| clause.is_verb()) {
                let followed = &mut followed[usize::from(is_in_part)];
                let first = first_of_list(&clauses, last, *followed).max(*followed);
                *followed = last + 1;
                let objects = clauses[first..=last].iter().flat_map(|it| &it.objects);
                objects.for_each(|&it| self.add(it, is_in_part));
            }
        }
    }

    /// The clauses of the sentence.
    fn clauses(&self) -> Vec<Clause<'a>> {
        let until = |byte: usize| self.all.partition_point(|it| it.place.start < byte);
        let places = clauses(self.text).into_iter();
        places.map(|it| Clause::of(self.text, &it, self.all, until(it.start)..until(it.end))).collect()
    }

    /// The objects of a verb that stands before them.
    fn behind_verb(&mut self, title: &str) {
        let is_decision = title.ends_with("决定") && ["规章", "文件", "修改"].iter().any(|it| title.contains(it));
        let is_about_ending = is_decision || act_of_title(title).is_some_and(|it| it == "废止");
        let actors = Actors::of(self.text);
        let is_first = |it: &Named| {
            let lead = &self.text[..it.place.start];
            let is_item = || is_about_ending && ITEM.is_match(split_marker(lead).1);
            let verb = verb_before(lead).or_else(|| instead_before(lead, &self.text[it.place.end..]));
            let own = verb.filter(|it| is_about_ending || !actors.is_by_another(self.text, *it));
            own.is_some() || is_item()
        };
        let Some(first) = self.all.iter().position(is_first) else { return };
        for at in first..self.all.len() {
            self.add(at, false);
            let next = self.all.get(at + 1).map(|next| &self.text[self.all[at].place.end..next.place.start]);
            if !next.is_some_and(|it| BETWEEN.is_match(it)) {
                return;
            }
        }
    }

    fn add(&mut self, at: usize, is_in_part: bool) {
        let it = &self.all[at];
        let is_in_part = is_in_part || PART.is_match(&self.text[it.place.end..]);
        if self.seen.insert((is_in_part, &it.name)) {
            let names = if is_in_part { &mut self.found.parts } else { &mut self.found.whole };
            names.push(it.name.clone());
        }
    }
}

/// The first clause of the list that leads up to the objects of clause `last`. What stands before `followed` was found
/// already, unless the list ends behind it.
fn first_of_list(clauses: &[Clause], last: usize, followed: usize) -> usize {
    let is_part = |at: &usize| clauses[*at].is_list && !clauses[*at].is_condition;
    (followed.min(last)..last).rev().take_while(is_part).last().unwrap_or(last)
}

/// No verb before its objects is longer, with all that may stand around it.
const MAX_VERB_CHARS: usize = 128;

/// Where 决定废止 begins, if a text ends so.
fn verb_before(lead: &str) -> Option<usize> {
    place_before(lead, &BEFORE)
}

/// Where 本办法代替 begins, if a text ends so, and what follows the title is not what that document says.
fn instead_before(lead: &str, rest: &str) -> Option<usize> {
    place_before(lead, &INSTEAD).filter(|_| WHOLE_OR_PART.is_match(rest))
}

fn place_before(lead: &str, verb: &Regex) -> Option<usize> {
    let from = lead.char_indices().rev().nth(MAX_VERB_CHARS).map_or(0, |it| it.0);
    verb.captures(&lead[from..])?.get(1).map(|it| from + it.start())
}

/// Who else is named in a sentence.
struct Actors {
    commas: Vec<usize>,
    others: Vec<Range<usize>>,
}

impl Actors {
    fn of(text: &str) -> Self {
        let commas = text.char_indices().filter(|it| matches!(it.1, '，' | ',')).map(|it| it.0);
        Self { commas: commas.collect(), others: OTHERS.find_iter(text).map(|it| it.range()).collect() }
    }

    /// 国务院决定废止《乙条例》, 已决定废止: another did it, or it was done before. The verb begins at this byte.
    fn is_by_another(&self, text: &str, verb: usize) -> bool {
        let comma = self.commas.partition_point(|it| *it < verb).checked_sub(1).map(|at| self.commas[at]);
        let first = self.others.partition_point(|it| comma.is_some_and(|comma| it.start < comma));
        let is_named = self.others.get(first).is_some_and(|it| it.end <= verb);
        is_named || ["已", "已经"].iter().any(|it| text[..verb].ends_with(it))
    }
}

/// The sentence tells what came with another document.
fn is_of_another(text: &str, all: &[Named], title: &str) -> bool {
    let own = bare(title);
    let is_other = |it: &&Named| !own.contains(&bare(it.title)) || it.title.is_empty();
    // 《乙办法》自2019年3月1日起实施，现予废止: of one document its own first day is told.
    let is_alone = |rest: &str| all.len() == 1 && SINCE.is_match(rest);
    let begins = |it: &&Named| BEGINS.is_match(&text[it.place.end..]) && !is_alone(&text[it.place.end..]);
    let that = OF_THAT.find(text).and_then(|that| all.iter().rfind(|it| it.place.end <= that.start()));
    all.iter().any(|it| begins(&it) && is_other(&it)) || that.as_ref().is_some_and(is_other)
}

/// A name without the marks around and within it.
pub(super) fn bare(name: &str) -> String {
    name.chars().filter(|c| !"《》〈〉".contains(*c)).collect()
}

/// Parts of a sentence between commas; those within a title or brackets part nothing.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let (mut all, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '《' | '（' | '(' => depth += 1,
            '》' | '）' | ')' => depth = depth.saturating_sub(1),
            '，' | ',' if depth == 0 => {
                all.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    all.push(start..text.len());
    all
}

/// 《残疾人证》, 《食品经营许可证》: what is issued to people is no document of an office.
fn is_certificate(title: &str) -> bool {
    let ends = ["证", "证明", "委托书", "证书", "执照", "批件", "合同", "协议", "协议书", "卡", "票据", "申请表"];
    ends.iter().any(|it| bare(title).ends_with(it))
}

/// Every title of a sentence, or, where there is none, every 文号.
fn all_named(text: &str) -> Vec<Named<'_>> {
    let place = |it: &Captures| it.get(0).map_or(0..0, |it| it.range());
    let titled: Vec<Named> = TITLED
        .captures_iter(text)
        .map(|it| Named { name: name_of(&it), title: it.get(1).map_or("", |it| it.as_str()), place: place(&it) })
        .collect();
    if !titled.is_empty() {
        return titled.into_iter().filter(|it| !is_certificate(it.title)).collect();
    }
    let numbered = |it: Captures| {
        let words = it.get(1)?.as_str();
        let letters = words.split(['〔', '[', '（', '(', '【']).next().unwrap_or_default();
        let start = NOT_OF_NUMBER.find_iter(letters).last().map_or(0, |it| it.end());
        let place = place(&it);
        Some(Named { name: number_of(&words[start..])?, title: "", place: place.start + start..place.end })
    };
    BARE_NUMBER.captures_iter(text).filter_map(numbered).collect()
}

/// The 文号 in brackets behind a title, or the title.
fn name_of(found: &Captures) -> String {
    match found.get(2) {
        // （根据2019年甲市人民政府令第3号修正） tells of its history.
        Some(number) if !number.as_str().starts_with("根据") => {
            number_of(number.as_str()).unwrap_or_else(|| number.as_str().to_owned())
        }
        _ => found[1].to_owned(),
    }
}

/// What a sentence names, each with the words before it.
pub(super) fn named(text: &str) -> impl Iterator<Item = (&str, String)> {
    TITLED.captures_iter(text).map(|it| (&text[..it.get(0).map_or(0, |it| it.start())], name_of(&it)))
}

/// What a sentence names, each with what follows its title, the number in brackets included.
pub(super) fn named_before(text: &str) -> impl Iterator<Item = (&str, String)> {
    let behind = |it: &Captures| it.get(1).map_or(text.len(), |it| it.end() + '》'.len_utf8());
    TITLED.captures_iter(text).map(move |it| (&text[behind(&it)..], name_of(&it)))
}

/// 关于废止《乙办法》的决定, 关于修改《乙办法》的决定: what a title says it does to others.
static DOES: LazyLock<Regex> = LazyLock::new(|| {
    pattern("关于(?:(?:宣布)?(?:废止|停止执行|修改|修订|修正)|宣布)(.+?)(?:失效)?的(?:决定|通知|公告|通告|命令|令)$")
});

/// 废止 or 修改, where that is what the title is about.
fn act_of_title(title: &str) -> Option<&'static str> {
    let brings = ["转发", "印发", "解读"].iter().any(|it| title.contains(it));
    let said = ["废止", "停止执行", "失效", "修改", "修正", "修订"].iter().filter(|it| title.contains(**it));
    let mut said = said.map(|it| if "修改修正修订".contains(it) { "修改" } else { "废止" });
    let first = said.next().filter(|_| !brings)?;
    said.all(|it| it == first).then_some(first)
}

/// The titles of the documents that a title ends or changes.
pub(super) fn in_title(title: &str) -> Option<(&'static str, Vec<String>)> {
    let act = act_of_title(title)?;
    let objects = DOES.captures(title)?.get(1)?.as_str();
    let all = all_named(objects);
    let is_list = all.windows(2).all(|it| BETWEEN.is_match(&objects[it[0].place.end..it[1].place.start]));
    let last = all.last().filter(|_| is_list)?;
    let act = if PART.is_match(&objects[last.place.end..]) { "修改" } else { act };
    Some((act, all.iter().map(|it| it.title.to_owned()).collect()))
}

/// The 文号 that a text first gives each document that it names with one, by its bare title.
pub(super) fn numbers_in_text(texts: impl Iterator<Item = String>) -> HashMap<String, String> {
    let mut numbers = HashMap::new();
    for text in texts.map(|it| plain(&it)) {
        for it in all_named(&text).into_iter().filter(|it| it.name != it.title) {
            numbers.entry(bare(it.title)).or_insert(it.name);
        }
    }
    numbers
}

/// `将《乙办法》第三条修改为`, `对《乙办法》作如下修改`: what a sentence of a document that changes others changes.
pub(super) fn amended(text: &str, title: &str) -> Vec<String> {
    static CHANGES: LazyLock<Regex> = LazyLock::new(|| pattern("^[^《》]*?(?:修改|修正|修订|删去|删除|改为|增加)"));
    const BEFORE_OBJECTS: [char; 3] = ['将', '对', '把'];
    // Few sentences hold one of these, and a title may be long.
    let is_changing = || ["修改", "修正", "修订", "废止", "清理"].iter().any(|it| title.contains(it));
    if !text.contains(BEFORE_OBJECTS) || !is_changing() {
        return Vec::new();
    }
    let is_object = |it: &Named| {
        let before = &text[..it.place.start];
        before.ends_with(BEFORE_OBJECTS) && CHANGES.is_match(&text[it.place.end..])
    };
    all_named(text).into_iter().filter(is_object).map(|it| it.name).collect()
}

#[cfg(test)]
mod tests;
