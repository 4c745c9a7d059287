//! Small calls into the browser that may be missing or refused; a refusal is never an error of ours.

use gloo::utils::{document, window};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CustomEvent, CustomEventInit, Element, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement, ShadowRoot,
    Storage, TextDecoder,
};
use yew::prelude::*;

/// The text of the box an event happened in.
pub fn text_of(event: &Event) -> String {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    input.map(|it| it.value()).unwrap_or_default()
}

/// `localStorage`; `None` where it is blocked (private mode, sandboxed frames, some WebViews).
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What was kept under a key.
pub fn recall(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a text under a key, or drops the key when the text is empty. Full or blocked storage forgets it.
pub fn remember(key: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = if text.is_empty() { storage.remove_item(key) } else { storage.set_item(key, text) };
    }
}

/// How far the page is scrolled, CSS px.
pub fn scroll_top() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

/// Whether the browser has something under `window.navigator`, by name; `share` is absent from most desktops,
/// `clipboard` from every page that is not served by https.
pub fn navigator_has(name: &str) -> bool {
    let value = Reflect::get(&window().navigator(), &JsValue::from_str(name));
    value.is_ok_and(|it| !it.is_undefined() && !it.is_null())
}

/// Offers a link to the other apps of the device. False when that was refused; closing the sheet counts as done.
pub async fn share(title: &str, url: &str) -> bool {
    let data = Object::new();
    set(&data, "title", title);
    set(&data, "url", url);
    let navigator = window().navigator();
    let function = Reflect::get(&navigator, &"share".into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
    let promise = function.and_then(|it| it.call1(&navigator, &data).ok());
    let Some(promise) = promise.and_then(|it| it.dyn_into::<js_sys::Promise>().ok()) else { return false };
    match JsFuture::from(promise).await {
        Ok(_) => true,
        Err(error) => Reflect::get(&error, &"name".into()).is_ok_and(|name| name == "AbortError"),
    }
}

/// Copies a text; `near` is an element the hidden text box of the fallback may be put into. False when refused.
pub async fn copy(text: &str, near: &NodeRef) -> bool {
    if navigator_has("clipboard") {
        let promise = window().navigator().clipboard().write_text(text);
        if JsFuture::from(promise).await.is_ok() {
            return true;
        }
    }
    copy_by_selection(text, near).unwrap_or(false)
}

/// For pages served by http, as intranets do: select the text and let the browser copy the selection.
fn copy_by_selection(text: &str, near: &NodeRef) -> Option<bool> {
    let parent = near.cast::<Element>()?;
    let area: HtmlTextAreaElement = document().create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_class_name("policy-lookup__unseen");
    area.set_value(text);
    parent.append_child(&area).ok()?;
    area.select();
    let document = document();
    let function: Function = Reflect::get(&document, &"execCommand".into()).ok()?.dyn_into().ok()?;
    let copied = function.call1(&document, &"copy".into()).ok()?.is_truthy();
    area.remove();
    Some(copied)
}

/// Prints the page.
pub fn print() {
    // Refused inside some frames; then there is nothing to print to.
    let _ = window().print();
}

/// Gives an element the focus without moving the page.
pub fn focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// The first element inside `root` that fits; nothing for what is no selector, as with a quote in the id of a clause.
pub fn find(root: &NodeRef, selector: &str) -> Option<HtmlElement> {
    let found = root.cast::<Element>()?.query_selector(selector).ok()?;
    found?.dyn_into().ok()
}

/// Sends `policy-lookup:…` from inside the widget; it bubbles out of a shadow root.
pub fn emit(from: &NodeRef, name: &str, detail: &Object) {
    let Some(element) = from.cast::<Element>() else { return };
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        // Fails only for an event that is being sent already; this one is new.
        let _ = element.dispatch_event(&event);
    }
}

/// Sets a property of a plain object.
pub fn set(object: &Object, name: &str, value: impl Into<JsValue>) {
    // Fails only for frozen objects; ours are new.
    let _ = Reflect::set(object, &JsValue::from_str(name), &value.into());
}

/// The element that has the focus, in the document or shadow root that `near` is in.
pub fn focused(near: &NodeRef) -> Option<HtmlElement> {
    let root = near.get()?.get_root_node();
    let active = match root.dyn_ref::<ShadowRoot>() {
        Some(shadow) => shadow.active_element(),
        None => document().active_element(),
    };
    active?.dyn_into().ok()
}

/// Reads bytes in the encoding of old Chinese pages; `None` for what is none, and where the browser cannot.
pub fn read_gb18030(bytes: &[u8]) -> Option<String> {
    let decoder = TextDecoder::new_with_label("gb18030").ok()?;
    let read = decoder.decode_with_u8_array(bytes).ok()?;
    (!read.contains(char::REPLACEMENT_CHARACTER)).then_some(read)
}
