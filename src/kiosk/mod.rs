//! The kiosk of a service hall: touch only, no network, shared by strangers, many of them old or disabled.
//!
//! - `state` · Something was touched, what changes? Pure; looking things up is left to [`crate::state`].
//! - `candidates` · Here are letters, which words of the index are meant? Pure.
//! - [`KioskApp`] · The root: attract screen, or one visit.
//! - `visit` · What a visitor sees: `start_screen`, `results_screen` or `about_screen`; `input_panel`, `nav_bar`,
//!   `warning`.
//! - `hooks` · Idle time, no way out.
//!
//! Left to others: restarting after a crash (the scripts in `www/kiosk` call `KioskHandle::reset` or load the page
//! anew), signed content and starting the browser (`cargo xtask kiosk`).
//!
//! Invariants: the address never changes and nothing is stored. All that is known of a visitor is in one [`Visit`] and
//! one [`VisitView`], and both are dropped at its end. Every control is a button; nothing leads out of the page.

mod about_screen;
mod attract_screen;
mod candidates;
mod hooks;
mod input_panel;
mod keyboard;
mod kiosk_app;
mod nav_bar;
mod results_screen;
mod start_screen;
mod state;
mod visit;
mod warning;

pub use candidates::{Candidate, candidates};
pub use kiosk_app::{KioskApp, KioskProps};
pub use state::{Kiosk, Touch, Visit};
pub use visit::{VisitProps, VisitView};
