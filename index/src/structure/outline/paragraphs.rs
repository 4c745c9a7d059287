//! What becomes of a paragraph and of a numbered item.

use policy_engine::ClauseForm;

use crate::structure::lines::typography::compact;
use crate::structure::numbering::Marker;
use crate::structure::outline::builder::{Ahead, OutlineBuilder, is_table_note, paragraph_number};
use crate::structure::outline::doubts::doubtful;
use crate::structure::outline::heading_stack::{HeadingKind, OpenHeading};
use crate::structure::outline::title::{title_of, words_of_heading};
use crate::structure::paragraphs::{Block, COLONS, Layout, Shape};

/// That of 一、
const SECTION_LEVEL: u8 = 40;

impl OutlineBuilder<'_> {
    pub(super) fn item(&mut self, block: &Block, rest: &[Block]) {
        self.enter(block);
        let (form, part) = if self.stack.in_glossary() || self.stack.in_notes() {
            (ClauseForm::Term, self.stack.next_term())
        } else if self.stack.in_box() {
            (ClauseForm::Box, block.marker.id_part())
        } else {
            (ClauseForm::Item, block.marker.id_part())
        };
        let title = title_of(if matches!(block.marker, Marker::Decimal(..)) { block.body() } else { &block.text });
        let part = self.stack.fresh(self.id, &part);
        let id = self.stack.id(self.id, Some(&part));
        self.push(id, block, title.clone(), form);
        let level = block.level;
        let is_beneath =
            |next: &Block| next.level.is_some() && level < next.level || next.of_item == level && level.is_some();
        match level {
            Some(level) if block.owns_paragraphs || rest.first().is_some_and(is_beneath) => {
                let heading = OpenHeading::new(HeadingKind::Section, level, part).of_item();
                self.stack.push(heading, &title, block.marker.printed());
            }
            _ => self.stack.after_item(),
        }
    }

    pub(super) fn paragraph(&mut self, block: &Block, rest: &[Block]) {
        self.out.problems.extend(doubtful(block).filter(|_| self.layout == Layout::Paragraphs));
        if self.belongs_to_last(block) {
            return self.append_to_last(block);
        }
        self.collecting = false;
        if self.stack.in_table() && !is_table_note(block) && !block.is_form {
            self.stack.close_to(95);
        } else if let Some(table) = self.stack.top_mut().filter(|_| is_table_note(block)) {
            // A note below the table is none of its last part.
            table.close_parts();
        }
        if block.marker != Marker::Dash && !self.stack.in_table() {
            self.stack.close_to(90);
        }
        if self.layout == Layout::Paragraphs {
            self.stack.close_lead_ins();
        }
        if self.layout == Layout::Paragraphs && (block.names_what_is_appended() || block.names_interpreter()) {
            self.stack.close_to_annex();
        } else if !self.stack.ends_text()
            && (self.stack.is_after_item() && (self.layout == Layout::Pages || speaks_of_whole(block))
                || self.layout == Layout::Paragraphs && (closes(block) || self.ends_with_contact(block)))
            && self.ahead_of(rest).has_only_paragraphs
        {
            // A closing paragraph speaks of the whole document.
            self.stack.close_to_annex();
        }
        if self.is_front(rest) || self.stack.in_preface() {
            self.num_front += 1;
            let id = format!("{}-f{}", self.id, self.num_front);
            return self.push(id, block, title_of(&block.text), ClauseForm::Front);
        }
        let part = self.stack.next_paragraph();
        let part = self.stack.fresh(self.id, &part);
        let id = self.stack.id(self.id, Some(&part));
        let form = if self.stack.in_box() { ClauseForm::Box } else { ClauseForm::Paragraph };
        self.push(id, block, self.title_of_paragraph(block), form);
        self.open_lead_in(block, part, rest);
    }

    /// Whom to ask about it all, below a section that is about something else.
    fn ends_with_contact(&self, block: &Block) -> bool {
        const SUBJECTS: [&str; 12] =
            ["咨询", "联系", "电话", "热线", "地址", "地点", "方式", "渠道", "监督", "投诉", "受理", "其他"];
        let above = self.stack.words_above();
        block.names_whom_to_ask() && !SUBJECTS.iter().any(|it| above.iter().any(|words| words.contains(it)))
    }

    /// A form is called what stands above it.
    fn title_of_paragraph(&self, block: &Block) -> String {
        let above = self.opened.last().filter(|it| block.is_form && Some(it.0) == self.stack.innermost());
        let words = above.map(|it| words_of_heading(&it.1.text)).filter(|it| !it.is_empty());
        words.map_or_else(|| title_of(&block.text), str::to_owned)
    }

    /// Nothing but the front came before, and sections follow.
    fn is_front(&self, rest: &[Block]) -> bool {
        self.stack.is_empty() && self.has_only_front && self.ahead_of(rest).has_parts
    }

    /// What comes before the end of the body.
    fn ahead_of(&self, rest: &[Block]) -> Ahead {
        self.ahead.get(rest.len()).copied().unwrap_or(NOTHING_AHEAD)
    }

    /// `个人借款人申请条件：` within a section keeps the list that it introduces.
    fn open_lead_in(&mut self, block: &Block, part: String, rest: &[Block]) {
        let next = rest.first().filter(|it| it.marker.is_first()).and_then(|it| it.level);
        // 一、 begins the sections of the text that the paragraph introduces.
        let is_deeper = |level: &u8| SECTION_LEVEL < *level && self.stack.level() + 2 < *level;
        if self.layout == Layout::Pages || self.stack.is_empty() || !block.text.ends_with(COLONS) || block.is_form {
            return;
        }
        if let Some(level) = next.filter(is_deeper) {
            // Counted, so that a citation need not hold the whole sentence.
            let number = part.trim_start_matches('p').parse().ok().map(paragraph_number);
            let heading = OpenHeading::new(HeadingKind::Paragraph, level - 2, part);
            self.stack.push(heading, &title_of(&block.text), number);
        }
    }
}

/// `特此公告。`, `本通知自…起施行。`: the end of a text, whatever it follows.
fn closes(block: &Block) -> bool {
    const FORMULAS: [&str; 5] = ["特此", "此复", "此令", "此函", "专此"];
    const TEXTS: [&str; 12] =
        ["通知", "意见", "办法", "方案", "决定", "公告", "通告", "规定", "细则", "措施", "政策", "标准"];
    let own = block.text.strip_prefix('本');
    let is_term = |it: &&str| own.and_then(|own| own.strip_prefix(*it)).is_some_and(|it| it.starts_with('自'));
    TEXTS.iter().any(is_term) || FORMULAS.iter().any(|it| block.text.starts_with(it))
}

/// `本通知自…起施行。`
fn speaks_of_whole(block: &Block) -> bool {
    const WORDS: [&str; 10] =
        ["施行", "执行", "实施", "废止", "有效期", "本通知", "本意见", "本方案", "本办法", "贯彻落实"];
    WORDS.iter().any(|it| block.text.contains(it)) || block.text.starts_with("附件")
}

/// Before the end of a text.
const NOTHING_AHEAD: Ahead = Ahead { has_parts: false, has_only_paragraphs: true };

/// For each number of last blocks, what they say up to the end of the body.
pub(super) fn ahead(blocks: &[Block]) -> Vec<Ahead> {
    let mut ahead = vec![NOTHING_AHEAD];
    let mut last = NOTHING_AHEAD;
    for block in blocks.iter().rev() {
        last = Ahead {
            has_parts: last.has_parts || matches!(block.shape, Shape::Heading | Shape::Item),
            has_only_paragraphs: last.has_only_paragraphs && block.shape == Shape::Paragraph,
        };
        if ends_body(block) {
            last = NOTHING_AHEAD;
        }
        ahead.push(last);
    }
    ahead
}

/// Annex and notes come after the body.
fn ends_body(block: &Block) -> bool {
    let is_notes = compact(&block.text).trim_end_matches('：') == "注释";
    block.shape == Shape::Heading && (matches!(block.marker, Marker::Annex(_)) || is_notes)
}
