//! What holds for every input, tested on generated input.

use std::time::{Duration, Instant};

use policy_engine::{Clause, Collection, Corpus, Document, Filter, Index, MatchKind, SearchOptions, encode, fold};
use proptest::prelude::*;

use crate::common::{INDEX, bare};

/// Inputs of the query fuzz: 50,000 here, a million in `cargo xtask soak`.
fn num_inputs() -> u32 {
    std::env::var("POLICY_FUZZ_INPUTS").ok().and_then(|it| it.parse().ok()).unwrap_or(50_000)
}

/// A random stretch of a clause's text, title or a heading above it, white
/// space removed, and the collection of the clause.
fn substring() -> impl Strategy<Value = (String, u16)> {
    let num_clauses = INDEX.corpus().clauses.len();
    (0..num_clauses, 0..8usize, any::<prop::sample::Index>(), 1..40usize).prop_map(|(clause, field, start, len)| {
        let clause = &INDEX.corpus().clauses[clause];
        let text = match field {
            0 => clause.title.as_str(),
            1 => INDEX.corpus().path(clause).last().copied().unwrap_or(&clause.text),
            2 => INDEX.corpus().path(clause).first().copied().unwrap_or(&clause.text),
            _ => clause.text.as_str(),
        };
        let chars: Vec<char> = bare(text).chars().collect();
        let start = start.index(chars.len());
        (chars[start..(start + len).min(chars.len())].iter().collect(), clause.collection)
    })
}

/// Clauses full of numbers, in words and in figures, and a stretch of the first.
fn numbers() -> impl Strategy<Value = (Vec<String>, String)> {
    const PIECES: [&str; 22] = [
        "第一百二十条",
        "第120条",
        "120人",
        "四十元",
        "40元",
        "百分之五",
        "5%",
        "二〇二五年",
        "2025年",
        "5公里",
        "5km",
        "第十二条",
        "12项",
        "一千五",
        "1500",
        "贰仟",
        "两万",
        "20000",
        "五十岁",
        "就业",
        "补贴",
        "的",
    ];
    let clause = prop::collection::vec(prop::sample::select(&PIECES[..]), 1..7).prop_map(|it| it.concat());
    let clauses = prop::collection::vec(clause, 1..6);
    (clauses, any::<prop::sample::Index>(), 1..20usize).prop_map(|(clauses, start, len)| {
        let chars: Vec<char> = clauses[0].chars().collect();
        let start = start.index(chars.len());
        let part = chars[start..(start + len).min(chars.len())].iter().collect();
        (clauses, part)
    })
}

fn index_of(texts: &[String]) -> Index {
    let clauses = texts.iter().map(|it| Clause { text: it.clone(), ..Clause::default() }).collect();
    let documents = vec![Document::default()];
    let collections = vec![Collection { id: "c".into(), name: "名".into(), examples: vec![] }];
    Index::open(&encode(&Corpus { clauses, documents, collections, ..Corpus::default() }).unwrap()).unwrap()
}

fn holds(clause: &policy_engine::Clause, part: &str) -> bool {
    let fields = [clause.text.as_str(), &clause.title].into_iter().chain(INDEX.corpus().path(clause));
    // The labels of the columns above a row are looked up as its headings are.
    let columns = INDEX.corpus().columns(clause).concat();
    let fields = fields.chain([columns.as_str()]);
    fields.map(fold).any(|it| it.contains(&fold(part)))
}

/// Words, punctuation, digits, letters and other scripts, as they come.
fn anything() -> impl Strategy<Value = String> {
    let corpus = "[就业补贴康复辅助器具健身体育公园社保医疗残疾人的吗怎么0-9a-z%号年万，。 〔〕]{0,30}";
    prop_oneof![4 => corpus, 2 => "\\PC{0,40}", 1 => "[a-z ]{0,40}", 1 => any::<String>()]
}

/// Law counts its articles in words, people type figures, and figures alone are printed for other things.
#[test]
fn an_article_is_found_by_its_number_in_words_and_in_figures() {
    for (figures, words) in [("12", "十二"), ("101", "一百零一"), ("120", "一百二十"), ("1260", "一千二百六十")]
    {
        let index = index_of(&[format!("招收{figures}人。"), format!("依照第{words}条处理。")]);
        for query in [format!("第{figures}条"), format!("第{words}条")] {
            assert_eq!(index.search(&query, &SearchOptions::default()).hits[0].clause.0, 1, "{query}");
        }
    }
}

/// However a sum is printed, and however it is typed.
#[test]
fn a_sum_is_found_in_each_of_its_forms() {
    for forms in [
        &["2万元", "20000元", "两万元", "贰万元", "20,000元"][..],
        &["1.5万元", "15000元", "一万五千元", "15,000元"],
        &["三万元", "3万元", "30000元"],
        &["5年", "五年"],
        &["15分钟", "十五分钟", "15min"],
        &["30%", "百分之三十", "三成"],
    ] {
        let printed = format!("另给{}。", forms[0]);
        let index = index_of(&["一次性奖励7000元，6个月内给付。".into(), printed, "面积7平方米。".into()]);
        for query in forms {
            let page = index.search(query, &SearchOptions::default());
            assert!(page.confident && page.hits[0].clause.0 == 1, "{query} for {}", forms[0]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_substring_of_a_clause_finds_a_clause_that_holds_it((part, collection) in substring()) {
        for collection in [None, Some(collection)] {
            let mut options = SearchOptions { limit: 50, ..SearchOptions::default() };
            options.filter.collection = collection;
            let page = INDEX.search(&part, &options);
            let found = page.hits.iter().any(|it| holds(INDEX.clause(it.clause), &part));
            prop_assert!(found, "{part:?} in {collection:?}");
            prop_assert!(page.confident);
        }
    }

    #[test]
    fn a_number_is_found_as_it_is_printed((texts, part) in numbers()) {
        let index = index_of(&texts);
        let page = index.search(&part, &SearchOptions { limit: 50, ..SearchOptions::default() });
        let first = page.hits.first().map(|it| index.clause(it.clause).text.clone()).unwrap_or_default();
        prop_assert!(page.hits.iter().any(|it| it.clause.0 == 0), "{part:?} in {texts:?}");
        prop_assert!(first.contains(&part) && page.confident, "{part:?} in {texts:?}: {first:?}");
    }

    #[test]
    fn literal_matches_stand_first_and_say_so((part, _) in substring()) {
        let page = INDEX.search(&part, &SearchOptions { limit: 300, ..SearchOptions::default() });
        let literal: Vec<bool> = page.hits.iter().map(|it| holds(INDEX.clause(it.clause), &part)).collect();
        let num_literal = literal.iter().filter(|it| **it).count();
        prop_assert!(literal[..num_literal].iter().all(|it| *it), "{part:?}");
        for hit in &page.hits[..num_literal] {
            prop_assert!(hit.why.contains(&MatchKind::Literal), "{part:?} {:?}", hit.why);
        }
    }

    #[test]
    fn highlights_are_ascending_disjoint_and_on_characters(input in anything()) {
        let page = INDEX.search(&input, &SearchOptions::default());
        for hit in &page.hits {
            let clause = INDEX.clause(hit.clause);
            let mut last = 0;
            for range in &hit.highlights.text {
                prop_assert!(last <= range.start && range.start < range.end);
                prop_assert!(clause.text.is_char_boundary(range.start) && clause.text.is_char_boundary(range.end));
                last = range.end;
            }
        }
    }

    #[test]
    fn highlights_of_a_substring_are_exactly_it((part, _) in substring()) {
        let page = INDEX.search(&part, &SearchOptions::default());
        for hit in &page.hits {
            let clause = INDEX.clause(hit.clause);
            if fold(&clause.text).contains(&fold(&part)) {
                let first = &hit.highlights.text[0];
                // Neighbouring occurrences (ABAB) become one range.
                let marked = fold(&clause.text[first.clone()]);
                prop_assert!(marked.starts_with(&fold(&part)), "{part:?} marked {marked:?}");
            }
        }
    }

    #[test]
    fn highlights_of_one_clause_are_those_of_its_hit(input in anything(), literal: bool) {
        prop_assume!(!input.trim().is_empty());
        let page = INDEX.search(&input, &SearchOptions { literal, ..SearchOptions::default() });
        for hit in &page.hits {
            prop_assert_eq!(&INDEX.highlights(&input, literal, hit.clause), &hit.highlights);
        }
    }

    #[test]
    fn what_a_filter_keeps_away_is_counted_as_without_it(input in anything(), collection in 0u16..3) {
        let all = INDEX.search(&input, &SearchOptions::default());
        let filter = Filter { collection: Some(collection), ..Filter::default() };
        let page = INDEX.search(&input, &SearchOptions { filter, ..SearchOptions::default() });
        let is_kept_away = all.confident && !(page.confident && 0 < page.num_hits);
        prop_assert_eq!((all.num_unfiltered, page.num_unfiltered), (0, if is_kept_away { all.num_hits } else { 0 }));
    }

    #[test]
    fn tokens_of_any_text_put_together_are_the_folded_text(input in anything()) {
        let tokens: String = INDEX.tokens(&input).into_iter().map(|it| it.0).collect();
        prop_assert_eq!(tokens, fold_with_variants(&input));
    }

    #[test]
    fn equal_queries_give_equal_pages(input in anything()) {
        prop_assert_eq!(INDEX.search(&input, &SearchOptions::default()), INDEX.search(&input, &SearchOptions::default()));
    }

    #[test]
    fn suggestions_are_few_and_each_once(input in anything()) {
        let found = INDEX.suggest(&input, 8);
        prop_assert!(found.len() <= 8);
        let mut texts: Vec<_> = found.iter().map(|it| &it.text).collect();
        texts.sort();
        texts.dedup();
        prop_assert_eq!(texts.len(), found.len());
    }
}

fn fold_with_variants(text: &str) -> String {
    policy_engine::normalizer::Normalizer::new(&INDEX.corpus().lexicon.variants).fold(text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: num_inputs(), failure_persistence: None, ..ProptestConfig::default() })]

    /// The bound is for an optimised build on a quiet machine; here it only
    /// catches what would be ten times as slow, three times in a row: once may
    /// be the machine's doing.
    #[test]
    fn no_input_panics_or_takes_long(input in anything()) {
        // Whoever asks first compiles the index; that is not the time of a query.
        let index = &*INDEX;
        let is_slow = || {
            let start = Instant::now();
            index.search(&input, &SearchOptions::default());
            Duration::from_millis(500) < start.elapsed()
        };
        prop_assert!(!(is_slow() && is_slow() && is_slow()), "{input:?} took long three times");
    }
}
