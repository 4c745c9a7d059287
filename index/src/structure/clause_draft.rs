//! A clause as the outline makes it, before anything is added to it.

use policy_engine::ClauseForm;

/// A clause before facets and notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseDraft {
    /// Id, pins not yet applied.
    pub id: String,
    /// Printed headings, outermost first.
    pub path: Vec<String>,
    /// What to call it by.
    pub title: String,
    /// The official words.
    pub text: String,
    /// Its shape.
    pub form: ClauseForm,
    /// The lines it was made from, in reading order.
    pub lines: Vec<usize>,
}
