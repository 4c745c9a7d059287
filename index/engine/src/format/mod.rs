//! How does an index lie in its file? Bytes in, plain data out, and back.

pub(crate) mod automaton;
pub(crate) mod codec;
pub mod error;
pub(crate) mod latent;
pub mod layout;
pub(crate) mod readings;
pub(crate) mod section_writer;
pub(crate) mod sections;
pub(crate) mod string_table;
pub(crate) mod writer;
