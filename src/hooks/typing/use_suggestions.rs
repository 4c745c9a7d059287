//! The lines under the box.

use std::rc::Rc;

use yew::prelude::*;

#[cfg(feature = "library")]
use crate::hooks::answers::use_library_suggestions;
use crate::late::Late;
use crate::lookup::{OPENS_FILES, Source, SuggestionLine, late_suggestions};
use crate::state::State;

/// The lines for the text in the box; not worked out while nobody sees them, nor while a letter `is_hasty`: that costs as
/// much as the search, and the hits come first.
#[hook]
pub fn use_suggestions(
    state: &State,
    source: &Source,
    recent: &Rc<[AttrValue]>,
    late: Option<Late>,
    is_hasty: bool,
) -> Rc<[SuggestionLine]> {
    let index = source.index();
    let asked = use_mut_ref(String::new);
    if !is_hasty {
        asked.borrow_mut().clone_from(&state.input);
    }
    let input = asked.borrow().clone();
    let deps = (index.cloned().filter(|_| state.suggestions_open).zip(late), input, recent.clone());
    let lines = use_memo(deps, |(source, input, recent)| match source {
        Some((index, late)) if OPENS_FILES => late_suggestions(*late, index, input, recent),
        _ => Rc::from([]),
    });
    let lines = (*lines).clone();
    #[cfg(feature = "library")]
    let lines = use_library_suggestions(source, state, recent, late).unwrap_or(lines);
    lines
}
