//! What can JavaScript call? Each file with a feature is in a wasm of its own.
//!
//! - `widget` · Puts an instance into a page (`boot.js`, `widget.js`).
//! - `kiosk` · Puts a kiosk into a page (`kiosk-mode.js`, `kiosk.js`).
//! - `policy_index` · The search without the interface (`PolicyIndex` in `embed.js`).
//! - `policy_library` · The same over a library of many files (`PolicyLibrary`); in the wasm of `policy_index`.
//! - `library_engine` · A library and its files, for scripts and for `widget`; the latter in a wasm of its own.
//! - [`js_error`] · How does a call fail?
//! - `today` · Which day is it?

pub mod js_error;
#[cfg(feature = "kiosk")]
pub mod kiosk;
#[cfg(feature = "library-engine")]
pub mod library_engine;
#[cfg(feature = "api")]
pub mod policy_index;
#[cfg(feature = "api")]
pub mod policy_library;
#[cfg(any(feature = "api", feature = "widget"))]
mod today;
#[cfg(feature = "widget")]
pub mod widget;
