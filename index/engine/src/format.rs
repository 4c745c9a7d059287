//! The index file: one layout, written and read here and nowhere else.
//! Integers are little-endian; `number` is LEB128, `text` a number of bytes
//! and UTF-8 (see `bytes`).
//!
//! ```text
//! +-----------+--------------+------------------+----------+-----+------------+----------+
//! | magic [4] | version: u32 | lengths: 9 × u32 | meta     | ... | stop_words | crc: u32 |
//! +-----------+--------------+------------------+----------+-----+------------+----------+
//!  "PLIX"       VERSION        bytes per section  section 0        section 8  of all before
//!
//! 0 meta        data version, collections, documents, facet values
//! 1 terms       fst::Map: the folded words of the corpus
//! 2 headings    the printed headings, each once: (parent + 1, text)
//! 3 clauses     per clause: id, collection, document, heading + 1, form, facets, title
//! 4 texts       per clause: text
//! 5 plain       per clause with a note: clause, summary, who, what, contact, reviewed_by
//! 6 thesaurus   everyday words to official words, as places in the text
//! 7 spelling    readings and variants of characters
//! 8 stop_words  question words and politeness
//! ```
//!
//! What can be derived from the text when opening is not in the file
//! (postings of pairs of characters, pinyin of terms, suggestions): it costs
//! more bytes on the way than milliseconds on arrival.

use std::fmt;
use std::ops::Range;

use crate::bytes::{Malformed, Reader, Writer, crc32};
use crate::model::{Clause, ClauseForm, Collection, Corpus, Document, Facet, FacetId, FacetValue, Lexicon, PlainNote};
use crate::text::TextIndex;
use crate::thesaurus::{self, Thesaurus};
use crate::{spelling, terms};

/// First four bytes of every index file.
pub const MAGIC: [u8; 4] = *b"PLIX";
/// The layout this build writes and reads.
pub const VERSION: u32 = 2;

const NAMES: [&str; 9] =
    ["meta", "terms", "headings", "clauses", "texts", "plain", "thesaurus", "spelling", "stop_words"];
const HEADER_LEN: usize = 8 + NAMES.len() * 4;
const MIN_LEN: usize = HEADER_LEN + 4;

/// Why bytes are not an index this build can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// Shorter than it says it is: a download that was cut off.
    Truncated {
        /// Bytes needed.
        needed: usize,
        /// Bytes there.
        got: usize,
    },
    /// The first bytes are not those of an index.
    NotAnIndex,
    /// Written by another version of `policy-index`.
    Version {
        /// The version this build reads.
        expected: u32,
        /// The version of the file.
        got: u32,
    },
    /// The bytes are not those that were written.
    Checksum {
        /// CRC-32 in the file.
        expected: u32,
        /// CRC-32 of what is there.
        got: u32,
    },
    /// The checksum is right but a section makes no sense.
    Damaged {
        /// Name of the section.
        section: &'static str,
    },
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { needed, got } => {
                write!(f, "index is cut off: {got} of at least {needed} bytes; load it again")
            }
            Self::NotAnIndex => f.write_str("not an index file; compile one with `policy-index compile`"),
            Self::Version { expected, got } => write!(
                f,
                "index has format {got}, this build reads {expected}; compile it again with the `policy-index` of the same release"
            ),
            Self::Checksum { expected, got } => {
                write!(f, "index is damaged: checksum {got:08x}, expected {expected:08x}; load it again")
            }
            Self::Damaged { section } => {
                write!(f, "index is damaged in section {section}; compile it again")
            }
        }
    }
}

impl std::error::Error for FormatError {}

/// Why a corpus cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodeError {
    /// A clause, document or facet points to a place that is not there.
    Dangling {
        /// What points and where to, for the person who made the corpus.
        what: String,
    },
    /// A list is longer than its places can number (65,535).
    TooMany {
        /// The list.
        what: &'static str,
    },
    /// The terms could not be built (not sorted, or with repeats).
    Terms {
        /// What the `fst` crate says.
        message: String,
    },
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dangling { what } => write!(f, "{what} points to nothing"),
            Self::TooMany { what } => write!(f, "more than 65,535 {what}; split the corpus"),
            Self::Terms { message } => write!(f, "the terms cannot be built: {message}; sort them and remove repeats"),
        }
    }
}

impl std::error::Error for EncodeError {}

/// The file for a corpus. Equal corpora give equal bytes.
///
/// # Errors
/// [`EncodeError`] when the corpus does not hang together.
pub fn encode(corpus: &Corpus) -> Result<Vec<u8>, EncodeError> {
    validate(corpus)?;
    let headings = Headings::collect(corpus);
    let text = TextIndex::new(corpus);
    let spelling = spelling::write(&corpus.lexicon);
    let mut known = Lexicon::default();
    // What was just written can be read.
    let _ = spelling::read(&spelling, &mut known);
    let sections = [
        write_meta(corpus),
        terms::build(corpus, &text).map_err(|message| EncodeError::Terms { message })?,
        headings.write(),
        write_clauses(corpus, &headings),
        write_texts(corpus),
        write_plain(corpus),
        thesaurus::write(&corpus.lexicon.synonyms, &text, &known),
        spelling,
        write_stop_words(&corpus.lexicon),
    ];
    Ok(assemble(&sections))
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
/// As [`decode`].
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
    if start == bytes.len() - 4 { Ok(found) } else { Err(FormatError::Damaged { section: "stop_words" }) }
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
    pub terms: fst::Map<Vec<u8>>,
    pub text: TextIndex,
    pub thesaurus: Thesaurus,
}

/// Checks everything once, so that reads after it cannot fail. The words of
/// the lexicon are in the terms and its synonyms in the thesaurus: both lists
/// of `corpus.lexicon` are empty.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, FormatError> {
    let sections = sections(bytes)?;
    let part = |at: usize| &bytes[sections[at].1.clone()];
    let damaged = |at: usize| move |Malformed| FormatError::Damaged { section: NAMES[at] };
    let mut corpus = read_meta(part(0)).map_err(damaged(0))?;
    let terms = fst::Map::new(part(1).to_vec()).map_err(|_| FormatError::Damaged { section: NAMES[1] })?;
    // The crate checks next to nothing on opening, and look-ups in damaged bytes panic; the checksum over the whole
    // file has refused those already. Its own `verify` would bring 17 KB of tables that no compression makes smaller.
    let headings = read_headings(part(2)).map_err(damaged(2))?;
    let texts = read_texts(part(4)).map_err(damaged(4))?;
    corpus.clauses = read_clauses(part(3), texts, &corpus, &headings).map_err(damaged(3))?;
    read_plain(part(5), &mut corpus.clauses).map_err(damaged(5))?;
    spelling::read(part(7), &mut corpus.lexicon).map_err(damaged(7))?;
    corpus.lexicon.stop_words = read_stop_words(part(8)).map_err(damaged(8))?;
    let text = TextIndex::new(&corpus);
    let thesaurus = thesaurus::read(part(6), &text, &corpus.lexicon).map_err(damaged(6))?;
    Ok(Decoded { corpus, terms, text, thesaurus })
}

fn write_meta(corpus: &Corpus) -> Vec<u8> {
    let mut writer = Writer::default();
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
    writer.bytes
}

fn read_meta(bytes: &[u8]) -> Result<Corpus, Malformed> {
    let mut reader = Reader::new(bytes);
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

    fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.list(&self.entries, |writer, (parent, text)| {
            writer.number(*parent);
            writer.text(text);
        });
        writer.bytes
    }
}

fn read_headings(bytes: &[u8]) -> Result<Vec<(usize, &str)>, Malformed> {
    let mut reader = Reader::new(bytes);
    let mut place = 0;
    let headings = reader.list(|reader| {
        let parent = reader.number()?;
        // Only earlier headings: a loop would never end.
        if place < parent {
            return Err(Malformed);
        }
        place += 1;
        Ok((parent, reader.text()?))
    })?;
    reader.end()?;
    Ok(headings)
}

fn path_of(headings: &[(usize, &str)], innermost: usize) -> Result<Vec<String>, Malformed> {
    let mut path = Vec::new();
    let mut next = innermost;
    while let Some(place) = next.checked_sub(1) {
        let (parent, text) = headings.get(place).ok_or(Malformed)?;
        path.push((*text).to_owned());
        next = *parent;
    }
    path.reverse();
    Ok(path)
}

fn write_clauses(corpus: &Corpus, headings: &Headings<'_>) -> Vec<u8> {
    let mut writer = Writer::default();
    let rows: Vec<_> = corpus.clauses.iter().zip(&headings.innermost).collect();
    writer.list(&rows, |writer, (clause, heading)| {
        writer.text(&clause.id);
        writer.number(usize::from(clause.collection));
        writer.number(usize::from(clause.document));
        writer.number(**heading);
        writer.number(clause.form as usize);
        writer.ascending(clause.facets.iter().map(|it| usize::from(it.0)));
        write_title(writer, clause);
    });
    writer.bytes
}

/// A title mostly repeats a part of the text or the innermost heading:
/// 0 = spelled out, 1 = the innermost heading, n + 2 = from byte n of the text.
fn write_title(writer: &mut Writer, clause: &Clause) {
    if clause.path.last() == Some(&clause.title) {
        writer.number(1);
    } else if let Some(start_bytes) = clause.text.find(&clause.title) {
        writer.number(start_bytes + 2);
        writer.number(clause.title.len());
    } else {
        writer.number(0);
        writer.text(&clause.title);
    }
}

fn read_title(reader: &mut Reader<'_>, path: &[String], text: &str) -> Result<String, Malformed> {
    match reader.number()? {
        0 => reader.string(),
        1 => path.last().cloned().ok_or(Malformed),
        start => {
            let (start_bytes, len_bytes) = (start - 2, reader.number()?);
            let end_bytes = start_bytes.checked_add(len_bytes).ok_or(Malformed)?;
            text.get(start_bytes..end_bytes).map(str::to_owned).ok_or(Malformed)
        }
    }
}

fn read_clauses(
    bytes: &[u8],
    texts: Vec<String>,
    corpus: &Corpus,
    headings: &[(usize, &str)],
) -> Result<Vec<Clause>, Malformed> {
    let mut reader = Reader::new(bytes);
    let mut texts = texts.into_iter();
    let clauses = reader.list(|reader| {
        let text = texts.next().ok_or(Malformed)?;
        let id = reader.string()?;
        let collection = reader.index(corpus.collections.len())?;
        let document = reader.index(corpus.documents.len())?;
        let path = path_of(headings, reader.number()?)?;
        let form = read_form(reader)?;
        let facets = reader.ascending()?.into_iter().map(|it| facet_id(it, corpus)).collect::<Result<_, _>>()?;
        let title = read_title(reader, &path, &text)?;
        Ok(Clause { id, collection, document, path, title, text, form, facets, plain: None })
    })?;
    reader.end()?;
    if texts.next().is_some() { Err(Malformed) } else { Ok(clauses) }
}

fn facet_id(place: usize, corpus: &Corpus) -> Result<FacetId, Malformed> {
    if place < corpus.facets.len() { Ok(FacetId(place as u16)) } else { Err(Malformed) }
}

fn read_form(reader: &mut Reader<'_>) -> Result<ClauseForm, Malformed> {
    use ClauseForm::{Box, Front, Item, Paragraph, Row, Term};
    let forms = [Item, Paragraph, Row, Box, Term, Front];
    forms.get(reader.number()?).copied().ok_or(Malformed)
}

fn write_texts(corpus: &Corpus) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.list(&corpus.clauses, |writer, it| writer.text(&it.text));
    writer.bytes
}

fn read_texts(bytes: &[u8]) -> Result<Vec<String>, Malformed> {
    let mut reader = Reader::new(bytes);
    let texts = reader.list(Reader::string)?;
    reader.end()?;
    Ok(texts)
}

fn write_plain(corpus: &Corpus) -> Vec<u8> {
    let mut writer = Writer::default();
    let noted: Vec<_> =
        corpus.clauses.iter().enumerate().filter_map(|(at, it)| it.plain.as_ref().map(|note| (at, note))).collect();
    writer.list(&noted, |writer, (at, note)| {
        writer.number(*at);
        for text in [&note.summary, &note.who, &note.what, &note.contact, &note.reviewed_by] {
            writer.text(text);
        }
    });
    writer.bytes
}

fn read_plain(bytes: &[u8], clauses: &mut [Clause]) -> Result<(), Malformed> {
    let mut reader = Reader::new(bytes);
    for _ in 0..reader.number()? {
        let at = reader.number()?;
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

fn write_stop_words(lexicon: &Lexicon) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.list(&lexicon.stop_words, |writer, it| writer.text(it));
    writer.bytes
}

fn read_stop_words(bytes: &[u8]) -> Result<Vec<String>, Malformed> {
    let mut reader = Reader::new(bytes);
    let words = reader.list(Reader::string)?;
    reader.end()?;
    Ok(words)
}
