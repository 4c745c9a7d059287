//! Is this kiosk folder the one we signed?
//!
//! - `folder`: are the files those that the manifest names?
//! - `signature`: keys and signatures, as `minisign` has them

mod error;
pub(crate) mod folder;
pub mod signature;
