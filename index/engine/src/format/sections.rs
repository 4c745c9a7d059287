//! The sections of the file that hold the corpus: what is written in which order, and read back.

use crate::format::codec::{Malformed, NUM_SHORT, Reader, Writer};
use crate::model::corpus::{
    Amount, Clause, ClauseForm, Collection, Corpus, Document, Facet, FacetId, FacetValue, Lexicon, PlainNote,
};

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

/// The headings of a corpus as a tree, each printed heading once.
pub(crate) struct Headings<'a> {
    /// (parent + 1, text); parents stand before their children.
    entries: Vec<(usize, &'a str)>,
    /// Per clause: place of the innermost heading + 1, 0 for none.
    innermost: Vec<usize>,
}

impl<'a> Headings<'a> {
    pub fn collect(corpus: &'a Corpus) -> Self {
        let mut known = std::collections::BTreeMap::new();
        let mut entries = Vec::new();
        let mut innermost = Vec::with_capacity(corpus.clauses.len());
        for clause in &corpus.clauses {
            // Documents do not share headings: the same words head different sections.
            let mut parent = 0;
            for text in &clause.path {
                let key = (clause.document, parent, text.as_str());
                parent = *known.entry(key).or_insert_with(|| {
                    entries.push((parent, text.as_str()));
                    entries.len()
                });
            }
            innermost.push(parent);
        }
        Self { entries, innermost }
    }

    pub fn write(&self, writer: &mut Writer<'_>) {
        writer.list(&self.entries, |writer, (parent, _)| writer.number(*parent));
        self.entries.iter().for_each(|(_, text)| writer.text(text));
    }
}

pub(crate) fn read_headings(mut reader: Reader<'_>) -> Result<Vec<(usize, String)>, Malformed> {
    let len = reader.number()?;
    let parents = reader.numbers(len)?;
    // Only earlier headings: a loop would never end.
    if parents.iter().enumerate().any(|(place, parent)| place < *parent) {
        return Err(Malformed);
    }
    let texts = reader.strings(len)?;
    reader.end()?;
    Ok(parents.into_iter().zip(texts).collect())
}

fn path_of(headings: &[(usize, String)], innermost: usize) -> Result<Vec<String>, Malformed> {
    let mut path = Vec::new();
    let mut next = innermost;
    while let Some(place) = next.checked_sub(1) {
        let (parent, text) = headings.get(place).ok_or(Malformed)?;
        path.push(text.clone());
        next = *parent;
    }
    path.reverse();
    Ok(path)
}

pub(crate) fn write_clauses(writer: &mut Writer<'_>, corpus: &Corpus, headings: &Headings<'_>) {
    let clauses = &corpus.clauses;
    let facets = || clauses.iter().map(|it| &it.facets);
    let titles: Vec<Title<'_>> = clauses.iter().map(Title::of).collect();
    writer.number(clauses.len());
    writer.numbers(clauses.iter().map(|it| usize::from(it.collection)));
    writer.numbers(clauses.iter().map(|it| usize::from(it.document)));
    writer.numbers(headings.innermost.iter().copied());
    writer.numbers(clauses.iter().map(|it| it.form as usize));
    writer.numbers(facets().map(Vec::len));
    writer.numbers(titles.iter().map(|it| it.start));
    writer.numbers(titles.iter().map(|it| it.len_bytes));
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
    fn of(clause: &'a Clause) -> Self {
        if clause.path.last() == Some(&clause.title) {
            Self { start: 1, ..Self::default() }
        } else if let Some(start_bytes) = clause.text.find(&clause.title) {
            Self { start: start_bytes + 2, len_bytes: clause.title.len(), spelled: None }
        } else {
            Self { spelled: Some(&clause.title), ..Self::default() }
        }
    }
}

pub(crate) fn read_clauses(
    mut reader: Reader<'_>,
    texts: Vec<String>,
    corpus: &Corpus,
    headings: &[(usize, String)],
) -> Result<Vec<Clause>, Malformed> {
    let len = reader.number()?;
    if len != texts.len() {
        return Err(Malformed);
    }
    let mut columns = Vec::new();
    for _ in 0..NUM_COLUMNS {
        columns.push(reader.numbers(len)?);
    }
    let mut clauses = Vec::with_capacity(len);
    for (at, text) in texts.into_iter().enumerate() {
        let [collection, document, heading, form, num_facets] = std::array::from_fn(|it| columns[it][at]);
        clauses.push(Clause {
            collection: place(collection, corpus.collections.len())?,
            document: place(document, corpus.documents.len())?,
            path: path_of(headings, heading)?,
            form: form_of(form)?,
            facets: read_facets(&mut reader, num_facets, corpus)?,
            text,
            ..Clause::default()
        });
    }
    for it in &mut clauses {
        it.id = reader.string()?;
    }
    for (at, it) in clauses.iter_mut().enumerate() {
        it.title = read_title(&mut reader, it, columns[NUM_COLUMNS - 2][at], columns[NUM_COLUMNS - 1][at])?;
    }
    reader.end()?;
    Ok(clauses)
}

/// Numbers that every clause has.
const NUM_COLUMNS: usize = 7;

fn read_title(reader: &mut Reader<'_>, clause: &Clause, start: usize, len_bytes: usize) -> Result<String, Malformed> {
    match start {
        0 => reader.string(),
        1 => clause.path.last().cloned().ok_or(Malformed),
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

/// A number of texts and nothing else.
pub(crate) fn read_list(mut reader: Reader<'_>) -> Result<Vec<String>, Malformed> {
    let len = reader.number()?;
    let texts = reader.strings(len)?;
    reader.end()?;
    Ok(texts)
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
