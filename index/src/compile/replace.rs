//! Replacing a published file so that a failure leaves the old one whole.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes bytes beside `out`, and renames once they are on the disk.
///
/// # Errors
/// Whatever the file system says; then `out` is as before.
pub fn replace(out: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = out.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".policies-").suffix(".part");
    // A temporary file is its owner's alone; this one is published, as far as the umask lets it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut part = builder.tempfile_in(folder)?;
    part.write_all(bytes)?;
    part.as_file().sync_all()?;
    part.persist(out)?;
    Ok(())
}
