//! What every clause scores for one query.

use crate::index::index::Index;
use crate::index::postings::Occurrence;
use crate::model::corpus::{ClauseId, Facet, FacetId, FacetValue};
use crate::model::field::{CharId, Field};
use crate::query::match_kind::MatchKind;
use crate::query::query::{Query, QueryTerm};
use crate::rank::candidate::{Candidate, MatchKinds};
use crate::rank::hierarchy::lend_to_neighbours;
use crate::rank::math::power;
use crate::rank::proximity::Proximity;
use crate::rank::weights::{Weights, idf};

/// What every clause earns for one query.
pub(crate) struct Scorer<'a> {
    index: &'a Index,
    weights: &'a Weights,
    rows: Vec<ClauseScore>,
    /// Per term: what it is worth, in the unit of `ClauseScore::covered`.
    term_weights: Vec<f32>,
    /// The part of it that is worth of terms that occur nowhere.
    unseen: f32,
    /// Whether the query asks for what other documents settle.
    pub is_elsewhere: bool,
}

#[derive(Clone, Copy, Default)]
struct ClauseScore {
    score: f32,
    covered: f32,
    /// The part of `covered` that only questions hold.
    asked: f32,
    is_literal: bool,
    why: MatchKinds,
    /// Best pattern of the term at hand.
    best: Best,
}

#[derive(Clone, Copy, Default)]
struct Best {
    score: f32,
    quality: f32,
    why: Option<MatchKind>,
    literal: Literal,
}

/// How often a pattern occurs in a clause, by field weight.
#[derive(Clone, Copy)]
struct Match {
    clause: ClauseId,
    term_freq: f32,
    literal: Literal,
}

/// What the words of a query are a literal match of.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Literal {
    #[default]
    Question,
    Plain,
    Official,
}

impl Literal {
    fn of(field: Field) -> Self {
        match field {
            Field::Question => Self::Question,
            Field::Plain => Self::Plain,
            _ => Self::Official,
        }
    }

    fn kind(self) -> MatchKind {
        match self {
            Self::Question => MatchKind::Question,
            Self::Plain => MatchKind::Plain,
            Self::Official => MatchKind::Literal,
        }
    }
}

impl<'a> Scorer<'a> {
    pub fn new(index: &'a Index, weights: &'a Weights, query: &Query) -> Self {
        let rows = vec![ClauseScore::default(); index.postings.num_clauses()];
        let is_elsewhere = query.terms.iter().any(|it| it.is_elsewhere);
        let mut scorer = Self { index, weights, rows, term_weights: Vec::new(), unseen: 0.0, is_elsewhere };
        query.terms.iter().for_each(|it| scorer.add_term(it));
        query.terms.iter().zip(scorer.term_weights.clone()).for_each(|it| scorer.add_responsible(it.0, it.1));
        query.pairs.iter().for_each(|it| scorer.add_pair(it));
        scorer.add_literal(&query.literal);
        scorer
    }

    fn add_term(&mut self, term: &QueryTerm) {
        let mut touched = Vec::new();
        let mut rarity = 0.0f32;
        for pattern in &term.variants {
            let is_whole = 1 < pattern.chars.len() || term.range.len() == 1;
            let trust = if is_whole { self.trust(pattern.why) } else { self.weights.single };
            if trust == 0.0 {
                continue;
            }
            let matches = self.matches(&pattern.chars);
            let num_clauses = matches.len().max(self.index.num_asked(&pattern.chars) as usize);
            let idf_weight = self.weights.idf_weight(self.rows.len(), num_clauses);
            rarity = rarity.max(if matches.is_empty() { 0.0 } else { idf_weight * pattern.weight });
            for it in matches {
                let best = Best {
                    score: pattern.weight * trust * idf_weight * self.saturate(&it),
                    quality: if is_whole { pattern.weight } else { 0.0 },
                    why: Some(pattern.why),
                    literal: it.literal,
                };
                touched.push(it.clause);
                self.rows[it.clause.0 as usize].keep(best);
            }
        }
        // A term that occurs nowhere has the largest idf, once per character;
        // a quarter of it (PARTIAL) if its characters occur separately. A lone
        // character is more often a verb or a measure than what is asked for.
        let unseen = self.weights.idf_weight(self.rows.len(), 0);
        let num_chars = term.range.len() as f32;
        let term_weight = match rarity {
            _ if term.is_partial => unseen * PARTIAL * (1.0 + num_chars),
            0.0 => unseen * num_chars,
            _ => rarity,
        };
        let term_weight = if num_chars == 1.0 { term_weight * LONE_CHAR } else { term_weight };
        self.term_weights.push(term_weight);
        self.unseen += if rarity == 0.0 { term_weight } else { 0.0 };
        touched.into_iter().for_each(|it| self.rows[it.0 as usize].settle(term_weight));
    }

    /// Who names an office wants what it is responsible for: clauses under its
    /// name first, then those that mention it.
    fn add_responsible(&mut self, term: &QueryTerm, term_weight: f32) {
        let index = self.index;
        let names = term.variants.iter().filter(|it| SAME_OFFICE <= it.weight && 1 < it.chars.len());
        let names: Vec<String> = names.map(|it| index.postings.decode(&it.chars)).collect();
        let is_office =
            |it: &FacetValue| it.facet == Facet::Department && names.iter().any(|own| it.name.ends_with(own));
        let mut offices = (0..).zip(&index.corpus().facets).filter(|it| is_office(it.1));
        // 中心 or 办公室 ends the names of several: then none was named.
        let (Some((office, _)), None) = (offices.next(), offices.next()) else { return };
        let office = FacetId(office);
        let bonus = term_weight * self.weights.responsible;
        for (row, clause) in
            self.rows.iter_mut().zip(&index.corpus().clauses).filter(|it| it.1.facets.contains(&office))
        {
            let heading = clause.heading.map(|it| index.corpus().heading(it).text.as_str());
            let is_head = heading.is_some_and(|it| names.iter().any(|own| it.ends_with(own)));
            row.score += if is_head { 2.0 * bonus } else { bonus };
        }
    }

    fn trust(&self, why: MatchKind) -> f32 {
        let weights = self.weights;
        match why {
            MatchKind::Literal | MatchKind::Plain | MatchKind::Question => 1.0,
            MatchKind::Synonym => weights.synonym,
            MatchKind::Pinyin => weights.pinyin,
            MatchKind::Homophone | MatchKind::Typo => weights.correction,
        }
    }

    fn saturate(&self, it: &Match) -> f32 {
        let ratio = self.index.postings.len_of(it.clause) as f32 / self.index.postings.mean_len();
        self.weights.saturate(it.term_freq, ratio)
    }

    fn add_pair(&mut self, pair: &[CharId]) {
        let matches = self.matches(pair);
        let weights = self.weights;
        let idf_weight = weights.idf_weight(self.rows.len(), matches.len()) * weights.pair;
        for it in matches {
            let more = idf_weight * self.saturate(&it);
            let row = &mut self.rows[it.clause.0 as usize];
            row.score += more;
            row.why.insert(it.literal.kind());
        }
    }

    fn add_literal(&mut self, literal: &[CharId]) {
        for it in self.matches(literal) {
            let row = &mut self.rows[it.clause.0 as usize];
            row.is_literal |= it.literal == Literal::Official;
            row.why.insert(it.literal.kind());
        }
    }

    /// The clauses that hold a pattern, each once.
    fn matches(&self, pattern: &[CharId]) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        let mut sorted: Vec<_>;
        let mut add = |it: Occurrence| {
            let weight = self.weights.field(it.field);
            let literal = Literal::of(it.field);
            match found.last_mut().filter(|last| last.clause == it.clause) {
                Some(last) => {
                    last.term_freq += weight;
                    last.literal = last.literal.max(literal);
                }
                None => found.push(Match { clause: it.clause, term_freq: weight, literal }),
            }
        };
        if pattern.len() == 1 {
            // A single character is listed by what follows it.
            sorted = self.index.postings.occurrences(pattern).collect();
            sorted.sort_unstable_by_key(|it| it.position);
            sorted.into_iter().for_each(add);
        } else {
            self.index.postings.occurrences(pattern).for_each(&mut add);
        }
        found
    }

    /// Clauses that earned anything, in document order.
    pub fn candidates(&self, query: &Query) -> Vec<Candidate> {
        let term_weight = self.term_weights.iter().sum();
        let coverage: Vec<f32> = self.rows.iter().map(|it| it.coverage(term_weight)).collect();
        let exponent = self.weights.coverage;
        let earned = |(row, coverage): (&ClauseScore, &f32)| match row.score {
            0.0 => 0.0,
            score => score * power(COVERAGE_FLOOR + coverage, exponent),
        };
        let forms = self.index.corpus().clauses.iter().map(|it| self.weights.form(it.form));
        let earned = self.rows.iter().zip(&coverage).map(earned).zip(forms).map(|(earned, form)| earned * form);
        let earned: Vec<f32> = earned.collect();
        let scores = lend_to_neighbours(&self.index.boundaries, &earned, self.weights);
        let top = earned.iter().copied().fold(0.0, f32::max);
        let scores = self.with_latent(scores, query);
        let matched = (0..self.rows.len()).filter(|at| 0.0 < scores[*at] || self.rows[*at].is_literal);
        let candidate = |at: usize| {
            let ClauseScore { is_literal, why, asked, .. } = self.rows[at];
            let is_worth_showing = MIN_COVERAGE <= coverage[at] && MIN_SHARE_OF_BEST * top <= earned[at];
            Candidate {
                clause: ClauseId(at as u32),
                score: scores[at],
                is_literal,
                coverage: coverage[at],
                asked: if term_weight == 0.0 { 0.0 } else { asked / term_weight },
                is_worth_showing: is_literal || is_worth_showing,
                why,
            }
        };
        matched.map(candidate).collect()
    }

    /// Sum of what the terms are worth.
    pub fn total_weight(&self) -> f32 {
        self.term_weights.iter().sum()
    }

    /// Share of it that occurs nowhere in the index.
    pub fn unseen(&self) -> f32 {
        let total = self.total_weight();
        if total == 0.0 { 0.0 } else { self.unseen / total }
    }

    /// Leans towards clauses that mean what the words of the query mean, as
    /// far as the corpus taught it. Costs time in the candidates.
    fn with_latent(&self, mut scores: Vec<f32>, query: &Query) -> Vec<f32> {
        let latent = &self.index.corpus().latent;
        if !cfg!(feature = "latent") || latent.num_dims == 0 {
            return scores;
        }
        let words = query.terms.iter().filter_map(|it| self.known_word(&it.typed));
        let Some(direction) = latent.direction(words) else { return scores };
        let most = scores.iter().copied().fold(0.0, f32::max);
        for (at, score) in (0..).zip(&mut scores).filter(|it| 0.0 < *it.1) {
            *score += self.weights.latent * most * latent.proximity(&direction, ClauseId(at)).max(0.0);
        }
        scores
    }

    /// Place and rarity of a word of the query that the index knows.
    fn known_word(&self, typed: &[CharId]) -> Option<(usize, f32)> {
        let place = self.index.vocabulary.position(typed)?;
        Some((place, idf(self.rows.len(), self.matches(typed).len())))
    }

    /// Puts the best first; beyond `limit` the order is left open. Only what
    /// may come first is looked at for proximity.
    pub fn rank(&self, candidates: &mut [Candidate], query: &Query, limit: usize) {
        let weights = self.weights;
        let num_best = limit.max(NUM_NEAR).min(candidates.len());
        if num_best < candidates.len() {
            candidates.select_nth_unstable_by(num_best, Candidate::order);
        }
        let best = &mut candidates[..num_best];
        let proximity = Proximity::new(&self.index.postings, query, &self.term_weights, weights.near_chars);
        best.iter_mut().for_each(|it| it.score += weights.near * proximity.of(it.clause));
        best.sort_unstable_by(Candidate::order);
    }
}

impl ClauseScore {
    /// Share of the query's meaning that the clause expresses.
    fn coverage(&self, term_weight: f32) -> f32 {
        if term_weight == 0.0 { 1.0 } else { (self.covered / term_weight).min(1.0) }
    }

    fn keep(&mut self, best: Best) {
        if self.best.why.is_none() || self.best.score < best.score {
            self.best = best;
        }
    }

    /// Books the best pattern of a term; later calls for the same term
    /// find nothing left.
    fn settle(&mut self, term_weight: f32) {
        let best = std::mem::take(&mut self.best);
        let Some(why) = best.why else { return };
        self.score += best.score;
        self.covered += best.quality * term_weight;
        let is_asked = why == MatchKind::Literal && best.literal == Literal::Question;
        self.asked += if is_asked { best.quality * term_weight } else { 0.0 };
        self.why.insert(if why == MatchKind::Literal { best.literal.kind() } else { why });
    }
}

/// Candidates that are looked at for proximity.
const NUM_NEAR: usize = 50;

/// A hit with less than this share of the best score is not counted.
const MIN_SHARE_OF_BEST: f32 = 0.2;

/// A hit that covers less than this share of the query is not counted.
const MIN_COVERAGE: f32 = 0.2;

/// Another name of an office is worth at least this.
const SAME_OFFICE: f32 = 0.9;

/// The weight of a character of an unseen term that occurs without the others,
/// against one that occurs nowhere.
const PARTIAL: f32 = 0.25;

/// What a lone character means, against one in a word.
const LONE_CHAR: f32 = 0.3;

/// Keeps clauses that match by pairs alone in the running.
const COVERAGE_FLOOR: f32 = 0.1;
