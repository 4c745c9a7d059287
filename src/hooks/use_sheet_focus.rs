//! The filter sheet: over everything else on the page, with the focus in it when it opens and back where it was when it
//! closes; Tab stays inside, and what lies behind stays where it is.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};
use yew::prelude::*;

use crate::dom::browser::{find, focus, focused};
use crate::dom::frame::after_next_frame;
use crate::state::Action;

const SHEET: &str = ".policy-lookup__sheet--open";
const BUTTON: &str = ".policy-lookup__sheet-button";
const FIRST: &str = ".policy-lookup__sheet-close";
const LAST: &str = ".policy-lookup__sheet-foot :last-child";
/// The part of the sheet that scrolls.
const SCROLLED: &str = ".policy-lookup__facets";

/// Moves the focus when the sheet inside `root` opens and closes, and keeps the page behind it still meanwhile.
#[hook]
pub fn use_sheet_focus(root: &NodeRef, open: bool, on: &Callback<Action>) {
    // Of the sheet that is open: where the focus was before, if it was inside at all.
    let before = use_mut_ref(|| None::<Option<HtmlElement>>);
    let (root, on) = (root.clone(), on.clone());
    use_effect_with(open, move |open| {
        let sheet = find(&root, SHEET).filter(|_| *open);
        let mut back = None;
        if let Some(sheet) = &sheet {
            *before.borrow_mut() = Some(focused(&root));
            lay_over_everything(sheet);
            find(&root, FIRST).iter().for_each(focus);
        } else if let Some(left) = before.borrow_mut().take() {
            // What lay behind takes the focus again only when the browser has seen that nothing lies over it.
            let next = left.filter(|it| it.is_connected()).or_else(|| find(&root, BUTTON));
            back = Some(after_next_frame(move || next.iter().for_each(focus)));
        }
        let listeners = sheet.map(|sheet| listen(&sheet, &on));
        move || drop((listeners, back))
    });
}

/// Into the top layer, above whatever the page around has. An engine without it knows no dialogs: there the sheet is as
/// high as `z-index` goes.
fn lay_over_everything(sheet: &HtmlElement) {
    let show = Reflect::get(sheet, &"showModal".into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
    // Refused only for a dialog that is open.
    let _ = show.map(|show| show.call0(sheet));
}

fn listen(sheet: &HtmlElement, on: &Callback<Action>) -> [EventListener; 4] {
    let close = |name: &'static str, is_meant: fn(&Event, &HtmlElement) -> bool| {
        let (on, itself) = (on.clone(), sheet.clone());
        EventListener::new_with_options(sheet, name, EventListenerOptions::enable_prevent_default(), move |event| {
            if is_meant(event, &itself) {
                event.prevent_default();
                on.emit(Action::Sheet(false));
            }
        })
    };
    let still = |name: &'static str| {
        EventListener::new_with_options(sheet, name, EventListenerOptions::enable_prevent_default(), |event| {
            if !scrolls_inside(event) {
                event.prevent_default();
            }
        })
    };
    // `cancel` is the back gesture of a phone; a tap on the sheet itself is one beside what it holds.
    let beside = |event: &Event, sheet: &HtmlElement| event.target().is_some_and(|at| at == ****sheet);
    [close("cancel", |_, _| true), close("click", beside), still("wheel"), still("touchmove")]
}

/// Whether what is turned or drawn moves the list of filters, and not, for want of anything else, the page behind.
fn scrolls_inside(event: &Event) -> bool {
    let element = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let list = element.and_then(|it| it.closest(SCROLLED).ok().flatten());
    list.is_some_and(|it| it.scroll_height() > it.client_height())
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
