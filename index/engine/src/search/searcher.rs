//! From a query to a page of hits: candidates, score, filter, order.

use std::cmp::Ordering;

use crate::index::index::Index;
use crate::index::postings::{CharId, Field};
use crate::model::corpus::{ClauseId, Facet, FacetId, FacetValue};
use crate::query::answer_type::holds_amount;
use crate::query::parser::{Concept, Query};
use crate::rank::math::power;
use crate::rank::proximity::Nearness;
use crate::rank::weights::idf;
use crate::search::facets::Sieve;
use crate::search::highlighter::Marker;
use crate::search::results::{Hit, Order, SearchOptions, SearchPage, Why};

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
        let mut candidates = tally.candidates(&query);
        let sieve = Sieve::new(self, &options.filter);
        let shown = candidates.iter().filter(|it| it.is_worth_showing).map(|it| it.clause);
        let counts = sieve.count(self, shown);
        candidates.retain(|it| sieve.passes(self.clause(it.clause)));
        let num_hits = candidates.iter().filter(|it| it.is_worth_showing).count();
        tally.rank(&mut candidates, &query, options.limit);
        let confident =
            candidates.first().is_some_and(|it| it.is_answer) && self.holds_what_is_asked(&query, &candidates);
        if options.order == Order::Document {
            candidates.retain(|it| it.is_worth_showing);
            candidates.sort_unstable_by_key(|it| it.clause);
        }
        candidates.truncate(options.limit);
        let marker = Marker::new(self, &query);
        let hits = candidates.iter().map(|it| it.hit(&marker, self)).collect();
        let related = if confident { Vec::new() } else { self.related(&query) };
        SearchPage { hits, num_hits, confident, corrections: query.corrections, counts, related }
    }

    /// Whether one of the first candidates holds an amount, if one is asked for.
    fn holds_what_is_asked(&self, query: &Query, candidates: &[Candidate]) -> bool {
        let Some(units) = &query.units else { return true };
        let mut first = candidates.iter().take(NUM_AMOUNTS);
        first.any(|it| it.is_literal || it.is_answer && holds_amount(&self.text, it.clause, units))
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
    /// Best first: whole inputs before all others, then by score, then by
    /// place in the documents.
    fn order(&self, other: &Self) -> Ordering {
        let literal_first = other.is_literal.cmp(&self.is_literal);
        literal_first.then(other.score.total_cmp(&self.score)).then(self.clause.cmp(&other.clause))
    }

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
    /// Per concept: what it is worth, in the unit of `Row::covered`.
    meanings: Vec<f32>,
    /// Whether the query asks for what other documents settle.
    is_elsewhere: bool,
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
        let rows = vec![Row::default(); index.text.num_clauses()];
        let is_elsewhere = query.concepts.iter().any(|it| it.is_elsewhere);
        let mut tally = Self { index, rows, meanings: Vec::new(), is_elsewhere };
        query.concepts.iter().for_each(|it| tally.add_concept(it));
        query.concepts.iter().zip(tally.meanings.clone()).for_each(|it| tally.add_responsible(it.0, it.1));
        query.pairs.iter().for_each(|it| tally.add_pair(it));
        tally.add_literal(&query.literal);
        tally
    }

    fn add_concept(&mut self, concept: &Concept) {
        let mut touched = Vec::new();
        let mut rarity = 0.0f32;
        for pattern in &concept.patterns {
            let is_whole = 1 < pattern.chars.len() || concept.range.len() == 1;
            let trust = if is_whole { self.trust(pattern.why) } else { self.index.weights.single };
            if trust == 0.0 {
                continue;
            }
            let matches = self.matches(&pattern.chars);
            let worth = self.index.weights.worth(self.rows.len(), matches.len());
            rarity = rarity.max(if matches.is_empty() { 0.0 } else { worth * pattern.weight });
            for it in matches {
                let best = Best {
                    score: pattern.weight * trust * worth * self.saturate(&it),
                    quality: if is_whole { pattern.weight } else { 0.0 },
                    why: Some(pattern.why),
                    is_official: it.is_official,
                };
                touched.push(it.clause);
                self.rows[it.clause.0 as usize].keep(best);
            }
        }
        // A part that stands nowhere is as meaningful as the rarest word, each
        // of its characters; less if they stand there apart. A lone character
        // is more often a verb or a measure than what is asked for.
        let unseen = self.index.weights.worth(self.rows.len(), 0);
        let num_chars = concept.range.len() as f32;
        let meaning = match rarity {
            _ if concept.is_apart => unseen * APART * (1.0 + num_chars),
            0.0 => unseen * num_chars,
            _ => rarity,
        };
        let meaning = if num_chars == 1.0 { meaning * LONE } else { meaning };
        self.meanings.push(meaning);
        touched.into_iter().for_each(|it| self.rows[it.0 as usize].settle(meaning));
    }

    /// Who names an office wants what it is responsible for: clauses under its
    /// name first, then those that mention it.
    fn add_responsible(&mut self, concept: &Concept, meaning: f32) {
        let index = self.index;
        let names = concept.patterns.iter().filter(|it| SAME_OFFICE <= it.weight && 1 < it.chars.len());
        let names: Vec<String> = names.map(|it| index.text.decode(&it.chars)).collect();
        let is_office =
            |it: &FacetValue| it.facet == Facet::Department && names.iter().any(|own| it.name.ends_with(own));
        let mut offices = (0..).zip(&index.corpus().facets).filter(|it| is_office(it.1));
        // 中心 or 办公室 ends the names of several: then none was named.
        let (Some((office, _)), None) = (offices.next(), offices.next()) else { return };
        let office = FacetId(office);
        let bonus = meaning * index.weights.responsible;
        for (row, clause) in
            self.rows.iter_mut().zip(&index.corpus().clauses).filter(|it| it.1.facets.contains(&office))
        {
            let is_head = clause.path.last().is_some_and(|it| names.iter().any(|own| it.ends_with(own)));
            row.score += if is_head { 2.0 * bonus } else { bonus };
        }
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
        let weights = &self.index.weights;
        let worth = weights.worth(self.rows.len(), matches.len()) * weights.pair;
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
        let mut add = |it: crate::index::postings::Occurrence| {
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

    /// Clauses that earned anything, in document order.
    fn candidates(&self, query: &Query) -> Vec<Candidate> {
        let meaning = self.meanings.iter().sum();
        let coverage: Vec<f32> = self.rows.iter().map(|it| it.coverage(meaning)).collect();
        let exponent = self.index.weights.coverage;
        let earned = |(row, coverage): (&Row, &f32)| match row.score {
            0.0 => 0.0,
            score => score * power(COVERAGE_FLOOR + coverage, exponent),
        };
        let earned: Vec<f32> = self.rows.iter().zip(&coverage).map(earned).collect();
        let scores = self.index.context.lend(&earned, &self.index.weights);
        let top = earned.iter().copied().fold(0.0, f32::max);
        let scores = self.with_latent(scores, query);
        let matched = (0..self.rows.len()).filter(|at| 0.0 < scores[*at] || self.rows[*at].is_literal);
        let candidate = |at: usize| {
            let Row { is_literal, why, .. } = self.rows[at];
            let is_worth_showing = WORTH_COVERING <= coverage[at] && WORTH_SHOWING * top <= earned[at];
            Candidate {
                clause: ClauseId(at as u32),
                score: scores[at],
                is_literal,
                is_answer: is_literal || !self.is_elsewhere && self.index.weights.confident <= coverage[at],
                is_worth_showing: is_literal || is_worth_showing,
                why,
            }
        };
        matched.map(candidate).collect()
    }

    /// Leans towards clauses that mean what the words of the query mean, as
    /// far as the corpus taught it. Costs time in the candidates.
    fn with_latent(&self, mut scores: Vec<f32>, query: &Query) -> Vec<f32> {
        let latent = &self.index.corpus().latent;
        if !cfg!(feature = "latent") || latent.num_dims == 0 {
            return scores;
        }
        let words = query.concepts.iter().filter_map(|it| self.known_word(&it.typed));
        let Some(direction) = latent.direction(words) else { return scores };
        let most = scores.iter().copied().fold(0.0, f32::max);
        for (at, score) in (0..).zip(&mut scores).filter(|it| 0.0 < *it.1) {
            *score += self.index.weights.latent * most * latent.nearness(&direction, ClauseId(at)).max(0.0);
        }
        scores
    }

    /// Place and rarity of a word of the query that the index knows.
    fn known_word(&self, typed: &[CharId]) -> Option<(usize, f32)> {
        let place = self.index.vocabulary.place_of(typed)?;
        Some((place, idf(self.rows.len(), self.matches(typed).len())))
    }

    /// Puts the best first; beyond `limit` the order is left open. Only what
    /// may come first is looked at for nearness.
    fn rank(&self, candidates: &mut [Candidate], query: &Query, limit: usize) {
        let weights = &self.index.weights;
        let num_best = limit.max(NUM_NEAR).min(candidates.len());
        if num_best < candidates.len() {
            candidates.select_nth_unstable_by(num_best, Candidate::order);
        }
        let best = &mut candidates[..num_best];
        let nearness = Nearness::new(&self.index.text, query, &self.meanings, weights.near_chars);
        best.iter_mut().for_each(|it| it.score += weights.near * nearness.of(it.clause));
        best.sort_unstable_by(Candidate::order);
    }
}

/// Candidates that are looked at for an amount: those a reader sees at once.
const NUM_AMOUNTS: usize = 3;
/// Candidates that are looked at for nearness.
const NUM_NEAR: usize = 50;
/// A hit with less than this share of the best score is not counted.
const WORTH_SHOWING: f32 = 0.2;
/// A hit that covers less than this share of the query is not counted.
const WORTH_COVERING: f32 = 0.2;
/// Another name of an office is worth at least this.
const SAME_OFFICE: f32 = 0.9;
/// What a character means that stands apart from the others of its word,
/// against one that stands nowhere.
const APART: f32 = 0.25;
/// What a lone character means, against one in a word.
const LONE: f32 = 0.3;
/// Keeps clauses that match by pairs alone in the running.
const COVERAGE_FLOOR: f32 = 0.1;

impl Row {
    /// Share of the query's meaning that the clause expresses.
    fn coverage(&self, meaning: f32) -> f32 {
        if meaning == 0.0 { 1.0 } else { (self.covered / meaning).min(1.0) }
    }

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
