//! What becomes of a heading: 章, 节, 前言, 专栏, the title of a text within the document.

use policy_engine::ClauseForm;

use crate::structure::lines::typography::{compact, same_words};
use crate::structure::numbering::Marker;
use crate::structure::outline::builder::OutlineBuilder;
use crate::structure::outline::heading_stack::{HeadingKind, OpenHeading};
use crate::structure::outline::title::title_of;
use crate::structure::paragraphs::{Block, COLONS, Layout, NAMES_OF_DIVISIONS, Shape};

impl OutlineBuilder<'_> {
    pub(super) fn heading(&mut self, block: &Block) {
        if self.layout == Layout::Paragraphs {
            // A preface has no parts: with the first of them the text begins.
            self.stack.close_preface();
        }
        self.enter(block);
        let Some(level) = block.level else { return };
        if self.stack.in_box() {
            // The heading of a box item is part of the item.
            let part = self.stack.fresh(self.id, &block.marker.id_part());
            let id = self.stack.id(self.id, Some(&part));
            self.push(id, block, title_of(&block.text), ClauseForm::Box);
            self.collecting = true;
            return;
        }
        let kind = if matches!(block.marker, Marker::Annex(_)) { HeadingKind::Annex } else { HeadingKind::Section };
        let part = self.stack.fresh(self.id, &block.marker.id_part());
        self.open(OpenHeading::new(kind, level, part), block);
        self.out.heading_lines.extend(&block.lines);
    }

    /// The title of a text within the document: what follows begins anew. It is
    /// no heading where it repeats the title of the document.
    pub(super) fn title(&mut self, block: &Block) {
        self.collecting = false;
        self.stack.close_to(0);
        self.out.heading_lines.extend(&block.lines);
        // 印发促进消费若干措施的通知 brings 促进消费的若干措施.
        let bare = |text: &str| text.replace('的', "");
        let is_repeated = self.out.drafts.first().is_some_and(|it| same_words(&bare(&it.text), &bare(&block.text)));
        if !is_repeated {
            self.open(OpenHeading::new(HeadingKind::Title, 2, String::new()), block);
        }
    }

    /// 前言, 规划指标及名词解释, 注释：, `“十四五”时期的主要目标：`
    pub(super) fn bare_heading(&mut self, block: &Block, rest: &[Block]) {
        self.collecting = false;
        self.out.heading_lines.extend(&block.lines);
        if self.layout == Layout::Paragraphs {
            self.stack.close_lead_in_like(&block.text);
        }
        let words = compact(&block.text);
        let kind = match words.trim_end_matches('：') {
            "前言" | "序言" | "引言" => HeadingKind::Preface,
            "注释" => HeadingKind::Notes,
            name if name.contains("名词解释") => HeadingKind::Glossary,
            _ if block.text.ends_with('：') && rest.first().is_some_and(|next| next.marker == Marker::Dash) => {
                return self.open(OpenHeading::new(HeadingKind::LeadIn, 90, String::new()), block);
            }
            _ => HeadingKind::Section,
        };
        let level = match kind {
            HeadingKind::Section if block.is_appendix() => self.level_of_appendix(),
            HeadingKind::Section if words == "参考文献" => 3,
            HeadingKind::Section => self.level_of_name(&words, rest),
            _ => 10,
        };
        self.stack.close_to(level);
        let part = if kind == HeadingKind::Section { self.stack.next_unnumbered() } else { String::new() };
        self.open(OpenHeading::new(kind, level, part), block);
    }

    /// `附表1` behind the text, or as a part of its annex.
    pub(super) fn level_of_appendix(&self) -> u8 {
        if self.stack.in_annex() { 4 } else { 3 }
    }

    /// A name without a number is the heading of what follows it: the numbers of
    /// a list, or paragraphs. What the contents list is a chapter.
    fn level_of_name(&self, words: &str, rest: &[Block]) -> u8 {
        let is_chapter = self.contents.contains(words) || NAMES_OF_DIVISIONS.contains(&words);
        let next = rest.first().filter(|_| !is_chapter);
        let own = match introduced(rest).filter(|_| self.layout == Layout::Paragraphs) {
            Some(level) if self.stack.level_of_number() + 2 < level && next.is_some_and(Block::is_plain) => level - 2,
            _ => self.level_by(next),
        };
        // 申请条件, 办理流程: names of one rank, whatever stands under them.
        let open = self.stack.level_of_open_name().filter(|_| self.layout == Layout::Paragraphs && !is_chapter);
        open.map_or(own, |it| it.min(own))
    }

    fn level_by(&self, next: Option<&Block>) -> u8 {
        match next.map(|it| (it.level, it.is_plain())) {
            Some((Some(level), _)) => level.saturating_sub(2).max(10),
            Some((None, true)) if !self.stack.is_empty() => 88,
            _ => 10,
        }
    }

    pub(super) fn boxed(&mut self, block: &Block, number: u32) {
        self.collecting = false;
        self.stack.close_boxes();
        self.out.heading_lines.extend(&block.lines);
        self.open(OpenHeading::new(HeadingKind::Box, 55, format!("z{number}")), block);
    }
}

/// The level of the list that the paragraphs below a name introduce.
fn introduced(rest: &[Block]) -> Option<u8> {
    let last = rest.iter().take_while(|it| it.is_plain()).count().checked_sub(1)?;
    let list = rest.get(last + 1).filter(|it| it.marker.is_first() && it.shape == Shape::Item)?;
    list.level.filter(|_| rest[last].text.ends_with(COLONS))
}
