//! In which order does everything become one index file?
//!
//! - `build`: from the folders of editors to a corpus the engine can encode

pub mod build;
