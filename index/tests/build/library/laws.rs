//! What holds for every stretch of text and every filter, in a library as in the single file of the same corpus.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use policy_engine::{Corpus, Facet, FacetId, Filter, Index, LibraryPage, SearchOptions, SearchResults, encode, fold};
use proptest::prelude::*;

use crate::library::{Shelf, documents};

struct Both {
    corpus: Corpus,
    index: Index,
    shelf: Shelf,
}

static BOTH: LazyLock<Both> = LazyLock::new(|| {
    let corpus = documents();
    let index = Index::open(&encode(&corpus).unwrap()).unwrap();
    let shelf = Shelf::of(&corpus, 1);
    Both { corpus, index, shelf }
});

fn ids<'a>(index: &'a Index, results: &SearchResults) -> BTreeSet<&'a str> {
    results.hits.iter().map(|it| index.clause(it.clause).id.as_str()).collect()
}

fn filters() -> Vec<Filter> {
    let of = |facet: Facet| {
        let all = BOTH.corpus.facets.iter().enumerate().filter(move |it| it.1.facet == facet);
        all.map(|it| FacetId(u16::try_from(it.0).unwrap())).collect::<Vec<_>>()
    };
    let [audiences, kinds, departments] = [Facet::Audience, Facet::Kind, Facet::Department].map(of);
    let alone = audiences.iter().chain(&kinds).chain(&departments).map(|it| vec![*it]);
    // Values of one facet are alternatives, facets add up.
    let together = audiences.windows(2).zip(&kinds).map(|(some, kind)| [some, &[*kind]].concat());
    let filter = |facets| Filter { facets, ..Filter::default() };
    let mut all: Vec<Filter> = alone.chain(together).map(filter).collect();
    all.push(Filter { collection: Some(1), facets: vec![kinds[0]], ..Filter::default() });
    all
}

#[test]
fn a_facet_narrows_a_library_as_the_single_file() {
    let everything = SearchOptions { limit: 0, ..SearchOptions::default() };
    let (page, _) = BOTH.shelf.search("", &everything);
    assert!(page.counts_facets);
    assert_eq!(page.results.counts, BOTH.index.search("", &everything).counts);
    for filter in filters() {
        for query in ["", "补贴", "残疾人就业", "健身"] {
            let options = SearchOptions { filter: filter.clone(), limit: 50, ..SearchOptions::default() };
            let (page, _): (LibraryPage, _) = BOTH.shelf.search(query, &options);
            let known = BOTH.index.search(query, &options);
            assert!(!page.is_cut, "{query} {filter:?}");
            let passing = BOTH.index.search("", &SearchOptions { limit: 500, ..options.clone() });
            assert!(ids(&page.index, &page.results).is_subset(&ids(&BOTH.index, &passing)), "{query} {filter:?}");
            if page.is_counted {
                assert_eq!(page.results.num_hits, known.num_hits, "{query} {filter:?}");
            }
            if query.is_empty() {
                assert!(page.is_counted);
                assert_eq!(page.results.counts.collections, known.counts.collections, "{filter:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// As typed, any stretch of a text, a title or a heading leads to a clause that holds it, in either form.
    #[test]
    fn any_stretch_is_found_as_typed_in_both_forms(at: prop::sample::Index, from: prop::sample::Index, len in 1usize..14, part in 0usize..3) {
        let clause = at.get(&BOTH.corpus.clauses);
        let path = BOTH.corpus.path(clause);
        let source = match part {
            0 => clause.text.as_str(),
            1 => clause.title.as_str(),
            _ => path.last().copied().unwrap_or(&clause.text),
        };
        let chars: Vec<char> = source.chars().filter(|it| !it.is_whitespace()).collect();
        prop_assume!(!chars.is_empty());
        let start = from.index(chars.len());
        let typed: String = chars[start..(start + len).min(chars.len())].iter().collect();
        prop_assume!(!fold(&typed).is_empty());
        let options = SearchOptions { limit: 50, literal: true, ..SearchOptions::default() };
        let holds = |index: &Index, results: &SearchResults| results.hits.iter().any(|it| {
            let clause = index.clause(it.clause);
            fold(&[&clause.title, "\n", &clause.text, "\n", &index.corpus().path(clause).join("\n")].concat()).contains(&fold(&typed))
        });
        let (page, _) = BOTH.shelf.search(&typed, &options);
        prop_assert!(holds(&page.index, &page.results), "the library: {}", typed);
        prop_assert!(holds(&BOTH.index, &BOTH.index.search(&typed, &options)), "the single file: {}", typed);
    }
}
