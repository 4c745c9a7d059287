//! What a query learns from the lists that are here, and which are missing. The same query asks for the same files
//! whatever is here already, so that an answer does not depend on what was asked before.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use crate::index::alphabet::Alphabet;
use crate::index::postings::Postings;
use crate::index::text::Text;
use crate::index::vocabulary::Vocabulary;
use crate::library::files::file_id::{FileId, FileKind};
use crate::library::files::list::{List, Posting};
use crate::library::library::{Contents, Library};
use crate::model::corpus::ClauseId;
use crate::model::field::CharId;
use crate::model::leanings::{buckets_of, lies_between, pairs_of};
use crate::query::document_number::DocumentNumber;
use crate::query::match_kind::MatchKind;
use crate::query::place::Place;
use crate::query::query::{Query, QueryTerm, Variant};
use crate::rank::clauses::{Clauses, Literal, Match};
use crate::rank::hierarchy::lend_to_neighbours;
use crate::rank::weights::Weights;
use crate::text::normalizer::{Normalizer, is_han};

/// The lists of a library for one query.
pub(crate) struct Lists<'a> {
    pub library: &'a Library,
    /// Files that the query looked into, in this order; no more than `max_files`.
    touched: RefCell<Vec<(FileKind, u32)>>,
    max_files: Cell<usize>,
    missing: RefCell<BTreeSet<FileId>>,
    /// Nothing is looked into: whatever may occur does.
    is_planning: Cell<bool>,
    /// What is cut off the lists counts too.
    reads_rests: Cell<bool>,
    /// Pairs of characters that were typed: others are guesses, for which nothing is fetched.
    typed: RefCell<BTreeSet<[CharId; 2]>>,
    /// What surroundings lent to each clause.
    lent: RefCell<Vec<f32>>,
}

/// Where a string stands, as far as is known.
enum Found<'a> {
    Unknown,
    Nowhere,
    List(&'a List),
    /// Clauses that hold all parts of it; it may not stand there as a whole.
    Together(List),
}

/// Lists that are compared at most to see where several strings stand together.
const MAX_TOGETHER: usize = 4;

impl<'a> Lists<'a> {
    pub(crate) fn new(library: &'a Library) -> Self {
        Self {
            library,
            touched: RefCell::default(),
            max_files: Cell::new(0),
            missing: RefCell::default(),
            is_planning: Cell::new(true),
            reads_rests: Cell::new(false),
            typed: RefCell::default(),
            lent: RefCell::default(),
        }
    }

    /// Looks up what was typed, as far as that is known before any list is here.
    pub(crate) fn plan(&self, input: &str, planned: &Query, max_files: usize) {
        let typed = planned.literal.windows(2).chain(planned.pairs.iter().map(Vec::as_slice));
        self.typed.borrow_mut().extend(typed.filter_map(|it| <[CharId; 2]>::try_from(it).ok()));
        self.read_on(max_files);
        self.look_up(planned);
        let is_letter = |it: &CharId| self.char_of(*it).is_ascii_lowercase();
        let is_spelled = planned.literal.windows(2).any(|it| it.iter().all(is_letter));
        if is_spelled || self.may_hold_slip(planned) {
            self.wants_readings();
        }
        if planned.document_number.is_some() {
            self.contents(FileKind::Documents, 0);
        }
        self.look_up_leanings(&self.normalizer().fold(input));
    }

    /// Whether characters meet in what was typed that may turn out to meet nowhere: where no word says that they do. How
    /// they sound is fetched with their lists then, and not a round later.
    fn may_hold_slip(&self, planned: &Query) -> bool {
        let is_han = |it: &&CharId| is_han(self.char_of(**it));
        let is_word = |it: &QueryTerm| self.library.entry(&it.typed).is_some();
        let leads = |it: &QueryTerm| it.is_elsewhere || it.variants.iter().any(|it| it.why != MatchKind::Literal);
        let within = |it: &QueryTerm| 1 < it.typed.iter().filter(is_han).count() && !is_word(it) && !leads(it);
        let between = |[first, second]: &[QueryTerm; 2]| {
            let meet = first.typed.last().filter(is_han).zip(second.typed.first().filter(is_han));
            let are_long = [first, second].iter().all(|it| 1 < it.typed.len() && is_word(it));
            first.range.end == second.range.start
                && !(are_long || leads(first) || leads(second))
                && meet.is_some_and(|it| self.library.entry(&[*it.0, *it.1]).is_none())
        };
        planned.terms.iter().any(within) || planned.terms.array_windows().any(between)
    }

    /// Asks for what characters lean to.
    pub(crate) fn look_up_leanings(&self, folded: &str) {
        let chars: Vec<char> = folded.chars().collect();
        let buckets = buckets_of(&chars).into_iter().chain(pairs_of(&chars).into_iter().map(|it| it.0));
        let files: BTreeSet<u32> = buckets.filter_map(|it| self.library.leaning_file(it)).collect();
        files.into_iter().for_each(|it| {
            self.contents(FileKind::Leanings, it);
        });
    }

    /// From now on lists are looked into, and `more` files beyond those before may be.
    pub(crate) fn read_on(&self, more: usize) {
        self.is_planning.set(false);
        self.max_files.set(self.touched.borrow().len() + more);
    }

    /// From now on what is cut off the lists is looked into as well, in `more` files beyond those before.
    pub(crate) fn read_rests(&self, more: usize) {
        self.reads_rests.set(true);
        self.read_on(more);
    }

    /// Files that were looked into.
    pub(crate) fn num_touched(&self) -> usize {
        self.touched.borrow().len()
    }

    /// Files that were looked for and are not here.
    pub(crate) fn missing(&self) -> Vec<FileId> {
        self.missing.borrow().iter().copied().collect()
    }

    /// Asks for the lists of a query, the weightiest first: what was typed, what it means, its pairs of characters
    /// (the rarest first), and the words inside its words.
    pub(crate) fn look_up(&self, query: &Query) {
        let variants = || query.terms.iter().flat_map(|it| &it.variants);
        let is_whole = |it: &&Variant| it.why == MatchKind::Literal && it.weight == 1.0;
        let is_strong = |it: &&Variant| !is_whole(it) && it.why != MatchKind::Literal && STRONG <= it.weight;
        let mut words: Vec<&Variant> = variants().filter(is_whole).collect();
        words.sort_by_key(|it| self.value_of(&it.chars));
        let mut pairs: Vec<&Vec<CharId>> = query.pairs.iter().collect();
        pairs.sort_by_key(|it| self.value_of(it));
        words.iter().for_each(|it| self.touch(&it.chars));
        variants().filter(is_strong).for_each(|it| self.touch(&it.chars));
        pairs.into_iter().for_each(|it| self.touch(it));
        variants().for_each(|it| self.touch(&it.chars));
    }

    fn touch(&self, pattern: &[CharId]) {
        self.find(pattern);
    }

    /// How common a string is: ⌊log2(1 + occurrences)⌋; 0 for what is no entry.
    fn value_of(&self, pattern: &[CharId]) -> u8 {
        let Library { root, .. } = self.library;
        let Some(entry) = self.library.entry(pattern) else { return 0 };
        let at = entry as usize;
        root.words.get(at).map_or_else(|| root.char_values[at - root.words.len()], |it| it.1)
    }

    /// The contents of a file; `None` if it is not here, or was not asked for in time.
    pub(crate) fn contents(&self, kind: FileKind, number: u32) -> Option<&'a Contents> {
        let file = self.library.root.file(kind, number)?;
        let mut touched = self.touched.borrow_mut();
        if self.is_planning.get() {
            return None;
        }
        // Which documents there are is worth a file always, and so is what was meant.
        if !matches!(kind, FileKind::Documents | FileKind::Leanings) && !touched.contains(&(kind, number)) {
            if self.max_files.get() <= touched.len() {
                return None;
            }
            touched.push((kind, number));
        }
        let found = self.library.contents(file);
        if found.is_none() && !self.library.is_given_up(file) {
            self.missing.borrow_mut().insert(file);
        }
        found
    }

    fn find(&self, pattern: &[CharId]) -> Found<'a> {
        if pattern.is_empty() || pattern.iter().any(|it| !self.occurs(*it)) {
            return Found::Nowhere;
        }
        match (self.library.entry(pattern), pattern) {
            (Some(entry), _) => self.find_entry(entry),
            (None, [first, second]) => self.find_pair(*first, *second),
            (None, _) => self.find_together(pattern),
        }
    }

    fn find_entry(&self, entry: u32) -> Found<'a> {
        let starts = &self.library.root.chunk_starts;
        let Some(chunk) = starts.partition_point(|it| *it <= entry).checked_sub(1) else { return Found::Nowhere };
        match self.contents(FileKind::Words, chunk as u32) {
            Some(Contents::Lists(lists)) => {
                lists.get((entry - starts[chunk]) as usize).map_or(Found::Nowhere, Found::List)
            }
            _ => Found::Unknown,
        }
    }

    fn find_pair(&self, first: CharId, second: CharId) -> Found<'a> {
        if !self.may_be_pair(first, second) {
            return Found::Nowhere;
        }
        let Some(key) = self.library.pair_key(first, second) else { return Found::Nowhere };
        let bucket = self.library.pair_keys().bucket(key);
        if self.library.root.file(FileKind::Pairs, bucket).is_none() {
            return Found::Nowhere;
        }
        match self.contents(FileKind::Pairs, bucket) {
            Some(Contents::Pairs(lists)) => {
                let found = lists.binary_search_by_key(&key, |it| it.0);
                found.map_or(Found::Nowhere, |at| Found::List(&lists[at].1))
            }
            _ => Found::Unknown,
        }
    }

    /// Of pairs of letters the root says which occur: nobody fetches lists for pinyin.
    fn may_be_pair(&self, first: CharId, second: CharId) -> bool {
        let letter = |it| Some(self.char_of(it)).filter(char::is_ascii_lowercase).map(|it| it as usize - 'a' as usize);
        let (Some(first), Some(second)) = (letter(first), letter(second)) else { return true };
        let bit = 26 * first + second;
        self.library.root.letter_pairs.get(bit / 8).is_some_and(|it| it >> (bit % 8) & 1 == 1)
    }

    /// Where all pairs of a longer string stand.
    fn find_together(&self, pattern: &[CharId]) -> Found<'a> {
        let mut lists: Vec<&List> = Vec::new();
        let mut is_known = true;
        for pair in pattern.windows(2) {
            match self.find(pair) {
                Found::Nowhere => return Found::Nowhere,
                Found::List(list) => lists.push(list),
                _ => is_known = false,
            }
        }
        // What some of the pairs say is worth something where the others will not come. Until then it would lead astray, to
        // files that nobody needs, and what is needed would be asked for a round later.
        if !is_known && !self.missing.borrow().is_empty() {
            return Found::Unknown;
        }
        lists.sort_by_key(|it| (it.is_cut(), it.doc_freq));
        lists.dedup();
        // What is cut says nothing of the clauses it leaves out.
        let num_whole = lists.iter().filter(|it| !it.is_cut()).count();
        lists.truncate(if num_whole == 0 { MAX_TOGETHER } else { num_whole.min(MAX_TOGETHER) });
        let Some((first, others)) = lists.split_first() else { return Found::Unknown };
        let mut postings = first.postings.clone();
        for other in others {
            postings = common(&postings, &other.postings);
        }
        if postings.is_empty() && num_whole == 0 {
            return Found::Unknown;
        }
        Found::Together(List { doc_freq: postings.len() as u32, postings })
    }

    /// The clauses that hold every pair of a string, by the rarest of its pairs, those included that are no longer in the
    /// heads of the lists; best first. Whether the string itself stands there is for the texts to say.
    pub(crate) fn all_together(&self, pattern: &[CharId]) -> Vec<u32> {
        let parts: Vec<&[CharId]> = if pattern.len() < 2 { vec![pattern] } else { pattern.windows(2).collect() };
        let mut lists: Vec<(&[CharId], &List)> = Vec::new();
        for part in parts {
            match self.find(part) {
                Found::List(list) => lists.push((part, list)),
                Found::Nowhere => return Vec::new(),
                _ => {}
            }
        }
        lists.sort_by_key(|it| it.1.doc_freq);
        lists.truncate(MAX_TOGETHER);
        let mut lists = lists.into_iter().map(|it| self.whole_list(it.0, it.1));
        let first = lists.next().unwrap_or_default();
        let mut postings = lists.fold(first, |found, it| common(&found, &it));
        postings.sort_by_key(|it| (u32::MAX - it.level(), it.clause()));
        postings.into_iter().map(Posting::clause).collect()
    }

    /// A list with its rest, which is asked for.
    fn whole_list(&self, pattern: &[CharId], list: &List) -> Vec<Posting> {
        let mut postings = list.postings.clone();
        if list.is_cut() {
            postings.extend(self.rest_of(pattern).map_or(&[][..], |it| &it.postings));
            postings.sort_unstable();
        }
        postings
    }

    fn rest_of(&self, pattern: &[CharId]) -> Option<&'a List> {
        let Library { root, .. } = self.library;
        match (self.library.entry(pattern), pattern) {
            (Some(entry), _) => {
                let chunk = root.chunk_starts.partition_point(|it| *it <= entry).checked_sub(1)?;
                let Contents::Lists(lists) = self.contents(FileKind::RestOfWords, chunk as u32)? else { return None };
                lists.get((entry - root.chunk_starts[chunk]) as usize)
            }
            (None, [first, second]) => {
                let key = self.library.pair_key(*first, *second)?;
                let bucket = self.library.pair_keys().bucket(key);
                let Contents::Pairs(lists) = self.contents(FileKind::RestOfPairs, bucket)? else { return None };
                lists.binary_search_by_key(&key, |it| it.0).ok().map(|at| &lists[at].1)
            }
            _ => None,
        }
    }

    /// How many clauses hold a pattern, as far as is known: words by the root where their list is not here.
    fn doc_freq_of(&self, pattern: &[CharId]) -> usize {
        match self.find(pattern) {
            Found::Nowhere => 0,
            Found::List(list) => list.doc_freq as usize,
            Found::Together(list) => list.doc_freq as usize,
            Found::Unknown => match self.value_of(pattern) {
                0 => UNKNOWN_DOC_FREQ.min(self.num_clauses()),
                value => (1usize << value.min(27)).min(self.num_clauses()),
            },
        }
    }

    /// What surroundings lent to a clause.
    pub(crate) fn lent_to(&self, clause: u32) -> f32 {
        self.lent.borrow().get(clause as usize).copied().unwrap_or_default()
    }

    /// Whether more clauses match than are listed here.
    pub(crate) fn is_cut(&self, query: &Query) -> bool {
        let patterns = query.terms.iter().flat_map(|it| &it.variants).map(|it| &it.chars).chain(&query.pairs);
        patterns.into_iter().any(|it| match self.find(it) {
            Found::List(list) => list.is_cut() && !(self.reads_rests.get() && self.rest_of(it).is_some()),
            _ => false,
        })
    }
}

/// Synonyms below this share are asked for last.
const STRONG: f32 = 0.5;

/// How often a pair of characters is taken to occur whose list is not here.
const UNKNOWN_DOC_FREQ: usize = 64;

/// Clauses of both lists, each with its lower level.
fn common(a: &[Posting], b: &[Posting]) -> Vec<Posting> {
    let (mut found, mut b) = (Vec::new(), b.iter().peekable());
    for it in a {
        while b.next_if(|other| other.clause() < it.clause()).is_some() {}
        if let Some(other) = b.peek().filter(|other| other.clause() == it.clause()) {
            found.push(Posting::new(it.clause(), it.level().min(other.level())));
        }
    }
    found
}

impl Text for Lists<'_> {
    fn normalizer(&self) -> &Normalizer {
        &self.library.normalizer
    }

    fn alphabet(&self) -> &Alphabet {
        &self.library.alphabet
    }

    fn whole(&self) -> Option<&Postings> {
        None
    }

    fn num_clauses(&self) -> usize {
        self.library.root.num_clauses as usize
    }

    fn holds(&self, pattern: &[CharId]) -> bool {
        if self.library.entry(pattern).is_some_and(|_| self.value_of(pattern) != 0) {
            return true;
        }
        match self.find(pattern) {
            Found::Nowhere => false,
            Found::Unknown => self.is_planning.get(),
            Found::List(list) => 0 < list.doc_freq,
            Found::Together(list) => 0 < list.doc_freq,
        }
    }

    fn num_of(&self, only: CharId) -> usize {
        match self.value_of(&[only]) {
            0 => 0,
            value => 1 << value.min(27),
        }
    }

    /// Of words alone: others are not looked up for a guess.
    fn num_pairs(&self, first: CharId, second: CharId) -> usize {
        match self.value_of(&[first, second]) {
            0 => 0,
            value => 1 << value.min(27),
        }
    }

    fn has_pair(&self, first: CharId, second: CharId) -> bool {
        if self.library.entry(&[first, second]).is_some() {
            return true;
        }
        if !self.is_planning.get() && !self.typed.borrow().contains(&[first, second]) {
            return false;
        }
        match self.find(&[first, second]) {
            Found::Nowhere => false,
            Found::List(list) => 0 < list.doc_freq,
            Found::Together(_) | Found::Unknown => true,
        }
    }

    fn wants_readings(&self) {
        if !self.is_planning.get() {
            self.contents(FileKind::Spelling, 0);
        }
    }
}

impl Clauses for Lists<'_> {
    fn text(&self) -> &dyn Text {
        self
    }

    fn vocabulary(&self) -> &Vocabulary {
        &self.library.vocabulary
    }

    fn num_rows(&self) -> usize {
        self.num_clauses()
    }

    fn matches(&self, pattern: &[CharId], _: &Weights) -> Vec<Match> {
        let matched = |it: &Posting| Match {
            clause: ClauseId(it.clause()),
            saturated: it.saturated(),
            literal: Literal::Official,
        };
        match self.find(pattern) {
            Found::List(list) if self.reads_rests.get() => self.whole_list(pattern, list).iter().map(matched).collect(),
            Found::List(list) => list.postings.iter().map(matched).collect(),
            Found::Together(list) => list.postings.iter().map(matched).collect(),
            Found::Nowhere | Found::Unknown => Vec::new(),
        }
    }

    fn doc_freq(&self, pattern: &[CharId], _: usize) -> usize {
        self.doc_freq_of(pattern)
    }

    fn num_asked(&self, word: &[CharId]) -> u32 {
        self.library.num_asked(word)
    }

    /// Known of the clauses that are fetched.
    fn responsible(&self, _: &[String]) -> Vec<(ClauseId, bool)> {
        Vec::new()
    }

    /// The clauses that are at hand are not all there are.
    fn at_place(&self, _: &Place) -> Option<Vec<ClauseId>> {
        None
    }

    fn has_document(&self, number: &DocumentNumber) -> bool {
        match self.contents(FileKind::Documents, 0) {
            Some(Contents::Documents(documents)) => {
                documents.iter().any(|it| number.agrees(&self.normalizer().fold(&it.number)))
            }
            // What is not known is not denied.
            _ => true,
        }
    }

    fn is_taught(&self, clause: ClauseId) -> bool {
        !lies_between(&self.library.root.untaught, clause.0)
    }

    fn weigh_forms(&self, earned: &mut [f32], weights: &Weights) {
        for range in self.library.root.references.chunks_exact(2) {
            let rows = earned.get_mut(range[0] as usize..range[1] as usize).unwrap_or_default();
            rows.iter_mut().for_each(|it| *it *= weights.reference);
        }
    }

    fn lend(&self, earned: &[f32], weights: &Weights) -> Vec<f32> {
        let scores = lend_to_neighbours(&self.library.boundaries, earned, weights);
        *self.lent.borrow_mut() = scores.iter().zip(earned).map(|it| it.0 - it.1).collect();
        scores
    }

    fn lean(&self, _: &mut [f32], _: &Query, _: &Weights) {}
}
