//! From a query to a page, by way of the files it needs: lists first, then the texts of the best clauses, which the
//! scorer of the single file judges again, exactly.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::index::Index;
use crate::index::postings::Postings;
use crate::library::fetched::Fetched;
use crate::library::files::file_id::{FileId, FileKind};
use crate::library::files::root::Run;
use crate::library::library::{Contents, Library};
use crate::library::lists::Lists;
use crate::model::corpus::{Clause, ClauseId, Corpus, FacetId};
use crate::model::heading::{Heading, HeadingId};
use crate::query::parser::Parser;
use crate::query::phonetic::PhoneticMatcher;
use crate::query::query::Query;
use crate::rank::candidate::Candidate;
use crate::rank::scorer::Scorer;
use crate::rank::weights::Weights;
use crate::search::results::{FacetCounts, Filter, Hit, SearchOptions, SearchResults};
use crate::search::searcher::Searcher;

/// Files of lists that are looked into for what was typed.
const MAX_LISTS: usize = 20;
/// And for what it may have been meant as, where it was typed in a few words.
const MAX_MORE_LISTS: usize = 12;
const MAX_LISTS_OF_FEW: usize = 12;
/// Files of texts that are fetched at a time.
const MAX_BLOCKS: usize = 20;
/// Clauses that are judged exactly at a time; the next come when more hits are asked for. For few hits fewer do.
const NUM_EXACT: usize = 24;
const NUM_EXACT_OF_FEW: usize = 16;
/// So many hits are few.
const FEW_HITS: usize = 10;

/// Files of rests that are looked into for what is to be found as typed.
const MAX_RESTS: usize = 8;
/// Groups of clauses that are read to find it.
const MAX_READ_ON: usize = 50;

/// What a search comes to.
#[derive(Debug)]
pub enum LibraryAnswer {
    /// The hits.
    Page(Box<LibraryPage>),
    /// Files that are missing: fetch them at once, [`Library::insert`] each or [`Library::give_up`] it, and search
    /// again. Ends after a handful of rounds.
    Needs(Vec<FileId>),
}

/// A page of hits with the clauses they are.
pub struct LibraryPage {
    /// The clauses that were fetched, as a small index: ids of `results` are of it.
    pub index: Index,
    /// As of a single file, but that counts of facets are of the clauses that were fetched, and `num_hits` may be more
    /// where `is_cut`.
    pub results: SearchResults,
    /// Per clause of `index`: its number in the library.
    pub numbers: Vec<u32>,
    /// Whether more clauses may match than `num_hits` and the counts of collections say.
    pub is_cut: bool,
    /// Clauses that were read to find one that holds the whole input as typed; 0 unless that was asked for.
    pub num_read: usize,
    /// Whether `num_hits` and the counts of collections are exact: all that may match was judged by its text. Else they
    /// were told by the lists, which know no nearness.
    pub is_counted: bool,
    /// Whether counts of facets are of all clauses that match, and not only of those that were fetched.
    pub counts_facets: bool,
    /// Files that could not be had: words of the query may not have been looked up.
    pub num_given_up: usize,
}

impl std::fmt::Debug for LibraryPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LibraryPage").field("results", &self.results).field("numbers", &self.numbers).finish()
    }
}

impl Library {
    /// The clauses that answer `input`, as [`Index::search`] of the single file finds them, or the files that are
    /// needed to say so. Never fails; costs time in the lists it looks into and in the number of clauses.
    ///
    /// Hits beyond the first 24 come in groups of 24, each in exact order, as `limit` asks for more.
    pub fn search(&self, input: &str, options: &SearchOptions) -> LibraryAnswer {
        let mut missing = self.missing_facets(&options.filter);
        let is_blank = self.normalizer.fold(input).is_empty();
        if is_blank {
            return if missing.is_empty() { self.browse(options) } else { LibraryAnswer::Needs(missing) };
        }
        let lists = Lists::new(self);
        match self.understand(&lists, input, options.literal) {
            Ok(query) if missing.is_empty() => return self.answer(&lists, query, options),
            Ok(_) => {}
            Err(more) => missing.extend(more),
        }
        LibraryAnswer::Needs(missing)
    }

    /// What is meant by `input`, once the lists that say so are here; else the files that are missing.
    pub(crate) fn understand<'a>(
        &'a self,
        lists: &'a Lists<'a>,
        input: &str,
        literal: bool,
    ) -> Result<Query, Vec<FileId>> {
        let planner = Parser { leanings: &self.root.leanings, ..self.parser(lists, literal) };
        lists.plan(input, &planner.parse(input), MAX_LISTS);
        let missing = lists.missing();
        if !missing.is_empty() {
            return Err(missing);
        }
        // What a few words may have been meant as is worth waiting for again. In a long question some pair of characters
        // stands nowhere always, and a round more says nothing.
        let is_short = lists.num_touched() <= MAX_LISTS_OF_FEW;
        lists.read_on(if is_short { MAX_MORE_LISTS } else { 0 });
        let query = self.parser(lists, literal).parse(input);
        lists.look_up(&query);
        query.corrections.iter().for_each(|it| lists.look_up_leanings(&it.to));
        if query.document_number.is_some() {
            lists.contents(FileKind::Documents, 0);
        }
        let missing = lists.missing();
        if missing.is_empty() { Ok(query) } else { Err(missing) }
    }

    /// The files that the first round of a search fetches; none if all are here. Costs little more than the cut into
    /// words: for fetching while somebody types.
    pub fn plan(&self, input: &str, options: &SearchOptions) -> Vec<FileId> {
        let lists = Lists::new(self);
        let planner = Parser { leanings: &self.root.leanings, ..self.parser(&lists, options.literal) };
        lists.plan(input, &planner.parse(input), MAX_LISTS);
        lists.missing()
    }

    fn parser<'a>(&'a self, lists: &'a Lists<'a>, literal: bool) -> Parser<'a> {
        let (amounts, leanings) = (&self.root.corpus.lexicon.amounts, self.leanings());
        let phonetic = PhoneticMatcher { text: lists, readings: self.readings(), vocabulary: &self.vocabulary };
        Parser { tokenizer: self.tokenizer(), phonetic, thesaurus: self.thesaurus(), amounts, leanings, literal }
    }

    fn answer(&self, lists: &Lists<'_>, mut query: Query, options: &SearchOptions) -> LibraryAnswer {
        let weights = Weights::default();
        let scorer = Scorer::new(lists, &weights, &query);
        let mut candidates = scorer.candidates(&query);
        candidates.retain(|it| self.root.gone.binary_search(&it.clause.0).is_err());
        let passing = |all: &[Candidate]| all.iter().filter(|it| self.passes(it.clause.0, &options.filter)).count();
        let is_narrow = options.filter != Filter::default() && passing(&candidates) < options.limit.max(1);
        if is_narrow && lists.is_cut(&query) {
            // The best of the whole library are few here; the others are in the rests.
            lists.read_rests(MAX_RESTS);
            candidates = scorer.candidates(&query);
            let missing = lists.missing();
            if !missing.is_empty() {
                return LibraryAnswer::Needs(missing);
            }
            candidates.retain(|it| self.root.gone.binary_search(&it.clause.0).is_err());
        }
        let num_all = num_worth_showing(&candidates);
        let collections = self.count_collections(&candidates, &options.filter);
        candidates.retain(|it| self.passes(it.clause.0, &options.filter));
        let num_hits = num_worth_showing(&candidates);
        let num_candidates = candidates.len();
        let limit = options.limit.max(1);
        scorer.rank(&mut candidates, &query, limit + NUM_EXACT);
        let mut batches = self.batches(&candidates, limit);
        let missing = self.missing_texts(&batches.concat());
        if !missing.is_empty() {
            return LibraryAnswer::Needs(missing);
        }
        let mut num_read = 0;
        if options.literal && !query.literal.is_empty() {
            match self.read_on(lists, &query, &batches, &options.filter) {
                Ok((found, num)) => {
                    num_read = num;
                    batches.splice(0..0, Some(found).filter(|it| !it.is_empty()));
                }
                Err(missing) => return LibraryAnswer::Needs(missing),
            }
        }
        let numbers: BTreeSet<u32> = batches.iter().flatten().copied().collect();
        let numbers: Vec<u32> = numbers.into_iter().filter(|it| self.clause_at(*it).is_some()).collect();
        let index = self.excerpt(&numbers);
        query.leaning = query.leaning.among(&numbers);
        let fetched = Fetched { index: &index, lists, numbers: &numbers };
        let mut results = page(&fetched, &query, &batches, options);
        results.counts.collections = collections;
        let is_counted = num_candidates <= numbers.len() && options.filter == Filter::default();
        if numbers.len() < num_candidates {
            results.num_hits = results.num_hits.max(num_hits);
        }
        let is_empty = results.hits.is_empty() || !results.confident;
        results.num_unfiltered =
            if is_empty && options.filter != Filter::default() && num_hits < num_all { num_all } else { 0 };
        let (is_cut, num_given_up) = (lists.is_cut(&query), self.num_given_up());
        LibraryAnswer::Page(Box::new(LibraryPage {
            index,
            results,
            numbers,
            is_cut,
            num_read,
            num_given_up,
            is_counted,
            counts_facets: false,
        }))
    }

    /// As typed: reads clauses that hold all pairs of the input until one holds the whole. None if a clause of the
    /// page does already, or no clause does. Also how many clauses were read; else the files that are missing.
    fn read_on(
        &self,
        lists: &Lists<'_>,
        query: &Query,
        batches: &[Vec<u32>],
        filter: &Filter,
    ) -> Result<(Vec<u32>, usize), Vec<FileId>> {
        let mut num_read = 0;
        for batch in batches {
            num_read += batch.len();
            if !self.holding(batch, query).is_empty() {
                return Ok((Vec::new(), num_read));
            }
        }
        lists.read_on(MAX_RESTS);
        let mut others = lists.all_together(&query.literal);
        let missing = lists.missing();
        if !missing.is_empty() {
            return Err(missing);
        }
        let is_there = |it: &u32| self.root.gone.binary_search(it).is_err() && self.passes(*it, filter);
        others.retain(|it| is_there(it) && !batches.iter().flatten().any(|read| read == it));
        for batch in others.chunks(NUM_EXACT).take(MAX_READ_ON) {
            let missing = self.missing_texts(batch);
            if !missing.is_empty() {
                return Err(missing.into_iter().take(MAX_BLOCKS).collect());
            }
            num_read += batch.len();
            let found = self.holding(batch, query);
            if !found.is_empty() {
                return Ok((found, num_read));
            }
        }
        Ok((Vec::new(), num_read))
    }

    /// Those of some clauses whose official text holds the whole input.
    fn holding(&self, clauses: &[u32], query: &Query) -> Vec<u32> {
        let numbers: BTreeSet<u32> = clauses.iter().copied().filter(|it| self.clause_at(*it).is_some()).collect();
        let numbers: Vec<u32> = numbers.into_iter().collect();
        let index = self.excerpt(&numbers);
        let found = index.postings.occurrences(&query.literal).filter(|it| it.field.is_official());
        let found: BTreeSet<u32> = found.map(|it| numbers[it.clause.0 as usize]).collect();
        found.into_iter().collect()
    }

    /// The best candidates in groups of as many as are judged at a time.
    fn batches(&self, candidates: &[Candidate], limit: usize) -> Vec<Vec<u32>> {
        let num_exact = if limit <= FEW_HITS { NUM_EXACT_OF_FEW } else { NUM_EXACT };
        let mut batches: Vec<Vec<u32>> = Vec::new();
        let mut blocks: BTreeSet<u32> = BTreeSet::new();
        for (num_taken, it) in candidates.iter().map(|it| it.clause.0).enumerate() {
            let block = it / self.root.measures.clauses_per_block;
            let is_full =
                |batch: &Vec<u32>| batch.len() == num_exact || (blocks.len() == MAX_BLOCKS && !blocks.contains(&block));
            if batches.last().is_none_or(is_full) {
                if limit <= num_taken {
                    break;
                }
                batches.push(Vec::new());
                blocks.clear();
            }
            blocks.insert(block);
            batches.last_mut().into_iter().for_each(|batch| batch.push(it));
        }
        batches
    }

    pub(crate) fn missing_texts(&self, clauses: &[u32]) -> Vec<FileId> {
        let blocks: BTreeSet<u32> = clauses.iter().map(|it| it / self.root.measures.clauses_per_block).collect();
        let files = blocks.into_iter().filter_map(|it| self.root.file(FileKind::Texts, it));
        files.filter(|it| !self.has(*it) && !self.is_given_up(*it)).collect()
    }

    /// A clause that was fetched, and the small corpus it lies in.
    pub(crate) fn clause_at(&self, number: u32) -> Option<(&Corpus, &Clause)> {
        let block = number / self.root.measures.clauses_per_block;
        let Contents::Clauses(corpus) = self.contents(self.root.file(FileKind::Texts, block)?)? else { return None };
        Some((corpus, corpus.clauses.get((number - self.clauses_of(block).start) as usize)?))
    }

    /// The clauses with these numbers, which must ascend, as an index.
    fn excerpt(&self, numbers: &[u32]) -> Index {
        let root = &self.root.corpus;
        let (collections, facets) = (root.collections.clone(), root.facets.clone());
        let mut corpus = Corpus { data_version: root.data_version.clone(), collections, facets, ..Corpus::default() };
        let mut documents: BTreeMap<u16, u16> = BTreeMap::new();
        // The headings above the clause before, outermost first: blocks repeat them, the excerpt does not.
        let mut open: Vec<HeadingId> = Vec::new();
        for number in numbers {
            let Some((block, clause)) = self.clause_at(*number) else { continue };
            let of_library = self.root.run_of(*number).map_or(u16::MAX, |it| it.document);
            let document = *documents.entry(of_library).or_insert_with(|| {
                corpus.documents.push(block.documents[usize::from(clause.document)].clone());
                (corpus.documents.len() - 1) as u16
            });
            let mut above: Vec<_> = block.ancestors(clause.heading).map(|it| it.1).collect();
            above.reverse();
            for (depth, heading) in above.iter().enumerate() {
                let own = Heading { document, parent: depth.checked_sub(1).map(|it| open[it]), ..(*heading).clone() };
                if open.get(depth).is_none_or(|it| corpus.headings[it.0 as usize] != own) {
                    open.truncate(depth);
                    open.push(HeadingId(corpus.headings.len() as u32));
                    corpus.headings.push(own);
                }
            }
            open.truncate(above.len());
            corpus.clauses.push(Clause { document, heading: open.last().copied(), ..clause.clone() });
        }
        let postings = Postings::excerpt(&corpus, self.normalizer.clone(), self.alphabet.clone());
        Index::of_excerpt(corpus, postings)
    }

    fn passes(&self, clause: u32, filter: &Filter) -> bool {
        let run = || self.root.run_of(clause);
        filter.collection.is_none_or(|it| run().is_some_and(|run| run.collection == it))
            && filter.document.is_none_or(|it| run().is_some_and(|run| run.document == it))
            && self.passes_facets(clause, filter)
    }

    /// Values of one facet are alternatives, facets add up. Of a value whose list did not come nothing is known: then
    /// the clauses that are fetched say it.
    fn passes_facets(&self, clause: u32, filter: &Filter) -> bool {
        let facet_of = |it: &FacetId| self.root.corpus.facets.get(usize::from(it.0)).map(|it| it.facet);
        let has = |it: &FacetId| match self.root.file(FileKind::Facets, u32::from(it.0)) {
            Some(file) => match self.contents(file) {
                Some(Contents::Facet(set)) => set.holds(clause),
                _ => true,
            },
            None => false,
        };
        let is_met = |it: &FacetId| filter.facets.iter().filter(|other| facet_of(other) == facet_of(it)).any(has);
        filter.facets.iter().all(is_met)
    }

    /// The lists of the chosen values that are not here.
    fn missing_facets(&self, filter: &Filter) -> Vec<FileId> {
        let files = filter.facets.iter().filter_map(|it| self.root.file(FileKind::Facets, u32::from(it.0)));
        files.filter(|it| !self.has(*it) && !self.is_given_up(*it)).collect()
    }

    /// How many of the clauses worth showing each collection holds, the choice of one left out.
    fn count_collections(&self, candidates: &[Candidate], filter: &Filter) -> Vec<u32> {
        let mut counts = vec![0; self.root.corpus.collections.len()];
        for it in candidates.iter().filter(|it| it.is_worth_showing) {
            let Some(Run { document, collection, .. }) = self.root.run_of(it.clause.0) else { continue };
            if filter.document.is_none_or(|it| it == document) && self.passes_facets(it.clause.0, filter) {
                counts[usize::from(collection)] += 1;
            }
        }
        counts
    }

    /// Blank input: all clauses under the filter, in order.
    fn browse(&self, options: &SearchOptions) -> LibraryAnswer {
        let is_there = |it: &u32| self.root.gone.binary_search(it).is_err();
        let passing = || (0..self.root.num_clauses).filter(is_there).filter(|it| self.passes(*it, &options.filter));
        let wanted: Vec<u32> = passing().take(options.limit).collect();
        let missing: Vec<FileId> = self.missing_texts(&wanted).into_iter().take(MAX_BLOCKS).collect();
        if !missing.is_empty() {
            return LibraryAnswer::Needs(missing);
        }
        let mut page = self.page_of(&wanted);
        let anywhere = Filter { collection: None, ..options.filter.clone() };
        let mut collections = vec![0; self.root.corpus.collections.len()];
        let others = (0..self.root.num_clauses).filter(is_there).filter(|it| self.passes(*it, &anywhere));
        for it in others.filter_map(|it| self.root.run_of(it)) {
            collections[usize::from(it.collection)] += 1;
        }
        page.results.num_hits = passing().count();
        page.results.counts.collections = collections;
        page.counts_facets = options.filter == Filter::default();
        if page.counts_facets {
            page.results.counts.facets.clone_from(&self.root.facet_counts);
        }
        LibraryAnswer::Page(Box::new(page))
    }

    /// Clauses that are here, in this order, which must ascend.
    pub(crate) fn page_of(&self, numbers: &[u32]) -> LibraryPage {
        let numbers: Vec<u32> = numbers.iter().copied().filter(|it| self.clause_at(*it).is_some()).collect();
        let hit = |it: u32| Hit { clause: ClauseId(it), score: 0.0, why: Vec::new(), highlights: Default::default() };
        let corpus = &self.root.corpus;
        let results = SearchResults {
            hits: (0..numbers.len() as u32).map(hit).collect(),
            num_hits: numbers.len(),
            confident: true,
            probability: 1.0,
            counts: FacetCounts {
                collections: vec![0; corpus.collections.len()],
                facets: vec![0; corpus.facets.len()],
            },
            ..SearchResults::default()
        };
        let (index, num_given_up) = (self.excerpt(&numbers), self.num_given_up());
        LibraryPage {
            index,
            results,
            numbers,
            is_cut: false,
            num_read: 0,
            num_given_up,
            is_counted: true,
            counts_facets: false,
        }
    }
}

/// The page of the first group, and the hits of the others behind it.
fn page(fetched: &Fetched<'_>, query: &Query, batches: &[Vec<u32>], options: &SearchOptions) -> SearchResults {
    let weights = Weights::default();
    let scorer = Scorer::new(fetched, &weights, query);
    let candidates = scorer.candidates(query);
    let searcher = Searcher::new(fetched.index);
    // Collection and document were looked at before; the small index has documents of its own.
    let filter = Filter { facets: options.filter.facets.clone(), ..Filter::default() };
    let mut results: Option<SearchResults> = None;
    let no_hits = [Vec::new()];
    for batch in if batches.is_empty() { &no_hits[..] } else { batches } {
        let numbers: BTreeSet<u32> = batch.iter().copied().collect();
        let is_of = |it: &&Candidate| numbers.contains(&fetched.numbers[it.clause.0 as usize]);
        let own: Vec<Candidate> = candidates.iter().filter(is_of).cloned().collect();
        let limit = options.limit - results.as_ref().map_or(0, |it| it.hits.len());
        let options = SearchOptions { filter: filter.clone(), limit, ..*options };
        let more = searcher.page(&scorer, query, own, None, &options);
        match &mut results {
            Some(results) => {
                results.hits.extend(more.hits);
                results.num_hits += more.num_hits;
            }
            None => results = Some(more),
        }
    }
    results.unwrap_or_default()
}

fn num_worth_showing(candidates: &[Candidate]) -> usize {
    candidates.iter().filter(|it| it.is_worth_showing).count()
}
