//! Where in a long document the reader is. Written straight into the page: drawing a document of a hundred clauses anew
//! for every heading that passes would make scrolling stick.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::utils::window;
use js_sys::Date;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::dom::browser::find;
use crate::dom::frame::{Later, after_next_frame};

const BAR: &str = ".policy-lookup__outline";
const LINE: &str = ".policy-lookup__place-line";
const CURRENT: &str = ".policy-lookup__jump[aria-current]";

/// Says in the bar of an open document which heading one is under, whatever scrolls it. Folds the outline when something
/// was chosen in it and it lies over the text. Runs anew with every `revision`.
#[hook]
pub fn use_place(root: &NodeRef, is_document: bool, revision: u32) {
    let root = root.clone();
    use_effect_with((is_document, revision), move |(is_document, _)| {
        let listener = is_document.then(|| {
            fold(&root);
            follow(root)
        });
        move || drop(listener)
    });
}

fn follow(root: NodeRef) -> EventListener {
    say_place(&root);
    let due = Rc::new(RefCell::new(None::<Later>));
    // Captured: at the kiosk it is not the window that scrolls.
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
    EventListener::new_with_options(&window(), "scroll", options, move |_| {
        let root = root.clone();
        // While one goes on scrolling, the last call takes the place of those before it.
        let later = after_next_frame(move || say_place(&root));
        drop(due.borrow_mut().replace(later));
    })
}

fn fold(root: &NodeRef) {
    let bar = find(root, BAR).filter(|bar| bar.offset_parent().is_some());
    let is_over_text = find(root, ".policy-lookup__body")
        .zip(bar.as_ref())
        .is_some_and(|(body, bar)| bar.get_bounding_client_rect().right() > body.get_bounding_client_rect().left());
    if let Some(bar) = bar.filter(|_| is_over_text) {
        let _ = bar.remove_attribute("open");
    }
}

fn say_place(root: &NodeRef) {
    let (Some(line), Some(body)) = (find(root, LINE), find(root, ".policy-lookup__body")) else { return };
    let below = find(root, BAR).map_or(0.0, |bar| bar.get_bounding_client_rect().top().max(0.0)) + REACH_PX;
    let headed = body.query_selector_all("[data-path]").ok();
    let headed: Vec<Element> =
        headed.iter().flat_map(|all| (0..all.length()).filter_map(|at| all.get(at)?.dyn_into().ok())).collect();
    let num = headed.partition_point(|it| it.get_bounding_client_rect().top() < below);
    let place = num.checked_sub(1).and_then(|at| headed.get(at));
    let path = place.and_then(|it| it.get_attribute("data-path")).unwrap_or_default();
    if line.text_content().unwrap_or_default() != path {
        line.set_text_content(Some(&path));
    }
    mark_entry(root, place.and_then(|it| it.get_attribute("data-place")).as_deref());
}

/// How far below the top of the bar a heading counts as reached, CSS px.
const REACH_PX: f64 = 96.0;

fn mark_entry(root: &NodeRef, id: Option<&str>) {
    let entry = id.and_then(|id| find(root, &[".policy-lookup__jump[data-to=\"", id, "\"]"].concat()));
    let Some(entry) = entry.filter(|it| it.get_attribute("aria-current").is_none()) else { return };
    find(root, CURRENT).iter().for_each(|it: &HtmlElement| {
        let _ = it.remove_attribute("aria-current");
    });
    let _ = entry.set_attribute("aria-current", "location");
}

/// Keeps the date of today in what is only on paper.
#[hook]
pub fn use_print_date(root: &NodeRef, revision: u32) {
    let root = root.clone();
    use_effect_with(revision, move |_| {
        write_date(&root);
        let listener = EventListener::new(&window(), "beforeprint", move |_| write_date(&root));
        move || drop(listener)
    });
}

fn write_date(root: &NodeRef) {
    let Some(place) = find(root, ".policy-lookup__printed-on") else { return };
    let now = Date::new_0();
    let two = |number: u32| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    let day = [now.get_full_year().to_string(), two(now.get_month() + 1), two(now.get_date())].join("-");
    place.set_text_content(Some(&[&day, " "].concat()));
}
