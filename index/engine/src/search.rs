//! From a query to a page of hits: candidates, score, filter, order.

use crate::facet::Sieve;
use crate::highlight::Marker;
use crate::index::Index;
use crate::model::ClauseId;
use crate::page::{Hit, Order, SearchOptions, SearchPage, Why};
use crate::query::{Concept, Query};
use crate::score::idf;
use crate::text::{CharId, Field};

impl Index {
    /// The clauses that answer `input`, best first; equal scores go by place
    /// in the documents. Clauses that hold the whole input as typed stand
    /// before all others. Blank input lists all clauses under the filter, in
    /// document order.
    ///
    /// `hits` lists candidates up to the limit even when `confident` is
    /// false; `num_hits` counts those worth showing.
    ///
    /// Costs time in the occurrences of the query's patterns.
    pub fn search(&self, input: &str, options: &SearchOptions) -> SearchPage {
        if input.chars().all(char::is_whitespace) {
            return self.browse(options);
        }
        let query = self.parser(options.literal).parse(input);
        let tally = Tally::new(self, &query);
        let mut candidates = tally.candidates();
        let sieve = Sieve::new(self, &options.filter);
        let shown = candidates.iter().filter(|it| it.is_worth_showing).map(|it| it.clause);
        let counts = sieve.count(self, shown);
        candidates.retain(|it| sieve.passes(self.clause(it.clause)));
        let num_hits = candidates.iter().filter(|it| it.is_worth_showing).count();
        if options.order == Order::Document {
            candidates.truncate(num_hits);
            candidates.sort_by_key(|it| it.clause);
        }
        let confident = candidates.first().is_some_and(|it| it.is_answer);
        candidates.truncate(options.limit);
        let marker = Marker::new(self, &query);
        let hits = candidates.iter().map(|it| it.hit(&marker, self)).collect();
        let related = if confident { Vec::new() } else { self.related(&query) };
        SearchPage { hits, num_hits, confident, corrections: query.corrections, counts, related }
    }

    fn browse(&self, options: &SearchOptions) -> SearchPage {
        let all = (0..self.corpus().clauses.len() as u32).map(ClauseId);
        let sieve = Sieve::new(self, &options.filter);
        let passing: Vec<ClauseId> = all.clone().filter(|it| sieve.passes(self.clause(*it))).collect();
        let hit = |it: &ClauseId| Hit { clause: *it, score: 0.0, why: Vec::new(), highlights: Default::default() };
        SearchPage {
            hits: passing.iter().take(options.limit).map(hit).collect(),
            num_hits: passing.len(),
            confident: true,
            counts: sieve.count(self, all),
            ..SearchPage::default()
        }
    }
}

/// A clause with what it earned.
#[derive(Clone, Debug)]
struct Candidate {
    clause: ClauseId,
    score: f32,
    /// Whether the whole input stands in the clause as typed.
    is_literal: bool,
    is_answer: bool,
    is_worth_showing: bool,
    why: WhySet,
}

impl Candidate {
    fn hit(&self, marker: &Marker<'_>, index: &Index) -> Hit {
        let clause = index.clause(self.clause);
        Hit { clause: self.clause, score: self.score, why: self.why.list(), highlights: marker.highlights(clause) }
    }
}

/// A set of reasons, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct WhySet(u8);

impl WhySet {
    const ALL: [Why; 6] = [Why::Literal, Why::Synonym, Why::Pinyin, Why::Homophone, Why::Typo, Why::Plain];

    fn insert(&mut self, why: Why) {
        self.0 |= 1 << why as u8;
    }

    fn list(self) -> Vec<Why> {
        Self::ALL.into_iter().filter(|it| self.0 & 1 << *it as u8 != 0).collect()
    }
}

/// What every clause earns for one query.
struct Tally<'a> {
    index: &'a Index,
    rows: Vec<Row>,
    /// Meaning of the whole query, in the unit of `Row::covered`.
    meaning: f32,
}

#[derive(Clone, Copy, Default)]
struct Row {
    score: f32,
    covered: f32,
    is_literal: bool,
    why: WhySet,
    /// Best pattern of the concept at hand.
    best: Best,
}

#[derive(Clone, Copy, Default)]
struct Best {
    score: f32,
    quality: f32,
    why: Option<Why>,
    is_official: bool,
}

/// How often a pattern stands in a clause, by field weight.
#[derive(Clone, Copy)]
struct Match {
    clause: ClauseId,
    term_freq: f32,
    is_official: bool,
}

impl<'a> Tally<'a> {
    fn new(index: &'a Index, query: &Query) -> Self {
        let mut tally = Self { index, rows: vec![Row::default(); index.text.num_clauses()], meaning: 0.0 };
        query.concepts.iter().for_each(|it| tally.add_concept(it));
        query.pairs.iter().for_each(|it| tally.add_pair(it));
        tally.add_literal(&query.literal);
        tally
    }

    fn add_concept(&mut self, concept: &Concept) {
        let mut touched = Vec::new();
        let mut rarity = 0.0f32;
        for pattern in &concept.patterns {
            let matches = self.matches(&pattern.chars);
            let worth = idf(self.rows.len(), matches.len());
            let trust = pattern.weight * self.trust(pattern.why);
            rarity = rarity.max(if matches.is_empty() { 0.0 } else { worth * pattern.weight });
            for it in matches {
                let best = Best {
                    score: trust * worth * self.saturate(&it),
                    quality: pattern.weight,
                    why: Some(pattern.why),
                    is_official: it.is_official,
                };
                touched.push(it.clause);
                self.rows[it.clause.0 as usize].keep(best);
            }
        }
        // A part that stands nowhere is as meaningful as the rarest word.
        let meaning = if rarity == 0.0 { idf(self.rows.len(), 0) } else { rarity };
        self.meaning += meaning;
        touched.into_iter().for_each(|it| self.rows[it.0 as usize].settle(meaning));
    }

    fn trust(&self, why: Why) -> f32 {
        let weights = &self.index.weights;
        match why {
            Why::Literal | Why::Plain => 1.0,
            Why::Synonym => weights.synonym,
            Why::Pinyin => weights.pinyin,
            Why::Homophone | Why::Typo => weights.correction,
        }
    }

    fn saturate(&self, it: &Match) -> f32 {
        let ratio = self.index.text.len_of(it.clause) as f32 / self.index.text.mean_len();
        self.index.weights.saturate(it.term_freq, ratio)
    }

    fn add_pair(&mut self, pair: &[CharId]) {
        let matches = self.matches(pair);
        let worth = idf(self.rows.len(), matches.len()) * self.index.weights.pair;
        for it in matches {
            let more = worth * self.saturate(&it);
            let row = &mut self.rows[it.clause.0 as usize];
            row.score += more;
            row.why.insert(if it.is_official { Why::Literal } else { Why::Plain });
        }
    }

    fn add_literal(&mut self, literal: &[CharId]) {
        for it in self.matches(literal) {
            let row = &mut self.rows[it.clause.0 as usize];
            row.is_literal |= it.is_official;
            row.why.insert(if it.is_official { Why::Literal } else { Why::Plain });
        }
    }

    /// The clauses that hold a pattern, each once.
    fn matches(&self, pattern: &[CharId]) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        let mut sorted: Vec<_>;
        let mut add = |it: crate::text::Occurrence| {
            let weight = self.index.weights.field(it.field);
            let is_official = it.field != Field::Plain;
            match found.last_mut().filter(|last| last.clause == it.clause) {
                Some(last) => {
                    last.term_freq += weight;
                    last.is_official |= is_official;
                }
                None => found.push(Match { clause: it.clause, term_freq: weight, is_official }),
            }
        };
        if pattern.len() == 1 {
            // A single character is listed by what follows it.
            sorted = self.index.text.occurrences(pattern).collect();
            sorted.sort_unstable_by_key(|it| it.position);
            sorted.into_iter().for_each(add);
        } else {
            self.index.text.occurrences(pattern).for_each(&mut add);
        }
        found
    }

    /// Clauses that earned anything, best first.
    fn candidates(&self) -> Vec<Candidate> {
        let rows = (0u32..).map(ClauseId).zip(&self.rows).filter(|it| 0.0 < it.1.score || it.1.is_literal);
        let mut candidates: Vec<Candidate> = rows.map(|(clause, row)| self.candidate(clause, row)).collect();
        candidates.sort_by(|a, b| {
            b.is_literal.cmp(&a.is_literal).then(b.score.total_cmp(&a.score)).then(a.clause.cmp(&b.clause))
        });
        let top = candidates.first().map_or(0.0, |it| it.score);
        for it in &mut candidates {
            it.is_worth_showing = it.is_literal || (it.is_worth_showing && WORTH_SHOWING * top <= it.score);
        }
        candidates
    }

    fn candidate(&self, clause: ClauseId, row: &Row) -> Candidate {
        let weights = &self.index.weights;
        let coverage = if self.meaning == 0.0 { 1.0 } else { (row.covered / self.meaning).min(1.0) };
        Candidate {
            clause,
            score: row.score * (COVERAGE_FLOOR + coverage).powf(weights.coverage),
            is_literal: row.is_literal,
            is_answer: row.is_literal || weights.confident <= coverage,
            is_worth_showing: row.is_literal || WORTH_COVERING <= coverage,
            why: row.why,
        }
    }
}

/// A hit with less than this share of the best score is not counted.
const WORTH_SHOWING: f32 = 0.2;
/// A hit that covers less than this share of the query is not counted.
const WORTH_COVERING: f32 = 0.25;
/// Keeps clauses that match by pairs alone in the running.
const COVERAGE_FLOOR: f32 = 0.1;

impl Row {
    fn keep(&mut self, best: Best) {
        if self.best.why.is_none() || self.best.score < best.score {
            self.best = best;
        }
    }

    /// Books the best pattern of a concept; later calls for the same concept
    /// find nothing left.
    fn settle(&mut self, meaning: f32) {
        let best = std::mem::take(&mut self.best);
        let Some(why) = best.why else { return };
        self.score += best.score;
        self.covered += best.quality * meaning;
        let plain_only = why == Why::Literal && !best.is_official;
        self.why.insert(if plain_only { Why::Plain } else { why });
    }
}

impl Index {
    /// Terms of the index that share a character with the query, commonest
    /// first: somewhere to go when nothing answers.
    fn related(&self, query: &Query) -> Vec<String> {
        let typed: Vec<CharId> = query.concepts.iter().flat_map(|it| it.typed.iter().copied()).collect();
        let shares = |it: &[CharId]| it.iter().filter(|it| typed.contains(it)).count();
        let words = self.vocabulary.words().filter(|it| 1 < it.chars.len() && 1 < it.value);
        let mut near: Vec<_> = words.map(|it| (shares(it.chars), it.value, it.chars)).filter(|it| 0 < it.0).collect();
        near.sort_by(|a, b| b.cmp(a));
        near.truncate(MAX_RELATED);
        near.into_iter().map(|it| self.text.decode(it.2)).collect()
    }
}

const MAX_RELATED: usize = 6;
