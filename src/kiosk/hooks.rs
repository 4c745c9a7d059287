//! What a kiosk asks of the browser: the idle clock, no way out, the focus.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::{Interval, Timeout};
use gloo::utils::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent, Storage};
use yew::prelude::*;

use crate::dom::browser::focus;

/// Events that count as a visitor being there. Not `mousemove`: a mouse that trembles on a shelf sends it too.
const VISITOR_EVENTS: [&str; 4] = ["pointerdown", "touchmove", "keydown", "wheel"];

/// Events that a kiosk refuses whatever they were meant for: they could lead out of it.
const REFUSED: [&str; 7] = ["contextmenu", "dragstart", "dragover", "drop", "selectstart", "auxclick", "gesturestart"];

/// Calls `on_idle` when nobody has touched the screen for `idle_ms`.
#[hook]
pub fn use_idle(active: bool, idle_ms: u32, on_idle: Callback<()>) {
    use_effect_with((active, idle_ms), move |(active, idle_ms)| {
        let listeners = active.then(|| watch_for_life(*idle_ms, on_idle));
        move || drop(listeners)
    });
}

fn watch_for_life(idle_ms: u32, on_idle: Callback<()>) -> [EventListener; 4] {
    let timer = Rc::new(RefCell::new(None));
    let wind_up = move || wind(&timer, idle_ms, &on_idle);
    wind_up();
    VISITOR_EVENTS.map(|name| {
        let wind_up = wind_up.clone();
        EventListener::new_with_options(&window(), name, capture(true), move |_| wind_up())
    })
}

type Timer = Rc<RefCell<Option<Timeout>>>;

/// Starts the clock anew. Somebody who is being read to is there: the clock waits until the voice has ended.
fn wind(timer: &Timer, idle_ms: u32, on_idle: &Callback<()>) {
    let (again, done) = (timer.clone(), on_idle.clone());
    let rung = move || match is_reading() {
        true => wind(&again, idle_ms, &done),
        false => done.emit(()),
    };
    *timer.borrow_mut() = Some(Timeout::new(idle_ms, rung));
}

fn is_reading() -> bool {
    let synthesis = window().speech_synthesis().ok().filter(|it| !it.is_undefined());
    synthesis.is_some_and(|it| it.speaking())
}

/// Calls `on_second` every second.
#[hook]
pub fn use_seconds(active: bool, on_second: Callback<()>) {
    use_effect_with(active, move |active| {
        let interval = active.then(|| Interval::new(1_000, move || on_second.emit(())));
        move || drop(interval)
    });
}

/// Keeps the visitor on the page: no menu, drag, selection, zoom, new window, browser key; Back is a step inside.
#[hook]
pub fn use_no_way_out(is_visited: bool, on_back: Callback<()>) {
    use_effect_with((), move |()| {
        let mut listeners: Vec<EventListener> = REFUSED.iter().map(|name| refuse(name, |_| true)).collect();
        listeners.push(refuse("click", leads_somewhere));
        listeners.push(refuse("keydown", is_browser_key));
        listeners.push(refuse("wheel", |event| event.dyn_ref::<MouseEvent>().is_some_and(MouseEvent::ctrl_key)));
        listeners.push(EventListener::new(&window(), "popstate", move |_| {
            guard_history();
            on_back.emit(());
        }));
        move || drop(listeners)
    });
    // Anew with every visit: an entry made before the first touch is one that Back may skip.
    use_effect_with(is_visited, |_| guard_history());
}

fn refuse(name: &'static str, is_refused: impl Fn(&Event) -> bool + 'static) -> EventListener {
    EventListener::new_with_options(&document(), name, capture(false), move |event| {
        if is_refused(event) {
            event.prevent_default();
        }
    })
}

fn capture(passive: bool) -> EventListenerOptions {
    EventListenerOptions { phase: EventListenerPhase::Capture, passive }
}

/// Links have addresses for other surfaces; here only the action behind them counts.
fn leads_somewhere(event: &Event) -> bool {
    let element = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    element.is_some_and(|it| it.closest("a").ok().flatten().is_some())
}

fn is_browser_key(event: &Event) -> bool {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return false };
    let name = key.key();
    let is_function_key = name.strip_prefix('F').is_some_and(|it| it.parse::<u8>().is_ok());
    is_function_key || key.ctrl_key() || key.meta_key() || key.alt_key() || name.starts_with("Browser")
}

/// One entry to go back from, at the same address and without a state; never more than one.
fn guard_history() {
    let Ok(history) = window().history() else { return };
    let is_guarded = history.state().is_ok_and(|it| it == GUARD);
    if !is_guarded {
        let href = window().location().href().unwrap_or_default();
        let clean = href.split('#').next();
        // Refused in sandboxed frames, which have no Back of their own either.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", clean);
        let _ = history.push_state_with_url(&JsValue::from_str(GUARD), "", clean);
    }
}

const GUARD: &str = "kiosk";

/// Removes whatever this program may have kept under this address, also as a page, and stops the voice.
pub fn forget_device() {
    let window = window();
    for storage in [window.local_storage(), window.session_storage()] {
        storage.ok().flatten().iter().for_each(forget_storage);
    }
    if let Some(synthesis) = window.speech_synthesis().ok().filter(|it| !it.is_undefined()) {
        synthesis.cancel();
    }
}

fn forget_storage(storage: &Storage) {
    let num = storage.length().unwrap_or(0);
    let keys: Vec<String> = (0..num).filter_map(|at| storage.key(at).ok().flatten()).collect();
    for key in keys.iter().filter(|it| it.starts_with("policy-lookup")) {
        // Refused storage holds nothing.
        let _ = storage.remove_item(key);
    }
}

/// Today in days since 1970, by the clock of the device.
pub fn today() -> i64 {
    const MS_PER_DAY: f64 = 86_400_000.0;
    (js_sys::Date::now() / MS_PER_DAY) as i64
}

/// Gives an element the focus when it appears.
#[hook]
pub fn use_focus(element: &NodeRef) {
    let element = element.clone();
    use_effect_with((), move |()| element.cast::<HtmlElement>().iter().for_each(focus));
}
