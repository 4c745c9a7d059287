//! The lines under the box.

use std::rc::Rc;

use yew::prelude::*;

use crate::lookup::{SharedIndex, SuggestionLine, suggestions};
use crate::state::State;

/// The lines for the text in the box; not worked out while nobody sees them.
#[hook]
pub fn use_suggestions(state: &State, index: Option<&SharedIndex>, recent: &Rc<[AttrValue]>) -> Rc<[SuggestionLine]> {
    let deps = (index.cloned().filter(|_| state.suggestions_open), state.input.clone(), recent.clone());
    let lines = use_memo(deps, |(index, input, recent)| {
        index.as_ref().map_or_else(|| Rc::from([]), |index| suggestions(index, input, recent))
    });
    (*lines).clone()
}
