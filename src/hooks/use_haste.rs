//! What has to be on the screen at once when a letter is typed, and what may follow.

use std::rc::Rc;

use policy_engine::SearchResults;
use yew::prelude::*;

use crate::dom::frame::after_next_frame;
use crate::state::State;

/// What is drawn of an answer.
#[derive(Clone, Default)]
pub struct Haste {
    /// Whether only the first hits are drawn: a letter was typed, and the others come in the next frame.
    pub is_hasty: bool,
    /// The answer whose counts the filters show: while in haste, the one before.
    pub counted: Option<Rc<SearchResults>>,
}

/// On a slow phone a letter and all that it changes takes longer than the reader waits for a key to answer. So the first
/// rendering after a letter is a hasty one, and a whole one follows when it has been seen.
#[hook]
pub fn use_haste(state: &State, answer: Option<&Rc<SearchResults>>) -> Haste {
    let whole = use_state_eq(|| 0);
    let setter = whole.setter();
    use_effect_with((state.request, state.is_typed), move |(request, is_typed)| {
        let request = *request;
        let later = is_typed.then(|| after_next_frame(move || setter.set(request)));
        move || drop(later)
    });
    let is_hasty = state.is_typed && *whole != state.request;
    let counted = use_mut_ref(|| None);
    if !is_hasty || counted.borrow().is_none() {
        *counted.borrow_mut() = answer.cloned();
    }
    let counted = counted.borrow().clone();
    Haste { is_hasty, counted }
}
