//! The highlights of an open clause or document: where they are, and the step from one to the next.

use std::rc::Rc;

use policy_engine::{ClauseId, Highlights};
use yew::prelude::*;

use crate::dom::browser::find;
use crate::lookup::{OPENS_FILES, SharedIndex, clauses, find_document};
use crate::state::{Route, View};

/// Where the query of `route` occurs in the clause it shows, worked out again only when either changes. `mark` is the
/// place stepped to: it is scrolled to inside `root`.
#[hook]
pub fn use_marks(index: Option<&SharedIndex>, route: &Route, mark: usize, root: &NodeRef) -> Rc<Highlights> {
    let root = root.clone();
    use_effect_with(mark, move |mark| {
        // Opening a clause shows its beginning; only stepping moves.
        if let Some(current) = find(&root, ".policy-lookup__mark--current").filter(|_| *mark > 0) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Center);
            current.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let shown = index.cloned().filter(|_| route.clause.is_some());
    use_memo((shown, route.clone()), |(index, route)| {
        let index = index.as_ref().filter(|_| OPENS_FILES);
        let id = index.and_then(|index| index.find_clause(route.clause.as_deref()?));
        index.zip(id).map(|(index, id)| index.highlights(&route.query, route.literal, id)).unwrap_or_default()
    })
}

/// The same for the document that `route` opens at a place: the clauses that hold what is asked, in their order.
#[hook]
pub fn use_document_marks(index: Option<&SharedIndex>, route: &Route) -> Rc<Vec<(ClauseId, Highlights)>> {
    let shown = index.cloned().filter(|_| route.view() == View::Document && !route.query.is_empty());
    let deps = (shown, route.document.clone(), route.query.clone(), route.literal);
    use_memo(deps, |(index, number, query, literal)| {
        let Some(index) = index.as_ref().filter(|_| OPENS_FILES) else { return Vec::new() };
        let document = number.as_deref().and_then(|number| find_document(index.corpus(), number));
        let own = clauses(index.corpus()).filter(|it| Some(it.1.document) == document).map(|it| it.0);
        let marks = own.map(|id| (id, index.highlights(query, *literal, id)));
        marks.filter(|it| !it.1.text.is_empty()).collect()
    })
}
