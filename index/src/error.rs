//! What is wrong with an input, where, and what to do about it. Plain data: how an
//! error looks on a terminal is decided in `cli`.

use std::fmt;
use std::ops::Range;

/// The result of every step of the build.
pub type Result<T> = std::result::Result<T, Box<IndexError>>;

/// What kind of thing is wrong; tests and callers tell errors apart by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file is not there or cannot be read.
    MissingFile,
    /// A file cannot be written.
    Unwritable,
    /// A file is not UTF-8.
    InvalidUtf8,
    /// A file is not the TOML, JSON or list it should be.
    Syntax,
    /// A document names a collection that does not exist.
    UnknownCollection,
    /// An entry names a document that does not exist.
    UnknownDocument,
    /// An entry names a clause that does not exist.
    UnknownClause,
    /// A clause is given a facet value that no rule file lists.
    UnknownFacet,
    /// First and last line do not hold the document they should.
    BadLines,
    /// Two clauses have one id.
    DuplicateId,
    /// A list has an entry twice.
    DuplicateEntry,
    /// The words of an erratum, move or pin occur nowhere, or more than once.
    NoSuchText,
    /// A plain note was written for words that have changed.
    StaleNote,
    /// The parts do not add up to the whole.
    Accounting,
    /// The engine refuses what it was given.
    Engine,
    /// A key or signature is not right.
    Signature,
}

/// An error and where in the input it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexError {
    /// What kind of error.
    pub kind: Kind,
    /// What is wrong, with file and line where there are any.
    pub message: String,
    /// What to do about it; may be empty.
    pub help: String,
    /// The text around it.
    pub excerpt: Option<Excerpt>,
}

/// A text with some ranges of it pointed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Name of the file.
    pub name: String,
    /// The whole text of the file, or as much as is worth showing.
    pub text: String,
    /// Byte ranges of `text`, each with a word about it.
    pub labels: Vec<(Range<usize>, String)>,
}

impl IndexError {
    /// An error that is in no text.
    pub fn new(kind: Kind, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind, message: message.into(), help: help.into(), excerpt: None }
    }

    /// Shows `text` of file `name` around `range_bytes`.
    #[must_use]
    pub fn at(self, name: &str, text: &str, range_bytes: Range<usize>, label: &str) -> Self {
        self.at_all(name, text, [(range_bytes, label)])
    }

    /// Shows several byte ranges of one file.
    #[must_use]
    pub fn at_all<'a>(
        mut self,
        name: &str,
        text: &str,
        ranges: impl IntoIterator<Item = (Range<usize>, &'a str)>,
    ) -> Self {
        let labels = ranges.into_iter().map(|(range, label)| (range, label.to_owned())).collect();
        self.excerpt = Some(Excerpt { name: name.to_owned(), text: text.to_owned(), labels });
        self
    }

    /// The error as `Err`.
    ///
    /// # Errors
    /// Always.
    pub fn fail<T>(self) -> Result<T> {
        Err(Box::new(self))
    }
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for IndexError {}
