//! Links inside the widget: a real address for opening in a new tab and for copying, an action for an ordinary tap.

use yew::prelude::*;

use crate::route::Route;
use crate::state::Action;

/// The address of a route; `page_url` is empty on a page of our own.
pub fn href(page_url: &str, route: &Route) -> AttrValue {
    let hash = route.format();
    AttrValue::from([page_url, if hash.is_empty() { "#" } else { &hash }].concat())
}

/// What an ordinary tap on a link does; with a modifier key the browser opens it as it opens any link.
pub fn follow(on: &Callback<Action>, action: Action) -> Callback<MouseEvent> {
    let on = on.clone();
    Callback::from(move |event: MouseEvent| {
        if !event.ctrl_key() && !event.meta_key() && !event.shift_key() && !event.alt_key() {
            event.prevent_default();
            on.emit(action.clone());
        }
    })
}
