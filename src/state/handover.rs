//! What the program takes over from the prerendered page.

use yew::AttrValue;

/// What the reader was doing on the prerendered page when the program took it over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Handover {
    /// Whether there was a prerendered page.
    pub took_over: bool,
    /// The text that was in the box.
    pub typed: AttrValue,
    /// How far the page was scrolled, CSS px.
    pub scroll: f64,
}
