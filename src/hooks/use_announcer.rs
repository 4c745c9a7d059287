//! What a screen reader hears about the hits.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Long enough for the screen reader to finish with the letter just typed; sooner, and "no results" for a half-typed
/// word cuts it off.
const QUIET_MS: u32 = 1_000;

/// Returns the texts of two live regions that speak in turn: the same sentence twice in one region is not read again.
/// Only the last message of a burst is spoken.
#[hook]
pub fn use_announcer(message: AttrValue, request: u32) -> [AttrValue; 2] {
    let regions = use_state(|| [AttrValue::Static(""), AttrValue::Static("")]);
    let spoken = regions.clone();
    use_effect_with((message, request), move |(message, request)| {
        let (message, turn) = (message.clone(), request % 2);
        let timer = Timeout::new(QUIET_MS, move || {
            // What was said, less the offers: they have closed, and nothing is new.
            if !message.is_empty() && spoken[turn as usize].starts_with(&*message) {
                return;
            }
            let silence = AttrValue::Static("");
            spoken.set(if turn == 0 { [message, silence] } else { [silence, message] });
        });
        move || drop(timer)
    });
    (*regions).clone()
}
