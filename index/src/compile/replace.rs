//! Replacing a published file so that a failure leaves the old one whole.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes bytes beside `out`, and renames once they are on the disk.
///
/// # Errors
/// Whatever the file system says; also when something is at `out` that is no
/// plain file: a link would be replaced where its owner means what it leads to.
/// Then `out` is as before.
pub fn replace(out: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(out).is_ok_and(|it| !it.is_file()) {
        return Err(io::Error::other("there is something at this name that is no plain file"));
    }
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
    sync(folder);
    Ok(())
}

/// The name too must be on the disk. Not every system has folders that can be
/// opened; there the name follows when it likes.
fn sync(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_stays() {
        let dir = tempfile::tempdir().unwrap();
        let (link, target) = (dir.path().join("link"), dir.path().join("target"));
        fs::write(&target, "kept").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        for path in [&link, dir.path()] {
            assert!(replace(path, b"new").is_err(), "{}", path.display());
        }
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&target).unwrap(), b"kept");
        replace(&target, b"new").unwrap();
        assert_eq!((fs::read(&target).unwrap(), fs::read_dir(dir.path()).unwrap().count()), (b"new".to_vec(), 2));
    }
}
