//! Signed kiosk folders: `manifest.json` names the SHA-256 of every file, and a
//! minisign signature vouches for `manifest.json`. The `minisign` program reads
//! the same keys and signatures.

use std::fs::{self, OpenOptions};
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use minisign::{KeyPair, PublicKey, SecretKey, SignatureBox};

use super::error::{missing, refused, unusable, unwritable};
use super::folder::{MANIFEST, Manifest, SIGNATURE, open_plain, read_manifest};
use crate::clock::moment;
use crate::compile::replace::replace;
use crate::error::Result;

/// A signature has some 300 bytes.
const MAX_SIGNATURE_BYTES: u64 = 16 << 10;

/// A folder whose files are those that were signed.
pub struct Signed {
    /// Without manifest and signature.
    pub num_files: usize,
    /// Version of the program, as the manifest has it.
    pub version: String,
    /// When the folder was made; empty if the manifest does not say.
    pub date: String,
}

impl Signed {
    /// Whether it was made after the other one. A folder without a date is
    /// never newer.
    pub fn is_newer_than(&self, other: &Signed) -> bool {
        self.date > other.date
    }
}

/// Signs `dir/manifest.json` after comparing every file with it. `latest`: a
/// folder made after it is refused, because halls would take nothing older from
/// then on.
///
/// # Errors
/// `MissingFile`, `Unwritable`, `Signature` if a file differs, is not named in
/// the manifest or is no file, or if the key is not usable.
pub fn sign(dir: &Path, key: &Path, latest: Option<SystemTime>) -> Result<Signed> {
    let bytes = read_manifest(dir)?;
    let signed = compare(dir, &bytes)?;
    if let Some(latest) = latest.map(moment).filter(|it| *it < signed.date) {
        let message = format!("{}: was made {}, which is in the future", dir.join(MANIFEST).display(), signed.date);
        let help = format!("set the clock and make the folder again; --force signs dates after {latest} too");
        return Err(refused(message, &help));
    }
    let secret = secret_key(key)?;
    // Signed too, and shown by `minisign -V`.
    let comment = format!("policy-lookup kiosk {} {}", signed.version, signed.date);
    let signature = minisign::sign(None, &secret, Cursor::new(bytes), Some(comment.trim_end()), None)
        .map_err(|error| unusable(key, &error))?;
    write(&dir.join(SIGNATURE), &signature.into_string())?;
    Ok(signed)
}

/// Checks the signature of `dir/manifest.json`, and that the folder holds the
/// files it names and nothing else.
///
/// # Errors
/// `MissingFile`, `Signature` if anything is not as it was signed.
pub fn verify(dir: &Path, key: &Path) -> Result<Signed> {
    let public = public_key(key)?;
    let signature = read_signature(&dir.join(SIGNATURE))?;
    let bytes = read_manifest(dir)?;
    minisign::verify(&public, &signature, Cursor::new(&bytes), true, false, false).map_err(|error| {
        let help = "the folder was changed after it was signed, or signed with another key; make it again";
        refused(format!("{}: {error}", dir.join(MANIFEST).display()), help)
    })?;
    compare(dir, &bytes)
}

/// As [`verify`], and that the folder was made after `other`, which is checked
/// too; returns both.
///
/// # Errors
/// `MissingFile`, `Signature`; both dates are in the message when it is not
/// newer.
pub fn verify_newer(dir: &Path, key: &Path, other: Option<&Path>) -> Result<(Signed, Option<Signed>)> {
    let signed = verify(dir, key)?;
    let Some(other_dir) = other else { return Ok((signed, None)) };
    let other = verify(other_dir, key)?;
    if signed.is_newer_than(&other) {
        return Ok((signed, Some(other)));
    }
    let (name, other_name) = (dir.display(), other_dir.display());
    let message = format!("{name}: made {}, is not newer than {other_name}, made {}", signed.date, other.date);
    Err(refused(message, "this content is already installed, or older"))
}

/// Signs another public key, for halls that have this one: `NAME.pub.minisig`
/// beside it.
///
/// # Errors
/// `MissingFile`, `Unwritable`, `Signature` if one of the keys is not usable.
pub fn sign_key(new: &Path, key: &Path) -> Result<PathBuf> {
    let id = key_id(new)?;
    let text = read_text(new, MAX_SIGNATURE_BYTES)?;
    let comment = format!("policy-lookup kiosk key {id}");
    let signature = minisign::sign(None, &secret_key(key)?, Cursor::new(text), Some(&comment), None)
        .map_err(|error| unusable(key, &error))?;
    let path = signature_of(new);
    write(&path, &signature.into_string())?;
    Ok(path)
}

/// Checks that `key` vouches for the public key `new`.
///
/// # Errors
/// `MissingFile`, `Signature`.
pub fn verify_key(new: &Path, key: &Path) -> Result<()> {
    let public = public_key(key)?;
    let signature = read_signature(&signature_of(new))?;
    // A folder's signature is one of the same key, and vouches for something else.
    let is_for_keys = signature.trusted_comment().is_ok_and(|it| it.starts_with("policy-lookup kiosk key "));
    let text = read_text(new, MAX_SIGNATURE_BYTES)?;
    let checked = minisign::verify(&public, &signature, Cursor::new(text), true, false, false);
    if is_for_keys && checked.is_ok() {
        return Ok(());
    }
    Err(refused(format!("{}: is not signed with this key", new.display()), "sign it: policy-index sign-key"))
}

fn signature_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".minisig");
    PathBuf::from(name)
}

fn read_signature(path: &Path) -> Result<SignatureBox> {
    let text = read_text(path, MAX_SIGNATURE_BYTES)?;
    let wrong =
        |why: &str| refused(format!("{}: {why}", path.display()), "sign the folder: policy-index sign DIR --key FILE");
    // Comment, signature of 74 bytes, comment, signature of 64 bytes. The library takes the lengths as given, and four
    // lines as all there is.
    let lines: Vec<&str> = text.lines().collect();
    let is_whole = |at: usize, num_chars: usize, padding: &str| {
        lines
            .get(at)
            .is_some_and(|it| it.len() == num_chars && it.trim_end_matches('=').len() + padding.len() == num_chars)
    };
    if lines.len() != 4 || !is_whole(1, 100, "=") || !is_whole(3, 88, "==") {
        return Err(wrong("is no signature"));
    }
    SignatureBox::from_string(&text).map_err(|error| wrong(&error.to_string()))
}

fn compare(dir: &Path, manifest: &[u8]) -> Result<Signed> {
    let manifest = Manifest::parse(dir, manifest)?;
    let num_files = manifest.compare(dir)?;
    Ok(Signed { num_files, version: manifest.version, date: manifest.date })
}

/// Writes a new key pair: the secret key to `key` and the public one beside
/// it with `.pub` added. The secret key has no password; keep its file safe.
///
/// # Errors
/// `Unwritable`, also if there is a key already.
pub fn new_keys(key: &Path) -> Result<PathBuf> {
    let KeyPair { pk, sk } = KeyPair::generate_unencrypted_keypair().map_err(|error| unusable(key, &error))?;
    let secret = sk.to_box(None).map_err(|error| unusable(key, &error))?;
    let public = pk.to_box().map_err(|error| unusable(key, &error))?;
    let mut public_path = key.as_os_str().to_owned();
    public_path.push(".pub");
    let public_path = PathBuf::from(public_path);
    write_secret(key, &secret.into_string())?;
    write(&public_path, &public.into_string())?;
    Ok(public_path)
}

/// The number by which people tell keys apart, as `minisign` prints it.
///
/// # Errors
/// `Signature` if the file is no public key.
pub fn key_id(key: &Path) -> Result<String> {
    let public = public_key(key)?;
    // Stored with the lowest byte first, read with the highest first.
    Ok(public.keynum().iter().rev().map(|byte| format!("{byte:02X}")).collect())
}

fn public_key(path: &Path) -> Result<PublicKey> {
    PublicKey::from_file(path).map_err(|error| unusable(path, &error))
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

/// At most so many bytes; the rest of a longer file is left out, and then it is
/// no signature any more.
fn read_text(path: &Path, max_bytes: u64) -> Result<String> {
    let mut text = String::new();
    let read = open_plain(path).and_then(|file| file.take(max_bytes).read_to_string(&mut text));
    read.map_err(|error| missing(path, &error))?;
    Ok(text)
}

/// Writes a file, all of it or an error.
///
/// # Errors
/// `Unwritable`.
pub fn write(path: &Path, text: &str) -> Result<()> {
    replace(path, text.as_bytes())
        .map_err(|error| unwritable(path, &error, "check that the folder exists and is not read-only"))
}

/// A new file that nobody else may read, where the system knows owners.
fn write_secret(path: &Path, text: &str) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| unwritable(path, &error, "choose another name; a key is never overwritten"))
}
