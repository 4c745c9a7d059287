//! A block of text: lines that belong together, and what it is.

use crate::structure::lines::typography::{compact, has_inner_stop, is_closed};
use crate::structure::lines::{Forced, Line};
use crate::structure::numbering::Marker;
use crate::structure::paragraphs::labels::{is_appendix, is_bare_appendix};

/// Colons of either width.
pub(in crate::structure) const COLONS: [char; 2] = ['：', ':'];
/// Semicolons of either width.
pub(super) const SEMICOLONS: [char; 2] = ['；', ';'];

/// So much of a line tells whether it names attachments, and whether it counts them.
const MAX_LABEL_CHARS: usize = 12;
/// A longer line in brackets is text.
const MAX_BRACKETED_CHARS: usize = 14;

/// How lines and paragraphs go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Pages as printed: a page break may cut a paragraph anywhere.
    Pages,
    /// One paragraph per line.
    Paragraphs,
}

/// What a block is, as far as its own words and its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Other blocks belong under it.
    Heading,
    /// A numbered item with its text.
    Item,
    /// Text without a number.
    Paragraph,
    /// A row of a table; its cells are parted by tabs.
    Row,
}

/// A block of text: one or more lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it starts with.
    pub marker: Marker,
    /// Its depth in the outline; that of its marker, or deeper within an answer.
    pub level: Option<u8>,
    /// Its words as printed, marker included; the cells of a row are parted by tabs.
    pub text: String,
    /// The cells of a row.
    pub cells: Vec<String>,
    /// Where in `text` the words behind the marker begin.
    pub body_start_bytes: usize,
    /// The lines it was made from.
    pub lines: Vec<usize>,
    /// Page furniture comes before it.
    pub after_furniture: bool,
    /// Who signed comes before its first line.
    pub after_signature: bool,
    /// Heading, item, paragraph or row.
    pub shape: Shape,
    /// 第X条, or what belongs to one.
    pub in_article: bool,
    /// The title of a text within the document: what follows begins anew.
    pub is_title: bool,
    /// 一、 or （一） that divides a text above its articles, as 章 do elsewhere.
    pub heads_articles: bool,
    /// An item whose next paragraphs belong to it.
    pub owns_paragraphs: bool,
    /// A paragraph of an article between two items of one list: the level of the
    /// list. It belongs to the first of them and is no 款.
    pub of_item: Option<u8>,
    /// A form to be filled in, all its lines.
    pub is_form: bool,
    /// `单位：万元` above rows, alone or behind the name of their table.
    pub is_unit: bool,
    /// What an editor knows it to be.
    pub forced: Option<Forced>,
    /// It is set as a name is.
    pub is_strong: bool,
}

impl Block {
    pub(super) fn new(line: &Line, (marker, body): (Marker, &str)) -> Self {
        let is_row = line.text.contains('\t') && !matches!(marker, Marker::Box(_) | Marker::Table(_));
        let shape = match marker {
            _ if is_row => Shape::Row,
            Marker::None | Marker::Dash => Shape::Paragraph,
            Marker::Box(_) | Marker::Table(_) | Marker::Annex(_) => Shape::Heading,
            _ => Shape::Item,
        };
        let text = if is_row { line.text.clone() } else { line.text.trim().to_owned() };
        Self {
            level: marker.level().filter(|_| !is_row),
            marker: if is_row { Marker::None } else { marker },
            cells: if is_row { text.split('\t').map(str::to_owned).collect() } else { Vec::new() },
            body_start_bytes: if is_row { 0 } else { text.len() - body.trim_end().len() },
            text,
            lines: vec![line.number],
            after_furniture: line.after_furniture,
            after_signature: line.after_signature,
            shape,
            in_article: false,
            is_title: false,
            heads_articles: false,
            owns_paragraphs: false,
            of_item: None,
            is_form: false,
            is_unit: false,
            forced: line.forced,
            is_strong: line.is_strong,
        }
        .forced()
    }

    /// As the editor knows it.
    fn forced(mut self) -> Self {
        match self.forced {
            Some(Forced::Text) if self.shape != Shape::Row => self.demote(),
            Some(Forced::Annex) => self.become_annex(),
            _ => {}
        }
        self
    }

    /// The heading of an annex.
    pub(super) fn become_annex(&mut self) {
        self.marker = if matches!(self.marker, Marker::Annex(_)) { self.marker } else { Marker::Annex(0) };
        self.level = self.marker.level();
        self.shape = Shape::Heading;
    }

    /// Text without a number, and no row.
    pub fn is_plain(&self) -> bool {
        self.shape == Shape::Paragraph && self.marker == Marker::None
    }

    /// `附表1`, `附：标志说明`, `附件1-1`: what follows is appended to the text.
    pub fn is_appendix(&self) -> bool {
        let is_bare = self.marker == Marker::None && matches!(self.shape, Shape::Paragraph | Shape::Heading);
        is_bare && is_appendix(self.text.lines().next().unwrap_or_default())
    }

    /// `附：标志说明`, `附表1`, `附件：1.申请表`: behind the text, and part of no article or chapter.
    pub fn names_what_is_appended(&self) -> bool {
        let names = self.is_attachment() || self.body_names_an_annex();
        self.is_appendix() || self.is_plain() && names && !self.text.trim_end().ends_with(['。', '；'])
    }

    /// `（试行）`, `（2024—2026年）` in a line of its own: the end of a title.
    pub(super) fn is_bracketed(&self) -> bool {
        let words = compact(&self.text);
        let inner = words.strip_prefix(['（', '(']).and_then(|it| it.strip_suffix(['）', ')']));
        let is_short = |it: &str| it.chars().count() <= MAX_BRACKETED_CHARS && !it.contains(['（', '(', '。', '号']);
        self.is_plain() && inner.is_some_and(is_short)
    }

    /// `附表1` without its title.
    pub(super) fn is_bare_appendix(&self) -> bool {
        self.is_plain() && self.forced.is_none() && is_bare_appendix(&self.text)
    }

    /// 编, 章, 节, and 一、 over articles.
    pub(super) fn divides(&self) -> bool {
        self.marker.divides() || self.heads_articles
    }

    /// The words behind the marker.
    pub fn body(&self) -> &str {
        &self.text[self.body_start_bytes..]
    }

    /// Words that name something printed elsewhere.
    pub(super) fn demote(&mut self) {
        self.marker = Marker::None;
        self.level = None;
        self.shape = Shape::Paragraph;
        self.body_start_bytes = 0;
    }

    pub(super) fn body_names_an_annex(&self) -> bool {
        self.shape == Shape::Paragraph && compact(&self.text).starts_with("附件") && self.text.contains('：')
    }

    pub(super) fn append(&mut self, other: &str, numbers: &[usize], separator: &str) {
        self.text.push_str(separator);
        self.text.push_str(other);
        self.lines.extend(numbers);
    }

    /// Could be a heading by its words alone: one phrase, not a whole sentence.
    pub(super) fn is_phrase(&self) -> bool {
        !is_closed(&self.text) && !has_inner_stop(self.body())
    }

    /// `……` has none.
    pub fn has_words(&self) -> bool {
        self.text.contains(char::is_alphanumeric)
    }

    /// `附件：…` is complete although no stop follows.
    pub(super) fn is_attachment(&self) -> bool {
        self.attachments().is_some()
    }

    /// `解读机关：甲市民政局`: who explains it, and whom to ask.
    pub fn names_interpreter(&self) -> bool {
        self.is_plain() && INTERPRETERS.iter().any(|it| is_labelled(&self.text, it))
    }

    /// `联系电话：…`, `解读人：…` below `解读机关：…`
    pub(super) fn names_contact(&self) -> bool {
        const CONTACTS: [&str; 12] = [
            "联系人",
            "联系电话",
            "咨询电话",
            "电话",
            "联系方式",
            "咨询方式",
            "传真",
            "邮箱",
            "电子邮箱",
            "联系地址",
            "地址",
            "日期",
        ];
        self.names_interpreter() || self.is_plain() && CONTACTS.iter().any(|it| is_labelled(&self.text, it))
    }

    /// `咨询电话：…`, `（联系人：…）`: whom to ask about the whole text.
    pub fn names_whom_to_ask(&self) -> bool {
        const CALLED: [&str; 13] = [
            "联系人",
            "联系电话",
            "联系方式",
            "咨询电话",
            "咨询热线",
            "咨询方式",
            "咨询投诉电话",
            "服务热线",
            "监督电话",
            "监督投诉电话",
            "投诉电话",
            "举报电话",
            "监督举报电话",
        ];
        let text = self.text.trim_start_matches(['（', '(']);
        self.is_plain() && CALLED.iter().any(|it| is_labelled(text, it))
    }

    /// How what is named behind `附件：` begins, without white space. A list of attachments grows by a line at a time, and
    /// is not read as a whole for each of them.
    pub(super) fn attachments(&self) -> Option<String> {
        let words: String = self.text.chars().filter(|c| !c.is_whitespace()).take(MAX_LABEL_CHARS).collect();
        let named = |label: &str| words.strip_prefix(label)?.strip_prefix(COLONS);
        let names = ["附件", "附表", "附图", "附录", "附"].into_iter().find_map(named);
        names.filter(|_| self.marker == Marker::None).map(str::to_owned)
    }
}

/// Who explains a document, below its 解读.
const INTERPRETERS: [&str; 8] =
    ["解读机关", "解读单位", "解读部门", "解读人", "解读人员", "解读科室", "解读处室", "政策解读人"];

fn is_labelled(text: &str, label: &str) -> bool {
    let mut words = text.chars().filter(|c| !c.is_whitespace());
    label.chars().all(|c| words.next() == Some(c)) && words.next().is_some_and(|c| COLONS.contains(&c))
}
