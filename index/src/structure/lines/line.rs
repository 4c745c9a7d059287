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
    /// Who signed comes before it.
    pub after_signature: bool,
    /// What somebody knows it to be.
    pub forced: Option<Forced>,
    /// It is set as a name is: in bold, or as a heading of the page or the writer's program.
    pub is_strong: bool,
}

/// What an editor knows a line to be, whatever it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forced {
    /// A heading.
    Heading,
    /// No heading, and what it begins with is no number.
    Text,
    /// The heading of an annex.
    Annex,
}

impl Line {
    /// A paragraph of one line, as in a text with one paragraph per line.
    /// Tabs at either end are empty cells of a table row.
    pub fn new(number: usize, text: &str) -> Self {
        let text = trimmed(text).to_owned();
        Self {
            number,
            text,
            adjacent: false,
            after_furniture: false,
            after_signature: false,
            forced: None,
            is_strong: false,
        }
    }
}

/// Without white space at either end, tabs aside, and without marks that have
/// no shape: they would hide the number that a line begins with.
pub fn trimmed(text: &str) -> &str {
    let is_blank = |c: char| c != '\t' && (c.is_whitespace() || is_invisible(c));
    text.trim_matches(is_blank)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
