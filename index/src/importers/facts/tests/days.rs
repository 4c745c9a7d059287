use super::{found, value, values};
use crate::importers::facts::Found;

#[test]
fn a_line_under_the_title_may_say_when_it_was_published() {
    for line in
        ["发布时间：2024-02-05 来源：市民政局", "2024-02-05 9:20　来源：市民政局", "2024-02-05 10:20:30 来源：市民政局"]
    {
        let facts = found(&format!("步道使用须知\n{line}\n一、乙。\n二、丙。"), &[]).facts;
        assert_eq!((value(&facts.published), value(&facts.signed)), ("2024-02-05", ""), "{line}");
    }
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
    let anew = text.replace("8月1日起施行。", "8月1日起施行，有效期5年。《旧办法》同时废止。");
    let facts = found(&anew, &[]).facts;
    assert_eq!((value(&facts.effective), value(&facts.valid_until)), ("2022-05-01", ""), "that was said before");
    assert_eq!((values(&facts.repeals), values(&facts.amends)), (vec![], vec!["甲市步道办法"]));
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
fn a_day_other_than_the_one_signed_is_a_problem() {
    let text = "甲市民政局关于步道的通知\n各区：\n一、乙。\n甲市民政局\n2024年1月2日";
    let Found { facts, problems, .. } = found(text, &[("成文日期", "2024年02月03日")]);
    let codes: Vec<&str> = problems.iter().map(|it| it.code.as_str()).collect();
    assert_eq!((value(&facts.signed), codes), ("2024-01-02", vec!["signed-differs"]));
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
fn what_a_certificate_or_another_document_is_is_not_its_own() {
    let facts = |body: &str| found(&format!("甲市步道办法\n第一条 乙。\n{body}"), &[]).facts;
    for body in
        ["第八条 审核合格的，核发证书。有效期3年，期满重新申请。", "第八条 符合本办法规定的，颁发资格证。有效期3年。"]
    {
        assert_eq!(facts(body).valid_for, None, "{body}");
    }
    let told = facts("第九条 本办法自2024年3月1日起施行。自2019年3月1日起施行的《乙办法》同时废止。");
    assert_eq!((value(&told.effective), values(&told.repeals)), ("2024-03-01", vec!["乙办法"]));
    let other = facts("第九条 本办法自2024年3月1日起施行，《乙办法》自2024年3月1日起失效。");
    assert_eq!((value(&other.effective), other.valid_until), ("2024-03-01", None));
    assert_eq!(values(&facts("第九条 逾期未换证的，原《残疾人证》作废。").repeals), Vec::<&str>::new());
    let own = facts("第九条 本办法自2024年3月1日起施行。有效期5年。");
    assert_eq!(value(&own.valid_for), "5年");
    assert_eq!(value(&facts("九、有效期3年。").valid_for), "3年");
}
