//! Here is a link, how does it become a picture that a camera reads?
//!
//! - `encoder` · Which modules are dark? Pure.
//! - `view` · The picture, as SVG nodes.

mod encoder;
mod view;

pub use encoder::{QrCode, encode};
pub use view::qr;
