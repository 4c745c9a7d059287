//! What scoring asks of the clauses: all of them as in one file, lists of where words stand, or the few that were
//! fetched. The formulas are the scorer's, whichever of them answers.

use crate::index::index::Index;
use crate::index::postings::{Occurrence, Postings};
use crate::index::text::Text;
use crate::index::vocabulary::Vocabulary;
use crate::model::corpus::{Clause, ClauseId, Corpus, Facet, FacetId, FacetValue};
use crate::model::field::{CharId, Field};
use crate::model::heading::{Heading, Number, NumberKind};
use crate::model::leanings::lies_between;
use crate::query::document_number::DocumentNumber;
use crate::query::match_kind::MatchKind;
use crate::query::place::Place;
use crate::query::query::Query;
use crate::rank::hierarchy::lend_to_neighbours;
use crate::rank::weights::Weights;

/// Clauses by row: row n is `ClauseId(n)`.
pub(crate) trait Clauses {
    /// The text they are of, which may be larger.
    fn text(&self) -> &dyn Text;

    /// The words of the corpus.
    fn vocabulary(&self) -> &Vocabulary;

    /// How many clauses are scored.
    fn num_rows(&self) -> usize;

    /// The clauses that hold a pattern, ascending, each once.
    fn matches(&self, pattern: &[CharId], weights: &Weights) -> Vec<Match>;

    /// How many clauses of the corpus hold a pattern; `num_found` of those that are scored do.
    fn doc_freq(&self, pattern: &[CharId], num_found: usize) -> usize;

    /// How many clauses people use a word to ask for.
    fn num_asked(&self, word: &[CharId]) -> u32;

    /// The clauses that the office of one of these names is responsible for, and whether they are under its name;
    /// none if the names are those of several.
    fn responsible(&self, names: &[String]) -> Vec<(ClauseId, bool)>;

    /// The clauses at a place, which may be none; `None` where not all clauses are at hand.
    fn at_place(&self, place: &Place) -> Option<Vec<ClauseId>>;

    /// Whether a document has a number.
    fn has_document(&self, number: &DocumentNumber) -> bool;

    /// Whether questions taught the document of a clause.
    fn is_taught(&self, clause: ClauseId) -> bool;

    /// Multiplies by what the form of each clause is worth.
    fn weigh_forms(&self, earned: &mut [f32], weights: &Weights);

    /// What each clause earned, and a share of what its surroundings did.
    fn lend(&self, earned: &[f32], weights: &Weights) -> Vec<f32>;

    /// Leans towards clauses that mean what the words of the query mean, as
    /// far as the index was taught it; the nearest earn something although
    /// they hold none of the words. Costs time in the clauses.
    fn lean(&self, scores: &mut [f32], query: &Query, weights: &Weights);
}

/// How much a clause holds of a pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match {
    pub clause: ClauseId,
    /// Term frequency by field weight, saturated.
    pub saturated: f32,
    pub literal: Literal,
}

/// What the words of a query are a literal match of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Literal {
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

    pub(crate) fn kind(self) -> MatchKind {
        match self {
            Self::Question => MatchKind::Question,
            Self::Plain => MatchKind::Plain,
            Self::Official => MatchKind::Literal,
        }
    }
}

/// The clauses of a text that hold a pattern, each once; a clause of `mean_len` characters is of usual length.
pub(crate) fn matches_in(text: &Postings, mean_len: f32, pattern: &[CharId], weights: &Weights) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    let mut sorted: Vec<_>;
    let mut add = |it: Occurrence| {
        let weight = weights.field(it.field);
        let literal = Literal::of(it.field);
        match found.last_mut().filter(|last| last.clause == it.clause) {
            Some(last) => {
                last.saturated += weight;
                last.literal = last.literal.max(literal);
            }
            None => found.push(Match { clause: it.clause, saturated: weight, literal }),
        }
    };
    if pattern.len() == 1 {
        // A single character is listed by what follows it.
        sorted = text.occurrences(pattern).collect();
        sorted.sort_unstable_by_key(|it| it.position);
        sorted.into_iter().for_each(add);
    } else {
        text.occurrences(pattern).for_each(&mut add);
    }
    for it in &mut found {
        it.saturated = weights.saturate(it.saturated, text.len_of(it.clause) as f32 / mean_len);
    }
    found
}

/// Whether a clause stands at the printed numbers of a place. A document that is named and has no chapters is counted
/// by its outermost headings.
fn is_at(corpus: &Corpus, clause: &Clause, place: &Place) -> bool {
    let Some((first, others)) = place.numbers.split_first() else { return false };
    let above: Vec<&Heading> = corpus.ancestors(clause.heading).map(|it| it.1).collect();
    let printed: Vec<Number> = above.iter().filter_map(|it| it.number).chain(clause.number).collect();
    let is_printed =
        |(kind, value): &(NumberKind, u32)| printed.iter().any(|it| it.kind == *kind && it.value == *value);
    let is_counted = || {
        let own = corpus.headings.iter().filter(|it| it.document == clause.document);
        let has_kind = own.filter_map(|it| it.number).any(|it| it.kind == first.0);
        let outermost = above.last().and_then(|it| it.number);
        place.document.is_some()
            && first.0 != NumberKind::Article
            && !has_kind
            && outermost.is_some_and(|it| it.value == first.1)
    };
    (is_printed(first) || is_counted()) && others.iter().all(is_printed)
}

impl Clauses for Index {
    fn text(&self) -> &dyn Text {
        &self.postings
    }

    fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    fn num_rows(&self) -> usize {
        self.postings.num_clauses()
    }

    fn matches(&self, pattern: &[CharId], weights: &Weights) -> Vec<Match> {
        matches_in(&self.postings, self.postings.mean_len(), pattern, weights)
    }

    fn doc_freq(&self, _: &[CharId], num_found: usize) -> usize {
        num_found
    }

    fn num_asked(&self, word: &[CharId]) -> u32 {
        self.num_asked(word)
    }

    fn responsible(&self, names: &[String]) -> Vec<(ClauseId, bool)> {
        let corpus = self.corpus();
        let is_office =
            |it: &FacetValue| it.facet == Facet::Department && names.iter().any(|own| it.name.ends_with(own));
        let mut offices = (0..).zip(&corpus.facets).filter(|it| is_office(it.1));
        // 中心 or 办公室 ends the names of several: then none was named.
        let (Some((office, _)), None) = (offices.next(), offices.next()) else { return Vec::new() };
        let heading = |it| corpus.heading(it).text.as_str();
        let is_head = |it: &str| names.iter().any(|own| it.ends_with(own));
        let clauses = (0..).map(ClauseId).zip(&corpus.clauses).filter(|it| it.1.facets.contains(&FacetId(office)));
        clauses.map(|(id, it)| (id, it.heading.map(heading).is_some_and(is_head))).collect()
    }

    fn has_document(&self, number: &DocumentNumber) -> bool {
        self.corpus().documents.iter().any(|it| number.agrees(&self.postings.normalizer().fold(&it.number)))
    }

    fn at_place(&self, place: &Place) -> Option<Vec<ClauseId>> {
        let corpus = self.corpus();
        let own = |it: &Clause| self.postings.normalizer().fold(&corpus.documents[usize::from(it.document)].number);
        let is_in = |it: &Clause| place.document.as_ref().is_none_or(|number| number.agrees(&own(it)));
        let clauses = (0..).map(ClauseId).zip(&corpus.clauses);
        Some(clauses.filter(|it| is_in(it.1) && is_at(corpus, it.1, place)).map(|it| it.0).collect())
    }

    fn is_taught(&self, clause: ClauseId) -> bool {
        !lies_between(&self.untaught, clause.0)
    }

    fn weigh_forms(&self, earned: &mut [f32], weights: &Weights) {
        for (earned, clause) in earned.iter_mut().zip(&self.corpus().clauses) {
            *earned *= weights.form(clause.form);
        }
    }

    fn lend(&self, earned: &[f32], weights: &Weights) -> Vec<f32> {
        lend_to_neighbours(&self.boundaries, earned, weights)
    }

    fn lean(&self, scores: &mut [f32], query: &Query, weights: &Weights) {
        let latent = &self.corpus().latent;
        if cfg!(feature = "latent") && 0 < latent.num_dims {
            let words = query.terms.iter().filter_map(|it| self.vocabulary.position(&it.typed));
            latent.lean(scores, words, weights.latent);
        }
    }
}
