//! The `/` key of a page that is ours.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// `/` puts the cursor into `input`, unless something is being typed elsewhere.
#[hook]
pub fn use_global_key(input: &NodeRef, enabled: bool) {
    use_effect_with((input.clone(), enabled), |(input, enabled)| {
        let input = input.clone();
        // Not passive: the `/` must not end up in the box.
        let options = EventListenerOptions::enable_prevent_default();
        let focus = move |event: &Event| {
            if is_plain_slash(event)
                && !is_typing(event)
                && let Some(element) = input.cast::<HtmlElement>()
            {
                event.prevent_default();
                // Fails only for elements that cannot take the focus; a box can.
                let _ = element.focus();
            }
        };
        let listener = enabled.then(|| EventListener::new_with_options(&document(), "keydown", options, focus));
        move || drop(listener)
    });
}

fn is_plain_slash(event: &Event) -> bool {
    let key = event.dyn_ref::<KeyboardEvent>();
    key.is_some_and(|it| it.key() == "/" && !it.ctrl_key() && !it.meta_key() && !it.alt_key() && !it.is_composing())
}

fn is_typing(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    element
        .is_some_and(|it| matches!(it.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || it.is_content_editable())
}
