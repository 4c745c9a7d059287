//! Places one can come back to, and how the history of the browser follows a change.

use super::route::Route;

/// A view that Back can return to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistoryEntry {
    /// What was looked at.
    pub route: Route,
    /// Hits that were shown.
    pub limit: usize,
    /// How far it was scrolled, CSS px.
    pub scroll: f64,
}

/// How the history has to follow a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HistoryStep {
    /// The link is the same.
    #[default]
    Stay,
    /// The link changed, but Back should not stop here: a letter was typed.
    Replace,
    /// Back should come back to what was shown before.
    Push,
    /// The change came from the history itself.
    Arrive,
}
