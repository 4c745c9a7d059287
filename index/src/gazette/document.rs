//! One document from its lines to its clauses, with a use for every line.

use std::collections::BTreeMap;

use policy_engine::{ClauseForm, Heading};

use crate::error::Result;
use crate::gazette::catalogue::{Catalogue, DocumentEntry};
use crate::gazette::lines::{DocumentLines, LineUse};
use crate::source::Source;
use crate::structure::clause_draft::ClauseDraft;
use crate::structure::lines::Line;
use crate::structure::lines::typography::is_closed;
use crate::structure::numbering::Marker;
use crate::structure::outline::OutlineBuilder;
use crate::structure::outline::title::title_of;
use crate::structure::paragraphs::{Block, Layout, Shape, blocks};
use crate::structure::problem::Problem;

/// A document's clauses, and the use of each of its lines.
#[derive(Debug)]
pub struct ReadDocument {
    /// Its clauses, in reading order.
    pub drafts: Vec<ClauseDraft>,
    /// The tree of its headings.
    pub headings: Vec<Heading>,
    /// What each line that is not blank was taken for.
    pub uses: BTreeMap<usize, LineUse>,
    /// The words of every line that is not blank, mended.
    pub words: BTreeMap<usize, String>,
    /// Characters that errata took away and put in.
    pub mended: (usize, usize),
    /// The first line of text behind the last one that no document could hold.
    pub left_over: Option<usize>,
    /// Lines that end in the middle of a sentence although nothing follows.
    pub dangling: Vec<usize>,
    /// What an editor should look at, in the order of lines.
    pub problems: Vec<Problem>,
}

/// Reads the document of `entry` from `source`.
///
/// # Errors
/// `BadLines`, `NoSuchText`.
pub fn read_document(catalogue: &Catalogue, entry: &DocumentEntry, source: &Source) -> Result<ReadDocument> {
    let lines = DocumentLines::read(catalogue, entry, source)?;
    let mut body = blocks(&lines.body, &lines.contents, Layout::Pages);
    let front = front(entry, &lines, &mut body);
    let outline = OutlineBuilder::new(&entry.id, front, &lines.contents, Layout::Pages).run(&body);
    let mut uses = lines.uses;
    uses.extend(lines.inner_title.iter().map(|line| (line.number, LineUse::Heading)));
    uses.extend(outline.heading_lines.iter().map(|&line| (line, LineUse::Heading)));
    uses.extend(outline.labels.iter().map(|&line| (line, LineUse::Labels)));
    for (at, draft) in outline.drafts.iter().enumerate() {
        uses.extend(draft.lines.iter().map(|&line| (line, LineUse::Clause(at))));
    }
    Ok(ReadDocument {
        drafts: outline.drafts,
        headings: outline.headings,
        uses,
        words: lines.words,
        mended: lines.mended,
        left_over: lines.left_over,
        dangling: dangling(&body),
        problems: outline.problems,
    })
}

/// Title, with the lines printed under it, and covering note. Where the note introduces no text of its own, the
/// first paragraph belongs to the salutation.
fn front(entry: &DocumentEntry, lines: &DocumentLines, body: &mut Vec<Block>) -> Vec<ClauseDraft> {
    let title: Vec<Line> = lines.title.iter().chain(&lines.subtitle).cloned().collect();
    let mut front = vec![front_draft(&entry.id, 1, &title)];
    front[0].title.clone_from(&entry.document.title);
    if lines.cover.is_empty() {
        return front;
    }
    let mut cover = front_draft(&entry.id, 2, &lines.cover);
    let is_plain = |block: &Block| block.shape == Shape::Paragraph && block.marker == Marker::None;
    if lines.inner_title.is_empty() && body.first().is_some_and(is_plain) {
        let first = body.remove(0);
        cover.text = format!("{}\n{}", cover.text, first.text);
        cover.lines.extend(first.lines);
    }
    cover.title = cover.text.lines().nth(1).map(title_of).unwrap_or_default();
    front.push(cover);
    front
}

/// One line each, except where a page break cut a sentence of the note.
fn front_draft(id: &str, number: usize, lines: &[Line]) -> ClauseDraft {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let is_cut = 1 < number && !is_closed(&text);
        text.push_str(if at == 0 || is_cut { "" } else { "\n" });
        text.push_str(&line.text);
    }
    let lines = lines.iter().map(|line| line.number).collect();
    ClauseDraft {
        id: format!("{id}-f{number}"),
        heading: None,
        number: None,
        title: title_of(&text),
        text,
        cells: Vec::new(),
        form: ClauseForm::Front,
        lines,
    }
}

fn dangling(body: &[Block]) -> Vec<usize> {
    let is_running = |block: &&Block| block.shape == Shape::Paragraph && block.text.contains(['。', '，']);
    let open = body.iter().filter(is_running).filter(|block| !is_closed(&block.text));
    open.filter_map(|block| block.lines.last().copied()).collect()
}
