//! A library on an object store: everything first, the root last. Whoever reads meanwhile, and whatever is cut off in
//! between, finds the release before or this one, whole.
//!
//! - `plan` · Which files go up, which may go away?
//! - `upload` · How do they get there?
//! - `target` · Which store does an address mean?

mod plan;
mod target;
mod upload;

pub use target::Target;
pub use upload::{Options, Published, publish};
