//! Writes a corpus as the files of a library. The text is read as for the index file (`Postings`); what is written are
//! its lists by word and pair, and its clauses in blocks.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::format::codec::crc32;
use crate::format::error::EncodeError;
use crate::format::readings;
use crate::format::section_writer::{write_meta, write_stop_words};
use crate::format::string_table::StringTable;
use crate::format::writer::Writer;
use crate::index::boundaries::Boundaries;
use crate::index::postings::Postings;
use crate::index::term_writer::terms;
use crate::index::text::Text;
use crate::index::thesaurus::FILLERS;
use crate::index::writer::validate;
use crate::library::file::{FileId, FileKind, LIBRARY_VERSION, seal};
use crate::library::library::Library;
use crate::library::list::{List, MAX_CLAUSES, NUM_LEVELS, Posting};
use crate::library::packing::pack;
use crate::library::pairs::{self, Bucket, PairKeys};
use crate::library::pieces::ranked;
use crate::library::root::{HEAD_LEN, LETTER_PAIR_BYTES, LIBRARY_MAGIC, Measures, PARTS, Root};
use crate::library::{block, chunk, ids};
use crate::model::corpus::{Clause, ClauseForm, Corpus, Lexicon, Synonym};
use crate::model::field::{CharId, Field};
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
    /// The bytes of the file as part of a release. Equal contents of one release are equal bytes.
    pub fn bytes(&self, release: u16) -> Vec<u8> {
        seal(FileId { kind: self.kind, number: self.number, release }, &self.body)
    }
}

/// Most words of the dictionary: what they weigh in the root, everybody fetches.
const MAX_WORDS: usize = 18_000;
/// Most clauses in the head of a list of a word; of a pair that is no word.
const MAX_HEAD: u32 = 2_000;
const MAX_TAIL: u32 = 64;
/// Bytes of a file of words, about.
const CHUNK_BYTES: usize = 2_048;
/// Postings of pairs in a file, about: some 3.5 KB.
const POSTINGS_PER_BUCKET: usize = 2_500;
/// Ids in a file.
const IDS_PER_BUCKET: u32 = 512;
/// Clauses in a block: fewer fetch less that is not shown, more make fewer files.
const CLAUSES_PER_BLOCK: u32 = 8;
/// From this many clauses on blocks hold twice as many: hosts take 20,000 files.
const MANY_CLAUSES: u32 = 60_000;

/// Reads a corpus and writes it file by file.
pub struct LibraryWriter<'a> {
    corpus: &'a Corpus,
    text: Postings,
    /// Ascending: ids of characters, and ⌊log2(1 + occurrences)⌋.
    words: Vec<(Vec<CharId>, u8)>,
    chars: Vec<char>,
    char_values: Vec<u8>,
    pieces: StringTable,
    measures: Measures,
    chunk_starts: Vec<u32>,
    releases: [Vec<u16>; FileKind::ALL.len()],
    weights: Weights,
    /// Clauses that were withdrawn, ascending.
    gone: Vec<u32>,
    /// Per character by id: its place in `chars`.
    places: Vec<u16>,
    is_update: bool,
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
            gone,
            is_update: before.is_some(),
        };
        writer.pieces = StringTable::new(&writer.ranked());
        Ok(writer)
    }

    fn ranked(&self) -> Vec<String> {
        let words: Vec<(Vec<u16>, u8)> = self.words.iter().map(|it| (self.places(&it.0), it.1)).collect();
        ranked(&self.chars, &self.char_values, self.measures.num_frozen as usize, &words)
    }

    fn places(&self, word: &[CharId]) -> Vec<u16> {
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
        let release = emit(LibraryFile { kind, number, body })?;
        self.skip(kind, number);
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

    fn root(&self, release: u16) -> Vec<u8> {
        let part = |write: &dyn Fn(&mut Writer<'_>)| {
            let mut writer = Writer::new(&self.pieces);
            write(&mut writer);
            writer.bytes
        };
        let documents = Vec::new();
        let (collections, facets) = (self.corpus.collections.clone(), self.corpus.facets.clone());
        let data_version = self.corpus.data_version.clone();
        let collections = Corpus { data_version, collections, facets, documents, ..Corpus::default() };
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
        ];
        let parts = parts.map(|it| pack(&it));
        let mut bytes = Vec::with_capacity(HEAD_LEN + 4 + parts.iter().map(Vec::len).sum::<usize>());
        bytes.extend(LIBRARY_MAGIC);
        bytes.extend(LIBRARY_VERSION.to_le_bytes());
        bytes.extend(release.to_le_bytes());
        bytes.extend((self.corpus.clauses.len() as u32).to_le_bytes());
        parts.iter().for_each(|it| bytes.extend((it.len() as u32).to_le_bytes()));
        parts.iter().for_each(|it| bytes.extend_from_slice(it));
        let crc = crc32(&bytes);
        bytes.extend(crc.to_le_bytes());
        bytes
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

    fn write_runs(&self, writer: &mut Writer<'_>) {
        let clauses = &self.corpus.clauses;
        let is_break = |at: &usize| {
            let (own, before) = (&clauses[*at], at.checked_sub(1).map(|it| &clauses[it]));
            before.is_none_or(|it| (it.document, it.collection) != (own.document, own.collection))
        };
        let starts: Vec<usize> = (0..clauses.len()).filter(is_break).collect();
        writer.ascending(starts.iter().copied());
        for clause in starts.iter().map(|it| &clauses[*it]) {
            writer.number(usize::from(clause.document));
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

/// Per character by id: its place; those that fold to another have none of their own.
fn places(chars: &[char], text: &Postings) -> Vec<u16> {
    let mut places = vec![0; usize::from(u16::MAX) + 1];
    for (place, it) in (0..).zip(chars) {
        let id = text.id(*it);
        if text.char_of(id) == *it {
            places[usize::from(id)] = place;
        }
    }
    places
}

/// The characters of a release in their order, and behind them those that are new.
fn behind(before: &Root, chars: &[char], values: &[u8]) -> (Vec<char>, Vec<u8>) {
    let (mut all, mut all_values) = (before.chars.clone(), before.char_values.clone());
    let places: BTreeMap<char, usize> = before.chars.iter().enumerate().map(|it| (*it.1, it.0)).collect();
    for (it, value) in chars.iter().zip(values) {
        match places.get(it) {
            // It was known and occurs now: the least value keeps the ranks as they are.
            Some(at) if all_values[*at] == 0 => all_values[*at] = (*value).min(1),
            Some(_) => {}
            None => {
                all.push(*it);
                all_values.push(*value);
            }
        }
    }
    (all, all_values)
}

/// The dictionary of a release. A word that occurs no more has an empty list.
fn words_of(before: &Root, text: &Postings) -> Vec<(Vec<CharId>, u8)> {
    let id = |it: &u16| before.chars.get(usize::from(*it)).map_or(0, |it| text.id(*it));
    before.words.iter().map(|it| (it.0.iter().map(id).collect(), it.1)).collect()
}

/// Where rows and entries of a glossary begin and end, in turn.
fn references(clauses: &[Clause]) -> Vec<usize> {
    let is_reference = |it: &Clause| matches!(it.form, ClauseForm::Row | ClauseForm::Term);
    let at = |at: usize| clauses.get(at).is_some_and(is_reference);
    (0..=clauses.len()).filter(|it| at(*it) != it.checked_sub(1).is_some_and(at)).collect()
}

/// The commonest terms, as many as the root has room for, and every word that the thesaurus leads to.
fn dictionary(corpus: &Corpus, text: &Postings) -> Vec<(Vec<CharId>, u8)> {
    let targets: BTreeSet<&str> = corpus.lexicon.synonyms.iter().map(|it| it.to.as_str()).collect();
    let counted = |it: &str| {
        let chars = text.encode(it)?;
        let num = text.occurrences(&chars).count();
        Some((chars, num, targets.contains(it)))
    };
    let mut words: Vec<(Vec<CharId>, usize, bool)> = terms(corpus, text).into_iter().filter_map(counted).collect();
    let least = MIN_COUNTS.into_iter().find(|least| words.iter().filter(|it| *least <= it.1).count() <= MAX_WORDS);
    words.retain(|it| it.2 || least.is_none_or(|least| least <= it.1));
    words.sort_unstable();
    words.into_iter().map(|it| (it.0, (1 + it.1).ilog2() as u8)).collect()
}

/// Least occurrences of a word in the dictionary, as far as they are needed.
const MIN_COUNTS: [usize; 9] = [2, 3, 5, 8, 12, 20, 30, 50, 100];

/// Every character of the texts, as printed and folded, of the words and of what people type, with
/// ⌊log2(1 + occurrences)⌋.
fn alphabet(corpus: &Corpus, text: &Postings) -> (Vec<char>, Vec<u8>) {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    let known = corpus.lexicon.synonyms.iter().flat_map(|it| it.from.chars().chain(it.to.chars()));
    for it in known.chain(FILLERS.chars()).chain(corpus.lexicon.words.iter().flat_map(|it| it.chars())) {
        counts.entry(it).or_default();
    }
    for it in corpus.lexicon.stop_words.iter().chain(corpus.lexicon.asked_words.iter().map(|it| &it.0)) {
        for it in it.chars() {
            counts.entry(it).or_default();
        }
    }
    for it in corpus.texts().flat_map(str::chars) {
        *counts.entry(it).or_default() += 1;
    }
    // A printed form that is counted folds to characters that occur: only what is searched may be counted.
    let occurs = |it: char| {
        let mut all = true;
        text.normalizer().fold_each(&it.to_string(), |_, it| all &= text.occurs(text.id(it)));
        all
    };
    for it in text.alphabet().in_text() {
        let num = counts.entry(*it).or_default();
        *num = (*num).max(text.num_of(text.id(*it)));
    }
    let value = |(it, num): (&char, &usize)| if occurs(*it) { ((1 + num).ilog2() as u8).max(1) } else { 0 };
    let values = counts.iter().map(value).collect();
    (counts.into_keys().collect(), values)
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
