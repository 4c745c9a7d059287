//! An opened library: its root, and the files that were fetched so far. No I/O: it says which files it needs and takes
//! their bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::f32::consts::LOG2_E;

use crate::format::budget::Budget;
use crate::format::codec::Reader;
use crate::format::error::Malformed;
use crate::format::readings::{read as read_readings, read_chars};
use crate::format::sections::{read_leanings, read_meta};
use crate::index::alphabet::Alphabet;
use crate::index::boundaries::Boundaries;
use crate::index::thesaurus::{FILLERS, Target, Thesaurus};
use crate::index::vocabulary::Vocabulary;
use crate::index::word_list::WordList;
use crate::library::error::LibraryError;
use crate::library::files::facet_set::FacetSet;
use crate::library::files::file::unseal;
use crate::library::files::file_id::{FileId, FileKind, Place};
use crate::library::files::list::List;
use crate::library::files::pairs::{self, Bucket as PairBucket, PairKeys};
use crate::library::files::root::Root;
use crate::library::files::{block, chunk, facet_set, ids};
use crate::model::corpus::{Collection, Corpus, Document, FacetValue, Lexicon};
use crate::model::field::CharId;
use crate::model::leanings::{Bucket, Leanings};
use crate::query::tokenizer::Tokenizer;
use crate::rank::math::ln;
use crate::text::normalizer::Normalizer;
use crate::text::readings::Readings;

/// An opened library. Cheap to open, and it grows by the files it is given.
pub struct Library {
    pub(crate) root: Root,
    pub(crate) alphabet: Alphabet,
    pub(crate) normalizer: Normalizer,
    pub(crate) vocabulary: Vocabulary,
    thesaurus: Thesaurus,
    stop_words: WordList,
    pub(crate) boundaries: Boundaries,
    asked_words: Vec<(Vec<CharId>, u32)>,
    /// Per character by id: its place in the root + 1; 0 for none.
    places: Vec<u16>,
    no_readings: Readings,
    /// As far as their files are here.
    leanings: Leanings,
    files: BTreeMap<FileId, Contents>,
    given_up: BTreeSet<FileId>,
}

/// What a file held.
pub(crate) enum Contents {
    Lists(Vec<List>),
    Pairs(PairBucket),
    Clauses(Box<Corpus>),
    Ids(Vec<(u32, u32)>),
    Readings(Box<Readings>),
    Documents(Vec<Document>),
    Facet(FacetSet),
    Leanings(Vec<Bucket>),
}

impl Library {
    /// Opens the bytes of a root. Costs time in its length: some ten
    /// milliseconds for 18,000 words.
    ///
    /// # Errors
    /// [`LibraryError`] for anything that is not an undamaged root of this
    /// format. Whatever the bytes are, nothing panics, here or later.
    pub fn open(root: &[u8]) -> Result<Self, LibraryError> {
        let root = Root::open(root)?;
        let normalizer = Normalizer::new(&root.corpus.lexicon.variants);
        let alphabet = alphabet(&root, &normalizer);
        let places = places(&root, &alphabet);
        let encode = |text: &str| text.chars().map(|it| alphabet.id(it)).collect::<Vec<CharId>>();
        let char_at = |it: &u16| alphabet.id(root.chars[usize::from(*it)]);
        let words: Vec<Vec<CharId>> = root.words.iter().map(|it| it.0.iter().map(char_at).collect()).collect();
        // Look-ups halve the list: it must ascend.
        if !words.is_sorted_by(|a, b| a < b) {
            return Err(LibraryError::Damaged { part: "words" });
        }
        let values = root.words.iter().map(|it| it.1).collect();
        let vocabulary = Vocabulary::of(WordList::new(words.iter().map(Vec::as_slice)), values);
        let mut stop_words: Vec<_> = root.corpus.lexicon.stop_words.iter().map(|it| encode(it)).collect();
        stop_words.sort_unstable();
        let stop_words = WordList::new(stop_words.iter().map(Vec::as_slice));
        let mut asked_words: Vec<_> = root.corpus.lexicon.asked_words.iter().map(|it| (encode(&it.0), it.1)).collect();
        asked_words.sort_unstable();
        let thesaurus = thesaurus(&root, &encode);
        let bounds = |starts: Vec<u32>| [starts, vec![root.num_clauses]].concat();
        let boundaries = Boundaries {
            sections: if root.sections.is_empty() { Vec::new() } else { bounds(root.sections.clone()) },
            documents: bounds(root.runs.iter().map(|it| it.start).collect()),
        };
        let (no_readings, files, given_up) = (Readings::default(), BTreeMap::new(), BTreeSet::new());
        let leanings = root.leanings.clone();
        Ok(Self {
            root,
            alphabet,
            normalizer,
            vocabulary,
            thesaurus,
            stop_words,
            boundaries,
            asked_words,
            places,
            no_readings,
            leanings,
            files,
            given_up,
        })
    }

    /// Takes the bytes of a file that was asked for. A file that is here
    /// already is taken again.
    ///
    /// # Errors
    /// [`LibraryError`] for anything that is not this very file, undamaged:
    /// then nothing has changed.
    pub fn insert(&mut self, file: FileId, bytes: &[u8]) -> Result<(), LibraryError> {
        if self.root.file(file.kind, file.number) != Some(file) {
            return Err(LibraryError::Unnamed { file });
        }
        let contents = self.read(file, unseal(file, bytes)?);
        let part = ["words", "pairs", "rest", "rest", "texts", "ids", "spelling", "documents", "facets", "leanings"]
            [file.kind as usize];
        let contents = contents.map_err(LibraryError::damaged(part))?;
        if let Contents::Leanings(buckets) = &contents {
            self.leanings.buckets.extend(buckets.iter().filter(|_| !self.files.contains_key(&file)).cloned());
            self.leanings.buckets.sort_by_key(|it| it.number);
        }
        self.given_up.remove(&file);
        self.files.insert(file, contents);
        Ok(())
    }

    /// Goes on without a file that cannot be had: queries are answered by the others.
    pub fn give_up(&mut self, file: FileId) {
        self.given_up.insert(file);
    }

    /// Files that were given up are asked for again: the network may be back.
    pub fn hope_again(&mut self) {
        self.given_up.clear();
    }

    /// Forgets what was fetched, to free memory.
    pub fn forget(&mut self) {
        self.files.clear();
        self.leanings.buckets.clear();
        self.given_up.clear();
    }

    /// Number of files that are here.
    pub fn num_files(&self) -> usize {
        self.files.len()
    }

    /// Whether a file is here.
    pub fn has(&self, file: FileId) -> bool {
        self.files.contains_key(&file)
    }

    /// The file of a kind with a number, as this root names it; `None` if there is none.
    pub fn file(&self, kind: FileKind, number: u32) -> Option<FileId> {
        self.root.file(kind, number)
    }

    /// Where a file lies in a packed library; `None` in one of single files.
    pub fn place(&self, file: FileId) -> Option<Place> {
        self.root.place(file)
    }

    /// Whether files lie in packs.
    pub fn is_packed(&self) -> bool {
        self.root.places.iter().any(|it| !it.is_empty())
    }

    /// Every file that the root names.
    pub fn all_files(&self) -> impl Iterator<Item = FileId> + '_ {
        let of_kind = |kind: FileKind| (0..self.root.releases[kind as usize].len() as u32).map(move |it| (kind, it));
        FileKind::ALL.into_iter().flat_map(of_kind).filter_map(|it| self.root.file(it.0, it.1))
    }

    /// Whether a clause was withdrawn.
    pub fn is_gone(&self, number: u32) -> bool {
        self.root.gone.binary_search(&number).is_ok()
    }

    /// Which release this is: 1, 2 and so on.
    pub fn release(&self) -> u16 {
        self.root.release
    }

    /// Number of clauses, those that were withdrawn included.
    pub fn num_clauses(&self) -> u32 {
        self.root.num_clauses
    }

    /// Number of documents.
    pub fn num_documents(&self) -> usize {
        self.root.runs.iter().map(|it| usize::from(it.document) + 1).max().unwrap_or(0)
    }

    /// Number of words of the dictionary.
    pub fn num_words(&self) -> usize {
        self.root.words.len()
    }

    /// Collections, values of facets and version of the data; clauses and documents lie elsewhere.
    pub fn corpus(&self) -> &Corpus {
        &self.root.corpus
    }

    /// How many clauses a collection holds, those that were withdrawn left out. Costs time in the documents.
    pub fn num_clauses_in(&self, collection: u16) -> u32 {
        let ends = self.root.runs.iter().skip(1).map(|it| it.start).chain([self.root.num_clauses]);
        let runs = self.root.runs.iter().zip(ends).filter(|it| it.0.collection == collection);
        let gone = |start, end| {
            (self.root.gone.partition_point(|it| *it < end) - self.root.gone.partition_point(|it| *it < start)) as u32
        };
        runs.map(|(run, end)| (end - run.start) - gone(run.start, end)).sum()
    }

    /// The collections; [`Filter::collection`](crate::Filter::collection) is an index in them.
    pub fn collections(&self) -> &[Collection] {
        &self.root.corpus.collections
    }

    /// The values of all facets.
    pub fn facets(&self) -> &[FacetValue] {
        &self.root.corpus.facets
    }

    fn read(&self, file: FileId, body: &[u8]) -> Result<Contents, Malformed> {
        let (root, number) = (&self.root, file.number);
        Ok(match file.kind {
            FileKind::Words | FileKind::RestOfWords => {
                Contents::Lists(chunk::read(body, self.num_entries(number), root.num_clauses)?)
            }
            FileKind::Pairs | FileKind::RestOfPairs => {
                Contents::Pairs(pairs::read(body, self.pair_keys(), number, root.num_clauses)?)
            }
            FileKind::Texts => {
                let corpus = block::read(body, &root.pieces, &root.corpus)?;
                let len = self.clauses_of(number).len();
                if corpus.clauses.len() != len {
                    return Err(Malformed);
                }
                Contents::Clauses(Box::new(corpus))
            }
            FileKind::Ids => Contents::Ids(ids::read(body, number, root.measures.num_id_buckets, root.num_clauses)?),
            FileKind::Spelling => {
                let mut lexicon = Lexicon::default();
                read_readings(Reader::new(body, &Budget::of_file(body.len())), &mut lexicon)?;
                lexicon.readings.sort_unstable();
                Contents::Readings(Box::new(Readings::new(&lexicon)))
            }
            FileKind::Documents => {
                let budget = Budget::of_file(body.len());
                let mut reader = Reader::new(body, &budget).with(&root.pieces);
                for _ in 0..2 {
                    read_chars(&mut reader)?;
                }
                Contents::Documents(read_meta(reader)?.documents)
            }
            FileKind::Facets => Contents::Facet(facet_set::read(body, root.num_clauses)?),
            FileKind::Leanings => {
                let budget = Budget::of_file(body.len());
                let mut reader = Reader::new(body, &budget);
                let buckets = read_leanings(&mut reader, root.num_clauses as usize)?.buckets;
                reader.end()?;
                let is_own = |it: &Bucket| self.leaning_file(it.number) == Some(number);
                Contents::Leanings(Some(buckets).filter(|it| it.iter().all(is_own)).ok_or(Malformed)?)
            }
        })
    }

    /// Entries of a file of words.
    fn num_entries(&self, number: u32) -> usize {
        let starts = &self.root.chunk_starts;
        let all = (self.root.words.len() + self.root.chars.len()) as u32;
        let start = |at: usize| starts.get(at).copied().unwrap_or(all);
        (start(number as usize + 1) - start(number as usize)) as usize
    }

    /// Numbers of the clauses of a block.
    pub fn clauses_of(&self, number: u32) -> std::ops::Range<u32> {
        let len = self.root.measures.clauses_per_block;
        let start = number.saturating_mul(len).min(self.root.num_clauses);
        start..start.saturating_add(len).min(self.root.num_clauses)
    }

    pub(crate) fn contents(&self, file: FileId) -> Option<&Contents> {
        self.files.get(&file)
    }

    pub(crate) fn is_given_up(&self, file: FileId) -> bool {
        self.given_up.contains(&file)
    }

    /// Files that were given up.
    pub(crate) fn num_given_up(&self) -> usize {
        self.given_up.len()
    }

    /// The entry that has a list of its own: a word or a character.
    pub(crate) fn entry(&self, pattern: &[CharId]) -> Option<u32> {
        let num_words = self.root.words.len() as u32;
        match pattern {
            [only] => self.place_of(*only).map(|it| num_words + u32::from(it)),
            _ => self.vocabulary.position(pattern).map(|it| it as u32),
        }
    }

    fn place_of(&self, it: CharId) -> Option<u16> {
        self.places.get(usize::from(it)).and_then(|it| it.checked_sub(1))
    }

    pub(crate) fn pair_key(&self, first: CharId, second: CharId) -> Option<u32> {
        Some(self.pair_keys().key(self.place_of(first)?, self.place_of(second)?))
    }

    pub(crate) fn pair_keys(&self) -> PairKeys {
        PairKeys { place_bits: self.root.measures.place_bits, num_buckets: self.root.measures.num_buckets }
    }

    pub(crate) fn mean_len(&self) -> f32 {
        (self.root.measures.mean_len_16.max(1) as f32) / 16.0
    }

    pub(crate) fn num_asked(&self, word: &[CharId]) -> u32 {
        let found = self.asked_words.binary_search_by(|it| it.0.as_slice().cmp(word));
        found.map_or(0, |at| self.asked_words[at].1)
    }

    pub(crate) fn thesaurus(&self) -> &Thesaurus {
        &self.thesaurus
    }

    /// What characters lean to, as far as their files are here.
    pub(crate) fn leanings(&self) -> &Leanings {
        &self.leanings
    }

    /// The number of the file that holds what a bucket of characters leans to.
    pub(crate) fn leaning_file(&self, bucket: u16) -> Option<u32> {
        u32::from(bucket).checked_div(self.root.leanings_per_file)
    }

    /// How characters sound; nothing before that file is here.
    pub(crate) fn readings(&self) -> &Readings {
        match self.root.file(FileKind::Spelling, 0).and_then(|it| self.files.get(&it)) {
            Some(Contents::Readings(readings)) => readings,
            _ => &self.no_readings,
        }
    }

    pub(crate) fn tokenizer(&self) -> Tokenizer<'_> {
        Tokenizer {
            alphabet: &self.alphabet,
            vocabulary: &self.vocabulary,
            thesaurus: &self.thesaurus,
            stop_words: &self.stop_words,
            log_size: ln(self.root.measures.num_text_chars.max(2) as f32) * LOG2_E,
        }
    }
}

/// Folding looks at one character at a time, so the folded characters of the text are those of its characters.
fn alphabet(root: &Root, normalizer: &Normalizer) -> Alphabet {
    let counted = root.chars.iter().zip(&root.char_values).filter(|it| *it.1 != 0);
    let text: String = counted.map(|it| *it.0).collect();
    let keys = root.thesaurus.iter().flat_map(|it| &it.keys).flat_map(|it| it.chars());
    let others = root.chars.iter().copied().chain(FILLERS.chars()).chain(keys);
    Alphabet::of(normalizer.fold(&text).chars().collect(), others)
}

fn places(root: &Root, alphabet: &Alphabet) -> Vec<u16> {
    let mut places = vec![0; usize::from(u16::MAX) + 1];
    for (place, it) in (1..).zip(&root.chars) {
        let id = alphabet.id(*it);
        if alphabet.char_of(id) == *it {
            places[usize::from(id)] = place;
        }
    }
    places
}

fn thesaurus(root: &Root, encode: &dyn Fn(&str) -> Vec<CharId>) -> Thesaurus {
    let target = |it: &(String, u8)| Target { to: encode(&it.0), weight: it.1 };
    let groups = root.thesaurus.iter().map(|it| it.targets.iter().map(target).collect()).collect();
    let keys = root.thesaurus.iter().enumerate();
    let entries = keys.flat_map(|(at, it)| it.keys.iter().map(move |key| (encode(key), at as u32))).collect();
    Thesaurus::of(entries, groups, encode(FILLERS))
}
