//! What every clause scores for one query.

use crate::model::corpus::ClauseId;
use crate::model::field::CharId;
use crate::query::leaning::Leaning;
use crate::query::match_kind::MatchKind;
use crate::query::place::Place;
use crate::query::query::{Query, QueryTerm};
use crate::rank::candidate::{Candidate, MatchKinds};
use crate::rank::clauses::{Clauses, Literal};
use crate::rank::math::power;
use crate::rank::proximity::Proximity;
use crate::rank::weights::Weights;

/// What every clause earns for one query.
pub(crate) struct Scorer<'a> {
    pub clauses: &'a dyn Clauses,
    weights: &'a Weights,
    rows: Vec<ClauseScore>,
    /// Per term: what it is worth, in the unit of `ClauseScore::covered`.
    term_weights: Vec<f32>,
    /// The part of it that is worth of terms that occur nowhere.
    unseen: f32,
    /// Whether the query asks for what other documents settle.
    pub is_elsewhere: bool,
    /// Whether the query asks for a place that no document has.
    pub lacks_place: bool,
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

impl<'a> Scorer<'a> {
    pub(crate) fn new(clauses: &'a dyn Clauses, weights: &'a Weights, query: &Query) -> Self {
        let rows = vec![ClauseScore::default(); clauses.num_rows()];
        let is_elsewhere = query.terms.iter().any(|it| it.is_elsewhere);
        let mut scorer =
            Self { clauses, weights, rows, term_weights: Vec::new(), unseen: 0.0, is_elsewhere, lacks_place: false };
        query.terms.iter().for_each(|it| scorer.add_term(it));
        query.terms.iter().zip(scorer.term_weights.clone()).for_each(|it| scorer.add_responsible(it.0, it.1));
        query.pairs.iter().for_each(|it| scorer.add_pair(it));
        scorer.add_literal(&query.literal);
        // A heading that was typed up to its first words, 第一节 不断…, is no question for a place.
        let is_part = |it: &&Place| it.range.len() < query.literal.len() && scorer.rows.iter().any(|it| it.is_literal);
        let place = query.place.as_ref().filter(|it| !is_part(it));
        let there = place.and_then(|it| clauses.at_place(it));
        there.iter().for_each(|it| scorer.add_place(it));
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
            let matches = self.clauses.matches(&pattern.chars, self.weights);
            let doc_freq = self.clauses.doc_freq(&pattern.chars, matches.len());
            let idf_weight = self.idf_weight(doc_freq.max(self.clauses.num_asked(&pattern.chars) as usize));
            rarity = rarity.max(if doc_freq == 0 { 0.0 } else { idf_weight * pattern.weight });
            for it in matches {
                let best = Best {
                    score: pattern.weight * trust * idf_weight * it.saturated,
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
        let unseen = self.idf_weight(0);
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
        let names = term.variants.iter().filter(|it| SAME_OFFICE <= it.weight && 1 < it.chars.len());
        let names: Vec<String> = names.map(|it| self.clauses.text().decode(&it.chars)).collect();
        let bonus = term_weight * self.weights.responsible;
        for (clause, is_head) in self.clauses.responsible(&names) {
            self.rows[clause.0 as usize].score += if is_head { 2.0 * bonus } else { bonus };
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

    fn idf_weight(&self, doc_freq: usize) -> f32 {
        self.weights.idf_weight(self.clauses.text().num_clauses(), doc_freq)
    }

    fn add_pair(&mut self, pair: &[CharId]) {
        let matches = self.clauses.matches(pair, self.weights);
        let idf_weight = self.idf_weight(self.clauses.doc_freq(pair, matches.len())) * self.weights.pair;
        for it in matches {
            let more = idf_weight * it.saturated;
            let row = &mut self.rows[it.clause.0 as usize];
            row.score += more;
            row.why.insert(it.literal.kind());
        }
    }

    fn add_literal(&mut self, literal: &[CharId]) {
        for it in self.clauses.matches(literal, self.weights) {
            let row = &mut self.rows[it.clause.0 as usize];
            row.is_literal |= it.literal == Literal::Official;
            row.why.insert(it.literal.kind());
        }
    }

    /// Who names a place wants what stands there.
    fn add_place(&mut self, there: &[ClauseId]) {
        self.lacks_place = there.is_empty();
        for it in there {
            let row = &mut self.rows[it.0 as usize];
            row.is_literal = true;
            row.why.insert(MatchKind::Literal);
        }
    }

    /// Clauses that earned anything, in document order.
    pub(crate) fn candidates(&self, query: &Query) -> Vec<Candidate> {
        let term_weight = self.term_weights.iter().sum();
        let coverage: Vec<f32> = self.rows.iter().map(|it| it.coverage(term_weight)).collect();
        let exponent = self.weights.coverage;
        let earned = |(row, coverage): (&ClauseScore, &f32)| match row.score {
            0.0 => 0.0,
            score => score * power(COVERAGE_FLOOR + coverage, exponent),
        };
        let mut earned: Vec<f32> = self.rows.iter().zip(&coverage).map(earned).collect();
        self.clauses.weigh_forms(&mut earned, self.weights);
        let mut scores = self.clauses.lend(&earned, self.weights);
        let top = earned.iter().copied().fold(0.0, f32::max);
        self.clauses.lean(&mut scores, query, self.weights);
        let leant = self.leant(&scores, &query.leaning);
        scores.iter_mut().zip(&leant).for_each(|(score, it)| *score += it);
        let best = scores.iter().copied().fold(0.0, f32::max);
        let matched = (0..self.rows.len()).filter(|at| 0.0 < scores[*at] || self.rows[*at].is_literal);
        let candidate = |at: usize| {
            let ClauseScore { is_literal, why, asked, .. } = self.rows[at];
            let has_words = MIN_COVERAGE <= coverage[at] && MIN_SHARE_OF_BEST * top <= earned[at];
            let is_meant = 0.0 < leant[at] && MIN_SHARE_LEANT * best <= leant[at];
            Candidate {
                clause: ClauseId(at as u32),
                score: scores[at],
                is_literal,
                coverage: coverage[at],
                asked: if term_weight == 0.0 { 0.0 } else { asked / term_weight },
                is_worth_showing: is_literal || has_words || is_meant,
                why,
            }
        };
        matched.map(candidate).collect()
    }

    /// Sum of what the terms are worth.
    pub(crate) fn total_weight(&self) -> f32 {
        self.term_weights.iter().sum()
    }

    /// Share of it that occurs nowhere in the index.
    pub(crate) fn unseen(&self) -> f32 {
        let total = self.total_weight();
        if total == 0.0 { 0.0 } else { self.unseen / total }
    }

    /// What the characters of the query lean to, against the best score.
    /// Few characters say little: a short query is rather a word to be found,
    /// so that what they say counts by the cube of how many they are.
    ///
    /// Where nobody taught a document its words have to speak for it: as far
    /// as a clause of it comes near the best by words it gets a share of what
    /// the query leans to most, or else every question that was taught would
    /// pull away from it.
    fn leant(&self, scores: &[f32], leaning: &Leaning) -> Vec<f32> {
        let cube = |it: f32| it * it * it;
        let said = cube(leaning.num_chars as f32);
        let trust = self.weights.leaning * said / (said + cube(self.weights.leaning_chars));
        let share = trust * scores.iter().copied().fold(0.0, f32::max);
        let untaught = trust * self.weights.untaught * leaning.most_but(None);
        let leant = |(at, score): (u32, &f32)| match ClauseId(at) {
            it if self.clauses.is_taught(it) => share * leaning.of(it),
            _ => untaught * score,
        };
        (0..).zip(scores).map(leant).collect()
    }

    /// Puts the best first; beyond `limit` the order is left open. Only what
    /// may come first is looked at for proximity.
    pub(crate) fn rank(&self, candidates: &mut [Candidate], query: &Query, limit: usize) {
        let weights = self.weights;
        let num_best = num_ranked(candidates.len(), limit);
        if num_best < candidates.len() {
            candidates.select_nth_unstable_by(num_best, Candidate::order);
        }
        let best = &mut candidates[..num_best];
        if let Some(text) = self.clauses.text().whole() {
            let proximity = Proximity::new(text, query, &self.term_weights, weights.near_chars);
            best.iter_mut().for_each(|it| it.score += weights.near * proximity.of(it.clause));
        }
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

/// How many of the best candidates [`Scorer::rank`] puts in order.
pub(crate) fn num_ranked(num_candidates: usize, limit: usize) -> usize {
    limit.max(NUM_NEAR).min(num_candidates)
}

/// Candidates that are looked at for proximity.
const NUM_NEAR: usize = 50;

/// A hit with less than this share of the best score is not counted.
const MIN_SHARE_OF_BEST: f32 = 0.2;

/// Without words of the query a hit counts if leanings bring it so far towards the best.
const MIN_SHARE_LEANT: f32 = 0.4;

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
