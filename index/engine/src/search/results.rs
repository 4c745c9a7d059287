//! What a search returns: hits, counts, notices. Plain data; the page turns
//! it into HTML, the command line and the JS API into JSON.

use std::ops::Range;

use serde::Serialize;

use crate::model::corpus::{ClauseId, FacetId};
use crate::model::day::Day;
use crate::query::match_kind::{Correction, MatchKind};
use crate::rank::weights::NUM_FEATURES;

/// What to narrow a search to. An empty filter lets everything through.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Index in [`crate::Corpus::collections`].
    pub collection: Option<u16>,
    /// Facet values; values of one facet are alternatives, facets add up.
    pub facets: Vec<FacetId>,
    /// Index in [`crate::Corpus::documents`].
    pub document: Option<u16>,
}

/// Order of the hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best first.
    #[default]
    Relevance,
    /// As printed.
    Document,
}

/// How to search.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchOptions {
    /// What to narrow to.
    pub filter: Filter,
    /// Most hits returned.
    pub limit: usize,
    /// Only what a clause holds as typed: no thesaurus, pinyin or correction.
    pub literal: bool,
    /// Order of the hits.
    pub order: Order,
    /// The day it is. What later documents ended by then ranks behind them; nothing does where none is given.
    pub today: Option<Day>,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self { filter: Filter::default(), limit: 20, literal: false, order: Order::Relevance, today: None }
    }
}

/// One clause that matched.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The clause.
    pub clause: ClauseId,
    /// Larger is better; not comparable across queries.
    pub score: f32,
    /// How it matched, most literal first, without repeats.
    pub why: Vec<MatchKind>,
    /// Where it matched.
    pub highlights: Highlights,
}

/// Byte ranges, ascending and disjoint, on character boundaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlights {
    /// In [`crate::Clause::title`].
    pub title: Vec<Range<usize>>,
    /// In [`crate::Clause::text`].
    pub text: Vec<Range<usize>>,
    /// In [`crate::PlainNote::summary`].
    pub plain: Vec<Range<usize>>,
}

/// How many of the matching clauses fall under each value, the value's own
/// facet left out of the filter (so other values stay reachable).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetCounts {
    /// By index in [`crate::Corpus::collections`].
    pub collections: Vec<u32>,
    /// By [`FacetId`].
    pub facets: Vec<u32>,
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchResults {
    /// Best first (or in document order), at most `limit`.
    pub hits: Vec<Hit>,
    /// All clauses that matched under the filter.
    pub num_hits: usize,
    /// Clauses that would match without the filter, if only then one of them
    /// is an answer; else 0.
    pub num_unfiltered: usize,
    /// Whether a clause covers the meaningful part of the query. When false
    /// the page says 未找到依据 and presents the hits as "near".
    pub confident: bool,
    /// How likely the best clause answers the query, 0 to 1: why `confident`.
    pub probability: f32,
    /// What the probability was computed from, for fitting it: see
    /// [`FEATURES`](crate::rank::weights::FEATURES).
    pub features: [f32; NUM_FEATURES],
    /// How parts of the query were read.
    pub corrections: Vec<Correction>,
    /// Counts per facet value.
    pub counts: FacetCounts,
    /// Terms of the corpus near the query, for the way on when nothing fits.
    pub related: Vec<String>,
    /// The day that was given.
    pub today: Option<Day>,
}

/// One line of the suggestion list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// What is put into the box.
    pub text: String,
    /// The clause it is the title of, if it is one.
    pub clause: Option<String>,
    /// Whether it is a question people ask (相似问).
    #[serde(rename = "question")]
    pub is_question: bool,
    /// Number of clauses that hold it.
    pub num_clauses: u32,
}
