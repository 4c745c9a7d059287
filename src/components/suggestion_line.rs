//! One line of the list under the box.

use yew::prelude::*;

use crate::dom::element::{all, element};
use crate::dom::icon::{CLAUSE, RECENT, icon};
use crate::i18n::Text;
use crate::lookup::SuggestionLine;

/// What a line shows; what was `typed` stands back behind what it would become.
pub fn line_content(text: &Text, suggestion: &SuggestionLine, typed: &str) -> Html {
    let (path, note) = match suggestion {
        SuggestionLine::Term(..) => (None, ""),
        SuggestionLine::Clause(..) => (Some(CLAUSE), text.suggested_clause),
        SuggestionLine::Question(_) => (None, text.suggested_question),
        SuggestionLine::Recent(_) => (Some(RECENT), text.suggested_recent),
    };
    let whole = suggestion.text();
    let name = element("span", "policy-lookup__offer-text");
    let name = match whole.split_once(typed).filter(|_| !typed.is_empty()) {
        Some((before, after)) => {
            let light = element("span", "policy-lookup__offer-typed").text(typed.to_owned());
            name.text(before.to_owned()).child(light).text(after.to_owned())
        }
        None => name.text(whole.clone()),
    };
    let note = (!note.is_empty()).then(|| element("span", "policy-lookup__offer-note").text(note));
    all([path.map(icon).unwrap_or_default(), name.into(), note.map(Html::from).unwrap_or_default()])
}
