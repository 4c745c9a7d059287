//! How far a document's period has run: three states, and never 现行有效, because no document says so.

use policy_engine::{Document, Validity};
use yew::prelude::*;

use crate::dom::element::element;
use crate::dom::icon::{CURRENT, PAST, icon};
use crate::i18n::Text;

/// The sentence about a document's validity in a year.
pub fn validity_text(text: &Text, document: &Document, year: u16) -> String {
    let years = |(from, to): (u16, u16)| [from.to_string(), to.to_string()];
    let period = document.period.map(years).unwrap_or_default();
    let [from, to] = [period[0].as_str(), period[1].as_str()];
    match document.validity(year) {
        Validity::Current => text.current.fill([from, to]),
        Validity::Past => text.past.fill([from, to]),
        Validity::Unstated => text.unstated.to_owned(),
    }
}

/// The line shown with a clause.
pub fn validity_line(text: &Text, document: &Document, year: u16) -> Html {
    let (class, path) = match document.validity(year) {
        Validity::Current => ("policy-lookup__validity policy-lookup__validity--current", CURRENT),
        Validity::Past => ("policy-lookup__validity policy-lookup__validity--past", PAST),
        Validity::Unstated => ("policy-lookup__validity", PAST),
    };
    element("span", class).child(icon(path)).text(validity_text(text, document, year)).into()
}
