//! What the box asks of the browser.

use std::cell::Cell;
use std::rc::Rc;

use yew::prelude::*;

use super::use_composition::use_composition;
use crate::hooks::use_global_key;
use crate::state::Action;

/// Reports what is typed into `input`, keeps `text` in it and, on a page of ours, lets `/` jump to it. Returns the flag
/// that says whether an input method composes.
#[hook]
pub fn use_box(input: &NodeRef, text: &str, owns_page: bool, on: &Callback<Action>) -> Rc<Cell<bool>> {
    let on_text = use_callback(on.clone(), |text, on: &Callback<Action>| on.emit(Action::Input(text)));
    let composing = use_composition(input, &text.to_owned().into(), on_text);
    use_global_key(input, owns_page);
    composing
}
