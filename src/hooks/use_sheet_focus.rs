//! The focus of the filter sheet: into the sheet when it opens, back when it closes; Tab stays inside.

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::dom::browser::{find, focus, focused};
use crate::state::Action;

const FIRST: &str = ".policy-lookup__sheet-close";
const LAST: &str = ".policy-lookup__sheet-foot :last-child";

/// Moves the focus when the sheet inside `root` opens and closes.
#[hook]
pub fn use_sheet_focus(root: &NodeRef, open: bool) {
    let before = use_mut_ref(|| None::<HtmlElement>);
    let root = root.clone();
    use_effect_with(open, move |open| {
        let next = if *open {
            *before.borrow_mut() = focused(&root);
            find(&root, FIRST)
        } else {
            before.borrow_mut().take()
        };
        next.iter().for_each(focus);
    });
}

/// Esc closes the sheet; Tab stays inside it.
pub fn on_sheet_key(on: &Callback<Action>, root: &NodeRef) -> Callback<KeyboardEvent> {
    let (on, root) = (on.clone(), root.clone());
    Callback::from(move |event: KeyboardEvent| {
        let (at, next) = if event.shift_key() { (FIRST, LAST) } else { (LAST, FIRST) };
        let stands_at = |selector| find(&root, selector).is_some_and(|it| event.target().is_some_and(|at| at == ***it));
        match event.key().as_str() {
            "Escape" => on.emit(Action::Sheet(false)),
            "Tab" if stands_at(at) => find(&root, next).iter().for_each(focus),
            _ => return,
        }
        event.prevent_default();
    })
}
