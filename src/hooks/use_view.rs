//! After a change of view: where the page is scrolled to, where the focus goes, and what the host page is told.

use gloo::utils::window;
use js_sys::Object;
use web_sys::Element;
use yew::prelude::*;

use crate::dom::browser::{emit, find, focus, set};
use crate::state::{HistoryStep, State, Surface};

/// Scrolls to where the reader belongs: the top of a new view, the old place after Back. A clause that was opened gets
/// the focus on its title; after Back the hit it was opened from has it again.
#[hook]
pub fn use_view(state: &UseReducerHandle<State>, surface: Surface, root: &NodeRef) {
    let (state, root) = (state.clone(), root.clone());
    use_effect_with(state.revision, move |_| {
        let Some(element) = root.cast::<Element>() else { return };
        match state.step {
            HistoryStep::Push if state.route.clause.is_some() || state.route.document.is_some() => {
                find(&root, ".policy-lookup__view-title").iter().for_each(focus);
            }
            HistoryStep::Arrive | HistoryStep::Replace => {
                let opened = state.last_clause.as_ref().and_then(|id| find(&root, &clause_selector(id)));
                opened.iter().for_each(focus);
            }
            _ => {}
        }
        if let Some(scroll) = state.arrive_at {
            scroll_to(&element, scroll, surface);
        }
    });
}

/// Finds the link to a clause.
pub fn clause_selector(id: &str) -> String {
    ["[data-clause=\"", id, "\"]"].concat()
}

fn scroll_to(root: &Element, scroll: f64, surface: Surface) {
    if scroll > 0.0 || surface != Surface::Embedded {
        window().scroll_to_with_x_and_y(0.0, scroll);
    } else if root.get_bounding_client_rect().top() < 0.0 {
        // The page is not ours: move it only as far as the reader needs.
        root.scroll_into_view();
    }
}

/// What the host page is told.
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
