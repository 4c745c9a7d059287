//! Reads the sections of the file that hold the corpus. The order of what lies in them is described at the functions of
//! `section_writer`.

use crate::format::codec::{Reader, STRING_BYTES};
use crate::format::error::Malformed;
use crate::model::corpus::{
    Amount, Clause, ClauseForm, Collection, Corpus, Document, Facet, FacetId, FacetValue, Lexicon, PlainNote,
};
use crate::model::day::Day;
use crate::model::heading::{Heading, HeadingId, Number, NumberKind};
use crate::model::leanings::{Bucket, Leanings, MAX_DOUBT, MAX_STEPS, NUM_BUCKETS};
use crate::model::terms::{Change, Later, Terms};

pub(crate) fn read_meta(mut reader: Reader<'_>) -> Result<Corpus, Malformed> {
    let data_version = reader.string()?;
    let collections = reader.list(|reader| {
        Ok(Collection { id: reader.string()?, name: reader.string()?, examples: reader.list(Reader::string)? })
    })?;
    let mut documents = reader.list(read_document)?;
    let len = documents.len();
    for it in &mut documents {
        it.terms = read_terms(&mut reader, len)?;
        it.explains = optional_place(&mut reader, len)?;
    }
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

/// Years are below this.
pub(crate) const MAX_YEAR: u16 = 10_000;

fn read_document(reader: &mut Reader<'_>) -> Result<Document, Malformed> {
    Ok(Document {
        number: reader.string()?,
        title: reader.string()?,
        issuer: reader.string()?,
        date: reader.string()?,
        gazette: reader.string()?,
        made: reader.string()?,
        first_page: reader.number()? as u32,
        period: {
            let first = reader.index(usize::from(MAX_YEAR))?;
            let last = reader.index(usize::from(MAX_YEAR))?;
            Some((first, last)).filter(|it| *it != (0, 0))
        },
        kind: reader.string()?,
        other_numbers: reader.list(Reader::string)?,
        published: read_day(reader)?,
        ..Document::default()
    })
}

/// What is said of validity; `len`: how many documents there are.
fn read_terms(reader: &mut Reader<'_>, len: usize) -> Result<Terms, Malformed> {
    Ok(Terms {
        effective: read_day(reader)?,
        until: read_day(reader)?,
        is_open: reader.index(2)? == 1,
        basis: reader.string()?,
        later: reader.list(|reader| {
            Ok(Later {
                change: *Change::ALL.get(reader.number()?).ok_or(Malformed)?,
                from: read_day(reader)?,
                document: optional_place(reader, len)?,
                name: reader.string()?,
            })
        })?,
    })
}

/// A place + 1, or 0 for none.
fn optional_place(reader: &mut Reader<'_>, bound: usize) -> Result<Option<u16>, Malformed> {
    let number = reader.number()?;
    number.checked_sub(1).map(|it| place(it, bound)).transpose()
}

/// Year, month and day as the digits of one number, or 0 for none.
fn read_day(reader: &mut Reader<'_>) -> Result<Option<Day>, Malformed> {
    match reader.number()? as u32 {
        0 => Ok(None),
        number => Day::from_number(number).map(Some).ok_or(Malformed),
    }
}

pub(crate) fn read_headings(mut reader: Reader<'_>, num_documents: usize) -> Result<Vec<Heading>, Malformed> {
    let len = reader.number()?;
    let documents = reader.numbers(len)?;
    let parents = reader.numbers(len)?;
    let numbers = read_numbers(&mut reader, len)?;
    let num_columns = reader.numbers(len)?;
    reader.spend(len, size_of::<Heading>())?;
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

pub(crate) fn heading_text<'a>(corpus: &'a Corpus, clause: &Clause) -> Option<&'a String> {
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
    let mut clauses = texts;
    for (at, clause) in clauses.iter_mut().enumerate() {
        let [collection, document, heading, form, num_facets] = std::array::from_fn(|it| columns[it][at]);
        clause.collection = place(collection, corpus.collections.len())?;
        clause.document = place(document, corpus.documents.len())?;
        clause.heading = heading_id(heading, corpus.headings.len())?;
        clause.number = numbers[at];
        clause.form = form_of(form)?;
        clause.facets = read_facets(&mut reader, num_facets, corpus)?;
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
        1 => {
            let text = heading_text(corpus, clause).ok_or(Malformed)?;
            reader.spend(text.len() + STRING_BYTES, 1)?;
            Ok(text.clone())
        }
        start => {
            let start_bytes = start - 2;
            let end_bytes = start_bytes.checked_add(len_bytes).ok_or(Malformed)?;
            reader.spend(len_bytes.saturating_add(STRING_BYTES), 1)?;
            clause.text.get(start_bytes..end_bytes).map(str::to_owned).ok_or(Malformed)
        }
    }
}

fn read_facets(reader: &mut Reader<'_>, len: usize, corpus: &Corpus) -> Result<Vec<FacetId>, Malformed> {
    let places = reader.sums(len)?;
    places.into_iter().map(|it| place(it, corpus.facets.len()).map(FacetId)).collect()
}

fn place(number: usize, bound: usize) -> Result<u16, Malformed> {
    u16::try_from(number).ok().filter(|_| number < bound).ok_or(Malformed)
}

fn form_of(number: usize) -> Result<ClauseForm, Malformed> {
    use ClauseForm::{Box, Front, Item, Paragraph, Row, Term};
    let forms = [Item, Paragraph, Row, Box, Term, Front];
    forms.get(number).copied().ok_or(Malformed)
}

/// Clauses of which only text and cells are known.
pub(crate) fn read_texts(mut reader: Reader<'_>) -> Result<Vec<Clause>, Malformed> {
    let len = reader.number()?;
    let nums_cells = reader.numbers(len)?;
    reader.spend(len, size_of::<Clause>() + CLAUSE_BYTES)?;
    let mut clauses = Vec::with_capacity(len);
    for num_cells in nums_cells {
        let mut clause = Clause::default();
        match num_cells {
            0 => clause.text = reader.string()?,
            _ => {
                let cells = reader.strings(num_cells)?;
                reader.spend(cells.iter().map(String::len).sum(), 1)?;
                clause.set_cells(cells.iter().map(String::as_str));
            }
        }
        clauses.push(clause);
    }
    reader.end()?;
    Ok(clauses)
}

/// Memory of what an opened index keeps by clause beside the clause.
const CLAUSE_BYTES: usize = 64;

pub(crate) fn read_stop_words(mut reader: Reader<'_>, lexicon: &mut Lexicon) -> Result<(), Malformed> {
    lexicon.stop_words = reader.list(Reader::string)?;
    let amount = |it: &mut Reader<'_>| Ok(Amount { asked: it.list(Reader::string)?, units: it.list(Reader::string)? });
    lexicon.amounts = reader.list(amount)?;
    reader.end()
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

/// What [`section_writer`](super::section_writer) writes.
pub(crate) fn read_questions(mut reader: Reader<'_>, corpus: &mut Corpus) -> Result<(), Malformed> {
    let asked = reader.ascending()?;
    let num_asked = reader.numbers(asked.len())?;
    let num_known = reader.numbers(asked.len())?;
    let num_new = reader.numbers(asked.len())?;
    let known = num_known.into_iter().map(|len| reader.sums(len)).collect::<Result<Vec<_>, _>>()?;
    let len = reader.number()?;
    let nums = reader.numbers(len)?.into_iter().map(|it| it as u32);
    let words = reader.strings(len)?;
    let mut next = 0usize;
    for (at, clause) in asked.into_iter().enumerate() {
        let questions = &mut corpus.clauses.get_mut(clause).ok_or(Malformed)?.questions;
        questions.asked = reader.strings(num_asked[at])?;
        let end = next.checked_add(num_new[at]).filter(|it| *it <= len).ok_or(Malformed)?;
        let word = |it: usize| {
            let word: &String = words.get(it).ok_or(Malformed)?;
            reader.spend(STRING_BYTES + word.len(), 1)?;
            Ok(word.clone())
        };
        questions.words = known[at].iter().copied().chain(next..end).map(word).collect::<Result<_, _>>()?;
        questions.words.sort_unstable();
        next = end;
    }
    let mut asked_words: Vec<(String, u32)> = words.into_iter().zip(nums).collect();
    asked_words.sort_unstable();
    corpus.lexicon.asked_words = asked_words;
    corpus.leanings = read_leanings(&mut reader, corpus.clauses.len())?;
    reader.end()
}

pub(crate) fn read_leanings(reader: &mut Reader<'_>, num_clauses: usize) -> Result<Leanings, Malformed> {
    let step = reader.index(usize::from(u16::MAX))?.into();
    let doubt_step = reader.index(usize::from(u16::MAX))?.into();
    let numbers = reader.ascending()?;
    let [rarities, doubts, lens] =
        [reader.numbers(numbers.len())?, reader.numbers(numbers.len())?, reader.numbers(numbers.len())?];
    reader.spend(numbers.len(), size_of::<Bucket>())?;
    let mut buckets = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.into_iter().enumerate() {
        reader.spend(lens[at], size_of::<(u32, u8)>())?;
        let clause = |it: usize| if it < num_clauses { Ok((it as u32, 0)) } else { Err(Malformed) };
        buckets.push(Bucket {
            number: place(number, NUM_BUCKETS as usize)?,
            rarity: place(rarities[at], 256)? as u8,
            doubt: place(doubts[at], NUM_DOUBTS)? as i8 - MAX_DOUBT,
            clauses: reader.sums(lens[at])?.into_iter().map(clause).collect::<Result<_, _>>()?,
        });
    }
    for it in buckets.iter_mut().flat_map(|it| &mut it.clauses) {
        it.1 = 1 + reader.index(usize::from(MAX_STEPS))? as u8;
    }
    Ok(Leanings { buckets, step, doubt_step })
}

/// From the least to the most.
const NUM_DOUBTS: usize = 2 * MAX_DOUBT as usize + 1;
