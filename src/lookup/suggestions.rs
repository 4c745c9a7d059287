//! What the box suggests while something is typed: near terms, clause titles, and before that what was searched lately.

use std::rc::Rc;

use policy_engine::Index;
use yew::AttrValue;

/// Recent queries offered.
const MOST_RECENT: usize = 6;
/// Few enough to stand in one line, beside each other.
const MOST_SUGGESTIONS: usize = 3;
/// What they are chosen from.
const MOST_LOOKED_AT: usize = 16;

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

/// The suggestions for what stands in the box: terms and titles, those of most clauses first, and a question where
/// somebody asks one; recent queries while the box is empty.
pub fn suggestions(index: &Index, input: &str, recent: &[AttrValue]) -> Rc<[SuggestionLine]> {
    let input = input.trim();
    if input.is_empty() {
        return recent.iter().take(MOST_RECENT).cloned().map(SuggestionLine::Recent).collect();
    }
    // A line equal to what was typed would change nothing.
    let found = index.suggest(input, MOST_LOOKED_AT).into_iter().filter(|it| it.text != input);
    let (questions, mut terms): (Vec<_>, Vec<_>) = found.partition(|it| it.is_question);
    // What holds what was typed goes before what only sounds like it.
    terms.sort_by_key(|it| (!it.text.contains(input), it.clause.is_some(), std::cmp::Reverse(it.num_clauses)));
    let num_questions = questions.len().min(1);
    let chosen = terms.into_iter().take(MOST_SUGGESTIONS - num_questions).chain(questions).take(MOST_SUGGESTIONS);
    let line = |it: policy_engine::Suggestion| match it.clause {
        _ if it.is_question => SuggestionLine::Question(it.text.into()),
        Some(id) => SuggestionLine::Clause(it.text.into(), id.into()),
        None => SuggestionLine::Term(it.text.into(), it.num_clauses),
    };
    chosen.map(line).collect()
}
