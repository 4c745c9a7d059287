//! Typing through an input method: its half-typed letters are not searched.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, HtmlInputElement};
use yew::prelude::*;

use crate::dom::browser::text_of;
use crate::dom::frame::{Later, in_next_frame};

/// As long as in handover.js, which watches the box that is there before this one.
const FORGOTTEN_MS: u32 = 10_000;

/// Keeps `text` in the box and calls `on_text` with what is typed there, but not while an input method composes; returns the
/// flag that says whether one does.
///
/// It is called in the next frame, so that the letter does not wait for its hits and letters that come quickly are searched
/// as one; at once, where a key follows that does something with the text, or the box is left.
///
/// iOS sends no `compositionend` on 完成 or on a tap elsewhere: leaving the box, and an `input` that says that nothing
/// composes, end a composition too. Where none of these comes, as in a window without the focus, one in which nothing
/// happens is over after [`FORGOTTEN_MS`].
///
/// Native listeners, because Yew knows no composition events. Both orders are met: Chromium sends the last `input`
/// before `compositionend` (it is ignored, the end reports the text), Safari after it (reported twice, to no effect).
#[hook]
pub fn use_composition(input: &NodeRef, text: &AttrValue, on_text: Callback<String>) -> Rc<Cell<bool>> {
    let composing = use_memo((), |()| Cell::new(false));
    let is_ahead = use_memo((), |()| Cell::new(false));
    // A view that is drawn anew listens anew, and the limit of what goes on meanwhile stays.
    let limit = use_memo((), |()| Cell::new(None));
    let (flag, ahead) = (composing.clone(), is_ahead.clone());
    use_effect_with((input.clone(), on_text.clone()), move |(input, on_text)| {
        let listeners =
            input.cast::<HtmlInputElement>().map(|element| listen(&element, on_text, &flag, &ahead, &limit));
        move || drop(listeners)
    });
    use_shown_value(input, text, [&composing, &is_ahead], &on_text);
    composing
}

fn listen(
    input: &HtmlInputElement,
    on_text: &Callback<String>,
    composing: &Rc<Cell<bool>>,
    is_ahead: &Rc<Cell<bool>>,
    limit: &Rc<Cell<Option<Timeout>>>,
) -> [EventListener; 7] {
    let reports = Rc::new(Reports {
        input: input.clone(),
        on_text: on_text.clone(),
        waiting: RefCell::default(),
        is_ahead: is_ahead.clone(),
    });
    let [start, update] = ["compositionstart", "compositionupdate"].map(|name| {
        let (flag, limit) = (composing.clone(), limit.clone());
        EventListener::new(input, name, move |event| {
            flag.set(true);
            limit.set(event.target().map(forget_later));
        })
    });
    let ends = ["compositionend", "blur", "change"].map(|name| {
        let (flag, reports) = (composing.clone(), reports.clone());
        EventListener::new(input, name, move |event| {
            if flag.replace(false) || name == "compositionend" {
                reports.put_off(text_of(event));
            }
            if name != "compositionend" {
                reports.flush();
            }
        })
    });
    let (flag, typed_reports) = (composing.clone(), reports.clone());
    let typed = EventListener::new(input, "input", move |event| {
        if says_it_composes(event) != Some(false) && flag.get() {
            return;
        }
        flag.set(false);
        typed_reports.put_off(text_of(event));
    });
    let [end, left, changed] = ends;
    let key = EventListener::new(input, "keydown", move |event| {
        if is_for_what_is_typed(event) {
            reports.flush();
        }
    });
    [start, update, end, left, changed, typed, key]
}

/// Ends a composition in which nothing more happens, as leaving the box does: whoever listens by then hears it.
fn forget_later(input: EventTarget) -> Timeout {
    Timeout::new(FORGOTTEN_MS, move || {
        // Neither an event of this name nor its target is ever refused.
        let _ = Event::new("change").and_then(|it| input.dispatch_event(&it));
    })
}

/// What was typed and not yet reported.
struct Reports {
    input: HtmlInputElement,
    on_text: Callback<String>,
    waiting: RefCell<Option<(String, Later)>>,
    /// Whether there is any.
    is_ahead: Rc<Cell<bool>>,
}

impl Reports {
    fn put_off(self: &Rc<Self>, text: String) {
        let reports = self.clone();
        self.is_ahead.set(true);
        // The letter before is not searched any more.
        self.waiting.replace(Some((text, in_next_frame(move || reports.flush()))));
    }

    fn flush(&self) {
        self.is_ahead.set(false);
        let waiting = self.waiting.take();
        // Something else in the box was put there since, by a suggestion that was chosen say.
        if let Some((text, _later)) = waiting.filter(|it| it.0 == self.input.value()) {
            self.on_text.emit(text);
        }
    }
}

/// Enter, Esc, Tab, the arrows: names of keys that type something are of one character, as are most letters.
fn is_for_what_is_typed(event: &Event) -> bool {
    event.dyn_ref::<KeyboardEvent>().is_some_and(|it| 1 < it.key().chars().count())
}

/// Whether an `input` belongs to a composition; `None` in engines that do not say.
fn says_it_composes(event: &Event) -> Option<bool> {
    Reflect::get(event, &"isComposing".into()).ok()?.as_bool()
}

/// Writes `text` into the box when it differs. The box is not a controlled one: writing to it during a composition
/// would cut the composition off.
///
/// On a slow device there is time for a key between the new box and the first run of this: then that was typed, and is
/// reported, not overwritten. So it is with keys between a report and the view that it leads to. `is_busy`: by an input
/// method, by what is not reported yet.
#[hook]
fn use_shown_value(input: &NodeRef, text: &AttrValue, is_busy: [&Rc<Cell<bool>>; 2], on_text: &Callback<String>) {
    let (is_busy, on_text) = (is_busy.map(Rc::clone), on_text.clone());
    let is_new = use_mut_ref(|| true);
    use_effect_with((input.clone(), text.clone()), move |(input, text)| {
        let is_new = is_new.replace(false);
        let Some(element) = input.cast::<HtmlInputElement>() else { return };
        let value = element.value();
        if value == text.as_str() {
            return;
        }
        if is_new && !value.is_empty() {
            on_text.emit(value);
        } else if !is_busy.iter().any(|it| it.get()) {
            element.set_value(text);
        }
    });
}
