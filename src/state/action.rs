//! What can happen to an instance: everything that is typed, tapped or set from outside.

use policy_engine::{Facet, Order};

use super::config::{Mode, Theme};
use super::history::HistoryEntry;
use super::lang::Lang;
use super::route::Route;

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The text in the box changed; not sent while an input method composes.
    Input(String),
    /// The text in the box is meant as it is: Enter, or the button.
    Submit(String),
    /// A query was chosen: an example, a suggestion, a near term.
    Ask(String),
    /// The box was emptied.
    Clear,
    /// The suggestions were opened or closed.
    Suggestions(bool),
    /// The arrow keys moved among `num` suggestions.
    Move {
        /// Down, not up.
        forward: bool,
        /// How many there are.
        num: usize,
    },
    /// One collection, or all of them.
    Collection(Option<String>),
    /// A facet value was chosen or dropped.
    Facet(Facet, String),
    /// A list of everything for one facet value: 我是…
    Browse(Facet, String),
    /// Show what a route shows: a topic, a near term.
    Show(Box<Route>),
    /// Search inside one document, or no longer.
    Within(Option<String>),
    /// All filters away; the query stays.
    Unfilter,
    /// Order of the hits.
    Order(Order),
    /// Only clauses with the words as typed, or not.
    Literal(bool),
    /// More hits.
    More,
    /// The filter sheet.
    Sheet(bool),
    /// Show a clause.
    Clause(String),
    /// Show a document from beginning to end.
    Document(String),
    /// Show a place of a document: its 文号 and the clause that stands there.
    Place(String, String),
    /// Show the start page.
    Home,
    /// How far the view is scrolled, CSS px; sent before every change of view.
    Left(f64),
    /// Back to the place before (without an address bar).
    Back,
    /// The history moved here.
    Arrive(Box<HistoryEntry>),
    /// Step to this highlight.
    Mark(usize),
    /// Say whether copying or sharing worked.
    Say(&'static str),
    /// What did not come is fetched again.
    Retry,
    /// The QR code of a clause was asked for, or is no longer.
    ToggleQr,
    /// Standard or elder.
    Mode(Mode),
    /// Light or dark.
    Theme(Theme),
    /// Language of the interface.
    Lang(Lang),
    /// Step of the type size.
    Size(u8),
}

impl Action {
    /// Whether the view changes place, so that its scroll position is to be kept.
    pub fn leaves_place(&self) -> bool {
        use Action::*;
        !matches!(
            self,
            Suggestions(_)
                | Move { .. }
                | More
                | Sheet(_)
                | Left(_)
                | Arrive(_)
                | Mark(_)
                | Say(_)
                | ToggleQr
                | Retry
                | Mode(_)
                | Theme(_)
                | Lang(_)
                | Size(_)
        )
    }
}
