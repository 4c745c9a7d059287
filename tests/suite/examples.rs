//! `index/examples`: the other documents of the gazette, and documents of other
//! offices as they were received. Compiled, accounted for, and searched.

use std::sync::LazyLock;

use policy_engine::{Day, Index, SearchOptions, State};
use policy_index::cli::render;
use policy_index::compile::build::{Build, BuildOptions, build};
use policy_index::compile::digest::encode;

use crate::common::root;

static BUILD: LazyLock<Build> =
    LazyLock::new(|| build(&root().join("index/examples"), BuildOptions::default()).map_err(|it| render(&it)).unwrap());

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let bytes = encode(&BUILD.corpus).map_err(|it| render(&it)).unwrap();
    Index::open(&bytes).unwrap()
});

#[test]
fn every_example_is_published_whole() {
    assert_eq!(BUILD.left_out().collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!((BUILD.corpus.documents.len(), BUILD.imported.len()), (16, 6));
    assert!(BUILD.accounts.iter().all(|it| it.sum() == it.total && 0 < it.clauses));
    assert!(BUILD.imported.iter().all(|it| it.record.characters.is_exact()));
    let formats: Vec<&str> = BUILD.imported.iter().map(|it| it.record.original.format.as_str()).collect();
    assert!(["html", "docx", "pdf"].iter().all(|it| formats.contains(it)), "{formats:?}");
}

/// Questions, and the clause (条) that answers.
const QUESTIONS: [(&str, &str); 13] = [
    ("就餐补贴标准是多少", "smgz-2024-3-5-26"),
    ("邻里互助服务模式有没有运营补贴", "smgz-2024-3-5-28-p2"),
    ("积分制入户年龄要求45周岁怎么算", "srlzyshbzj-20250904-2025ndjfzr-9-p1"),
    ("积分入户材料造假怎么处罚", "srlzyshbzj-20250904-2025ndjfzr-12-p1"),
    ("住房租赁补贴每平方米多少钱", "sjgz-2024-5-2-1-p1"),
    ("租赁补贴不足200元怎么发", "sjgz-2024-5-2-1-p3"),
    ("破损的国旗怎么处理", "qgrmdbdhcw-19900628-zhrmghggqf-19"),
    ("学校每天要升国旗吗", "qgrmdbdhcw-19900628-zhrmghggqf-6-p2"),
    ("国徽能做商标吗", "qgrmdbdhcw-19910302-zhrmghgghf-13-1"),
    ("网站首页要放国徽吗", "qgrmdbdhcw-19910302-zhrmghgghf-7"),
    ("国徽直径有几种", "qgrmdbdhcw-19910302-zhrmghgghf-16"),
    ("见习基地的有效期", "srsgz-2019-6-5-23"),
    ("白话革命", "2022-36-3-4-4"),
];

#[test]
fn questions_lead_to_the_right_article() {
    let options = SearchOptions { limit: 3, ..SearchOptions::default() };
    for (question, id) in QUESTIONS {
        let found: Vec<&str> =
            INDEX.search(question, &options).hits.iter().map(|it| INDEX.clause(it.clause).id.as_str()).collect();
        assert!(found.contains(&id), "{question}: {found:?}");
    }
}

/// Nobody taught these documents: what is answered is told by their words alone.
#[test]
fn what_nobody_taught_is_answered_and_what_is_elsewhere_is_not() {
    let is_answered = |it: &str| INDEX.search(it, &SearchOptions::default()).confident;
    for question in ["侮辱国旗会怎么处罚", "破损的国旗怎么处理", "租赁补贴不足200元怎么发", "见习基地的有效期"]
    {
        assert!(is_answered(question), "{question}");
    }
    for question in ["驾照丢了怎么补办", "房贷利率是多少", "怎么申请离婚登记"] {
        assert!(!is_answered(question), "{question}");
    }
}

#[test]
fn every_document_says_how_far_it_is_in_force() {
    let state = |number: &str, today: &str| {
        let document = BUILD.corpus.documents.iter().find(|it| it.number == number).unwrap();
        let validity = document.validity(Day::parse(today).unwrap());
        (validity.state, validity.basis)
    };
    let basis = |place: &str| format!("{place}，自施行之日推算");
    assert_eq!(state("穗民规字〔2024〕3号", "2026-11-26"), (State::InForce, basis("第三十八条")));
    assert_eq!(state("穗民规字〔2024〕3号", "2029-04-01").0, State::Expired);
    assert_eq!(state("穗人社规字〔2019〕6号", "2026-11-26"), (State::Expired, basis("第二十三条")));
    assert_eq!(state("《中华人民共和国国旗法》", "2026-11-26"), (State::Unstated, "第二十四条".to_owned()));
    assert_eq!(state("柳政办〔2022〕37号", "2026-11-26").0, State::PlanOver);
    assert_eq!(state("柳政办〔2022〕36号", "2026-11-26").0, State::Unstated);
}
