//! The bytes of an index file, and the hash over them that tells one version of
//! the data from another.

use policy_engine::Corpus;
use sha2::{Digest, Sha256};

use crate::error::{IndexError, Kind, Result};

/// A hash over everything that is in the index.
///
/// # Errors
/// `Engine` if the corpus cannot be encoded.
pub fn set_data_version(corpus: &mut Corpus) -> Result<()> {
    corpus.data_version.clear();
    let digest = Sha256::digest(encode(corpus)?);
    corpus.data_version = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    Ok(())
}

/// A hash over every text, for a library: encoding it as one file would take longer than all of its files.
pub fn set_version_of_texts(corpus: &mut Corpus) {
    corpus.data_version.clear();
    let mut digest = Sha256::new();
    for text in corpus.texts() {
        digest.update(text.len().to_le_bytes());
        digest.update(text);
    }
    corpus.data_version = digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
}

/// The index file of a corpus.
///
/// # Errors
/// `Engine` with the engine's reason.
pub fn encode(corpus: &Corpus) -> Result<Vec<u8>> {
    policy_engine::encode(corpus).map_err(|error| {
        let help = "the message says which list is too long or which entry points nowhere";
        Box::new(IndexError::new(Kind::Engine, error.to_string(), help))
    })
}
