//! What is added to a clause that its document does not print?
//!
//! - `plain_notes`: 便民说明, bound to the text they explain by its hash

pub mod plain_notes;
