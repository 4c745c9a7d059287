//! One line of the list under the box.

use yew::prelude::*;

use crate::dom::element::{all, element};
use crate::dom::icon::{CLAUSE, RECENT, SEARCH, icon};
use crate::i18n::Text;
use crate::lookup::SuggestionLine;

/// What a line shows.
pub fn line_content(text: &Text, suggestion: &SuggestionLine) -> Html {
    let (path, note) = match suggestion {
        SuggestionLine::Term(_, num) => (SEARCH, text.num_clauses.fill([&num.to_string()])),
        SuggestionLine::Clause(..) => (CLAUSE, text.suggested_clause.to_owned()),
        SuggestionLine::Question(_) => (SEARCH, text.suggested_question.to_owned()),
        SuggestionLine::Recent(_) => (RECENT, text.suggested_recent.to_owned()),
    };
    let name = element("span", "policy-lookup__offer-text").text(suggestion.text().clone());
    all([icon(path), name.into(), element("span", "policy-lookup__offer-note").text(note).into()])
}
