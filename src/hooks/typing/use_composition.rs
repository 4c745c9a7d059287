//! Typing through an input method: its half-typed letters are not searched.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::Reflect;
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use crate::dom::browser::text_of;

/// Calls `on_text` with the text in the box whenever it changes, but not while an input method composes; returns
/// the flag that says whether one does.
///
/// iOS sends no `compositionend` on 完成 or on a tap elsewhere: leaving the box, and an `input` that says that nothing
/// composes, end a composition too.
///
/// Native listeners, because Yew knows no composition events. Both orders are met: Chromium sends the last `input`
/// before `compositionend` (it is ignored, the end reports the text), Safari after it (reported twice, to no effect).
#[hook]
pub fn use_composition(input: &NodeRef, on_text: Callback<String>) -> Rc<Cell<bool>> {
    let composing = use_memo((), |()| Cell::new(false));
    let flag = composing.clone();
    use_effect_with((input.clone(), on_text), move |(input, on_text)| {
        let listeners = input.cast::<HtmlInputElement>().map(|element| listen(&element, on_text, &flag));
        move || drop(listeners)
    });
    composing
}

fn listen(input: &HtmlInputElement, on_text: &Callback<String>, composing: &Rc<Cell<bool>>) -> [EventListener; 5] {
    let flag = composing.clone();
    let start = EventListener::new(input, "compositionstart", move |_| flag.set(true));
    let ends = ["compositionend", "blur", "change"].map(|name| {
        let (flag, report) = (composing.clone(), on_text.clone());
        EventListener::new(input, name, move |event| {
            if flag.replace(false) || name == "compositionend" {
                report.emit(text_of(event));
            }
        })
    });
    let (flag, report) = (composing.clone(), on_text.clone());
    let typed = EventListener::new(input, "input", move |event| {
        if says_it_composes(event) != Some(false) && flag.get() {
            return;
        }
        flag.set(false);
        report.emit(text_of(event));
    });
    let [end, left, changed] = ends;
    [start, end, left, changed, typed]
}

/// Whether an `input` belongs to a composition; `None` in engines that do not say.
fn says_it_composes(event: &Event) -> Option<bool> {
    Reflect::get(event, &"isComposing".into()).ok()?.as_bool()
}

/// Writes `text` into the box when it differs. The box is not a controlled one: writing to it during a composition
/// would cut the composition off.
#[hook]
pub fn use_shown_value(input: &NodeRef, text: &AttrValue, composing: &Rc<Cell<bool>>) {
    let composing = composing.clone();
    use_effect_with((input.clone(), text.clone()), move |(input, text)| {
        let element = input.cast::<HtmlInputElement>().filter(|it| it.value() != text.as_str());
        if let Some(element) = element.filter(|_| !composing.get()) {
            element.set_value(text);
        }
    });
}
