//! `policy-index keygen`, `key-id`, `sign` and `verify`.

use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::error::Result;
use crate::signing::signature;

use super::terminal::say::say;

/// Makes a key pair.
///
/// # Errors
/// `Unwritable`.
pub(super) fn keygen(key: &Path) -> Result<()> {
    let public = signature::new_keys(key)?;
    say!("wrote {} (secret, without a password: keep it safe) and {}", key.display(), public.display());
    say!("key id: {}", signature::key_id(&public)?);
    Ok(())
}

/// Prints the id of a public key.
///
/// # Errors
/// `Signature`.
pub(super) fn key_id(key: &Path) -> Result<()> {
    say!("{}", signature::key_id(key)?);
    Ok(())
}

/// Signs a folder; one that says it was made in the future only by `force`.
///
/// # Errors
/// `MissingFile`, `Signature`, `Unwritable`.
pub(super) fn sign(dir: &Path, key: &Path, force: bool) -> Result<()> {
    let latest = SystemTime::now() + Duration::from_secs(24 * 3_600);
    let signed = signature::sign(dir, key, if force { None } else { Some(latest) })?;
    say!("signed {}: {} files", dir.display(), signed.num_files);
    Ok(())
}

/// Signs a public key with the one before it.
///
/// # Errors
/// `MissingFile`, `Signature`, `Unwritable`.
pub(super) fn sign_key(new: &Path, key: &Path) -> Result<()> {
    let path = signature::sign_key(new, key)?;
    say!("wrote {}: halls with the old key take {}", path.display(), signature::key_id(new)?);
    Ok(())
}

/// Checks that one key vouches for another.
///
/// # Errors
/// `MissingFile`, `Signature`.
pub(super) fn verify_key(new: &Path, key: &Path) -> Result<()> {
    signature::verify_key(new, key)?;
    say!("{}: key {} is signed with key {}", new.display(), signature::key_id(new)?, signature::key_id(key)?);
    Ok(())
}

/// Checks a folder, and that it was made after `newer_than`, which is checked
/// too.
///
/// # Errors
/// `MissingFile`, `Signature`.
pub(super) fn verify(dir: &Path, key: &Path, newer_than: Option<&Path>) -> Result<()> {
    let (signed, other) = signature::verify_newer(dir, key, newer_than)?;
    if let (Some(other), Some(other_dir)) = (other, newer_than) {
        say!("{}: made {}; {}: made {}", dir.display(), signed.date, other_dir.display(), other.date);
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
