//! Documents added as an editor would add them: every other one of the gazette.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::common::Root;
use crate::corpus::{clause, compact};
use policy_engine::{ClauseForm, Facet};
use policy_index::compile::build::Build;

const ADDED: &str = "
[[document]]
collection = \"employment\"
file = \"gazette-2024-05.txt\"
first_line = 1726
last_line = 1887
number = \"柳政办〔2022〕36号\"
title = \"柳州市人民政府办公室关于印发《2022年柳州市政务服务、政务公开和公共资源交易工作要点》的通知\"
issuer = \"柳州市人民政府办公室\"
date = \"2022-05-01\"
gazette = \"2024年第5期\"
first_page = 82
";

/// An editor adds a document with one entry: it compiles, everything is
/// accounted for, and what was there stays as it was.
#[test]
fn document_is_added_by_one_entry() {
    let root = Root::real();
    let before = root.build().corpus;
    root.append("corpus/collections.toml", ADDED);
    let build = root.build();
    let account = &build.accounts[3];
    assert_eq!(account.sum(), account.total);
    assert_eq!(
        account.next_title,
        compact("柳州市人民政府办公室关于印发《柳州市中医药发展“十四五”规划》的通知").chars().count() + 1
    );
    let (old, new) = build.corpus.clauses.split_at(before.clauses.len());
    for (old, before) in old.iter().zip(&before.clauses) {
        assert_eq!(
            (&old.id, &old.text, old.heading, &old.title),
            (&before.id, &before.text, before.heading, &before.title)
        );
    }
    assert_eq!(new.len(), 46);
    let corpus = &build.corpus;
    let over_page = clause(corpus, "2022-36-3-5-1");
    assert!(over_page.text.contains("掌上专栏和实体专区。紧扣政府网站"), "{}", over_page.text);
    assert!(over_page.text.ends_with("市各有关单位）"));
    assert_eq!(clause(corpus, "2022-36-n3").title, "六查三定");
    assert_eq!(clause(corpus, "2022-36-n3").form, ClauseForm::Term);
    assert_eq!(corpus.path(clause(corpus, "2022-36-a1-15")), ["附件 配合单位清单"]);
    assert_eq!(clause(corpus, "2022-36-3-4-4").title, "推出办事指南“白话革命”");
    let ids: BTreeSet<&str> = corpus.clauses.iter().map(|clause| clause.id.as_str()).collect();
    assert_eq!(ids.len(), corpus.clauses.len());
}

/// 文号, first and last line, title, and how many clauses it gives: what an
/// editor would enter for the documents that are not compiled.
const OTHERS: [(u32, usize, usize, &str, usize); 9] = [
    (24, 620, 778, "印发《柳州市服务业发展部门联席会议制度》的通知", 42),
    (25, 779, 854, "印发2022年柳州市人民政府重点研究课题方案的通知", 27),
    (27, 855, 1031, "印发柳州市贯彻落实《广西药品安全“十四五”规划》实施方案的通知", 59),
    (29, 1242, 1449, "印发柳州市城市内涝治理实施方案（2021-2025年）的通知", 70),
    (30, 1450, 1478, "印发《2022年柳州市政府工作报告重点工作分工细化方案》的通知", 6),
    (32, 1571, 1603, "柳州市2021年度水土保持目标责任考核结果的通报", 18),
    (33, 1605, 1636, "公布柳州市人民政府2022年重大行政决策事项目录的通知", 18),
    (35, 1638, 1724, "做好2022年重点建议和重点提案办理工作的通知", 50),
    (37, 1886, 2184, "印发《柳州市中医药发展“十四五”规划》的通知", 97),
];

/// Built once for all tests that only look at it.
fn all_documents() -> &'static Build {
    static ALL: OnceLock<Build> = OnceLock::new();
    ALL.get_or_init(build_all)
}

fn build_all() -> Build {
    let root = Root::real();
    root.append("corpus/collections.toml", ADDED);
    for (serial, first_line, last_line, title, _) in OTHERS {
        let lines = format!("first_line = {first_line}\nlast_line = {last_line}\n");
        let number = format!("number = \"柳政办〔2022〕{serial}号\"\n");
        let title = format!("title = \"柳州市人民政府办公室关于{title}\"\nissuer = \"柳州市人民政府办公室\"\n");
        let file = "\n[[document]]\ncollection = \"employment\"\nfile = \"gazette-2024-05.txt\"\n";
        root.append("corpus/collections.toml", &[file, &lines, &number, &title].concat());
    }
    root.build()
}

/// The rules of the parser are the gazette's, not those of three documents.
#[test]
fn every_document_of_the_gazette_can_be_added() {
    let build = all_documents();
    assert!(build.accounts.iter().all(|it| it.sum() == it.total));
    let warnings = [
        "corpus/gazette-2024-05.txt:1886: is the title of the next document",
        "corpus/gazette-2024-05.txt:1030: ends in the middle of a sentence",
    ];
    assert_eq!(build.warnings.len(), warnings.len(), "{:?}", build.warnings);
    assert!(warnings.iter().zip(&build.warnings).all(|(a, b)| b.starts_with(a)), "{:?}", build.warnings);
    let corpus = &build.corpus;
    for (at, (serial, _, _, _, num_clauses)) in OTHERS.into_iter().enumerate() {
        let count = corpus.clauses.iter().filter(|it| usize::from(it.document) == at + 4).count();
        assert_eq!(count, num_clauses, "柳政办〔2022〕{serial}号");
    }
    let known = include_str!("data/ids.txt");
    assert!(known.lines().eq(corpus.clauses.iter().take(known.lines().count()).map(|it| it.id.as_str())));
    let stray = [("2022-27-5-3-p1", "加强督促检查，2025年10月—")];
    for clause in corpus.clauses.iter().filter(|it| it.form == ClauseForm::Item || it.form == ClauseForm::Paragraph) {
        let is_whole =
            policy_index::structure::lines::typography::is_closed(&clause.text) || !clause.text.contains('。');
        let is_known = stray.iter().any(|(id, end)| clause.id == *id && clause.text.ends_with(end));
        assert!(is_whole || is_known, "{} stops in mid-sentence: {}", clause.id, clause.text);
    }
}

#[test]
fn tables_of_other_documents_keep_their_parts_groups_and_names() {
    let corpus = &all_documents().corpus;
    let second_of_a_group = clause(corpus, "2022-35-t1-7");
    assert!(second_of_a_group.text.starts_with("\t\t政协提案第51号"));
    assert!(second_of_a_group.title.starts_with("关于加强推进柳州茶产业高质量发展"));
    assert_eq!(corpus.path(second_of_a_group)[1..], ["一、市委领导领衔督办的重点提案（10件）", "吕 松"]);
    assert_eq!(corpus.path(clause(corpus, "2022-35-t1-11"))[1], "二、市人大领导领衔督办的重点建议(7件)");
    assert_eq!(corpus.path(clause(corpus, "2022-33-t1-1"))[0], "柳州市人民政府2022年重大行政决策事项目录");
    assert_eq!(clause(corpus, "2022-25-t1-3").title, "柳州打造“资本+平台+产业链”招商模式研究");
    assert_eq!(clause(corpus, "2022-25-t2-5").text, "课题组联系 人姓名、电话\t\t\t\t");
    assert!(clause(corpus, "2022-29-a1-1").text.starts_with("(一) 重点项目按照项目类型划分为4类，"));
    assert_eq!(corpus.path(clause(corpus, "2022-37-t1-2"))[3..], ["卫生健康资源"]);
    let columns = ["序号", "类别", "主要指标", "单位", "2020", "2025", "属性"];
    assert_eq!(corpus.columns(clause(corpus, "2022-37-t1-2")), columns);
}

#[test]
fn what_stands_apart_in_other_documents_is_kept_apart() {
    let corpus = &all_documents().corpus;
    assert_eq!(clause(corpus, "2022-33-p1").text, "附件：柳州市人民政府2022年重大行政决策事项目录");
    assert_eq!(clause(corpus, "2022-33-p1").title, "附件：柳州市人民政府2022年重大行政决策事项目录");
    assert!(clause(corpus, "2022-29-p2").text.contains("清单（2021—2025年）\n柳州市城市内涝治理重点项目表"));
    assert!(clause(corpus, "2022-24-a1-p1").text.contains("\n梁洪波 市国资委主任\n于祖斌 市供销社主任\n"));
    assert!(clause(corpus, "2022-37-f1").text.ends_with("\n(2021年-2025年)"));
    assert!(clause(corpus, "2022-37-3-3").text.starts_with("（三）完善中医药公共应急服务体系网络。发挥"));
    // A notice without sections has paragraphs, not a long front.
    assert_eq!(clause(corpus, "2022-32-p1").form, ClauseForm::Paragraph);
}

#[test]
fn offices_in_brackets_are_responsible() {
    let corpus = &all_documents().corpus;
    let clause = clause(corpus, "2022-27-3-8-1");
    assert!(clause.text.contains("〔责任单位：市科技局、市发展改革委、"));
    let facets = clause.facets.iter().map(|id| &corpus.facets[usize::from(id.0)]);
    let offices: BTreeSet<&str> =
        facets.filter(|it| it.facet == Facet::Department).map(|it| it.name.as_str()).collect();
    let named = [
        "市科技局",
        "市发展改革委",
        "市工业和信息化局",
        "市市场监管局",
        "自治区药监局柳州检查分局",
        "市卫生健康委",
        "市财政局",
        "县区人民政府",
        "新区管委会",
    ];
    assert_eq!(offices, BTreeSet::from(named));
}
