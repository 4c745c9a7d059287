//! What is inside the article's elements and not of the article: menus, head and foot of the site, lists of links.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;
use scraper::Html;
use scraper::node::Element;

use super::dom::{self, NodeId, NodeRef};
use super::fields::is_list_of_fields;
use super::table::{cells_of, is_layout, rows_of};
use super::walk::{blocks, is_block};
use super::window::{OFTEN_TITLED, Window, has_name, is_site, is_title};
use crate::importers::dates::{pattern, plain};
use crate::importers::facts::is_number;
use crate::importers::reading::count;
use crate::structure::numbering::{Marker, split_marker};

/// Elements with more running text are no menu, whatever they are called.
const MAX_SENTENCES: usize = 100;
/// In so large a part of a menu's words are links, of ten.
const MIN_LINKED_TENTHS: usize = 6;
/// 当前位置：首页>政务公开>… is no longer.
const MAX_PLACE: usize = 160;
/// 主办：… 网站标识码：… 公网安备… is no longer.
const MAX_FOOT: usize = 300;
/// Shorter words with a colon lead to links of the site: 分享到：.
const MIN_LEAD: usize = 8;
/// A longer name is none of a tab.
const MAX_TAB_CHARS: usize = 10;
/// No title or number of a document is longer.
const MAX_TITLE_BYTES: usize = 1000;
/// A longer line above the title is text.
const MAX_ABOVE_TITLE: usize = 60;
/// Parts of class names and ids; one part that is all of them makes a menu, a head or a foot.
const PARTS: [&str; 14] = [
    "nav",
    "navbar",
    "topnav",
    "menu",
    "header",
    "footer",
    "foot",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "sidebar",
    "copyright",
    "share",
];

/// Where a page says that one is.
static LOCATION: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:(?:您|你|当前|现在|目前).{0,6}位置(?:是|为)?[：:]|首页[>»/›＞-])"));
/// What the foot of a site says.
static FOOT: LazyLock<Regex> = LazyLock::new(|| pattern("ICP备|公网安备|网站标识码|版权所有|(?i:copyright)"));
/// What lists of links to other pages are called.
static RELATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:相关(?:文件|链接|解读|政策|阅读|信息|资料|新闻|文章|推荐|内容|文档)|政策解读|延伸阅读|推荐阅读|往期推荐|往期回顾|猜你喜欢)[：:]?",
    )
});

/// The elements to pass over. An article in a container of its own has only other pages' links in it; where the
/// article was found by its text alone, all of the site may be around it.
pub(super) fn find_furniture(html: &Html, roots: &[NodeId], has_container: bool) -> HashSet<NodeId> {
    let headings = html.tree.root().descendants().filter(|it| dom::is(*it, &["h2", "h3", "h4"]));
    let heading_ends = headings.flat_map(|it| ends_of(&plain(&dom::text(html, it.id())))).collect();
    let mut search = Search { html, has_container, heading_ends, layouts: HashMap::new(), found: HashSet::new() };
    for &root in roots {
        dom::node(html, root).children().for_each(|it| search.visit(it));
    }
    if !has_container {
        search.above_title(roots);
    }
    search.found
}

/// Every end of a heading that is short enough for a tab.
fn ends_of(heading: &str) -> Vec<String> {
    heading.char_indices().rev().take(MAX_TAB_CHARS).map(|(at, _)| heading[at..].to_owned()).collect()
}

/// The element holds no part of a document by what HTML says of it.
pub(super) fn is_of_site(node: NodeRef) -> bool {
    let role = node.value().as_element().and_then(|it| it.attr("role")).unwrap_or_default();
    dom::is(node, &["nav", "footer", "aside"])
        || ["navigation", "banner", "contentinfo", "complementary", "search"].contains(&role)
}

struct Search<'a> {
    html: &'a Html,
    has_container: bool,
    /// What headings end with, as long as the name of a tab may be.
    heading_ends: HashSet<String>,
    /// Tables that only place things.
    layouts: HashMap<NodeId, bool>,
    found: HashSet<NodeId>,
}

impl Search<'_> {
    fn visit(&mut self, node: NodeRef) {
        let Some(element) = node.value().as_element() else { return };
        // What is not shown is left out as that.
        if dom::is_hidden(element) {
            return;
        }
        let is_furniture = self.can_be_passed(node) && self.is_furniture(node, element);
        if is_furniture {
            self.found.insert(node.id());
            return;
        }
        for child in node.children() {
            self.visit(child);
        }
    }

    /// Rows and cells of a table stay with it; in a table that only places things a cell may be a menu.
    fn can_be_passed(&mut self, node: NodeRef) -> bool {
        if dom::is(node, &["tr", "thead", "tbody", "tfoot", "caption"]) {
            return false;
        }
        let table = node.ancestors().find(|it| dom::is(*it, &["table"])).filter(|_| dom::is(node, &["td", "th"]));
        table.is_none_or(|it| *self.layouts.entry(it.id()).or_insert_with(|| is_layout(it, &rows_of(it))))
    }

    fn is_furniture(&self, node: NodeRef, element: &Element) -> bool {
        let is_called = || !self.has_container && is_called_furniture(&dom::names(element));
        let is_head = || !self.has_container && dom::is(node, &["header"]) && self.is_head_of_site(node);
        let is_light = || sentences(node) <= MAX_SENTENCES;
        is_of_site(node) && (!dom::is(node, &["footer"]) || self.is_foot(node))
            || is_head()
            || !self.has_container && is_list(node) && is_list_of_fields(self.html, node)
            || is_called() && is_light() && self.is_of_site_by_words(node, element) && !self.holds_title(node)
            || is_block(node) && (self.is_related(node) || !self.has_container && self.is_menu(node))
            || !self.has_container && self.is_tabs(node)
    }

    /// The foot of an article is that of a site only by its links or words; who signs, and a day, are the document's.
    fn is_foot(&self, node: NodeRef) -> bool {
        let is_inside = node.ancestors().any(|it| dom::is(it, &["article"]));
        !is_inside || self.speaks_of_site(node)
    }

    /// The head and the foot of a section are called like those of a site.
    fn is_of_site_by_words(&self, node: NodeRef, element: &Element) -> bool {
        let names = dom::names(element);
        let is_sure = names.split([' ', '-', '_']).any(|it| PARTS.contains(&it) && !OF_SECTIONS_TOO.contains(&it));
        is_sure || self.speaks_of_site(node)
    }

    /// It leads elsewhere, or says what feet of sites say; a number of the outline does neither.
    fn speaks_of_site(&self, node: NodeRef) -> bool {
        let words = self.words(node);
        let is_numbered = !matches!(split_marker(&words).0, Marker::None);
        !is_numbered && (links(node).next().is_some() || FOOT.is_match(&words))
    }

    fn words(&self, node: NodeRef) -> String {
        plain(&dom::text(self.html, node.id()))
    }

    /// `<header>` around menus, not around the title of the article.
    fn is_head_of_site(&self, node: NodeRef) -> bool {
        let is_inside = node.ancestors().any(|it| dom::is(it, &["article", "section", "main"]));
        !is_inside && !self.holds_title(node) && sentences(node) <= MAX_SENTENCES
    }

    /// A heading, or a block that is called like a document or is the number of one.
    fn holds_title(&self, node: NodeRef) -> bool {
        let is_own = |it: NodeRef| {
            let is_heading = dom::is(it, &["h1", "h2", "h3"]);
            let words = if is_heading { Some(self.words(it)) } else { short_words(it).filter(|_| is_block(it)) };
            let Some(words) = words else { return false };
            let is_named = || is_title(&words) && !it.descendants().any(|it| dom::is(it, &["a"]));
            is_heading && !is_site(&words) || is_block(it) && (is_number(&words) || is_named())
        };
        node.descendants().any(is_own)
    }

    /// Links and hardly a word beside them, or the place of the page on its site.
    fn is_menu(&self, node: NodeRef) -> bool {
        if dom::is(node, &["tr", "tbody"]) || sentences(node) > 0 || holds_table_of_links(node) {
            return false;
        }
        let words = self.words(node);
        if words.chars().count() <= MAX_FOOT && FOOT.is_match(&words) && !self.holds_title(node) {
            return true;
        }
        let is_place = words.chars().count() <= MAX_PLACE && LOCATION.is_match(&words);
        // 依据：《甲办法》、《乙办法》, and files by names of their own, are paragraphs of links.
        let is_paragraph = words.contains('《') && !node.descendants().skip(1).any(is_block);
        let names_files = words.contains("附件") || self.is_led_to(node);
        is_place || !is_paragraph && !names_files && self.is_linked(node, &words)
    }

    /// 基本信息 申请材料 …, each once more as a heading of the page.
    fn is_tabs(&self, node: NodeRef) -> bool {
        let inline = ["span", "a", "b", "i", "em", "strong", "li", "label", "button"];
        let tabs: Vec<NodeRef> = node.children().filter(|it| it.value().is_element()).collect();
        if tabs.len() < 2 || !tabs.iter().all(|it| dom::is(*it, &inline)) {
            return false;
        }
        let words: Vec<String> = tabs.iter().map(|it| self.words(*it)).collect();
        let is_bare = words.iter().map(String::len).sum::<usize>() == self.words(node).len();
        let is_short = words.iter().all(|it| (2..=MAX_TAB_CHARS).contains(&it.chars().count()));
        let num_headings = || words.iter().filter(|tab| self.heading_ends.contains(*tab)).count();
        is_bare && is_short && 2.max(words.len().div_ceil(2)) <= num_headings()
    }

    /// 附件：, or words of the text with a colon, stand right above: the links are what they name.
    fn is_led_to(&self, node: NodeRef) -> bool {
        let above = beside(node, NodeRef::prev_sibling).map(|it| self.words(it)).unwrap_or_default();
        above.contains("附件") || above.ends_with(['：', ':']) && MIN_LEAD <= above.chars().count()
    }

    /// Several links to pages hold most of the words.
    fn is_linked(&self, node: NodeRef, words: &str) -> bool {
        let pages: Vec<NodeRef> = links(node).filter(|it| dom::linked_file(self.html, *it).is_none()).collect();
        // Days stand beside the links of a list.
        let letters = |words: &str| words.chars().filter(|c| c.is_alphabetic()).count();
        let num_linked: usize = pages.iter().map(|it| letters(&self.words(*it))).sum();
        1 < pages.len() && letters(words) * MIN_LINKED_TENTHS <= num_linked * 10
    }

    /// 相关文件 and links, or such links below these words.
    fn is_related(&self, node: NodeRef) -> bool {
        let words = self.words(node);
        let only_links = |rest: usize| {
            let pages = links(node).filter(|it| dom::linked_file(self.html, *it).is_none());
            let num_linked: usize = pages.map(|it| count(&self.words(it))).sum();
            0 < num_linked && rest <= num_linked
        };
        if let Some(label) = RELATED.find(&words) {
            let rest = count(&words[label.end()..]);
            let heads = || beside(node, NodeRef::next_sibling).is_some_and(|it| self.is_only_links(it));
            return if rest == 0 { heads() } else { only_links(rest) };
        }
        let is_label =
            |it: &NodeRef| RELATED.find(&self.words(*it)).is_some_and(|found| found.end() == self.words(*it).len());
        self.is_only_links(node) && beside(node, NodeRef::prev_sibling).is_some_and(|it| is_label(&it))
    }

    fn is_only_links(&self, node: NodeRef) -> bool {
        let pages = links(node).filter(|it| dom::linked_file(self.html, *it).is_none());
        let num_linked: usize = pages.map(|it| count(&self.words(it))).sum();
        0 < num_linked && num_linked == count(&self.words(node))
    }

    /// What the site prints above the title, numbers and labels aside.
    fn above_title(&mut self, roots: &[NodeId]) {
        let window = Window::of(self.html);
        let nodes = || roots.iter().flat_map(|it| dom::node(self.html, *it).descendants());
        let is_shut = |it: NodeRef| it.value().as_element().is_some_and(dom::is_hidden);
        let is_free =
            |it: &NodeRef| !it.ancestors().any(|it| self.found.contains(&it.id()) || is_shut(it)) && !is_shut(*it);
        let is_title = |it: &NodeRef| {
            let words = self.words(*it);
            let is_called = || dom::is(*it, &["h2", "h3"]) || has_name(*it, &OFTEN_TITLED);
            dom::is(*it, &["h1"]) && !words.is_empty() && !is_site(&words)
                || is_block(*it) && (window.says(&words) || is_called() && is_title(&words))
        };
        let title = nodes().filter(is_free).find(is_title).filter(|it| !self.words(*it).starts_with("关于"));
        let Some(title) = title else { return };
        let above = blocks(nodes().filter(is_free).take_while(|it| it.id() != title.id()));
        // A heading in the middle of the text is not its title.
        let is_text = |it: &NodeRef| {
            let words = self.words(*it);
            words.contains('。') || !matches!(split_marker(&words).0, Marker::None)
        };
        if above.iter().any(|it| is_text(it) && !title.ancestors().any(|above| above.id() == it.id())) {
            return;
        }
        let is_site = |it: &NodeRef| {
            let words = self.words(*it);
            let is_around = title.ancestors().any(|above| above.id() == it.id());
            let is_own = is_number(&words) || words.contains(['：', ':', '〔', '。']) || words.ends_with("文件");
            !is_around && !is_own && words.chars().count() <= MAX_ABOVE_TITLE
        };
        let site: Vec<NodeId> = above.iter().filter(|it| is_site(it)).map(NodeRef::id).collect();
        for it in site {
            if self.can_be_passed(dom::node(self.html, it)) {
                self.found.insert(it);
            }
        }
    }
}

const OF_SECTIONS_TOO: [&str; 3] = ["header", "footer", "foot"];

/// The words of an element that are few enough for a title or a number. Of blocks that stand in each other each would
/// be read as a whole.
fn short_words(node: NodeRef) -> Option<String> {
    let mut words = String::new();
    for text in dom::texts_outside(node, dom::is_no_text) {
        let first: String = text.chars().filter(|c| !c.is_whitespace()).take(MAX_TITLE_BYTES + 1).collect();
        words.push_str(&plain(&first));
        if MAX_TITLE_BYTES < words.len() {
            return None;
        }
    }
    Some(words)
}

/// `site-footer`, `top_nav`
fn is_called_furniture(names: &str) -> bool {
    names.split([' ', '-', '_']).any(|it| PARTS.contains(&it))
}

fn is_list(node: NodeRef) -> bool {
    dom::is(node, &["ul", "ol", "dl", "div", "table"])
}

fn links(node: NodeRef) -> impl Iterator<Item = NodeRef> {
    node.descendants().filter(|it| dom::is(*it, &["a"]))
}

/// Characters of running text outside of links.
pub(super) fn sentences(node: NodeRef) -> usize {
    let texts = dom::texts_outside(node, |it| dom::is(it, &["a"]));
    texts.filter(|it| it.contains(['。', '；'])).map(count).sum()
}

/// The nearest element before or after this one.
fn beside<'a>(node: NodeRef<'a>, next: impl Fn(&NodeRef<'a>) -> Option<NodeRef<'a>>) -> Option<NodeRef<'a>> {
    let mut at = next(&node);
    while let Some(it) = at {
        let is_blank = it.value().as_text().is_some_and(|text| count(text) == 0) || it.value().is_comment();
        if !is_blank {
            return Some(it).filter(|it| it.value().is_element());
        }
        at = next(&it);
    }
    None
}

/// A table whose first row names columns, and links in the rows below: documents, or offices.
fn holds_table_of_links(node: NodeRef) -> bool {
    let has_links = |it: &NodeRef| links(*it).next().is_some();
    let is_such = |table: NodeRef| {
        let rows = rows_of(table);
        rows.len() > 2 && cells_of(rows[0]).len() > 1 && !has_links(&rows[0]) && rows[1..].iter().all(has_links)
    };
    node.descendants().filter(|it| dom::is(*it, &["table"])).any(is_such)
}
