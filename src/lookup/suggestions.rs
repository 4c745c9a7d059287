//! What the box suggests while something is typed: near terms, clause titles, and before that what was searched lately.

use std::rc::Rc;

use policy_engine::Index;
use yew::AttrValue;

/// Few enough to stay in sight above a phone's keyboard.
const MOST_SUGGESTIONS: usize = 6;

/// One line under the box.
#[derive(Clone, Debug, PartialEq)]
pub enum SuggestionLine {
    /// A term, with the number of clauses that hold it.
    Term(AttrValue, u32),
    /// A clause, by title and id.
    Clause(AttrValue, AttrValue),
    /// A question people ask.
    Question(AttrValue),
    /// A query of this device.
    Recent(AttrValue),
}

impl SuggestionLine {
    /// The text of the line.
    pub fn text(&self) -> &AttrValue {
        match self {
            SuggestionLine::Term(text, _) | SuggestionLine::Clause(text, _) => text,
            SuggestionLine::Question(text) | SuggestionLine::Recent(text) => text,
        }
    }
}

/// The suggestions for the text in the box, best first; recent queries while it is empty.
pub fn suggestions(index: &Index, input: &str, recent: &[AttrValue]) -> Rc<[SuggestionLine]> {
    let input = input.trim();
    if input.is_empty() {
        return recent.iter().take(MOST_SUGGESTIONS).cloned().map(SuggestionLine::Recent).collect();
    }
    // A line equal to what was typed would change nothing.
    let found = index.suggest(input, MOST_SUGGESTIONS + 1).into_iter().filter(|it| it.text != input);
    let line = |it: policy_engine::Suggestion| match it.clause {
        _ if it.is_question => SuggestionLine::Question(it.text.into()),
        Some(id) => SuggestionLine::Clause(it.text.into(), id.into()),
        None => SuggestionLine::Term(it.text.into(), it.num_clauses),
    };
    found.take(MOST_SUGGESTIONS).map(line).collect()
}
