//! Signed kiosk folders: `manifest.json` names the SHA-256 of every file, and a
//! minisign signature vouches for `manifest.json`. The `minisign` program reads
//! the same keys and signatures.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use minisign::{KeyPair, PublicKey, SecretKey, SignatureBox};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::error::{IndexError, Kind, Result};

/// The signed file.
const MANIFEST: &str = "manifest.json";

#[derive(Deserialize)]
struct Manifest {
    files: Vec<ManifestFile>,
}

#[derive(Deserialize)]
struct ManifestFile {
    path: String,
    sha256: String,
}

/// Signs `dir/manifest.json` after comparing every file with it; returns the
/// number of files.
///
/// # Errors
/// `MissingFile`, `Signature` if a file differs or the key is not usable.
pub fn sign(dir: &Path, key: &Path) -> Result<usize> {
    let num_files = compare_files(dir)?;
    let secret = secret_key(key)?;
    let manifest = open(&dir.join(MANIFEST))?;
    let comment = "kiosk folder; every file is named in manifest.json";
    let signature =
        minisign::sign(None, &secret, manifest, Some(comment), None).map_err(|error| unusable(key, &error))?;
    write(&signature_path(dir), &signature.into_string())?;
    Ok(num_files)
}

/// Checks the signature of `dir/manifest.json` and every file named in it;
/// returns the number of files.
///
/// # Errors
/// `MissingFile`, `Signature` if anything is not as it was signed.
pub fn verify(dir: &Path, key: &Path) -> Result<usize> {
    let public = PublicKey::from_file(key).map_err(|error| unusable(key, &error))?;
    let path = signature_path(dir);
    let signature = SignatureBox::from_file(&path).map_err(|error| {
        let help = "sign the folder first: policy-index sign DIR --key FILE";
        Box::new(IndexError::new(Kind::Signature, format!("{}: {error}", path.display()), help))
    })?;
    let manifest = open(&dir.join(MANIFEST))?;
    minisign::verify(&public, &signature, manifest, true, false, false).map_err(|error| {
        let help = "the folder was changed after it was signed, or signed with another key; make it again";
        Box::new(IndexError::new(Kind::Signature, format!("{}: {error}", dir.join(MANIFEST).display()), help))
    })?;
    compare_files(dir)
}

/// Writes a new key pair: the secret key to `key` and the public one beside
/// it with `.pub` added. The secret key has no password; keep its file safe.
///
/// # Errors
/// `Unwritable`, also if there is a key already.
pub fn new_keys(key: &Path) -> Result<PathBuf> {
    if key.exists() {
        let message = format!("{}: there is a key already", key.display());
        return IndexError::new(Kind::Unwritable, message, "choose another name; a key is never overwritten").fail();
    }
    let KeyPair { pk, sk } = KeyPair::generate_unencrypted_keypair().map_err(|error| unusable(key, &error))?;
    let secret = sk.to_box(None).map_err(|error| unusable(key, &error))?;
    let public = pk.to_box().map_err(|error| unusable(key, &error))?;
    let mut public_path = key.as_os_str().to_owned();
    public_path.push(".pub");
    let public_path = PathBuf::from(public_path);
    write(key, &secret.into_string())?;
    write(&public_path, &public.into_string())?;
    Ok(public_path)
}

/// A key with a password takes it from the environment: a prompt would stop
/// an unattended build.
fn secret_key(path: &Path) -> Result<SecretKey> {
    let text = fs::read_to_string(path).map_err(|error| missing(path, &error))?;
    if let Ok(secret) = SecretKey::from_unencrypted_box(text.clone().into()) {
        return Ok(secret);
    }
    let password = std::env::var("MINISIGN_PASSWORD").unwrap_or_default();
    SecretKey::from_box(text.into(), Some(password)).map_err(|error| unusable(path, &error))
}

fn signature_path(dir: &Path) -> PathBuf {
    dir.join(format!("{MANIFEST}.minisig"))
}

fn compare_files(dir: &Path) -> Result<usize> {
    let path = dir.join(MANIFEST);
    let bytes = read(&path)?;
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|error| {
        let help = "make the folder with cargo xtask build or cargo xtask kiosk";
        Box::new(IndexError::new(Kind::Signature, format!("{}: {error}", path.display()), help))
    })?;
    for file in &manifest.files {
        let path = dir.join(&file.path);
        if !hex_sha256(&read(&path)?).eq_ignore_ascii_case(&file.sha256) {
            let message = format!("{}: is not the file named in {MANIFEST}", path.display());
            return IndexError::new(Kind::Signature, message, "make the folder again from the release").fail();
        }
    }
    Ok(manifest.files.len())
}

fn hex_sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| missing(path, &error))
}

fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(|error| missing(path, &error))
}

fn missing(path: &Path, error: &std::io::Error) -> Box<IndexError> {
    let message = format!("{}: cannot be read: {error}", path.display());
    Box::new(IndexError::new(Kind::MissingFile, message, "give the folder that cargo xtask build or kiosk made"))
}

/// Writes a file, all of it or an error.
///
/// # Errors
/// `Unwritable`.
pub fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|error| {
        let message = format!("{}: cannot be written: {error}", path.display());
        Box::new(IndexError::new(Kind::Unwritable, message, "check that the folder exists and is not read-only"))
    })
}

fn unusable(key: &Path, error: &minisign::PError) -> Box<IndexError> {
    let help = "sign with the secret key, verify with the .pub beside it; \
                a key with a password needs the password in MINISIGN_PASSWORD";
    Box::new(IndexError::new(Kind::Signature, format!("{}: {error}", key.display()), help))
}
