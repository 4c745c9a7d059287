//! The kiosk of a service hall: touch only, no network, shared by strangers, many of them old or disabled.
//!
//! - `state` · Something was touched, what changes? Pure; looking things up is left to [`crate::state`].
//! - `candidates` · Here are letters, which words of the index are meant? Pure.
//! - [`KioskApp`] · The root: attract screen, or one visit.
//! - `visit`, `start`, `answers`, `desk`, `dock`, `about`, `warning` · What a visitor sees, top to bottom.
//! - `hooks` · Idle time, the locked door, scrolling.
//!
//! Left to others: restarting after a crash (the scripts in `www/kiosk` call `KioskHandle::reset` or load the page
//! anew), signed content and starting the browser (`cargo xtask kiosk`).
//!
//! Invariants: the address never changes and nothing is stored, so that there is nothing to forget but the memory of one
//! [`VisitView`], and that is dropped whole. Every control is a button; nothing leads out of the page.

mod about;
mod answers;
mod attract;
mod candidates;
mod desk;
mod dock;
mod hooks;
mod keyboard;
mod kiosk_app;
mod start;
mod state;
mod visit;
mod warning;

pub use candidates::{Candidate, candidates};
pub use kiosk_app::{KioskApp, KioskProps};
pub use state::{Kiosk, Touch, Visit};
pub use visit::{VisitProps, VisitView};
