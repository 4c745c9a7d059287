//! All blocks of a document in order, and what only its end decides.

use std::collections::BTreeSet;

use policy_engine::{ClauseForm, Heading, ancestors};

use crate::structure::clause_draft::ClauseDraft;
use crate::structure::lines::typography::is_closed;
use crate::structure::numbering::Marker;
use crate::structure::outline::builder::{Outline, OutlineBuilder};
use crate::structure::outline::paragraphs::ahead;
use crate::structure::outline::title::{names_an_office, title_of, words_of_heading};
use crate::structure::paragraphs::{Block, Layout, Shape};

impl OutlineBuilder<'_> {
    /// Makes clauses of all blocks.
    pub fn run(mut self, blocks: &[Block]) -> Outline {
        self.ahead = ahead(blocks);
        for (at, block) in blocks.iter().enumerate() {
            let rest = &blocks[at + 1..];
            match (block.shape, block.marker) {
                (Shape::Row, _) => self.row(block, rest),
                (Shape::Heading, Marker::Table(number)) => self.table(block, number),
                (Shape::Heading, Marker::Box(number)) => self.boxed(block, number),
                (Shape::Heading, Marker::None) if rest.first().is_some_and(|next| next.shape == Shape::Row) => {
                    self.caption(block);
                }
                (Shape::Heading, Marker::None) if block.is_title => self.title(block),
                (Shape::Heading, Marker::None) => self.bare_heading(block, rest),
                (Shape::Heading, _) => self.heading(block),
                (Shape::Item, Marker::Article(..)) => self.article(block, rest),
                (Shape::Item, _) => self.item(block, rest),
                (Shape::Paragraph, _) if block.in_article && self.stack.in_article() => {
                    self.paragraph_of_article(block, rest);
                }
                (Shape::Paragraph, _) => self.paragraph(block, rest),
            }
        }
        self.stack.close_to(0);
        self.out.headings = self.stack.take_tree();
        self.keep_empty_headings();
        name_only_children(&mut self.out.drafts, &self.out.headings, self.layout);
        self.out
    }

    /// A heading over nothing is a clause: no printed words are lost.
    fn keep_empty_headings(&mut self) {
        let drafts = self.out.drafts.iter();
        let above = drafts.flat_map(|it| ancestors(&self.out.headings, it.heading).map(|(id, _)| id));
        let used: BTreeSet<u32> = above.map(|it| it.0).collect();
        let mut kept = Vec::new();
        for (node, block) in std::mem::take(&mut self.opened) {
            if used.contains(&node.0) || block.text.is_empty() {
                continue;
            }
            let part = self.stack.fresh(self.id, &format!("h{}", node.0 + 1));
            self.push(format!("{}-{part}", self.id), &block, title_of(&block.text), ClauseForm::Paragraph);
            if let Some(mut draft) = self.out.drafts.pop() {
                draft.heading = self.out.headings.get(node.0 as usize).and_then(|it| it.parent);
                kept.push(draft);
            }
        }
        let lines: BTreeSet<usize> = kept.iter().flat_map(|it| it.lines.iter().copied()).collect();
        self.out.heading_lines.retain(|line| !lines.contains(line));
        self.out.drafts = in_order(std::mem::take(&mut self.out.drafts), kept);
    }
}

/// Puts each of `kept`, which are in the order of their lines, before the first draft whose lines come later.
fn in_order(drafts: Vec<ClauseDraft>, kept: Vec<ClauseDraft>) -> Vec<ClauseDraft> {
    let mut kept = kept.into_iter().peekable();
    let mut ordered = Vec::with_capacity(drafts.len() + kept.len());
    for draft in drafts {
        while let Some(before) = kept.next_if(|it| it.lines.first() < draft.lines.first()) {
            ordered.push(before);
        }
        ordered.push(draft);
    }
    ordered.extend(kept);
    ordered
}

/// The only paragraph under a heading is called what the heading says, unless
/// that names an office. Where lines are cut by their width, one without a stop may be a name itself.
fn name_only_children(drafts: &mut [ClauseDraft], headings: &[Heading], layout: Layout) {
    for at in 0..drafts.len() {
        let Some(own) = drafts[at].heading else { continue };
        let is_under = |it: &ClauseDraft| ancestors(headings, it.heading).any(|(id, _)| id == own);
        let before = at.checked_sub(1).and_then(|at| drafts.get(at));
        let alone = !before.is_some_and(is_under) && !drafts.get(at + 1).is_some_and(is_under);
        let words = &headings[own.0 as usize].text;
        if alone
            && !words.is_empty()
            && !names_an_office(words)
            && drafts[at].form == ClauseForm::Paragraph
            && (layout == Layout::Paragraphs || is_closed(&drafts[at].text))
        {
            drafts[at].title = words_of_heading(words).to_owned();
        }
    }
}
