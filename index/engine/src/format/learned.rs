//! What a corpus taught lies beside its index file, not in it: a browser passes over it, and would fetch it for nothing.
//!
//! ```text
//! +------------+----------------------------+---------------------------+----------+
//! | "PLLT" [4] | crc of the index file: u32 | section `latent` (layout) | crc: u32 |
//! +------------+----------------------------+---------------------------+----------+
//! ```

use crate::format::codec::crc32;
use crate::format::error::FormatError;
use crate::format::latent;
use crate::format::layout::{NAMES, assemble, sections};
use crate::format::writer::Writer;
use crate::model::corpus::Latent;

const MAGIC: [u8; 4] = *b"PLLT";
const HEAD_LEN: usize = 8;
const LATENT: usize = 9;

/// An index file without what it was taught, and that as a file of its own; none if it was taught nothing.
///
/// # Errors
/// As [`Index::open`](crate::Index::open), for bytes that are no index file.
pub fn detach_learned(index: &[u8]) -> Result<(Vec<u8>, Option<Vec<u8>>), FormatError> {
    let nothing = nothing();
    let learned = section(index)?;
    if learned == nothing {
        return Ok((index.to_vec(), None));
    }
    let alone = with(index, &nothing)?;
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&alone[alone.len() - 4..]);
    bytes.extend_from_slice(learned);
    let crc = crc32(&bytes);
    bytes.extend_from_slice(&crc.to_le_bytes());
    Ok((alone, Some(bytes)))
}

/// The index file with what it was taught; as it is if `learned` is of another file.
///
/// # Errors
/// As [`Index::open`](crate::Index::open), for bytes that are no index file.
pub fn attach_learned(index: &[u8], learned: &[u8]) -> Result<Vec<u8>, FormatError> {
    let own = index.len().checked_sub(4).map(|at| &index[at..]);
    let body = learned.len().checked_sub(4).and_then(|end| learned.split_at_checked(end));
    match body {
        Some((body, crc)) if crc32(body).to_le_bytes() == *crc && body.get(4..HEAD_LEN) == own => {
            if body[..4] == MAGIC { with(index, &body[HEAD_LEN..]) } else { Ok(index.to_vec()) }
        }
        _ => Ok(index.to_vec()),
    }
}

fn section(index: &[u8]) -> Result<&[u8], FormatError> {
    Ok(&index[sections(index)?.swap_remove(LATENT).1])
}

/// The file with another section `latent`.
fn with(index: &[u8], learned: &[u8]) -> Result<Vec<u8>, FormatError> {
    let parts = sections(index)?;
    let part = |at: usize| if at == LATENT { learned.to_vec() } else { index[parts[at].1.clone()].to_vec() };
    let parts: [Vec<u8>; NAMES.len()] = std::array::from_fn(part);
    Ok(assemble(&parts))
}

fn nothing() -> Vec<u8> {
    let mut writer = Writer::default();
    // Nothing is as many rows as nothing has.
    let _ = latent::write(&mut writer, &Latent::default(), 0, 0);
    writer.bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::corpus::{Clause, Collection, Corpus, Document, Lexicon};
    use crate::{Index, encode};

    fn corpus(text: &str) -> Corpus {
        let collection = Collection { id: "law".into(), name: String::new(), examples: Vec::new() };
        Corpus {
            collections: vec![collection],
            documents: vec![Document::default()],
            clauses: vec![Clause { text: text.into(), ..Clause::default() }],
            lexicon: Lexicon { words: vec!["就业".into()], ..Lexicon::default() },
            ..Corpus::default()
        }
    }

    #[test]
    #[allow(clippy::needless_update, reason = "what else is learned is none of this test's business")]
    fn what_was_taught_lies_beside_its_own_file_and_no_other() {
        let untaught = corpus("就业，就业。");
        let latent = Latent { num_dims: 2, words: vec![127, 0], clauses: vec![0, 127], ..Latent::default() };
        let whole = encode(&Corpus { latent: latent.clone(), ..untaught.clone() }).unwrap();
        let (alone, learned) = detach_learned(&whole).unwrap();
        let learned = learned.unwrap();
        assert_eq!(alone, encode(&untaught).unwrap());
        assert_eq!(detach_learned(&alone).unwrap(), (alone.clone(), None));
        assert_eq!(attach_learned(&alone, &learned).unwrap(), whole);
        if cfg!(feature = "latent") {
            assert_eq!(Index::open(&whole).unwrap().corpus().latent, latent);
        }
        let other = encode(&corpus("就业，就业，就业。")).unwrap();
        assert_eq!(attach_learned(&other, &learned).unwrap(), other);
        let mut damaged = learned;
        damaged[9] ^= 1;
        for learned in [&damaged[..], &damaged[..3], b"PLLT"] {
            assert_eq!(attach_learned(&alone, learned).unwrap(), alone);
        }
    }
}
