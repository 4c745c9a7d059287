//! The index file: one layout, written and read here and nowhere else.
//! Integers are little-endian; `number` is LEB128, `text` a row of characters
//! and terms by number, the commonest in one byte, and a 0 (see `codec`,
//! `string_table`).
//! Like values are kept together, for the compressor: of a list first all numbers of
//! one kind, then the next, the texts last.
//!
//! ```text
//! +-----------+--------------+-------------------+-----------+-----+-----------+----------+
//! | magic [4] | version: u32 | lengths: 11 × u32 | meta      | ... | questions | crc: u32 |
//! +-----------+--------------+-------------------+-----------+-----+-----------+----------+
//!  "PLIX"      VERSION        bytes per section   section 0         section 10  of all before
//!
//! 0 meta        the commonest characters and terms; the alphabet, its commonest first; data version, collections,
//!               documents, what they say of their validity, facet values
//! 1 terms       fst::Set: folded words that occur in the text (see `automaton`)
//! 2 headings    the printed headings: document | parent + 1 | number | labels of columns | text
//! 3 clauses     collection | document | heading + 1 | form | facets | title | number | id
//! 4 texts       per clause: how many cells | its text, or its cells
//! 5 plain       per clause with a note: clause | summary, who, what, contact, reviewed_by
//! 6 thesaurus   everyday words to official words, as positions in the text
//! 7 spelling    readings and variants of characters
//! 8 stop_words  question words and politeness; phrases that ask for an amount, with its units
//! 9 latent      numbers per row | their weight in percent | an i8 each: a row per term, a row per clause; 0 for small corpora
//! 10 questions  clauses that are asked for | how many questions each | the questions, and what the others teach: words,
//!               and what characters lean to (see `leanings`)
//! ```
//!
//! What can be derived from the text when opening is not in the file
//! (postings of pairs of characters, pinyin of terms, suggestions): it costs
//! more bytes on the way than milliseconds on arrival.

use std::ops::Range;

use crate::format::codec::crc32;
use crate::format::error::FormatError;

/// First four bytes of every index file.
pub const MAGIC: [u8; 4] = *b"PLIX";

/// The layout this build writes and reads.
pub const VERSION: u32 = 6;

pub(crate) const NAMES: [&str; 11] = [
    "meta",
    "terms",
    "headings",
    "clauses",
    "texts",
    "plain",
    "thesaurus",
    "spelling",
    "stop_words",
    "latent",
    "questions",
];

pub(crate) const HEADER_LEN: usize = 8 + NAMES.len() * 4;

const MIN_LEN: usize = HEADER_LEN + 4;

#[cfg(feature = "write")]
pub(crate) fn assemble(sections: &[Vec<u8>; NAMES.len()]) -> Vec<u8> {
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

/// Name and byte range of each section, for reports of size. Costs time in the
/// length of the file: its checksum is computed.
///
/// # Errors
/// As [`Index::open`](crate::Index::open).
///
/// # Examples
/// ```
/// # use policy_engine::{Clause, Collection, Corpus, Document, Index, Lexicon, encode};
/// # let clause = |id: &str, text: &str| Clause { id: id.into(), text: text.into(), ..Clause::default() };
/// # let corpus = Corpus {
/// #     collections: vec![Collection { id: "jobs".into(), name: "就业".into(), examples: vec![] }],
/// #     documents: vec![Document::default()],
/// #     clauses: vec![clause("1", "对就业困难人员给予社会保险补贴。补贴每月三百元。"), clause("2", "增建体育健身步道。")],
/// #     lexicon: Lexicon {
/// #         words: vec!["补贴".into()],
/// #         readings: vec![('补', "bu".into()), ('贴', "tie".into())],
/// #         ..Lexicon::default()
/// #     },
/// #     ..Corpus::default()
/// # };
/// let bytes = encode(&corpus)?;
/// let terms = policy_engine::sections(&bytes)?.into_iter().find(|it| it.0 == "terms");
/// assert!(terms.is_some_and(|it| 36 < it.1.len()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    if start == bytes.len() - 4 { Ok(found) } else { Err(FormatError::Damaged { section: NAMES[NAMES.len() - 1] }) }
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
