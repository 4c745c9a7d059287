//! A clause as the outline makes it, before anything is added to it.

use policy_engine::{ClauseForm, HeadingId, Number};

/// A clause before facets and notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseDraft {
    /// Id, pins not yet applied.
    pub id: String,
    /// The innermost heading it belongs to, among those of its document.
    pub heading: Option<HeadingId>,
    /// Its own printed number.
    pub number: Option<Number>,
    /// What to call it by.
    pub title: String,
    /// The official words; the cells of a row are parted by tabs.
    pub text: String,
    /// The cells of a row; empty for all others.
    pub cells: Vec<String>,
    /// Its shape.
    pub form: ClauseForm,
    /// The lines it was made from, in reading order.
    pub lines: Vec<usize>,
}
