//! What later versions of a text print: its history in brackets, articles without
//! words, and numbers in lines of their own.

use crate::structure::Aside;
use crate::structure::tests::{check, check_problems, places, read};

#[test]
fn the_history_of_a_text_within_a_document_is_no_clause() {
    let history = "（2010年5月1日甲市人民政府令第35号公布　根据2023年6月19日甲市人民政府令第85号《甲市人民政府关于修改〈甲市步道管理规定〉的决定》修正）";
    let lines = "（2010年5月1日甲市人民政府令第35号公布\n根据2015年3月2日甲市人民政府令第50号第一次修正\n根据2023年6月19日甲市人民政府令第85号第二次修正）";
    let in_words = "（二〇一〇年五月一日甲市第十届人民代表大会常务委员会第三次会议通过）";
    for (history, num_lines) in [(history, 1), (lines, 3), (in_words, 1)] {
        let text = format!("一、删去第三条。\n甲市步道管理规定\n{history}\n第一条 甲。\n第二条 乙。");
        let outline = check(
            &text,
            &["x-1 | 一、 | 一、删去第三条。", "x-1b | 第一条 | 第一条 甲。", "x-2 | 第二条 | 第二条 乙。"],
        );
        assert_eq!(outline.heading_lines, [2], "{history}");
        let told: Vec<usize> = outline.asides.iter().filter(|it| *it.1 == Aside::Furniture).map(|it| *it.0).collect();
        assert_eq!(told, (3..3 + num_lines).collect::<Vec<_>>(), "{history}");
        check_problems(&outline, &[]);
    }
    // Behind a sentence it is a remark like any other.
    let remark = "（2010年5月1日甲市人民政府令第35号公布）";
    assert_eq!(read(&format!("第一条 甲。\n{remark}")).drafts.len(), 2);
}

#[test]
fn an_article_without_words_keeps_its_number_and_is_called_so() {
    for (gone, problems) in [
        ("第二条", &[(2, "empty-article")][..]),
        ("第二条　（删除）", &[]),
        ("第二条 已废止。", &[]),
        ("第二条（此条删去）", &[]),
    ] {
        let outline = check(
            &format!("第一条 甲。\n{gone}\n第三条 乙。"),
            &["x-1 | 第一条 | 第一条 甲。", &format!("x-2 | 第二条 | {gone}"), "x-3 | 第三条 | 第三条 乙。"],
        );
        assert_eq!(outline.drafts[1].title, gone);
        check_problems(&outline, problems);
    }
    let kept = read("第一条 甲。\n第二条 删除个人信息的，应当留存记录。");
    assert_eq!(kept.drafts[1].title, "删除个人信息的，应当留存记录");
}

#[test]
fn a_number_in_a_line_of_its_own_has_its_words_in_the_next() {
    let outline = check(
        "第一章\n总则\n第一条\n甲。\n乙。\n第二条\n丙：\n（一）\n丁；\n（二）\n戊。\n第二章\n附则\n第三条\n己。",
        &[
            "x-1-1 | 第一条第一款 | 第一条 甲。",
            "x-1-1-p2 | 第一条第二款 | 乙。",
            "x-1-2 | 第二条 | 第二条 丙：",
            "x-1-2-1 | 第二条第（一）项 | （一） 丁；",
            "x-1-2-2 | 第二条第（二）项 | （二） 戊。",
            "x-2-3 | 第三条 | 第三条 己。",
        ],
    );
    assert_eq!(outline.headings[0].text, "第一章 总则");
    check_problems(&outline, &[]);
    let sections = "一、\n甲\n（一）\n乙。\n二、\n丙\n（一）\n丁。";
    assert_eq!(places(&read(sections)), ["一、（一）", "二、（一）"]);
}
