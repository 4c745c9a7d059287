//! What happens while somebody puts a question: in the box, by an input method; what is offered, and what is
//! remembered of questions before?

mod use_box;
mod use_composition;
mod use_recent;
mod use_suggestions;

pub use use_box::use_box;
pub use use_composition::use_composition;
pub use use_recent::{Recent, use_recent};
pub use use_suggestions::use_suggestions;
