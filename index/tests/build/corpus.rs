//! The real documents: every known trap of their print, ids that stay, and a
//! document added as an editor would add it.

use std::sync::OnceLock;

use crate::common::{Root, real_root};
use policy_engine::{Clause, ClauseForm, Corpus, Facet};
use policy_index::cli::render;
use policy_index::compile::build::{Build, BuildOptions, build};
use policy_index::compile::digest::encode;
use policy_index::gazette::catalogue::Catalogue;

/// Built once for all tests that only look at it.
pub fn real() -> &'static Build {
    static REAL: OnceLock<Build> = OnceLock::new();
    REAL.get_or_init(build_real)
}

fn build_real() -> Build {
    build(&real_root(), BuildOptions::default()).unwrap_or_else(|error| panic!("{}", render(&error)))
}

pub fn clause<'a>(corpus: &'a Corpus, id: &str) -> &'a Clause {
    corpus.clauses.iter().find(|clause| clause.id == id).unwrap_or_else(|| panic!("no clause {id}"))
}

pub fn compact(text: &str) -> String {
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
        corpus.path(cut),
        ["二、主要任务", "（五）关注重点精准发力，促进重点人群健身活动开展", "1. 加强顶层设计，以重点人群带动全面发展"]
    );
    assert_eq!(corpus.path(clause(corpus, "2022-31-2-p1")), ["二、市教育局"]);
    assert_eq!(corpus.path(clause(corpus, "2022-31-7-p1")), ["七、市医保局"]);
    assert_eq!(corpus.path(clause(corpus, "2022-31-p1")), [""; 0]);
    assert_eq!(corpus.path(clause(corpus, "2022-22-g18")), ["规划指标及名词解释", "三、人事人才"]);
    let boxed = clause(corpus, "2022-22-z1-3");
    assert_eq!(corpus.path(boxed).last().copied(), Some("专栏1 高校毕业生就业创业系列活动"));
    assert!(boxed.text.starts_with("3.高校毕业生就业岗位推送行动\n以优质"));
    let paragraph = clause(corpus, "2022-28-2-1-1-p2");
    assert_eq!(paragraph.title, "完善四级公共体育设施");
    let after_table = clause(corpus, "2022-22-1-1-1-p2");
    assert_eq!(corpus.path(after_table).last().copied(), Some("一、“十三五”时期发展成就"));
}

#[test]
fn table_rows_keep_their_cells_and_their_column_labels() {
    let corpus = &real().corpus;
    let row = clause(corpus, "2022-22-t2-5");
    assert_eq!(row.text, "5.其中：农民工参加职业培训人次（万人次）\t5.01\t[7]\t预期性");
    assert_eq!(corpus.path(row)[2..], ["表2：“十四五”时期柳州市人力资源和社会保障事业主要指标一览表", "一、 就业"]);
    assert_eq!(corpus.columns(row), ["指 标", "2020", "2025 年", "属性"]);
    assert_eq!(&row.text[row.cells[1].clone()], "5.01");
    assert_eq!(corpus.citation(row), "柳政办〔2022〕22号，第一章第三节表2 一、 就业第5行");
    for row in corpus.clauses.iter().filter(|it| it.form == ClauseForm::Row) {
        assert_eq!(corpus.columns(row).len(), row.cells.len(), "{}", row.id);
        assert!(compact(&row.text).contains(&compact(&row.title)), "{}", row.id);
    }
    assert_eq!(clause(corpus, "2022-22-t2-p1").text, "注：[]内为五年累计数。");
}

#[test]
fn titles_are_words_of_the_clause_and_short() {
    let corpus = &real().corpus;
    for clause in &corpus.clauses {
        let around = compact(&format!("{}\n{}", clause.text, corpus.path(clause).last().unwrap_or(&"")));
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
    let catalogue = Catalogue::read(&real_root()).unwrap();
    let gazette = catalogue.errata.iter().fold(gazette, |text, it| text.replacen(&it.find, &it.replace, 1));
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
    let catalogue = Catalogue::read(&real_root()).unwrap();
    assert!(
        catalogue.errata.iter().all(|it| !it.reason.is_empty())
            && catalogue.moves.iter().all(|it| !it.reason.is_empty())
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

#[test]
fn facets_are_about_the_clause_and_not_about_words_alike() {
    let corpus = &real().corpus;
    let has = |id: &str, name: &str| {
        let mut values = clause(corpus, id).facets.iter().map(|id| &corpus.facets[usize::from(id.0)]);
        values.any(|it| it.name == name)
    };
    for (id, name) in [
        ("2022-31-4-1", "工伤职工"),
        ("2022-31-1-3", "融资贷款"),
        ("2022-22-2-5-p1", "职业培训"),
        ("2022-22-z4-5", "农村居民"),
        ("2022-28-2-1-3-p1", "市体育局"),
        ("2022-28-2-1-3-p5", "县区体育行政部门"),
    ] {
        assert!(has(id, name), "{id} has not {name}");
    }
    for (id, name) in [
        ("2022-28-2-4-2-p1", "职业培训"), // 校外体育培训
        ("2022-22-2-3-p1", "场地设施"),   // 创业场地支持
        ("2022-22-g18", "目标指标"),      // 规划指标及名词解释
        ("2022-28-2-1-1-p2", "健身指导"), // 全民健身活动中心
        ("2022-22-1-1-1-3-p1", "企业"),   // 选拔工业企业享受政府特殊津贴专家
        ("2022-22-5-4-p1", "就业创业"),   // 新就业形态劳动保障权益
        ("2022-28-2-1-3-p5", "市体育局"), // 县区、新区体育行政部门
    ] {
        assert!(!has(id, name), "{id} has {name}");
    }
    assert!(corpus.clauses.iter().filter(|it| it.form == ClauseForm::Front).all(|it| it.facets.is_empty()));
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

#[test]
fn notes_nobody_checked_can_be_left_out() {
    let root = Root::small();
    let hash = policy_index::enrich::plain_notes::text_hash("为残疾人配置辅具。");
    let note = format!("[[note]]\nclause = \"2022-31-2-p1\"\ntext_hash = \"{hash}\"\nsummary = \"残联管\"\n");
    root.write("plain/a.toml", &note);
    let plain = |reviewed_only| {
        let build = build(root.path(), BuildOptions { reviewed_only, ..BuildOptions::default() }).unwrap();
        build.corpus.clauses[5].plain.clone()
    };
    assert!(plain(false).is_some());
    assert!(plain(true).is_none());
    root.append("plain/a.toml", "reviewed_by = \"韦某\"\n");
    assert!(plain(true).is_some());
}
