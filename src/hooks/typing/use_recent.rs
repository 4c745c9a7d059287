//! What was searched lately, on this device only.

use std::rc::Rc;

use yew::prelude::*;

use crate::dom::browser::{recall, remember};

const KEY: &str = "policy-lookup.recent";
const MOST_KEPT: usize = 6;

/// The recent queries and what can be done with them.
#[derive(Clone, PartialEq)]
pub struct Recent {
    /// The latest first.
    pub queries: Rc<[AttrValue]>,
    /// Adds a query.
    pub add: Callback<AttrValue>,
    /// Forgets all of them.
    pub clear: Callback<()>,
}

/// Queries are in `localStorage`; where that is blocked, until the page is closed. Nothing at all when not `enabled`.
#[hook]
pub fn use_recent(enabled: bool) -> Recent {
    let queries = use_state(|| Rc::<[AttrValue]>::from([]));
    let setter = queries.setter();
    use_effect_with(enabled, move |enabled| {
        if *enabled {
            let lines = recall(KEY).unwrap_or_default();
            setter.set(lines.lines().map(|line| AttrValue::from(line.to_owned())).collect());
        }
    });
    let (known, setter) = (queries.clone(), queries.setter());
    let add = Callback::from(move |query: AttrValue| {
        if enabled && !query.is_empty() {
            let kept = with_newest(&known, query);
            remember(KEY, &kept.iter().map(AttrValue::as_str).collect::<Vec<_>>().join("\n"));
            setter.set(kept);
        }
    });
    let setter = queries.setter();
    let clear = Callback::from(move |()| {
        remember(KEY, "");
        setter.set(Rc::from([]));
    });
    Recent { queries: (*queries).clone(), add, clear }
}

fn with_newest(known: &[AttrValue], query: AttrValue) -> Rc<[AttrValue]> {
    let others = known.iter().filter(|other| **other != query).cloned();
    std::iter::once(query.clone()).chain(others).take(MOST_KEPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_asked_again_moves_to_the_front() {
        let known: Vec<AttrValue> = ["甲", "乙", "丙", "丁", "戊", "己"].map(AttrValue::Static).into();
        assert_eq!(&with_newest(&known, "丙".into())[..3], ["丙", "甲", "乙"]);
        let kept = with_newest(&known, "庚".into());
        assert_eq!((kept.len(), kept[0].as_str(), kept[5].as_str()), (MOST_KEPT, "庚", "戊"));
    }
}
