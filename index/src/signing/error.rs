//! What can be wrong with keys, signatures and the folder they are for.

use std::fmt::Display;
use std::path::Path;

use crate::error::{IndexError, Kind};

pub(super) fn missing(path: &Path, error: &impl Display) -> Box<IndexError> {
    let message = format!("{}: cannot be read: {error}", path.display());
    Box::new(IndexError::new(Kind::MissingFile, message, "give the folder that cargo xtask kiosk made"))
}

pub(super) fn refused(message: String, help: &str) -> Box<IndexError> {
    Box::new(IndexError::new(Kind::Signature, message, help))
}

pub(super) fn unwritable(path: &Path, error: &std::io::Error, help: &str) -> Box<IndexError> {
    Box::new(IndexError::new(Kind::Unwritable, format!("{}: cannot be written: {error}", path.display()), help))
}

pub(super) fn unusable(key: &Path, error: &minisign::PError) -> Box<IndexError> {
    let help = "sign with the secret key, verify with the .pub beside it; \
                a key with a password needs the password in MINISIGN_PASSWORD";
    Box::new(IndexError::new(Kind::Signature, format!("{}: {error}", key.display()), help))
}
