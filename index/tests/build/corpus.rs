//! The real documents: every known trap of their print, ids that stay, and a
//! document added as an editor would add it.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::common::{Root, real_root};
use policy_engine::{Clause, ClauseForm, Corpus, Facet};
use policy_index::build::{Build, BuildOptions, build, encode};
use policy_index::config::Config;

/// Built once for all tests that only look at it.
fn real() -> &'static Build {
    static REAL: OnceLock<Build> = OnceLock::new();
    REAL.get_or_init(build_real)
}

fn build_real() -> Build {
    build(&real_root(), BuildOptions::default()).unwrap_or_else(|error| panic!("{}", error.render()))
}

fn clause<'a>(corpus: &'a Corpus, id: &str) -> &'a Clause {
    corpus.clauses.iter().find(|clause| clause.id == id).unwrap_or_else(|| panic!("no clause {id}"))
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_collection_has_its_clauses() {
    let corpus = &real().corpus;
    let count = |at: u16| corpus.clauses.iter().filter(|clause| clause.collection == at).count();
    assert_eq!((count(0), count(1), count(2)), (29, 160, 45));
}

#[test]
fn every_character_is_accounted_for() {
    let accounts = &real().accounts;
    assert_eq!(accounts.iter().map(|it| it.total).collect::<Vec<_>>(), [2429, 23998, 9307]);
    assert!(accounts.iter().all(|it| it.sum() == it.total));
}

#[test]
fn sentences_cut_by_the_page_are_whole() {
    let corpus = &real().corpus;
    let cases = [
        ("2022-22-2-1-p1", "应对机制，强化落实就业工作目标责任制、督查考核机制。"),
        ("2022-22-2-2-p4", "加大对长期失业青年、就业困难毕业生的就业帮扶力度。"),
        ("2022-22-z1-5", "向见习对象精准推送见习信息"),
        ("2022-22-6-3-p3", "人力资源和社会保障视频会议系统建设。"),
        ("2022-22-4-1-p1", "“优秀人才接触柳州计划”“万千学子入柳”“双招双引”"),
        ("2022-31-10-p1", "康复辅助器具企业和机构，落实支持"),
        ("2022-28-2-6-2-p1", "新兴技术在体育制造领域应用。"),
        ("2022-28-3-5-p1", "对各县区、新区贯彻落实本计划情况"),
    ];
    for (id, words) in cases {
        assert!(clause(corpus, id).text.contains(words), "{id}: {}", clause(corpus, id).text);
    }
    for clause in corpus.clauses.iter().filter(|it| it.form != ClauseForm::Row && it.form != ClauseForm::Front) {
        assert!(clause.text.ends_with(['。', '：', '”']), "{} stops in mid-sentence: {}", clause.id, clause.text);
    }
}

#[test]
fn headings_are_headings_and_paths_are_as_printed() {
    let corpus = &real().corpus;
    let cut = clause(corpus, "2022-28-2-5-1-p1");
    assert_eq!(
        cut.path,
        ["二、主要任务", "（五）关注重点精准发力，促进重点人群健身活动开展", "1. 加强顶层设计，以重点人群带动全面发展"]
    );
    assert_eq!(clause(corpus, "2022-31-2-p1").path, ["二、市教育局"]);
    assert_eq!(clause(corpus, "2022-31-7-p1").path, ["七、市医保局"]);
    assert_eq!(clause(corpus, "2022-31-p1").path, [""; 0]);
    assert_eq!(clause(corpus, "2022-22-g18").path, ["规划指标及名词解释", "三、人事人才"]);
    let boxed = clause(corpus, "2022-22-z1-3");
    assert_eq!(boxed.path.last().map(String::as_str), Some("专栏1 高校毕业生就业创业系列活动"));
    assert!(boxed.text.starts_with("3.高校毕业生就业岗位推送行动\n以优质"));
    let paragraph = clause(corpus, "2022-28-2-1-1-p2");
    assert_eq!(paragraph.title, "完善四级公共体育设施");
    let after_table = clause(corpus, "2022-22-1-1-1-p2");
    assert_eq!(after_table.path.last().map(String::as_str), Some("一、“十三五”时期发展成就"));
}

#[test]
fn table_rows_keep_their_cells_and_their_column_labels() {
    let corpus = &real().corpus;
    let row = clause(corpus, "2022-22-t2-5");
    assert_eq!(row.text, "5.其中：农民工参加职业培训人次（万人次）\t5.01\t[7]\t预期性");
    assert_eq!(
        row.path[2..],
        ["表2：“十四五”时期柳州市人力资源和社会保障事业主要指标一览表", "指 标\t2020\t2025 年\t属性", "一、 就业"]
    );
    for row in corpus.clauses.iter().filter(|it| it.form == ClauseForm::Row) {
        let labels = row.path.iter().find(|it| it.contains('\t')).unwrap_or_else(|| panic!("{}", row.id));
        assert_eq!(labels.matches('\t').count(), row.text.matches('\t').count(), "{}", row.id);
        assert!(compact(&row.text).contains(&compact(&row.title)), "{}", row.id);
    }
    assert_eq!(clause(corpus, "2022-22-t2-p1").text, "注：[]内为五年累计数。");
}

#[test]
fn titles_are_words_of_the_clause_and_short() {
    for clause in &real().corpus.clauses {
        let around = compact(&format!("{}\n{}", clause.text, clause.path.last().cloned().unwrap_or_default()));
        assert!(around.contains(&compact(&clause.title)), "{}: {}", clause.id, clause.title);
        let is_front = clause.form == ClauseForm::Front;
        assert!(is_front || (2..=52).contains(&clause.title.chars().count()), "{}: {}", clause.id, clause.title);
    }
}

/// Whatever is printed between the first and the last line, furniture and
/// contents aside, can be found in a clause, in order.
#[test]
fn clauses_are_the_printed_text_and_nothing_else() {
    let corpus = &real().corpus;
    let gazette = std::fs::read_to_string(real_root().join("corpus/gazette-2024-05.txt")).unwrap();
    let config = Config::read(&real_root()).unwrap();
    let gazette = config.errata.iter().fold(gazette, |text, it| text.replacen(&it.find, &it.replace, 1));
    let gazette = compact(&gazette);
    let furniture = ["——柳州市人民政府办公室——", "——柳州市人民政府办公室"];
    let gazette = furniture.iter().fold(gazette, |text, words| text.replace(words, ""));
    let moved = "实就业工作目标责任制、督查考核机制。";
    for clause in &corpus.clauses {
        let text = compact(&clause.text).replace(moved, "");
        assert!(gazette.contains(&text), "{} is not as printed: {text}", clause.id);
    }
}

#[test]
fn slips_are_mended_by_name() {
    let corpus = &real().corpus;
    assert_eq!(clause(corpus, "2022-22-z1-2").title, "“奋斗柳州 未来有你”高校毕业生系列活动");
    assert!(clause(corpus, "2022-28-2-5-3-p1").text.contains("体育健身休闲项目"));
    let config = Config::read(&real_root()).unwrap();
    assert!(
        config.errata.iter().all(|it| !it.reason.is_empty()) && config.moves.iter().all(|it| !it.reason.is_empty())
    );
}

#[test]
fn titles_say_what_a_clause_is_about() {
    let corpus = &real().corpus;
    let cases = [
        ("2022-31-f3", "为促进柳州市康复辅助器具产业创新发展"),
        ("2022-28-2-1-1-p1", "全面完成市、县城乡体育设施专项规划"),
        ("2022-22-f2", "《柳州市人力资源和社会保障事业“十四五”发展规划》已经市人民政府同意"),
        ("2022-22-2-5-p1", "大力实施职业技能培训"),
        ("2022-31-3-1", "支持科技项目立项"),
    ];
    for (id, title) in cases {
        assert_eq!(clause(corpus, id).title, title);
    }
}

#[test]
fn departments_are_those_the_headings_name() {
    let corpus = &real().corpus;
    let departments = |id: &str| {
        let facets = clause(corpus, id).facets.iter().map(|id| &corpus.facets[usize::from(id.0)]);
        facets.filter(|it| it.facet == Facet::Department).map(|it| it.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(departments("2022-31-8-p1"), ["市残联"]);
    assert_eq!(departments("2022-31-4-1"), ["市人力资源社会保障局"]);
    assert_eq!(departments("2022-31-11-1"), ["柳州银保监分局"]);
    assert!(departments("2022-22-g2").is_empty(), "国家统计局 is not the city's");
    let long = corpus.facets.iter().find(|it| it.name == "市残联").map(|it| it.long_name.as_str());
    assert_eq!(long, Some("柳州市残疾人联合会"));
}

/// Links and notes hang on ids: a change of the parser must not move them.
/// After a change that is meant, copy what the message prints.
#[test]
fn ids_stay() {
    let ids: Vec<String> = real().corpus.clauses.iter().map(|clause| clause.id.clone()).collect();
    let known = include_str!("data/ids.txt");
    assert!(ids.iter().eq(known.lines()), "ids changed; tests/data/ids.txt would now be:\n{}", ids.join("\n"));
}

#[test]
fn same_input_gives_the_same_bytes() {
    let (a, b) = (real(), build_real());
    assert!(encode(&a.corpus).unwrap() == encode(&b.corpus).unwrap());
    assert_eq!(a.corpus.data_version.len(), 12);
}

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
            (&old.id, &old.text, &old.path, &old.title),
            (&before.id, &before.text, &before.path, &before.title)
        );
    }
    assert_eq!(new.len(), 46);
    let corpus = &build.corpus;
    let over_page = clause(corpus, "2022-36-3-5-1");
    assert!(over_page.text.contains("掌上专栏和实体专区。紧扣政府网站"), "{}", over_page.text);
    assert!(over_page.text.ends_with("市各有关单位）"));
    assert_eq!(clause(corpus, "2022-36-n3").title, "六查三定");
    assert_eq!(clause(corpus, "2022-36-n3").form, ClauseForm::Term);
    assert_eq!(clause(corpus, "2022-36-a1-15").path, ["附件 配合单位清单"]);
    assert_eq!(clause(corpus, "2022-36-3-4-4").title, "推出办事指南“白话革命”");
    let ids: BTreeSet<&str> = corpus.clauses.iter().map(|clause| clause.id.as_str()).collect();
    assert_eq!(ids.len(), corpus.clauses.len());
}

/// 文号, first and last line, title, and how many clauses it gives: what an
/// editor would enter for the documents that are not compiled.
const OTHERS: [(u32, usize, usize, &str, usize); 9] = [
    (24, 620, 778, "印发《柳州市服务业发展部门联席会议制度》的通知", 42),
    (25, 779, 854, "印发2022年柳州市人民政府重点研究课题方案的通知", 27),
    (27, 855, 1031, "印发柳州市贯彻落实《广西药品安全“十四五”规划》实施方案的通知", 60),
    (29, 1242, 1449, "印发柳州市城市内涝治理实施方案（2021-2025年）的通知", 71),
    (30, 1450, 1478, "印发《2022年柳州市政府工作报告重点工作分工细化方案》的通知", 6),
    (32, 1571, 1603, "柳州市2021年度水土保持目标责任考核结果的通报", 18),
    (33, 1605, 1636, "公布柳州市人民政府2022年重大行政决策事项目录的通知", 18),
    (35, 1638, 1724, "做好2022年重点建议和重点提案办理工作的通知", 50),
    (37, 1886, 2184, "印发《柳州市中医药发展“十四五”规划》的通知", 97),
];

fn all_documents() -> Build {
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
        let is_whole = policy_index::text::is_closed(&clause.text) || !clause.text.contains('。');
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
    assert_eq!(second_of_a_group.path[2..], ["一、市委领导领衔督办的重点提案（10件）", "吕 松"]);
    assert_eq!(clause(corpus, "2022-35-t1-11").path[2], "二、市人大领导领衔督办的重点建议(7件)");
    assert_eq!(clause(corpus, "2022-33-t1-1").path[0], "柳州市人民政府2022年重大行政决策事项目录");
    assert_eq!(clause(corpus, "2022-25-t1-3").title, "柳州打造“资本+平台+产业链”招商模式研究");
    assert_eq!(clause(corpus, "2022-25-t2-5").text, "课题组联系 人姓名、电话\t\t\t\t");
    assert!(clause(corpus, "2022-29-a1-1").text.starts_with("(一) 重点项目按照项目类型划分为4类，"));
    assert_eq!(
        clause(corpus, "2022-37-t1-2").path[3..],
        ["序号\t类别\t主要指标\t单位\t2020\t2025\t属性", "卫生健康资源"]
    );
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
fn notes_nobody_checked_can_be_left_out() {
    let root = Root::small();
    let hash = policy_index::plain::text_hash("为残疾人配置辅具。");
    let note = format!("[[note]]\nclause = \"2022-31-2-p1\"\ntext_hash = \"{hash}\"\nsummary = \"残联管\"\n");
    root.write("plain/a.toml", &note);
    let plain = |reviewed_only| {
        let build = build(root.path(), BuildOptions { reviewed_only }).unwrap();
        build.corpus.clauses[5].plain.clone()
    };
    assert!(plain(false).is_some());
    assert!(plain(true).is_none());
    root.append("plain/a.toml", "reviewed_by = \"韦某\"\n");
    assert!(plain(true).is_some());
}
