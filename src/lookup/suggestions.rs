//! What the box suggests while something is typed: near terms, clause titles, and before that what was searched lately.

use std::rc::Rc;

use policy_engine::{Index, Suggestion};
use yew::AttrValue;

use crate::late::Late;

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
#[inline(never)]
pub fn late_suggestions(_: Late, index: &Index, input: &str, recent: &[AttrValue]) -> Rc<[SuggestionLine]> {
    let input = input.trim();
    if input.is_empty() {
        return recent_lines(recent);
    }
    lines(index.suggest(input, MOST_LOOKED_AT), input)
}

/// The same of a library, by the files that are here; else the file that is needed.
#[cfg(feature = "library")]
#[inline(never)]
pub fn late_library_suggestions(
    _: Late,
    library: &policy_engine::Library,
    input: &str,
    recent: &[AttrValue],
) -> Result<Rc<[SuggestionLine]>, policy_engine::FileId> {
    let input = input.trim();
    if input.is_empty() { Ok(recent_lines(recent)) } else { Ok(lines(library.suggest(input, MOST_LOOKED_AT)?, input)) }
}

fn recent_lines(recent: &[AttrValue]) -> Rc<[SuggestionLine]> {
    recent.iter().take(MOST_RECENT).cloned().map(SuggestionLine::Recent).collect()
}

fn lines(mut found: Vec<Suggestion>, input: &str) -> Rc<[SuggestionLine]> {
    // A line equal to what was typed would change nothing.
    found.retain(|it| it.text != input);
    let question = found.iter().position(|it| it.is_question).map(|at| found.remove(at));
    found.retain(|it| !it.is_question);
    let mut chosen = Vec::new();
    while chosen.len() < MOST_SUGGESTIONS - usize::from(question.is_some()) {
        // What holds what was typed goes before what only sounds like it, the most used before the others.
        let use_of = |it: &Suggestion| (!it.text.contains(input), it.clause.is_some(), u32::MAX - it.num_clauses);
        let Some(best) = (0..found.len()).min_by_key(|at| use_of(&found[*at])) else { break };
        chosen.push(line(found.remove(best)));
    }
    chosen.extend(question.map(line));
    chosen.into()
}

fn line(it: Suggestion) -> SuggestionLine {
    match it.clause {
        _ if it.is_question => SuggestionLine::Question(it.text.into()),
        Some(id) => SuggestionLine::Clause(it.text.into(), id.into()),
        None => SuggestionLine::Term(it.text.into(), it.num_clauses),
    }
}
