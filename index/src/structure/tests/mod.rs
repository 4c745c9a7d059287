//! The forms in which offices publish their texts, each in its smallest input
//! with what it should become: one row per clause, `id | place | text`.

mod amended;
mod forms;
mod large;
mod lists;
mod names;
mod random_texts;

use policy_engine::{Clause, Corpus, ancestors};

use crate::structure::{Aside, Line, OfficialText, outline_behind, outline_of};

pub(super) fn read(text: &str) -> OfficialText {
    outline_of(&lines_of(text), "x")
}

/// A text under this title.
pub(super) fn read_under(title: &str, text: &str) -> OfficialText {
    outline_behind(read(title).drafts, &lines_of(text), "x")
}

fn lines_of(text: &str) -> Vec<Line> {
    text.lines().enumerate().map(|(at, line)| Line::new(at + 1, line)).collect()
}

/// Place of every clause, as it is cited.
pub(super) fn places(text: &OfficialText) -> Vec<String> {
    let corpus = Corpus { headings: text.headings.clone(), ..Corpus::default() };
    let clause = |it: &crate::structure::clause_draft::ClauseDraft| Clause {
        heading: it.heading,
        number: it.number,
        ..Clause::default()
    };
    text.drafts.iter().map(|it| corpus.place(&clause(it))).collect()
}

#[track_caller]
pub(super) fn check(text: &str, rows: &[&str]) -> OfficialText {
    let outline = read(text);
    let row = |(draft, place): (&crate::structure::clause_draft::ClauseDraft, String)| {
        format!("{} | {place} | {}", draft.id, draft.text.replace('\n', "/").replace('\t', "⇥"))
    };
    let found: Vec<String> = outline.drafts.iter().zip(places(&outline)).map(row).collect();
    assert_eq!(found, rows, "{text}");
    check_lines(text, &outline);
    outline
}

/// Every line is used once.
#[track_caller]
pub(super) fn check_lines(text: &str, outline: &OfficialText) {
    let clauses = outline.drafts.iter().flat_map(|it| &it.lines);
    let others = outline.heading_lines.iter().chain(&outline.labels).chain(outline.asides.keys());
    let mut used: Vec<usize> = clauses.chain(others).copied().collect();
    used.sort_unstable();
    let printed = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    assert_eq!(used, printed.map(|(at, _)| at + 1).collect::<Vec<_>>(), "{text}");
    check_headings(text, outline);
}

/// Every heading and label belongs to some clause.
#[track_caller]
fn check_headings(text: &str, outline: &OfficialText) {
    let above = outline.drafts.iter().flat_map(|it| ancestors(&outline.headings, it.heading));
    let known: Vec<String> = above.map(|(_, it)| format!("{} {}", it.text, it.columns.join(" "))).collect();
    let lines: Vec<&str> = text.lines().collect();
    for line in outline.heading_lines.iter().chain(&outline.labels) {
        let words = lines[line - 1].split('\t').map(str::trim);
        let is_lost = |words: &str| !known.iter().any(|it| it.contains(words));
        assert_eq!(words.filter(|it| is_lost(it)).collect::<Vec<_>>(), [""; 0], "line {line} of {text}");
    }
}

#[track_caller]
pub(super) fn check_problems(outline: &OfficialText, problems: &[(usize, &str)]) {
    let found: Vec<(usize, &str)> = outline.problems.iter().map(|it| (it.line, it.code)).collect();
    assert_eq!(found, problems, "{:?}", outline.problems);
}

pub(super) const LONG: &str = "本办法适用于本市行政区域内步道的规划、建设、管理和维护等活动。";

#[test]
fn articles_run_on_through_chapters_or_begin_again() {
    let run_on = check(
        "第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。",
        &["x-1-1 | 第一条 | 第一条 甲。", "x-2-2 | 第二条 | 第二条 乙。"],
    );
    check_problems(&run_on, &[]);
    let again = check(
        "第一章 总则\n第一条 甲。\n第二章 附则\n第一条 乙。",
        &["x-1-1 | 第一条 | 第一条 甲。", "x-2-1 | 第一条 | 第一条 乙。"],
    );
    check_problems(&again, &[]);
    let parts = check(
        "第一编 甲\n第一章 乙\n第一节 丙\n第一条 丁。\n第二节 戊\n第二条 己。\n第二编 庚\n第一章 辛\n第三条 壬。",
        &["x-1-1-1-1 | 第一条 | 第一条 丁。", "x-1-1-2-2 | 第二条 | 第二条 己。", "x-2-1-3 | 第三条 | 第三条 壬。"],
    );
    check_problems(&parts, &[]);
}

#[test]
fn items_run_on_through_sections() {
    let text = "一、甲\n（一）乙。\n二、丙\n（二）甲、乙、丙、丁、戊、己、庚、辛、壬、癸和子、丑。\n1.戊。\n（三）甲；乙。\n2.庚。";
    let rows = [
        "x-1-1 | 一、（一） | （一）乙。",
        "x-2-2 | 二、（二） | （二）甲、乙、丙、丁、戊、己、庚、辛、壬、癸和子、丑。",
        "x-2-2-1 | 二、（二）1. | 1.戊。",
        "x-2-3 | 二、（三） | （三）甲；乙。",
        "x-2-3-2 | 二、（三）2. | 2.庚。",
    ];
    check_problems(&check(text, &rows), &[]);
    let sections = "第一章 甲\n第一节 乙\n丙。\n第二章 丁\n第二节 戊\n己。";
    let rows = ["x-1-1-p1 | 第一章第一节 | 丙。", "x-2-2-p1 | 第二章第二节 | 己。"];
    check_problems(&check(sections, &rows), &[]);
}

#[test]
fn paragraphs_belong_to_their_article() {
    check(
        &format!("第一条 {LONG}\n乙。\n第二条 己。"),
        &[&format!("x-1 | 第一条第一款 | 第一条 {LONG}"), "x-1-p2 | 第一条第二款 | 乙。", "x-2 | 第二条 | 第二条 己。"],
    );
    let short = check(
        "第一章 总则\n第二条 甲。\n乙。",
        &["x-1-2 | 第二条第一款 | 第二条 甲。", "x-1-2-p2 | 第二条第二款 | 乙。"],
    );
    assert_eq!(short.heading_lines, [1]);
    assert_eq!(short.headings[1].text, "第二条");
    check_problems(&short, &[(2, "number-order")]);
}

#[test]
fn items_and_closing_paragraphs_belong_to_the_article() {
    check(
        "第一条 有下列情形的：\n（一）甲；\n（二）乙。\n有前款第一项情形的，应当拆除。\n第二条 丙。",
        &[
            "x-1 | 第一条第一款 | 第一条 有下列情形的：",
            "x-1-1 | 第一条第一款第（一）项 | （一）甲；",
            "x-1-2 | 第一条第一款第（二）项 | （二）乙。",
            "x-1-p2 | 第一条第二款 | 有前款第一项情形的，应当拆除。",
            "x-2 | 第二条 | 第二条 丙。",
        ],
    );
    check(
        "第一条 下列：\n（一）甲：\n1.乙；\n2.丙。\n（二）丁。",
        &[
            "x-1 | 第一条 | 第一条 下列：",
            "x-1-1 | 第一条第（一）项 | （一）甲：",
            "x-1-1-1 | 第一条第（一）项第1目 | 1.乙；",
            "x-1-1-2 | 第一条第（一）项第2目 | 2.丙。",
            "x-1-2 | 第一条第（二）项 | （二）丁。",
        ],
    );
    let listed = format!("第一条 {LONG}\n前款下列：\n（一）丁；\n（二）戊。\n第二条 己。");
    let rows = [
        &format!("x-1 | 第一条第一款 | 第一条 {LONG}"),
        "x-1-p2 | 第一条第二款 | 前款下列：",
        "x-1-p2-1 | 第一条第二款第（一）项 | （一）丁；",
        "x-1-p2-2 | 第一条第二款第（二）项 | （二）戊。",
        "x-2 | 第二条 | 第二条 己。",
    ];
    check_problems(&check(&listed, &rows), &[]);
}

#[test]
fn second_lists_keep_their_ids_apart() {
    let text = "第一条 下列：\n（一）甲；\n前款外还有：\n（一）乙。";
    let rows = [
        "x-1 | 第一条第一款 | 第一条 下列：",
        "x-1-1 | 第一条第一款第（一）项 | （一）甲；",
        "x-1-p2 | 第一条第二款 | 前款外还有：",
        "x-1-p2-1 | 第一条第二款第（一）项 | （一）乙。",
    ];
    check_problems(&check(text, &rows), &[]);
    let rows = [
        "x-1 | 第一条 | 第一条 下列：",
        "x-1-1 | 第一条第（一）项 | （一）甲；",
        "x-1-1b | 第一条第（一）项 | （一）乙。",
    ];
    check("第一条 下列：\n（一）甲；\n（一）乙。", &rows);
}

#[test]
fn articles_may_be_inserted() {
    let text = "第三条 甲。\n第三条之一 乙。\n丙。\n第三条之二 丁。\n第四条 戊。";
    let rows = [
        "x-3 | 第三条 | 第三条 甲。",
        "x-3z1 | 第三条之一第一款 | 第三条之一 乙。",
        "x-3z1-p2 | 第三条之一第二款 | 丙。",
        "x-3z2 | 第三条之二 | 第三条之二 丁。",
        "x-4 | 第四条 | 第四条 戊。",
    ];
    check_problems(&check(text, &rows), &[(1, "number-order")]);
}

#[test]
fn articles_need_no_space_and_may_be_many() {
    for (line, place) in [
        ("第一条为了建设步道，制定本办法。", "第一条"),
        ("第1条 甲。", "第一条"),
        ("第 一 条　甲。", "第一条"),
        ("第一千零一条 甲。", "第一千零一条"),
        ("第一〇一条 甲。", "第一百零一条"),
        ("第十一条甲。", "第十一条"),
    ] {
        assert_eq!(places(&read(line)), [place], "{line}");
    }
    for line in
        ["第五条规定的情形，适用本办法。", "第三条和第四条所列的甲。", "第一节课讲步道。", "第一条、第二条的甲。"]
    {
        assert_eq!(places(&read(line)), [""], "{line}");
    }
}

#[test]
fn an_amendment_quotes_articles() {
    let text = "第一条 将第五条修改为：\n“第五条 甲。”\n第二条 乙。";
    let rows = [
        "x-1 | 第一条第一款 | 第一条 将第五条修改为：",
        "x-1-p2 | 第一条第二款 | “第五条 甲。”",
        "x-2 | 第二条 | 第二条 乙。",
    ];
    check_problems(&check(text, &rows), &[]);
}

#[test]
fn every_printed_form_of_a_number_is_one() {
    for (line, place) in [
        ("１．丙。", "1."),
        ("１、丙。", "1."),
        ("⒈丙。", "1."),
        ("1 ．丙。", "1."),
        ("（１）戊。", "（1）"),
        ("⑴戊。", "（1）"),
        ("1)丙。", "（1）"),
        ("1）丙。", "（1）"),
        ("㈠丙。", "（一）"),
        ("（ 一 ）丙。", "（一）"),
        ("❶丙。", "①"),
        ("A.乙。", "A."),
        ("Ⅰ．乙。", "Ⅰ."),
        ("一.市体育局建设步道。", "一、"),
        ("一．市体育局建设步道。", "一、"),
        ("一，市体育局建设步道。", "一、"),
        ("一 、市体育局建设步道。", "一、"),
        ("\u{feff}一、甲。", "一、"),
        ("\u{200b}（一）甲。", "（一）"),
    ] {
        assert_eq!(places(&read(line)), [place], "{line}");
    }
    for (heading, place) in [("第一部分", "第一部分1."), ("第一编", "第一编1."), ("第一章总则", "第一章1.")]
    {
        assert_eq!(places(&read(&format!("{heading}\n1.甲。"))), [place], "{heading}");
    }
}

#[test]
fn sections_may_be_numbered_in_decimals() {
    check(
        "1 总则\n1.1 编制目的\n甲。\n1.2 编制依据\n乙。\n2 组织\n2.1 机构\n2.1.1 丙\n丁。\n2.1.2 戊\n己。",
        &[
            "x-1-1-p1 | 1.1. | 甲。",
            "x-1-2-p1 | 1.2. | 乙。",
            "x-2-1-1-p1 | 2.1.1. | 丁。",
            "x-2-1-2-p1 | 2.1.2. | 己。",
        ],
    );
}

#[test]
fn decimals_may_be_numbers_of_items() {
    check("1.80周岁及以上的；\n2.纯老家庭。", &["x-1 | 1. | 1.80周岁及以上的；", "x-2 | 2. | 2.纯老家庭。"]);
    check(
        "1.2025年度有多少？\n答：甲。\n2.2025年度何时？\n答：乙。",
        &["x-1-p1 | 1. | 答：甲。", "x-2-p1 | 2. | 答：乙。"],
    );
    check("１．80周岁及以上的；\n２．纯老家庭。", &["x-1 | 1. | １．80周岁及以上的；", "x-2 | 2. | ２．纯老家庭。"]);
    check("投入资金。\n1.5亿元，建设步道。", &["x-p1 |  | 投入资金。", "x-p2 |  | 1.5亿元，建设步道。"]);
}

#[test]
fn questions_are_headings() {
    let text = "一、甲是什么？\n乙。\n（一）丙。\n二、丁？\n戊。\n三、条件：定位\n己。";
    let outline = check(
        text,
        &["x-1-p1 | 一、 | 乙。", "x-1-1 | 一、（一） | （一）丙。", "x-2-p1 | 二、 | 戊。", "x-3-p1 | 三、 | 己。"],
    );
    assert_eq!(outline.headings[0].text, "一、甲是什么？");
}

#[test]
fn numbers_between_two_questions_belong_to_the_answer() {
    let text = "1.甲是什么？\n答：有下列两种：\n（一）乙。\n（二）丙。\n2.丁？\n戊。";
    check(
        text,
        &[
            "x-1-p1 | 1. | 答：有下列两种：",
            "x-1-p1-1 | 1.第一款（一） | （一）乙。",
            "x-1-p1-2 | 1.第一款（二） | （二）丙。",
            "x-2-p1 | 2. | 戊。",
        ],
    );
    let sections = read("一、甲\n1.乙？\n丙。\n2.丁？\n戊。\n二、己\n3.庚？\n辛。");
    assert_eq!(places(&sections), ["一、1.", "一、2.", "二、3."]);
}

#[test]
fn parts_without_a_number_begin_anew() {
    let text = "面向单位的政策\n一、甲\n乙。\n面向个人的政策\n一、丙\n丁。";
    let outline = check(text, &["x-s1-1-p1 | 面向单位的政策 一、 | 乙。", "x-s2-1-p1 | 面向个人的政策 一、 | 丁。"]);
    check_problems(&outline, &[]);
}

#[test]
fn a_list_without_numbers_stays_with_its_lead_in() {
    check(
        "（一）其中：\n甲为2094元；\n乙为2121元。\n（二）丙。",
        &["x-1 | （一） | （一）其中：/甲为2094元；/乙为2121元。", "x-2 | （二） | （二）丙。"],
    );
}

#[test]
fn marks_of_half_width_mean_the_same() {
    check(
        "(一)其中:\n甲为2094元;\n乙为2121元。\n(二)丙。",
        &["x-1 | （一） | (一)其中:/甲为2094元;/乙为2121元。", "x-2 | （二） | (二)丙。"],
    );
}

#[test]
fn what_stands_around_a_text_is_no_clause() {
    let text = "第一条 甲。\n甲市民政局 甲市财政局\n二〇二四年一月二日\n（此件公开发布）\n公开方式：主动公开\n\
                抄送：市委各部门。\n甲市民政局办公室 2024年1月3日印发\n第 4 页 共 8 页\n【返回顶部】【关闭窗口】扫一扫在手机打开当前页";
    let outline = check(text, &["x-1 | 第一条 | 第一条 甲。"]);
    assert_eq!(outline.asides.values().filter(|it| **it == Aside::Signature).count(), 2);
    assert_eq!(outline.asides.values().filter(|it| **it == Aside::Furniture).count(), 6);
}

#[test]
fn page_numbers_are_no_text() {
    for page in [
        "4",
        "- 4 -",
        "—4—",
        "· 4 ·",
        "－4－",
        "第 4 页 共 5 页",
        "第4页",
        "第四页",
        "4/5",
        "4 / 5",
        "•4•",
        "[4]",
        "Page 4",
        "４",
        "＿4＿",
        "(4)",
        "— ４ —",
        "第4页/共5页",
    ] {
        assert_eq!(read(&format!("甲。\n{page}\n乙。")).asides.get(&2), Some(&Aside::Furniture), "{page}");
    }
    for text in ["2024", "四", "第4条", "（一）", "1/2以上的居民"] {
        assert!(read(&format!("甲。\n{text}\n乙。")).asides.is_empty(), "{text}");
    }
}

#[test]
fn contents_with_dots_are_contents() {
    for (dots, end) in
        [("……1", "……2"), ("····1", "····2"), ("....1", "....2"), ("   1", "   2"), ("\t1", "\t2"), ("", "")]
    {
        let text =
            format!("目　录\n第一章 总则{dots}\n第二章 建设{end}\n第一章 总则\n第一条 甲。\n第二章 建设\n第二条 乙。");
        let outline = check(&text, &["x-1-1 | 第一条 | 第一条 甲。", "x-2-2 | 第二条 | 第二条 乙。"]);
        check_problems(&outline, &[]);
        assert_eq!(outline.asides.len(), 3, "{dots}");
    }
    // Word parts the page by one tab, which is a space where no table is.
    let text =
        "目　录\n第一章　总则 1\n第一节　目标 1\n第二章　附则 2\n第一章　总则\n第一节　目标\n甲。\n第二章　附则\n乙。";
    check(text, &["x-1-1-p1 | 第一章第一节 | 甲。", "x-2-p1 | 第二章 | 乙。"]);
}

#[test]
fn annexes_are_named_in_a_line_or_above_it() {
    for label in ["附件1：步道清单", "附　件1\n步道清单", "附件1 步道清单", "附件 1：\n步道清单"]
    {
        let outline = read(&format!("一、甲。\n{label}\n1.乙。\n2.丙。"));
        assert_eq!(outline.drafts[1].id, "x-a1-1", "{label}");
        assert!(outline.headings[0].text.contains("步道清单"), "{label}");
    }
    check("一、甲。\n附　件\n1.乙。", &["x-1 | 一、 | 一、甲。", "x-a1-1 | 附件 1. | 1.乙。"]);
    let listed =
        "一、甲。\n附件1：乙表\n附件2：丙表\n甲市民政局\n2024年1月2日\n附件1\n乙表\n1.丁。\n附件2\n丙表\n1.戊。";
    let outline = read(listed);
    let ids: Vec<&str> = outline.drafts.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["x-1", "x-p1", "x-p2", "x-a1-1", "x-a2-1"]);
    check("一、甲。\n附件： 1. 甲表\n2. 乙表", &["x-1 | 一、 | 一、甲。", "x-p1 |  | 附件： 1. 甲表/2. 乙表"]);
}

#[test]
fn tables_may_have_two_rows_of_labels() {
    let outline = check(
        "补助标准\n序号\t标准\t\n\t城市\t农村\n1\t100\t80\n2\t90\t70",
        &["x-t1-1 | 补助标准第1行 | 1⇥100⇥80", "x-t1-2 | 补助标准第2行 | 2⇥90⇥70"],
    );
    assert_eq!(outline.headings[0].columns, ["序号", "标准 城市", "标准 农村"]);
    assert_eq!(outline.labels, [2, 3]);
    let merged = read("序号\t标准\t标准\n序号\t城市\t农村\n1\t100\t80");
    assert_eq!(merged.headings[0].columns, ["序号", "标准 城市", "标准 农村"]);
    // The second label may stand over several columns too.
    let wide =
        read("序号\t病种\t\t限额\t\t\t期限\n\t分类\t名称\t职工医保\t居民医保\t\t\n1\t一类\t甲\t200\t50\t50\t长期");
    let labels = ["序号", "病种 分类", "病种 名称", "限额 职工医保", "限额 居民医保", "限额 居民医保", "期限"];
    assert_eq!((wide.headings[0].columns.as_slice(), wide.drafts.len()), (labels.map(str::to_owned).as_slice(), 1));
    let form = read("姓名\t\t性别\t\n年龄\t\t民族\t\n住址\t\t电话\t");
    assert_eq!((form.drafts.len(), form.labels.len()), (1, 0), "a form has no labels");
    let uneven = read("序号\t城市\t农村\n1\t100\t80\n2\t90\n3\t70");
    assert_eq!(uneven.drafts.len(), 3);
    check_problems(&uneven, &[(3, "row-width")]);
}

#[test]
fn a_table_in_an_article_belongs_to_it() {
    check(
        "第一条 标准如下：\n序号\t标准\n1\t100元\n第二条 甲。",
        &["x-1 | 第一条 | 第一条 标准如下：", "x-t1-1 | 第一条第1行 | 1⇥100元", "x-2 | 第二条 | 第二条 甲。"],
    );
}

#[test]
fn a_gap_is_shown_at_its_line_and_nothing_is_refused() {
    let outline = check(
        "第一条 甲。\n第三条 乙。\n（二）丙。\n第三条 丁。",
        &[
            "x-1 | 第一条 | 第一条 甲。",
            "x-3 | 第三条 | 第三条 乙。",
            "x-3-2 | 第三条第（二）项 | （二）丙。",
            "x-3b | 第三条 | 第三条 丁。",
        ],
    );
    check_problems(&outline, &[(2, "number-order"), (3, "number-order"), (4, "number-order")]);
    assert!(outline.problems[0].message().starts_with("“第三条 乙。”的编号接不上第1行的第一条"));
    for problem in &outline.problems {
        let message = problem.message();
        assert!(!message.contains("改成") && !message.contains("erratum") && !message.contains("should be"));
    }
    check_problems(&read("一、甲。乙，\n二、丙。丁\n三、戊。"), &[(1, "half-sentence"), (2, "half-sentence")]);
    check_problems(&read("1 甲乙丙丁。\n2：戊。"), &[(1, "looks-numbered"), (2, "looks-numbered")]);
}

#[test]
fn a_text_within_a_notice_begins_anew() {
    let text = "各区人民政府：\n现将《甲市步道管理办法》印发给你们。\n一、请执行。\n甲市民政局\n2024年1月2日\n\
                甲市步道管理办法\n第一章 总则\n第一条 甲。\n附则\n第二条 乙。";
    let outline = check(
        text,
        &[
            "x-f1 |  | 各区人民政府：",
            "x-f2 |  | 现将《甲市步道管理办法》印发给你们。",
            "x-1 | 一、 | 一、请执行。",
            "x-1b-1 | 第一条 | 第一条 甲。",
            "x-s1-2 | 第二条 | 第二条 乙。",
        ],
    );
    check_problems(&outline, &[]);
}

#[test]
fn running_text_is_not_glued_to_a_numbered_line() {
    check(
        "本条所称甲，是指\n1.乙；\n2.丙。\n以及丁。",
        &["x-f1 |  | 本条所称甲，是指", "x-1 | 1. | 1.乙；", "x-2 | 2. | 2.丙。", "x-p1 |  | 以及丁。"],
    );
}

#[test]
fn a_list_of_annexes_is_one_clause_and_no_annex() {
    for list in ["附件： 1. 甲表\n2. 乙表", "附件：1.甲表\n　　　2.乙表", "附件: 1．甲表\n2．乙表"]
    {
        let outline = read(&format!("一、丙。\n二、丁。\n{list}"));
        assert_eq!(places(&outline), ["一、", "二、", ""], "{list}");
        check_problems(&outline, &[]);
    }
}

#[test]
fn sections_over_articles_run_on_or_begin_again() {
    let text = "第一章 甲\n第一节 乙\n第一条 丙。\n第二节 丁\n第二条 戊。\n第二章 己\n第三节 庚\n第三条 辛。\n第三章 壬\n第一节 癸\n第四条 子。";
    let rows = [
        "x-1-1-1 | 第一条 | 第一条 丙。",
        "x-1-2-2 | 第二条 | 第二条 戊。",
        "x-2-3-3 | 第三条 | 第三条 辛。",
        "x-3-1-4 | 第四条 | 第四条 子。",
    ];
    check_problems(&check(text, &rows), &[]);
}
