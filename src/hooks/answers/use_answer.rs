//! The answer to what is looked at.

use std::rc::Rc;

use policy_engine::SearchResults;
use yew::prelude::*;

use crate::lookup::{OPENS_FILES, Scope, SharedIndex, answer};
use crate::state::{Config, Route, State, View};

/// What the index says to the route, for the views that show it; `None` without an index. Searched again only when
/// query, filters or limit change: a clause that is opened keeps the answer it came from.
#[hook]
pub fn use_answer(state: &State, index: Option<&SharedIndex>, config: &Config) -> Option<Rc<SearchResults>> {
    let searched = Route { clause: None, ..state.route.clone() };
    let is_shown = searched.view() == View::Results || state.route.view() == View::Start;
    let limit = config.max_hits.map_or(state.limit, |most| most.min(state.limit));
    let deps = (index.cloned().filter(|_| is_shown), searched, limit, config.collection.clone(), config.today);
    let known = use_memo(deps, |(index, route, limit, collection, today)| {
        let scope = Scope { collection: collection.as_deref(), today: *today };
        index.as_ref().filter(|_| OPENS_FILES).map(|index| Rc::new(answer(index, route, scope, *limit)))
    });
    (*known).clone()
}
