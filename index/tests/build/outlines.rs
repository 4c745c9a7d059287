//! Outlines as a printed gazette brings them: with page breaks, between a head
//! and the next document.

use crate::common::Root;
use crate::corpus::clause;
use policy_engine::Corpus;
use policy_index::compile::build::Build;

/// The small root with another body.
fn with_body(lines: &[&str]) -> Build {
    let root = Root::small();
    let body = "一、市体育局\n\n1. 建设步道。每个社区建设一条步\n\n——柳州市人民政府办公室——\n\n道，方便居民健身。\n\n\
                2. 维护步道。给予社区资金补贴。\n\n二、市残联\n\n为残疾人配置辅具。\n";
    let text = lines.join("\n\n") + "\n";
    let last = 25 + text.lines().count() - body.lines().count();
    root.replace("corpus/a.txt", body, &text);
    root.replace("corpus/collections.toml", "last_line = 25", &format!("last_line = {last}"));
    let build = root.build();
    assert!(build.accounts.iter().all(|it| it.sum() == it.total));
    build
}

fn rows(corpus: &Corpus) -> Vec<String> {
    let body = corpus.clauses.iter().filter(|it| !it.id.contains("-f"));
    body.map(|it| format!("{} | {} | {}", it.id, corpus.place(it), it.text)).collect()
}

#[test]
fn articles_run_on_and_keep_their_paragraphs() {
    let build = with_body(&[
        "第一章 总则",
        "第一条为了建设步道，制定本办法。",
        "第二条 本办法适用于市区步道。",
        "县城步道参照执行。",
        "第二章 建设",
        "第三条 有下列情形的：",
        "（一）甲；",
        "（二）乙。",
        "有前款第一项情形的，应当拆除。",
        "第三条之一 丙。",
        "第四条 丁。",
        "（此件公开发布）",
        "抄送：市委各部门。",
    ]);
    let is_of_text = |it: &&String| it.starts_with("corpus");
    assert_eq!(build.warnings.iter().filter(is_of_text).count(), 0, "{:?}", build.warnings);
    let expected = [
        "2022-31-1-1 | 第一条 | 第一条为了建设步道，制定本办法。",
        "2022-31-1-2 | 第二条第一款 | 第二条 本办法适用于市区步道。",
        "2022-31-1-2-p2 | 第二条第二款 | 县城步道参照执行。",
        "2022-31-2-3 | 第三条第一款 | 第三条 有下列情形的：",
        "2022-31-2-3-1 | 第三条第一款第（一）项 | （一）甲；",
        "2022-31-2-3-2 | 第三条第一款第（二）项 | （二）乙。",
        "2022-31-2-3-p2 | 第三条第二款 | 有前款第一项情形的，应当拆除。",
        "2022-31-2-3z1 | 第三条之一 | 第三条之一 丙。",
        "2022-31-2-4 | 第四条 | 第四条 丁。",
    ];
    assert_eq!(rows(&build.corpus), expected);
    assert_eq!(build.corpus.path(clause(&build.corpus, "2022-31-1-2-p2")), ["第一章 总则", "第二条"]);
}

#[test]
fn page_numbers_in_any_form_part_no_sentence() {
    let pages = [
        "4",
        "第 4 页 共 5 页",
        "第四页",
        "4/5",
        "•4•",
        "[4]",
        "Page 4",
        "４",
        "＿4＿",
        "(4)",
        "— ４ —",
        "柳州市人民政府公报",
        "2024年第5期",
        "68 柳州市人民政府公报 2024年第5期",
    ];
    for page in pages {
        let build = with_body(&["一、市体育局", "1. 建设步道。方便居", page, "民健身。", "2. 维护步道。给予补贴。"]);
        assert_eq!(rows(&build.corpus)[0], "2022-31-1-1 | 一、1. | 1. 建设步道。方便居民健身。", "{page}");
    }
}

#[test]
fn numbered_lines_are_not_glued_whatever_their_form() {
    for heading in
        ["一.市体育局", "一．市体育局", "一，市体育局", "一 、市体育局", "第一部分 市体育局", "第一编 市体育局"]
    {
        let build = with_body(&[heading, "建设步道。每个社区一条。", "维护步道。给予补贴。"]);
        assert_eq!(build.corpus.path(clause(&build.corpus, "2022-31-1-p1")), [heading]);
    }
    for first in ["１．", "⒈", "⑴", "㈠", "❶", "1)", "1）", "（ 一 ）", "A."] {
        let build = with_body(&["一、市体育局", &format!("{first}建设步道。每个社区一条。")]);
        assert_eq!(build.corpus.clauses.last().map(|it| it.id.as_str()), Some("2022-31-1-1"), "{first}");
    }
}

#[test]
fn marks_without_a_shape_hide_no_number() {
    let build = with_body(&["一、市体育局", "建设步道。", "\u{feff}二、市残联", "\u{200b}配置辅具。"]);
    assert_eq!(rows(&build.corpus), ["2022-31-1-p1 | 一、 | 建设步道。", "2022-31-2-p1 | 二、 | 配置辅具。"]);
}

#[test]
fn a_first_article_that_introduces_a_list_is_no_salutation() {
    let root = Root::small();
    root.replace("corpus/a.txt", "各县、区人民政府，各有关单位：", "第一条 下列：");
    root.replace("corpus/a.txt", "《柳州市步道建设办法》已经市人民政府同意，现印发给你们。", "（一）甲。");
    root.replace("corpus/a.txt", "柳州市步道建设办法\n\n为了建设步道，制定本办法。", "（二）乙。\n\n丙。");
    let corpus = root.build().corpus;
    assert_eq!(clause(&corpus, "2022-31-1-2").text, "（二）乙。");
    assert_eq!(corpus.place(clause(&corpus, "2022-31-1-p2")), "第一条第二款");
}
