//! The index file: one layout, written and read here and nowhere else.
//! Integers are little-endian; `number` is LEB128, `text` a row of characters
//! and terms by number, in two bytes each, and a 0 (see `bytes`, `pieces`).
//! Like stands by like, for the compressor: of a list first all numbers of
//! one kind, then the next, the texts last.
//!
//! ```text
//! +-----------+--------------+-------------------+-----------+-----+-----------+----------+
//! | magic [4] | version: u32 | lengths: 10 × u32 | meta      | ... | latent    | crc: u32 |
//! +-----------+--------------+-------------------+-----------+-----+-----------+----------+
//!  "PLIX"      VERSION        bytes per section   section 0         section 9   of all before
//!
//! 0 meta        the alphabet, the commonest characters first; data version, collections, documents, facet values
//! 1 terms       fst::Set: folded words that stand in the text
//! 2 headings    the printed headings, each once: parent + 1 | text
//! 3 clauses     collection | document | heading + 1 | form | facets | title | id
//! 4 texts       per clause: text
//! 5 plain       per clause with a note: clause | summary, who, what, contact, reviewed_by
//! 6 thesaurus   everyday words to official words, as places in the text
//! 7 spelling    readings and variants of characters
//! 8 stop_words  question words and politeness; phrases that ask for an amount, with its units
//! 9 latent      numbers per row | an i8 each: a row per term, a row per clause; 0 and no rows for small corpora
//! ```
//!
//! What can be derived from the text when opening is not in the file
//! (postings of pairs of characters, pinyin of terms, suggestions): it costs
//! more bytes on the way than milliseconds on arrival.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::format::codec::{Malformed, Reader, Writer, crc32};
use crate::format::error::{EncodeError, FormatError};
use crate::format::string_table::{StringTable, pieces};
use crate::index::postings::Postings;
use crate::index::term_dictionary::{NUM_SHORT, TermDictionary, build, terms};
use crate::index::thesaurus::{self, Thesaurus};
use crate::model::corpus::{
    Amount, Clause, ClauseForm, Collection, Corpus, Document, Facet, FacetId, FacetValue, Lexicon, PlainNote,
};
use crate::rank::latent;
use crate::text::readings as spelling;

/// First four bytes of every index file.
pub const MAGIC: [u8; 4] = *b"PLIX";
/// The layout this build writes and reads.
pub const VERSION: u32 = 3;

const NAMES: [&str; 10] =
    ["meta", "terms", "headings", "clauses", "texts", "plain", "thesaurus", "spelling", "stop_words", "latent"];
const HEADER_LEN: usize = 8 + NAMES.len() * 4;
const MIN_LEN: usize = HEADER_LEN + 4;

/// The file for a corpus. Equal corpora give equal bytes.
///
/// # Errors
/// [`EncodeError`] when the corpus does not hang together.
pub fn encode(corpus: &Corpus) -> Result<Vec<u8>, EncodeError> {
    validate(corpus)?;
    let text = Postings::new(corpus);
    let words = terms(corpus, &text);
    let chars = alphabet(corpus, &text, &words)?;
    let failed = |message| EncodeError::Terms { message };
    let automaton = build(&words, &chars).map_err(failed)?;
    let known = TermDictionary::open(automaton.clone(), chars).ok_or_else(|| failed("no automaton".to_owned()))?;
    let pieces = StringTable::new(&pieces(&known));
    let [meta, printed, clauses, texts, plain, thesaurus, stop_words] =
        writers(corpus, &text, known.chars(), &pieces).map(|it| it.bytes);
    let mut learned = Writer::new(&pieces);
    latent::write(&mut learned, &corpus.latent, words.len(), corpus.clauses.len())?;
    let (spelling, learned) = (spelling::write(&corpus.lexicon), learned.bytes);
    Ok(assemble(&[meta, automaton, printed, clauses, texts, plain, thesaurus, spelling, stop_words, learned]))
}

/// Every character of the texts (what a writer without pieces lacks) and of
/// the words: the commonest, then the others, both in ascending order.
fn alphabet(corpus: &Corpus, text: &Postings, words: &[&str]) -> Result<Vec<char>, EncodeError> {
    let mut counts: BTreeMap<char, usize> = words.iter().flat_map(|it| it.chars()).map(|it| (it, 0)).collect();
    for (it, num) in writers(corpus, text, &[], &StringTable::default()).into_iter().flat_map(|it| it.unknown) {
        *counts.entry(it).or_default() += num;
    }
    if usize::from(u16::MAX) <= counts.len() {
        return Err(EncodeError::TooMany { what: "different characters" });
    }
    let mut chars: Vec<char> = counts.keys().copied().collect();
    chars.sort_by_key(|it| Reverse(counts[it]));
    let (common, others) = chars.split_at_mut(NUM_SHORT.min(counts.len()));
    common.sort_unstable();
    others.sort_unstable();
    Ok(chars)
}

/// The sections that hold texts.
fn writers<'a>(corpus: &Corpus, text: &Postings, chars: &[char], pieces: &'a StringTable) -> [Writer<'a>; 7] {
    let headings = Headings::collect(corpus);
    let [mut meta, mut printed, mut clauses, mut texts, mut plain, mut thesaurus, mut stop_words] =
        std::array::from_fn(|_| Writer::new(pieces));
    write_meta(&mut meta, corpus, chars);
    headings.write(&mut printed);
    write_clauses(&mut clauses, corpus, &headings);
    texts.number(corpus.clauses.len());
    texts.texts(corpus.clauses.iter().map(|it| &it.text));
    write_plain(&mut plain, corpus);
    thesaurus::write(&mut thesaurus, &corpus.lexicon.synonyms, text);
    stop_words.list(&corpus.lexicon.stop_words, |writer, it| writer.text(it));
    stop_words.list(&corpus.lexicon.amounts, |writer, it| {
        writer.list(&it.asked, |writer, it| writer.text(it));
        writer.list(&it.units, |writer, it| writer.text(it));
    });
    [meta, printed, clauses, texts, plain, thesaurus, stop_words]
}

fn assemble(sections: &[Vec<u8>; NAMES.len()]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(MIN_LEN + sections.iter().map(Vec::len).sum::<usize>());
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    for it in sections {
        bytes.extend_from_slice(&(it.len() as u32).to_le_bytes());
    }
    sections.iter().for_each(|it| bytes.extend_from_slice(it));
    let crc = crc32(&bytes);
    bytes.extend_from_slice(&crc.to_le_bytes());
    bytes
}

fn validate(corpus: &Corpus) -> Result<(), EncodeError> {
    for (what, len) in [
        ("collections", corpus.collections.len()),
        ("documents", corpus.documents.len()),
        ("facet values", corpus.facets.len()),
    ] {
        if usize::from(u16::MAX) < len {
            return Err(EncodeError::TooMany { what });
        }
    }
    let dangling = corpus.clauses.iter().find(|it| {
        corpus.collections.len() <= usize::from(it.collection)
            || corpus.documents.len() <= usize::from(it.document)
            || it.facets.iter().any(|id| corpus.facets.len() <= usize::from(id.0))
    });
    match dangling {
        Some(it) => Err(EncodeError::Dangling { what: format!("clause {}", it.id) }),
        None => Ok(()),
    }
}

/// Name and place (bytes) of each section, for reports of size.
///
/// # Errors
/// As [`Index::open`](crate::Index::open).
pub fn sections(bytes: &[u8]) -> Result<Vec<(&'static str, Range<usize>)>, FormatError> {
    check_whole(bytes)?;
    let lengths = bytes[8..HEADER_LEN].chunks_exact(4).map(le_u32);
    let mut start = HEADER_LEN;
    let mut found = Vec::new();
    for (name, len) in NAMES.into_iter().zip(lengths) {
        let end = start.checked_add(len as usize).filter(|end| *end <= bytes.len() - 4);
        let end = end.ok_or(FormatError::Damaged { section: name })?;
        found.push((name, start..end));
        start = end;
    }
    if start == bytes.len() - 4 { Ok(found) } else { Err(FormatError::Damaged { section: "latent" }) }
}

/// Checks what can be checked without reading a section, in order of likelihood.
fn check_whole(bytes: &[u8]) -> Result<(), FormatError> {
    if bytes.len() < MIN_LEN {
        return Err(FormatError::Truncated { needed: MIN_LEN, got: bytes.len() });
    }
    if bytes[..4] != MAGIC {
        return Err(FormatError::NotAnIndex);
    }
    let version = le_u32(&bytes[4..8]);
    if version != VERSION {
        return Err(FormatError::Version { expected: VERSION, got: version });
    }
    let needed =
        bytes[8..HEADER_LEN].chunks_exact(4).map(|it| le_u32(it) as usize).fold(MIN_LEN, usize::saturating_add);
    if bytes.len() < needed {
        return Err(FormatError::Truncated { needed, got: bytes.len() });
    }
    let (body, crc) = bytes.split_at(bytes.len() - 4);
    let (expected, got) = (le_u32(crc), crc32(body));
    if expected != got { Err(FormatError::Checksum { expected, got }) } else { Ok(()) }
}

/// Callers pass four bytes: slices of that length by construction.
fn le_u32(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// What an index file holds, and the text it refers to.
pub(crate) struct Decoded {
    pub corpus: Corpus,
    pub terms: TermDictionary,
    pub text: Postings,
    pub thesaurus: Thesaurus,
}

/// Checks everything once, so that reads after it cannot fail. The words of
/// the lexicon are in the terms and its synonyms in the thesaurus: both lists
/// of `corpus.lexicon` are empty.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, FormatError> {
    let sections = sections(bytes)?;
    let part = |at: usize| &bytes[sections[at].1.clone()];
    let damaged = |at: usize| move |Malformed| FormatError::Damaged { section: NAMES[at] };
    let mut meta = Reader::new(part(0));
    let mut chars = spelling::read_chars(&mut meta).map_err(damaged(0))?;
    chars.extend(spelling::read_chars(&mut meta).map_err(damaged(0))?);
    // The crate checks next to nothing on opening, and look-ups in damaged bytes panic; the checksum over the whole
    // file has refused those already. Its own `verify` would bring 17 KB of tables that no compression makes smaller.
    let terms = TermDictionary::open(part(1).to_vec(), chars).ok_or(FormatError::Damaged { section: NAMES[1] })?;
    let pieces = pieces(&terms);
    let texts = |at: usize| Reader::new(part(at)).with(&pieces);
    let mut corpus = read_meta(meta.with(&pieces)).map_err(damaged(0))?;
    let headings = read_headings(texts(2)).map_err(damaged(2))?;
    let official = read_list(texts(4)).map_err(damaged(4))?;
    corpus.clauses = read_clauses(texts(3), official, &corpus, &headings).map_err(damaged(3))?;
    read_plain(texts(5), &mut corpus.clauses).map_err(damaged(5))?;
    spelling::read(part(7), &mut corpus.lexicon).map_err(damaged(7))?;
    read_stop_words(texts(8), &mut corpus.lexicon).map_err(damaged(8))?;
    corpus.latent = latent::read(texts(9), terms.len(), corpus.clauses.len()).map_err(damaged(9))?;
    let text = Postings::new(&corpus);
    let terms = terms.for_text(&text);
    let thesaurus = thesaurus::read(texts(6), &text).map_err(damaged(6))?;
    Ok(Decoded { corpus, terms, text, thesaurus })
}

fn write_meta(writer: &mut Writer<'_>, corpus: &Corpus, chars: &[char]) {
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

fn read_meta(mut reader: Reader<'_>) -> Result<Corpus, Malformed> {
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
struct Headings<'a> {
    /// (parent + 1, text); parents stand before their children.
    entries: Vec<(usize, &'a str)>,
    /// Per clause: place of the innermost heading + 1, 0 for none.
    innermost: Vec<usize>,
}

impl<'a> Headings<'a> {
    fn collect(corpus: &'a Corpus) -> Self {
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

    fn write(&self, writer: &mut Writer<'_>) {
        writer.list(&self.entries, |writer, (parent, _)| writer.number(*parent));
        self.entries.iter().for_each(|(_, text)| writer.text(text));
    }
}

fn read_headings(mut reader: Reader<'_>) -> Result<Vec<(usize, String)>, Malformed> {
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

fn write_clauses(writer: &mut Writer<'_>, corpus: &Corpus, headings: &Headings<'_>) {
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

fn read_clauses(
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
fn read_list(mut reader: Reader<'_>) -> Result<Vec<String>, Malformed> {
    let len = reader.number()?;
    let texts = reader.strings(len)?;
    reader.end()?;
    Ok(texts)
}

fn read_stop_words(mut reader: Reader<'_>, lexicon: &mut Lexicon) -> Result<(), Malformed> {
    lexicon.stop_words = reader.list(Reader::string)?;
    let amount = |it: &mut Reader<'_>| Ok(Amount { asked: it.list(Reader::string)?, units: it.list(Reader::string)? });
    lexicon.amounts = reader.list(amount)?;
    reader.end()
}

fn write_plain(writer: &mut Writer<'_>, corpus: &Corpus) {
    let notes = || corpus.clauses.iter().enumerate().filter_map(|(at, it)| it.plain.as_ref().map(|note| (at, note)));
    let places: Vec<usize> = notes().map(|it| it.0).collect();
    writer.ascending(places.into_iter());
    for (_, note) in notes() {
        writer.texts([&note.summary, &note.who, &note.what, &note.contact, &note.reviewed_by]);
    }
}

fn read_plain(mut reader: Reader<'_>, clauses: &mut [Clause]) -> Result<(), Malformed> {
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
