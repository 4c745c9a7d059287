//! The highlights of an open clause: where they are, and the step from one to the next.

use std::rc::Rc;

use policy_engine::Highlights;
use yew::prelude::*;

use crate::dom::browser::find;
use crate::lookup::SharedIndex;
use crate::state::Route;

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
        let index = index.as_ref();
        let id = index.and_then(|index| index.find_clause(route.clause.as_deref()?));
        index.zip(id).map(|(index, id)| index.highlights(&route.query, route.literal, id)).unwrap_or_default()
    })
}
