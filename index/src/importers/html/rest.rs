//! Every character of the page that is not in the article, by class.

use std::collections::HashSet;

use scraper::Html;

use super::dom::{self, NodeId, NodeRef};
use super::fields::{is_list_of_fields, label};
use crate::importers::reading::{LeftOut, LeftOuts};

/// Parts of names of elements, and what they hold.
const BY_NAME: [(&str, LeftOut); 25] = [
    ("nav", LeftOut::Navigation),
    ("menu", LeftOut::Navigation),
    ("crumb", LeftOut::Navigation),
    ("curb", LeftOut::Navigation),
    ("position", LeftOut::Navigation),
    ("share", LeftOut::Navigation),
    ("print", LeftOut::Navigation),
    ("fontsize", LeftOut::Navigation),
    ("tool", LeftOut::Navigation),
    ("foot", LeftOut::Footer),
    ("copyright", LeftOut::Footer),
    ("bottom", LeftOut::Footer),
    ("search", LeftOut::Form),
    ("login", LeftOut::Form),
    ("side", LeftOut::Aside),
    ("relat", LeftOut::Aside),
    ("recommend", LeftOut::Aside),
    ("xgwj", LeftOut::Aside),
    ("xgjd", LeftOut::Aside),
    ("head", LeftOut::Header),
    ("banner", LeftOut::Header),
    ("logo", LeftOut::Header),
    ("top", LeftOut::Header),
    ("title", LeftOut::PageFields),
    ("attr", LeftOut::PageFields),
];

/// Leaves out everything but the elements in `taken`; the names of files that
/// are linked beside them.
pub(super) fn leave_out(html: &Html, taken: &HashSet<NodeId>, left_out: &mut LeftOuts) -> Vec<String> {
    let mut rest = Rest { html, taken, left_out, files: Vec::new() };
    rest.node(html.tree.root(), LeftOut::PageFields);
    rest.files
}

/// Leaves out the furniture inside the article's elements.
pub(super) fn leave_out_furniture(html: &Html, furniture: &HashSet<NodeId>, left_out: &mut LeftOuts) {
    let mut rest = Rest { html, taken: furniture, left_out, files: Vec::new() };
    for node in furniture.iter().map(|it| dom::node(html, *it)) {
        let is_fields = is_list_of_fields(html, node);
        let class = if is_fields { LeftOut::PageFields } else { class_of(node, LeftOut::Navigation) };
        node.children().for_each(|it| rest.node(it, class));
    }
}

struct Rest<'a> {
    html: &'a Html,
    taken: &'a HashSet<NodeId>,
    left_out: &'a mut LeftOuts,
    /// Files linked beside the article, other pages' aside.
    files: Vec<String>,
}

impl Rest<'_> {
    fn node(&mut self, node: NodeRef, class: LeftOut) {
        if self.taken.contains(&node.id()) || dom::is_no_text(node) {
            return;
        }
        if let Some(text) = node.value().as_text() {
            return self.left_out.add(class, text);
        }
        let file = dom::linked_file(self.html, node).filter(|_| class == LeftOut::PageFields);
        // The label of a field of the page is marked up as that of a form's.
        let is_field = dom::is(node, &["label"]) && label(&dom::text(self.html, node.id())).is_some();
        let class = match file {
            Some(_) => LeftOut::Attachment,
            None if is_field => class,
            None => class_of(node, class),
        };
        self.files.extend(file);
        for child in node.children() {
            self.node(child, class);
        }
    }
}

/// What is hidden stays so, and a menu's links are menu; else the innermost name counts.
fn class_of(node: NodeRef, outer: LeftOut) -> LeftOut {
    let Some(element) = node.value().as_element() else { return outer };
    if outer == LeftOut::Hidden || dom::is_hidden(element) {
        return LeftOut::Hidden;
    }
    match element.name() {
        "title" | "head" => LeftOut::WindowTitle,
        "nav" => LeftOut::Navigation,
        "a" if outer == LeftOut::PageFields => LeftOut::Navigation,
        "header" => LeftOut::Header,
        "footer" => LeftOut::Footer,
        "aside" => LeftOut::Aside,
        "select" | "option" | "button" | "textarea" | "label" => LeftOut::Form,
        "html" | "body" => outer,
        _ => {
            let names = dom::names(element);
            BY_NAME.iter().find(|(part, _)| names.contains(part)).map_or(outer, |(_, class)| *class)
        }
    }
}
