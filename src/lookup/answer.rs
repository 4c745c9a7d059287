//! What the index says to a route: names become ids, the route becomes a search. Pure, and tested against a small
//! corpus. Matching and ranking are left to `policy-engine`.

use policy_engine::{
    Clause, ClauseId, Corpus, Day, Document, Facet, FacetId, FacetValue, Filter, Index, SearchOptions, SearchResults,
};

use crate::state::{ALL_COLLECTIONS, Route, View};

/// Examples offered, taken from the collections in turn.
const MOST_EXAMPLES: usize = 6;

/// Where and when a search is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope<'a> {
    /// The collection an element was made for; a collection in the route goes before it.
    pub collection: Option<&'a str>,
    /// The day.
    pub today: Option<Day>,
}

/// Searches what the route asks for, best `limit` hits. An answer lists what it counts: 找到 2 条 are two.
pub fn search(index: &Index, route: &Route, scope: Scope<'_>, limit: usize) -> SearchResults {
    counted(index.search(&route.query, &options(index.corpus(), route, scope, limit)))
}

/// Without what is not counted; where nothing answers all stays, as what is near.
pub fn counted(mut page: SearchResults) -> SearchResults {
    if page.confident && 0 < page.num_hits {
        page.hits.truncate(page.num_hits);
    }
    page
}

/// All that the view of a route shows of its answer: a view does not search. For the start page, which lists no
/// clause, the counts alone. Arguments as for [`search`].
pub fn answer(index: &Index, route: &Route, scope: Scope<'_>, limit: usize) -> SearchResults {
    match route.view() {
        View::Start => search(index, &Route::default(), scope, 0),
        _ => search(index, route, scope, limit),
    }
}

/// The search a route asks for. Names the index does not know narrow nothing.
pub fn options(corpus: &Corpus, route: &Route, scope: Scope<'_>, limit: usize) -> SearchOptions {
    let collection = route.collection.as_deref().or(scope.collection).filter(|id| *id != ALL_COLLECTIONS);
    let facet = |(facet, name): &(Facet, String)| facet_id(corpus, *facet, name);
    SearchOptions {
        filter: Filter {
            collection: collection.and_then(|id| place(&corpus.collections, |it| it.id == id)),
            facets: route.facets.iter().filter_map(facet).collect(),
            document: route.document.as_deref().and_then(|number| find_document(corpus, number)),
        },
        limit,
        literal: route.literal,
        order: route.order,
        today: scope.today,
    }
}

fn place<T>(list: &[T], is_it: impl Fn(&T) -> bool) -> Option<u16> {
    list.iter().position(is_it).and_then(|at| u16::try_from(at).ok())
}

/// The place of a document by its 文号; brackets of another kind do.
pub fn find_document(corpus: &Corpus, number: &str) -> Option<u16> {
    document_named(&corpus.documents, number)
}

/// The same in a list of documents.
pub fn document_named(documents: &[Document], number: &str) -> Option<u16> {
    let folded = |number: &str| -> String {
        let fold = |c: char| match c {
            '(' | '（' | '[' | '［' | '【' | '〔' => '(',
            ')' | '）' | ']' | '］' | '】' | '〕' => ')',
            '〈' => '《',
            '〉' => '》',
            other => other,
        };
        number.chars().filter(|c| !c.is_whitespace()).map(fold).collect()
    };
    let exact = place(documents, |it| it.number == number);
    exact.or_else(|| place(documents, |it| folded(&it.number) == folded(number)))
}

/// The id of a facet value.
pub fn facet_id(corpus: &Corpus, facet: Facet, name: &str) -> Option<FacetId> {
    place(&corpus.facets, |it| it.facet == facet && it.name == name).map(FacetId)
}

/// The values of a facet, in the order of the corpus.
pub fn facet_values(corpus: &Corpus, facet: Facet) -> impl Iterator<Item = (FacetId, &FacetValue)> {
    let ids = (0..).map(FacetId);
    ids.zip(&corpus.facets).filter(move |(_, value)| value.facet == facet)
}

/// The values of one facet that a clause has.
pub fn values_of<'a>(corpus: &'a Corpus, clause: &Clause, facet: Facet) -> Vec<&'a FacetValue> {
    let value = |id: &FacetId| corpus.facets.get(usize::from(id.0));
    clause.facets.iter().filter_map(value).filter(|it| it.facet == facet).collect()
}

/// The clauses of the section a clause is in: those under the same heading.
pub fn section(corpus: &Corpus, id: ClauseId) -> Vec<ClauseId> {
    let Some(clause) = clause_at(corpus, id) else { return Vec::new() };
    let same = |(_, other): &(ClauseId, &Clause)| other.document == clause.document && other.heading == clause.heading;
    clauses(corpus).filter(same).map(|(id, _)| id).collect()
}

/// All clauses with their ids, in document order.
pub fn clauses(corpus: &Corpus) -> impl Iterator<Item = (ClauseId, &Clause)> {
    (0..).map(ClauseId).zip(&corpus.clauses)
}

/// The clause before and the one after, within the document.
pub fn neighbours(corpus: &Corpus, id: ClauseId) -> (Option<ClauseId>, Option<ClauseId>) {
    let document = clause_at(corpus, id).map(|it| it.document);
    let inside = |other: &ClauseId| clause_at(corpus, *other).map(|it| it.document) == document;
    let before = id.0.checked_sub(1).map(ClauseId).filter(inside);
    let after = id.0.checked_add(1).map(ClauseId).filter(inside);
    (before, after.filter(|_| document.is_some()))
}

fn clause_at(corpus: &Corpus, id: ClauseId) -> Option<&Clause> {
    corpus.clauses.get(usize::try_from(id.0).ok()?)
}

/// The document that is all of a collection; `None` for one of several, of which number and days would be said of all.
pub fn document_behind(corpus: &Corpus, collection: usize) -> Option<&Document> {
    let mut own = corpus.clauses.iter().filter(|it| usize::from(it.collection) == collection).map(|it| it.document);
    let first = own.next()?;
    own.all(|it| it == first).then(|| corpus.documents.get(usize::from(first)))?
}

/// The first example of each collection, then the second of each, and so on.
pub fn examples<'a>(corpus: &'a Corpus, scope: Option<&str>) -> Vec<&'a str> {
    let in_scope = |id: &str| scope.is_none_or(|scope| scope == id);
    let sources: Vec<_> = corpus.collections.iter().filter(|it| in_scope(&it.id)).collect();
    let longest = sources.iter().map(|it| it.examples.len()).max().unwrap_or(0);
    let round = |at: usize| sources.iter().filter_map(move |it| it.examples.get(at)).map(String::as_str);
    (0..longest).flat_map(round).take(MOST_EXAMPLES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_of_several_documents_has_none_behind_it() {
        let clause = |collection, document| Clause { collection, document, ..Clause::default() };
        let document = |number: &str| Document { number: number.to_owned(), ..Document::default() };
        let corpus = Corpus {
            documents: ["甲", "乙", "丙"].map(document).into(),
            clauses: vec![clause(0, 0), clause(0, 0), clause(1, 1), clause(1, 2)],
            ..Corpus::default()
        };
        let behind = [0, 1, 2].map(|it| document_behind(&corpus, it).map(|it| it.number.as_str()));
        assert_eq!(behind, [Some("甲"), None, None]);
    }

    #[test]
    fn marks_of_another_kind_name_the_same_document() {
        let document = |number: &str| Document { number: number.to_owned(), ..Document::default() };
        let documents = ["甲府〔2024〕1号", "《〈乙办法〉解读》"].map(document);
        let rows = [
            ("甲府〔2024〕1号", Some(0)),
            ("甲府(2024) 1号", Some(0)),
            ("《〈乙办法〉解读》", Some(1)),
            ("《《乙办法》解读》", Some(1)),
            ("《乙办法》", None),
        ];
        for (number, place) in rows {
            assert_eq!(document_named(&documents, number), place, "{number}");
        }
    }
}
