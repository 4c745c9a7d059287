//! The page without a browser: what each view says, in which order, over the real corpus.

use policy_engine::{Index, encode};
use policy_lookup::app::{App, AppProps};
use policy_lookup::i18n::name_in;
use policy_lookup::late;
use policy_lookup::lookup::{Opening, SharedIndex, Source, SuggestionLine, late_suggestions, open};
use policy_lookup::state::{Action, Config, Handover, Lang, Mode, PAGE_SIZE, Route};
use yew::LocalServerRenderer;

use crate::a_list::with_a_list;
use crate::common::{BYTES, bare};

fn index() -> SharedIndex {
    SharedIndex::new(Index::open(&BYTES).unwrap())
}

/// What a reader sees who follows a link, after these actions; as on a phone, since nothing is measured here.
fn view_in(config: Config, hash: &str, choices: Vec<Action>) -> String {
    view_over(index(), config, hash, choices)
}

#[tokio::main(flavor = "current_thread")]
async fn view_over(index: SharedIndex, config: Config, hash: &str, choices: Vec<Action>) -> String {
    let route = Some(Route::parse(hash)).filter(|it| *it != Route::default());
    let handover = Handover { route, choices, ..Handover::default() };
    let props = AppProps { config, source: Source::Ready(index), handover };
    LocalServerRenderer::<App>::with_props(props).hydratable(false).render().await
}

fn config() -> Config {
    Config {
        today: policy_engine::Day::new(2026, 3, 1),
        page_url: "https://example.org/zc/".into(),
        ..Config::default()
    }
}

fn view(hash: &str) -> String {
    view_in(config(), hash, vec![])
}

/// Each of the parts is there, after the one before.
#[track_caller]
fn check_order(html: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let found = html[from..].find(part);
        assert!(found.is_some(), "{part} is not after the parts before it in {html}");
        from += found.unwrap() + part.len();
    }
}

fn count(html: &str, part: &str) -> usize {
    html.matches(part).count()
}

/// The text of the elements with a class, marks and the like inside them.
fn texts(html: &str, class: &str) -> Vec<String> {
    let start = format!("class=\"{class}\"");
    let texts = html.split(&start).skip(1).map(|rest| {
        let mut out = String::new();
        let mut depth = 1;
        for piece in rest.split_inclusive('>').skip(1) {
            let (text, tag) = piece.split_once('<').unwrap_or((piece, ""));
            out.push_str(text);
            depth += if tag.starts_with('/') { -1 } else { i32::from(!tag.ends_with("/>")) };
            if depth == 0 {
                break;
            }
        }
        out
    });
    texts.collect()
}

const HIT: &str = "class=\"policy-lookup__hit\"";

#[test]
fn a_hit_answers_first() {
    let html = view("#q=工伤后配轮椅谁出钱");
    let classes = ["hit", "hit-title", "hit-plain", "snippet", "hit-foot"].map(|it| format!("policy-lookup__{it}\""));
    check_order(&html, &classes.each_ref().map(String::as_str));
    let snippet = &texts(&html, "policy-lookup__snippet")[0];
    assert!(snippet.contains("无需职工个人缴费"), "the excerpt does not hold the answer: {snippet}");
    assert!(html.contains("也查了：") && html.contains("辅助器具"), "it is not said what was searched as well");
}

#[test]
fn validity_is_said_once_where_all_hits_share_it() {
    let html = view("#c=fitness");
    assert_eq!((count(&html, "policy-lookup__validity "), count(&html, "policy-lookup__shared")), (1, 1), "{html}");
    let html = view("#q=工伤后配轮椅谁出钱");
    assert_eq!(count(&html, "policy-lookup__shared"), 0);
    assert!(count(&html, "policy-lookup__validity") >= count(&html, HIT));
}

#[test]
fn a_letter_draws_the_first_hits_and_a_link_all_of_them() {
    let typed = view_in(config(), "", vec![Action::Input("补贴".into())]);
    let linked = view("#q=补贴");
    assert_eq!(count(&typed, HIT), 5);
    assert!(5 < count(&linked, HIT) && count(&linked, HIT) <= PAGE_SIZE);
    for html in [typed, linked] {
        assert_eq!(count(&html, "policy-lookup__facet"), 0, "a closed list of filters was made");
    }
}

#[test]
fn filters_come_after_the_hits() {
    check_order(&view("#q=补贴"), &["跳到筛选", HIT, "policy-lookup__sheet-button"]);
}

#[test]
fn nothing_near_stands_without_its_caveat() {
    let html = view("#q=量子纠缠");
    check_order(
        &html,
        &[
            "未找到依据",
            "这 3 份文件里没有直接依据",
            "下面几条可能有关，但不是直接依据",
            HIT,
            "或者从这里找起",
            "12345",
        ],
    );
    for part in ["policy-lookup__tools", "policy-lookup__facet"] {
        assert_eq!(count(&html, part), 0, "{part}: there is nothing to narrow");
    }
    let html = view("#q=护照");
    assert!(!texts(&html, "policy-lookup__chip").iter().any(|it| ["维护", "按照", "营业执照"].contains(&it.as_str())));
}

#[test]
fn the_start_leads_by_documents_questions_and_people() {
    let html = view("");
    check_order(&html, &["按文件查", "大家会这样问", "做轮椅的小厂能申请什么贷款", "我是…", "失业和困难人员"]);
    let chips = texts(&html, "policy-lookup__chip");
    // How many clauses there are for enterprises answers nobody's question, and took the room of the name.
    assert!(chips.len() > 5 && chips.iter().all(|it| !it.contains(|it: char| it.is_ascii_digit())), "{chips:?}");
}

#[test]
fn steps_stand_over_the_official_words() {
    let html = view("#q=辅助器具&id=2022-31-4-1");
    check_order(&html, &["policy-lookup__stepper", "第 1 处，共 5 处", "policy-lookup__text"]);
}

#[test]
fn a_link_to_a_document_that_is_gone_says_so_and_leads_home() {
    for hash in ["#id=nope", "#doc=nope"] {
        check_order(&view(hash), &["policy-lookup__view-title", "没有这一条", "返回首页"]);
    }
}

/// Whoever pressed it by key would otherwise stand nowhere.
#[test]
fn the_button_for_more_stays_when_there_is_no_more() {
    let html = view_in(config(), "", vec![Action::Ask("健身".into()), Action::More, Action::More]);
    assert_eq!((count(&html, "class=\"policy-lookup__more"), count(&html, HIT)), (0, 40), "{html}");
    let end = html.split("policy-lookup__end\"").next().unwrap();
    assert!(end.ends_with("<button class=\""), "{html}");
    check_order(&html, &["policy-lookup__end", "aria-disabled=\"true\"", "已经到底了"]);
}

#[test]
fn a_filter_in_the_way_is_named_as_one() {
    let html = view("#q=创业担保贷款&c=fitness");
    check_order(&html, &["筛选范围内没有", "清除筛选，查看"]);
    assert!(!html.contains("未找到依据"));
}

#[test]
fn an_element_fits_into_the_page_around_it() {
    let config = Config { max_hits: Some(3), heading_level: 4, ..config() };
    let html = view_in(config, "#q=补贴", vec![]);
    assert_eq!((count(&html, HIT), count(&html, "<h4"), count(&html, "<h5")), (3, 1, 3), "{html}");
    assert!(html.contains("在查询页查看全部") && html.contains("href=\"https://example.org/zc/#q="));
    for part in ["part=\"box\"", "part=\"list\"", "part=\"hit\""] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn a_document_is_set_as_documents_are() {
    let html = view("#doc=柳政办〔2022〕31号");
    let title = "柳州市人民政府办公室关于印发《柳州市康复辅助器具产业国家综合创新试点政策措施清单》的通知";
    let shown = html.split("policy-lookup__printed").next().unwrap();
    assert_eq!(count(&bare(shown), title), 1, "the title stands once");
    let flush = texts(&html, "policy-lookup__passage policy-lookup__passage--flush");
    assert!(flush.len() == 1 && flush[0].ends_with("各有关单位："), "{flush:?}");
    assert!(html.contains("href=\"#doc=") && html.contains("&amp;at=2022-31-4-1\""), "the outline has no links");
    let html = view("#doc=柳政办〔2022〕22号");
    assert!(html.contains("policy-lookup__heading-1--part") && html.contains("<table"));
}

#[test]
fn what_is_asked_within_a_document_is_marked_all_through_it() {
    let hits = view("#q=补贴&doc=柳政办〔2022〕22号");
    assert!(hits.contains("&amp;at=2022-22-"), "hits within a document do not lead to its places");
    let html = view("#q=补贴&doc=柳政办〔2022〕22号&at=2022-22-2-2-p3");
    let num = count(&html, "<mark");
    assert!(num > 10 && html.contains(&format!("共 {num} 处")), "{num} marks");
    assert_eq!(count(&html, "policy-lookup__mark--current"), 1);
}

#[test]
fn large_type_leaves_the_room_to_the_hits() {
    let elder = |hash| view_in(config(), hash, vec![Action::Mode(Mode::Elder)]);
    let sizes = |html: &str| count(html, "policy-lookup__size\"");
    assert_eq!((sizes(&elder("")), sizes(&elder("#q=补贴"))), (3, 1));
}

#[test]
fn suggestions_go_by_use_and_hold_a_question() {
    let index = index();
    let lines = late_suggestions(late::late().unwrap(), &index, "就业", &[]);
    assert!(lines.len() == 3 && lines.iter().any(|it| matches!(it, SuggestionLine::Question(_))), "{lines:?}");
    let used: Vec<u32> =
        lines.iter().filter_map(|it| if let SuggestionLine::Term(_, num) = it { Some(*num) } else { None }).collect();
    assert!(used.is_sorted_by(|a, b| a >= b) && used.len() == 2, "{lines:?}");
}

#[test]
fn every_name_that_is_offered_has_one_in_english() {
    let index = index();
    let corpus = index.corpus();
    let names = corpus.collections.iter().map(|it| &it.name).chain(corpus.facets.iter().map(|it| &it.name));
    let missing: Vec<&String> = names.filter(|it| name_in(Lang::En, it) == it.as_str()).collect();
    assert!(missing.is_empty(), "index/lexicon/names.tsv has no {missing:?}");
}

#[test]
fn a_clause_that_introduces_a_list_shows_its_items() {
    let index = SharedIndex::new(Index::open(&encode(&with_a_list()).unwrap()).unwrap());
    let html = view_over(index.clone(), config(), "#id=x-3", vec![]);
    let last = "第12个条件；";
    check_order(&html, &["policy-lookup__items", "#id=x-3-1\"", "（1）第1个条件；", last, "at=x-3-13", "阅读全文"]);
    assert_eq!(count(&html, "第13个条件"), 0, "no more than twelve: {html}");
    // Neither an item nor an article beside it introduces anything.
    for hash in ["#id=x-3-1", "#id=x-2"] {
        assert_eq!(count(&view_over(index.clone(), config(), hash, vec![]), "policy-lookup__items"), 0, "{hash}");
    }
}

#[test]
fn a_document_without_a_number_is_named_once() {
    let mut corpus = with_a_list();
    (corpus.documents[0].title, corpus.documents[0].number) = ("《乙办法》解读".into(), "《〈乙办法〉解读》".into());
    let index = SharedIndex::new(Index::open(&encode(&corpus).unwrap()).unwrap());
    let clause = view_over(index.clone(), config(), "#id=x-2", vec![]);
    assert_eq!(count(&clause, ">《〈乙办法〉解读》<"), 1, "{clause}");
    let document = view_over(index, config(), "#doc=《《乙办法》解读》", vec![]);
    assert_eq!(count(&document, "《〈乙办法〉解读》（"), 0, "{document}");
    // The title is the heading above.
    assert_eq!(count(&document, ">《〈乙办法〉解读》<"), 0, "{document}");
    assert_eq!(count(&document, ">《乙办法》解读<"), 1, "{document}");
}

/// Elements of one page open their files in turns.
#[test]
fn each_file_of_a_page_is_opened_once() {
    let other = encode(&policy_engine::Corpus::default()).unwrap();
    let files: [&[u8]; 3] = [&BYTES, &other, &BYTES];
    let mut openings = files.map(|it| Opening::new(it).unwrap());
    let mut opened = [const { None }; 3];
    while opened.iter().any(Option::is_none) {
        for (opening, index) in openings.iter_mut().zip(&mut opened) {
            *index = opening.step().unwrap();
        }
    }
    assert!(opened[0] == opened[2] && opened[0] != opened[1]);
    assert!(files.iter().zip(&opened).all(|(it, index)| Some(open(it).unwrap()) == *index), "none is opened again");
}
