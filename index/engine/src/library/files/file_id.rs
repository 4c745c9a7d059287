//! The names of the files of a library beside its root: a letter for what a file holds, a number, and the release that
//! wrote it.

use std::fmt;

/// The layout this build writes and reads, root and files alike.
pub const LIBRARY_VERSION: u16 = 4;

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
    /// Which clauses have a value of a facet.
    Facets,
    /// Which clauses characters of questions lean to.
    Leanings,
}

impl FileKind {
    /// All kinds, in the order in which the root lists their files.
    pub const ALL: [Self; 10] = [
        Self::Words,
        Self::Pairs,
        Self::RestOfWords,
        Self::RestOfPairs,
        Self::Texts,
        Self::Ids,
        Self::Spelling,
        Self::Documents,
        Self::Facets,
        Self::Leanings,
    ];

    /// The letter that names its folder.
    pub fn letter(self) -> char {
        ['p', 'q', 'r', 'x', 't', 'i', 's', 'm', 'f', 'l'][self as usize]
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

/// Where a file lies in a packed library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The pack, by its path below the folder of the root: `pack/p.12`.
    pub pack: String,
    /// Bytes of the pack before the file.
    pub start: u32,
    /// Bytes of the file, one at least.
    pub len: u32,
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
    /// The file that holds this one in a packed library: all of its kind and release.
    pub fn pack(self) -> String {
        format!("pack/{}.{}", self.kind.letter(), self.release)
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_kind_number_and_release() {
        let id = FileId { kind: FileKind::Words, number: 4471, release: 12 };
        assert_eq!(id.to_string(), "p/17/4471.12");
        assert_eq!(FileId::parse("p/17/4471.12"), Some(id));
        for path in ["", "p", "p/17", "p/16/4471.12", "z/17/4471.12", "p/17/4471", "p/17/+4471.12", "pp/17/4471.12"] {
            assert_eq!(FileId::parse(path), None, "{path}");
        }
    }
}
