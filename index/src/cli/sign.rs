//! `policy-index keygen`, `key-id`, `sign` and `verify`.

use std::path::Path;

use crate::error::{IndexError, Kind, Result};
use crate::signing::signature;

use super::say::say;

/// Makes a key pair.
///
/// # Errors
/// `Unwritable`.
pub fn keygen(key: &Path) -> Result<()> {
    let public = signature::new_keys(key)?;
    say!("wrote {} (secret, without a password: keep it safe) and {}", key.display(), public.display());
    say!("key id: {}", signature::key_id(&public)?);
    Ok(())
}

/// Prints the id of a public key.
///
/// # Errors
/// `Signature`.
pub fn key_id(key: &Path) -> Result<()> {
    say!("{}", signature::key_id(key)?);
    Ok(())
}

/// Signs a folder.
///
/// # Errors
/// `MissingFile`, `Signature`, `Unwritable`.
pub fn sign(dir: &Path, key: &Path) -> Result<()> {
    let signed = signature::sign(dir, key)?;
    say!("signed {}: {} files", dir.display(), signed.num_files);
    Ok(())
}

/// Checks a folder, and that it was made after `newer_than`, which is checked
/// too.
///
/// # Errors
/// `MissingFile`, `Signature`.
pub fn verify(dir: &Path, key: &Path, newer_than: Option<&Path>) -> Result<()> {
    let signed = signature::verify(dir, key)?;
    if let Some(other_dir) = newer_than {
        let other = signature::verify(other_dir, key)?;
        if !signed.is_newer_than(&other) {
            let message = format!(
                "{}: made {}, is not newer than {}, made {}",
                dir.display(),
                signed.date,
                other_dir.display(),
                other.date
            );
            return IndexError::new(Kind::Signature, message, "this content is already installed, or older").fail();
        }
    }
    say!(
        "{}: the signature and all {} files are right (version {}, made {}, key {})",
        dir.display(),
        signed.num_files,
        signed.version,
        signed.date,
        signature::key_id(key)?
    );
    Ok(())
}
