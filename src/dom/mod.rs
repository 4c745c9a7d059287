//! How does something get onto the page, and what can the browser do?
//!
//! - [`element`] · Elements, built by calls.
//! - `icon` · One path each.
//! - `frame` · What may wait until the reader sees what they did.
//! - `link` · A real address for the browser, an action for a tap.
//! - `browser` · Small calls that may be missing or refused: storage, focus, sharing, copying.

pub mod browser;
pub mod element;
pub(crate) mod frame;
pub(crate) mod icon;
pub mod link;
