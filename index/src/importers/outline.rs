//! How many clauses will the document have, and where does its numbering
//! doubt? What a clause is, is `structure`'s business.

use std::collections::BTreeSet;

use super::reading::{ReadLine, problem};
use super::record::Problem;
use crate::structure::line::Line;
use crate::structure::outline::OutlineBuilder;
use crate::structure::paragraphs::blocks;

/// Clauses of the lines behind the head, and the first doubt.
pub fn count_clauses(lines: &[ReadLine], num_head_lines: usize, id: &str) -> (usize, Option<Problem>) {
    let body: Vec<Line> = lines.iter().enumerate().skip(num_head_lines).map(|(at, line)| body_line(at, line)).collect();
    match OutlineBuilder::new(id, Vec::new()).run(&blocks(&body, &BTreeSet::new())) {
        Ok(outline) => (outline.drafts.len() + usize::from(num_head_lines > 0), None),
        Err(doubt) => {
            let chinese = format!("“{}”的编号接不上前文，应为 {}，请对照原件", doubt.heading, doubt.expected);
            let english = format!("the number does not follow the one before, {} was expected", doubt.expected);
            (0, Some(problem(doubt.line, "number-order", &chinese, &english)))
        }
    }
}

fn body_line(at: usize, line: &ReadLine) -> Line {
    Line { number: at + 1, text: line.text.clone(), adjacent: false, after_furniture: false }
}
