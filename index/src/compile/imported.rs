//! Imported documents beside those of the gazette. A document is part of the
//! corpus by lying there; one with faults is left out by name, and the others
//! are published.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use policy_engine::{ClauseForm, Day, Document, Heading, Terms, marked_title};

use crate::compile::made::{made_lines, made_of};
use crate::error::{IndexError, Kind, Result};
use crate::gazette::accounting::lost_headings;
use crate::gazette::catalogue::{Catalogue, DocumentEntry};
use crate::gazette::document::ReadDocument;
use crate::gazette::lines::LineUse;
use crate::gazette::reader::Gazette;
use crate::gazette::said::{FOR_EVER, Longer, Said};
use crate::importers::kept::marks::{Marked, STALE_MARK, doubts, lay_over, read_marks, strong_lines};
use crate::importers::kept::record::{Extended, Fact, Facts, MAP, Problem, Record, SOURCE};
use crate::importers::kept::{CORPUS, Kept, Scrutiny, folders};
use crate::source::Source;
use crate::structure::clause_draft::ClauseDraft;
use crate::structure::lines::trimmed;
use crate::structure::lines::typography::compact;
use crate::structure::outline::title::title_of;
use crate::structure::{Aside, Line, outline_behind};

/// Collection of the documents for which nobody has decided.
const NO_COLLECTION: (&str, &str) = ("imported", "其他文件");

/// All documents of a root.
#[derive(Debug)]
pub struct Documents {
    /// Those of `collections.toml`, and behind them the imported ones.
    pub gazette: Gazette,
    /// Every folder of an imported document; what has faults was left out.
    pub imported: Vec<Kept>,
}

/// Reads the documents of `collections.toml`, and every folder of `corpus/`.
///
/// # Errors
/// The first thing wrong in `collections.toml` or the texts it names; a root
/// without any document.
pub fn read_documents(root: &Path, scrutiny: Scrutiny) -> Result<Documents> {
    let mut imported = folders(root, scrutiny);
    if imported.is_empty() {
        return Ok(Documents { gazette: Gazette::read(root)?, imported });
    }
    let mut gazette = Gazette::of(root, Catalogue::read_if_any(root)?)?;
    for kept in imported.iter_mut().filter(|it| it.faults.is_empty()) {
        if let Err(error) = adopt(&mut gazette, root, kept) {
            kept.faults.push(error.message);
        }
    }
    if gazette.drafts.is_empty() {
        let faults: Vec<&str> = imported.iter().flat_map(|it| &it.faults).map(String::as_str).collect();
        let message = format!("every document was left out: {}", faults.join("; "));
        return IndexError::new(Kind::Accounting, message, "mend the originals and import them again").fail();
    }
    Ok(Documents { gazette, imported })
}

fn adopt(gazette: &mut Gazette, root: &Path, kept: &mut Kept) -> Result<()> {
    let dir = format!("{CORPUS}/{}", kept.name);
    let source = Source::read(root, &format!("{dir}/{SOURCE}"))?;
    let marks = read_marks(root, &dir)?;
    let map = Source::read(root, &format!("{dir}/{MAP}"));
    let made = map.as_ref().map_or_else(|_| BTreeMap::new(), |map| made_lines(&source, map));
    let strong = map.as_ref().map_or_else(|_| BTreeSet::new(), strong_lines);
    let marked = lay_over(&source, &strong, &marks);
    if !marks.is_empty() {
        settle(&mut kept.record, &lay_over(&source, &strong, &[]), &marked);
        kept.stale.clone_from(&marked.stale);
    }
    let source = Source::new(&source.name, marked.text.clone());
    let read = outline(&kept.record, &marked);
    let made = made_of(&made, &marked.origins, &read.drafts, &kept.record.id);
    let mut said = said(&kept.record.facts);
    if let Some((line, _)) = &mut said.basis {
        *line = marked.origins.iter().position(|it| it == line).map_or(0, |it| it + 1);
    }
    let id = kept.record.collection.as_str();
    let collection = gazette.catalogue.collection(if id.is_empty() { NO_COLLECTION.0 } else { id });
    if id.is_empty() && gazette.catalogue.collections[collection].name == NO_COLLECTION.0 {
        NO_COLLECTION.1.clone_into(&mut gazette.catalogue.collections[collection].name);
    }
    let entry = DocumentEntry {
        collection,
        file: source.name.clone(),
        lines: (1, source.num_lines()),
        document: Document { made, ..document(&kept.record) },
        said,
        id: kept.record.id.clone(),
        entry_line: 1,
    };
    gazette.adopt(entry, source, read)
}

/// Doubts that an editor's marks settled are none any more; those that marks
/// bring are.
fn settle(record: &mut Record, plain: &Marked, marked: &Marked) {
    let (before, after) =
        (doubts(plain, record.head_lines, &record.id).1, doubts(marked, record.head_lines, &record.id).1);
    let is_in =
        |doubts: &[Problem], it: &Problem| doubts.iter().any(|other| (other.line, &other.code) == (it.line, &it.code));
    record.problems.retain(|it| it.code != STALE_MARK && (!is_in(&before, it) || is_in(&after, it)));
    record.problems.extend(after.iter().filter(|it| !is_in(&before, it)).cloned());
}

/// What its citation needs, and what it says of itself.
fn document(record: &Record) -> Document {
    let facts = &record.facts;
    let value = |fact: &Option<Fact>| fact.as_ref().map(|it| it.value.clone());
    let issuers: Vec<&str> = facts.issuers.iter().map(|it| it.value.as_str()).collect();
    Document {
        number: facts.numbers.first().map_or_else(|| marked_title(&facts.title.value), |it| it.value.clone()),
        title: facts.title.value.clone(),
        issuer: issuers.join("、"),
        date: value(&facts.signed).or(value(&facts.published)).unwrap_or_default(),
        period: period_of(facts),
        kind: facts.kind.value.clone(),
        other_numbers: facts.numbers.iter().skip(1).map(|it| it.value.clone()).collect(),
        published: day(&facts.published),
        terms: terms(facts),
        ..Document::default()
    }
}

fn day(fact: &Option<Fact>) -> Option<Day> {
    Day::parse(&fact.as_ref()?.value)
}

fn terms(facts: &Facts) -> Terms {
    let basis = basis(facts).filter(|it| line_of(it).is_none()).unwrap_or_default().to_owned();
    Terms {
        effective: day(&facts.effective),
        until: day(&facts.valid_until),
        is_open: facts.valid_for.as_ref().is_some_and(|it| it.value == FOR_EVER),
        basis,
        later: Vec::new(),
    }
}

/// Where the last day was read, or else the first.
fn basis(facts: &Facts) -> Option<&str> {
    let read = [&facts.valid_until, &facts.valid_for, &facts.effective].into_iter().flatten().next();
    read.map(|it| it.read.as_str())
}

/// `第4行，自施行之日推算` is line 4, and how the day follows from it.
fn line_of(read: &str) -> Option<(usize, String)> {
    let (line, note) = read.strip_prefix('第')?.split_once('行')?;
    Some((line.parse().ok()?, note.to_owned()))
}

fn said(facts: &Facts) -> Said {
    let value = |fact: &Option<Fact>| fact.as_ref().map(|it| it.value.clone()).unwrap_or_default();
    let values = |facts: &[Fact]| facts.iter().map(|it| it.value.clone()).collect::<Vec<_>>();
    Said {
        inner_title: value(&facts.inner_title),
        basis: basis(facts).and_then(line_of),
        repeals: values(&facts.repeals),
        amends: values(&facts.amends),
        extends: facts.extends.iter().map(|it| longer(facts, it)).collect(),
        repealed_by: values(&facts.repealed_by),
        amended_by: values(&facts.amended_by),
        reissued_as: values(&facts.reissued_as),
    }
}

/// Its own last day, or that of all which the notice names.
fn longer(facts: &Facts, extended: &Extended) -> Longer {
    let has_own = !extended.until.is_empty() || !extended.length.is_empty();
    let until = if has_own { Day::parse(&extended.until) } else { day(&facts.extended_until) };
    let of_all = facts.extended_for.as_ref().map_or("", |it| it.value.as_str());
    let months = months_of(if has_own { &extended.length } else { of_all });
    Longer { name: extended.named.value.clone(), until, months }
}

/// `2年`, `6个月`
fn months_of(length: &str) -> u16 {
    let of = |unit: &str, months: u16| Some(length.strip_suffix(unit)?.parse::<u16>().ok()?.saturating_mul(months));
    of("年", 12).or_else(|| of("个月", 1)).unwrap_or(0)
}

/// The years in a title; of a plan also those of the 五年规划 that it names.
fn period_of(facts: &Facts) -> Option<(u16, u16)> {
    let titles = || [Some(&facts.title), facts.inner_title.as_ref()].into_iter().flatten().map(|it| it.value.as_str());
    let is_plan = facts.kind.value == "规划";
    titles().find_map(period).or_else(|| titles().filter(|_| is_plan).find_map(five_years))
}

/// `“十四五”` is 2021 to 2025, `“十五五”` the five years behind it.
fn five_years(title: &str) -> Option<(u16, u16)> {
    let plans = ["十一五", "十二五", "十三五", "十四五", "十五五", "十六五", "十七五"];
    let (at, _) = (0..).zip(plans).find(|(_, name)| title.contains(name))?;
    Some((2006 + 5 * at, 2010 + 5 * at))
}

/// `（2021—2025年）` in a title.
fn period(title: &str) -> Option<(u16, u16)> {
    let years: Vec<&str> = title.split(|c: char| !c.is_ascii_digit()).filter(|it| it.len() == 4).collect();
    let is_span = |it: &[&str; 2]| {
        ["—", "－", "-", "–", "至", "~", "～"].iter().any(|dash| {
            title.contains(&[it[0], dash, it[1]].concat()) || title.contains(&[it[0], "年", dash, it[1]].concat())
        })
    };
    let [first, last] = years.windows(2).map(|it| [it[0], it[1]]).find(is_span)?;
    Some((first.parse().ok()?, last.parse().ok()?)).filter(|(first, last)| first < last && 1900 < *first)
}

/// Clauses of the source, and a use for each of its lines.
fn outline(record: &Record, marked: &Marked) -> ReadDocument {
    let (head, body) = marked.lines(record.head_lines);
    let text = outline_behind(front(&head, record), &body, &record.id);
    let mut uses: BTreeMap<usize, LineUse> = marked.furniture.iter().map(|&it| (it, LineUse::Furniture)).collect();
    uses.extend(text.heading_lines.iter().map(|&line| (line, LineUse::Heading)));
    uses.extend(text.labels.iter().map(|&line| (line, LineUse::Labels)));
    uses.extend(text.asides.iter().map(|(&line, &aside)| (line, use_of(aside))));
    for (at, draft) in text.drafts.iter().enumerate() {
        uses.extend(draft.lines.iter().map(|&line| (line, LineUse::Clause(at))));
    }
    let words = marked.words.iter().filter(|it| !it.1.trim().is_empty());
    let read = ReadDocument {
        uses,
        words: words.map(|(&line, words)| (line, trimmed(words).to_owned())).collect(),
        drafts: text.drafts,
        headings: text.headings,
        mended: marked.mended,
        left_over: None,
        dangling: Vec::new(),
        // They are in the record, where an editor decides them.
        problems: Vec::new(),
    };
    with_bare_headings(read, &record.id)
}

/// A heading with nothing beneath it is a clause of its own, so that its words
/// are found: the title of an empty form.
fn with_bare_headings(mut read: ReadDocument, id: &str) -> ReadDocument {
    let lost: Vec<usize> = lost_headings(&read).collect();
    for (count, line) in lost.into_iter().enumerate() {
        let draft = bare_heading(&read, line, format!("{id}-x{}", count + 1));
        let is_before = |it: &ClauseDraft| it.lines.first().is_some_and(|&first| first < line);
        let at = read.drafts.iter().rposition(is_before).map_or(0, |it| it + 1);
        read.drafts.insert(at, draft);
    }
    for (at, draft) in read.drafts.iter().enumerate() {
        read.uses.extend(draft.lines.iter().map(|&line| (line, LineUse::Clause(at))));
    }
    read
}

fn bare_heading(read: &ReadDocument, line: usize, id: String) -> ClauseDraft {
    let text = read.words.get(&line).cloned().unwrap_or_default();
    let cells: Vec<String> = text.split('\t').map(|it| it.trim().to_owned()).collect();
    let words = compact(&text);
    let is_it = |it: &Heading| !words.is_empty() && compact(&it.text).contains(&words) || it.columns == cells;
    let found = read.headings.iter().rposition(is_it);
    let heading = found.map(|at| &read.headings[at]);
    ClauseDraft {
        id,
        heading: heading.and_then(|it| it.parent),
        number: heading.and_then(|it| it.number),
        title: title_of(&text.replace('\t', " ")),
        text,
        cells: Vec::new(),
        form: ClauseForm::Paragraph,
        lines: vec![line],
    }
}

/// Number, title and date as they are printed.
fn front(head: &[Line], record: &Record) -> Vec<ClauseDraft> {
    let lines: Vec<&Line> = head.iter().filter(|it| !it.text.trim().is_empty()).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let words: Vec<&str> = lines.iter().map(|it| it.text.as_str()).collect();
    vec![ClauseDraft {
        id: format!("{}-f1", record.id),
        heading: None,
        number: None,
        title: record.facts.title.value.clone(),
        text: words.join("\n"),
        cells: Vec::new(),
        form: ClauseForm::Front,
        lines: lines.iter().map(|it| it.number).collect(),
    }]
}

fn use_of(aside: Aside) -> LineUse {
    match aside {
        Aside::Furniture => LineUse::Furniture,
        Aside::Contents => LineUse::Contents,
        Aside::Signature => LineUse::Signature,
    }
}
