//! An official text with one paragraph per line, from its lines to its clauses.

use std::collections::BTreeMap;

use policy_engine::Heading;

use crate::structure::clause_draft::ClauseDraft;
use crate::structure::lines::Line;
use crate::structure::lines::contents::{entries_of, take_contents};
use crate::structure::lines::furniture::{Aside, take_furniture};
use crate::structure::outline::OutlineBuilder;
use crate::structure::paragraphs::{Layout, blocks};
use crate::structure::problem::Problem;

/// A document's clauses and headings, and what became of its other lines.
#[derive(Debug, Default)]
pub struct OfficialText {
    /// Clauses in reading order; each names its lines.
    pub drafts: Vec<ClauseDraft>,
    /// The tree of headings, in reading order.
    pub headings: Vec<Heading>,
    /// Lines that are headings.
    pub heading_lines: Vec<usize>,
    /// Lines that are column labels.
    pub labels: Vec<usize>,
    /// Lines that are no text, and what they are.
    pub asides: BTreeMap<usize, Aside>,
    /// What an editor should look at, in the order of lines.
    pub problems: Vec<Problem>,
}

/// Clauses of an official text of which every line is a paragraph or, with tabs
/// between the cells, a row of a table. Every id begins with `prefix`.
///
/// Every line that is not blank is in exactly one clause, or is a heading, a
/// label or an aside. Costs time in the length of the text.
pub fn outline_of(lines: &[Line], prefix: &str) -> OfficialText {
    outline_behind(Vec::new(), lines, prefix)
}

/// As [`outline_of`], behind clauses that were made of the document's head: its
/// title, with the id `prefix` + `-f1`, and so on.
pub fn outline_behind(front: Vec<ClauseDraft>, lines: &[Line], prefix: &str) -> OfficialText {
    let mut lines: Vec<Line> = lines.iter().filter(|line| !line.text.trim().is_empty()).cloned().collect();
    let mut asides = take_furniture(&mut lines);
    let contents = take_contents(&mut lines);
    asides.extend(contents.iter().map(|line| (line.number, Aside::Contents)));
    let contents = entries_of(&contents);
    let blocks = blocks(&lines, &contents, Layout::Paragraphs);
    let outline = OutlineBuilder::new(prefix, front, &contents, Layout::Paragraphs).run(&blocks);
    let mut problems = outline.problems;
    problems.sort_by_key(|it| it.line);
    OfficialText {
        drafts: outline.drafts,
        headings: outline.headings,
        heading_lines: outline.heading_lines,
        labels: outline.labels,
        asides,
        problems,
    }
}
