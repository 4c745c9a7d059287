//! What do all commands share? How a line and an error look, and which index file is read.

pub mod open_index;
pub mod report;
pub mod say;
