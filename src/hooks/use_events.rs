//! The events an element sends to the page around it.

use js_sys::{Array, Object};
use policy_engine::{Facet, SearchResults};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::dom::browser::{emit, set};
use crate::state::Route;

/// An event for the host page.
#[derive(Clone, PartialEq)]
#[allow(missing_docs, reason = "the fields are the details of the events, in embed.d.ts")]
pub enum HostEvent {
    /// `policy-lookup:search`
    Search { query: AttrValue, collection: AttrValue, num_hits: usize, confident: bool },
    /// `policy-lookup:open`
    Open { id: AttrValue },
    /// `policy-lookup:error`
    Error { code: &'static str, message: AttrValue },
}

impl HostEvent {
    /// That a route was searched and what came of it; in `collection` where the route names none.
    pub fn search(route: &Route, page: &SearchResults, collection: Option<&AttrValue>) -> Self {
        let collection = route.collection.clone().map(AttrValue::from).or_else(|| collection.cloned());
        Self::Search {
            query: route.query.clone().into(),
            collection: collection.unwrap_or_default(),
            num_hits: page.num_hits,
            confident: page.confident && page.num_hits > 0,
        }
    }
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

/// Sends `policy-lookup:filter` whenever the filters are others than before; those at the start are no change.
#[hook]
pub fn use_filter_event(root: &NodeRef, route: &Route) {
    let root = root.clone();
    let first = use_mut_ref(|| true);
    let filters = (route.collection.clone(), route.document.clone(), route.facets.clone());
    use_effect_with(filters, move |(collection, document, facets)| {
        if first.replace(false) {
            return;
        }
        let detail = Object::new();
        set(&detail, "collection", collection.as_deref().unwrap_or_default());
        set(&detail, "document", document.as_deref().unwrap_or_default());
        for (name, facet) in [("audience", Facet::Audience), ("kind", Facet::Kind), ("department", Facet::Department)] {
            let chosen: Array = facets.iter().filter(|it| it.0 == facet).map(|it| JsValue::from_str(&it.1)).collect();
            set(&detail, name, chosen);
        }
        emit(&root, "policy-lookup:filter", &detail);
    });
}
