//! Why a file of a library cannot be read, in words that say what to do.

use std::fmt;

use crate::format::error::Malformed;
use crate::library::files::file_id::{FileId, LIBRARY_VERSION};

/// Why bytes are not the root or the file of a library that this build can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LibraryError {
    /// The first bytes are not those of a library's root.
    NotALibrary,
    /// Written by another version of `policy-index`.
    Version {
        /// The version of the file.
        got: u16,
    },
    /// Shorter than it says it is: a download that was cut off.
    Truncated {
        /// Bytes needed at least.
        needed: usize,
        /// Bytes there.
        got: usize,
    },
    /// The bytes are not those that were written.
    Checksum,
    /// Another file than the one that was asked for: of another release, or a page in its place.
    OtherFile {
        /// The one that was asked for.
        expected: FileId,
    },
    /// The root names no such file.
    Unnamed {
        /// The file.
        file: FileId,
    },
    /// The checksum is right but the contents make no sense.
    Damaged {
        /// Name of the part.
        part: &'static str,
    },
}

impl LibraryError {
    /// For [`Malformed`] in a part.
    pub(crate) fn damaged(part: &'static str) -> impl Fn(Malformed) -> Self {
        move |_| Self::Damaged { part }
    }
}

impl fmt::Display for LibraryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALibrary => {
                f.write_str("not the root of a library; compile one with `policy-index compile --library`")
            }
            Self::Version { got } => write!(
                f,
                "library has format {got}, this build reads {LIBRARY_VERSION}; compile it again with the `policy-index` of the same release"
            ),
            Self::Truncated { needed, got } => {
                write!(f, "file is cut off: {got} of at least {needed} bytes; load it again")
            }
            Self::Checksum => f.write_str("file is damaged: wrong checksum; load it again"),
            Self::OtherFile { expected } => write!(f, "{expected} is another file; load the root again"),
            Self::Unnamed { file } => write!(f, "the root names no file {file}; load it again"),
            Self::Damaged { part } => write!(f, "library is damaged in {part}; compile it again"),
        }
    }
}

impl std::error::Error for LibraryError {}
