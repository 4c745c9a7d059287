//! The files of a library beside its root: their names, and what every one of them begins and ends with.
//!
//! ```text
//! +-----------+-------------+---------------+-------------+--------------+------+----------+
//! | "PLL" [3] | kind [1]    | version: u16  | number: u32 | release: u16 | body | crc: u32 |
//! +-----------+-------------+---------------+-------------+--------------+------+----------+
//! ```

use std::fmt;

use crate::format::codec::crc32;
use crate::library::error::LibraryError;

/// The layout this build writes and reads, root and files alike.
pub const LIBRARY_VERSION: u16 = 1;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// Lists of the words and the characters.
    Words,
    /// Lists of the pairs of characters that are no words.
    Pairs,
    /// What did not fit the lists of words.
    RestOfWords,
    /// What did not fit the lists of pairs.
    RestOfPairs,
    /// Clauses.
    Texts,
    /// Numbers of clauses by their ids.
    Ids,
    /// How characters sound.
    Spelling,
    /// The documents, for lists of them.
    Documents,
}

impl FileKind {
    /// All kinds, in the order in which the root lists their files.
    pub const ALL: [Self; 8] = [
        Self::Words,
        Self::Pairs,
        Self::RestOfWords,
        Self::RestOfPairs,
        Self::Texts,
        Self::Ids,
        Self::Spelling,
        Self::Documents,
    ];

    /// The letter that names its folder.
    pub fn letter(self) -> char {
        ['p', 'q', 'r', 'x', 't', 'i', 's', 'm'][self as usize]
    }
}

/// One file of a library. Its contents never change: what changes gets another release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId {
    /// What it holds.
    pub kind: FileKind,
    /// Which of its kind.
    pub number: u32,
    /// The release in which it was written.
    pub release: u16,
}

/// Files in one folder.
const FILES_PER_FOLDER: u32 = 256;

impl fmt::Display for FileId {
    /// Its path below the folder of the root: `p/17/4471.12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, number, release } = self;
        write!(f, "{}/{}/{number}.{release}", kind.letter(), number / FILES_PER_FOLDER)
    }
}

impl FileId {
    /// The file with this path, the inverse of its display; `None` for anything else.
    pub fn parse(path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/')?;
        let (letter, _) = folder.split_once('/')?;
        let (number, release) = name.split_once('.')?;
        let kind = FileKind::ALL.into_iter().find(|it| letter.chars().eq([it.letter()]))?;
        let id = Self { kind, number: number.parse().ok()?, release: release.parse().ok()? };
        (id.to_string() == path).then_some(id)
    }
}

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

    #[test]
    fn a_file_is_taken_only_for_itself_and_whole() {
        let id = FileId { kind: FileKind::Words, number: 4471, release: 12 };
        assert_eq!(id.to_string(), "p/17/4471.12");
        assert_eq!(FileId::parse("p/17/4471.12"), Some(id));
        for path in ["", "p", "p/17", "p/16/4471.12", "z/17/4471.12", "p/17/4471", "p/17/+4471.12", "pp/17/4471.12"] {
            assert_eq!(FileId::parse(path), None, "{path}");
        }
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
