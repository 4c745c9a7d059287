//! The address bar and history of a page that is ours. An element in somebody else's page keeps its own trail instead
//! (`state.trail`), unless it has the attribute `url-state`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement, PopStateEvent, ScrollRestoration};
use yew::prelude::*;

use crate::dom::browser::{read_gb18030, scroll_top, set};
use crate::state::{Action, Config, Handover, HistoryEntry, HistoryStep, Route, State, Surface};

/// Without scrolling for so long, the place counts as one to come back to; without a letter, what was typed.
const REST_MS: u32 = 200;

/// What was written to the history of the browser.
#[derive(Default)]
struct Recorded {
    /// Entries that are ours and lie before this one.
    depth: Cell<u32>,
    /// Hits shown at present.
    limit: Cell<usize>,
    /// Stops of the state that have their entry.
    num_stops: Cell<u32>,
    /// What was typed and is not written yet, as it was then, and the clock that it waits for.
    waiting: RefCell<Option<(State, Timeout)>>,
}

/// Returns the callback through which every component speaks to the state. It notes how far the page was scrolled
/// before the view changes, so that Back can restore it, and lets the browser go back where it has the history.
#[hook]
pub fn use_navigation(
    state: &UseReducerHandle<State>,
    config: &Config,
    root: &NodeRef,
    handover: &Handover,
) -> Callback<Action> {
    let owns_url = config.owns_url();
    let recorded = use_memo((), |()| Recorded::default());
    recorded.limit.set(state.limit);

    let (dispatcher, root, handover) = (state.dispatcher(), root.clone(), handover.clone());
    let restores = config.surface != Surface::Embedded;
    let known = recorded.clone();
    use_effect_with(owns_url, move |owns_url| {
        let listener = owns_url.then(|| follow_history(dispatcher.clone(), known.clone(), restores));
        let hash = address_hash();
        if *owns_url && !hash.is_empty() && Route::is_ours(&hash) {
            dispatcher.dispatch(Action::Arrive(Box::new(current_place(&known, history_state()))));
        }
        move || drop(listener)
    });
    let dispatcher = state.dispatcher();
    use_effect_with((), move |()| {
        if handover.took_over {
            resume(&root, &handover, &dispatcher);
        }
    });

    let (now, known) = (state.clone(), recorded.clone());
    use_effect_with((owns_url, state.revision), move |(owns_url, _)| {
        if !*owns_url {
            return;
        }
        if now.is_typed {
            record_at_rest((*now).clone(), &known);
        } else {
            record_waiting(&known);
            record(&now, &known);
        }
    });

    let dispatcher = state.dispatcher();
    use_callback((), move |action: Action, ()| {
        if action == Action::Back {
            record_waiting(&recorded);
        }
        if owns_url && action == Action::Back && recorded.depth.get() > 0 {
            // Refused only by documents that are not shown.
            let _ = window().history().and_then(|history| history.back());
            return;
        }
        if action.leaves_place() {
            dispatcher.dispatch(Action::Left(scroll_top()));
        }
        dispatcher.dispatch(action);
    })
}

/// Restores scroll position and typed text of the prerendered page; the text is searched now.
fn resume(root: &NodeRef, handover: &Handover, dispatcher: &UseReducerDispatcher<State>) {
    if handover.scroll > 0.0 {
        window().scroll_to_with_x_and_y(0.0, handover.scroll);
    }
    let input = root.cast::<Element>().and_then(|it| it.query_selector(".policy-lookup__input").ok()?);
    let Some(input) = input.and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) else { return };
    // `boot.js` has handed the box over, and the reader may have gone on in it.
    let typed = Some(input.value()).filter(|it| !it.is_empty()).unwrap_or_else(|| handover.typed.to_string());
    if !typed.is_empty() {
        dispatcher.dispatch(Action::Input(typed));
    }
}

fn follow_history(
    dispatcher: UseReducerDispatcher<State>,
    recorded: Rc<Recorded>,
    restores: bool,
) -> [EventListener; 2] {
    if restores && let Ok(history) = window().history() {
        // The browser would restore the scroll position before the list is there again.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    // Also sent when a link of ours, or the reader by hand, changes what follows the `#`.
    let known = recorded.clone();
    let arrive = EventListener::new(&window(), "popstate", move |event| {
        // It belonged to the entry that was left.
        known.waiting.take();
        let state = event.dyn_ref::<PopStateEvent>().map_or(JsValue::NULL, PopStateEvent::state);
        if !Route::is_ours(&address_hash()) {
            // An anchor of the page around: no place of ours lies right before it.
            known.depth.set(number(&state, "depth") as u32);
            return;
        }
        dispatcher.dispatch(Action::Arrive(Box::new(current_place(&known, state))));
    });
    // For a reload. Written while reading: browsers drop what is written when the page is left.
    let mut timer = None;
    let rest = EventListener::new(&window(), "scroll", move |_| {
        let known = recorded.clone();
        let write = move || replace(&entry(known.depth.get(), scroll_top(), known.limit.get() as f64), None);
        // Replacing the timer cancels it: only resting writes.
        drop(timer.replace(Timeout::new(REST_MS, write)));
    });
    [arrive, rest]
}

/// The `#` and what follows it; empty in documents that have no address.
fn address_hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The route in the address, if there is one of ours.
pub fn linked_route() -> Option<Route> {
    let hash = address_hash();
    (!hash.is_empty() && Route::is_ours(&hash)).then(|| Route::parse_with(&hash, &read_gb18030))
}

fn history_state() -> JsValue {
    window().history().and_then(|history| history.state()).unwrap_or(JsValue::NULL)
}

fn current_place(recorded: &Recorded, state: JsValue) -> HistoryEntry {
    recorded.depth.set(number(&state, "depth") as u32);
    let route = Route::parse_with(&address_hash(), &read_gb18030);
    HistoryEntry { route, limit: number(&state, "limit") as usize, scroll: number(&state, "scroll") }
}

/// Makes the history follow what is typed, once there is a pause. A browser takes longer over a new address than the
/// search and all hits together, and some refuse when it comes with every letter. The first letter has an entry to make:
/// browsers pass over one on which the reader did nothing before the next.
fn record_at_rest(state: State, recorded: &Rc<Recorded>) {
    let known = recorded.clone();
    let pause_ms = if state.num_stops == recorded.num_stops.get() { REST_MS } else { 0 };
    let timer = Timeout::new(pause_ms, move || record_waiting(&known));
    // The clock of the letter before stops when it is dropped.
    recorded.waiting.replace(Some((state, timer)));
}

/// Writes what waits, because another entry is to follow it.
fn record_waiting(recorded: &Recorded) {
    if let Some((state, _timer)) = recorded.waiting.take() {
        record(&state, recorded);
    }
}

/// Makes the history follow the last change, or the last few: `now` is the latest state, which may be ahead of the
/// rendering that asks. A stop made since the last record is a new entry, anything else changes the present one.
fn record(state: &State, recorded: &Recorded) {
    let (depth, recorded_stops) = (&recorded.depth, recorded.num_stops.replace(state.num_stops));
    let url = address(&state.route);
    match state.step {
        HistoryStep::Stay | HistoryStep::Arrive => {}
        HistoryStep::Push | HistoryStep::Replace if state.num_stops != recorded_stops => {
            if let Some(left) = state.trail.last() {
                // Who is quicker than the effects of a rendering leaves a query that has no address yet.
                let url = (!left.route.query.is_empty()).then(|| address(&left.route));
                replace(&entry(depth.get(), left.scroll, left.limit as f64), url.as_deref());
            }
            depth.set(depth.get() + 1);
            // Refused in sandboxed frames: then the link does not follow, all else works.
            let _ =
                window().history().and_then(|it| it.push_state_with_url(&entry(depth.get(), 0.0, 0.0), "", Some(&url)));
        }
        HistoryStep::Push | HistoryStep::Replace => replace(&entry(depth.get(), 0.0, 0.0), Some(&url)),
    }
}

/// The address of this page for a route.
fn address(route: &Route) -> String {
    let href = window().location().href().unwrap_or_default();
    let page = href.split('#').next().unwrap_or_default();
    [page, &route.format()].concat()
}

fn replace(entry: &JsValue, url: Option<&str>) {
    let _ = window().history().and_then(|it| it.replace_state_with_url(entry, "", url));
}

fn entry(depth: u32, scroll: f64, limit: f64) -> JsValue {
    let object = Object::new();
    set(&object, "depth", depth);
    set(&object, "scroll", scroll);
    set(&object, "limit", limit);
    object.into()
}

/// A number in an entry of ours; 0 in anybody else's.
fn number(entry: &JsValue, name: &str) -> f64 {
    Reflect::get(entry, &JsValue::from_str(name)).ok().and_then(|it| it.as_f64()).unwrap_or(0.0)
}
