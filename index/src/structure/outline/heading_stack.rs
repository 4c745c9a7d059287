//! The headings that are open at a line of a document: which of them a printed
//! number closes, which number must come next, what heading and id a clause gets.

use std::collections::{BTreeMap, BTreeSet};

use policy_engine::{Heading, HeadingId, Number};

use crate::structure::numbering::{Marker, split_marker};
use crate::structure::paragraphs::COLONS;

/// What kind of heading is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadingKind {
    /// 章, 节, 一、 and so on.
    Section,
    /// The title of a text within the document.
    Title,
    /// 第X条 with more than one paragraph, or with items.
    Article,
    /// A paragraph of an article, or one that introduces items.
    Paragraph,
    /// 前言
    Preface,
    /// 专栏
    Box,
    /// 表
    Table,
    /// 附件
    Annex,
    /// 名词解释
    Glossary,
    /// 注释
    Notes,
    /// A line that introduces a run of `——…。`
    LeadIn,
}

/// An open heading.
#[derive(Clone, Debug)]
pub(super) struct OpenHeading {
    kind: HeadingKind,
    /// That of its marker; boxes, tables and paragraphs have one between two of those.
    level: u8,
    /// Its part of an id.
    part: String,
    /// Its node in the tree.
    node: Option<HeadingId>,
    /// Number and line of the last child.
    last: Option<(Marker, usize)>,
    paragraphs: u32,
    after_item: bool,
    /// An item with a text of its own, over deeper ones.
    is_item: bool,
    /// A table stands under it.
    has_table: bool,
    /// Rows of a table so far.
    pub rows: u32,
    /// The labels of the columns of a table were read.
    pub has_labels: bool,
    /// The next row of a table holds labels too.
    pub awaits_labels: bool,
    /// How many cells a row of the table should have; 0 once a row had others.
    pub num_columns: usize,
    /// The column of a table that names groups of rows.
    pub group_column: Option<usize>,
    /// The column of a table that holds the names of its rows.
    pub name_column: Option<usize>,
    /// Part of a table under a row of its own.
    table_part: Option<HeadingId>,
    /// Group of rows in a table.
    group: Option<HeadingId>,
}

impl OpenHeading {
    /// An open heading without children. `level` is that of its marker, or for
    /// paragraphs of articles (35), boxes (55), lead-ins (90) and tables (95)
    /// one between two of those.
    pub(super) fn new(kind: HeadingKind, level: u8, part: String) -> Self {
        Self {
            kind,
            level,
            part,
            node: None,
            last: None,
            paragraphs: 0,
            after_item: false,
            is_item: false,
            has_table: false,
            rows: 0,
            has_labels: false,
            awaits_labels: false,
            num_columns: 0,
            group_column: None,
            name_column: None,
            table_part: None,
            group: None,
        }
    }

    /// An item with a text of its own.
    pub(super) fn of_item(self) -> Self {
        Self { is_item: true, ..self }
    }

    /// What follows in the table belongs to all of it.
    pub(super) fn close_parts(&mut self) {
        self.table_part = None;
        self.group = None;
    }

    /// What a clause found now belongs to.
    fn innermost(&self) -> Option<HeadingId> {
        self.group.or(self.table_part).or(self.node)
    }
}

/// The open headings, outermost first; the document itself is always open.
#[derive(Debug)]
pub(super) struct HeadingStack {
    document: OpenHeading,
    headings: Vec<OpenHeading>,
    /// Every heading so far, in document order.
    tree: Vec<Heading>,
    /// Per level: the last number in the document and its line.
    through: BTreeMap<u8, (Marker, usize)>,
    /// Beginnings of ids that are taken.
    taken: BTreeSet<String>,
    /// How many letters and numbers behind a beginning were tried: those are taken for good.
    tried: BTreeMap<String, usize>,
    num_terms: u32,
    num_notes: u32,
    num_unnumbered: u32,
}

/// A number that does not follow the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    /// The number before it and its line, where there is one.
    pub previous: Option<(Marker, usize)>,
}

impl Default for HeadingStack {
    fn default() -> Self {
        let document = OpenHeading::new(HeadingKind::Section, 0, String::new());
        Self {
            document,
            headings: Vec::new(),
            tree: Vec::new(),
            through: BTreeMap::new(),
            taken: BTreeSet::new(),
            tried: BTreeMap::new(),
            num_terms: 0,
            num_notes: 0,
            num_unnumbered: 0,
        }
    }
}

impl HeadingStack {
    /// Opens a heading with its words and its printed number; its node in the tree.
    pub(super) fn push(&mut self, heading: OpenHeading, text: &str, number: Option<Number>) -> Option<HeadingId> {
        let node = self.add(text, number);
        if heading.kind == HeadingKind::Table {
            self.top().has_table = true;
        }
        self.headings.push(OpenHeading { node, ..heading });
        node
    }

    fn add(&mut self, text: &str, number: Option<Number>) -> Option<HeadingId> {
        let parent = self.innermost();
        self.tree.push(Heading { parent, text: text.to_owned(), number, ..Heading::default() });
        Some(HeadingId(u32::try_from(self.tree.len() - 1).unwrap_or(u32::MAX)))
    }

    /// The heading a clause found now belongs to.
    pub(super) fn innermost(&self) -> Option<HeadingId> {
        self.headings.last().and_then(OpenHeading::innermost)
    }

    /// Every heading, in document order.
    pub(super) fn take_tree(&mut self) -> Vec<Heading> {
        std::mem::take(&mut self.tree)
    }

    /// The labels of the columns of the open table.
    pub(super) fn set_columns(&mut self, labels: &[String]) {
        let table = self.top();
        table.has_labels = true;
        table.num_columns = labels.len();
        if let Some(id) = table.node {
            self.tree[id.0 as usize].columns = labels.to_vec();
        }
    }

    /// These cells are the labels of the open table, printed again.
    pub(super) fn are_columns(&self, cells: &[String]) -> bool {
        let node = self.headings.last().and_then(|it| it.node);
        let columns = node.and_then(|it| self.tree.get(it.0 as usize)).map(|it| it.columns.as_slice());
        columns.is_some_and(|it| !it.is_empty() && it.iter().map(|it| it.trim()).eq(cells.iter().map(|it| it.trim())))
    }

    /// Begins a part of the open table, `一、 就业`.
    pub(super) fn open_table_part(&mut self, text: &str) {
        self.top().close_parts();
        let part = self.add(text, None);
        self.top().table_part = part;
    }

    /// Begins a group of rows in the open table, unless it is the one that is open.
    pub(super) fn open_group(&mut self, text: &str) {
        let is_open = |id: HeadingId| self.tree[id.0 as usize].text == text;
        if self.headings.last().and_then(|it| it.group).is_some_and(is_open) {
            return;
        }
        self.top().group = None;
        let group = self.add(text, None);
        self.top().group = group;
    }

    /// The innermost open heading, or the document.
    fn top(&mut self) -> &mut OpenHeading {
        self.headings.last_mut().unwrap_or(&mut self.document)
    }

    /// The innermost open heading.
    pub(super) fn top_mut(&mut self) -> Option<&mut OpenHeading> {
        self.headings.last_mut()
    }

    /// Closes headings of this level and deeper.
    pub(super) fn close_to(&mut self, level: u8) {
        while self.headings.pop_if(|heading| level <= heading.level).is_some() {}
    }

    /// Closes the open box and what is in it.
    pub(super) fn close_boxes(&mut self) {
        if let Some(at) = self.headings.iter().position(|heading| heading.kind == HeadingKind::Box) {
            self.headings.truncate(at);
        }
        self.close_to(90);
    }

    /// Closes the preface and what is in it.
    pub(super) fn close_preface(&mut self) {
        if let Some(at) = self.headings.iter().position(|heading| heading.kind == HeadingKind::Preface) {
            self.headings.truncate(at);
        }
    }

    /// Closes everything within the document, or within its annex.
    pub(super) fn close_to_annex(&mut self) {
        let at = self.headings.iter().position(|heading| heading.kind == HeadingKind::Annex);
        self.headings.truncate(at.map_or(0, |at| at + 1));
    }

    /// Makes room for a numbered block and notes its number. In order is 1, the
    /// number after the last one under the same heading, and the number after
    /// the last one in the document where it is the first under a new heading;
    /// articles are counted through the document.
    ///
    /// # Errors
    /// The number that it should have followed.
    pub(super) fn enter(&mut self, marker: Marker, level: Option<u8>, line: usize) -> Result<(), Doubt> {
        let Some(level) = level else { return Ok(()) };
        self.close_to(90);
        if self.in_box() && !self.continues_box(marker) {
            self.close_boxes();
        }
        self.close_to(level);
        if matches!(marker, Marker::Annex(_)) {
            self.headings.clear();
        }
        let through = self.through.insert(level, (marker, line));
        let top = self.top();
        top.after_item = false;
        let sibling = top.last.replace((marker, line)).filter(|(last, _)| last.level() == marker.level());
        let is_article = matches!(marker, Marker::Article(..));
        let previous = if is_article { through } else { sibling.or(through) };
        let is_next = previous.is_some_and(|(last, _)| marker.follows(last));
        // Annexes may start anywhere.
        let is_free = matches!(marker, Marker::Annex(_)) && (marker.number() == 0 || sibling.is_none());
        if is_next || is_free || marker.is_first() { Ok(()) } else { Err(Doubt { previous }) }
    }

    /// `part` with a letter behind it if another heading or clause has it already:
    /// a second list keeps its ids apart.
    pub(super) fn fresh(&mut self, document: &str, part: &str) -> String {
        let whole = self.id(document, Some(part));
        let before = self.tried.get(&whole).copied().unwrap_or(0);
        let is_fresh = |at: &usize| {
            let id = self.id(document, Some(&again(part, *at)));
            self.taken.insert(id)
        };
        let at = (before..).find(is_fresh).unwrap_or_default();
        self.tried.insert(whole, at + 1);
        again(part, at)
    }

    /// The next number of the open box, not of the section around it.
    fn continues_box(&self, marker: Marker) -> bool {
        let Some(heading) = self.headings.iter().rfind(|heading| heading.kind == HeadingKind::Box) else {
            return false;
        };
        let last = heading.last.map_or(0, |(last, _)| last.number());
        match marker {
            Marker::Number(number) => number == last + 1,
            Marker::NumberInBrackets(_) | Marker::Circled(_) => true,
            _ => false,
        }
    }

    /// Id of a child of the innermost heading.
    pub(super) fn id(&self, document: &str, child: Option<&str>) -> String {
        // Boxes, tables, annexes and glossaries are numbered through the
        // document: the headings around them are left out.
        let outer = self.headings.iter().rposition(|heading| {
            matches!(
                heading.kind,
                HeadingKind::Box | HeadingKind::Table | HeadingKind::Annex | HeadingKind::Glossary | HeadingKind::Notes
            )
        });
        let is_term = self.in_glossary() || self.in_notes();
        let headings = if is_term { &[][..] } else { &self.headings[outer.unwrap_or(0)..] };
        let parts = headings.iter().map(|heading| heading.part.as_str()).chain(child);
        let parts: Vec<&str> = std::iter::once(document).chain(parts).filter(|part| !part.is_empty()).collect();
        parts.join("-")
    }

    /// `p1`, `p2` … under the innermost heading that has an id.
    pub(super) fn next_paragraph(&mut self) -> String {
        let at = self.headings.iter().rposition(|it| !matches!(it.kind, HeadingKind::LeadIn | HeadingKind::Title));
        let heading = at.and_then(|at| self.headings.get_mut(at)).unwrap_or(&mut self.document);
        heading.paragraphs += 1;
        heading.after_item = false;
        format!("p{}", heading.paragraphs)
    }

    /// `g1`, `g2` … through a glossary, `n1` … through notes.
    pub(super) fn next_term(&mut self) -> String {
        if self.in_glossary() {
            self.num_terms += 1;
            return format!("g{}", self.num_terms);
        }
        self.num_notes += 1;
        format!("n{}", self.num_notes)
    }

    /// `s1`, `s2` … for sections without a number.
    pub(super) fn next_unnumbered(&mut self) -> String {
        self.num_unnumbered += 1;
        format!("s{}", self.num_unnumbered)
    }

    /// Notes that an item with text of its own came last.
    pub(super) fn after_item(&mut self) {
        self.top().after_item = true;
    }

    /// The last child of the innermost heading was an item with text.
    pub(super) fn is_after_item(&self) -> bool {
        self.headings.last().is_some_and(|heading| heading.after_item && heading.kind != HeadingKind::Box)
    }

    /// No heading is open but the title of a text.
    pub(super) fn is_empty(&self) -> bool {
        self.headings.iter().all(|heading| heading.kind == HeadingKind::Title)
    }

    /// A paragraph that introduced items is over with the next paragraph.
    pub(super) fn close_lead_ins(&mut self) {
        while self.headings.pop_if(|it| it.kind == HeadingKind::Paragraph && it.last.is_some()).is_some() {}
    }

    /// A paragraph that introduced a list is over with a name of its kind: 个人申请条件：
    /// with 企业申请条件：, and with any name behind a list without parts.
    pub(super) fn close_lead_in_like(&mut self, name: &str) {
        let is_used = |it: &OpenHeading| it.kind == HeadingKind::Paragraph && it.last.is_some();
        let Some(at) = self.headings.iter().rposition(is_used) else { return };
        let text = self.headings[at].node.map_or("", |id| self.tree[id.0 as usize].text.as_str());
        let end = |text: &str| text.trim_end_matches(COLONS).chars().rev().take(2).collect::<String>();
        if at + 1 == self.headings.len() || end(text) == end(name) {
            self.headings.truncate(at);
        }
    }

    /// The open heading has nothing beneath it yet, or is 附则, 其他事项, 施行日期: what
    /// closes a text belongs to it.
    pub(super) fn ends_text(&self) -> bool {
        const NAMES: [&str; 9] = ["附则", "其他", "其它", "施行", "实施时间", "实施日期", "执行时间", "有效期", "生效"];
        let Some(top) = self.headings.last().filter(|it| it.kind == HeadingKind::Section && !it.is_item) else {
            return false;
        };
        let text = top.node.map_or("", |id| self.tree[id.0 as usize].text.as_str());
        let words = split_marker(text).1;
        let is_bare = top.last.is_none() && top.paragraphs == 0 && !top.has_table;
        is_bare && !text.is_empty() || NAMES.iter().any(|it| words.starts_with(it))
    }

    /// The words of all open headings, outermost first.
    pub(super) fn words_above(&self) -> Vec<&str> {
        let nodes = self.headings.iter().filter_map(|it| it.node);
        nodes.map(|id| self.tree[id.0 as usize].text.as_str()).collect()
    }

    /// The level of the innermost open heading, 0 for the document.
    pub(super) fn level(&self) -> u8 {
        self.headings.last().map_or(0, |it| it.level)
    }

    /// The level of the innermost open heading with a number that is no item, 0 for the document.
    pub(super) fn level_of_number(&self) -> u8 {
        let has_number =
            |it: &&OpenHeading| it.kind == HeadingKind::Section && !it.is_item && !it.part.starts_with('s');
        self.headings.iter().rfind(has_number).map_or(0, |it| it.level)
    }

    /// Counts a paragraph of the open article.
    pub(super) fn next_of_article(&mut self) -> Option<u32> {
        let article = self.headings.iter_mut().rfind(|it| it.kind == HeadingKind::Article)?;
        article.paragraphs += 1;
        Some(article.paragraphs)
    }

    /// Within an article with more than one paragraph, or with items.
    pub(super) fn in_article(&self) -> bool {
        self.has(HeadingKind::Article)
    }

    /// Within a box.
    pub(super) fn in_box(&self) -> bool {
        self.has(HeadingKind::Box)
    }

    /// Directly within a table.
    pub(super) fn in_table(&self) -> bool {
        self.headings.last().is_some_and(|heading| heading.kind == HeadingKind::Table)
    }

    /// Within an annex.
    pub(super) fn in_annex(&self) -> bool {
        self.has(HeadingKind::Annex)
    }

    /// The level of the name without a number that what comes now belongs to, if
    /// anything stands under that name yet.
    pub(super) fn level_of_open_name(&self) -> Option<u8> {
        let is_passed = |it: &&OpenHeading| {
            it.is_item || matches!(it.kind, HeadingKind::Table | HeadingKind::LeadIn | HeadingKind::Paragraph)
        };
        let name = self.headings.iter().rev().find(|it| !is_passed(it))?;
        let is_name = name.kind == HeadingKind::Section && name.part.starts_with('s');
        (is_name && (name.last.is_some() || 0 < name.paragraphs || name.has_table)).then_some(name.level)
    }

    /// Within a glossary.
    pub(super) fn in_glossary(&self) -> bool {
        self.has(HeadingKind::Glossary)
    }

    /// Within notes.
    pub(super) fn in_notes(&self) -> bool {
        self.has(HeadingKind::Notes)
    }

    /// Within the preface.
    pub(super) fn in_preface(&self) -> bool {
        self.has(HeadingKind::Preface)
    }

    fn has(&self, kind: HeadingKind) -> bool {
        self.headings.iter().any(|heading| heading.kind == kind)
    }
}

/// `3`, `3b` … `3z`, `3z2`, `3z3` …: a part of an id that is there already.
fn again(part: &str, at: usize) -> String {
    match (at, ('b'..='z').nth(at.wrapping_sub(1))) {
        (0, _) => part.to_owned(),
        (_, Some(letter)) => format!("{part}{letter}"),
        (_, None) => format!("{part}z{}", at - 24),
    }
}
