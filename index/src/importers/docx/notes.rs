//! Foot and end notes: their words, and where the text refers to them.

use super::raw;
use super::xml::{Element, Node};
use crate::importers::reading::{LeftOut, LeftOuts};

/// The words of a note's paragraph; what is not shown is left out.
pub(super) fn visible_text(paragraph: &Element, left_out: &mut LeftOuts) -> String {
    let mut out = String::new();
    visible(paragraph, left_out, &mut out);
    out
}

fn visible(element: &Element, left_out: &mut LeftOuts, out: &mut String) {
    for child in &element.children {
        let Node::Element(child) = child else { continue };
        match child.name.as_str() {
            "t" => out.push_str(&child.own_text()),
            "del" | "moveFrom" => left_out.add(LeftOut::Deleted, &raw::text(child)),
            "instrText" => left_out.add(LeftOut::FieldCode, &child.own_text()),
            "r" if child.child("rPr").is_some_and(|it| it.is_on("vanish")) => {
                left_out.add(LeftOut::Hidden, &raw::text(child));
            }
            "tab" => out.push(' '),
            _ => visible(child, left_out, out),
        }
    }
}
