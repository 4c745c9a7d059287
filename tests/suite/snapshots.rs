//! What is shown and printed, whole: a change that nobody meant shows up as a difference in `tests/data/snapshots`. Where it
//! was meant, `UPDATE_EXPECT=1 cargo test -p policy-tests --test suite snapshots` writes it, and the commit shows it.
//!
//! The corpus is a small one of its own, so that these files change with the program and not with the gazette.

use std::sync::LazyLock;

use expect_test::expect_file;
use policy_engine::json::search_object;
use policy_engine::{
    Clause, ClauseForm, Collection, Corpus, Document, Facet, FacetId, FacetValue, Heading, HeadingId, Highlights,
    Index, Number, NumberKind, PlainNote, SearchOptions, Searcher,
};
use policy_index::export::static_page;
use policy_lookup::app::{App, AppProps};
use policy_lookup::components::ViewProps;
use policy_lookup::i18n;
use policy_lookup::lookup::{SharedIndex, Source, Supply};
use policy_lookup::state::{Config, Handover, Lang, Mode, Route, State, Width};
use policy_lookup::views::{Reading, reading_view};
use yew::prelude::*;
use yew::{Callback, LocalServerRenderer};

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| Corpus {
    data_version: "0123456789ab".into(),
    collections: vec![Collection { id: "jiuye".into(), name: "就业".into(), examples: vec!["创业补贴".into()] }],
    documents: vec![Document {
        number: "甲政办〔2024〕7号".into(),
        title: "甲市促进就业办法".into(),
        issuer: "甲市人民政府办公室".into(),
        date: "2024年3月1日".into(),
        gazette: "2024年第3期".into(),
        first_page: 5,
        ..Document::default()
    }],
    facets: vec![
        FacetValue { facet: Facet::Audience, name: "高校毕业生".into(), long_name: String::new() },
        FacetValue {
            facet: Facet::Department, name: "市人社局".into(), long_name: "甲市人力资源和社会保障局".into()
        },
    ],
    headings: vec![
        heading(None, "第一章 补贴", Some(number(NumberKind::Chapter, 1)), &[]),
        heading(Some(HeadingId(0)), "补贴标准", None, &["项目", "金额"]),
    ],
    clauses: vec![first_clause(), row()],
    ..Corpus::default()
});

fn heading(parent: Option<HeadingId>, text: &str, number: Option<Number>, columns: &[&str]) -> Heading {
    let columns = columns.iter().map(|it| (*it).to_owned()).collect();
    Heading { document: 0, parent, text: text.into(), number, columns }
}

fn number(kind: NumberKind, value: u32) -> Number {
    Number { kind, value, suffix: 0 }
}

fn first_clause() -> Clause {
    Clause {
        id: "2024-7-1".into(),
        heading: Some(HeadingId(0)),
        number: Some(number(NumberKind::Article, 1)),
        title: "给予一次性创业补贴".into(),
        text: "第一条　高校毕业生在本市创办企业的，给予一次性创业补贴5000元。由市人社局负责。".into(),
        form: ClauseForm::Item,
        facets: vec![FacetId(0), FacetId(1)],
        plain: Some(PlainNote {
            summary: "毕业生开公司，可以领5000元".into(),
            who: "高校毕业生".into(),
            what: "到市人社局申请".into(),
            ..PlainNote::default()
        }),
        ..Clause::default()
    }
}

fn row() -> Clause {
    Clause {
        id: "2024-7-t1-1".into(),
        heading: Some(HeadingId(1)),
        number: Some(number(NumberKind::Row, 1)),
        title: "租房补贴".into(),
        text: "租房补贴\t每月300元 <不超过三年> & 其他".into(),
        cells: vec![0.."租房补贴".len(), "租房补贴\t".len().."租房补贴\t每月300元 <不超过三年> & 其他".len()],
        form: ClauseForm::Row,
        ..Clause::default()
    }
}

fn index() -> Index {
    Index::open(&policy_engine::encode(&CORPUS).unwrap()).unwrap()
}

fn config(query: &'static str) -> Config {
    Config {
        query: query.into(),
        today: policy_engine::Day::new(2026, 3, 1),
        page_url: "https://example.org/zc/".into(),
        ..Config::default()
    }
}

/// The page as it is drawn first, a query already asked.
#[tokio::main(flavor = "current_thread")]
async fn page(query: &'static str) -> String {
    let source = Source::Ready(SharedIndex::new(index()));
    let props = AppProps { config: config(query), source, handover: Handover::default() };
    broken(&LocalServerRenderer::<App>::with_props(props).hydratable(false).render().await)
}

/// A clause, opened from a search.
#[tokio::main(flavor = "current_thread")]
async fn clause(id: &'static str) -> String {
    broken(&LocalServerRenderer::<OpenClause>::with_props(OpenClauseProps { id }).hydratable(false).render().await)
}

#[derive(PartialEq, Properties)]
struct OpenClauseProps {
    id: &'static str,
}

#[component]
fn OpenClause(props: &OpenClauseProps) -> Html {
    let (config, index, on) = (config("补贴"), SharedIndex::new(index()), Callback::noop());
    let mut state = State::new(&config);
    state.route = Route { query: "补贴".into(), ..Route::to_clause(props.id) };
    let found = index.find_clause(props.id).unwrap();
    let marks: Highlights = index.highlights("补贴", false, found);
    let view = ViewProps {
        lang: Lang::ZhHans,
        text: i18n::text(Lang::ZhHans),
        config: &config,
        mode: Mode::Standard,
        width: Width::default(),
        index: &index,
        supply: Supply::default(),
        route: &state.route,
        page_url: "",
        root: &NodeRef::default(),
        on: &on,
    };
    reading_view(&view, &state, &Reading { document_marks: &[], marks: &marks, voice: None })
}

/// One tag a line: a difference is read by lines.
fn broken(html: &str) -> String {
    html.replace("><", ">\n<") + "\n"
}

#[test]
fn the_start_page() {
    expect_file!["../data/snapshots/start.html"].assert_eq(&page(""));
}

#[test]
fn the_results() {
    expect_file!["../data/snapshots/results.html"].assert_eq(&page("创业补贴"));
}

#[test]
fn nothing_found() {
    expect_file!["../data/snapshots/nothing.html"].assert_eq(&page("地铁"));
}

#[test]
fn a_clause_and_a_row_of_a_table() {
    expect_file!["../data/snapshots/clause.html"].assert_eq(&clause("2024-7-1"));
    expect_file!["../data/snapshots/row.html"].assert_eq(&clause("2024-7-t1-1"));
}

#[test]
fn the_page_without_scripts() {
    expect_file!["../data/snapshots/policies.html"].assert_eq(&static_page::page(&CORPUS));
}

#[test]
fn a_search_as_json() {
    let index = index();
    let page = Searcher::new(&index).search("创业补贴", &SearchOptions::default());
    let mut object = search_object(&index, "创业补贴", &page, 0);
    // How much each hit scores is for `answers`: it changes with every weight.
    object.probability = 0.0;
    object.hits.iter_mut().for_each(|hit| hit.score = 0.0);
    let plain = serde_json::to_string_pretty(&object).unwrap() + "\n";
    expect_file!["../data/snapshots/search.json"].assert_eq(&plain);
    let marked = serde_json::to_string_pretty(&object.with_highlights(&page)).unwrap() + "\n";
    expect_file!["../data/snapshots/search-for-scripts.json"].assert_eq(&marked);
}
