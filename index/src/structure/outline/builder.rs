//! From paragraphs to clauses: the stack of open headings gives every clause its
//! path and its id. Ids follow the printed numbers, so they stay when words change.
//! Here is what every kind of block needs; what each becomes is decided beside it.

use std::collections::BTreeSet;

use policy_engine::{ClauseForm, Heading, HeadingId, Number, NumberKind};

use crate::structure::clause_draft::ClauseDraft;
use crate::structure::outline::doubts::{continues_note, half_sentence, out_of_order};
use crate::structure::outline::heading_stack::{HeadingStack, OpenHeading};
use crate::structure::paragraphs::{Block, Layout};
use crate::structure::problem::Problem;

/// What the outline of a document yields.
#[derive(Debug, Default)]
pub struct Outline {
    /// Clauses in reading order.
    pub drafts: Vec<ClauseDraft>,
    /// The tree of headings, in reading order.
    pub headings: Vec<Heading>,
    /// Lines that are headings.
    pub heading_lines: Vec<usize>,
    /// Lines that are column labels.
    pub labels: Vec<usize>,
    /// What an editor should look at.
    pub problems: Vec<Problem>,
}

/// Walks through the blocks of a document's body.
pub struct OutlineBuilder<'a> {
    /// Beginning of every id, `2022-31`.
    pub(super) id: &'a str,
    pub(super) layout: Layout,
    /// Entries of the printed contents, without white space.
    pub(super) contents: &'a BTreeSet<String>,
    pub(super) stack: HeadingStack,
    pub(super) out: Outline,
    /// The last clause is still open: a box item collects its paragraphs.
    pub(super) collecting: bool,
    /// Paragraphs of the front so far.
    pub(super) num_front: u32,
    pub(super) num_tables: u32,
    /// Headings so far, by their nodes.
    pub(super) opened: Vec<(HeadingId, Block)>,
    /// Every clause so far is of the front.
    pub(super) has_only_front: bool,
    /// What comes before the end of the body, by how many blocks are left.
    pub(super) ahead: Vec<Ahead>,
}

/// What the blocks say that follow a paragraph, up to the annexes and notes. Asked for every paragraph, it is found
/// once for all of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ahead {
    /// A heading or an item is among them.
    pub has_parts: bool,
    /// All of them are paragraphs.
    pub has_only_paragraphs: bool,
}

impl<'a> OutlineBuilder<'a> {
    /// Begins after the title and the covering note, which are given.
    pub fn new(id: &'a str, front: Vec<ClauseDraft>, contents: &'a BTreeSet<String>, layout: Layout) -> Self {
        let num_front = u32::try_from(front.len()).unwrap_or(u32::MAX);
        let has_only_front = front.iter().all(|it| it.form == ClauseForm::Front);
        let out = Outline { drafts: front, ..Outline::default() };
        Self {
            id,
            layout,
            contents,
            stack: HeadingStack::default(),
            out,
            collecting: false,
            num_front,
            num_tables: 0,
            opened: Vec::new(),
            has_only_front,
            ahead: Vec::new(),
        }
    }

    /// Closes what the block's number closes and notes if it is not the next one.
    pub(super) fn enter(&mut self, block: &Block) {
        self.collecting = false;
        let line = block.lines.first().copied().unwrap_or_default();
        let follows_note = self.out.drafts.last().is_some_and(|it| continues_note(&it.text, block.marker));
        if let Err(doubt) = self.stack.enter(block.marker, block.level, line)
            && !follows_note
        {
            self.out.problems.push(out_of_order(block, line, doubt));
        }
    }

    pub(super) fn open(&mut self, heading: OpenHeading, block: &Block) {
        let node = self.stack.push(heading, &block.text, block.marker.printed());
        self.opened.extend(node.map(|it| (it, block.clone())));
    }

    pub(super) fn push(&mut self, id: String, block: &Block, title: String, form: ClauseForm) {
        self.out.problems.extend(half_sentence(block).filter(|_| self.layout == Layout::Paragraphs));
        self.has_only_front &= form == ClauseForm::Front;
        self.out.drafts.push(ClauseDraft {
            id,
            heading: self.stack.innermost(),
            number: block.marker.printed(),
            title,
            text: block.text.clone(),
            cells: block.cells.clone(),
            form,
            lines: block.lines.clone(),
        });
    }

    /// Paragraphs of a box item, and `（责任单位：…）` in a line of its own.
    pub(super) fn belongs_to_last(&self, block: &Block) -> bool {
        let is_duty =
            ["（责任单位", "〔责任单位", "（牵头单位", "〔牵头单位"].iter().any(|it| block.text.starts_with(it));
        (self.collecting || is_duty) && self.out.drafts.last().is_some_and(|draft| draft.form != ClauseForm::Front)
    }

    pub(super) fn append_to_last(&mut self, block: &Block) {
        if let Some(last) = self.out.drafts.last_mut() {
            for text in std::iter::once(&mut last.text).chain(last.cells.last_mut()) {
                text.push('\n');
                text.push_str(&block.text);
            }
            last.lines.extend(&block.lines);
        }
    }
}

pub(super) fn paragraph_number(value: u32) -> Number {
    Number { kind: NumberKind::Paragraph, value, suffix: 0 }
}

pub(super) fn is_table_note(block: &Block) -> bool {
    ["注：", "备注：", "说明："].iter().any(|it| block.text.starts_with(it))
}
