//! What is wrong with an input, where, and what to do about it. Rendered by
//! `miette` with file, line and the words themselves.

use std::fmt;
use std::ops::Range;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

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
    /// A heading does not follow the one before it.
    HeadingOrder,
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

/// An error with its places in the input.
#[derive(Debug)]
pub struct IndexError {
    /// What kind of error.
    pub kind: Kind,
    message: String,
    help: String,
    source: Option<NamedSource<String>>,
    labels: Vec<LabeledSpan>,
}

impl IndexError {
    /// An error without a place in a text.
    pub fn new(kind: Kind, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind, message: message.into(), help: help.into(), source: None, labels: Vec::new() }
    }

    /// Shows `text` of file `name` around `range_bytes`.
    #[must_use]
    pub fn at(self, name: &str, text: &str, range_bytes: Range<usize>, label: &str) -> Self {
        self.at_all(name, text, [(range_bytes, label)])
    }

    /// Shows several places of one file.
    #[must_use]
    pub fn at_all<'a>(
        mut self,
        name: &str,
        text: &str,
        places: impl IntoIterator<Item = (Range<usize>, &'a str)>,
    ) -> Self {
        self.source = Some(NamedSource::new(name, text.to_owned()));
        self.labels = places
            .into_iter()
            .map(|(range, label)| LabeledSpan::new_with_span(Some(label.to_owned()), range))
            .collect();
        self
    }

    /// The error as `Err`.
    ///
    /// # Errors
    /// Always.
    pub fn fail<T>(self) -> Result<T> {
        Err(Box::new(self))
    }

    /// The whole message as it is shown, without colours.
    pub fn render(&self) -> String {
        let mut out = String::new();
        let handler = miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor());
        // Writing to a string only fails if the formatter does; what was
        // written until then is still the best message there is.
        let _ = handler.render_report(&mut out, self);
        out
    }
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for IndexError {}

impl Diagnostic for IndexError {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(&self.help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as Box<_>)
    }
}
