//! What do all commands share? How a line and an error look, and which index file is read.

pub(super) mod open_index;
pub(super) mod report;
pub(super) mod say;
