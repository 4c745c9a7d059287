mod days;
mod others;

use super::{Found, read_facts};
use crate::importers::kept::record::Fact;
use crate::importers::reading::{Field, ReadLine, Reading};

fn found(text: &str, fields: &[(&str, &str)]) -> Found {
    let lines = text.lines().map(|it| ReadLine::new(it, "")).collect();
    let fields = fields.iter().map(|it| Field { name: it.0.to_owned(), value: it.1.to_owned() }).collect();
    read_facts(&Reading { lines, fields, ..Reading::default() }, "文件")
}

fn values(facts: &[Fact]) -> Vec<&str> {
    facts.iter().map(|it| it.value.as_str()).collect()
}

fn value(fact: &Option<Fact>) -> &str {
    fact.as_ref().map_or("", |it| it.value.as_str())
}

const NOTICE: &str = "甲府办规〔2021〕19号\n甲市人民政府办公厅关于印发甲市临时救助实施细则的通知\n各区人民政府：\n\
    《甲市临时救助实施细则》已经同意，现印发给你们。\n甲市人民政府办公厅\n2021年12月1日\n甲市临时救助实施细则\n\
    第一条 为了救助，制定本细则。\n第二条 本实施细则自印发之日起施行，有效期5年。\
    《甲市临时救助办法》（甲府办规〔2019〕13号）同时废止。\n公开方式：主动公开\n甲市人民政府办公厅秘书处 2021年12月6日印发";

#[test]
fn a_notice_that_brings_rules_is_read_with_its_places() {
    let Found { facts, problems, num_head_lines, .. } = found(NOTICE, &[]);
    assert_eq!(facts.title.value, "甲市人民政府办公厅关于印发甲市临时救助实施细则的通知");
    assert_eq!(value(&facts.inner_title), "甲市临时救助实施细则");
    assert_eq!(values(&facts.numbers), ["甲府办规〔2021〕19号"]);
    assert_eq!(values(&facts.issuers), ["甲市人民政府办公厅"]);
    assert_eq!((value(&facts.signed), value(&facts.effective)), ("2021-12-01", "2021-12-06"));
    assert_eq!((value(&facts.valid_until), value(&facts.valid_for)), ("2026-12-05", "5年"));
    assert_eq!(values(&facts.repeals), ["甲府办规〔2019〕13号"]);
    assert_eq!((facts.kind.value.as_str(), num_head_lines), ("规范性文件", 2));
    assert_eq!(facts.numbers[0].read, "第1行");
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn a_guide_without_a_title_is_called_what_its_table_calls_it() {
    let title = |text: &str, fields: &[(&str, &str)]| found(text, fields).facts.title.value;
    let table = "事项名称\t残疾人辅助器具补贴\t事项类型\t行政给付\n实施机关\t甲市残联\n一、受理条件\n乙。";
    assert_eq!(title(table, &[]), "残疾人辅助器具补贴");
    assert_eq!(title(&format!("基本信息\n{table}"), &[]), "残疾人辅助器具补贴");
    assert_eq!(title(table, &[("ArticleTitle", "甲市辅助器具指南")]), "甲市辅助器具指南");
    assert_eq!(title(&format!("甲市辅助器具补贴办事指南\n{table}"), &[]), "甲市辅助器具补贴办事指南");
}

#[test]
fn where_page_and_text_disagree_the_text_counts_and_an_editor_decides() {
    let page = [("实施日期", "2021年12月06日"), ("失效日期", "2029年12月06日"), ("文号", "甲府办规〔2021〕20号")];
    let Found { facts, problems, .. } = found(NOTICE, &page);
    assert_eq!(value(&facts.valid_until), "2026-12-05");
    let codes: Vec<&str> = problems.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["number-differs", "valid-until-differs"]);
    assert!(problems[1].message.contains("2026-12-05") && problems[1].message.contains("2029-12-06"));
    let one_day = found(NOTICE, &[("失效日期", "2026-12-06")]);
    assert!(one_day.problems.is_empty(), "some sites count the day itself");
}

#[test]
fn what_a_page_calls_ended_without_a_day_is_for_an_editor() {
    let text = "甲市民政局关于步道的通知\n各区：\n一、乙。\n甲市民政局\n2024年1月2日";
    let codes = |fields: &[(&str, &str)]| {
        let problems = found(text, fields).problems;
        problems.into_iter().map(|it| it.code).collect::<Vec<_>>()
    };
    for (name, value) in [("文件状态", "废止"), ("文件状态", "已失效"), ("有效性", "失效")] {
        assert_eq!(codes(&[(name, value)]), ["ended-undated"], "{name} {value}");
        assert!(codes(&[(name, value), ("失效日期", "2026-03-04")]).is_empty(), "the day says it");
    }
    assert!(codes(&[("文件状态", "有效")]).is_empty());
    let titled =
        |title: &str| found(&format!("{title}\n各区：\n一、乙。\n甲市民政局\n2024年1月2日"), &[]).problems.len();
    assert_eq!(titled("甲市民政局关于步道的通知（已失效）"), 1);
    assert_eq!(titled("甲市民政局关于公布已失效文件的通知"), 0);
}

#[test]
fn fields_stand_in_for_what_the_text_does_not_say() {
    let fields = [
        ("ArticleTitle", "（转载）甲市补贴常见问题"),
        ("PubDate", "2025-11-18 17:37:24"),
        ("ContentSource", "市人力资源社会保障局  市劳动就业中心"),
    ];
    let facts = found("一、甲是什么？\n乙。", &fields).facts;
    assert_eq!((facts.title.value.as_str(), facts.title.read.as_str()), ("甲市补贴常见问题", "网页字段 ArticleTitle"));
    assert_eq!((value(&facts.published), facts.kind.value.as_str()), ("2025-11-18", "问答"));
    assert_eq!(values(&facts.issuers), ["市人力资源社会保障局", "市劳动就业中心"]);
    assert!(facts.numbers.is_empty() && facts.signed.is_none());
}

#[test]
fn several_offices_sign() {
    for text in [
        "甲市民政局 甲市财政局关于发放补贴的通知\n各区：\n乙。\n甲市民政局 甲市财政局\n二〇二四年一月二日",
        "甲市民政局甲市财政局关于发放补贴的通知\n各区：\n乙。",
        "甲市民政局等2部门关于发放补贴的通知\n各区：\n乙。\n甲市民政局\n甲市财政局\n2024年1月2日",
        "关于发放补贴的通知\n各区：\n乙。\n甲市民政局　甲市财政局　2024年1月2日",
    ] {
        let facts = found(text, &[]).facts;
        assert_eq!(values(&facts.issuers), ["甲市民政局", "甲市财政局"], "{text}");
        assert!(facts.signed.is_none_or(|it| it.value == "2024-01-02"), "{text}");
    }
    for day in ["2024.1.2", "2024-01-02", "2024/1/2"] {
        let signed =
            |end: &str| value(&found(&format!("甲市步道指南\n一、乙。\n二、丙。\n{end}"), &[]).facts.signed).to_owned();
        assert_eq!(signed(&format!("甲市民政局\n{day}")), "2024-01-02");
        assert_eq!(signed(&format!("甲市民政局 {day}")), "2024-01-02");
        assert_eq!(signed(day), "", "nobody signs");
    }
}

#[test]
fn the_source_of_a_page_issued_it_where_it_is_an_office() {
    for (name, source, issuers) in [
        ("ContentSource", "甲市民政局", &["甲市民政局"][..]),
        ("来源", "甲市民政局 甲市财政局", &["甲市民政局", "甲市财政局"]),
        ("ContentSource", "甲市民政局官网", &["甲市民政局"]),
        ("来源", "甲市民政局门户网站", &["甲市民政局"]),
        ("发布机构", "甲市融媒体中心", &["甲市融媒体中心"]),
        ("ContentSource", "甲市人民政府办公室网站", &[]),
        ("来源", "甲市人民政府门户网站", &[]),
        ("来源", "甲市融媒体中心", &[]),
        ("来源", "新华社", &[]),
        ("来源", "甲市日报社", &[]),
        ("来源", "甲市新闻出版局", &["甲市新闻出版局"]),
        ("来源", "人民网", &[]),
        ("ContentSource", "本网", &[]),
    ] {
        let facts = found("步道使用须知\n一、乙。\n二、丙。", &[(name, source)]).facts;
        assert_eq!(values(&facts.issuers), issuers, "{source}");
    }
    let named = "步道使用须知\n一、乙。\n二、本须知由甲市人民政府办公室解释。";
    let facts = found(named, &[("ContentSource", "甲市人民政府办公室网站")]).facts;
    assert_eq!(values(&facts.issuers), ["甲市人民政府办公室"], "the document itself names it");
}

#[test]
fn an_office_in_brackets_under_the_title_issued_it() {
    let two = &["甲市民政局", "甲市财政局"][..];
    for (line, offices) in [
        ("（市人力资源和社会保障局）", &["市人力资源和社会保障局"][..]),
        ("(甲市残联)", &["甲市残联"]),
        ("（甲市民政局、甲市财政局）", two),
        ("（甲市民政局　甲市财政局）", two),
        ("甲市民政局（2026年3月）", &["甲市民政局"]),
        ("（甲市民政局 2026年3月5日）", &["甲市民政局"]),
        ("甲市民政局 2026年3月", &["甲市民政局"]),
    ] {
        for fields in [&[][..], &[("ArticleTitle", "失业保险热点问答")]] {
            let Found { facts, num_head_lines, .. } =
                found(&format!("失业保险热点问答\n{line}\n一、甲是什么？\n乙。"), fields);
            assert_eq!((facts.title.value.as_str(), num_head_lines), ("失业保险热点问答", 2), "{line}");
            assert_eq!(values(&facts.issuers), offices, "{line}");
        }
    }
    let signed = found("甲问答\n（市民政局编）\n一、甲是什么？\n乙。\n甲市财政局\n2024年1月2日", &[]).facts;
    assert_eq!(values(&signed.issuers), ["甲市财政局"]);
    let version = found("失业保险热点问答\n（试行）\n一、甲是什么？\n乙。", &[]).facts;
    assert_eq!(version.title.value, "失业保险热点问答（试行）");
    let names = found("甲市步道建设成员单位名单\n甲市民政局\n甲市财政局\n一、乙。\n二、丙。", &[]);
    assert_eq!(names.num_head_lines, 1, "offices below a title may be a list");
}

#[test]
fn the_cover_of_a_standard_is_its_head() {
    let text = "ICS 03.080.01\nCCS A 12\nDB4521\n甲市地方标准\nDB4521/T 012—2026\n社区步道服务规范\n\
        Specification for community trail service\n2026-02-15发布　　2026-04-01实施\n甲市市场监督管理局　　发 布\n前　言\n\
        本文件由甲市民政局提出。\n社区步道服务规范\n1　范围\n本文件规定了步道服务的要求。";
    let Found { facts, num_head_lines, .. } = found(text, &[]);
    assert_eq!((facts.title.value.as_str(), num_head_lines), ("社区步道服务规范", 9));
    assert_eq!(
        (values(&facts.numbers), values(&facts.issuers)),
        (vec!["DB4521/T 012—2026"], vec!["甲市市场监督管理局"])
    );
    assert_eq!((value(&facts.signed), value(&facts.effective)), ("2026-02-15", "2026-04-01"));
    assert_eq!(facts.kind.value, "标准");
}

#[test]
fn decrees_name_their_office() {
    let text = "甲市人民政府令\n第179号\n《甲市步道办法》已经通过，现予公布，自2021年5月1日起施行。\n市　长：乙丙丁\n\
        2021年1月29日\n甲市步道办法\n第一条 戊。\n第二条 本办法自2021年5月1日起施行。";
    let facts = found(text, &[("ArticleTitle", "甲市步道办法")]).facts;
    assert_eq!(values(&facts.numbers), ["甲市人民政府令第179号"]);
    assert_eq!((values(&facts.issuers), facts.kind.value.as_str()), (vec!["甲市人民政府"], "规章"));
    assert_eq!((value(&facts.signed), value(&facts.effective)), ("2021-01-29", "2021-05-01"));
}

#[test]
fn kinds_are_told_by_number_and_title() {
    for (title, kind) in [
        ("甲市步道建设规划", "规划"),
        ("甲市民政局关于发放补贴的公告", "公告"),
        ("甲市扶持政策清单", "清单"),
        ("2025年度积分制入户热点13问", "问答"),
        ("《甲办法》政策解读", "解读"),
        ("甲事项办事指南", "办事指南"),
        ("甲市步道管理办法（试行）", "规范性文件"),
        ("甲市民政局关于开会的通知", "通知"),
        ("甲市民政局关于步道的通知（试行）", "通知"),
        ("甲市人民政府关于同意调整停车收费的批复", "通知"),
        ("甲市民政局关于第108号建议的答复", "通知"),
        ("甲市民政局关于步道的复函", "通知"),
        ("甲市人民政府关于废止部分文件的决定", "规范性文件"),
        ("甲市地质灾害应急预案", "规范性文件"),
        ("甲市步道建设若干措施", "规范性文件"),
        ("甲市步道建设行动计划（2024—2026年）", "规划"),
        ("一图读懂《甲市促进就业若干措施》", "解读"),
        ("图解：甲市步道办法", "解读"),
        ("甲市河道管理条例", "地方性法规"),
    ] {
        assert_eq!(found(&format!("{title}\n各区：\n乙。"), &[]).facts.kind.value, kind, "{title}");
    }
}

#[test]
fn an_inner_title_may_take_two_lines() {
    let text = "甲市人民政府关于印发甲市步道行动方案（2024—2026年）的通知\n各区：\n现印发给你们。\n甲市人民政府\n2024年1月2日\n\
        甲市步道行动方案\n（2024—2026年）\n一、乙。";
    assert_eq!(value(&found(text, &[]).facts.inner_title), "甲市步道行动方案（2024—2026年）");
}

#[test]
fn names_over_names_make_one_title_and_several_issuers() {
    let text = "国家税务总局甲市税务局\n甲市残疾人联合会\n关于征缴步道建设资金\n的通告\n2025年第3号\n现将有关事项通告如下：\n一、乙。\n特此通告。\n\
        国家税务总局甲市税务局\n甲市残疾人联合会\n2025年7月1日";
    let facts = found(text, &[]).facts;
    assert_eq!(facts.title.value, "国家税务总局甲市税务局 甲市残疾人联合会关于征缴步道建设资金的通告");
    assert_eq!(values(&facts.numbers), ["2025年第3号"]);
    assert_eq!(values(&facts.issuers), ["国家税务总局甲市税务局", "甲市残疾人联合会"]);
    let stacked = "甲市民政局\n甲市财政局\n甲民发〔2024〕1号\n关于印发甲市步道办法的通知\n各区：\n现印发给你们。\n甲市民政局　甲市财政局\n2024年1月2日";
    for text in [
        stacked.to_owned(),
        stacked.replace("财政局\n甲民发", "财政局\n文件\n甲民发"),
        stacked.replace("甲民发", "文　件\n甲民发"),
    ] {
        for fields in [&[][..], &[("ArticleTitle", "关于印发甲市步道办法的通知")]] {
            let facts = found(&text, fields).facts;
            assert_eq!(facts.title.value, "关于印发甲市步道办法的通知", "{text}");
            assert_eq!(
                (values(&facts.numbers), values(&facts.issuers)),
                (vec!["甲民发〔2024〕1号"], vec!["甲市民政局", "甲市财政局"])
            );
        }
    }
    let red = "甲市民政局文件\n甲民规〔2024〕1号\n甲市民政局关于步道的通知\n各区：\n乙。";
    let facts = found(red, &[("ArticleTitle", "甲市民政局关于步道的通知")]).facts;
    assert_eq!(values(&facts.numbers), ["甲民规〔2024〕1号"]);
}

#[test]
fn of_several_texts_none_is_the_inner_title() {
    let text = "关于印发《甲市步道办法》和《甲市绿道办法》的通知\n各区：\n现印发给你们。以上办法自2025年10月1日起施行，有效期5年。\n\
        附件1\n甲市步道办法\n第一条 乙。\n附件2\n甲市绿道办法\n第一条 丙。";
    let facts = found(text, &[]).facts;
    assert_eq!(value(&facts.inner_title), "");
    assert_eq!((value(&facts.effective), value(&facts.valid_until)), ("2025-10-01", "2030-09-30"));
}

#[test]
fn office_and_month_may_stand_below_a_title() {
    for (lines, issuers, num_lines) in [
        ("甲市数据局\n2025年9月", &["甲市数据局"][..], 3),
        ("甲市数据局\n二〇二五年九月", &["甲市数据局"], 3),
        ("甲市数据局　甲市民政局\n2025年9月1日", &["甲市数据局", "甲市民政局"], 3),
        ("2025年9月", &[], 2),
        ("甲市数据局", &[], 1),
    ] {
        let Found { facts, num_head_lines, .. } =
            found(&format!("步道使用指南\n{lines}\n1 范围\n乙。\n2 登录\n丙。"), &[]);
        assert_eq!((values(&facts.issuers), num_head_lines), (issuers.to_vec(), num_lines), "{lines}");
    }
}

#[test]
fn a_list_of_annexes_is_no_inner_title() {
    let text = "关于印发《甲市步道办法》的通知\n各区：\n现印发给你们。\n附件：1.甲市步道办法\n2.协议\n甲市民政局\n2024年1月2日\n附件1\n\
        甲市步道办法\n第一条 乙。";
    let title = found(text, &[]).facts.inner_title.unwrap();
    assert_eq!((title.value.as_str(), title.read.as_str()), ("甲市步道办法", "第9行"));
    let only = "关于印发《甲市步道办法》的通知\n各区：\n现印发给你们。\n附件：甲市步道办法";
    assert_eq!(value(&found(only, &[]).facts.inner_title), "甲市步道办法");
}

#[test]
fn contents_are_no_title() {
    let text =
        "（2021年6月25日甲市人民代表大会常务委员会通过）\n目　录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 乙。";
    let Found { facts, num_head_lines, .. } = found(text, &[("ArticleTitle", "甲市步道条例")]);
    assert_eq!((facts.title.value.as_str(), num_head_lines), ("甲市步道条例", 0));
}

#[test]
fn a_field_of_registered_numbers_needs_no_form_of_its_own() {
    let notice = NOTICE.trim_start_matches("甲府办规〔2021〕19号\n");
    let numbers = |code: &str| values(&found(notice, &[("统一编号", code)]).facts.numbers).join(" ");
    assert_eq!(numbers("COBD05-2023-0006"), "COBD05-2023-0006");
    assert_eq!(["无", "2023", "第5号见附件"].map(numbers), ["", "", ""]);
}
