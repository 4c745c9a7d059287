//! The view of a route, on the page and at the kiosk.

use policy_engine::{ClauseId, Highlights, SearchResults};
use yew::prelude::*;

use super::clause_view::clause_view;
use super::document_view::document_view;
use crate::components::ViewProps;
use crate::hooks::{Haste, Voice};
use crate::state::{Route, State, View, Width};

/// What the hooks worked out for the present route.
pub struct Shown<'a> {
    /// The state of the instance.
    pub state: &'a State,
    /// The room there is.
    pub width: Width,
    /// What is drawn of it.
    pub haste: &'a Haste,
    /// The answer, where the view shows one.
    pub answer: Option<&'a SearchResults>,
}

/// What the hooks worked out for a text that is read.
pub struct Reading<'a> {
    /// Where the query stands in an open document, clause by clause.
    pub document_marks: &'a [(ClauseId, Highlights)],
    /// Where the query stands in an open clause.
    pub marks: &'a Highlights,
    /// A voice to read the clause, where the device has one.
    pub voice: Option<&'a Voice>,
}

/// One of the views. The kiosk arranges `start` and `results` in its own way; texts, `reading`, are shown alike.
pub fn route_view(
    route: &Route,
    shown: &Shown<'_>,
    reading: impl FnOnce() -> Html,
    start: impl FnOnce(&SearchResults) -> Html,
    results: impl FnOnce(&SearchResults) -> Html,
) -> Html {
    match (route.view(), shown.answer) {
        (View::Clause | View::Document, _) => reading(),
        (View::Results, Some(answer)) => results(answer),
        (View::Start, Some(answer)) => start(answer),
        // Only without an index; there is nothing to show.
        (View::Results | View::Start, None) => Html::default(),
    }
}

/// The clause or the document that a route leads to.
pub fn reading_view(view: &ViewProps<'_>, state: &State, reading: &Reading<'_>) -> Html {
    if view.route.view() == View::Clause {
        return clause_view(view, &reading.marks.text, state, reading.voice);
    }
    let number = view.route.document.as_deref().unwrap_or_default();
    document_view(view, number, reading.document_marks, state.mark)
}
