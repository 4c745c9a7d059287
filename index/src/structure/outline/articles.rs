//! What becomes of 第X条 and its paragraphs.

use policy_engine::ClauseForm;

use crate::structure::numbering::Marker;
use crate::structure::outline::builder::{OutlineBuilder, is_table_note, paragraph_number};
use crate::structure::outline::doubts::{empty_article, says_that_it_is_gone};
use crate::structure::outline::heading_stack::{HeadingKind, OpenHeading};
use crate::structure::outline::title::title_of;
use crate::structure::paragraphs::{Block, Shape};

/// Paragraphs of an article lie between 条 and 一、.
const PARAGRAPH_LEVEL: u8 = 35;

impl OutlineBuilder<'_> {
    /// 第X条: its first paragraph is a clause, all others and its items belong to it.
    pub(super) fn article(&mut self, block: &Block, rest: &[Block]) {
        self.enter(block);
        let Some(level) = block.level else { return };
        let part = self.stack.fresh(self.id, &block.marker.id_part());
        let id = self.stack.id(self.id, Some(&part));
        let within = || rest.iter().take_while(|it| it.in_article && !matches!(it.marker, Marker::Article(..)));
        let is_paragraph =
            |it: &Block| it.shape == Shape::Paragraph && it.of_item.is_none() && !is_table_note(it) && it.has_words();
        let has_paragraphs = within().any(is_paragraph);
        self.out.problems.extend(empty_article(block).filter(|_| within().next().is_none()));
        if !has_paragraphs {
            self.push(id.clone(), block, title_of_article(block), ClauseForm::Item);
        }
        if within().next().is_none() {
            return;
        }
        let printed = printed_number(block);
        self.stack.push(OpenHeading::new(HeadingKind::Article, level, part), printed, block.marker.printed());
        let number = self.stack.next_of_article();
        if has_paragraphs {
            self.push(id, block, title_of(&block.text), ClauseForm::Item);
            self.count(number);
            self.open_paragraph(String::new(), number, rest);
        }
    }

    /// 第二款: counted, not printed.
    pub(super) fn paragraph_of_article(&mut self, block: &Block, rest: &[Block]) {
        // `……` between two items is no paragraph.
        if self.belongs_to_last(block) || !block.has_words() {
            return self.append_to_last(block);
        }
        self.collecting = false;
        if is_table_note(block) && self.stack.in_table() {
            return self.paragraph(block, rest);
        }
        if let Some(level) = block.of_item {
            return self.paragraph_of_item(block, level);
        }
        self.stack.close_to(PARAGRAPH_LEVEL);
        let number = self.stack.next_of_article();
        let part = format!("p{}", number.unwrap_or_default());
        let part = self.stack.fresh(self.id, &part);
        let id = self.stack.id(self.id, Some(&part));
        self.push(id, block, title_of(&block.text), ClauseForm::Paragraph);
        self.count(number);
        self.open_paragraph(part, number, rest);
    }

    /// A paragraph between two items: the list goes on behind it.
    fn paragraph_of_item(&mut self, block: &Block, level: u8) {
        self.stack.close_to(level + 1);
        let part = self.stack.next_paragraph();
        let part = self.stack.fresh(self.id, &part);
        let id = self.stack.id(self.id, Some(&part));
        self.push(id, block, title_of(&block.text), ClauseForm::Paragraph);
    }

    /// What follows with a number, or a table, belongs to this paragraph.
    fn open_paragraph(&mut self, part: String, number: Option<u32>, rest: &[Block]) {
        let is_beneath = |it: &Block| it.in_article && (is_item(it) || it.shape == Shape::Row);
        if rest.first().is_some_and(is_beneath) {
            let heading = OpenHeading::new(HeadingKind::Paragraph, PARAGRAPH_LEVEL, part);
            self.stack.push(heading, "", number.map(paragraph_number));
        }
    }

    /// The last clause is a paragraph of its article.
    fn count(&mut self, number: Option<u32>) {
        if let Some(draft) = self.out.drafts.last_mut() {
            draft.number = number.map(paragraph_number);
        }
    }
}

/// What an article is called. One without words, or of which nothing is left but
/// `（删除）`, is called by its number: a reader sees that it is gone.
fn title_of_article(block: &Block) -> String {
    let is_gone = block.body().is_empty() || says_that_it_is_gone(block.body());
    if is_gone { block.text.trim().to_owned() } else { title_of(&block.text) }
}

/// `第二条`, as printed.
fn printed_number(block: &Block) -> &str {
    block.text[..block.body_start_bytes].trim_end()
}

fn is_item(block: &Block) -> bool {
    block.shape == Shape::Item && !matches!(block.marker, Marker::Article(..))
}
