//! The events an element sends to the page around it.

use js_sys::Object;
use yew::prelude::*;

use crate::dom::browser::{emit, set};

/// An event for the host page.
#[derive(Clone, PartialEq)]
#[allow(missing_docs, reason = "the fields are the details of the events, DESIGN §6")]
pub enum HostEvent {
    /// `policy-lookup:search`
    Search { query: AttrValue, collection: AttrValue, num_hits: usize, confident: bool },
    /// `policy-lookup:open`
    Open { id: AttrValue },
    /// `policy-lookup:error`
    Error { code: &'static str, message: AttrValue },
}

/// Sends the events of the element, each once.
#[hook]
pub fn use_events(root: &NodeRef, event: Option<HostEvent>) {
    let root = root.clone();
    use_effect_with(event, move |event| {
        let detail = Object::new();
        let name = match event {
            None => return,
            Some(HostEvent::Search { query, collection, num_hits, confident }) => {
                set(&detail, "query", query.as_str());
                set(&detail, "collection", collection.as_str());
                set(&detail, "num_hits", *num_hits as f64);
                set(&detail, "confident", *confident);
                "policy-lookup:search"
            }
            Some(HostEvent::Open { id }) => {
                set(&detail, "id", id.as_str());
                "policy-lookup:open"
            }
            Some(HostEvent::Error { code, message }) => {
                set(&detail, "code", *code);
                set(&detail, "message", message.as_str());
                "policy-lookup:error"
            }
        };
        emit(&root, name, &detail);
    });
}
