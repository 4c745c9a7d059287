//! Law: what `encode` accepts, `open` accepts, and holds again. Over random corpora.

use policy_engine::{
    Change, Clause, Collection, Corpus, Day, Document, Facet, FacetId, FacetValue, Heading, HeadingId, Index, Later,
    Lexicon, Number, NumberKind, PlainNote, Synonym, Terms, encode,
};
use proptest::prelude::*;

use crate::format::{num_inputs, open_and_use};

/// Words of few characters, so that they repeat; some that are folded, some
/// that part fields, some that no font has.
fn words() -> impl Strategy<Value = String> {
    let char = prop_oneof![
        8 => prop::sample::select("就业补贴一、。aB1 ⑳ＡΩ\u{0}\t\u{20000}\u{200b}業".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    prop::collection::vec(char, 0..12).prop_map(String::from_iter)
}

fn random_clause(num_headings: u32) -> impl Strategy<Value = Clause> {
    let number = prop::option::of((0..NumberKind::ALL.len(), any::<u32>(), any::<u32>()));
    let rest = (prop::option::of(words()), prop::collection::vec(words(), 0..4), prop::collection::vec(0..3u16, 0..4));
    ((words(), words(), words()), 0..=num_headings, number, rest).prop_map(
        |((id, title, text), heading, number, rest)| {
            let (note, cells, mut facets) = rest;
            facets.sort_unstable();
            let mut clause = Clause { id, title, text, ..Clause::default() };
            clause.heading = heading.checked_sub(1).map(HeadingId);
            clause.number = number.map(|(kind, value, suffix)| Number { kind: NumberKind::ALL[kind], value, suffix });
            clause.questions.asked = note.iter().cloned().collect();
            clause.plain = note.map(|it| PlainNote { summary: it, ..PlainNote::default() });
            clause.facets = facets.into_iter().map(FacetId).collect();
            if !cells.is_empty() {
                clause.set_cells(cells.iter().map(String::as_str));
            }
            clause
        },
    )
}

fn random_corpus() -> impl Strategy<Value = Corpus> {
    let headings =
        prop::collection::vec((words(), any::<prop::sample::Index>(), prop::collection::vec(words(), 0..3)), 0..5);
    let clauses = headings.prop_flat_map(|it| (prop::collection::vec(random_clause(it.len() as u32), 0..6), Just(it)));
    let lists = (prop::collection::vec(words(), 0..9), prop::collection::vec((words(), words(), any::<u8>()), 0..4));
    let period = prop::option::of((any::<u16>(), any::<u16>()));
    let variants = prop::collection::vec((any::<char>(), any::<char>()), 0..3);
    (clauses, lists, period, variants, random_terms()).prop_map(|(clauses, lists, period, variants, terms)| {
        random_parts(clauses, lists, Document { period, terms, ..Document::default() }, variants)
    })
}

fn random_terms() -> impl Strategy<Value = Terms> {
    let day = || {
        prop::option::of((0..11_000u16, 0..14u8, 0..33u8)).prop_map(|it| it.and_then(|it| Day::new(it.0, it.1, it.2)))
    };
    let change = prop::sample::select(vec![Change::Repealed, Change::Reissued, Change::Amended]);
    let later = (change, day(), prop::option::of(Just(0)), words()).prop_map(|(change, from, document, name)| Later {
        change,
        from,
        document,
        name,
    });
    (day(), day(), any::<bool>(), words(), prop::collection::vec(later, 0..3))
        .prop_map(|(effective, until, is_open, basis, later)| Terms { effective, until, is_open, basis, later })
}

type RandomHeadings = Vec<(String, prop::sample::Index, Vec<String>)>;
type RandomLists = (Vec<String>, Vec<(String, String, u8)>);

fn random_parts(
    (clauses, headings): (Vec<Clause>, RandomHeadings),
    (words, synonyms): RandomLists,
    document: Document,
    variants: Vec<(char, char)>,
) -> Corpus {
    Corpus {
        data_version: words.concat(),
        collections: vec![Collection { id: "c".into(), name: "名".into(), examples: words.clone() }],
        documents: vec![document],
        facets: vec![FacetValue { facet: Facet::Kind, name: "补贴".into(), long_name: String::new() }; 3],
        headings: (0..)
            .zip(headings)
            .map(|(at, (text, parent, columns))| Heading {
                parent: parent.index(at + 1).checked_sub(1).map(|it| HeadingId(it as u32)),
                text,
                columns,
                ..Heading::default()
            })
            .collect(),
        clauses,
        lexicon: Lexicon {
            stop_words: words.clone(),
            words: words.into_iter().map(|it| policy_engine::fold(&it)).collect(),
            synonyms: synonyms
                .into_iter()
                .map(|(from, to, weight)| Synonym { from, to, weight: weight % 104 })
                .collect(),
            variants,
            ..Lexicon::default()
        },
        ..Corpus::default()
    }
}

/// Law: what `encode` accepts, `open` accepts, and holds again.
#[test]
fn what_is_written_is_opened() {
    let config = ProptestConfig { cases: num_inputs() / 10, failure_persistence: None, ..Default::default() };
    proptest!(config, |(corpus in random_corpus())| {
        if let Ok(bytes) = encode(&corpus) {
            let index = Index::open(&bytes).unwrap();
            let read = index.corpus();
            prop_assert_eq!(&read.data_version, &corpus.data_version);
            prop_assert_eq!(&read.collections, &corpus.collections);
            prop_assert_eq!(&read.documents, &corpus.documents);
            prop_assert_eq!(&read.headings, &corpus.headings);
            prop_assert_eq!(&read.clauses, &corpus.clauses);
            prop_assert_eq!(&read.lexicon.stop_words, &corpus.lexicon.stop_words);
            open_and_use(&bytes);
        } else {
            let is_year = |it: u16| (1..10_000).contains(&it);
            let has_period = corpus.documents[0].period.is_none_or(|it| is_year(it.0) && is_year(it.1));
            let has_weights = corpus.lexicon.synonyms.iter().all(|it| it.weight <= 100);
            prop_assert!(!(has_period && has_weights), "{}", encode(&corpus).unwrap_err());
        }
    });
}
