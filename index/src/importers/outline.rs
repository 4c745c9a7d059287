//! How many clauses will the document have, and where does its numbering
//! doubt? What a clause is, is `structure`'s business.

use super::kept::record::Problem;
use super::reading::ReadLine;
use crate::structure::{Line, outline_of};

/// Clauses of the lines behind the head, and every doubt.
pub fn count_clauses(lines: &[ReadLine], num_head_lines: usize, id: &str) -> (usize, Vec<Problem>) {
    let body = lines.iter().enumerate().skip(num_head_lines);
    let body: Vec<Line> = body.map(|(at, line)| Line::new(at + 1, &line.text)).collect();
    let text = outline_of(&body, id);
    let problems = text.problems.iter();
    let problems =
        problems.map(|it| Problem { line: it.line, code: it.code.to_owned(), message: it.message() }).collect();
    (text.drafts.len() + usize::from(num_head_lines > 0), problems)
}
