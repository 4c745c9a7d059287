//! The object that the command line prints and the JS API returns for a
//! search, and the units of the browser.

use std::ops::Range;

use serde::Serialize;

use crate::index::index::Index;
use crate::model::day::Day;
use crate::model::validity::Validity;
use crate::query::match_kind::MatchKind;
use crate::search::results::{Hit, SearchResults};

/// One query with its answer.
#[derive(Clone, Debug, Serialize)]
pub struct SearchObject {
    /// As typed.
    pub query: String,
    /// Whether a clause covers the meaningful part of the query.
    pub confident: bool,
    /// How likely the best clause answers the query, 0 to 1.
    pub probability: f32,
    /// Best first.
    pub hits: Vec<HitObject>,
    /// How long the search took, in microseconds.
    pub micros: u64,
}

/// One hit with what is needed to show and cite it.
#[derive(Clone, Debug, Serialize)]
pub struct HitObject {
    /// Id of the clause.
    pub id: String,
    /// Id of the collection.
    pub collection: String,
    /// 文号
    pub document: String,
    /// Printed headings, outermost first.
    pub path: Vec<String>,
    /// What to call the clause.
    pub title: String,
    /// The official words.
    pub text: String,
    /// Larger is better; not comparable across queries.
    pub score: f32,
    /// How it matched.
    pub why: Vec<MatchKind>,
    /// What to mark; left out of the object where nobody asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highlights: Option<HighlightsObject>,
    /// How far its document is in force on the day of the search.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validity: Option<Validity>,
}

/// What to mark in a hit, as ranges `[start, end]` in UTF-16 units.
#[derive(Clone, Debug, Serialize)]
pub struct HighlightsObject {
    /// In the title.
    pub title: Vec<[usize; 2]>,
    /// In the text.
    pub text: Vec<[usize; 2]>,
}

impl SearchObject {
    /// The same with what to mark in each hit. `page` is what the object was
    /// made of.
    pub fn with_highlights(mut self, page: &SearchResults) -> Self {
        for (object, hit) in self.hits.iter_mut().zip(&page.hits) {
            let title = utf16_ranges(&object.title, &hit.highlights.title);
            let text = utf16_ranges(&object.text, &hit.highlights.text);
            object.highlights = Some(HighlightsObject { title, text });
        }
        self
    }
}

/// The object for a page of hits. `micros` is the time the search took. Ids
/// of another index may panic.
pub fn search_object(index: &Index, query: &str, page: &SearchResults, micros: u64) -> SearchObject {
    let hits = page.hits.iter().map(|it| hit_object(index, it, page.today)).collect();
    SearchObject { query: query.to_owned(), confident: page.confident, probability: page.probability, hits, micros }
}

fn hit_object(index: &Index, hit: &Hit, today: Option<Day>) -> HitObject {
    let (clause, corpus) = (index.clause(hit.clause), index.corpus());
    let document = &corpus.documents[usize::from(clause.document)];
    HitObject {
        id: clause.id.clone(),
        collection: corpus.collections[usize::from(clause.collection)].id.clone(),
        document: document.number.clone(),
        path: corpus.path(clause).into_iter().map(str::to_owned).collect(),
        title: clause.title.clone(),
        text: clause.text.clone(),
        score: hit.score,
        why: hit.why.clone(),
        highlights: None,
        validity: today.map(|it| document.validity(it)),
    }
}

/// Byte ranges of a text as UTF-16 ranges `[start, end]`, the unit of
/// strings in the browser.
///
/// # Examples
/// ```
/// use policy_engine::json::utf16_ranges;
///
/// // 𠮷 is one character, four bytes and two units.
/// assert_eq!(utf16_ranges("𠮷补贴", &[4..10]), [[2, 4]]);
/// ```
pub fn utf16_ranges(text: &str, ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    let units = |end_bytes: usize| text[..end_bytes].encode_utf16().count();
    ranges.iter().map(|it| [units(it.start), units(it.end)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_ranges_count_units_of_the_browser() {
        let text = "𠮷补贴a";
        assert_eq!(utf16_ranges(text, &[4..10, 10..11]), [[2, 4], [4, 5]]);
    }
}
