//! Texts of very many lines, and lines of very many parts, come to an end in good time.

use super::read;

const MANY: usize = 6000;

fn repeated(line: impl Fn(usize) -> String) -> String {
    (0..MANY).map(|at| line(at) + "\n").collect()
}

fn num_clauses(text: &str) -> usize {
    read(text).drafts.len()
}

#[test]
fn a_long_line_is_named_although_its_bracket_never_closes() {
    let text = read(&format!("第一条 甲（{}", "乙丙。".repeat(MANY)));
    assert_eq!(text.drafts[0].title, "甲（乙丙。乙丙。乙丙。乙丙。乙丙。乙丙。乙丙。乙丙。乙丙。乙丙。");
    assert_eq!(num_clauses(&format!("第一条 甲{}", "，乙丙".repeat(MANY))), 1);
}

#[test]
fn every_paragraph_before_the_first_part_is_of_the_front() {
    let text = format!("{}一、申请条件\n乙丙。\n", repeated(|at| format!("甲乙丙{at}。")));
    assert_eq!(num_clauses(&text), MANY + 1);
    assert_eq!(num_clauses(&format!("一、申请条件\n{}", repeated(|_| "特此公告。".to_owned()))), MANY);
}

#[test]
fn headings_over_nothing_stay_in_their_places() {
    let text = read(&repeated(|at| format!("第{}章 甲乙", at + 1)).replace("第6000章", "第一条 丙。\n第1章"));
    let lines: Vec<usize> = text.drafts.iter().map(|it| it.lines[0]).collect();
    assert!(lines.is_sorted());
}

#[test]
fn lists_that_never_go_on_are_lists() {
    for line in ["①甲乙；", "1.甲是什么？", "A.甲乙", "1)甲乙"] {
        assert_eq!(num_clauses(&repeated(|_| line.to_owned())), MANY, "{line}");
    }
    assert_eq!(num_clauses(&format!("下列情形：\n{}", repeated(|_| "甲乙；".to_owned()))), 1);
    assert_eq!(num_clauses(&format!("附件：1.甲乙\n{}", repeated(|at| format!("{}.丙", at % 999)))), 1);
}

#[test]
fn numbers_names_and_days_without_text_are_told_from_text() {
    num_clauses(&repeated(|at| format!("1.{at}")));
    num_clauses(&repeated(|at| format!("图{} 办理流程", at % 99)));
    num_clauses(&repeated(|at| format!("附件{}", at % 999)));
    let signed = read(&repeated(|_| "甲市民政局\n2024年1月1日".to_owned()));
    assert_eq!(signed.asides.len(), 2 * MANY);
}

#[test]
fn a_table_may_have_very_many_columns() {
    let row = |first: &str, cell: &str| format!("{first}\t乙{}\n", format!("\t{cell}").repeat(MANY));
    let text = format!("{}{}{}", row("甲", ""), row("", ""), row("1", "3"));
    assert_eq!(num_clauses(&text), 2);
}
