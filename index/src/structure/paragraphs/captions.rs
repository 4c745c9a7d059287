//! Names of tables and figures, and the unit of a table's numbers: which table or sentence do they belong to?

use std::sync::LazyLock;

use regex_lite::Regex;

use crate::structure::lines::typography::{compact, is_closed, pattern};
use crate::structure::numbering::Marker;
use crate::structure::paragraphs::block::{Block, Shape};

/// A longer caption is text.
const MAX_CAPTION_CHARS: usize = 40;

/// `图1 办理流程`, `表2：分类标准` whose table is a picture: a name of what is not there.
pub(super) fn is_caption_alone(text: &str) -> bool {
    static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
        pattern("^[图表] ?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})(?:[-—－–.][0-9]{1,2})?(?:[ 　：:]|$)")
    });
    let text = text.trim();
    let is_name = !is_closed(text) && !text.contains(['。', '；', '\t']) && text.chars().count() <= MAX_CAPTION_CHARS;
    is_name && CAPTION.is_match(text)
}

/// `单位：万元` between the name of a table and its rows belongs to the name.
pub(super) fn mark_units(blocks: &mut [Block]) {
    static UNIT: LazyLock<Regex> =
        LazyLock::new(|| pattern("^[（(]?(?:金额|计量|计价|货币)?单位[：:][^：:。；]{1,16}[）)]?$"));
    for at in 1..blocks.len() {
        let is_unit = blocks[at - 1].is_plain() && UNIT.is_match(&compact(&blocks[at - 1].text));
        blocks[at - 1].is_unit = is_unit && blocks[at].shape == Shape::Row && blocks[at - 1].forced.is_none();
    }
}

/// The name of a table that is not there is no heading.
pub(super) fn demote_lone_captions(blocks: &mut [Block]) {
    for at in 0..blocks.len() {
        let is_table = matches!(blocks[at].marker, Marker::Table(_)) && blocks[at].forced.is_none();
        let has_rows = || blocks[at + 1..].iter().take(3).any(|it| it.shape == Shape::Row);
        if is_table && !has_rows() {
            blocks[at].demote();
        }
    }
}
