//! Writes the root of a library, part by part, as `files::root` reads it.

use std::collections::BTreeMap;

use crate::format::codec::crc32;
use crate::format::readings;
use crate::format::section_writer::{write_meta, write_stop_words};
use crate::format::writer::Writer;
use crate::index::boundaries::Boundaries;
use crate::index::postings::Postings;
use crate::index::text::Text;
use crate::library::error::LibraryError;
use crate::library::files::file_id::LIBRARY_VERSION;
use crate::library::files::packing::{pack, pack_quickly, unpack};
use crate::library::files::root::{HEAD_LEN, LETTER_PAIR_BYTES, LIBRARY_MAGIC, PARTS, parts};
use crate::library::write::writer::LibraryWriter;
use crate::model::corpus::{Clause, ClauseForm, Corpus, Lexicon, Synonym};
use crate::model::field::{CharId, Field};
use crate::model::leanings::Leanings;

impl LibraryWriter<'_> {
    pub(super) fn root(&self, release: u16) -> Vec<u8> {
        let part = |write: &dyn Fn(&mut Writer<'_>)| {
            let mut writer = Writer::new(&self.pieces);
            write(&mut writer);
            writer.bytes
        };
        let documents = Vec::new();
        let (collections, facets) = (self.corpus.collections.clone(), self.corpus.facets.clone());
        let data_version = self.corpus.data_version.clone();
        let collections = Corpus { data_version, collections, documents, facets, ..Corpus::default() };
        let variants = Lexicon { variants: self.corpus.lexicon.variants.clone(), ..Lexicon::default() };
        let parts: [Vec<u8>; PARTS.len()] = [
            part(&|it| self.write_head(it)),
            part(&|it| self.write_alphabet(it)),
            part(&|it| self.write_dictionary(it)),
            part(&|it| self.write_files(it)),
            part(&|it| self.write_runs(it)),
            part(&|it| write_meta(it, &collections, &[])),
            part(&|it| write_stop_words(it, &self.corpus.lexicon)),
            readings::write(&variants),
            part(&|it| write_thesaurus(it, &self.corpus.lexicon.synonyms, &self.text)),
            part(&|it| {
                let asked = &self.corpus.lexicon.asked_words;
                it.list(asked, |it, word| it.number(word.1 as usize));
                it.texts(asked.iter().map(|it| &it.0));
            }),
            part(&|it| it.list(&self.facet_counts, |it, num| it.number(*num as usize))),
            part(&|it| {
                let Leanings { step, doubt_step, .. } = self.corpus.leanings;
                it.numbers([step, doubt_step, self.leanings_per_file()].map(|it| it as usize));
                let documents = Boundaries::new(&self.corpus.clauses).documents;
                it.ascending(self.corpus.leanings.untaught(&documents).into_iter().map(|it| it as usize));
            }),
            part(&|it| self.write_packs(it)),
        ];
        lay_root(release, self.corpus.clauses.len() as u32, &parts.map(|it| pack(&it)))
    }

    fn write_head(&self, writer: &mut Writer<'_>) {
        writer.numbers(self.measures.to_array().into_iter().map(|it| it as usize));
        let mut pairs = vec![0u8; LETTER_PAIR_BYTES];
        let letters: Vec<CharId> = ('a'..='z').map(|it| self.text.id(it)).collect();
        for (at, (first, second)) in letters.iter().flat_map(|a| letters.iter().map(move |b| (a, b))).enumerate() {
            pairs[at / 8] |= u8::from(self.text.has_pair(*first, *second)) << (at % 8);
        }
        writer.bytes.extend(pairs);
    }

    fn write_alphabet(&self, writer: &mut Writer<'_>) {
        let (frozen, later) = self.chars.split_at(self.measures.num_frozen as usize);
        writer.ascending(frozen.iter().map(|it| *it as usize));
        writer.list(later, |writer, it| writer.number(*it as usize));
        writer.bytes.extend(&self.char_values);
    }

    fn write_dictionary(&self, writer: &mut Writer<'_>) {
        let words: Vec<Vec<u16>> = self.words.iter().map(|it| self.places(&it.0)).collect();
        let mut shared = vec![0];
        shared.extend(words.windows(2).map(|it| it[0].iter().zip(&it[1]).take_while(|it| it.0 == it.1).count()));
        let columns = || words.iter().zip(&shared);
        writer.number(words.len());
        writer.bytes.extend(columns().map(|it| *it.1 as u8));
        writer.bytes.extend(columns().map(|it| (it.0.len() - it.1) as u8));
        writer.bytes.extend(self.words.iter().map(|it| it.1));
        columns().flat_map(|it| &it.0[*it.1..]).for_each(|it| writer.number(usize::from(*it)));
    }

    fn write_files(&self, writer: &mut Writer<'_>) {
        let num_entries = (self.words.len() + self.chars.len()) as u32;
        let ends = self.chunk_starts.iter().skip(1).chain([&num_entries]);
        let sizes: Vec<u32> = self.chunk_starts.iter().zip(ends).map(|it| it.1 - it.0).collect();
        writer.list(&sizes, |writer, it| writer.number(*it as usize));
        for files in &self.releases {
            let runs: Vec<&[u16]> = files.chunk_by(|a, b| a == b).collect();
            writer.list(&runs, |writer, it| {
                writer.number(it.len());
                writer.number(usize::from(it[0]));
            });
        }
    }

    fn write_packs(&self, writer: &mut Writer<'_>) {
        let Some(packs) = &self.packs else { return };
        for (places, releases) in packs.places.iter().zip(&self.releases) {
            let mut ends: BTreeMap<u16, u32> = BTreeMap::new();
            for ((start, len), release) in places.iter().zip(releases).filter(|it| *it.1 != 0) {
                let end = ends.entry(*release).or_default();
                writer.numbers([start - *end, *len].map(|it| it as usize));
                *end = start + len;
            }
        }
    }

    fn write_runs(&self, writer: &mut Writer<'_>) {
        let clauses = &self.corpus.clauses;
        let is_break = |at: &usize| {
            let (own, before) = (&clauses[*at], at.checked_sub(1).map(|it| &clauses[it]));
            before.is_none_or(|it| (it.document, it.collection) != (own.document, own.collection))
        };
        let starts: Vec<usize> = (0..clauses.len()).filter(is_break).collect();
        writer.ascending(starts.iter().copied());
        let mut next = 0u16;
        for clause in starts.iter().map(|it| &clauses[*it]) {
            writer.number(usize::from(clause.document.wrapping_sub(next)));
            next = clause.document.wrapping_add(1);
            writer.number(usize::from(clause.collection));
        }
        let sections = Boundaries::new(clauses).sections;
        let sections = sections.split_last().map_or(&[][..], |it| it.1);
        writer.ascending(sections.iter().map(|it| *it as usize));
        let references = references(clauses);
        writer.ascending(references.iter().copied());
        writer.ascending(self.gone.iter().map(|it| *it as usize));
    }
}

/// A root of these parts, packed already, with its head and its checksum.
fn lay_root(release: u16, num_clauses: u32, parts: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD_LEN + 4 + parts.iter().map(|it| it.as_ref().len()).sum::<usize>());
    bytes.extend(LIBRARY_MAGIC);
    bytes.extend(LIBRARY_VERSION.to_le_bytes());
    bytes.extend(release.to_le_bytes());
    bytes.extend(num_clauses.to_le_bytes());
    parts.iter().for_each(|it| bytes.extend((it.as_ref().len() as u32).to_le_bytes()));
    parts.iter().for_each(|it| bytes.extend_from_slice(it.as_ref()));
    let crc = crc32(&bytes);
    bytes.extend(crc.to_le_bytes());
    bytes
}

/// A root of the first release in which one part, chosen by `at`, is another one, under a right checksum. Whether it can
/// be opened is another question: for tests of what cannot. The other parts stay packed as they are, since packing takes
/// most of the time.
///
/// # Errors
/// [`LibraryError`] for anything that does not begin and end as a root does.
pub fn change_root(
    root: &[u8],
    num_clauses: u32,
    at: usize,
    change: impl FnOnce(Vec<u8>) -> Vec<u8>,
) -> Result<Vec<u8>, LibraryError> {
    let mut parts = parts(root)?;
    let at = at % parts.len();
    let part = unpack(parts[at]).map_err(LibraryError::damaged(PARTS[at]))?;
    let changed = pack_quickly(&change(part));
    parts[at] = &changed;
    Ok(lay_root(1, num_clauses, &parts))
}

/// Where rows and entries of a glossary begin and end, in turn.
fn references(clauses: &[Clause]) -> Vec<usize> {
    let is_reference = |it: &Clause| matches!(it.form, ClauseForm::Row | ClauseForm::Term);
    let at = |at: usize| clauses.get(at).is_some_and(is_reference);
    (0..=clauses.len()).filter(|it| at(*it) != it.checked_sub(1).is_some_and(at)).collect()
}

fn write_thesaurus(writer: &mut Writer<'_>, synonyms: &[Synonym], text: &Postings) {
    let is_printed = |to: &str| {
        let pattern = text.encode(to).unwrap_or_default();
        text.occurrences(&pattern).any(|it| it.field != Field::Question)
    };
    let mut by_key: BTreeMap<&str, Vec<(&str, u8)>> = BTreeMap::new();
    for it in synonyms.iter().filter(|it| it.to.is_empty() || is_printed(&it.to)) {
        let target = Some((it.to.as_str(), it.weight)).filter(|it| !it.0.is_empty());
        by_key.entry(&it.from).or_default().extend(target);
    }
    let mut groups: BTreeMap<Vec<(&str, u8)>, Vec<&str>> = BTreeMap::new();
    for (key, mut targets) in by_key {
        targets.sort_unstable();
        targets.dedup_by_key(|it| it.0);
        groups.entry(targets).or_default().push(key);
    }
    let groups: Vec<_> = groups.into_iter().collect();
    writer.list(&groups, |writer, it| {
        writer.number(it.0.len());
        writer.number(it.1.len());
    });
    groups.iter().flat_map(|it| &it.0).for_each(|it| writer.text(it.0));
    groups.iter().flat_map(|it| &it.0).for_each(|it| writer.number(usize::from(it.1)));
    groups.iter().flat_map(|it| &it.1).for_each(|it| writer.text(it));
}
