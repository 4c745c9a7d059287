//! What can JavaScript call? Each file with a feature is in a wasm of its own.
//!
//! - `widget` · Puts an instance into a page (`boot.js`, `widget.js`).
//! - `kiosk` · Puts a kiosk into a page (`kiosk-mode.js`, `kiosk.js`).
//! - `policy_index` · The search without the interface (`PolicyIndex` in `embed.js`).
//! - [`js_error`] · How does a call fail?

pub mod js_error;
#[cfg(feature = "kiosk")]
pub mod kiosk;
#[cfg(feature = "api")]
pub mod policy_index;
#[cfg(feature = "widget")]
pub mod widget;
