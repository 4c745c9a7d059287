//! The front end of policy-lookup: what a citizen sees and touches.
//!
//! Reading order, each heading a question:
//!
//! - [`config`] · Where do I stand: a page, somebody else's site, the kiosk in the hall?
//! - [`route`] · Here is a link, what does it show? And the other way round.
//! - [`state`] · Something was typed or tapped, what changes? Pure: no DOM, no clock.
//! - [`answer`] · Here is a route, what does the index say to it? Pure.
//! - [`cite`] · How is this clause quoted? Pure.
//! - [`qr`] · Here is a link, which modules are dark? Pure.
//! - [`text`] · Every visible word, one file per language.
//! - [`load`] · Here are bytes, are they an index? One index in memory, however many widgets.
//! - [`app`] · The root: state above, view below.
//! - [`components`] · Props in, `Html` out.
//! - `kiosk` (a feature: it has a wasm of its own) · The same for a touch screen in a service hall, which forgets every visitor.
//! - [`hooks`] · What touches the browser: history, announcements, composition, storage.
//! - `api` and `exports` (features: each has a wasm of its own) · What JavaScript can call; [`failure`] is how it fails.
//!
//! Left to others: finding clauses (`policy-engine`), compiling the index (`policy-index`), fetching files
//! (`www/shared/loader.js`; `boot.js` and `widget.js` show progress and failure before any wasm runs).
//!
//! Invariants: only [`hooks`], `exports`, `api`, [`failure`] and event handlers touch `web_sys`. Clause text only ever becomes
//! text nodes. Only a page or the kiosk, or an element that asked for it, touches `location` and history.

pub mod answer;
#[cfg(feature = "api")]
pub mod api;
pub mod app;
pub mod cite;
pub mod components;
pub mod config;
#[cfg(feature = "widget")]
pub mod exports;
pub mod failure;
pub mod hooks;
#[cfg(feature = "kiosk")]
pub mod kiosk;
pub mod load;
pub mod qr;
pub mod route;
pub mod state;
pub mod text;

/// Half the wasm of the standard library's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
