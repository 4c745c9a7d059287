//! Where is the article? By the containers that government sites use; where
//! none is there, by where the page's running text lies.

use std::collections::{HashMap, HashSet};

use scraper::Html;

use super::dom::{self, NodeId, NodeRef};
use crate::importers::dates::plain;
use crate::importers::reading::count;

/// Ids and classes that hold an article and nothing else.
const CONTAINERS: [&str; 43] = [
    "zoomcon",
    "info_cont",
    "zoom",
    "ucap-content",
    "trs_editor",
    "trs_ueditor",
    "article-content",
    "article_content",
    "articlecontent",
    "articlecon",
    "article-con",
    "artical_content",
    "content_article",
    "pages_content",
    "v_news_content",
    "vsb_content",
    "wp_articlecontent",
    "bt_content",
    "news_content",
    "news-content",
    "newscontent",
    "xxgk_content",
    "zwnr",
    "zw_content",
    "contentbox",
    "js_content",
    "rich_media_content",
    "bodylabel",
    "printcontent",
    "print_content",
    "detail-content",
    "fontzoom",
    "zoomcontent",
    "zoom_content",
    "ivs_content",
    "maintext",
    "article-body",
    "article_body",
    "articlebody",
    "art_content",
    "text_content",
    "easysite-news-text",
    "xl_content",
];
/// Ids and classes that often hold it, with other things around.
const WIDER: [&str; 9] = ["content", "con", "article", "view", "detail", "main-content", "con_txt", "text", "txt"];
/// A container with less running text is a decoration.
const MIN_PROSE: usize = 40;
/// A container with less of the page's running text is a notice beside it.
const MIN_SHARE: f64 = 0.4;
/// The child with so much of the text is followed downwards.
const MAIN_SHARE: f64 = 0.9;
/// What the foot of every government site says.
const BOILERPLATE: [&str; 11] = [
    "版权所有",
    "ICP备",
    "公网安备",
    "网站标识码",
    "主办单位",
    "主办：",
    "承办",
    "技术支持",
    "联系我们",
    "浏览器",
    "当前位置",
];
/// A shorter name may be that of the site.
const MIN_NAME_CHARS: usize = 10;
/// Text outside of paragraphs counts when it is so long and has stops.
const MIN_SENTENCE: usize = 12;
/// Elements that hold text of a document, however short.
const PARAGRAPHS: [&str; 9] = ["p", "td", "th", "h2", "h3", "h4", "pre", "blockquote", "dd"];

/// The article.
pub(super) struct Article {
    /// The elements that hold it, in order.
    pub roots: Vec<NodeId>,
    /// Elements that hold it once more.
    pub copies: Vec<NodeId>,
    /// Its share of the page's running text.
    pub share: f64,
    /// They are of those that hold an article and nothing else.
    pub has_container: bool,
}

/// Running text under every element: paragraphs, cells and sentences that are
/// neither link nor menu nor form; and how much of it is sentences.
struct Prose(HashMap<NodeId, (usize, usize)>);

impl Prose {
    fn read(html: &Html) -> Self {
        let mut prose = Self(HashMap::new());
        prose.add(html.tree.root(), false);
        prose
    }

    fn add(&mut self, node: NodeRef, in_paragraph: bool) -> (usize, usize) {
        if let Some(text) = node.value().as_text() {
            let is_boilerplate = BOILERPLATE.iter().any(|it| text.contains(it));
            let counted = |is_counted: bool| if is_counted && !is_boilerplate { count(text) } else { 0 };
            return (counted(in_paragraph || is_sentence(text)), counted(is_sentence(text)));
        }
        if node.value().as_element().is_some_and(|it| is_aside(node, &dom::names(it)) || dom::is_hidden(it)) {
            return (0, 0);
        }
        let in_paragraph = in_paragraph || dom::is(node, &PARAGRAPHS);
        let parts: Vec<_> = node.children().map(|it| self.add(it, in_paragraph)).collect();
        let total = parts.iter().fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        self.0.insert(node.id(), total);
        total
    }

    fn of(&self, node: NodeRef) -> usize {
        self.0.get(&node.id()).map_or(0, |it| it.0)
    }

    /// Sentences alone: cells of a menu have none.
    fn sentences_of(&self, node: NodeRef) -> usize {
        self.0.get(&node.id()).map_or(0, |it| it.1)
    }
}

fn is_sentence(text: &str) -> bool {
    text.contains(['。', '，', '；']) && count(text) >= MIN_SENTENCE
}

fn is_aside(node: NodeRef, names: &str) -> bool {
    let tags = [
        "a", "nav", "footer", "header", "aside", "select", "button", "option", "script", "style", "template", "head",
        "noscript", "textarea",
    ];
    dom::is(node, &tags) || names.split(' ').any(|it| ["nav", "footer", "menu", "breadcrumb"].contains(&it))
}

/// Finds the article of a page.
pub(super) fn find_article(html: &Html) -> Article {
    let prose = Prose::read(html);
    let total = prose.of(html.tree.root());
    let by_text = followed_down(html, &prose);
    let known = named(html, &prose, &CONTAINERS);
    let is_known = known.is_some();
    let named = known.or_else(|| named(html, &prose, &WIDER));
    let sum = |roots: &[NodeId]| roots.iter().map(|&it| prose.of(dom::node(html, it))).sum::<usize>();
    let enough = |roots: &Vec<NodeId>| sum(roots) as f64 >= MIN_SHARE * prose.of(dom::node(html, by_text)) as f64;
    let named = named.filter(enough);
    let has_container = is_known && named.is_some();
    let all = named.unwrap_or_else(|| vec![by_text]);
    // Without running text nothing of it is elsewhere.
    let share = if total == 0 { 1.0 } else { sum(&all) as f64 / total as f64 };
    let (mut roots, mut copies, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for root in all {
        if seen.insert(plain(&dom::text(html, root))) { roots.push(root) } else { copies.push(root) }
    }
    Article { roots, copies, share, has_container }
}

/// The containers of one of these names with the most running text.
fn named(html: &Html, prose: &Prose, names: &[&str]) -> Option<Vec<NodeId>> {
    let mut groups: HashMap<&str, Vec<NodeId>> = HashMap::new();
    let mut held: HashSet<(&str, NodeId)> = HashSet::new();
    for node in html.tree.root().descendants().filter(|it| prose.of(*it) >= MIN_PROSE) {
        let Some(element) = node.value().as_element() else { continue };
        let own = dom::names(element);
        let Some(name) = names.iter().find(|name| own.split(' ').any(|it| it == **name)) else { continue };
        let group = groups.entry(name).or_default();
        if !node.ancestors().any(|it| held.contains(&(*name, it.id()))) {
            held.insert((*name, node.id()));
            group.push(node.id());
        }
    }
    let size = |group: &Vec<NodeId>| group.iter().map(|&it| prose.of(dom::node(html, it))).sum::<usize>();
    // Of equals the name that is first in the list.
    let rank = |name: &str| names.iter().position(|it| *it == name).unwrap_or(names.len());
    groups.into_iter().max_by_key(|(name, group)| (size(group), usize::MAX - rank(name))).map(|(_, group)| group)
}

/// From the top down as long as one child holds nearly everything.
fn followed_down(html: &Html, prose: &Prose) -> NodeId {
    let texts = |id| dom::node(html, id).descendants().filter_map(|it| it.value().as_text());
    let name = dom::first(html, "title").map(|it| texts(it).map(|it| plain(it)).collect::<String>());
    let name = name.unwrap_or_default();
    let mut at = html.tree.root();
    loop {
        let is_block = |it: &NodeRef| dom::is(*it, &["html", "body", "div", "section", "article", "main", "form"]);
        let is_cell = |it: &NodeRef| dom::is(*it, &["table", "tbody", "tr", "td"]);
        let main = |it: &NodeRef| prose.of(*it) > 0 && prose.of(*it) as f64 >= MAIN_SHARE * prose.of(at) as f64;
        // Menus stand in the other cells: what is not followed holds no sentence, nor the document's title.
        let is_all = |it: &NodeRef| prose.sentences_of(*it) == prose.sentences_of(at);
        let leaves_title = |it: &NodeRef| holds_name(at, &name) && !holds_name(*it, &name);
        let is_whole = |it: &NodeRef| holds_table(*it) && is_all(it) && !leaves_title(it);
        let is_layout = |it: &NodeRef| is_cell(it) && (has_one_cell(*it) || is_whole(it));
        // What is asked of a cell goes through all of it.
        match at.children().filter(main).find(|it| is_block(it) || is_layout(it)) {
            Some(child) => at = child,
            None => return around_table(at).id(),
        }
    }
}

/// The rows of a table are told apart from around it.
fn around_table(node: NodeRef) -> NodeRef {
    let is_table = |it: &NodeRef| dom::is(*it, &["table", "tbody"]);
    let outer = std::iter::successors(Some(node), |it| it.parent().filter(|_| is_table(it)));
    outer.last().unwrap_or(node)
}

/// Words of the window's name are printed there, and are no link.
fn holds_name(node: NodeRef, name: &str) -> bool {
    let is_name = |it: &NodeRef| {
        let words = it.value().as_text().map(|text| plain(text)).unwrap_or_default();
        MIN_NAME_CHARS <= words.chars().count() && name.starts_with(&words)
    };
    let is_linked = |it: &NodeRef| it.ancestors().any(|it| dom::is(it, &["a", "title"]));
    node.descendants().any(|it| is_name(&it) && !is_linked(&it))
}

fn has_one_cell(node: NodeRef) -> bool {
    dom::is(node, &["td"]) || node.descendants().filter(|it| dom::is(*it, &["td", "th"])).count() == 1
}

/// A table within a table: the outer one only places things on the page.
fn holds_table(node: NodeRef) -> bool {
    let is_inner = |it: &NodeRef| dom::is(*it, &["table"]) && it.id() != node.id();
    node.descendants().any(|it| is_inner(&it))
}
