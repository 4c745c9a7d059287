//! Here is something to show, how does it look? Props in, `Html` out. A component reads nothing but its props, and answers
//! with an [`Action`](crate::state::Action). Small pieces without state of their own are plain functions. Whole views
//! are in [`crate::views`].

mod busy_line;
mod clause_actions;
mod collection_tiles;
mod data_line;
mod facet_list;
mod hit_item;
mod hit_list;
mod plain_note;
mod search_box;
mod section_list;
mod snippet;
mod suggestion_line;
mod toolbar;
mod validity;
mod view_context;

pub use busy_line::busy_line;
pub use clause_actions::{clause_actions, qr_figure};
pub use collection_tiles::collection_tiles;
pub use data_line::data_line;
pub use facet_list::facet_list;
pub use hit_list::hit_list;
pub use plain_note::plain_note;
pub use search_box::{BoxProps, search_box};
pub use section_list::{neighbour_links, section_list};
pub use snippet::marked;
pub use toolbar::{also_searched_line, count, filters_set, headline, readings, shared_validity_line, tools};
pub use validity::{related_line, validity_line};
pub use view_context::ViewProps;
