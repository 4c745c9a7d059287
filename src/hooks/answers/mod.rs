//! What is there to show for the route: its answer, its marks, out of one file or out of a library?

mod use_answer;
mod use_found;
#[cfg(feature = "library")]
mod use_library;
mod use_marks;

pub use use_answer::use_answer;
pub use use_found::use_found;
#[cfg(feature = "library")]
pub use use_library::use_library_suggestions;
pub use use_marks::{use_document_marks, use_marks};
