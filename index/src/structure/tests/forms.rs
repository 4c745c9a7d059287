//! Forms, captions, units, and who explains: lines that are no clauses of their own.

use super::check;

#[test]
fn a_form_is_one_clause_with_its_lines() {
    let head = "一、甲。\n附件1\n甲申请表\n";
    let form = "填报单位（盖章）：　　填报日期：　年　月　日\n单位名称\t\t联系电话\t\n性质\t□国有 □民营\t行业\t\n意见\t（盖章） 年 月 日\t\t\n\
        填表人：　　审核人：\n注：一式两份。";
    let lines = "x-a1-p1 | 附件1 | 填报单位（盖章）：　　填报日期：　年　月　日/单位名称　联系电话/性质　□国有 □民营　行业/意见　（盖章） 年 月 日/\
        填表人：　　审核人：/注：一式两份。";
    check(&format!("{head}{form}"), &["x-1 | 一、 | 一、甲。", lines]);
    let ledger = format!("{head}序号\t姓名\t金额\n1\t\t\n2\t\t\n合计\t\t");
    check(&ledger, &["x-1 | 一、 | 一、甲。", "x-a1-p1 | 附件1 | 序号　姓名　金额/1/2/合计"]);
    let unsigned = format!("{head}姓名\t\t性别\t\n住址\t\t\t");
    check(&unsigned, &["x-1 | 一、 | 一、甲。", "x-a1-p1 | 附件1 | 姓名　性别/住址"]);
    let promise = "一、甲。\n附件\n承诺书\n本人承诺：\n1.乙。\n2.丙。\n承诺人（签字）：\n年　月　日";
    let rows =
        ["x-a1-p1 | 附件 | 本人承诺：", "x-a1-p1-1 | 附件第一款1. | 1.乙。", "x-a1-p1-2 | 附件第一款2. | 2.丙。"];
    let signed = "x-a1-p2 | 附件 | 承诺人（签字）：/年　月　日";
    check(promise, &[&["x-1 | 一、 | 一、甲。"][..], &rows, &[signed]].concat());
}

#[test]
fn tables_with_blank_cells_are_no_forms() {
    for rows in [
        "序号\t名称\t金额\t备注\n1\t甲\t10\t\n2\t乙\t20\t",
        "类别\t项目\t金额\n教育\t甲\t10\n\t乙\t20",
        "类别\t项目\n教育\t甲\n\t乙\n\t丙",
        "一、教育\t\t\n甲\t10\t市\n乙\t20\t区",
    ] {
        let num_rows = super::read(rows).drafts.iter().filter(|it| !it.cells.is_empty()).count();
        assert!(2 <= num_rows, "{rows}");
    }
}

#[test]
fn captions_of_figures_stay_with_the_text_above_them() {
    let text = "一、甲\n流程见图1。\n图1 办理流程\n注：按工作日。\n标准见表2。\n表2：分类标准\n二、乙\n图2 分布\n丙。";
    let figure = "x-1-p1 | 一、 | 流程见图1。/图1 办理流程/注：按工作日。";
    check(text, &[figure, "x-1-p2 | 一、 | 标准见表2。/表2：分类标准", "x-2-p1 | 二、 | 图2 分布/丙。"]);
    let asked = "一、甲是什么？\n图1 分布\n乙。";
    check(asked, &["x-1-p1 | 一、 | 图1 分布/乙。"]);
    let articles = "第一条 甲。\n图1 流程\n乙。";
    check(articles, &["x-1 | 第一条第一款 | 第一条 甲。/图1 流程", "x-1-p2 | 第一条第二款 | 乙。"]);
}

#[test]
fn a_table_belongs_to_the_innermost_heading() {
    let rows = "序号\t现象\n1\t卡纸\n2\t黑屏";
    let text = format!("1 范围\n1.1 甲\n乙。\n1.2 故障\n表1 常见故障\n{rows}\n2 服务\n2.1 丙。\n2.2 丁。");
    let found = super::read(&text);
    let above = |id: &str| -> Vec<String> {
        let draft = found.drafts.iter().find(|it| it.id == id).unwrap();
        policy_engine::ancestors(&found.headings, draft.heading).map(|it| it.1.text.clone()).collect()
    };
    assert_eq!(above("x-t1-2"), ["表1 常见故障", "1.2 故障", "1 范围"]);
    assert_eq!(above("x-2-1"), ["2 服务"]);
    let annex = super::read(&format!("一、甲。\n附件1\n待遇标准表\n单位：元\n{rows}"));
    assert_eq!(annex.headings[0].text, "附件1 待遇标准表 单位：元");
}

#[test]
fn an_attachment_right_above_a_table_is_its_annex() {
    let rows = "类别\t价格\n居民\t3\n工业\t5";
    let found = super::read(&format!("第一条 甲。\n附件：供水价格表\n{rows}"));
    assert_eq!(super::places(&found), ["第一条", "附件第1行", "附件第2行"]);
    let named = super::read(&format!("一、甲。\n附件：供水价格表\n附件\n供水价格表\n{rows}"));
    assert_eq!(named.drafts.iter().filter(|it| it.text.contains("附件")).count(), 1, "a list of what is attached");
}

#[test]
fn units_belong_to_the_name_of_their_table() {
    for (text, place, words) in [
        ("甲。\n表1 分解\n单位：公里\n区\t任务\n乙\t40\n丙\t60", "表1第1行", "表1 分解 单位：公里"),
        (
            "甲。\n步道任务表\n（单位：公里）\n区\t任务\n乙\t40\n丙\t60",
            "步道任务表 （单位：公里）第1行",
            "步道任务表 （单位：公里）",
        ),
        ("甲。\n单位：公里\n区\t任务\n乙\t40\n丙\t60", "单位：公里第1行", "单位：公里"),
    ] {
        let outline = super::read(text);
        assert_eq!((super::places(&outline)[1].as_str(), outline.headings[0].text.as_str()), (place, words));
        assert_eq!(outline.drafts.len(), 3, "{text}");
    }
}

#[test]
fn who_explains_speaks_of_the_whole_text() {
    let text = "一、背景\n甲。\n二、内容\n乙。\n解读机关：甲市民政局\n解 读 人：丙\n联系电话：0772-1234567";
    let told = "x-p1 |  | 解读机关：甲市民政局/解 读 人：丙/联系电话：0772-1234567";
    check(text, &["x-1-p1 | 一、 | 甲。", "x-2-p1 | 二、 | 乙。", told]);
}

#[test]
fn labels_that_are_printed_again_are_no_row() {
    let outline = super::read("序号\t名称\t金额\n1\t甲\t10\n2\t乙\t20\n序号\t名称\t金额\n3\t丙\t30");
    assert_eq!((outline.drafts.len(), outline.labels), (3, vec![1, 4]));
}

#[test]
fn a_table_of_labels_and_values_has_no_header() {
    for (rows, right) in [
        (
            "事项名称\t步道补贴\n实施主体\t甲市民政局\n办理时限\t10个工作日",
            ["事项名称⇥步道补贴", "实施主体⇥甲市民政局", "办理时限⇥10个工作日"],
        ),
        (
            "申请条件\t1.本市户籍；2.住满一年。\n所交\t身份证\n甲\t乙",
            ["申请条件⇥1.本市户籍；2.住满一年。", "所交⇥身份证", "甲⇥乙"],
        ),
        (
            "事项名称\t步道补贴\t实施主体\t甲市民政局\n办理时限\t10个工作日\t收费标准\t不收费\n办理地点\t乙路1号\t\t",
            ["事项名称⇥步道补贴⇥实施主体⇥甲市民政局", "办理时限⇥10个工作日⇥收费标准⇥不收费", "办理地点⇥乙路1号⇥⇥"],
        ),
        ("1\t事项名称\t步道补贴\n2\t所交\t乙\n3\t丙\t丁", ["1⇥事项名称⇥步道补贴", "2⇥所交⇥乙", "3⇥丙⇥丁"]),
    ] {
        let found: Vec<String> =
            right.iter().enumerate().map(|(at, it)| format!("x-t1-{0} | 一、第{0}行 | {it}", at + 1)).collect();
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        let outline = check(&format!("一、甲\n{rows}"), &found);
        assert!(outline.labels.is_empty(), "{rows}");
    }
    for table in [
        "部门\t电话\n市财政局\t123\n市民政局\t456",
        "等级\t标准\n一级\t800元\n二级\t600元",
        "收费项目\t标准\n停车费用\t5元\n管理费用\t3元",
        "序号\t要求\n1\t甲。\n2\t乙。",
        "补贴对象\t每月\n低保对象\t800\n特困对象\t600",
        "项目\t标准（按月；不足一月按一月）\n轮椅\t800元\n拐杖\t60元",
    ] {
        assert_eq!(super::read(table).labels, [1], "{table}");
    }
}

#[test]
fn parts_of_a_table_of_labels_and_values_are_side_by_side() {
    let parts = "基本信息\t\n事项名称\t步道补贴\n办理信息\t\n办理时限\t10日\n收费标准\t不收费";
    let rows = ["事项名称⇥步道补贴", "办理时限⇥10日", "收费标准⇥不收费"];
    let outline = super::read(parts);
    assert_eq!(outline.drafts.iter().map(|it| it.text.replace('\t', "⇥")).collect::<Vec<_>>(), rows);
    let parents: Vec<&str> =
        outline.drafts.iter().map(|it| outline.headings[it.heading.unwrap().0 as usize].text.as_str()).collect();
    assert_eq!(parents, ["基本信息", "办理信息", "办理信息"]);
    let asked = super::read("问\t补贴多少？\n答\t每月8元。\n问\t多久？\n答\t10日。");
    let above: Vec<&str> =
        asked.drafts.iter().map(|it| asked.headings[it.heading.unwrap().0 as usize].text.as_str()).collect();
    assert_eq!(above, ["问 补贴多少？", "问 多久？"]);
}
