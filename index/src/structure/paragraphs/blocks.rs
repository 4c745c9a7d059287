//! From lines to blocks (headings, items, paragraphs, table rows): what a page break
//! cut in two is joined again, and every numbered line is told apart as a heading or
//! an item. Under which heading a block belongs is decided in `outline`.

use std::collections::BTreeSet;

use crate::structure::lines::Line;
use crate::structure::numbering::Marker;
use crate::structure::numbering::answers::split_answer;
use crate::structure::numbering::decimals::Decimals;
use crate::structure::numbering::stems::Stems;
use crate::structure::paragraphs::block::{Block, Layout, Shape};
use crate::structure::paragraphs::captions::{demote_lone_captions, mark_units};
use crate::structure::paragraphs::forms::merge_forms;
use crate::structure::paragraphs::headings::{is_heading, owns_paragraphs};
use crate::structure::paragraphs::join::{absorb_cut_headings, join, join_cut_items};
use crate::structure::paragraphs::marks::{
    demote_lists_of_annexes, mark_annexes_over_tables, mark_articles, mark_divisions, mark_paragraphs_of_items,
    mark_titles, nest_answers,
};

/// Joins lines to blocks and decides which are headings. `contents` are the
/// entries of the printed contents, without white space.
pub fn blocks(lines: &[Line], contents: &BTreeSet<String>, layout: Layout) -> Vec<Block> {
    let mut blocks = marked(lines);
    demote_lists_of_annexes(&mut blocks);
    mark_titles(&mut blocks, layout);
    mark_divisions(&mut blocks);
    mark_articles(&mut blocks);
    if layout == Layout::Paragraphs {
        mark_annexes_over_tables(&mut blocks);
        mark_paragraphs_of_items(&mut blocks);
        demote_lone_captions(&mut blocks);
        mark_units(&mut blocks);
    }
    nest_answers(&mut blocks);
    blocks = join(blocks, lines, contents, layout);
    if layout == Layout::Paragraphs {
        blocks = merge_forms(blocks);
    }
    if layout == Layout::Pages {
        absorb_cut_headings(&mut blocks);
        join_cut_items(&mut blocks);
    }
    for at in 0..blocks.len() {
        if is_heading(&blocks, at, contents, layout) {
            blocks[at].shape = Shape::Heading;
        } else if layout == Layout::Paragraphs && owns_paragraphs(&blocks, at) {
            blocks[at].owns_paragraphs = true;
        }
    }
    blocks
}

/// One block per line, with what it begins with.
fn marked(lines: &[Line]) -> Vec<Block> {
    let (decimals, stems) = (Decimals::of(lines), Stems::of(lines));
    let block = |at: usize| match (decimals.split(lines, at), stems.split(&lines[at].text)) {
        ((Marker::None, text), None) => Block::new(&lines[at], split_answer(lines, at).unwrap_or((Marker::None, text))),
        ((Marker::None, _), Some((marker, level, rest))) => {
            let block = Block::new(&lines[at], (marker, rest));
            Block { level: block.level.map(|_| level), ..block }
        }
        (marked, _) => {
            let block = Block::new(&lines[at], marked);
            Block { level: decimals.level(marked.0).or(block.level), ..block }
        }
    };
    (0..lines.len()).map(block).collect()
}
