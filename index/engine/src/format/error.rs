//! Why an index cannot be read or written, in words that say what to do.

use std::fmt;

/// The bytes ended early or held an impossible value. `reader` turns it into
/// an error that names the section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// Why bytes are not an index this build can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// Shorter than it says it is: a download that was cut off.
    Truncated {
        /// Bytes needed.
        needed: usize,
        /// Bytes there.
        got: usize,
    },
    /// The first bytes are not those of an index.
    NotAnIndex,
    /// Written by another version of `policy-index`.
    Version {
        /// The version this build reads.
        expected: u32,
        /// The version of the file.
        got: u32,
    },
    /// The bytes are not those that were written.
    Checksum {
        /// CRC-32 in the file.
        expected: u32,
        /// CRC-32 of what is there.
        got: u32,
    },
    /// The checksum is right but a section makes no sense.
    Damaged {
        /// Name of the section.
        section: &'static str,
    },
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { needed, got } => {
                write!(f, "index is cut off: {got} of at least {needed} bytes; load it again")
            }
            Self::NotAnIndex => f.write_str("not an index file; compile one with `policy-index compile`"),
            Self::Version { expected, got } => write!(
                f,
                "index has format {got}, this build reads {expected}; compile it again with the `policy-index` of the same release"
            ),
            Self::Checksum { expected, got } => {
                write!(f, "index is damaged: checksum {got:08x}, expected {expected:08x}; load it again")
            }
            Self::Damaged { section } => {
                write!(f, "index is damaged in section {section}; compile it again")
            }
        }
    }
}

impl std::error::Error for FormatError {}

/// Why a corpus cannot be written.
#[cfg(feature = "write")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodeError {
    /// A clause, document or facet points to an index that is not there.
    Dangling {
        /// What points and where to, for the person who made the corpus.
        what: String,
    },
    /// A list is longer than its indices can number (65,535).
    TooMany {
        /// The list.
        what: &'static str,
    },
    /// A value the file has no form for.
    Impossible {
        /// The value and whose it is, for the person who made the corpus.
        what: String,
    },
    /// What was written would be refused: it repeats itself so much that
    /// opening would take more than 64 times its size in memory.
    Refused {
        /// What opening says.
        error: FormatError,
    },
    /// Learned rows that are not one per term and clause.
    Latent {
        /// Numbers there, of terms and of clauses.
        got: [usize; 2],
    },
    /// The terms could not be built (not sorted, or with repeats).
    Terms {
        /// What the `fst` crate says.
        message: String,
    },
}

#[cfg(feature = "write")]
impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dangling { what } => write!(f, "{what} points to nothing"),
            Self::Latent { got: [words, clauses] } => {
                write!(
                    f,
                    "{words} numbers of terms and {clauses} of clauses were learned from another corpus; learn again"
                )
            }
            Self::Impossible { what } => f.write_str(what),
            Self::Refused { error } => {
                write!(f, "the file could not be opened ({error}): too much of it repeats itself; split the corpus")
            }
            Self::TooMany { what } => write!(f, "more than 65,535 {what}; split the corpus"),
            Self::Terms { message } => write!(f, "the terms cannot be built: {message}; sort them and remove repeats"),
        }
    }
}

#[cfg(feature = "write")]
impl std::error::Error for EncodeError {}
