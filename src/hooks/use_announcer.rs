//! What a screen reader hears about the hits.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Long enough for the screen reader to finish with the letter just typed; sooner, and "no results" for a half-typed
/// word cuts it off.
const QUIET_MS: u32 = 1_000;

/// Stands between what was found and what is offered.
pub const OFFERS: &str = "; ";

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
            let said = spoken[turn as usize].strip_prefix(&*message).filter(|_| !message.is_empty());
            if said.is_some_and(|rest| rest.is_empty() || rest.starts_with(OFFERS)) {
                return;
            }
            let silence = AttrValue::Static("");
            spoken.set(if turn == 0 { [message, silence] } else { [silence, message] });
        });
        move || drop(timer)
    });
    (*regions).clone()
}
