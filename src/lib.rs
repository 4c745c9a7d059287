//! The front end of policy-lookup: what a citizen sees and touches.
//!
//! Reading order, each heading a question:
//!
//! - [`state`] · Something was typed or tapped, what changes? Here is a link, what does it show? Pure.
//! - [`i18n`] · What does the interface say? One file per language.
//! - [`late`] · What may be called only once the late part of the program is here?
//! - [`lookup`] · Here is a route, what does the index say to it? Here are bytes, are they an index?
//! - [`app`] · The root: state above, view below.
//! - [`views`] · What does a route show?
//! - [`components`] · Here is something to show, how does it look? Props in, `Html` out.
//! - [`qr`] · Here is a link, how does it become a picture that a camera reads?
//! - [`dom`] · How does something get onto the page, and what can the browser do?
//! - [`hooks`] · What happens around a view: history, announcements, composition, storage.
//! - `kiosk` (a feature: it has a wasm of its own) · The same for a touch screen in a service hall, which forgets every
//!   visitor.
//! - [`bindings`] · What JavaScript can call.
//!
//! Left to others: finding and citing clauses (`policy-engine`), compiling the index (`policy-index`), fetching files
//! (`www/shared/loader.js`; `boot.js` and `widget.js` show progress and failure before any wasm runs).
//!
//! Direction: `state` and `late` import no other room; `i18n`, `dom` and `lookup` import them; then come `hooks`, `components`, `views`
//! and, on top, `app`, `kiosk` and `bindings`. No files import each other in a circle.
//!
//! Invariants: only [`dom`], the hooks, [`bindings`] and event handlers touch `web_sys`. A view does not search. Clause text only
//! ever becomes text nodes. Only a page or the kiosk, or an element that asked for it, touches `location` and history.

pub mod app;
pub mod bindings;
pub mod components;
pub mod dom;
pub mod hooks;
pub mod i18n;
#[cfg(feature = "kiosk")]
pub mod kiosk;
pub mod late;
pub mod lookup;
pub mod qr;
pub mod state;
pub mod views;

/// An allocator half as large as the standard library's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
