//! Which document ended, amended or explains which? Documents name each other
//! by 文号 or title; here the names become places in the corpus. A name counts
//! only where all of it agrees.

use std::collections::BTreeSet;

use policy_engine::{Change, Corpus, Day, Document, Later};

use crate::gazette::catalogue::DocumentEntry;
use crate::gazette::reader::Gazette;
use crate::gazette::said::Longer;
use crate::structure::lines::typography::compact;

/// Fills in, for every document, what the others did to it and which one it
/// explains. Costs time in the square of the documents, by a comparison of
/// names each.
pub fn relate(entries: &mut [DocumentEntry]) {
    let names: Vec<Vec<String>> = entries.iter().map(names).collect();
    let days: Vec<Option<Day>> = entries.iter().map(|it| first_day(&it.document)).collect();
    let find = |name: &str| -> Vec<usize> {
        let key = key(name);
        (0..names.len()).filter(|&at| !key.is_empty() && names[at].contains(&key)).collect()
    };
    let mut found: Vec<(usize, Later)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        for (change, name) in done_to_others(entry) {
            let is_earlier =
                |old: &usize| *old != at && days[*old].is_none_or(|old| days[at].is_none_or(|it| old < it));
            let olds = find(&name).into_iter().filter(is_earlier);
            found.extend(olds.map(|old| (old, later(change, at, entry, days[at]))));
        }
        for (change, name) in done_by_others(entry) {
            let other = find(name).into_iter().find(|it| *it != at);
            found.push((
                at,
                match other {
                    Some(other) => later(change, other, &entries[other], days[other]),
                    None => Later { change, from: None, document: None, name: name.clone() },
                },
            ));
        }
    }
    let explained: Vec<Option<usize>> = (0..entries.len())
        .map(|at| {
            let named = explained_by(&entries[at].document).into_iter().flat_map(|it| find(&it));
            named.filter(|it| *it != at).max_by_key(|it| days[*it])
        })
        .collect();
    extend(entries, &days, &find);
    for (old, later) in found {
        let all = &mut entries[old].document.terms.later;
        if !all.iter().any(|it| it.name == later.name && it.change == later.change) {
            all.push(later);
        }
    }
    for (entry, explained) in entries.iter_mut().zip(explained) {
        entry.document.terms.later.sort_by_key(|it| it.from);
        entry.document.explains = explained.and_then(|it| u16::try_from(it).ok());
    }
}

/// What a later document lets last longer does, and says by which: the end that its own words name is past.
fn extend(entries: &mut [DocumentEntry], days: &[Option<Day>], find: &impl Fn(&str) -> Vec<usize>) {
    let mut order: Vec<usize> = (0..entries.len()).filter(|&it| !entries[it].said.extends.is_empty()).collect();
    order.sort_by_key(|&it| days[it]);
    for at in order {
        let (extends, name) = (entries[at].said.extends.clone(), entries[at].document.number.clone());
        let is_earlier = |old: usize| old != at && days[old].is_none_or(|old| days[at].is_none_or(|it| old < it));
        let mut seen = BTreeSet::new();
        for longer in &extends {
            // By its 文号 and again by its title: it is one, and lasts longer once.
            for old in find(&longer.name).into_iter().filter(|&it| is_earlier(it) && seen.insert(it)) {
                prolong(&mut entries[old], longer, &name);
            }
        }
    }
}

fn prolong(old: &mut DocumentEntry, longer: &Longer, by: &str) {
    let terms = &mut old.document.terms;
    let until = longer.until.or_else(|| months_later(terms.until?, longer.months));
    if until.is_some() && terms.until < until && !terms.is_open {
        terms.until = until;
        terms.basis = format!("{by}延长");
        old.said.basis = None;
    }
}

/// The last day of so many months more: the same day of its month, or the last of it where this is the last of its
/// own.
fn months_later(day: Day, months: u16) -> Option<Day> {
    let text = day.to_string();
    let part = |at: usize| text.get(at..at + 2)?.parse::<u32>().ok();
    let (month, of_month) = (part(5)?, part(8)?);
    let months_in_all = u32::from(day.year()) * 12 + month - 1 + u32::from(months);
    let (year, later) = (months_in_all / 12, months_in_all % 12 + 1);
    let last = num_days(year, later);
    let is_last = of_month == num_days(u32::from(day.year()), month);
    let of_month = if is_last { last } else { of_month.min(last) };
    Day::new(u16::try_from(year).ok()?, u8::try_from(later).ok()?, u8::try_from(of_month).ok()?)
}

fn num_days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn later(change: Change, at: usize, entry: &DocumentEntry, from: Option<Day>) -> Later {
    Later { change, from, document: u16::try_from(at).ok(), name: entry.document.number.clone() }
}

/// From this day on a document can end others.
fn first_day(document: &Document) -> Option<Day> {
    document.terms.effective.or_else(|| Day::parse(&document.date)).or(document.published)
}

/// What others may call a document.
fn names(entry: &DocumentEntry) -> Vec<String> {
    let Document { number, title, other_numbers, .. } = &entry.document;
    let all = [number, title, &entry.said.inner_title].into_iter().chain(other_numbers);
    all.map(|it| key(it)).filter(|it| !it.is_empty()).collect()
}

/// A name without the brackets and quotes that are set around and within it.
fn key(name: &str) -> String {
    let bracket = |c: char| match c {
        '[' | '［' | '【' => '〔',
        ']' | '］' | '】' => '〕',
        other => other,
    };
    let bare = |c: &char| !"《》〈〉“”\"".contains(*c);
    compact(name).chars().filter(bare).map(bracket).collect()
}

/// What its text or its title says that it does.
fn done_to_others(entry: &DocumentEntry) -> Vec<(Change, String)> {
    let said = |change, names: &[String]| names.iter().map(move |it| (change, it.clone())).collect::<Vec<_>>();
    let mut done = said(Change::Repealed, &entry.said.repeals);
    done.extend(said(Change::Amended, &entry.said.amends));
    for (verb, change) in [
        ("重新印发", Change::Reissued),
        ("重新公布", Change::Reissued),
        ("重新发布", Change::Reissued),
        ("修改", Change::Amended),
        ("废止", Change::Repealed),
    ] {
        let behind = entry.document.title.split_once(&["关于", verb].concat());
        let titles = behind.map(|it| titles_in(it.1)).unwrap_or_default();
        done.extend(titles.into_iter().map(|it| (change, it)));
    }
    done
}

/// What an editor says was done to it.
fn done_by_others(entry: &DocumentEntry) -> impl Iterator<Item = (Change, &String)> {
    let said = &entry.said;
    let repealed = said.repealed_by.iter().map(|it| (Change::Repealed, it));
    let reissued = said.reissued_as.iter().map(|it| (Change::Reissued, it));
    repealed.chain(reissued).chain(said.amended_by.iter().map(|it| (Change::Amended, it)))
}

/// The titles that the end of a title names: in 书名号, or all of it up to 的通知.
fn titles_in(text: &str) -> Vec<String> {
    let bare = || ["的通知", "的决定", "的公告"].iter().find_map(|it| text.strip_suffix(it));
    let titles = quoted(text);
    if titles.is_empty() { bare().map(str::to_owned).into_iter().collect() } else { titles }
}

/// The titles in 书名号 that a text begins with, one behind the other.
fn quoted(text: &str) -> Vec<String> {
    let (mut titles, mut title, mut depth) = (Vec::new(), String::new(), 0);
    for c in text.chars() {
        match c {
            '《' if depth == 0 => depth = 1,
            '》' if depth == 1 => {
                titles.push(std::mem::take(&mut title));
                depth = 0;
            }
            '、' | '和' | '及' if depth == 0 => {}
            _ if depth == 0 => break,
            '《' => depth += 1,
            '》' => depth -= 1,
            other => title.push(other),
        }
    }
    titles
}

/// The names of what a 解读 explains, as its title gives them.
fn explained_by(document: &Document) -> Vec<String> {
    let Document { title, kind, .. } = document;
    if kind != "解读" && !title.contains("解读") {
        return Vec::new();
    }
    let in_quotes = title.find('《').map(|at| quoted(&title[at..])).unwrap_or_default();
    if !in_quotes.is_empty() {
        return in_quotes;
    }
    let bare = title.trim_end_matches("解读").trim_end_matches("政策").trim_end_matches("文件").trim_end_matches('的');
    vec![bare.to_owned(), bare.trim_start_matches("关于").to_owned()]
}

/// A clause that speaks of its document's validity: document, clause, and what
/// is to be said of it.
pub type Basis = (usize, usize, String);

/// The clauses that hold the lines where documents speak of their validity.
pub fn bases(gazette: &Gazette) -> Vec<Basis> {
    let entries = gazette.catalogue.documents.iter().enumerate();
    let basis = |(at, entry): (usize, &DocumentEntry)| {
        let (line, note) = entry.said.basis.clone()?;
        let holds = |it: &usize| gazette.document_of[*it] == at && gazette.drafts[*it].lines.contains(&line);
        let clause = (0..gazette.drafts.len()).find(holds)?;
        Some((at, clause, note))
    };
    entries.filter_map(basis).collect()
}

/// Says in every document where it speaks of its validity: `第五十四条`.
pub fn set_bases(corpus: &mut Corpus, bases: Vec<Basis>) {
    for (document, clause, note) in bases {
        let place = corpus.place(&corpus.clauses[clause]);
        let is_head = clause == 0 || corpus.clauses[clause - 1].document != corpus.clauses[clause].document;
        let named = match place.as_str() {
            // A paragraph without a number has no place to name, but there it stands.
            "" if is_head => "标题下".to_owned(),
            "" => "正文".to_owned(),
            place => within_sentence(place),
        };
        corpus.documents[document].terms.basis = named + &note;
    }
}

/// `三、` as 第三部分, `三、1.` as `三、1`: a comma or a bracket follows.
fn within_sentence(place: &str) -> String {
    let bare = place.trim_end_matches(['.', '．']);
    let Some(outer) = bare.strip_suffix('、') else { return bare.to_owned() };
    let is_figure = |c: char| "一二三四五六七八九十百零〇".contains(c);
    let start = outer.trim_end_matches(is_figure).len();
    format!("{}第{}部分", &outer[..start], &outer[start..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazette::said::Said;

    fn entry(number: &str, title: &str, date: &str, said: Said) -> DocumentEntry {
        let document =
            Document { number: number.into(), title: title.into(), date: date.into(), ..Document::default() };
        DocumentEntry {
            collection: 0,
            file: String::new(),
            lines: (1, 1),
            document,
            said,
            id: String::new(),
            entry_line: 1,
        }
    }

    fn repeals(name: &str) -> Said {
        Said { repeals: vec![name.to_owned()], ..Said::default() }
    }

    /// What happened to the first of these documents.
    fn later(mut entries: Vec<DocumentEntry>) -> Vec<(Change, String, Option<u16>)> {
        relate(&mut entries);
        let all = &entries[0].document.terms.later;
        all.iter().map(|it| (it.change, it.name.clone(), it.document)).collect()
    }

    #[test]
    fn documents_are_found_by_number_or_by_all_of_their_title() {
        let old = || entry("甲府规〔2019〕7号", "甲市关于印发《乙办法》的通知", "2019-03-01", Said::default());
        let new = |said| entry("甲府规〔2024〕3号", "丙", "2024-03-01", said);
        let found = vec![(Change::Repealed, "甲府规〔2024〕3号".to_owned(), Some(1))];
        for name in ["甲府规〔2019〕7号", "甲府规[2019]7号", "甲市关于印发〈乙办法〉的通知", "甲市关于印发乙办法的通知"]
        {
            assert_eq!(later(vec![old(), new(repeals(name))]), found, "{name}");
        }
        for name in ["乙办法", "甲府规〔2019〕70号", "", "甲市关于印发《乙办法》的通知（二）"]
        {
            assert_eq!(later(vec![old(), new(repeals(name))]), [], "{name}");
        }
        let inner = DocumentEntry { said: Said { inner_title: "乙办法".into(), ..Said::default() }, ..old() };
        assert_eq!(later(vec![inner, new(repeals("乙办法"))]), found);
    }

    #[test]
    fn a_place_is_named_so_that_a_comma_may_follow() {
        for (place, words) in [
            ("第五十四条", "第五十四条"),
            ("三、", "第三部分"),
            ("附件 十二、", "附件 第十二部分"),
            ("三、1.", "三、1"),
            ("三、（二）", "三、（二）"),
        ] {
            assert_eq!(within_sentence(place), words);
        }
    }

    #[test]
    fn what_is_prolonged_lasts_longer_and_says_by_what() {
        let lasts = |until: &str, said: Said| {
            let mut old = entry("甲府规〔2019〕7号", "乙办法", "2019-03-01", Said::default());
            old.document.terms.until = Day::parse(until);
            let mut entries = [old, entry("甲府规〔2024〕3号", "丙", "2024-03-01", said)];
            relate(&mut entries);
            let terms = &entries[0].document.terms;
            (terms.until.map(|it| it.to_string()).unwrap_or_default(), terms.basis.clone())
        };
        let longer = |until: &str, months| {
            let named = |name: &str| Longer { name: name.to_owned(), until: Day::parse(until), months };
            // Its title is another name of the same document.
            Said { extends: vec![named("甲府规〔2019〕7号"), named("乙办法")], ..Said::default() }
        };
        let by = "甲府规〔2024〕3号延长".to_owned();
        for (until, said, right) in [
            ("2024-02-29", longer("2027-12-31", 0), "2027-12-31"),
            ("2024-05-31", longer("", 24), "2026-05-31"),
            ("2024-02-29", longer("", 24), "2026-02-28"),
            ("2024-05-31", longer("", 6), "2024-11-30"),
            ("2023-08-31", longer("", 6), "2024-02-29"),
            ("2024-12-15", longer("", 1), "2025-01-15"),
            ("2024-06-30", longer("", 6), "2024-12-31"),
            ("2025-02-28", longer("", 36), "2028-02-29"),
        ] {
            assert_eq!(lasts(until, said), (right.to_owned(), by.clone()), "{until}");
        }
        assert_eq!(lasts("2028-05-31", longer("2027-12-31", 0)), ("2028-05-31".to_owned(), String::new()));
        assert_eq!(lasts("", longer("", 24)), (String::new(), String::new()), "from when on is not known");
    }

    #[test]
    fn each_document_has_its_own_last_day() {
        let named = |name: &str, until: &str| Longer { name: name.into(), until: Day::parse(until), months: 0 };
        let extends = vec![named("乙办法", "2026-12-31"), named("丙办法", "2027-12-31")];
        let mut entries = [
            entry("甲府规〔2019〕7号", "乙办法", "2019-03-01", Said::default()),
            entry("甲府规〔2019〕8号", "丙办法", "2019-03-01", Said::default()),
            entry("甲府规〔2024〕3号", "丁", "2024-03-01", Said { extends, ..Said::default() }),
        ];
        relate(&mut entries);
        let until = |at: usize| entries[at].document.terms.until.map(|it| it.to_string());
        assert_eq!((until(0).as_deref(), until(1).as_deref()), (Some("2026-12-31"), Some("2027-12-31")));
    }

    #[test]
    fn nothing_ends_what_came_after_it() {
        let versions = |said: Said| {
            ["2024-03-01", "2019-03-01"].map(|day| {
                let said = if day == "2019-03-01" { said.clone() } else { Said::default() };
                entry(&["《乙办法》", day].concat(), "乙办法", day, said)
            })
        };
        assert_eq!(later(versions(repeals("乙办法")).into()), []);
    }

    #[test]
    fn titles_say_what_a_document_does() {
        for (title, change) in [
            ("甲市关于重新印发《乙办法》的通知", Change::Reissued),
            ("甲市关于重新印发乙办法的通知", Change::Reissued),
            ("甲市关于修改《丙办法》《乙办法》的决定", Change::Amended),
            ("甲市关于废止《乙办法》和《丙办法》的决定", Change::Repealed),
        ] {
            let old = entry("甲府规〔2019〕7号", "乙办法", "2019-03-01", Said::default());
            let new = entry("甲府规〔2024〕3号", title, "2024-03-01", Said::default());
            assert_eq!(later(vec![old, new]), [(change, "甲府规〔2024〕3号".to_owned(), Some(1))], "{title}");
        }
        let old = entry("甲府规〔2019〕7号", "乙办法", "2019-03-01", Said::default());
        let other = entry("甲府规〔2024〕3号", "甲市关于贯彻《乙办法》的通知", "2024-03-01", Said::default());
        assert_eq!(later(vec![old, other]), []);
    }

    #[test]
    fn an_editor_names_documents_that_are_not_here() {
        let said = Said { repealed_by: vec!["甲府规〔2025〕1号".into()], ..Said::default() };
        let old = entry("甲府规〔2019〕7号", "乙办法", "2019-03-01", said);
        assert_eq!(later(vec![old.clone()]), [(Change::Repealed, "甲府规〔2025〕1号".to_owned(), None)]);
        let new = entry("甲府规〔2025〕1号", "丙", "2025-03-01", repeals("乙办法"));
        assert_eq!(later(vec![old, new]), [(Change::Repealed, "甲府规〔2025〕1号".to_owned(), Some(1))]);
    }

    #[test]
    fn an_explanation_stands_beside_what_it_explains() {
        for title in ["《乙办法》政策解读", "关于《乙办法》的解读", "乙办法解读", "关于乙办法的政策解读"]
        {
            let mut entries = [
                entry("甲府规〔2019〕7号", "乙办法", "2019-03-01", Said::default()),
                entry("甲府规〔2024〕7号", "乙办法", "2024-03-01", Said::default()),
                entry("《解读》", title, "2024-03-02", Said::default()),
            ];
            relate(&mut entries);
            assert_eq!(entries.map(|it| it.document.explains), [None, None, Some(1)], "{title}");
        }
    }
}
