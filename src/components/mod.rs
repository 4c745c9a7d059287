//! Props in, `Html` out. What a component needs to know of the world comes as props; what happens in it goes out as an
//! [`Action`](crate::state::Action). Small pieces without state of their own are plain functions.

mod clause_actions;
mod clause_view;
mod collection_tiles;
mod document_view;
mod facet_list;
mod frame;
mod hit_item;
mod hit_list;
mod icon;
mod link;
pub mod markup;
mod notice;
mod offers;
mod plain_note;
mod qr;
mod results;
mod search_box;
mod section_list;
mod snippet;
mod start;
mod toolbar;
mod validity;
mod view;

pub use clause_view::clause_view;
pub use document_view::document_view;
pub use frame::{footer, masthead};
pub use hit_list::hit_list;
pub use notice::{failure, loading};
pub use offers::{Offer, offers};
pub use results::results;
pub use search_box::{BoxProps, search_box};
pub use start::start;
pub use toolbar::headline;
pub use view::ViewProps;

// Pieces the kiosk arranges in its own way.
#[cfg(feature = "kiosk")]
pub(crate) use {
    collection_tiles::document_behind,
    icon::{BACK, CLOSE, DOWN, NEXT, SEARCH, icon},
    start::examples,
    toolbar::readings,
    validity::validity_line,
};
