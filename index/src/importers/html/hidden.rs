//! Running text that the page does not show: panels behind tabs that nobody opened.

use std::collections::{HashMap, HashSet};

use aho_corasick::AhoCorasick;
use scraper::Html;

use super::MAX_PASSED_OVER;
use super::dom::{self, NodeId, NodeRef};
use crate::importers::dates::plain;
use crate::importers::kept::record::Problem;
use crate::importers::reading::{ReadLine, count, problem};

/// Running text that is not shown, and is beside the article what the article is.
pub(super) fn hidden_text(html: &Html, taken: &HashSet<NodeId>, lines: &[ReadLine]) -> Option<Problem> {
    let mut panels = Panels::of(html, taken);
    let shown: String = lines.iter().map(|it| plain(&it.text)).collect();
    let hidden = html.tree.root().descendants().filter(is_hidden).filter(|it| panels.is_panel(*it));
    let texts = hidden.flat_map(|it| it.descendants()).filter_map(|it| it.value().as_text().map(|text| plain(text)));
    let lost = missing(texts.filter(|it| it.contains('。')).collect(), &shown);
    (lost.iter().map(|it| count(it)).sum::<usize>() > MAX_PASSED_OVER).then(|| {
        let chinese =
            "网页里有没有显示的大段文字没有收进来，可能在没有点开的标签页里，请对照原件，逐个点开后分别另存再导入";
        let english =
            "text that is not shown was left out, perhaps behind tabs; open each, save the page and import that";
        problem(0, "hidden-text", chinese, english)
    })
}

fn is_hidden(node: &NodeRef) -> bool {
    node.value().as_element().is_some_and(dom::is_hidden)
}

/// The texts that occur nowhere in `whole`, which is gone through once for all of them.
fn missing(texts: Vec<String>, whole: &str) -> Vec<String> {
    // One that is there a thousand times would be found as often at each of its places.
    let different: Vec<String> = texts.iter().collect::<HashSet<_>>().into_iter().cloned().collect();
    let found: HashSet<&str> = match AhoCorasick::new(&different) {
        Ok(search) => {
            search.find_overlapping_iter(whole).map(|it| different[it.pattern().as_usize()].as_str()).collect()
        }
        Err(_) => different.iter().map(String::as_str).filter(|it| whole.contains(*it)).collect(),
    };
    texts.into_iter().filter(|it| !found.contains(it.as_str())).collect()
}

/// Tells panels: elements that are called as one beside them is which holds the article.
struct Panels<'a> {
    taken: &'a HashSet<NodeId>,
    /// The article's elements, and all around them.
    around: HashSet<NodeId>,
    /// Names of what holds the article, by the element that it is in: it may hold thousands of panels.
    names: HashMap<NodeId, HashSet<String>>,
}

impl<'a> Panels<'a> {
    fn of(html: &Html, taken: &'a HashSet<NodeId>) -> Self {
        let nodes = taken.iter().map(|it| dom::node(html, *it));
        let around = nodes.flat_map(|it| std::iter::once(it).chain(it.ancestors())).map(|it| it.id()).collect();
        Self { taken, around, names: HashMap::new() }
    }

    fn is_panel(&mut self, node: NodeRef) -> bool {
        let own = node.value().as_element().map(dom::names).unwrap_or_default();
        let Some(parent) = node.parent().filter(|_| !own.is_empty()) else { return false };
        let (taken, around) = (self.taken, &self.around);
        let names = self.names.entry(parent.id()).or_insert_with(|| names_in(parent, taken, around));
        own.split(' ').any(|it| names.contains(it))
    }
}

/// Names of what is shown under this node and is the article, a part of it or around it.
fn names_in(parent: NodeRef, taken: &HashSet<NodeId>, around: &HashSet<NodeId>) -> HashSet<String> {
    let is_inside = std::iter::once(parent).chain(parent.ancestors()).any(|it| taken.contains(&it.id()));
    let holds = parent.children().filter(|it| !is_hidden(it) && (is_inside || around.contains(&it.id())));
    let names = holds.filter_map(|it| it.value().as_element().map(dom::names));
    names.flat_map(|it| it.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}
