//! Something was typed or tapped, what changes? Here is a link, what does it show? Pure: no DOM, no clock, no index.
//!
//! - `instance` · Everything one instance knows, and what each action makes of it.
//! - `action` · What can happen.
//! - `route` · Here is a link, what does it show? And the other way round.
//! - `history` · Where does Back lead?
//! - `config` · Where is the widget: on our page, in somebody else's, at a kiosk? `kiosk_settings` is what a hall adds.
//! - `width` · How much room is there?
//! - `lang` · Which languages are there?
//! - `load_error` · Why is there no index?
//! - `handover` · What was the reader doing on the page before the program came?

mod action;
mod config;
mod handover;
mod history;
mod instance;
#[cfg(feature = "kiosk")]
mod kiosk_settings;
mod lang;
mod load_error;
mod route;
mod width;

pub use action::Action;
pub use config::{Config, Mode, Surface, Theme};
pub use handover::Handover;
pub use history::{HistoryEntry, HistoryStep};
pub use instance::{NUM_SIZES, PAGE_SIZE, State};
#[cfg(feature = "kiosk")]
pub use kiosk_settings::KioskSettings;
pub use lang::{LANGS, Lang};
pub use load_error::{ErrorCode, LoadError};
pub use route::{ALL_COLLECTIONS, Route, View};
pub use width::Width;
