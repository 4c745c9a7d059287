//! How many characters a part holds, counted without understanding it: the
//! other side of the ledger.

use super::xml::{Element, Node};
use crate::importers::reading::count;

/// Elements whose words are text: `w:t`, `m:t`, `a:t`, deleted text, field codes.
const TEXTS: [&str; 4] = ["t", "delText", "instrText", "delInstrText"];

/// The character that a sign means, where it is known.
pub(super) fn sign(element: &Element) -> Option<char> {
    match element.name.as_str() {
        "noBreakHyphen" => Some('-'),
        "sym" => match element.attr("char").unwrap_or_default().to_uppercase().as_str() {
            "F0FE" => Some('☑'),
            "F0A8" | "F06F" | "F071" => Some('□'),
            "F0FC" => Some('✓'),
            "F06E" => Some('■'),
            "F06C" => Some('●'),
            _ => None,
        },
        _ => None,
    }
}

/// All words of an element, deleted ones and codes too.
pub(super) fn text(element: &Element) -> String {
    let mut out = String::new();
    gather(element, &mut out);
    out
}

fn gather(element: &Element, out: &mut String) {
    let is_text = TEXTS.contains(&element.name.as_str());
    out.extend(sign(element));
    for child in &element.children {
        match child {
            Node::Text(words) if is_text => out.push_str(words),
            Node::Text(_) => {}
            Node::Element(inner) => gather(inner, out),
        }
    }
}

/// Characters of an element, white space aside.
pub(super) fn num_chars(element: &Element) -> usize {
    count(&text(element))
}
