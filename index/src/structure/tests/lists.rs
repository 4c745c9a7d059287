//! Which line of a list is a heading, which ends it, and what stands behind it.

use crate::structure::tests::{LONG, check, check_problems, places, read};

#[test]
fn the_last_of_a_list_is_no_heading_of_the_next_paragraph() {
    let outline = check(
        "一、甲\n申报单位应当符合下列条件：\n（一）乙；\n（二）丙。\n有下列情形之一的，不予受理：\n（一）丁；\n（二）戊。",
        &[
            "x-1-p1 | 一、 | 申报单位应当符合下列条件：",
            "x-1-p1-1 | 一、第一款（一） | （一）乙；",
            "x-1-p1-2 | 一、第一款（二） | （二）丙。",
            "x-1-p2 | 一、 | 有下列情形之一的，不予受理：",
            "x-1-p2-1 | 一、第二款（一） | （一）丁；",
            "x-1-p2-2 | 一、第二款（二） | （二）戊。",
        ],
    );
    check_problems(&outline, &[]);
}

#[test]
fn a_standard_is_read_by_its_numbers() {
    let outline = check(
        "前　言\n本文件由甲市民政局提出。\n步道服务规范\n1　范围\n本文件规定了步道服务的要求。\n2　术语和定义\n下列术语适用于本文件。\n\
         2.1\n步道　trail\n供人步行的道路。\n2.2\n驿站　station\n供人休息的场所。\n3　要求\n3.1　设施\n3.1.1　应设照明。\n\
         3.1.2　应符合下列要求：\na)　每周检查；\nb)　按需要提供：\n1)　饮水；\n2)　座椅；\nc)　留存记录。\n3.2　人员\n应持证上岗。\n\
         附　录　A\n（资料性）\n步道标志\n标志应清晰。\n参 考 文 献\n[1]　《甲法》",
        &[
            "x-f1 | 前　言 | 本文件由甲市民政局提出。",
            "x-1-p1 | 步道服务规范 1. | 本文件规定了步道服务的要求。",
            "x-2-p1 | 步道服务规范 2. | 下列术语适用于本文件。",
            "x-2-1-p1 | 步道服务规范 2.1. | 供人步行的道路。",
            "x-2-2-p1 | 步道服务规范 2.2. | 供人休息的场所。",
            "x-3-1-1 | 步道服务规范 3.1.1. | 3.1.1　应设照明。",
            "x-3-1-2 | 步道服务规范 3.1.2. | 3.1.2　应符合下列要求：",
            "x-3-1-2-1 | 步道服务规范 3.1.2.A. | a)　每周检查；",
            "x-3-1-2-2-1 | 步道服务规范 3.1.2.B.（1） | 1)　饮水；",
            "x-3-1-2-2-2 | 步道服务规范 3.1.2.B.（2） | 2)　座椅；",
            "x-3-1-2-3 | 步道服务规范 3.1.2.C. | c)　留存记录。",
            "x-3-2-p1 | 步道服务规范 3.2. | 应持证上岗。",
            "x-s1-p1 | 步道服务规范 附　录　A （资料性） 步道标志 | 标志应清晰。",
            "x-s2-p1 | 步道服务规范 参 考 文 献 | [1]　《甲法》",
        ],
    );
    assert_eq!(outline.drafts.iter().find(|it| it.id == "x-3-1-1").map(|it| it.title.as_str()), Some("应设照明"));
}

#[test]
fn what_a_decision_quotes_is_no_heading() {
    let outline = check(
        "一、删去第二条。\n二、第九条增加一项，作为第三项：“（三）乙；”\n此外，对条文顺序作相应调整。\n本决定自公布之日起施行。",
        &[
            "x-1 | 一、 | 一、删去第二条。",
            "x-2 | 二、 | 二、第九条增加一项，作为第三项：“（三）乙；”",
            "x-p1 |  | 此外，对条文顺序作相应调整。",
            "x-p2 |  | 本决定自公布之日起施行。",
        ],
    );
    check_problems(&outline, &[]);
}

#[test]
fn a_preface_ends_with_the_first_part() {
    check(
        "前言\n甲。\n一、乙\n丙。\n二、丁\n戊。",
        &["x-f1 | 前言 | 甲。", "x-1-p1 | 一、 | 丙。", "x-2-p1 | 二、 | 戊。"],
    );
}

#[test]
fn a_note_below_a_table_is_none_of_its_last_part() {
    check(
        "一、甲\n项目\t标准\n乙类\t\n步道\t8\n丙类\t\n公园\t9\n备注：丁。",
        &["x-t1-1 | 一、乙类第1行 | 步道⇥8", "x-t1-2 | 一、丙类第2行 | 公园⇥9", "x-t1-p1 | 一、 | 备注：丁。"],
    );
}

#[test]
fn who_decides_is_no_name_of_a_part() {
    for lead in ["会议议定：", "会议要求：", "市政府决定：", "经研究，答复："] {
        let rows = [&format!("x-f1 |  | {lead}")[..], "x-1 | 一、 | 一、甲。", "x-2 | 二、 | 二、乙。"];
        check(&format!("{lead}\n一、甲。\n二、乙。"), &rows);
    }
    // A full stop of half width ends a sentence too.
    let sentence = "现将甲印发给你们,请遵照执行.";
    check(
        &format!("{sentence}\n一、乙。\n二、丙。"),
        &[&format!("x-f1 |  | {sentence}"), "x-1 | 一、 | 一、乙。", "x-2 | 二、 | 二、丙。"],
    );
}

#[test]
fn who_is_addressed_is_no_name_of_a_part() {
    let rows = ["x-f1 |  | 市发改委：", "x-1 | 一、 | 一、甲。", "x-2 | 二、 | 二、乙。"];
    check("市发改委：\n一、甲。\n二、乙。", &rows);
    assert_eq!(places(&read("一、分工\n市民政局：\n1.甲。\n2.乙。")), ["一、市民政局： 1.", "一、市民政局： 2."]);
}

#[test]
fn the_end_of_a_text_belongs_to_its_last_section() {
    let end = "本通知自2022年3月1日起施行，有效期5年。";
    for name in ["三、附则", "三、其他事项", "三、施行日期"] {
        let outline = read(&format!("一、甲\n{LONG}\n二、乙\n{LONG}\n{name}\n{end}"));
        assert_eq!(places(&outline), ["一、", "二、", "三、"], "{name}");
        assert_eq!(outline.headings[2].text, name);
    }
    // Elsewhere it speaks of the whole.
    let outline = read(&format!("一、甲\n{LONG}\n二、乙\n{LONG}\n{LONG}\n{end}"));
    assert_eq!(places(&outline), ["一、", "二、", "二、", ""]);
}

#[test]
fn a_name_behind_values_is_a_heading() {
    let outline = check(
        "一、办理时限：20个工作日\n二、收费标准：不收费\n三、办理地点\n地点：甲。\n四、咨询电话：12345",
        &[
            "x-1 | 一、 | 一、办理时限：20个工作日",
            "x-2 | 二、 | 二、收费标准：不收费",
            "x-3-p1 | 三、 | 地点：甲。",
            "x-4 | 四、 | 四、咨询电话：12345",
        ],
    );
    assert_eq!(outline.headings[0].text, "三、办理地点");
}

#[test]
fn items_may_begin_with_an_amount() {
    let outline = check(
        "下列人员免费：\n1.65周岁以上老年人；\n2.1.3米以下儿童；\n3.残疾人。",
        &[
            "x-f1 |  | 下列人员免费：",
            "x-1 | 1. | 1.65周岁以上老年人；",
            "x-2 | 2. | 2.1.3米以下儿童；",
            "x-3 | 3. | 3.残疾人。",
        ],
    );
    check_problems(&outline, &[]);
    let first = read("下列情形：\n1.1.5公里以内；\n2.2公里以内；\n3.3公里以内。");
    assert_eq!(places(&first), ["", "1.", "2.", "3."]);
    // An amount at the beginning of a sentence is none.
    assert_eq!(places(&read("1.甲。\n2.5亿元用于乙。\n丙。")), ["1.", "", ""]);
}

#[test]
fn days_in_wide_figures_are_days() {
    let outline = check("一、甲。\n甲市生态环境局\n２０２１年４月２日", &["x-1 | 一、 | 一、甲。"]);
    assert_eq!(outline.asides.len(), 2);
}

#[test]
fn a_list_may_begin_behind_the_word_answer() {
    let outline = read("问题1：可以提取多少？\n答：（1）甲；\n（2）乙。");
    check_problems(&outline, &[]);
}

#[test]
fn whoever_signs_a_decree_is_no_text() {
    for name in ["市长　丙", "代市长　陈立", "厅长：丙"] {
        let outline = read(&format!("一、甲。\n{name}\n2025年9月8日\n附件1：乙"));
        assert_eq!(outline.asides.len(), 2, "{name}");
    }
}

#[test]
fn sections_without_neighbours_are_found_by_what_stands_above() {
    let places_of = |text: &str| places(&read(text));
    for (one, two) in [("1 总则", "2 响应"), ("1总则", "2响应"), ("1.总则", "2.响应"), ("1　总　则", "2　响　应")]
    {
        let text = format!("{one}\n1.1目的\n甲。\n{two}\n分为四级，见下。\n2.1 Ⅰ级\n乙。\n3 附则\n丙。");
        assert_eq!(places_of(&text), ["1.1.", "2.", "2.1.", "3."], "{text}");
    }
    // A list below a section counts for itself, and its last item is no section.
    let text = "1.总则\n1.1目的\n甲。\n2.响应\n2.1 分级\n乙：\n1.丙；\n2.丁；\n3.戊\n3.附则\n3.1施行\n己。";
    assert_eq!(places_of(text), ["1.1.", "2.1.乙： 1.", "2.1.乙： 2.", "2.1.乙： 3.", "3.1."]);
}
