//! A line of text as the structure of a document is read from it.

/// A line of text, trimmed and mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, counted from 1.
    pub number: usize,
    /// Its words.
    pub text: String,
    /// No blank line before it.
    pub adjacent: bool,
    /// Page furniture comes before it.
    pub after_furniture: bool,
}
