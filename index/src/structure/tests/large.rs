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
fn a_table_may_have_very_many_columns() {
    let row = |first: &str, cell: &str| format!("{first}\t乙{}\n", format!("\t{cell}").repeat(MANY));
    let text = format!("{}{}{}", row("甲", ""), row("", ""), row("1", "3"));
    assert_eq!(num_clauses(&text), 2);
}
