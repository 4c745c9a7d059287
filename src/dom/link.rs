//! Links inside the widget: a real address for opening in a new tab and for copying, an action for an ordinary tap.

use yew::prelude::*;

use super::element::{Element, element};
use crate::state::{Action, Route};

/// The address of a route; `page_url` is empty on a page of our own.
pub fn href(page_url: &str, route: &Route) -> AttrValue {
    let hash = route.format();
    AttrValue::from([page_url, if hash.is_empty() { "#" } else { &hash }].concat())
}

/// A link that an ordinary tap turns into an action; with a modifier key the browser opens it as it opens any link.
pub fn link(class: &'static str, href: AttrValue, on: &Callback<Action>, action: Action) -> Element {
    let on = on.clone();
    let follow = Callback::from(move |event: MouseEvent| {
        if !event.ctrl_key() && !event.meta_key() && !event.shift_key() && !event.alt_key() {
            event.prevent_default();
            on.emit(action.clone());
        }
    });
    element("a", class).attr("href", href).on_click(follow)
}

/// A button that does an action.
pub fn button(class: &'static str, on: &Callback<Action>, action: Action) -> Element {
    let on = on.clone();
    element("button", class).attr("type", "button").on_click(Callback::from(move |_| on.emit(action.clone())))
}
