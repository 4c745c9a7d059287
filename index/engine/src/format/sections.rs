//! The sections of the file that hold the corpus: what is written in which order, and read back.

use crate::format::codec::{Malformed, NUM_SHORT, Reader, Writer};
use crate::model::corpus::{
    Amount, Clause, ClauseForm, Collection, Corpus, Document, Facet, FacetId, FacetValue, Lexicon, PlainNote,
};
use crate::model::heading::{Heading, HeadingId, Number, NumberKind};

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
        for text in [&it.number, &it.title, &it.issuer, &it.date, &it.gazette] {
            writer.text(text);
        }
        writer.number(it.first_page as usize);
        let (first, last) = it.period.unwrap_or_default();
        writer.number(usize::from(first));
        writer.number(usize::from(last));
    });
    writer.list(&corpus.facets, |writer, it| {
        writer.number(it.facet as usize);
        writer.text(&it.name);
        writer.text(&it.long_name);
    });
}

pub(crate) fn read_meta(mut reader: Reader<'_>) -> Result<Corpus, Malformed> {
    let data_version = reader.string()?;
    let collections = reader.list(|reader| {
        Ok(Collection { id: reader.string()?, name: reader.string()?, examples: reader.list(Reader::string)? })
    })?;
    let documents = reader.list(read_document)?;
    let facets = reader.list(|reader| {
        let facet = match reader.number()? {
            0 => Facet::Audience,
            1 => Facet::Kind,
            2 => Facet::Department,
            _ => return Err(Malformed),
        };
        Ok(FacetValue { facet, name: reader.string()?, long_name: reader.string()? })
    })?;
    reader.end()?;
    Ok(Corpus { data_version, collections, documents, facets, ..Corpus::default() })
}

fn read_document(reader: &mut Reader<'_>) -> Result<Document, Malformed> {
    Ok(Document {
        number: reader.string()?,
        title: reader.string()?,
        issuer: reader.string()?,
        date: reader.string()?,
        gazette: reader.string()?,
        first_page: reader.number()? as u32,
        period: {
            let first = reader.index(10_000)?;
            let last = reader.index(10_000)?;
            Some((first, last)).filter(|it| *it != (0, 0))
        },
    })
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

pub(crate) fn read_headings(mut reader: Reader<'_>, num_documents: usize) -> Result<Vec<Heading>, Malformed> {
    let len = reader.number()?;
    let documents = reader.numbers(len)?;
    let parents = reader.numbers(len)?;
    let numbers = read_numbers(&mut reader, len)?;
    let num_columns = reader.numbers(len)?;
    let mut headings = Vec::with_capacity(len);
    for at in 0..len {
        headings.push(Heading {
            document: place(documents[at], num_documents)?,
            // Only earlier headings: a loop would never end.
            parent: heading_id(parents[at], at)?,
            number: numbers[at],
            columns: reader.strings(num_columns[at])?,
            text: String::new(),
        });
    }
    for it in &mut headings {
        it.text = reader.string()?;
    }
    reader.end()?;
    Ok(headings)
}

/// Printed numbers as three columns.
fn write_numbers(writer: &mut Writer<'_>, numbers: impl Iterator<Item = Option<Number>> + Clone) {
    writer.numbers(numbers.clone().map(|it| it.map_or(0, |it| it.kind as usize + 1)));
    writer.numbers(numbers.clone().map(|it| it.map_or(0, |it| it.value as usize)));
    writer.numbers(numbers.map(|it| it.map_or(0, |it| it.suffix as usize)));
}

fn read_numbers(reader: &mut Reader<'_>, len: usize) -> Result<Vec<Option<Number>>, Malformed> {
    let (kinds, values, suffixes) = (reader.numbers(len)?, reader.numbers(len)?, reader.numbers(len)?);
    let number = |at: usize| {
        let Some(kind) = kinds[at].checked_sub(1) else { return Ok(None) };
        let kind = *NumberKind::ALL.get(kind).ok_or(Malformed)?;
        Ok(Some(Number { kind, value: values[at] as u32, suffix: suffixes[at] as u32 }))
    };
    (0..len).map(number).collect()
}

/// `bound`: how many headings it may name.
fn heading_id(number: usize, bound: usize) -> Result<Option<HeadingId>, Malformed> {
    match number.checked_sub(1) {
        Some(at) if bound <= at => Err(Malformed),
        at => Ok(at.map(|it| HeadingId(it as u32))),
    }
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

fn heading_text<'a>(corpus: &'a Corpus, clause: &Clause) -> Option<&'a String> {
    clause.heading.map(|it| &corpus.heading(it).text)
}

/// `texts`: what [`read_texts`] read. The headings of `corpus` are there already.
pub(crate) fn read_clauses(
    mut reader: Reader<'_>,
    texts: Vec<Clause>,
    corpus: &Corpus,
) -> Result<Vec<Clause>, Malformed> {
    let len = reader.number()?;
    if len != texts.len() {
        return Err(Malformed);
    }
    let mut columns = Vec::new();
    for _ in 0..NUM_COLUMNS {
        columns.push(reader.numbers(len)?);
    }
    let numbers = read_numbers(&mut reader, len)?;
    let mut clauses = Vec::with_capacity(len);
    for (at, text) in texts.into_iter().enumerate() {
        let [collection, document, heading, form, num_facets] = std::array::from_fn(|it| columns[it][at]);
        clauses.push(Clause {
            collection: place(collection, corpus.collections.len())?,
            document: place(document, corpus.documents.len())?,
            heading: heading_id(heading, corpus.headings.len())?,
            number: numbers[at],
            form: form_of(form)?,
            facets: read_facets(&mut reader, num_facets, corpus)?,
            ..text
        });
    }
    for it in &mut clauses {
        it.id = reader.string()?;
    }
    for (at, it) in clauses.iter_mut().enumerate() {
        let [start, len_bytes] = std::array::from_fn(|it| columns[NUM_COLUMNS - 2 + it][at]);
        it.title = read_title(&mut reader, corpus, it, start, len_bytes)?;
    }
    reader.end()?;
    Ok(clauses)
}

/// Columns of plain numbers that every clause has.
const NUM_COLUMNS: usize = 7;

fn read_title(
    reader: &mut Reader<'_>,
    corpus: &Corpus,
    clause: &Clause,
    start: usize,
    len_bytes: usize,
) -> Result<String, Malformed> {
    match start {
        0 => reader.string(),
        1 => heading_text(corpus, clause).cloned().ok_or(Malformed),
        start => {
            let start_bytes = start - 2;
            let end_bytes = start_bytes.checked_add(len_bytes).ok_or(Malformed)?;
            clause.text.get(start_bytes..end_bytes).map(str::to_owned).ok_or(Malformed)
        }
    }
}

fn read_facets(reader: &mut Reader<'_>, len: usize, corpus: &Corpus) -> Result<Vec<FacetId>, Malformed> {
    let places = reader.sums(len)?;
    places.into_iter().map(|it| place(it, corpus.facets.len()).map(FacetId)).collect()
}

fn place(number: usize, bound: usize) -> Result<u16, Malformed> {
    if number < bound { Ok(number as u16) } else { Err(Malformed) }
}

fn form_of(number: usize) -> Result<ClauseForm, Malformed> {
    use ClauseForm::{Box, Front, Item, Paragraph, Row, Term};
    let forms = [Item, Paragraph, Row, Box, Term, Front];
    forms.get(number).copied().ok_or(Malformed)
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

/// Clauses of which only text and cells are known.
pub(crate) fn read_texts(mut reader: Reader<'_>) -> Result<Vec<Clause>, Malformed> {
    let len = reader.number()?;
    let mut clauses = Vec::new();
    for num_cells in reader.numbers(len)? {
        let mut clause = Clause::default();
        match num_cells {
            0 => clause.text = reader.string()?,
            _ => clause.set_cells(reader.strings(num_cells)?.iter().map(String::as_str)),
        }
        clauses.push(clause);
    }
    reader.end()?;
    Ok(clauses)
}

pub(crate) fn write_stop_words(writer: &mut Writer<'_>, lexicon: &Lexicon) {
    writer.list(&lexicon.stop_words, |writer, it| writer.text(it));
    writer.list(&lexicon.amounts, |writer, it| {
        writer.list(&it.asked, |writer, it| writer.text(it));
        writer.list(&it.units, |writer, it| writer.text(it));
    });
}

pub(crate) fn read_stop_words(mut reader: Reader<'_>, lexicon: &mut Lexicon) -> Result<(), Malformed> {
    lexicon.stop_words = reader.list(Reader::string)?;
    let amount = |it: &mut Reader<'_>| Ok(Amount { asked: it.list(Reader::string)?, units: it.list(Reader::string)? });
    lexicon.amounts = reader.list(amount)?;
    reader.end()
}

pub(crate) fn write_plain(writer: &mut Writer<'_>, corpus: &Corpus) {
    let notes = || corpus.clauses.iter().enumerate().filter_map(|(at, it)| it.plain.as_ref().map(|note| (at, note)));
    let places: Vec<usize> = notes().map(|it| it.0).collect();
    writer.ascending(places.into_iter());
    for (_, note) in notes() {
        writer.texts([&note.summary, &note.who, &note.what, &note.contact, &note.reviewed_by]);
    }
}

pub(crate) fn read_plain(mut reader: Reader<'_>, clauses: &mut [Clause]) -> Result<(), Malformed> {
    for at in reader.ascending()? {
        let note = PlainNote {
            summary: reader.string()?,
            who: reader.string()?,
            what: reader.string()?,
            contact: reader.string()?,
            reviewed_by: reader.string()?,
        };
        clauses.get_mut(at).ok_or(Malformed)?.plain = Some(note);
    }
    reader.end()
}
