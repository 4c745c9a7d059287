//! `policy-index keygen`, `sign` and `verify`.

use std::path::Path;

use policy_index::error::Result;
use policy_index::sign;

use super::say;

/// Makes a key pair.
///
/// # Errors
/// `Unwritable`.
pub fn keygen(key: &Path) -> Result<()> {
    let public = sign::new_keys(key)?;
    say!("wrote {} (secret, without a password: keep it safe) and {}", key.display(), public.display());
    Ok(())
}

/// Signs a folder.
///
/// # Errors
/// `MissingFile`, `Signature`, `Unwritable`.
pub fn sign(dir: &Path, key: &Path) -> Result<()> {
    let num_files = sign::sign(dir, key)?;
    say!("signed {}: {num_files} files", dir.display());
    Ok(())
}

/// Checks a folder.
///
/// # Errors
/// `MissingFile`, `Signature`.
pub fn verify(dir: &Path, key: &Path) -> Result<()> {
    let num_files = sign::verify(dir, key)?;
    say!("{}: the signature and all {num_files} files are right", dir.display());
    Ok(())
}
