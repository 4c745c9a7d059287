//! 便民说明: a clause in everyday words, set apart from the official text and marked as unofficial.

use policy_engine::PlainNote;
use yew::prelude::*;

use crate::dom::element::element;
use crate::i18n::Text;

/// The note beside a clause.
pub fn plain_note(text: &Text, note: &PlainNote) -> Html {
    let rows = [(text.who, &note.who), (text.what, &note.what), (text.contact, &note.contact)];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    let rows = rows.flat_map(|(name, value)| [element("dt", "").text(name), element("dd", "").text(value.clone())]);
    let review = match note.reviewed_by.as_str() {
        "" => text.plain_unreviewed.to_owned(),
        name => text.plain_reviewed.fill([name]),
    };
    element("aside", "policy-lookup__plain")
        .attr("aria-label", text.plain_heading)
        .child(element("p", "policy-lookup__plain-head").text(text.plain_unofficial))
        .child(element("p", "policy-lookup__plain-summary").text(note.summary.clone()))
        .child(element("dl", "policy-lookup__plain-list").children(rows))
        .child(element("p", "policy-lookup__plain-review").text(review))
        .into()
}
