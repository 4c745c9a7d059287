//! Where are the title and the number, if the article's container does not hold them?

use std::collections::HashSet;

use scraper::Html;

use super::dom::{self, NodeId, NodeRef};
use super::fields::{bare_day, is_beside_article, is_fields, label};
use super::furniture::is_of_site;
use super::walk::blocks;
use super::window::{MIN_NAME_CHARS, OFTEN_TITLED, Window, has_name, is_site, is_title};
use crate::importers::dates::plain;
use crate::importers::facts::{clean_title, is_name, is_number};
use crate::importers::reading::{Field, ReadLine, count};
use crate::structure::numbering::{Marker, split_marker};

/// Shorter and longer words are no title.
const TITLE_CHARS: std::ops::RangeInclusive<usize> = 5..=120;
/// An article that prints its title does so among its first lines.
const NUM_HEAD_LINES: usize = 6;
/// A number stands so near above the article.
const NUM_BLOCKS_ABOVE: usize = 8;
/// So many blocks of other words may stand between title and article.
const NUM_BLOCKS_TO_TITLE: usize = 3;
/// Classes and ids of a title, wherever it stands.
const TITLED: [&str; 7] =
    ["article-title", "article_title", "info_title", "news_title", "newstitle", "artitle", "arti_title"];

/// Title and number above the article, in the page's order; what the article says itself is none of them.
pub(super) fn find_above(html: &Html, taken: &HashSet<NodeId>, fields: &[Field], lines: &[ReadLine]) -> Vec<NodeId> {
    let above = Above { html, taken, window: Window::of(html) };
    let is_printed = |it: NodeId| {
        let head: String = lines.iter().take(40).map(|it| plain(&it.text)).collect();
        let title = plain(&clean_title(&dom::text(html, it)));
        title.is_empty() || head.contains(&title)
    };
    let title = above.title(fields, says_its_name(lines)).filter(|it| !is_printed(*it));
    let is_numbered = lines.iter().take(NUM_HEAD_LINES).any(|it| is_number(&it.text));
    let numbers = if is_numbered { Vec::new() } else { above.numbers() };
    let is_in_title = |it: &NodeId| dom::node(html, *it).ancestors().any(|it| Some(it.id()) == title);
    let numbers = numbers.into_iter().filter(|it| !is_in_title(it) && Some(*it) != title);
    let mut found: HashSet<NodeId> = title.into_iter().chain(numbers).collect();
    let order = html.tree.root().descendants().map(|it| it.id());
    order.filter(|it| found.remove(it)).collect()
}

/// One of the first lines is called like a document.
fn says_its_name(lines: &[ReadLine]) -> bool {
    let is_title = |it: &ReadLine| {
        let is_numbered = split_marker(it.text.trim()).0 != Marker::None;
        !is_numbered && !it.text.contains(['：', ':', '\t']) && is_name(&it.text) && count(&it.text) >= 4
    };
    lines.iter().take(NUM_HEAD_LINES).any(is_title)
}

struct Above<'a> {
    html: &'a Html,
    taken: &'a HashSet<NodeId>,
    window: Window,
}

impl<'a> Above<'a> {
    /// The element that holds the title: what the page calls the title, what its window is called, a heading.
    fn title(&self, fields: &[Field], is_printed: bool) -> Option<NodeId> {
        let given = fields.iter().find(|it| it.name == "ArticleTitle").map(|it| plain(&it.value)).unwrap_or_default();
        let exact = self.elements().rfind(|it| !given.is_empty() && self.words(*it) == given);
        let is_main = |it: &NodeRef| dom::is(*it, &["h1"]) && self.fits(*it) && !is_site(&self.words(*it));
        let sure = exact
            .or_else(|| self.named_by_window())
            .or_else(|| self.elements().find(is_main))
            .or_else(|| self.elements().find(|it| has_name(*it, &TITLED) && self.fits(*it)))
            .map(|it| it.id())
            .or_else(|| self.often_titled());
        let by_place = || self.heading_above().or_else(|| self.block_above());
        sure.or_else(|| if is_printed { None } else { by_place() })
    }

    /// The last element above the article of whose words the window is called; of several around each other the
    /// innermost.
    fn named_by_window(&self) -> Option<NodeRef<'a>> {
        let free = || self.nodes_above().filter(|it| self.is_free(*it) && is_outside(*it) && self.fits(*it));
        let heads = |it: &NodeRef| dom::is(*it, &["h1", "h2", "h3"]) || has_name(*it, &OFTEN_TITLED);
        let said = free().filter(|it| self.window.says(&self.words(*it))).last();
        said.or_else(|| free().filter(heads).filter(|it| self.window.holds(&self.words(*it))).last())
    }

    /// Elements outside of the article that may hold a title.
    fn elements(&self) -> impl DoubleEndedIterator<Item = NodeRef<'a>> {
        let nodes: Vec<_> = self.html.tree.root().descendants().collect();
        nodes.into_iter().filter(|it| self.is_free(*it) && is_outside(*it))
    }

    fn is_free(&self, node: NodeRef) -> bool {
        let is_hidden = |it: NodeRef| it.value().as_element().is_some_and(dom::is_hidden);
        let is_barred =
            |it: NodeRef| self.taken.contains(&it.id()) || dom::is_no_text(it) || is_hidden(it) || is_of_site(it);
        node.value().is_element() && !is_barred(node) && !node.ancestors().any(is_barred)
    }

    fn words(&self, node: NodeRef) -> String {
        plain(&dom::text(self.html, node.id()))
    }

    fn fits(&self, node: NodeRef) -> bool {
        TITLE_CHARS.contains(&self.words(node).chars().count())
    }

    /// Not a link, and nothing around one or around the article.
    fn is_bare(&self, node: NodeRef) -> bool {
        let is_link = |it: NodeRef| dom::is(it, &["a"]);
        !node.ancestors().any(is_link) && !node.descendants().any(|it| is_link(it) || self.taken.contains(&it.id()))
    }

    /// Everything above the article.
    fn nodes_above(&self) -> impl Iterator<Item = NodeRef<'a>> {
        self.html.tree.root().descendants().take_while(|it| !self.taken.contains(&it.id()))
    }

    /// The last element above the article whose name says title; sections of the site have such names too, but are
    /// links.
    fn often_titled(&self) -> Option<NodeId> {
        let fits = |it: &NodeRef| (MIN_NAME_CHARS..=120).contains(&count(&self.words(*it)));
        let named = self.nodes_above().filter(|it| has_name(*it, &OFTEN_TITLED));
        named.filter(|it| self.is_free(*it) && self.is_bare(*it) && fits(it)).last().map(|it| it.id())
    }

    /// The last heading above the article that is called like a document.
    fn heading_above(&self) -> Option<NodeId> {
        let headings = self.nodes_above().filter(|it| dom::is(*it, &["h1", "h2", "h3", "h4"]) && self.is_free(*it));
        let called = headings.filter(|it| self.is_bare(*it) && is_title(&self.words(*it)));
        called.last().map(|it| it.id())
    }

    /// The block right above the article, what the page says of it aside, if it is called like a document.
    fn block_above(&self) -> Option<NodeId> {
        let is_said = |it: &NodeRef| {
            let words = self.words(*it);
            let is_fact = is_number(&words) || bare_day(&words).is_some();
            count(&words) < *TITLE_CHARS.start() || is_fact || is_fields(&words) || is_beside_article(&words)
        };
        let mut blocks = self.blocks().into_iter().rev().filter(|it| !is_said(it)).take(NUM_BLOCKS_TO_TITLE);
        blocks.find(|it| self.is_bare(*it) && is_title(&self.words(*it))).map(|it| it.id())
    }

    /// Blocks right above the article that are a number and nothing else.
    fn numbers(&self) -> Vec<NodeId> {
        let blocks = self.blocks();
        let from = blocks.len().saturating_sub(NUM_BLOCKS_ABOVE);
        let is_labelled = |at: usize| at.checked_sub(1).is_some_and(|it| label(&self.words(blocks[it])).is_some());
        let is_alone = |at: &usize| {
            let words = self.words(blocks[*at]);
            is_number(&words) && !is_labelled_number(&words) && !is_labelled(*at) && self.is_bare(blocks[*at])
        };
        (from..blocks.len()).filter(is_alone).map(|at| blocks[at].id()).collect()
    }

    /// Blocks with words above the article, none of them around it.
    fn blocks(&self) -> Vec<NodeRef<'a>> {
        let around: HashSet<NodeId> =
            self.taken.iter().flat_map(|it| dom::node(self.html, *it).ancestors().map(|it| it.id())).collect();
        let above = blocks(self.nodes_above());
        above.into_iter().filter(|it| self.is_free(*it) && !around.contains(&it.id())).collect()
    }
}

/// `文号甲民发〔2024〕8号`, `统一编号：JZ0320240007`: label and value of one field.
fn is_labelled_number(words: &str) -> bool {
    let labels = ["文号", "文件号", "文件编号", "发文字号", "发文文号", "字号", "编号"];
    words.contains(['：', ':']) || labels.iter().any(|it| words.starts_with(it))
}

/// No link, and no part of every page.
fn is_outside(node: NodeRef) -> bool {
    !dom::is(node, &["title", "head", "html", "body", "a"])
}
