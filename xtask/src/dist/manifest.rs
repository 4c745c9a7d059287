//! `manifest.json`, and the lines a webmaster copies.

use super::names::{Names, Release};
use super::site::Site;
use crate::tools::hash::sha256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use sha2::{Digest, Sha384};

pub const NAME: &str = "manifest.json";

/// Version, where each plain name went, and path, hash and length of every file.
pub fn manifest(site: &Site, names: &Names, release: &Release) -> Value {
    json!({
        "version": release.version,
        "data_version": release.data_version,
        "names": names,
        "files": files(site),
    })
}

/// Path, hash and length of every file.
pub fn files(site: &Site) -> Vec<Value> {
    let file = |(path, bytes): (&str, &[u8])| json!({ "path": path, "sha256": sha256(bytes), "bytes": bytes.len() });
    site.files().map(file).collect()
}

/// The two lines for embedding: the path that stays, without a hash, because it changes with each upgrade; and the
/// path of this version, with one.
pub fn embed_lines(site: &Site, release: &Release) -> String {
    let Some(script) = site.get("embed.js") else {
        return String::new();
    };
    let hash = BASE64.encode(Sha384::digest(script));
    let versioned = format!("v/{}/embed.js", release.version);
    format!(
        "always the newest:  <script type=\"module\" src=\"embed.js\"></script>\n\
         this version only:  <script type=\"module\" src=\"{versioned}\" integrity=\"sha384-{hash}\" \
         crossorigin=\"anonymous\"></script>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_every_file_with_its_hash() {
        let mut site = Site::default();
        site.insert("embed.js", b"1".to_vec());
        let release = Release { version: "1.2.3".into(), data_version: "d".into() };
        let manifest = manifest(&site, &Names::new(), &release);
        assert_eq!(manifest["files"][0]["path"], "embed.js");
        assert_eq!(manifest["files"][0]["bytes"], 1);
        // printf 1 | sha256sum
        let expected = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";
        assert_eq!(manifest["files"][0]["sha256"], expected);
        // printf 1 | openssl dgst -sha384 -binary | base64
        let lines = embed_lines(&site, &release);
        let integrity = "sha384-R/BdNnsMMuQ4+2Pmz0pfNcKqL5DcdUP4pBoPlc6KQKMTq1zzYTSiBoxMlpy1Dbd2";
        assert!(lines.contains(&format!("src=\"v/1.2.3/embed.js\" integrity=\"{integrity}\"")), "{lines}");
    }
}
