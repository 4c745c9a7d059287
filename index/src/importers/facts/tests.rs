use super::{Found, read_facts};
use crate::importers::kept::record::{Extended, Fact, Facts};
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
fn a_line_under_the_title_may_say_when_it_was_published() {
    let text = "步道使用须知\n发布时间：2024-02-05 来源：市民政局\n一、乙。\n二、丙。";
    let facts = found(text, &[]).facts;
    assert_eq!((value(&facts.published), value(&facts.signed)), ("2024-02-05", ""));
}

#[test]
fn the_day_of_publication_counts_where_it_follows_the_signature() {
    let effective = |verb: &str, published: &str| {
        let text = format!("甲市民政局关于步道的通知\n各区：\n本通知自{verb}之日起施行。\n甲市民政局\n2024年1月2日");
        value(&found(&text, &[("PubDate", published)]).facts.effective).to_owned()
    };
    assert_eq!(effective("发布", "2024-01-15"), "2024-01-15");
    assert_eq!(effective("公布", "2024-01-15"), "2024-01-15");
    assert_eq!(effective("印发", "2024-01-15"), "2024-01-02");
    assert_eq!(effective("发布", "2025-06-01"), "2024-01-02", "the site was moved, the document is older");
    assert_eq!(effective("发布", "2023-12-31"), "2024-01-02");
    let decree = "甲市人民政府令第88号\n《甲市步道办法》已经通过，现予公布，自公布之日起施行。\n市长 乙\n2024年1月29日\n\
        甲市步道办法\n第一条 丙。";
    let facts = found(decree, &[("PubDate", "2024-02-01")]).facts;
    assert_eq!(value(&facts.effective), "2024-01-29", "a decree is itself what makes known");
}

#[test]
fn the_day_a_meeting_passed_it_is_no_day_of_issue() {
    let effective = |verb: &str| {
        let text = format!(
            "甲市步道规则\n（2023年7月5日甲市人民政府第35次常务会议审议通过）\n第一条 本规则自{verb}之日起施行。"
        );
        value(&found(&text, &[]).facts.effective).to_owned()
    };
    assert_eq!((effective("印发"), effective("公布")), (String::new(), "2023-07-05".to_owned()));
}

#[test]
fn a_decision_counts_from_its_own_words() {
    let text = "甲市人民政府令\n第88号\n《甲市人民政府关于修改〈甲市步道办法〉的决定》已经通过，现予公布，自2022年5月1日起施行。\n市长 乙\n\
        2022年3月10日\n甲市人民政府关于修改《甲市步道办法》的决定\n一、将第二条修改为：“第二条 丙。”\n本决定自2022年5月1日起施行。\n\
        甲市步道办法\n第一条 丁。\n第二条 丙。\n第三条 本办法自2010年8月1日起施行。";
    let cut = text.replace("关于修改《甲市步道办法》的决定\n一、", "关于修改《甲市步道办\n法》的决定\n一、");
    assert_eq!(found(&cut, &[]).facts.title.value, "甲市人民政府关于修改《甲市步道办法》的决定");
    let facts = found(text, &[]).facts;
    assert_eq!(facts.title.value, "甲市人民政府关于修改《甲市步道办法》的决定");
    assert_eq!((value(&facts.signed), value(&facts.effective)), ("2022-03-10", "2022-05-01"));
}

#[test]
fn what_a_decision_quotes_is_not_said_of_itself() {
    let text = "甲市人民政府关于修改《乙办法》的决定\n甲府〔2024〕5号\n一、第三条修改为：“实行统一管理。《丙办法》同时废止。”\n\
        二、第九条修改为：“本办法自2010年1月1日起施行，\n“有效期5年。”\n本决定自2024年3月1日起施行。\n甲市人民政府\n2024年2月1日";
    let facts = found(text, &[]).facts;
    assert_eq!((value(&facts.effective), value(&facts.valid_until)), ("2024-03-01", ""));
    assert!(facts.repeals.is_empty(), "{:?}", facts.repeals);
}

#[test]
fn a_notice_may_say_only_of_what_its_title_is_about_from_when_on() {
    let terms = |title: &str, text: &str| {
        let text = format!("甲市民政局关于{title}的通知\n甲民〔2024〕5号\n各区：\n{text}\n甲市民政局\n2024年1月2日");
        let facts = found(&text, &[]).facts;
        format!("{} {}", value(&facts.effective), value(&facts.valid_until))
    };
    let title = "调整停车收费标准";
    for (text, right) in [
        ("二、收费标准从2024年8月1日起执行，有效期至2026年7月31日。", "2024-08-01 2026-07-31"),
        ("停车收费标准自2024年8月1日起执行。", "2024-08-01 "),
        ("收费标准自2024年8月1日起执行。\n三、本通知自2024年9月1日起施行。", "2024-09-01 "),
        ("供水价格自2024年8月1日起执行。", " "),
    ] {
        assert_eq!(terms(title, text), right, "{text}");
    }
    assert_eq!(terms("步道", "收费标准自2024年8月1日起执行。"), " ");
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
fn a_day_other_than_the_one_signed_is_a_problem() {
    let text = "甲市民政局关于步道的通知\n各区：\n一、乙。\n甲市民政局\n2024年1月2日";
    let Found { facts, problems, .. } = found(text, &[("成文日期", "2024年02月03日")]);
    let codes: Vec<&str> = problems.iter().map(|it| it.code.as_str()).collect();
    assert_eq!((value(&facts.signed), codes), ("2024-01-02", vec!["signed-differs"]));
}

#[test]
fn contents_are_no_title() {
    let text =
        "（2021年6月25日甲市人民代表大会常务委员会通过）\n目　录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 乙。";
    let Found { facts, num_head_lines, .. } = found(text, &[("ArticleTitle", "甲市步道条例")]);
    assert_eq!((facts.title.value.as_str(), num_head_lines), ("甲市步道条例", 0));
}

#[test]
fn brackets_under_the_title_name_the_first_day() {
    for (words, effective, signed, issuers) in [
        ("（2023年5月1日起施行）", "2023-05-01", "", &[][..]),
        (
            "（甲市人民政府2021年3月1日第5次常务会议通过，自2021年5月1日起施行）",
            "2021-05-01",
            "2021-03-01",
            &["甲市人民政府"],
        ),
        ("（甲市民政局 2022年6月1日发布 自2022年7月1日起施行）", "2022-07-01", "2022-06-01", &["甲市民政局"]),
        (
            "（2015年6月1日甲市人民政府令第40号公布\n根据2019年8月2日《乙决定》修订\n自2019年10月1日起施行）",
            "2019-10-01",
            "2015-06-01",
            &["甲市人民政府"],
        ),
        ("（2019年11月1日甲市人民政府第8次常务会议修订）", "", "2019-11-01", &["甲市人民政府"]),
        (
            "（2010年8月1日甲市人民代表大会常务委员会通过 2019年11月1日修订）",
            "",
            "2010-08-01",
            &["甲市人民代表大会常务委员会"],
        ),
    ] {
        let facts = found(&format!("甲市步道办法\n{words}\n第一条 乙。\n第二条 丙。"), &[]).facts;
        assert_eq!((value(&facts.effective), value(&facts.signed)), (effective, signed), "{words}");
        assert_eq!(values(&facts.issuers), issuers, "{words}");
    }
    let own = "甲市步道办法\n（2010年5月1日发布，自2010年6月1日起施行，有效期5年）\n第一条 乙。";
    assert_eq!(value(&found(own, &[]).facts.valid_until), "2015-05-31");
    let own = format!("{own}\n第二条 本办法自2021年1月1日起施行。");
    assert_eq!(value(&found(&own, &[]).facts.effective), "2021-01-01", "the text itself counts more");
}

#[test]
fn a_notice_that_lets_others_last_longer_does_not_speak_of_itself() {
    let all = |title: &str, text: &str| {
        let text = format!("{title}\n甲府规〔2025〕9号\n各区：\n{text}\n甲市民政局\n2025年6月10日");
        let Facts { extends, extended_until, extended_for, valid_until, valid_for, effective, .. } =
            found(&text, &[]).facts;
        assert_eq!((value(&valid_until), value(&valid_for)), ("", ""), "{text}");
        let own = |it: Extended| [it.named.value, it.until, it.length].concat();
        let names: Vec<String> = extends.into_iter().map(own).collect();
        (names.join("、"), [extended_until, extended_for, effective].map(|it| value(&it).to_owned()).join(" "))
    };
    let title = "甲市民政局关于延长《乙办法》有效期的通知";
    for (text, names, days) in [
        (
            "经评估，《关于印发乙办法的通知》（甲民规〔2022〕5号）有效期延长至2027年12月31日。",
            "甲民规〔2022〕5号",
            "2027-12-31  ",
        ),
        ("经评估，决定延长2年。有效期至2027年12月31日。", "乙办法", "2027-12-31  "),
        ("《乙办法》（甲民规〔2022〕5号）将到期，该文件有效期延长3年。", "甲民规〔2022〕5号", " 3年 "),
        (
            "《乙办法》有效期延长五年，至2030年1月31日止。本通知自2025年7月1日起施行。",
            "乙办法",
            "2030-01-31  2025-07-01",
        ),
        ("根据《丙规定》，《乙办法》继续有效，有效期自2025年7月1日至2028年6月30日。", "乙办法", "2028-06-30  "),
        (
            "下列文件继续有效，有效期至2028年6月30日：\n1.《乙办法》（甲民规〔2022〕5号）\n2.《丁办法》\n本通知根据《丙规定》制定。",
            "甲民规〔2022〕5号、丁办法",
            "2028-06-30  ",
        ),
        (
            "《乙办法》有效期延长至2026年12月31日，《丁办法》（甲民规〔2022〕5号）延长至2027年12月31日。",
            "乙办法2026-12-31、甲民规〔2022〕5号2027-12-31",
            "  ",
        ),
        (
            "下列文件有效期延长：\n1.《乙办法》延长至2026年12月31日；\n2.《丁办法》延长6个月。",
            "乙办法2026-12-31、丁办法6个月",
            "  ",
        ),
        (
            "《乙办法》《丁办法》有效期分别延长至2026年12月31日、2027年12月31日。",
            "乙办法2026-12-31、丁办法2027-12-31",
            "  ",
        ),
        ("《乙办法》《丁办法》有效期分别延长2年、3年。", "乙办法2年、丁办法3年", "  "),
        ("《乙办法》《丁办法》《戊办法》有效期分别延长2年、3年。", "", "  "),
        (
            "《甲市关于印发《丁办法》的通知》（甲府规〔2020〕1号，以下简称《通知》）即将到期。\n《通知》有效期延长至2027年12月31日。",
            "甲府规〔2020〕1号",
            "2027-12-31  ",
        ),
        ("《乙办法》《丁办法》有效期均延长至2026年12月31日。", "乙办法、丁办法", "2026-12-31  "),
        ("《乙办法》有效期延长至2026年12月31日。《丁办法》延长2年。", "乙办法2026-12-31、丁办法2年", "  "),
        ("《乙办法》有效期延长6个月。", "乙办法", " 6个月 "),
        (
            "现对《乙办法》（甲民规〔2022〕5号，以下简称《办法》）补充如下：\n一、《办法》有效期延长2年。",
            "甲民规〔2022〕5号",
            " 2年 ",
        ),
        ("《乙办法》有效期延长2年。有效期至2027年12月31日。", "乙办法", "2027-12-31  "),
        (
            "下列文件有效期延长：\n序号\t文件名称\t文号\t延长至\n1\t关于印发乙办法的通知\t甲民规〔2022〕5号\t2026年12月31日\n\
             2\t《丁管理办法》\t\t2027-06-30",
            "甲民规〔2022〕5号2026-12-31、丁管理办法2027-06-30",
            "  ",
        ),
        (
            "文件名称\t有效期\n乙办法（甲民规〔2022〕5号）\t2024年1月1日至2026年12月31日\n丁办法总则\t至2026年12月31日",
            "甲民规〔2022〕5号、丁办法总则",
            "2026-12-31  ",
        ),
        (
            "下列文件有效期延长：\n文件名称\t文号\t有效期\n乙办法\t甲民规〔2022〕5号\t5年\n丁办法总则\t\t2028年6月30日",
            // 5年 is how long it was to last from its own first day on.
            "丁办法总则2028-06-30",
            "  ",
        ),
    ] {
        assert_eq!(all(title, text), (names.to_owned(), days.to_owned()), "{text}");
    }
    let bare = "关于延长乙办法有效期的通知";
    assert_eq!(all(bare, "经研究，有效期延长至2027年12月31日。"), ("乙办法".to_owned(), "2027-12-31  ".to_owned()));
    let other = "甲市步道办法\n第一条 本办法自2024年1月1日起施行，有效期5年，《乙办法》继续有效。";
    assert_eq!(value(&found(other, &[]).facts.valid_until), "2028-12-31");
}

#[test]
fn tables_and_lists_name_what_is_repealed() {
    let title = "甲市人民政府关于公布规范性文件清理结果的通知";
    let all = |title: &str, text: &str| {
        let text = format!("{title}\n甲府〔2025〕9号\n各区：\n{text}");
        let Facts { repeals, amends, extends, .. } = found(&text, &[]).facts;
        let extends: Vec<Fact> = extends.into_iter().map(|it| it.named).collect();
        [repeals, amends, extends].map(|it| values(&it).join("、"))
    };
    let rows = "序号\t文件名称\t文号\n一、民政（2件）\t一、民政（2件）\t一、民政（2件）\n1\t关于印发乙办法的通知\t甲府规[2019]7号\n\
        2\t丙管理规定\t无";
    let both = "甲府规〔2019〕7号、丙管理规定";
    for (title, text, right) in [
        (title, format!("附件1\n废止的规范性文件目录\n（共2件）\n{rows}"), [both, "", ""]),
        (title, format!("附件2\n修改的规范性文件目录\n{rows}"), ["", both, ""]),
        (title, format!("附件3\n继续有效的规范性文件目录\n{rows}"), ["", "", ""]),
        (title, format!("经研究，决定对下列文件予以废止：\n{rows}"), [both, "", ""]),
        ("甲市人民政府关于废止部分规范性文件的决定", rows.to_owned(), [both, "", ""]),
        (title, format!("规范性文件清理结果\n{rows}"), ["", "", ""]),
        (title, "收费项目名称\t文号\n步道占用费\t甲府规〔2019〕7号".to_owned(), ["", "", ""]),
        (
            title,
            "规范性文件清理目录\n序号\t标题\t发文字号\t清理结果\n1\t乙办法\t甲府规〔2019〕7号\t宣布失效\n\
             2\t丙办法\t甲府规〔2019〕8号\t继续有效\n3\t丁办法\t甲府规〔2019〕9号\t拟修改"
                .to_owned(),
            ["甲府规〔2019〕7号", "甲府规〔2019〕9号", ""],
        ),
        (
            title,
            "一、决定废止以下规范性文件：\n（一）民政类\n1.《乙办法》（甲府规〔2019〕7号）；\n2.丙管理规定（甲府规〔2019〕8号）。\n\
             二、各区应当执行。\n3.《丁办法》仍然执行。"
                .to_owned(),
            ["甲府规〔2019〕7号、甲府规〔2019〕8号", "", ""],
        ),
        (
            title,
            "一、继续有效的文件\n1.甲府规〔2019〕6号 甲办法\n二、废止的文件\n（一）甲府规〔2019〕7号 乙办法\n\
             （二）甲府规〔2019〕8号文件继续执行\n三、宣布失效的文件\n1.甲府规〔2019〕9号 丙办法\n四、拟废止的文件\n1.甲府规〔2019〕5号 丁办法"
                .to_owned(),
            ["甲府规〔2019〕7号、甲府规〔2019〕9号", "", ""],
        ),
        (
            "甲市人民政府关于修改《乙办法》的决定",
            "一、将第三条修改为：“丙。”".to_owned(),
            ["", "乙办法", ""],
        ),
        (
            "甲市人民政府关于废止《乙办法》的决定",
            "经研究，决定废止《乙办法》（甲市人民政府令第12号）。".to_owned(),
            ["甲市人民政府令第12号", "", ""],
        ),
        ("《甲办法》政策解读", "《甲办法》自2024年1月1日起施行，《乙办法》同时废止。".to_owned(), ["", "", ""]),
        (
            title,
            "下列文件予以废止：\n1.《乙办法》（甲府规〔2019〕7号）同时废止；\n二、有关要求\n《丙办法》自2024年1月1日起施行。".to_owned(),
            ["甲府规〔2019〕7号", "", ""],
        ),
    ] {
        assert_eq!(all(title, &text), right, "{text}");
    }
}
