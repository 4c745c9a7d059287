//! What every file of a library beside its root begins and ends with: which it is, and its checksum.
//!
//! ```text
//! +-----------+-------------+---------------+-------------+--------------+------+----------+
//! | "PLL" [3] | kind [1]    | version: u16  | number: u32 | release: u16 | body | crc: u32 |
//! +-----------+-------------+---------------+-------------+--------------+------+----------+
//! ```

use crate::format::codec::crc32;
use crate::library::error::LibraryError;
use crate::library::files::file_id::{FileId, LIBRARY_VERSION};

const HEAD_LEN: usize = 12;

/// A body with its head and its checksum.
#[cfg(feature = "write")]
pub(crate) fn seal(id: FileId, body: &[u8]) -> Vec<u8> {
    let mut bytes = head(id).to_vec();
    bytes.extend_from_slice(body);
    let crc = crc32(&bytes);
    bytes.extend_from_slice(&crc.to_le_bytes());
    bytes
}

/// Bytes of a file with such a body.
#[cfg(feature = "write")]
pub(crate) fn sealed_len(body: &[u8]) -> u32 {
    (HEAD_LEN + body.len() + 4) as u32
}

fn head(id: FileId) -> [u8; HEAD_LEN] {
    let mut head = *b"PLL?........";
    head[3] = id.kind.letter() as u8;
    head[4..6].copy_from_slice(&LIBRARY_VERSION.to_le_bytes());
    head[6..10].copy_from_slice(&id.number.to_le_bytes());
    head[10..12].copy_from_slice(&id.release.to_le_bytes());
    head
}

/// The body of a file. It must be the very file that was asked for, whole.
pub(crate) fn unseal(id: FileId, bytes: &[u8]) -> Result<&[u8], LibraryError> {
    let needed = HEAD_LEN + 4;
    if bytes.len() < needed {
        return Err(LibraryError::Truncated { needed, got: bytes.len() });
    }
    if bytes[..HEAD_LEN] != head(id) {
        return Err(LibraryError::OtherFile { expected: id });
    }
    let (rest, crc) = bytes.split_at(bytes.len() - 4);
    if crc32(rest).to_le_bytes() == *crc { Ok(&rest[HEAD_LEN..]) } else { Err(LibraryError::Checksum) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::files::file_id::FileKind;

    #[test]
    fn a_file_is_taken_only_for_itself_and_whole() {
        let id = FileId { kind: FileKind::Words, number: 4471, release: 12 };
        let bytes = seal(id, b"body");
        assert_eq!(unseal(id, &bytes).unwrap(), b"body");
        assert_eq!(unseal(id, &bytes[..5]), Err(LibraryError::Truncated { needed: 16, got: 5 }));
        assert_eq!(unseal(id, &bytes[..bytes.len() - 1]), Err(LibraryError::Checksum));
        for other in
            [FileId { number: 4472, ..id }, FileId { release: 13, ..id }, FileId { kind: FileKind::Pairs, ..id }]
        {
            assert_eq!(unseal(other, &bytes), Err(LibraryError::OtherFile { expected: other }));
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 4;
            assert!(unseal(id, &damaged).is_err(), "{at}");
        }
    }
}
