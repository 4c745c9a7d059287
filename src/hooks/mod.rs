//! What happens around a view: in history, focus, storage, voice? Every hook cleans up after itself when its component
//! is removed. No effect runs while the page is prerendered.

mod answers;
mod typing;
mod use_announcer;
mod use_config;
mod use_events;
mod use_global_key;
mod use_haste;
mod use_navigation;
mod use_place;
mod use_preferences;
mod use_sheet_focus;
mod use_title;
mod use_view;
mod use_voice;
mod use_width;

pub use answers::{use_answer, use_document_marks, use_found, use_marks};
pub use typing::{Recent, use_box, use_composition, use_recent, use_suggestions};
pub use use_announcer::{OFFERS, use_announcer};
pub use use_config::use_config;
pub use use_events::{HostEvent, use_events, use_filter_event};
pub use use_global_key::use_global_key;
pub use use_haste::{Haste, use_haste};
pub use use_navigation::{linked_route, use_navigation};
pub use use_place::{use_place, use_print_date};
pub use use_preferences::{kept_choices, use_preferences};
pub use use_sheet_focus::{on_sheet_key, use_sheet_focus};
pub use use_title::{title_of, use_title};
pub use use_view::{scroll_page, use_view};
pub use use_voice::{Voice, use_voice};
pub use use_width::use_width;
