//! The hash by which a file is known: in `manifest.json`, in names, in what is kept between two builds.

use sha2::{Digest, Sha256};

/// In lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}
