//! What the program takes over from the page.

use yew::AttrValue;

use super::action::Action;
use super::route::Route;

/// What the reader was doing when the program came, and what their device knows of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Handover {
    /// Whether there was a prerendered page.
    pub took_over: bool,
    /// The text that was in the box.
    pub typed: AttrValue,
    /// How far the page was scrolled, CSS px.
    pub scroll: f64,
    /// What stands behind the `#` of the address, read as a route; the first view is that one, not the start page.
    pub route: Option<Route>,
    /// What the reader has chosen before: type size, colours, language.
    pub choices: Vec<Action>,
}
