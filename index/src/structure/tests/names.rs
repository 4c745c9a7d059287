//! Names without a number of the outline (annexes, forms, cases, questions), and
//! the rarer forms of numbers.

use policy_engine::ancestors;

use super::{LONG, check, check_lines, check_problems, places, read, read_under};
use crate::structure::{Aside, Line};

/// Ids and the headings above, innermost first, of the clauses that hold the words.
#[track_caller]
fn above(text: &str, words: &str) -> (String, Vec<String>) {
    let outline = read(text);
    check_lines(text, &outline);
    let found: Vec<_> = outline.drafts.iter().filter(|it| it.text.contains(words)).collect();
    assert_eq!(found.len(), 1, "{words} in {text}: {found:?}");
    let headings = ancestors(&outline.headings, found[0].heading).map(|it| it.1.text.clone()).collect();
    (found[0].id.clone(), headings)
}

#[test]
fn a_line_without_words_is_no_heading() {
    let text = format!("一、办理程序\n甲应当提出申请。\n……\n{LONG}");
    assert_eq!(above(&text, LONG).1, ["一、办理程序"]);
}

#[test]
fn items_behind_dots_are_of_the_same_article() {
    check(
        "第一条 甲：\n（一）乙；\n……\n（五）丙。",
        &[
            "x-1 | 第一条 | 第一条 甲：",
            "x-1-1 | 第一条第（一）项 | （一）乙；/……",
            "x-1-5 | 第一条第（五）项 | （五）丙。",
        ],
    );
}

#[test]
fn a_list_of_attachments_ends_where_somebody_signs() {
    let text = "现将《甲市步道办法》印发给你们。\n附件：1．申请表\n审批表\n甲市民政局　甲市财政局\n2025年1月20日\n\
        甲市步道办法\n第一条　为了建设步道，制定本办法。\n第二条　甲。";
    let outline = read(text);
    check_lines(text, &outline);
    assert_eq!(outline.drafts[1].text, "附件：1．申请表\n审批表");
    let text = "附件：1.常见问题\n甲市民政局\n2025年1月20日\n1.甲是什么？\n甲是乙。\n2.丙是什么？\n丙是丁。";
    let outline = read(text);
    assert_eq!(outline.drafts[0].text, "附件：1.常见问题");
    check_problems(&outline, &[]);
}

#[test]
fn the_only_line_under_a_heading_is_called_as_it() {
    let outline = read("一、受理单位\n甲市医疗保障局\n二、收费标准\n不收费。\n三、咨询电话\n0770-8812345");
    let titles: Vec<&str> = outline.drafts.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles, ["受理单位", "收费标准", "咨询电话"]);
}

#[test]
fn what_is_appended_belongs_to_no_article() {
    for (label, heading) in [
        ("附：步道标志说明", "附：步道标志说明"),
        ("附:步道标志说明", "附:步道标志说明"),
        ("附：\n步道标志说明", "附： 步道标志说明"),
        ("附录\n步道标志说明", "附录 步道标志说明"),
        ("附录A 步道标志说明", "附录A 步道标志说明"),
        ("附表一\n步道标志说明", "附表一 步道标志说明"),
        ("附图１：步道标志说明", "附图１：步道标志说明"),
    ] {
        let text = format!("第一章 总则\n第一条 {LONG}\n{label}\n标志的形状两面相同，颜色两面相对。");
        let found = above(&text, "标志的形状");
        assert_eq!(found, ("x-s1-p1".to_owned(), vec![heading.to_owned()]), "{label}");
    }
    // Names of what is appended are no annex, and no paragraph of the article.
    for list in ["附：1.申请表\n2.登记表", "附：\n1.申请表\n2.登记表", "附件：1.申请表\n2.登记表", "附：申请表"]
    {
        let outline = read(&format!("第一章 总则\n第一条 {LONG}\n{list}"));
        assert_eq!(places(&outline)[..2], ["第一条", ""], "{list}");
        assert_eq!(outline.drafts[1].text, list, "{list}");
    }
}

#[test]
fn forms_behind_an_annex_are_parts_of_it() {
    let text = "附件\n步道申请程序\n一、申请资料\n提交下列材料：\n1.申请表；\n2.登记表。\n附表1\n步道申请表\n\
        请用黑色笔填写，字迹应当清楚。\n附表2\n步道登记表\n序号\t姓名\n1\t甲";
    for (words, label) in [("请用黑色笔", "附表1 步道申请表"), ("1\t甲", "附表2 步道登记表")] {
        assert_eq!(above(text, words).1, [label, "附件 步道申请程序"]);
    }
    let parts =
        "附件1\n步道申请程序\n一、甲。\n附件1-1\n步道申请表\n请用黑色笔填写，字迹应当清楚。\n附件2\n乙程序\n一、丙。";
    assert_eq!(above(parts, "请用黑色笔").1, ["附件1-1 步道申请表", "附件1 步道申请程序"]);
    assert_eq!(above(parts, "一、丙。").0, "x-a2-1");
}

#[test]
fn the_last_item_is_as_the_one_before() {
    let text = "（一）见习基地。\n1.申请对象。\n甲应当信誉良好，管理规范。\n2.申请流程。\n乙初核以后报丙复核，公示以后颁发证书。\n\
        （二）示范基地。\n丁应当连续两年评为合格，并且公示。";
    let ids: Vec<String> = ["甲应当", "乙初核", "丁应当"].iter().map(|it| above(text, it).0).collect();
    assert_eq!(ids, ["x-1-1-p1", "x-1-2-p1", "x-2-p1"]);
}

#[test]
fn a_name_behind_a_sentence_is_a_heading() {
    let text = "一、甲\n（一）完善机制。各区应当完善机制，落实责任。\n（二）强化支持\n市财政局应当安排资金，专款专用。";
    assert_eq!(above(text, "市财政局").0, "x-1-2-p1");
    let list = "一、甲\n（一）申请表；\n（二）登记表\n材料应当真实，并且加盖公章。";
    assert_eq!(above(list, "材料应当").0, "x-1-p1");
}

#[test]
fn names_without_a_number_are_of_one_rank() {
    let text = "申请条件\n1.年满六十岁；\n2.有本市户籍。\n办理流程\n（一）提出申请。\n（二）公示结果，发放补贴。\n咨询方式\n\
        可以拨打热线电话，也可以到街道办事处咨询。\n案例一\n张某年满六十岁，领取了补贴，已经发放到账。\n案例二：李某\n\
        李某没有本市户籍，没有领取补贴，已经说明理由。";
    for (words, heading) in [
        ("1.年满", "申请条件"),
        ("（二）公示", "办理流程"),
        ("可以拨打", "咨询方式"),
        ("张某年满", "案例一"),
        ("李某没有", "案例二：李某"),
    ] {
        assert_eq!(above(text, words).1, [heading]);
    }
}

#[test]
fn questions_and_answers_need_no_number() {
    for (first, second) in [
        ("问：甲是什么？", "问：丁？"),
        ("Q1：甲是什么？", "Q2：丁？"),
        ("问题1：甲是什么？", "问题2：丁？"),
        ("问1：甲是什么？", "问2：丁？"),
    ] {
        let text = format!("{first}\n答：甲是乙，也可以是丙，按照规定执行。\n{second}\n答：丁是下列：\n1.戊；\n2.己。");
        assert_eq!(above(&text, "甲是乙").1, [first]);
        assert_eq!(above(&text, "丁是下列").1, [second]);
        assert_eq!(above(&text, "2.己").1.last().unwrap(), second);
        // Within a section too, also where its list has no sections of its own.
        let within =
            format!("一、范围\n{}\n二、程序\n庚。", text.replace("1.戊", "（1）戊").replace("2.己", "（2）己"));
        assert_eq!(above(&within, "（2）己").1, [second, "一、范围"]);
        assert_eq!(above(&within, "庚。").1, ["二、程序"]);
    }
    // What tells a case is long, and has sentences of its own.
    let case = "案例：甲在乙公司参加保险，同时在丙公司参加工伤保险，现乙公司已经减员，丙公司尚未减员。\
        如果丙公司以后办理减员，甲能以乙公司的材料申请吗？";
    let text = format!("一、条件\n丁。\n{case}\n答：不能，应当以丙公司的材料申请。\n二、程序\n庚。");
    assert_eq!(above(&text, "不能，应当").1, [case, "一、条件"]);
}

#[test]
fn the_list_of_an_answer_may_begin_behind_its_label() {
    for (question, first, second, ids) in [
        ("一、甲是什么？", "答：（1）乙；", "（2）丙。", ["x-1-1", "x-1-2"]),
        ("一、甲是什么？", "答：1.乙；", "2.丙。", ["x-1-1", "x-1-2"]),
        ("1.甲是什么？", "答：1.乙；", "2.丙。", ["x-1-1", "x-1-2"]),
        ("问：甲是什么？", "答：一、乙。", "二、丙。", ["x-s1-1", "x-s1-2"]),
        ("Q1：甲是什么？", "A1：①乙；", "②丙。", ["x-s1-1", "x-s1-2"]),
    ] {
        let next = question.replace('一', "二").replace('1', "2").replace('甲', "丁");
        let text = format!("{question}\n{first}\n{second}\n{next}\n答：1.戊；2.己。");
        let outline = read(&text);
        check_problems(&outline, &[]);
        let found: Vec<(&str, &str)> =
            outline.drafts.iter().take(2).map(|it| (it.id.as_str(), it.title.as_str())).collect();
        assert_eq!(found, [(ids[0], "乙"), (ids[1], "丙")], "{text}");
        assert_eq!((above(&text, first).1, above(&text, "戊；2.己").1), (vec![question.to_owned()], vec![next]));
    }
    // The number of the next question does not go on with what the answer counts.
    let text = "1.甲是什么？\n答：1.乙；2.丙。\n2.丁？\n答：戊。";
    assert_eq!(above(text, "1.乙").0, "x-1-p1");
}

#[test]
fn a_value_beside_the_last_of_its_kind_is_not_beneath_it() {
    let text = "一、收费标准：不收费\n二、救助标准\n（一）甲。\n（二）乙。\n三、咨询电话：8812345\n监督电话：8812346";
    let found = read(text).drafts.into_iter().map(|it| it.text).collect::<Vec<_>>();
    assert_eq!(found[3..], ["三、咨询电话：8812345", "监督电话：8812346"]);
}

#[test]
fn stems_are_numbers_where_they_are_a_list() {
    let text = "一、标准\n甲、城市\n每月一百元，按月发放。\n乙、农村\n每月八十元，按月发放。\n二、程序\n丙。";
    assert_eq!(above(text, "每月八十元"), ("x-1-2-p1".to_owned(), vec!["乙、农村".to_owned(), "一、标准".to_owned()]));
    let outer = "甲、总则\n一、目的\n丙。\n乙、分则\n一、范围\n丁。";
    assert_eq!(above(outer, "丁。").1, ["一、范围", "乙、分则"]);
    for line in ["甲、乙双方签订协议。", "甲、丙。"] {
        assert_eq!(places(&read(line)), [""], "{line}");
    }
}

#[test]
fn brackets_may_be_the_outer_number() {
    let text = "一、甲\n1)乙：\n(1)丙；\n(2)丁。\n2)戊：\n(1)己；\n(2)庚。";
    check_problems(&read(text), &[]);
    let ids: Vec<String> = read(text).drafts.into_iter().map(|it| it.id).collect();
    assert_eq!(ids, ["x-1-1-1", "x-1-1-2", "x-1-2-1", "x-1-2-2"]);
}

#[test]
fn more_printed_forms_of_numbers() {
    for (line, place) in [
        ("壹、甲。", "一、"),
        ("拾贰、甲。", "十二、"),
        ("１２、甲。", "12."),
        ("⒓甲。", "12."),
        ("（十）甲。", "（十）"),
        ("⑩甲。", "⑩"),
    ] {
        assert_eq!(places(&read(line)), [place], "{line}");
    }
    // Points within a paragraph are none.
    for line in ["一是甲；二是乙；三是丙。", "其中：（一）甲；（二）乙。", "各区：①甲；②乙。"]
    {
        assert_eq!(places(&read(line)), [""], "{line}");
    }
    check(
        "第一条【目的】甲。\n第二条（范围）乙。",
        &["x-1 | 第一条 | 第一条【目的】甲。", "x-2 | 第二条 | 第二条（范围）乙。"],
    );
}

#[test]
fn contents_of_several_levels_are_contents() {
    for (page, one) in [("……1", "…………12"), ("", "")] {
        let text = format!(
            "目　次\n第一章 总则{page}\n第一节 目的{page}\n一、范围{one}\n第二章 建设{page}\n附则{page}\n附件{page}\n第一章 总则\n第一节 目的\n\
             一、范围\n甲。\n第二章 建设\n乙。\n附则\n丙。"
        );
        let outline = read(&text);
        check_lines(&text, &outline);
        assert_eq!(outline.asides.len(), 7, "{page}: {:?}", outline.asides);
        check_problems(&outline, &[]);
    }
}

#[test]
fn offices_sign_side_by_side() {
    for names in ["甲市民政局　　　甲市财政局", "甲市民政局\t甲市财政局", "甲市民政局\t甲市财政局\n甲市教育局\t"]
    {
        for date in ["2024年1月2日", "\t2024年1月2日"] {
            let outline = check(&format!("第一条 甲。\n{names}\n{date}"), &["x-1 | 第一条 | 第一条 甲。"]);
            assert!(outline.asides.values().all(|it| *it == Aside::Signature));
        }
    }
}

#[test]
fn a_title_may_end_in_brackets_below_it() {
    let text = "各区：\n现将《甲市步道管理办法（试行）》印发给你们。\n甲市民政局\n2024年1月2日\n甲市步道管理办法\n（试行）\n第一条 甲。\n第二条 乙。";
    let outline = read(text);
    check_lines(text, &outline);
    assert_eq!(outline.headings[0].text, "甲市步道管理办法（试行）");
    assert_eq!(places(&outline)[2..], ["第一条", "第二条"]);
}

#[test]
fn an_annex_has_parts_and_chapters_of_its_own() {
    let text = "一、甲。\n附件1\n步道标准\n第一部分 总则\n一、乙。\n第二部分 分则\n一、丙。\n附件2\n步道办法\n第一章 总则\n第一条 丁。\n附表1\n申请表\n\
        请用黑色笔填写，字迹应当清楚。";
    let outline = read(text);
    check_lines(text, &outline);
    for (words, headings) in [
        ("一、乙。", vec!["第一部分 总则", "附件1 步道标准"]),
        ("一、丙。", vec!["第二部分 分则", "附件1 步道标准"]),
        ("第一条 丁。", vec!["第一章 总则", "附件2 步道办法"]),
        ("请用黑色笔", vec!["附表1 申请表", "附件2 步道办法"]),
    ] {
        assert_eq!(above(text, words).1, headings);
    }
}

#[test]
fn the_title_of_an_annex_may_take_two_lines() {
    let text = "一、甲。\n附件2\n甲市乙县丙镇丁村\n步道安全调查意见\n2004年3月24日，乙县人民政府报送了请示。";
    assert_eq!(above(text, "2004年3月24日").1, ["附件2 甲市乙县丙镇丁村 步道安全调查意见"]);
    let own = "一、甲。\n附件\n步道申请表\n填写说明\n请用黑色笔填写，字迹应当清楚，一式两份。";
    assert_eq!(above(own, "请用黑色笔").1, ["填写说明", "附件 步道申请表"]);
}

#[test]
fn chinese_numbers_over_articles_divide_the_text() {
    let text = "一、受理\n第一条 甲：\n（一）乙；\n（二）丙。\n第二条 丁。\n二、审理\n（一）程序\n第三条 戊。\n三、附则\n第四条 己。";
    for (words, headings) in [
        ("（二）丙", vec!["第一条", "一、受理"]),
        ("第二条 丁", vec!["一、受理"]),
        ("第三条 戊", vec!["（一）程序", "二、审理"]),
        ("第四条 己", vec!["三、附则"]),
    ] {
        assert_eq!(above(text, words).1, headings, "{words}");
    }
    check_problems(&read(text), &[]);
    // A list within an article whose last item has no stop is none.
    let list = "第一条 下列材料：\n一、申请表；\n二、登记表\n第二条 丁。";
    assert_eq!(above(list, "第二条 丁").1, [""; 0]);
    assert_eq!(above(list, "二、登记表").1, ["第一条"]);
}

#[test]
fn dashes_belong_to_the_principle_above() {
    let text = "一、要求\n（一）指导思想。坚持甲，推进乙。\n（二）基本原则。\n——坚持丙。丁。\n——坚持戊。己。\n（三）目标。到期庚。";
    assert_eq!(above(text, "坚持戊").1, ["（二）基本原则。", "一、要求"]);
    let own = "一、要求\n（一）基本原则。坚持甲，推进乙。\n——坚持丙。丁。\n（二）目标。到期庚。";
    assert_eq!(above(own, "坚持丙").1, ["基本原则", "一、要求"]);
}

#[test]
fn what_introduces_a_list_is_a_clause() {
    let text = "一、条件\n（一）甲；\n（二）申请人为下列人员之一：\n1.乙；\n2.丙。\n二、等级\n预警分为四级：\n（1）丁；\n（2）戊。";
    assert_eq!(above(text, "申请人为下列").1, ["一、条件"]);
    assert_eq!(above(text, "2.丙").1, ["申请人为下列人员之一", "一、条件"]);
    assert_eq!(above(text, "预警分为四级").1, ["二、等级"]);
    let last = "一、租金\n（一）免交租金。甲。\n（二）分档租金。按照收入计收，计算公式为：\n月租金＝乙×丙。\n二、丁。";
    assert_eq!(above(last, "月租金＝").0, "x-1-2-p1");
    assert_eq!(above("各有关单位：\n一、甲。\n二、乙。", "二、乙").1, [""; 0], "a salutation is no heading");
    // A name with a colon is a heading as before.
    assert_eq!(above("一、甲\n1.申请材料：\n（1）丁；\n（2）戊。", "（2）戊").1, ["1.申请材料：", "一、甲"]);
}

#[test]
fn closing_formulas_belong_to_the_whole_text() {
    for end in
        ["特此公告。", "特此通知。", "此复。", "本通告自发布之日起施行。", "本通知自2024年1月1日起执行，有效期五年。"]
    {
        let text = format!("一、甲\n乙。\n二、丙\n（一）丁。\n（二）戊。\n{end}");
        assert_eq!(above(&text, end).1, [""; 0], "{end}");
        let text = format!("一、甲\n乙。\n二、丙\n丁。\n{end}");
        assert_eq!(above(&text, end).1, [""; 0], "{end}");
    }
    let text = "一、甲\n乙。\n二、丙\n本市自行组织实施。";
    assert_eq!(above(text, "自行组织").1, ["二、丙"]);
}

#[test]
fn whom_to_ask_is_said_of_the_whole_text() {
    for line in ["咨询电话：8812345", "（联系人：丁，电话：8812345）", "联系人：丁；联系电话：8812345。"]
    {
        let text =
            format!("一、甲\n乙。\n二、工作要求\n各区应当落实。\n{line}\n监督电话：8812346\n附件\n步道标准\n戊。");
        assert_eq!((above(&text, line).1, above(&text, "8812346").1), (vec![], vec![]), "{line}");
        for heading in ["二、咨询方式", "二、监督举报", "二、办理地点"] {
            let text = text.replace("二、工作要求", heading);
            assert_eq!(above(&text, "8812346").1, [heading], "{line}");
        }
    }
    let within = "一、甲\n乙。\n咨询电话：8812345\n二、丙\n丁。";
    assert_eq!(above(within, "8812345").1, ["一、甲"]);
}

#[test]
fn a_caption_below_a_heading_stays_with_its_sentence() {
    let text = "一、甲\n表1 步道分类\n步道分为三类。\n二、乙\n图1　办理流程\n图2　受理流程\n应当按照流程办理。";
    let found: Vec<String> = read(text).drafts.into_iter().map(|it| it.text).collect();
    assert_eq!(found[0], "表1 步道分类\n步道分为三类。");
    assert_eq!(found.last().unwrap(), "图1　办理流程\n图2　受理流程\n应当按照流程办理。");
}

#[test]
fn the_title_of_an_annex_may_end_in_brackets() {
    let text = "一、甲。\n附件1\n步道共享协议\n（示范文本）\n第一条 乙。\n附件2\n步道登记表\n一、丙。";
    assert_eq!(above(text, "第一条 乙").1, ["附件1 步道共享协议（示范文本）"]);
}

#[test]
fn a_list_may_begin_behind_the_label_of_a_note() {
    for label in ["注：", "备注:", "说明： "] {
        let text = format!("一、甲。\n二、乙。\n{label}1.丙为丁；\n2.戊为己；\n3.庚为辛。");
        let outline = read(&text);
        check_problems(&outline, &[]);
        assert_eq!(outline.drafts.last().map(|it| it.text.as_str()), Some("3.庚为辛。"), "{label}");
    }
    check_problems(&read("一、甲。\n注：1.乙。\n3.丙。"), &[(3, "number-order")]);
}

#[test]
fn names_of_one_kind_end_each_others_lists() {
    let text = "一、有哪些条件？\n答：个人申请条件：\n（一）甲，应当具备下列条件：\n1.乙；\n2.丙。\n（二）丁。\n企业申请条件：\n\
        1.戊；\n2.己。\n二、在哪里申请？\n答：庚。";
    assert_eq!(above(text, "2.己").1, ["企业申请条件：", "一、有哪些条件？"]);
    assert_eq!(above(text, "2.丙").1[1..], ["个人申请条件", "一、有哪些条件？"]);
}

#[test]
fn paragraphs_between_two_items_are_no_paragraphs_of_the_article() {
    let text = "第一条 程序为：\n（一）需求评估。\n（二）适配评估。\n前置评估：甲由乙办理，应当说明理由。\n\
        专业评估：丙由丁办理，应当说明理由。\n（三）回访。\n第二条 戊。";
    let ids = ["程序为", "（一）", "（二）", "前置评估", "专业评估", "（三）"].map(|it| above(text, it).0);
    assert_eq!(ids, ["x-1", "x-1-1", "x-1-2", "x-1-2-p1", "x-1-2-p2", "x-1-3"]);
    // Behind the items of an item too, and not where a new list begins.
    let deep = "第一条 程序为：\n（一）评估：\n1.甲；\n2.乙。\n评估应当说明理由。\n（二）回访。\n回访应当记录在案。";
    let ids = ["评估应当", "（二）", "回访应当"].map(|it| above(deep, it).0);
    assert_eq!(ids, ["x-1-1-p1", "x-1-2", "x-1-p2"]);
    let second = "第一条 程序为：\n（一）评估；\n（二）回访。\n前款外还有：\n（三）甲；\n（四）乙。";
    assert_eq!(above(second, "（三）甲").0, "x-1-p2-3");
}

#[test]
fn the_title_of_a_plan_or_of_measures_is_a_title() {
    for text in [
        "甲市步道抢修应急预案\n1 总则\n1.1 目的\n甲。\n1.2 依据\n乙。\n2 附则\n2.1 解释\n丙。",
        "促进步道消费的若干措施\n为了步道，制定本措施。\n一、甲。",
    ] {
        let title = text.lines().next().unwrap();
        let whole = format!("各区：\n现印发给你们。\n甲市民政局\n2024年1月2日\n{text}");
        let own = format!("关于印发{}的通知", title.replace("的若干", "若干"));
        let outline = read_under(&own, &whole);
        assert!(outline.headings.iter().all(|it| it.text != title), "{:?}", outline.headings);
        // The title of another text is named.
        let outline = read_under("关于印发步道管理办法的通知", &whole);
        assert!(outline.headings.iter().any(|it| it.text == title), "{:?}", outline.headings);
    }
}

#[test]
fn a_paper_that_is_passed_on_is_a_text_of_its_own() {
    let notice = "一、甲。\n二、乙。\n甲市民政局\n2024年2月1日\n乙省民政厅关于提高标准的通知\n乙民发〔2024〕9号\n\
                  各市民政局：\n一、丙。\n二、丁。";
    let name = "乙省民政厅关于提高标准的通知";
    let rows = ["x-1 | 一、 | 一、甲。", "x-2 | 二、 | 二、乙。"].map(str::to_owned);
    let inner = [
        ("p1", "", "乙民发〔2024〕9号"),
        ("p2", "", "各市民政局："),
        ("1b", " 一、", "一、丙。"),
        ("2b", " 二、", "二、丁。"),
    ]
    .map(|(id, place, text)| format!("x-{id} | {name}{place} | {text}"));
    let rows: Vec<&str> = rows.iter().chain(&inner).map(String::as_str).collect();
    check_problems(&check(notice, &rows), &[]);
    // Two documents in one file.
    let two = "第一条 甲。\n乙市节水办法\n乙府规〔2024〕9号\n第一条 丙。";
    assert_eq!(places(&read(two)), ["第一条", "乙市节水办法", "第一条"]);
}

#[test]
fn bold_lines_are_names() {
    let placed = |text: &str| {
        let line = |(at, it): (usize, &str)| Line {
            is_strong: it.starts_with('*'),
            ..Line::new(at + 1, it.trim_start_matches('*'))
        };
        let lines: Vec<Line> = text.lines().enumerate().map(line).collect();
        places(&crate::structure::outline_of(&lines, "x"))
    };
    assert_eq!(placed("*办理时限\n10天\n*收费标准\n不收费\n见表。"), ["办理时限", "收费标准", "收费标准"]);
    assert_eq!(placed("*没有工作，怎么参保\n到街道。\n*多久能办好\n22天。"), ["没有工作，怎么参保", "多久能办好"]);
    assert_eq!(placed("一、甲\n乙。\n*丙\n丁。\n二、戊\n己。"), ["一、", "一、丙", "二、"]);
    // Whole sentences, everything in bold, who is addressed, a number.
    for text in [
        "*请注意。\n甲。",
        "*甲\n*乙\n*丙",
        "*各有关单位：\n甲。",
        "*甲政办〔2024〕1号\n甲。",
        "*（自公布之日起施行）\n甲。",
        "*2024年1月2日\n甲。",
    ] {
        assert!(placed(text).iter().all(String::is_empty), "{text}");
    }
}
