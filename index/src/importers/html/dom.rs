//! Small questions about elements of a page.

use std::collections::HashMap;

use scraper::node::Element;
use scraper::{Html, Node};

use crate::importers::reading::count;

/// A node of the page.
pub(super) type NodeId = ego_tree::NodeId;
/// A node and its neighbours.
pub(super) type NodeRef<'a> = ego_tree::NodeRef<'a, Node>;

/// The node with this id.
pub(super) fn node(html: &Html, id: NodeId) -> NodeRef<'_> {
    html.tree.get(id).unwrap_or_else(|| html.tree.root())
}

/// The first element of this name.
pub(super) fn first(html: &Html, name: &str) -> Option<NodeId> {
    html.tree.root().descendants().find(|it| is(*it, &[name])).map(|it| it.id())
}

/// The node is an element of one of these names.
pub(super) fn is(node: NodeRef, names: &[&str]) -> bool {
    node.value().as_element().is_some_and(|it| names.contains(&it.name()))
}

/// Scripts and styles are no text, nor is what templates hold back.
pub(super) fn is_no_text(node: NodeRef) -> bool {
    is(node, &["script", "style", "template"])
}

/// Characters of the page's text nodes.
pub(super) fn num_chars(html: &Html) -> usize {
    let is_shown = |it: &NodeRef| !it.ancestors().any(is_no_text);
    let texts = html.tree.root().descendants().filter(|it| it.value().is_text()).filter(is_shown);
    texts.filter_map(|it| it.value().as_text().map(|text| count(text))).sum()
}

/// All words under a node.
pub(super) fn text(html: &Html, id: NodeId) -> String {
    let node = node(html, id);
    if node.ancestors().any(is_no_text) {
        return String::new();
    }
    texts_outside(node, is_no_text).collect()
}

/// The texts under a node in their order, without those inside of the elements that `is_barred` names. Each node is
/// looked at once, however deep it lies.
pub(super) fn texts_outside(node: NodeRef<'_>, is_barred: impl Fn(NodeRef) -> bool) -> impl Iterator<Item = &str> {
    let mut open = vec![node];
    std::iter::from_fn(move || {
        loop {
            let it = open.pop()?;
            match it.value().as_text() {
                Some(text) => return Some(&**text),
                None if is_barred(it) => {}
                None => open.extend(it.children().rev()),
            }
        }
    })
}

/// The element's style or attributes keep it from being shown.
pub(super) fn is_hidden(element: &Element) -> bool {
    let style: String = element.attr("style").unwrap_or_default().to_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.contains("display:none")
        || style.contains("mso-hide:all")
        || element.attr("hidden").is_some()
        || (element.name() == "input")
        || element.name() == "noscript"
}

/// The name of the file that an element links to: its words, or the name in its
/// address; nothing for links to pages.
pub(super) fn linked_file(html: &Html, node: NodeRef) -> Option<String> {
    const ENDS: [&str; 11] = [".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".zip", ".rar", ".rtf"];
    let element = node.value().as_element().filter(|it| it.name() == "a")?;
    let path = element.attr("href")?.split(['?', '#']).next().unwrap_or_default();
    let words = text(html, node.id()).split_whitespace().collect::<Vec<_>>().join(" ");
    let is_file = |name: &str| ENDS.iter().any(|end| name.to_lowercase().ends_with(end));
    let file = path.rsplit('/').next().unwrap_or_default();
    (is_file(path) || is_file(&words)).then(|| if words.is_empty() { file.to_owned() } else { words })
}

/// Class names and id of an element, in small letters, parted by spaces.
pub(super) fn names(element: &Element) -> String {
    let names = element.classes().chain(element.id());
    names.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// How many elements, and how many items of a list, stand before each element that was asked for, and before its
/// siblings: thousands of paragraphs below each other are counted once.
#[derive(Default)]
pub(super) struct Places(HashMap<NodeId, (usize, usize)>);

impl Places {
    /// How many elements, and how many items, stand before an element under the same one.
    fn before(&mut self, node: NodeRef) -> (usize, usize) {
        if let Some(before) = self.0.get(&node.id()) {
            return *before;
        }
        let mut before = (0, 0);
        for it in node.parent().into_iter().flat_map(|it| it.children()).filter(|it| it.value().is_element()) {
            self.0.insert(it.id(), before);
            before = (before.0 + 1, before.1 + usize::from(is(it, &["li"])));
        }
        self.0.get(&node.id()).copied().unwrap_or_default()
    }

    /// How many items of its list stand before an item.
    pub(super) fn items_before(&mut self, item: NodeRef) -> usize {
        self.before(item).1
    }

    /// The path of a node: the nearest id above it, then which child of which.
    pub(super) fn path(&mut self, html: &Html, id: NodeId) -> String {
        let mut steps = Vec::new();
        let mut at = Some(node(html, id));
        while let Some(node) = at {
            if let Some(element) = node.value().as_element() {
                if let Some(id) = element.id().filter(|it| !it.is_empty()) {
                    steps.push(format!("#{id}"));
                    break;
                }
                steps.push(format!("{}[{}]", element.name(), self.before(node).0 + 1));
            }
            at = node.parent();
        }
        steps.reverse();
        steps.join(" > ")
    }
}

/// In bold, or in a heading: the nearest element that speaks of it decides.
pub(super) fn is_strong(node: NodeRef) -> bool {
    node.ancestors().find_map(strength).unwrap_or(false)
}

fn strength(node: NodeRef) -> Option<bool> {
    let style = node.value().as_element().and_then(|it| it.attr("style")).unwrap_or_default();
    let style: String = style.to_lowercase().split_whitespace().collect();
    // The last one counts; Word's own mso-bidi-font-weight is for other scripts.
    if let Some(weight) = style.split(';').rev().find_map(|it| it.strip_prefix("font-weight:")) {
        return Some(["bold", "600", "700", "800", "900"].iter().any(|it| weight.starts_with(it)));
    }
    is(node, &["b", "strong", "h2", "h3", "h4", "h5", "h6"]).then_some(true)
}
