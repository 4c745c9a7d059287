//! Writes a corpus as the files of a library. The text is read as for the index file (`Postings`); what is written are
//! its lists by word and pair, and its clauses in blocks.

use std::collections::{BTreeMap, HashSet};

use crate::format::error::EncodeError;
use crate::format::readings;
use crate::format::section_writer::{write_leanings, write_meta};
use crate::format::string_table::StringTable;
use crate::format::writer::Writer;
use crate::index::postings::Postings;
use crate::index::text::Text;
use crate::index::writer::validate;
use crate::library::files::file::{seal, sealed_len};
use crate::library::files::file_id::{FileId, FileKind};
use crate::library::files::list::{List, MAX_CLAUSES, NUM_LEVELS, Posting};
use crate::library::files::pairs::{self, Bucket, PairKeys};
use crate::library::files::pieces::ranked;
use crate::library::files::root::{Measures, Places, Root, num_leaning_files};
use crate::library::files::{block, chunk, facet_set, ids};
use crate::library::library::Library;
use crate::library::write::dictionary::{alphabet, behind, dictionary, places, words_of};
use crate::model::corpus::{Clause, Corpus, Lexicon};
use crate::model::field::CharId;
use crate::model::leanings::{Leanings, NUM_BUCKETS};
use crate::rank::clauses::matches_in;
use crate::rank::weights::Weights;

/// A file as it is to be written.
pub struct LibraryFile {
    /// What and which it is; its release is not decided yet.
    pub kind: FileKind,
    /// Which of its kind.
    pub number: u32,
    body: Vec<u8>,
}

impl LibraryFile {
    /// A file of any contents: for tests of what a reader refuses.
    pub fn of(kind: FileKind, number: u32, body: Vec<u8>) -> Self {
        Self { kind, number, body }
    }

    /// The bytes of the file as part of a release. Equal contents of one release are equal bytes.
    pub fn bytes(&self, release: u16) -> Vec<u8> {
        seal(FileId { kind: self.kind, number: self.number, release }, &self.body)
    }
}

/// Most clauses in the head of a list of a word; of a pair that is no word.
const MAX_HEAD: u32 = 2_000;
const MAX_TAIL: u32 = 64;
/// Bytes of a file of words, about.
const CHUNK_BYTES: usize = 2_048;
/// Postings of pairs in a file, about: some 3.5 KB.
const POSTINGS_PER_BUCKET: usize = 2_500;
/// Weights of characters in a file, about: some two kilobytes.
const WEIGHTS_PER_FILE: usize = 1_000;
/// Ids in a file.
const IDS_PER_BUCKET: u32 = 512;
/// Clauses in a block: fewer fetch less that is not shown, more make fewer files.
const CLAUSES_PER_BLOCK: u32 = 8;
/// From this many clauses on blocks hold twice as many: hosts take 20,000 files.
const MANY_CLAUSES: u32 = 60_000;

/// Reads a corpus and writes it file by file.
pub struct LibraryWriter<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) text: Postings,
    /// Ascending: ids of characters, and ⌊log2(1 + occurrences)⌋.
    pub(super) words: Vec<(Vec<CharId>, u8)>,
    pub(super) chars: Vec<char>,
    pub(super) char_values: Vec<u8>,
    pub(super) pieces: StringTable,
    pub(super) measures: Measures,
    pub(super) chunk_starts: Vec<u32>,
    pub(super) releases: [Vec<u16>; FileKind::ALL.len()],
    pub(super) weights: Weights,
    /// Per value of a facet: clauses that have it.
    pub(super) facet_counts: Vec<u32>,
    /// Clauses that were withdrawn, ascending.
    pub(super) gone: Vec<u32>,
    /// Per character by id: its place in `chars`.
    pub(super) places: Vec<u16>,
    pub(super) is_update: bool,
    /// The one that is written.
    release: u16,
    /// Of a packed library: where the release before holds its files, and where this one does, per kind.
    pub(super) packs: Option<Packs>,
}

/// Where files lie in packs.
#[derive(Default)]
pub(super) struct Packs {
    before: Places,
    /// Bytes of the packs of this release so far.
    ends: [u32; FileKind::ALL.len()],
    pub places: Places,
}

impl Packs {
    /// `is_new`: this release writes it; else the one before has it.
    fn add(&mut self, kind: FileKind, number: u32, len: u32, is_new: bool) {
        let (kind, number) = (kind as usize, number as usize);
        let known = self.before[kind].get(number).filter(|_| !is_new);
        let place = *known.unwrap_or(&(self.ends[kind], len));
        if known.is_none() {
            self.ends[kind] += len;
        }
        self.places[kind].resize(number, (0, 0));
        self.places[kind].push(place);
    }
}

impl<'a> LibraryWriter<'a> {
    /// Costs time in the characters of the corpus and the occurrences of its words.
    ///
    /// # Errors
    /// [`EncodeError`], as [`encode`](crate::encode).
    pub fn new(corpus: &'a Corpus) -> Result<Self, EncodeError> {
        Self::begin(corpus, None, Vec::new())
    }

    /// The release after another. The corpus begins with all clauses of that one in their order, those included that
    /// were withdrawn since (`gone`, ascending); what is new follows. The dictionary, the order of the characters and
    /// the measures are those of the release before, so that files change only where clauses did.
    ///
    /// # Errors
    /// [`EncodeError`], as [`encode`](crate::encode).
    pub fn after(corpus: &'a Corpus, before: &Library, gone: Vec<u32>) -> Result<Self, EncodeError> {
        Self::begin(corpus, Some(&before.root), gone)
    }

    fn begin(corpus: &'a Corpus, before: Option<&Root>, gone: Vec<u32>) -> Result<Self, EncodeError> {
        validate(corpus)?;
        if MAX_CLAUSES as usize <= corpus.clauses.len() {
            return Err(EncodeError::TooMany { what: "clauses" });
        }
        let text = Postings::new(corpus);
        let (mut chars, mut char_values) = alphabet(corpus, &text);
        if let Some(before) = before {
            (chars, char_values) = behind(before, &chars, &char_values);
        }
        let fits = |it: &Root| chars.len() <= 1 << it.measures.place_bits && !it.words.is_empty();
        // More new characters than there is room for: then everything is written anew.
        let before = before.filter(|it| fits(it));
        if before.is_none() {
            (chars, char_values) = alphabet(corpus, &text);
        }
        if usize::from(u16::MAX) <= chars.len() {
            return Err(EncodeError::TooMany { what: "different characters" });
        }
        let words = before.map_or_else(|| dictionary(corpus, &text), |it| words_of(it, &text));
        let measures = before.map_or_else(|| measures(corpus, &text, chars.len()), |it| it.measures);
        let mut writer = Self {
            corpus,
            places: places(&chars, &text),
            text,
            words,
            chars,
            char_values,
            pieces: StringTable::default(),
            measures,
            chunk_starts: before.map_or_else(Vec::new, |it| it.chunk_starts.clone()),
            releases: Default::default(),
            weights: Weights::default(),
            facet_counts: Vec::new(),
            gone,
            is_update: before.is_some(),
            release: 0,
            packs: None,
        };
        writer.pieces = StringTable::new(&writer.ranked());
        Ok(writer)
    }

    /// Files of a kind lie one behind the other in one pack, in the order in which they are emitted. `before`: the
    /// release before, if that was packed too and some of its files are kept.
    pub fn packed(self, before: Option<&Library>) -> Self {
        let before = before.map(|it| it.root.places.clone()).unwrap_or_default();
        Self { packs: Some(Packs { before, ..Packs::default() }), ..self }
    }

    fn ranked(&self) -> Vec<String> {
        let words: Vec<(Vec<u16>, u8)> = self.words.iter().map(|it| (self.places(&it.0), it.1)).collect();
        ranked(&self.chars, &self.char_values, self.measures.num_frozen as usize, &words)
    }

    pub(super) fn places(&self, word: &[CharId]) -> Vec<u16> {
        word.iter().map(|it| self.places[usize::from(*it)]).collect()
    }

    /// Hands every file but the root to `emit`, which says in which release its contents were first written, and then
    /// gives the root of `release`. Files come in the order of their kinds and numbers.
    ///
    /// `progress` is told steps, of which there are [`Self::num_steps`].
    ///
    /// # Errors
    /// The first of `emit`.
    pub fn write<E>(
        mut self,
        release: u16,
        progress: &dyn Fn(usize),
        emit: &mut dyn FnMut(LibraryFile) -> Result<u16, E>,
    ) -> Result<Vec<u8>, E> {
        self.release = release;
        self.write_words(progress, emit)?;
        self.write_pairs(progress, emit)?;
        self.write_texts(progress, emit)?;
        self.write_ids(emit)?;
        let lexicon = Lexicon { readings: self.corpus.lexicon.readings.clone(), ..Lexicon::default() };
        self.put(FileKind::Spelling, 0, readings::write(&lexicon), emit)?;
        let documents = Corpus { documents: self.corpus.documents.clone(), ..Corpus::default() };
        let mut writer = Writer::new(&self.pieces);
        write_meta(&mut writer, &documents, &[]);
        let bytes = writer.bytes;
        self.put(FileKind::Documents, 0, bytes, emit)?;
        self.write_facets(emit)?;
        self.write_leanings(emit)?;
        Ok(self.root(release))
    }

    /// What progress is told of: words, characters, pairs and clauses.
    pub fn num_steps(&self) -> usize {
        self.words.len() + self.chars.len() + self.text.num_distinct_pairs() + self.corpus.clauses.len()
    }

    fn put<E>(
        &mut self,
        kind: FileKind,
        number: u32,
        body: Vec<u8>,
        emit: &mut dyn FnMut(LibraryFile) -> Result<u16, E>,
    ) -> Result<(), E> {
        let len = sealed_len(&body);
        let release = emit(LibraryFile { kind, number, body })?;
        self.skip(kind, number);
        if let Some(packs) = &mut self.packs {
            packs.add(kind, number, len, release == self.release);
        }
        self.releases[kind as usize].push(release);
        Ok(())
    }

    /// Numbers below this that have no file.
    fn skip(&mut self, kind: FileKind, number: u32) {
        self.releases[kind as usize].resize(number as usize, 0);
    }

    fn list(&self, pattern: &[CharId]) -> List {
        let matches = matches_in(&self.text, self.mean_len(), pattern, &self.weights);
        let level = |saturated: f32| ((saturated * NUM_LEVELS as f32).round() as u32).clamp(1, NUM_LEVELS);
        let postings: Vec<Posting> =
            matches.into_iter().map(|it| Posting::new(it.clause.0, level(it.saturated))).collect();
        List { doc_freq: postings.len() as u32, postings }
    }

    fn mean_len(&self) -> f32 {
        self.measures.mean_len_16.max(1) as f32 / 16.0
    }

    fn write_words<E>(
        &mut self,
        progress: &dyn Fn(usize),
        emit: &mut dyn FnMut(LibraryFile) -> Result<u16, E>,
    ) -> Result<(), E> {
        let words = self.words.iter().map(|it| it.0.clone());
        let only = |it: &char| Some(self.text.id(*it)).filter(|id| self.text.char_of(*id) == *it);
        let singles = self.chars.iter().map(|it| only(it).into_iter().collect());
        let entries: Vec<Vec<CharId>> = words.chain(singles).collect();
        if !self.is_update {
            self.chunk_starts = self.starts_of(&entries);
        }
        let starts = self.chunk_starts.clone();
        for (number, start) in (0..).zip(&starts) {
            let end = starts.get(number as usize + 1).map_or(entries.len(), |it| *it as usize);
            let (mut heads, mut rests) = (Vec::new(), Vec::new());
            for entry in &entries[*start as usize..end] {
                let is_known = entry.iter().all(|it| self.text.occurs(*it));
                let (head, rest) = if is_known { self.list(entry) } else { List::default() }.cut(MAX_HEAD as usize);
                heads.push(head);
                rests.push(rest.unwrap_or_default());
                progress(1);
            }
            self.put(FileKind::Words, number, chunk::write(&heads), emit)?;
            if rests.iter().any(|it| 0 < it.doc_freq) {
                self.put(FileKind::RestOfWords, number, chunk::write(&rests), emit)?;
            }
        }
        self.skip(FileKind::RestOfWords, starts.len() as u32);
        Ok(())
    }

    /// Cuts the entries into files of about as many bytes.
    fn starts_of(&self, entries: &[Vec<CharId>]) -> Vec<u32> {
        let (mut starts, mut num_bytes) = (vec![0], 0);
        for (at, entry) in (0..).zip(entries) {
            if CHUNK_BYTES <= num_bytes {
                starts.push(at);
                num_bytes = 0;
            }
            // No more than its occurrences, a byte and a half each.
            let num = match entry.as_slice() {
                [only] => self.text.num_of(*only),
                _ => entry.windows(2).map(|it| self.text.num_pairs(it[0], it[1])).min().unwrap_or_default(),
            };
            num_bytes += 1 + num.min(MAX_HEAD as usize) * 3 / 2;
        }
        starts
    }

    fn write_pairs<E>(
        &mut self,
        progress: &dyn Fn(usize),
        emit: &mut dyn FnMut(LibraryFile) -> Result<u16, E>,
    ) -> Result<(), E> {
        let known: HashSet<&[CharId]> = self.words.iter().map(|it| it.0.as_slice()).collect();
        let is_word = |it: &[CharId; 2]| known.contains(&it[..]);
        let pairs: Vec<[CharId; 2]> = self.text.distinct_pairs().into_iter().filter(|it| !is_word(it)).collect();
        let num_heads: usize =
            pairs.iter().map(|it| self.text.num_pairs(it[0], it[1]).min(MAX_TAIL as usize) + 1).sum();
        if !self.is_update {
            self.measures.num_buckets = num_heads.div_ceil(POSTINGS_PER_BUCKET).max(1) as u32;
        }
        let keys = PairKeys { place_bits: self.measures.place_bits, num_buckets: self.measures.num_buckets };
        let key = |it: &[CharId; 2]| {
            let places = self.places(it);
            keys.key(places[0], places[1])
        };
        let mut by_key: Vec<(u32, [CharId; 2])> = pairs.iter().map(|it| (key(it), *it)).collect();
        by_key.sort_unstable();
        let mut rest = by_key.as_slice();
        for number in 0..keys.num_buckets {
            let (own, others) = rest.split_at(rest.partition_point(|it| keys.bucket(it.0) == number));
            rest = others;
            let (mut heads, mut rests): (Bucket, Bucket) = Default::default();
            for (key, pair) in own {
                let (head, rest) = self.list(pair).cut(MAX_TAIL as usize);
                heads.push((*key, head));
                rests.extend(rest.map(|it| (*key, it)));
                progress(1);
            }
            self.put(FileKind::Pairs, number, pairs::write(keys, number, &heads), emit)?;
            if !rests.is_empty() {
                self.put(FileKind::RestOfPairs, number, pairs::write(keys, number, &rests), emit)?;
            }
        }
        self.skip(FileKind::RestOfPairs, keys.num_buckets);
        Ok(())
    }

    fn write_texts<E>(
        &mut self,
        progress: &dyn Fn(usize),
        emit: &mut dyn FnMut(LibraryFile) -> Result<u16, E>,
    ) -> Result<(), E> {
        let corpus = self.corpus;
        for (number, clauses) in (0..).zip(corpus.clauses.chunks(self.measures.clauses_per_block as usize)) {
            let body = block::write(&block::excerpt(corpus, clauses), &self.pieces);
            self.put(FileKind::Texts, number, body, emit)?;
            progress(clauses.len());
        }
        Ok(())
    }

    fn write_facets<E>(&mut self, emit: &mut dyn FnMut(LibraryFile) -> Result<u16, E>) -> Result<(), E> {
        let mut clauses: Vec<Vec<u32>> = vec![Vec::new(); self.corpus.facets.len()];
        let is_there = |it: &(u32, &Clause)| self.gone.binary_search(&it.0).is_err();
        for (at, clause) in (0..).zip(&self.corpus.clauses).filter(is_there) {
            clause.facets.iter().for_each(|it| clauses[usize::from(it.0)].push(at));
        }
        clauses.iter_mut().for_each(Vec::dedup);
        self.facet_counts = clauses.iter().map(|it| it.len() as u32).collect();
        for (number, own) in (0..).zip(&clauses).filter(|it| !it.1.is_empty()) {
            self.put(FileKind::Facets, number, facet_set::write(own), emit)?;
        }
        self.skip(FileKind::Facets, clauses.len() as u32);
        Ok(())
    }

    fn write_leanings<E>(&mut self, emit: &mut dyn FnMut(LibraryFile) -> Result<u16, E>) -> Result<(), E> {
        let corpus = self.corpus;
        for number in 0..num_leaning_files(self.leanings_per_file()) as u32 {
            let own = number * self.leanings_per_file()..(number + 1) * self.leanings_per_file();
            let buckets = corpus.leanings.buckets.iter().filter(|it| own.contains(&u32::from(it.number)));
            let part = Leanings { buckets: buckets.cloned().collect(), ..Leanings::default() };
            let mut writer = Writer::default();
            write_leanings(&mut writer, &part);
            self.put(FileKind::Leanings, number, writer.bytes, emit)?;
        }
        Ok(())
    }

    /// As many numbers of characters in a file as come to some two kilobytes.
    pub(super) fn leanings_per_file(&self) -> u32 {
        let num_weights: usize = self.corpus.leanings.buckets.iter().map(|it| it.clauses.len()).sum();
        match num_weights {
            0 => 0,
            _ => (NUM_BUCKETS / (num_weights / WEIGHTS_PER_FILE + 1) as u32).max(1),
        }
    }

    fn write_ids<E>(&mut self, emit: &mut dyn FnMut(LibraryFile) -> Result<u16, E>) -> Result<(), E> {
        let (num_buckets, num_clauses) = (self.measures.num_id_buckets, self.corpus.clauses.len() as u32);
        let mut buckets: BTreeMap<u32, Vec<(u32, u32)>> = (0..num_buckets).map(|it| (it, Vec::new())).collect();
        for (at, clause) in (0..).zip(&self.corpus.clauses) {
            let (hash, bucket) = ids::hash(&clause.id, num_buckets);
            buckets.entry(bucket).or_default().push((hash, at));
        }
        for (number, mut found) in buckets {
            found.sort_unstable();
            self.put(FileKind::Ids, number, ids::write(&found, number, num_buckets, num_clauses), emit)?;
        }
        Ok(())
    }
}

fn measures(corpus: &Corpus, text: &Postings, num_chars: usize) -> Measures {
    let num_clauses = corpus.clauses.len() as u32;
    Measures {
        mean_len_16: (text.mean_len() * 16.0) as u32,
        num_text_chars: text.chars().len() as u32,
        max_head: MAX_HEAD,
        max_tail: MAX_TAIL,
        clauses_per_block: CLAUSES_PER_BLOCK * if num_clauses < MANY_CLAUSES { 1 } else { 2 },
        num_buckets: 1,
        num_id_buckets: num_clauses.div_ceil(IDS_PER_BUCKET).max(1),
        place_bits: (num_chars + num_chars / 4).max(2).ilog2() + 1,
        num_frozen: num_chars as u32,
    }
}
