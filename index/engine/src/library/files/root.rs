//! The root of a library: what is fetched first, and alone changes from release to release.

use std::collections::{BTreeMap, BTreeSet};

use crate::format::budget::Budget;
use crate::format::codec::{Reader, crc32};
use crate::format::error::Malformed;
use crate::format::readings::{read as read_readings, read_chars};
use crate::format::sections::{read_meta, read_stop_words};
use crate::index::term_dictionary::MAX_TERM_CHARS;
use crate::library::error::LibraryError;
use crate::library::files::file_id::{FileId, FileKind, LIBRARY_VERSION, Place};
use crate::library::files::list::MAX_CLAUSES;
use crate::library::files::packing::unpack;
use crate::library::files::pieces::ranked;
use crate::model::corpus::Corpus;
use crate::model::leanings::{Leanings, NUM_BUCKETS};

/// First four bytes of every root.
pub const LIBRARY_MAGIC: [u8; 4] = *b"PLLB";

pub(crate) const PARTS: [&str; 13] = [
    "head",
    "alphabet",
    "words",
    "files",
    "runs",
    "collections",
    "stop_words",
    "variants",
    "thesaurus",
    "asked",
    "facets",
    "leanings",
    "packs",
];

pub(crate) const HEAD_LEN: usize = 12 + PARTS.len() * 4;

/// What an everyday word leads to: official words with their weights, and the words people type for them.
pub(crate) struct Group {
    pub targets: Vec<(String, u8)>,
    pub keys: Vec<String>,
}

/// Numbers by which a library was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Measures {
    /// Mean length of a clause in sixteenths of a character.
    pub mean_len_16: u32,
    /// Characters of all clauses.
    pub num_text_chars: u32,
    /// Most clauses in a list of a word, and of a pair.
    pub max_head: u32,
    pub max_tail: u32,
    pub clauses_per_block: u32,
    pub num_buckets: u32,
    pub num_id_buckets: u32,
    /// Bits of the place of a character in the keys of pairs.
    pub place_bits: u32,
    /// Characters that have places among the words by how common they are.
    pub num_frozen: u32,
}

impl Measures {
    pub(crate) const NUM: usize = 9;

    #[cfg(feature = "write")]
    pub(crate) fn to_array(self) -> [u32; Self::NUM] {
        let Self { mean_len_16, num_text_chars, max_head, max_tail, clauses_per_block, .. } = self;
        let Self { num_buckets, num_id_buckets, place_bits, num_frozen, .. } = self;
        [
            mean_len_16,
            num_text_chars,
            max_head,
            max_tail,
            clauses_per_block,
            num_buckets,
            num_id_buckets,
            place_bits,
            num_frozen,
        ]
    }

    pub(crate) fn of_array(numbers: [u32; Self::NUM]) -> Self {
        let [mean_len_16, num_text_chars, max_head, max_tail, clauses_per_block, rest @ ..] = numbers;
        let [num_buckets, num_id_buckets, place_bits, num_frozen] = rest;
        Self {
            mean_len_16,
            num_text_chars,
            max_head,
            max_tail,
            clauses_per_block,
            num_buckets,
            num_id_buckets,
            place_bits,
            num_frozen,
        }
    }
}

/// Clauses of one document that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub start: u32,
    pub document: u16,
    pub collection: u16,
}

/// An opened root, as it was written.
pub(crate) struct Root {
    pub release: u16,
    pub num_clauses: u32,
    pub measures: Measures,
    /// Two bytes of which at least one occurs as a pair of letters: bit 26 × first + second.
    pub letter_pairs: Vec<u8>,
    pub chars: Vec<char>,
    /// ⌊log2(1 + occurrences)⌋ per character; 0 for those that are known but occur nowhere.
    pub char_values: Vec<u8>,
    /// The dictionary, ascending: places of characters, and ⌊log2(1 + occurrences)⌋.
    pub words: Vec<(Vec<u16>, u8)>,
    /// First entry of each file of words; an entry is a word, or the number of words + the place of a character.
    pub chunk_starts: Vec<u32>,
    /// Per kind and number: the release of the file; 0 where there is none.
    pub releases: [Vec<u16>; FileKind::ALL.len()],
    pub runs: Vec<Run>,
    /// Where the clauses under one heading begin, if that is known.
    pub sections: Vec<u32>,
    /// Where clauses that are rows or entries of a glossary begin and end, in turn.
    pub references: Vec<u32>,
    /// Clauses that were withdrawn, ascending.
    pub gone: Vec<u32>,
    /// Collections, facet values, stop words, amounts, variants and words of questions.
    pub corpus: Corpus,
    pub thesaurus: Vec<Group>,
    /// Per value of a facet: clauses that have it.
    pub facet_counts: Vec<u32>,
    /// What characters of questions lean to: what steps are worth; the rest lies in files.
    pub leanings: Leanings,
    /// Numbers of characters per file of these; 0 if there is none.
    pub leanings_per_file: u32,
    /// Where clauses of documents begin and end that nobody asked for.
    pub untaught: Vec<u32>,
    /// What texts are made of.
    pub pieces: Vec<String>,
    /// Of a packed library, per kind and number: where its pack holds the file, and how many bytes; else nothing.
    pub places: Places,
}

impl Root {
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, LibraryError> {
        let damaged = |at: usize| LibraryError::damaged(PARTS[at]);
        let unpacked = parts(bytes)?.into_iter().enumerate().map(|(at, it)| unpack(it).map_err(damaged(at)));
        let parts = unpacked.collect::<Result<Vec<Vec<u8>>, LibraryError>>()?;
        let budget = Budget::of_file(parts.iter().map(Vec::len).sum());
        let reader = |at: usize| Reader::new(&parts[at], &budget);
        let u16_at = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
        let release = u16_at(6);
        let num_clauses = u32::from_le_bytes(std::array::from_fn(|at| bytes[8 + at]));
        let (measures, letter_pairs) = read_head(reader(0), num_clauses).map_err(damaged(0))?;
        let (chars, char_values) = read_alphabet(reader(1), &measures).map_err(damaged(1))?;
        let words = read_words(reader(2), chars.len()).map_err(damaged(2))?;
        let pieces = ranked(&chars, &char_values, measures.num_frozen as usize, &words);
        let texts = |at: usize| reader(at).with(&pieces);
        let num_entries = words.len() + chars.len();
        let (chunk_starts, releases) = read_files(reader(3), num_entries, release).map_err(damaged(3))?;
        let mut collections = texts(5);
        for _ in 0..2 {
            read_chars(&mut collections).map_err(damaged(5))?;
        }
        let mut corpus = read_meta(collections).map_err(damaged(5))?;
        read_stop_words(texts(6), &mut corpus.lexicon).map_err(damaged(6))?;
        read_readings(reader(7), &mut corpus.lexicon).map_err(damaged(7))?;
        let thesaurus = read_thesaurus(texts(8)).map_err(damaged(8))?;
        corpus.lexicon.asked_words = read_asked(texts(9)).map_err(damaged(9))?;
        let facet_counts = read_counts(reader(10), corpus.facets.len(), num_clauses).map_err(damaged(10))?;
        let Runs { runs, sections, references, gone } =
            read_runs(reader(4), num_clauses, corpus.collections.len()).map_err(damaged(4))?;
        let (leanings, leanings_per_file, untaught) =
            read_leaning_steps(reader(11), num_clauses).map_err(damaged(11))?;
        let places = read_packs(reader(12), &releases).map_err(damaged(12))?;
        let root = Self {
            release,
            num_clauses,
            measures,
            letter_pairs,
            chars,
            char_values,
            words,
            chunk_starts,
            releases,
            runs,
            sections,
            references,
            gone,
            corpus,
            thesaurus,
            facet_counts,
            leanings,
            leanings_per_file,
            untaught,
            pieces,
            places,
        };
        root.check_files().map_err(damaged(3))?;
        Ok(root)
    }

    /// As many files as the measures and lists ask for.
    fn check_files(&self) -> Result<(), Malformed> {
        let num = |kind: FileKind| self.releases[kind as usize].len();
        let blocks = self.num_clauses.div_ceil(self.measures.clauses_per_block.max(1)) as usize;
        let (chunks, buckets) = (self.chunk_starts.len(), self.measures.num_buckets as usize);
        let is_right = num(FileKind::Words) == chunks
            && num(FileKind::RestOfWords) == chunks
            && num(FileKind::Pairs) == buckets
            && num(FileKind::RestOfPairs) == buckets
            && num(FileKind::Texts) == blocks
            && num(FileKind::Ids) == self.measures.num_id_buckets as usize
            && num(FileKind::Spelling) == 1
            && num(FileKind::Documents) == 1
            && num(FileKind::Facets) == self.corpus.facets.len()
            && num(FileKind::Leanings) == num_leaning_files(self.leanings_per_file);
        if is_right { Ok(()) } else { Err(Malformed) }
    }

    /// The file of a kind with a number; `None` if there is none.
    pub(crate) fn file(&self, kind: FileKind, number: u32) -> Option<FileId> {
        let release = *self.releases[kind as usize].get(number as usize).filter(|it| **it != 0)?;
        Some(FileId { kind, number, release })
    }

    /// Where a file lies in its pack; `None` unless the library is packed.
    pub(crate) fn place(&self, file: FileId) -> Option<Place> {
        let (start, len) = *self.places[file.kind as usize].get(file.number as usize)?;
        Some(Place { pack: file.pack(), start, len })
    }

    /// The run a clause belongs to.
    pub(crate) fn run_of(&self, clause: u32) -> Option<Run> {
        let at = self.runs.partition_point(|it| it.start <= clause).checked_sub(1)?;
        self.runs.get(at).copied()
    }
}

/// The parts of a root whose checksum is right.
pub(crate) fn parts(bytes: &[u8]) -> Result<Vec<&[u8]>, LibraryError> {
    let needed = HEAD_LEN + 4;
    if bytes.len() < needed {
        return Err(LibraryError::Truncated { needed, got: bytes.len() });
    }
    if bytes[..4] != LIBRARY_MAGIC {
        return Err(LibraryError::NotALibrary);
    }
    let version = u16::from_le_bytes([bytes[4], bytes[5]]);
    if version != LIBRARY_VERSION {
        return Err(LibraryError::Version { got: version });
    }
    let le = |it: &[u8]| it.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte));
    let lens: Vec<usize> = bytes[12..HEAD_LEN].chunks_exact(4).map(le).collect();
    let whole = lens.iter().fold(needed, |sum, it| sum.saturating_add(*it));
    if bytes.len() != whole {
        return Err(LibraryError::Truncated { needed: whole, got: bytes.len() });
    }
    let (rest, crc) = bytes.split_at(bytes.len() - 4);
    if crc32(rest).to_le_bytes() != *crc {
        return Err(LibraryError::Checksum);
    }
    let mut left = &rest[HEAD_LEN..];
    let mut parts = Vec::new();
    for len in lens {
        // The lengths were summed up above: every part lies within.
        let (part, others) = left.split_at(len);
        parts.push(part);
        left = others;
    }
    Ok(parts)
}

/// Bytes of a bit per pair of letters.
pub(crate) const LETTER_PAIR_BYTES: usize = (26 * 26usize).div_ceil(8);

fn read_head(mut reader: Reader<'_>, num_clauses: u32) -> Result<(Measures, Vec<u8>), Malformed> {
    let mut numbers = [0; Measures::NUM];
    for it in &mut numbers {
        *it = reader.number()? as u32;
    }
    let measures = Measures::of_array(numbers);
    let pairs = reader.bytes(LETTER_PAIR_BYTES)?.to_vec();
    reader.end()?;
    let is_right = num_clauses < MAX_CLAUSES
        && 0 < measures.clauses_per_block
        && 0 < measures.num_buckets
        && 0 < measures.num_id_buckets
        && measures.place_bits <= 16;
    if is_right { Ok((measures, pairs)) } else { Err(Malformed) }
}

fn read_alphabet(mut reader: Reader<'_>, measures: &Measures) -> Result<(Vec<char>, Vec<u8>), Malformed> {
    let mut chars = read_chars(&mut reader)?;
    let num_frozen = chars.len();
    let later = reader.list(Reader::number)?;
    reader.spend(later.len(), 128)?;
    for it in later {
        chars.push(u32::try_from(it).ok().and_then(char::from_u32).ok_or(Malformed)?);
    }
    if chars.iter().collect::<BTreeSet<_>>().len() != chars.len() {
        return Err(Malformed);
    }
    let values = reader.bytes(chars.len())?.to_vec();
    reader.end()?;
    let is_right = num_frozen == measures.num_frozen as usize && chars.len() <= 1 << measures.place_bits;
    if is_right && chars.len() < usize::from(u16::MAX) { Ok((chars, values)) } else { Err(Malformed) }
}

/// Front-coded: how many characters each shares with the word before, how many follow, and which.
fn read_words(mut reader: Reader<'_>, num_chars: usize) -> Result<Vec<(Vec<u16>, u8)>, Malformed> {
    let len = reader.number()?;
    let (shared, more, values) = (reader.bytes(len)?, reader.bytes(len)?, reader.bytes(len)?);
    reader.spend(len, WORD_BYTES)?;
    let mut words: Vec<(Vec<u16>, u8)> = Vec::with_capacity(len);
    for at in 0..len {
        let before = words.last().map_or(&[][..], |it| &it.0);
        let mut word = before.get(..usize::from(shared[at])).ok_or(Malformed)?.to_vec();
        for _ in 0..more[at] {
            word.push(reader.index(num_chars)?);
        }
        if MAX_TERM_CHARS < word.len() || word.len() < 2 {
            return Err(Malformed);
        }
        reader.spend(word.len(), 16)?;
        words.push((word, values[at]));
    }
    reader.end()?;
    Ok(words)
}

/// Memory of a word, here, among the pieces and in the vocabulary.
const WORD_BYTES: usize = 192;

pub(crate) type Releases = [Vec<u16>; FileKind::ALL.len()];

/// How many entries each file of words holds; then per kind runs of releases.
fn read_files(mut reader: Reader<'_>, num_entries: usize, release: u16) -> Result<(Vec<u32>, Releases), Malformed> {
    let sizes = reader.list(Reader::number)?;
    let mut starts = Vec::with_capacity(sizes.len());
    let mut next = 0usize;
    for size in sizes {
        starts.push(next as u32);
        next = next.checked_add(size).filter(|it| *it <= num_entries).ok_or(Malformed)?;
    }
    let mut releases = Releases::default();
    for files in &mut releases {
        for (len, of) in reader.list(|it| Ok((it.number()?, it.index(usize::from(release) + 1)?)))? {
            reader.spend(len, size_of::<u16>())?;
            files.resize(files.len() + len, of);
        }
    }
    reader.end()?;
    if next == num_entries { Ok((starts, releases)) } else { Err(Malformed) }
}

fn read_leaning_steps(mut reader: Reader<'_>, num_clauses: u32) -> Result<(Leanings, u32, Vec<u32>), Malformed> {
    let [step, doubt_step] =
        [reader.index(usize::from(u16::MAX))?, reader.index(usize::from(u16::MAX))?].map(u32::from);
    let per_file = reader.number()? as u32;
    let untaught = clauses(&mut reader, num_clauses + 1)?;
    reader.end()?;
    Ok((Leanings { step, doubt_step, ..Leanings::default() }, per_file, untaught))
}

/// Files of so many numbers of characters each.
pub(crate) fn num_leaning_files(per_file: u32) -> usize {
    NUM_BUCKETS.checked_div(per_file).map_or(0, |_| NUM_BUCKETS.div_ceil(per_file) as usize)
}

pub(crate) type Places = [Vec<(u32, u32)>; FileKind::ALL.len()];

/// Files of one release follow each other in its pack; bytes between them are of files that were replaced since.
fn read_packs(mut reader: Reader<'_>, releases: &Releases) -> Result<Places, Malformed> {
    let mut places = Places::default();
    if reader.is_at_end() {
        return Ok(places);
    }
    for (places, releases) in places.iter_mut().zip(releases) {
        let mut ends: BTreeMap<u16, u32> = BTreeMap::new();
        reader.spend(releases.len(), size_of::<(u32, u32)>())?;
        for release in releases {
            if *release == 0 {
                places.push((0, 0));
                continue;
            }
            let (gap, len) = (reader.number()?, reader.number()?);
            let end = ends.entry(*release).or_default();
            let fits = |it: usize| u32::try_from(it).map_err(|_| Malformed);
            let start = end.checked_add(fits(gap)?).ok_or(Malformed)?;
            *end = start.checked_add(fits(len)?).filter(|end| start < *end).ok_or(Malformed)?;
            places.push((start, *end - start));
        }
    }
    reader.end()?;
    Ok(places)
}

/// The columns of the part `runs`.
struct Runs {
    runs: Vec<Run>,
    sections: Vec<u32>,
    references: Vec<u32>,
    gone: Vec<u32>,
}

fn read_runs(mut reader: Reader<'_>, num_clauses: u32, num_collections: usize) -> Result<Runs, Malformed> {
    let starts = clauses(&mut reader, num_clauses)?;
    let mut runs = Vec::with_capacity(starts.len());
    let mut next = 0u16;
    for start in starts {
        // Documents follow each other, but for those that a later release took up again.
        let document = next.wrapping_add(reader.index(usize::from(u16::MAX))?);
        next = document.wrapping_add(1);
        if document == u16::MAX {
            return Err(Malformed);
        }
        runs.push(Run { start, document, collection: reader.index(num_collections)? });
    }
    let sections = clauses(&mut reader, num_clauses)?;
    let references = clauses(&mut reader, num_clauses + 1)?;
    let gone = clauses(&mut reader, num_clauses)?;
    reader.end()?;
    let begins = runs.first().is_none_or(|it| it.start == 0) && (num_clauses == 0 || !runs.is_empty());
    if begins { Ok(Runs { runs, sections, references, gone }) } else { Err(Malformed) }
}

/// Strictly ascending numbers of clauses.
fn clauses(reader: &mut Reader<'_>, bound: u32) -> Result<Vec<u32>, Malformed> {
    let numbers = reader.ascending()?;
    let is_right = numbers.windows(2).all(|it| it[0] < it[1]) && numbers.last().is_none_or(|it| *it < bound as usize);
    if is_right { Ok(numbers.into_iter().map(|it| it as u32).collect()) } else { Err(Malformed) }
}

fn read_thesaurus(mut reader: Reader<'_>) -> Result<Vec<Group>, Malformed> {
    let sizes = reader.list(|it| Ok((it.number()?, it.number()?)))?;
    let mut groups = Vec::with_capacity(sizes.len());
    for (num_targets, _) in &sizes {
        let mut targets = Vec::new();
        for _ in 0..*num_targets {
            targets.push((reader.string()?, 0));
        }
        groups.push(Group { targets, keys: Vec::new() });
    }
    for target in groups.iter_mut().flat_map(|it| &mut it.targets) {
        target.1 = reader.index(101)? as u8;
    }
    for (group, (_, num_keys)) in groups.iter_mut().zip(sizes) {
        group.keys = reader.strings(num_keys)?;
    }
    reader.end()?;
    Ok(groups)
}

fn read_counts(mut reader: Reader<'_>, num: usize, num_clauses: u32) -> Result<Vec<u32>, Malformed> {
    let counts = reader.list(Reader::number)?;
    reader.end()?;
    let is_right = counts.len() == num && counts.iter().all(|it| *it <= num_clauses as usize);
    if is_right { Ok(counts.into_iter().map(|it| it as u32).collect()) } else { Err(Malformed) }
}

fn read_asked(mut reader: Reader<'_>) -> Result<Vec<(String, u32)>, Malformed> {
    let nums = reader.list(Reader::number)?;
    let words = reader.strings(nums.len())?;
    reader.end()?;
    Ok(words.into_iter().zip(nums.into_iter().map(|it| it as u32)).collect())
}
