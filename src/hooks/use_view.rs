//! After a change of view: where it is scrolled to and where the focus goes.

use gloo::utils::window;
use web_sys::Element;
use yew::prelude::*;

use crate::dom::browser::{find, focus};
use crate::dom::frame::{Later, after_next_frame};
use crate::state::{HistoryStep, State, Surface, View};

/// Scrolls to where the reader belongs: the top of a new view, the old place after Back. A clause or document that was
/// opened gets the focus on its title; after Back the hit it was opened from has it again.
///
/// Runs whenever `revision` changes. `scroll_to` moves what scrolls around `root`, in CSS px from the top.
#[hook]
pub fn use_view<R: PartialEq + 'static>(
    state: &State,
    revision: R,
    root: &NodeRef,
    scroll_to: impl Fn(&Element, f64) + 'static,
) {
    let (root, arrive_at, is_typed) = (root.clone(), state.arrive_at, state.is_typed);
    let (selector, within, place) = (focused_after(state), root.clone(), place_of(state));
    use_effect_with(revision, move |_| {
        let scroll = move || match (place.as_deref().and_then(|it| find(&root, it)), root.cast::<Element>(), arrive_at)
        {
            (Some(place), _, Some(0.0)) => place.scroll_into_view(),
            (_, Some(element), Some(scroll)) => scroll_to(&element, scroll),
            _ => {}
        };
        if !is_typed {
            selector.and_then(|it| find(&within, &it)).iter().for_each(focus);
            scroll();
            return keep(None);
        }
        // To know where it is, the browser would have to lay out all that the letter changed, while the key waits.
        keep(Some(after_next_frame(scroll)))
    });
}

/// Keeps what is put off until the next change, which drops it.
fn keep(later: Option<Later>) -> impl FnOnce() {
    move || drop(later)
}

/// The place at which a document is opened.
fn place_of(state: &State) -> Option<String> {
    let is_document = state.route.view() == View::Document;
    state.route.at.as_ref().filter(|_| is_document).map(|id| ["[data-place=\"", id, "\"]"].concat())
}

/// What gets the focus after a change of view.
fn focused_after(state: &State) -> Option<String> {
    let opens = state.route.clause.is_some() || state.route.document.is_some();
    match state.step {
        HistoryStep::Push if state.route.at.is_some() => place_of(state),
        HistoryStep::Push if opens => Some(".policy-lookup__view-title".to_owned()),
        HistoryStep::Arrive | HistoryStep::Replace => {
            state.last_clause.as_ref().map(|id| ["[data-clause=\"", id, "\"]"].concat())
        }
        _ => None,
    }
}

/// How the page is scrolled: ours freely, somebody else's as little as can be.
pub fn scroll_page(surface: Surface) -> impl Fn(&Element, f64) {
    move |root, scroll| {
        if scroll > 0.0 || surface != Surface::Embedded {
            window().scroll_to_with_x_and_y(0.0, scroll);
        } else if root.get_bounding_client_rect().top() < 0.0 {
            // The page is not ours: move it only as far as the reader needs.
            root.scroll_into_view();
        }
    }
}
