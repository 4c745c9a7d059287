//! Brotli as web servers send it. Results are kept by the hash of the input in `target/brotli`: the size table, the
//! server and the tests ask for the same files again and again.

use crate::tools::hash::sha256;
use crate::tools::paths;
use std::io::Write;

const MAX_QUALITY: u32 = 11;
const WINDOW_BITS: u32 = 22;

/// The compressed form, at the best quality.
///
/// # Errors
/// When the kept copy can be neither read nor written.
pub fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let folder = paths::root().join("target/brotli");
    let kept = folder.join(sha256(bytes));
    if let Ok(compressed) = std::fs::read(&kept) {
        return Ok(compressed);
    }
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, MAX_QUALITY, WINDOW_BITS);
    writer.write_all(bytes)?;
    let compressed = writer.into_inner();
    std::fs::create_dir_all(&folder)?;
    // Under another name first: somebody else may be reading.
    let fresh = folder.join(format!("{}.{}", sha256(bytes), std::process::id()));
    std::fs::write(&fresh, &compressed)?;
    std::fs::rename(&fresh, &kept)?;
    Ok(compressed)
}

/// Whether a server compresses files of this name. Pictures are compressed already.
pub fn is_compressible(name: &str) -> bool {
    const EXTENSIONS: &[&str] = &["css", "html", "idx", "js", "json", "svg", "ts", "wasm", "webmanifest"];
    name.rsplit_once('.').is_some_and(|(_, extension)| EXTENSIONS.contains(&extension))
}
