//! Writes the sections of the file that hold the corpus; `sections` reads them.

use crate::format::codec::NUM_SHORT;
use crate::format::sections::heading_text;
use crate::format::writer::Writer;
use crate::model::corpus::{Clause, Corpus, Document, Lexicon};
use crate::model::day::Day;
use crate::model::heading::{Heading, Number};
use crate::model::leanings::{Leanings, MAX_DOUBT};

pub(crate) fn write_meta(writer: &mut Writer<'_>, corpus: &Corpus, chars: &[char]) {
    let (common, others) = chars.split_at(NUM_SHORT.min(chars.len()));
    writer.ascending(common.iter().map(|it| *it as usize));
    writer.ascending(others.iter().map(|it| *it as usize));
    writer.text(&corpus.data_version);
    writer.list(&corpus.collections, |writer, it| {
        writer.text(&it.id);
        writer.text(&it.name);
        writer.list(&it.examples, |writer, it| writer.text(it));
    });
    writer.list(&corpus.documents, |writer, it| {
        for text in [&it.number, &it.title, &it.issuer, &it.date, &it.gazette, &it.made] {
            writer.text(text);
        }
        writer.number(it.first_page as usize);
        let (first, last) = it.period.unwrap_or_default();
        writer.number(usize::from(first));
        writer.number(usize::from(last));
        writer.text(&it.kind);
        writer.list(&it.other_numbers, |writer, it| writer.text(it));
        writer.number(day(it.published));
    });
    corpus.documents.iter().for_each(|it| write_terms(writer, it));
    writer.list(&corpus.facets, |writer, it| {
        writer.number(it.facet as usize);
        writer.text(&it.name);
        writer.text(&it.long_name);
    });
}

/// First and last day, 1 for 长期, where that stands, what later documents do, and the place + 1 of what it explains.
fn write_terms(writer: &mut Writer<'_>, document: &Document) {
    let terms = &document.terms;
    let place = |it: Option<u16>| it.map_or(0, |it| usize::from(it) + 1);
    writer.numbers([day(terms.effective), day(terms.until), usize::from(terms.is_open)]);
    writer.text(&terms.basis);
    writer.list(&terms.later, |writer, it| {
        writer.numbers([it.change as usize, day(it.from), place(it.document)]);
        writer.text(&it.name);
    });
    writer.number(place(document.explains));
}

/// 0 for none.
fn day(day: Option<Day>) -> usize {
    day.map_or(0, |it| it.number() as usize)
}

/// Document, parent + 1, kind of number + 1, value and suffix, one column each; the columns of tables; the words last.
pub(crate) fn write_headings(writer: &mut Writer<'_>, headings: &[Heading]) {
    writer.number(headings.len());
    writer.numbers(headings.iter().map(|it| usize::from(it.document)));
    writer.numbers(headings.iter().map(|it| it.parent.map_or(0, |it| it.0 as usize + 1)));
    write_numbers(writer, headings.iter().map(|it| it.number));
    writer.numbers(headings.iter().map(|it| it.columns.len()));
    headings.iter().for_each(|it| writer.texts(&it.columns));
    writer.texts(headings.iter().map(|it| &it.text));
}

/// Printed numbers as three columns.
fn write_numbers(writer: &mut Writer<'_>, numbers: impl Iterator<Item = Option<Number>> + Clone) {
    writer.numbers(numbers.clone().map(|it| it.map_or(0, |it| it.kind as usize + 1)));
    writer.numbers(numbers.clone().map(|it| it.map_or(0, |it| it.value as usize)));
    writer.numbers(numbers.map(|it| it.map_or(0, |it| it.suffix as usize)));
}

/// What every clause has, one column each: collection, document, heading + 1, number, form, and how many facets and
/// cells; then facets, ids and titles.
pub(crate) fn write_clauses(writer: &mut Writer<'_>, corpus: &Corpus) {
    let clauses = &corpus.clauses;
    let facets = || clauses.iter().map(|it| &it.facets);
    let titles: Vec<Title<'_>> = clauses.iter().map(|it| Title::of(corpus, it)).collect();
    writer.number(clauses.len());
    writer.numbers(clauses.iter().map(|it| usize::from(it.collection)));
    writer.numbers(clauses.iter().map(|it| usize::from(it.document)));
    writer.numbers(clauses.iter().map(|it| it.heading.map_or(0, |it| it.0 as usize + 1)));
    writer.numbers(clauses.iter().map(|it| it.form as usize));
    writer.numbers(facets().map(Vec::len));
    writer.numbers(titles.iter().map(|it| it.start));
    writer.numbers(titles.iter().map(|it| it.len_bytes));
    write_numbers(writer, clauses.iter().map(|it| it.number));
    facets().for_each(|it| writer.differences(it.iter().map(|id| usize::from(id.0))));
    writer.texts(clauses.iter().map(|it| &it.id));
    titles.iter().filter_map(|it| it.spelled).for_each(|it| writer.text(it));
}

/// A title mostly repeats a part of the text or the innermost heading.
#[derive(Default)]
struct Title<'a> {
    /// 0 = spelled out, 1 = the innermost heading, n + 2 = from byte n of the text.
    start: usize,
    /// Of the part of the text.
    len_bytes: usize,
    spelled: Option<&'a str>,
}

impl<'a> Title<'a> {
    fn of(corpus: &Corpus, clause: &'a Clause) -> Self {
        if heading_text(corpus, clause).is_some_and(|it| *it == clause.title) {
            Self { start: 1, ..Self::default() }
        } else if let Some(start_bytes) = clause.text.find(&clause.title) {
            Self { start: start_bytes + 2, len_bytes: clause.title.len(), spelled: None }
        } else {
            Self { spelled: Some(&clause.title), ..Self::default() }
        }
    }
}

/// Per clause how many cells it has, then the cells of rows and the texts of all others.
pub(crate) fn write_texts(writer: &mut Writer<'_>, clauses: &[Clause]) {
    writer.number(clauses.len());
    writer.numbers(clauses.iter().map(|it| it.cells.len()));
    for it in clauses {
        it.cells.iter().for_each(|cell| writer.text(&it.text[cell.clone()]));
        if it.cells.is_empty() {
            writer.text(&it.text);
        }
    }
}

pub(crate) fn write_stop_words(writer: &mut Writer<'_>, lexicon: &Lexicon) {
    writer.list(&lexicon.stop_words, |writer, it| writer.text(it));
    writer.list(&lexicon.amounts, |writer, it| {
        writer.list(&it.asked, |writer, it| writer.text(it));
        writer.list(&it.units, |writer, it| writer.text(it));
    });
}

pub(crate) fn write_plain(writer: &mut Writer<'_>, corpus: &Corpus) {
    let notes = || corpus.clauses.iter().enumerate().filter_map(|(at, it)| it.plain.as_ref().map(|note| (at, note)));
    let places: Vec<usize> = notes().map(|it| it.0).collect();
    writer.ascending(places.into_iter());
    for (_, note) in notes() {
        writer.texts([&note.summary, &note.who, &note.what, &note.contact, &note.reviewed_by]);
    }
}

/// The clauses that are asked for, how many questions each, and its words: how many that an earlier clause had and which,
/// then how many new ones. All words in the order in which they are new, and how many clauses each is used for; the
/// questions.
pub(crate) fn write_questions(writer: &mut Writer<'_>, corpus: &Corpus) {
    let asked = || corpus.clauses.iter().enumerate().filter(|it| !it.1.questions.is_empty());
    let ids: Vec<usize> = asked().map(|it| it.0).collect();
    writer.ascending(ids.into_iter());
    writer.numbers(asked().map(|it| it.1.questions.asked.len()));
    let (words, uses) = words_by_use(corpus, asked().map(|it| &it.1.questions.words));
    writer.numbers(uses.iter().map(|it| it.known.len()));
    writer.numbers(uses.iter().map(|it| it.num_new));
    uses.iter().for_each(|it| writer.differences(it.known.iter().copied()));
    writer.number(words.len());
    writer.numbers(words.iter().map(|it| it.1 as usize));
    writer.texts(words.iter().map(|it| &it.0));
    asked().for_each(|it| writer.texts(&it.1.questions.asked));
    write_leanings(writer, &corpus.leanings);
}

/// What a step is worth, and one of doubt; the buckets, their rarity, their doubt above the least, how many clauses
/// each speaks for, which, and how many steps less one.
pub(crate) fn write_leanings(writer: &mut Writer<'_>, leanings: &Leanings) {
    let buckets = &leanings.buckets;
    writer.number(leanings.step as usize);
    writer.number(leanings.doubt_step as usize);
    writer.ascending(buckets.iter().map(|it| usize::from(it.number)));
    writer.numbers(buckets.iter().map(|it| usize::from(it.rarity)));
    writer.numbers(buckets.iter().map(|it| usize::from((it.doubt + MAX_DOUBT).unsigned_abs())));
    writer.numbers(buckets.iter().map(|it| it.clauses.len()));
    buckets.iter().for_each(|it| writer.differences(it.clauses.iter().map(|it| it.0 as usize)));
    writer.numbers(buckets.iter().flat_map(|it| &it.clauses).map(|it| usize::from(it.1.saturating_sub(1))));
}

/// The words of a clause that earlier ones have, ascending by their place in the order of use, and how many it is the
/// first to have.
#[derive(Default)]
struct Use {
    known: Vec<usize>,
    num_new: usize,
}

/// Most words are used by one clause only: in the order of use they need no number there.
fn words_by_use<'a>(
    corpus: &'a Corpus,
    clauses: impl Iterator<Item = &'a Vec<String>>,
) -> (Vec<&'a (String, u32)>, Vec<Use>) {
    let all = &corpus.lexicon.asked_words;
    let mut place: Vec<Option<usize>> = vec![None; all.len()];
    let mut order = Vec::with_capacity(all.len());
    let uses = clauses.map(|words| {
        let mut it = Use::default();
        for word in words {
            let at = all.partition_point(|it| it.0 < *word);
            match place[at] {
                Some(known) => it.known.push(known),
                None => {
                    place[at] = Some(order.len());
                    order.push(at);
                    it.num_new += 1;
                }
            }
        }
        it.known.sort_unstable();
        it
    });
    let uses = uses.collect();
    order.extend((0..all.len()).filter(|at| place[*at].is_none()));
    (order.into_iter().map(|at| &all[at]).collect(), uses)
}
