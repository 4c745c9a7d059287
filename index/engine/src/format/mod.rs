//! How does an index lie in its file? Bytes in, plain data out, and back.

pub(crate) mod automaton;
pub(crate) mod budget;
pub(crate) mod codec;
pub mod error;
pub(crate) mod latent;
pub mod layout;
#[cfg(feature = "write")]
pub mod learned;
pub(crate) mod readings;
#[cfg(feature = "write")]
pub(crate) mod section_writer;
pub(crate) mod sections;
#[cfg(feature = "write")]
pub(crate) mod string_table;
#[cfg(feature = "write")]
pub(crate) mod writer;
