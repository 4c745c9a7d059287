//! What documents say of their validity and of each other: by hand in
//! `[document.validity]` of `collections.toml`, read from the text where a
//! document was imported. `enrich::validity` brings them together.

use policy_engine::{Day, Document, Terms};
use serde::Deserialize;

/// What a document says of others, and where it speaks of its own validity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Title of the text that a covering 通知 brings.
    pub inner_title: String,
    /// Where it speaks of its validity: a line of its source, and what is to be said of that line.
    pub basis: Option<(usize, String)>,
    /// What it repeals, by 文号 or title.
    pub repeals: Vec<String>,
    /// What it amends, likewise.
    pub amends: Vec<String>,
    /// What it lets last longer, and how long.
    pub extends: Vec<Longer>,
    /// What repeals it: named by an editor, who may know documents that are not here.
    pub repealed_by: Vec<String>,
    /// What amends it, likewise.
    pub amended_by: Vec<String>,
    /// What it was printed anew as, likewise.
    pub reissued_as: Vec<String>,
}

/// A document that lasts longer than it said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Longer {
    /// Its 文号 or title.
    pub name: String,
    /// Its new last day.
    pub until: Option<Day>,
    /// Months more than it had, where no day is printed.
    pub months: u16,
}

/// `[document.validity]`
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawValidity {
    kind: String,
    effective: String,
    valid_until: String,
    valid_for: String,
    basis: String,
    repeals: Vec<String>,
    amends: Vec<String>,
    repealed_by: Vec<String>,
    amended_by: Vec<String>,
    reissued_as: Vec<String>,
}

/// A term without an end.
pub const FOR_EVER: &str = "长期";

impl RawValidity {
    /// Puts the facts into the document, and returns what it says of others;
    /// or else the value that is wrong, and how to write it.
    pub(super) fn apply(self, document: &mut Document) -> Result<Said, (String, &'static str)> {
        let day = |text: &str| match text {
            "" => Ok(None),
            _ => Day::parse(text).map(Some).ok_or_else(|| (text.to_owned(), "write the day as \"2025-05-01\"")),
        };
        if !["", FOR_EVER].contains(&self.valid_for.as_str()) {
            return Err((self.valid_for, "only 长期 is a term without days; write the last day as valid_until"));
        }
        document.terms = Terms {
            effective: day(&self.effective)?,
            until: day(&self.valid_until)?,
            is_open: self.valid_for == FOR_EVER,
            basis: self.basis,
            later: Vec::new(),
        };
        document.kind = self.kind;
        Ok(Said {
            repeals: self.repeals,
            amends: self.amends,
            repealed_by: self.repealed_by,
            amended_by: self.amended_by,
            reissued_as: self.reissued_as,
            ..Said::default()
        })
    }
}
