//! 便民说明: a clause in everyday words, set apart from the official text and marked as unofficial.

use policy_engine::PlainNote;
use yew::prelude::*;

use crate::text::Text;

/// The note beside a clause.
pub fn plain_note(text: &Text, note: &PlainNote) -> Html {
    let rows = [(text.who, &note.who), (text.what, &note.what), (text.contact, &note.contact)];
    let row = |(name, value): (&'static str, &String)| html! {<><dt>{ name }</dt><dd>{ value }</dd></>};
    html! {
        <aside class="policy-lookup__plain" aria-label={text.plain_heading}>
            <p class="policy-lookup__plain-head">{ text.plain_unofficial }</p>
            <p class="policy-lookup__plain-summary">{ &note.summary }</p>
            <dl class="policy-lookup__plain-list">{ for rows.into_iter().filter(|(_, value)| !value.is_empty()).map(row) }</dl>
            <p class="policy-lookup__plain-review">
                { if note.reviewed_by.is_empty() { text.plain_unreviewed.to_owned() } else { text.plain_reviewed.fill([&note.reviewed_by]) } }
            </p>
        </aside>
    }
}
