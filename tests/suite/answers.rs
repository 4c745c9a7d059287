//! Does a question reach its clause? Every row is a question; the single
//! place that searches is `check`.

use policy_engine::{MatchKind, SearchOptions, Searcher};
use policy_index::cli::render;
use policy_index::eval::questions::{evaluate, read_questions};
use policy_index::source::Source;

use crate::common::{INDEX, root};

/// The clause with `id` is among the first `within` hits; the first word of
/// `why` is how.
#[track_caller]
fn check(question: &str, id: &str, within: usize, why: MatchKind) {
    let page = INDEX.search(question, &SearchOptions { limit: within, ..SearchOptions::default() });
    let ids: Vec<&str> = page.hits.iter().map(|it| INDEX.clause(it.clause).id.as_str()).collect();
    let hit = page.hits.iter().find(|it| INDEX.clause(it.clause).id == id);
    let Some(hit) = hit else { panic!("{question}: {id} is not among {ids:?}") };
    assert!(hit.why.contains(&why), "{question}: {:?}", hit.why);
}

#[test]
fn official_terms() {
    check("桂惠贷", "2022-31-1-3", 1, MatchKind::Literal);
    check("非共识项目", "2022-22-g18", 1, MatchKind::Literal);
    check("一赛事一方案", "2022-28-3-3-p1", 1, MatchKind::Literal);
}

#[test]
fn whole_questions() {
    check("厂里想给工人办培训有钱补吗", "2022-22-2-5-p1", 3, MatchKind::Literal);
    check("做辅具的小厂能拿到什么贷款", "2022-31-1-3", 3, MatchKind::Plain);
    check("公园里有没有步道", "2022-28-2-1-2-p2", 3, MatchKind::Literal);
}

#[test]
fn pinyin_full_initial_and_mixed() {
    check("jianshenxiaofeiquan", "2022-28-2-2-3-p1", 1, MatchKind::Pinyin);
    check("jiu ye jian xi", "2022-22-z1-5", 3, MatchKind::Pinyin);
    check("yzdz", "2022-31-6-1", 1, MatchKind::Pinyin);
    check("体yu公园", "2022-28-2-1-1-p2", 3, MatchKind::Literal);
}

#[test]
fn homophones_and_typos_are_labelled() {
    check("创业夫化基地", "2022-22-z3-2", 3, MatchKind::Homophone);
    check("博土后科研工作站", "2022-22-1-1-1-3-p1", 3, MatchKind::Typo);
    let page = INDEX.search("康付产业", &SearchOptions::default());
    let correction = &page.corrections[0];
    assert_eq!((correction.from.as_str(), correction.why), ("康付", MatchKind::Homophone));
    assert_eq!(correction.to, "康复");
}

#[test]
fn the_literal_query_is_one_tap_away() {
    let literal = SearchOptions { literal: true, ..SearchOptions::default() };
    assert_eq!(INDEX.search("康付产业", &literal).corrections, []);
}

#[test]
fn traditional_characters_and_numerals() {
    check("創業擔保貸款", "2022-22-2-3-p1", 1, MatchKind::Literal);
    check("基本养老保险参保率百分之九十五", "2022-22-1-3-p4", 3, MatchKind::Literal);
    check("三百三十天", "2022-28-1-2-p1", 1, MatchKind::Literal);
}

#[test]
fn document_numbers_in_any_form() {
    for question in ["31号文", "柳政办〔2022〕31号", "柳政办[2022]31号", "2022 31号", "三十一号文件"]
    {
        check(question, "2022-31-f1", 3, MatchKind::Literal);
    }
}

#[test]
fn departments_by_short_and_long_name() {
    check("残联", "2022-31-8-p1", 1, MatchKind::Literal);
    check("柳州市残疾人联合会", "2022-31-8-p1", 3, MatchKind::Synonym);
    check("卫健委", "2022-31-5-1", 3, MatchKind::Synonym);
}

#[test]
fn a_query_without_basis_is_not_confident_and_offers_ways_on() {
    for question in ["台风天停课吗", "地铁末班车几点", "驾驶证过期了去哪换"] {
        let page = INDEX.search(question, &SearchOptions::default());
        assert!(!page.confident, "{question}");
    }
}

/// Who asks how much is not told of a clause that leaves the sum to others.
#[test]
fn a_question_for_an_amount_is_answered_by_an_amount_or_not_at_all() {
    let confident = |question: &str| INDEX.search(question, &SearchOptions::default()).confident;
    for (question, topic) in [("失业金一个月多少钱", "失业了能领失业金吗"), ("工伤假肢给报多少钱", "工伤假肢给报销吗")]
    {
        assert!(!confident(question) && confident(topic), "{question}, {topic}");
    }
    for question in ["人均体育场地面积要达到多少平方米", "追发农民工工资多少亿元", "足球场每万人要建多少块"]
    {
        assert!(confident(question), "{question}");
    }
}

#[test]
fn blank_input_lists_all_clauses_in_order() {
    let page = INDEX.search("  \n", &SearchOptions { limit: 1_000, ..SearchOptions::default() });
    assert_eq!(page.hits.len(), INDEX.corpus().clauses.len());
    assert!(page.hits.is_sorted_by_key(|it| it.clause));
}

#[test]
fn suggestions_come_by_character_and_by_pinyin() {
    for typed in ["辅助", "fuzhu", "fuz", "辅zhu"] {
        let found = INDEX.suggest(typed, 8);
        assert!(found.iter().any(|it| it.text.starts_with("辅助")), "{typed}: {found:?}");
    }
    assert!(INDEX.suggest("cjr", 8).iter().any(|it| it.text == "残疾人"));
    assert_eq!(INDEX.suggest("", 8), []);
}

/// The limit is a little below what is reached, so that a change that costs
/// answers is noticed and one that moves a single question is not.
#[test]
fn most_questions_are_answered_in_the_first_three() {
    let source = Source::read(&root(), "tests/data/queries.tsv").map_err(|it| render(&it)).unwrap();
    let questions = read_questions(&source).map_err(|it| render(&it)).unwrap();
    let report = evaluate(&Searcher::new(&INDEX), &questions);
    let overall = &report.overall;
    assert!(0.93 <= overall.success_3(), "Success@3 {:.3}", overall.success_3());
    assert!(0.88 <= overall.mrr_10(), "MRR@10 {:.3}", overall.mrr_10());
}

/// However it is written, it is the same query: same hits, same order.
#[track_caller]
fn check_same(written: &str, usual: &str) {
    let hits = |query: &str| {
        let hits = INDEX.search(query, &SearchOptions::default()).hits;
        hits.into_iter().map(|it| it.clause).collect::<Vec<_>>()
    };
    assert_eq!(hits(written), hits(usual), "{written}, {usual}");
    assert!(!hits(usual).is_empty(), "{usual}");
}

#[test]
fn numbers_in_words_are_numbers_in_figures() {
    check_same("百分之九十七点五八", "97.58%");
    check_same("两千七百八十点二九元", "2780.29元");
    check_same("二〇二五年", "2025年");
    check_same("二零二五年健身", "2025年健身");
    check_same("5km", "5公里");
    check_same("3㎡", "3平方米");
    check_same("3m²", "3平方米");
    check_same("1h", "1小时");
    // None of these is printed.
    check_same("百分之四点五", "4.5%");
    check_same("四点五万人", "4.5万人");
    check_same("贰仟个", "2000个");
    check_same("一千五补贴", "1500补贴");
    check_same("补贴20,000元", "补贴20000元");
    check_same("五十岁找工作", "50岁找工作");
}

#[test]
fn what_looks_alike_or_cannot_be_seen_changes_nothing() {
    check_same("⽼年⼈健身", "老年人健身");
    check_same("⾏政处罚", "行政处罚");
    check_same("就业\u{2066}补贴", "就业补贴");
    check_same("就业\u{fffc}补贴", "就业补贴");
    let all = INDEX.corpus().clauses.len();
    assert_eq!(INDEX.search("\u{200b}", &SearchOptions::default()).num_hits, all);
}

#[test]
fn pinyin_is_read_however_it_is_written() {
    check_same("zhanlue", "zhanlve");
    check_same("lüyou", "lvyou");
    check_same("lyuyou", "lvyou");
    check_same("jiu'ye", "jiuye");
    check_same("ti·yu", "tiyu");
    check_same("jiu4ye4", "jiuye");
    check_same("péixùn", "peixun");
}

#[test]
fn a_document_that_is_not_here_is_not_answered() {
    let confident = |query: &str| INDEX.search(query, &SearchOptions::default()).confident;
    for query in [
        "柳政办〔2022〕99号",
        "柳政办〔2021〕22号",
        "国办发〔2022〕31号",
        "柳政办〔2023〕31号",
        "2023年5号文",
        "45号文件",
    ] {
        assert!(!confident(query), "{query}");
    }
    for query in ["柳政办〔2022〕31号", "31号文", "柳政办[2022]22号", "二〇二二年三十一号文", "民发〔2020〕150号"]
    {
        assert!(confident(query), "{query}");
    }
}
